"""The stages of one step: what each remembers, and when it ends. See the drawing in `posecoach.guiding`.

A stage looks at what is known now and returns the edge by which it is left, if any; the step decides where that leads
and what is said.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import ClassVar, Final

from posecoach.events import Event, Stage

SETUP_CLEAR_S: Final = 1.5
"""Nothing wrong with the set-up for this long: the next stage begins. A person who has been still meanwhile has given
their neutral, which needs a second, and need not be asked to hold still."""

SETUP_PATIENCE_S: Final = 20.0
"""After this long with somebody in the frame, time for two pieces of advice, go on with what can be judged."""

STILL_S: Final = 5.0
"""A person who has not held still by then begins anyway; the coach finds their neutral from the movement."""

READY_S: Final = 1.5
"""A person in the next posture for this long has arrived there."""

SETTLE_S: Final = 3.0
"""At the start of a pause the last movement runs out; what follows may be the next exercise."""

GRACE_S: Final = 2.5
"""After the last repetition, for the words about it."""

UNDER_WAY_S: Final = 6.0
"""A repetition in progress after the last one may be finished within this time."""

JUST: Final = 1e-9
"""Tolerance for sums of frame times [s]."""


class Exit(Enum):
    """Why a stage is left."""

    MOVED = auto()
    PAUSE_OVER = auto()
    CLEAR = auto()
    PATIENCE_OVER = auto()
    STILL_OVER = auto()
    DOSAGE_DONE = auto()
    SAID = auto()


@dataclass(frozen=True, slots=True)
class Now:
    """What is known with one pose.

    t_s: media time. moved: the exercise has begun. seen: somebody is in the frame. in_position: in the posture of the
    exercise. clear_s: how long nothing has been wrong with the set-up. neutral: nobody has to be asked
    to hold still. done: all repetitions of the dosage are done. settled: no movement is in progress.
    """

    t_s: float
    moved: bool = False
    seen: bool = True
    in_position: bool = True
    clear_s: float = 0.0
    neutral: bool = False
    done: bool = False
    settled: bool = True


class StepStage:
    """Base of the stages. told: what the person and a screen are told; None while another step is current."""

    told: ClassVar[Stage | None] = None

    def judges(self, t_s: float) -> bool:
        """Whether the coach looks at the person."""
        return self.told is not None

    def left_by(self, now: Now) -> Exit | None:
        """Return why it is left, None if it is not."""
        return None

    def postpone(self, by_s: float) -> None:
        """Go on after a pause that lasted this long: it does not count."""


class NotBegun(StepStage):
    """Another step is current."""


class PassedOver(StepStage):
    """The day's limit of repetitions was reached before."""


@dataclass
class Resting(StepStage):
    """The pause before the exercise, of at least and at most some seconds; nobody is corrected in it.

    kept_back: what was judged of the person meanwhile, reported if they turn out to have begun. told_by_s: when the
    person will have been told what comes. interrupted: whether they were, and a pause fell into it.
    """

    told = Stage.REST

    since_s: float
    least_s: float
    most_s: float
    kept_back: list[Event] = field(default_factory=list)
    arrived_s: float | None = None
    told_by_s: float = -math.inf
    interrupted: bool = False

    def judges(self, t_s: float) -> bool:
        """Whether the coach looks at the person: not before the last movement has run out."""
        return t_s - self.since_s >= SETTLE_S - JUST

    def left_by(self, now: Now) -> Exit | None:
        """Return why it is left, None if it is not."""
        if not now.in_position:
            self.arrived_s = None
        elif self.arrived_s is None:
            self.arrived_s = now.t_s
        if now.moved:
            return Exit.MOVED
        rested_s = now.t_s - self.since_s
        arrived = self.arrived_s is not None and now.t_s - self.arrived_s >= READY_S - JUST
        early = arrived and rested_s >= self.least_s and self.least_s < self.most_s
        return Exit.PAUSE_OVER if early or rested_s >= self.most_s else None

    def postpone(self, by_s: float) -> None:
        """Go on after a pause that lasted this long: it does not count."""
        self.since_s += by_s
        self.arrived_s = None

    def tell_again(self, t_s: float, telling_s: float) -> None:
        """Last for so long from a media time on that the person can be told what comes."""
        self.told_by_s, self.interrupted = t_s + telling_s, False
        rested_s = t_s - self.since_s
        self.least_s, self.most_s = (max(one, rested_s + telling_s) for one in (self.least_s, self.most_s))

    def left_s(self, t_s: float) -> float:
        """Return the seconds left."""
        return max(0.0, self.most_s - (t_s - self.since_s))


@dataclass
class SettingUp(StepStage):
    """The person gets into place and is told the one thing to change. met_s: when they were first seen."""

    told = Stage.SETUP

    met_s: float | None = None

    def left_by(self, now: Now) -> Exit | None:
        """Return why it is left, None if it is not."""
        if self.met_s is None and now.seen:
            self.met_s = now.t_s
        if now.moved:
            return Exit.MOVED
        if now.clear_s >= SETUP_CLEAR_S - JUST:
            return Exit.CLEAR
        impatient = self.met_s is not None and now.t_s - self.met_s >= SETUP_PATIENCE_S
        return Exit.PATIENCE_OVER if impatient else None

    def postpone(self, by_s: float) -> None:
        """Go on after a pause that lasted this long: it does not count."""
        if self.met_s is not None:
            self.met_s += by_s


@dataclass
class HoldingStill(StepStage):
    """The coach takes the neutral, by itself."""

    told = Stage.STILL

    since_s: float

    def left_by(self, now: Now) -> Exit | None:
        """Return why it is left, None if it is not."""
        if now.moved:
            return Exit.MOVED
        return Exit.STILL_OVER if now.neutral or now.t_s - self.since_s >= STILL_S else None

    def postpone(self, by_s: float) -> None:
        """Go on after a pause that lasted this long: it does not count."""
        self.since_s += by_s


class Exercising(StepStage):
    """Until the dosage is done."""

    told = Stage.EXERCISE

    def left_by(self, now: Now) -> Exit | None:
        """Return why it is left, None if it is not."""
        return Exit.DOSAGE_DONE if now.done else None


@dataclass
class Ending(StepStage):
    """The dosage is done: time for the words about it, and for a repetition in progress."""

    told = Stage.EXERCISE

    since_s: float

    def left_by(self, now: Now) -> Exit | None:
        """Return why it is left, None if it is not."""
        after_s = now.t_s - self.since_s
        run_out = now.settled or after_s >= UNDER_WAY_S
        return Exit.SAID if after_s >= GRACE_S - JUST and run_out else None

    def postpone(self, by_s: float) -> None:
        """Go on after a pause that lasted this long: it does not count."""
        self.since_s += by_s


class Over(StepStage):
    """All of it is done and said; a session's only exercise is still judged."""

    told = Stage.EXERCISE
