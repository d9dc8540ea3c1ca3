"""What a screen needs to know right now: an immutable value, rebuilt with every pose.

`Coach` makes it, in one place; a guide adds what it knows of the session.
"""

from __future__ import annotations

from typing import Final

import msgspec
from msgspec.structs import replace

from posecoach.events import Side, Stage
from posecoach.exercises.declaration import Severity
from posecoach.features.geometry import Point


class Correction(msgspec.Struct, frozen=True):
    """Where a part of the body should go: `line` runs where it should be, `way` leads there from where it is.

    Places in the source's frame, not mirrored [px].
    """

    line: tuple[Point, ...]
    way: tuple[Point, ...]


class Movement(msgspec.Struct, frozen=True):
    """The phase in progress; all empty while there is none.

    hold_s, hold_aim_s: seconds held and to hold, None outside holds. hold_short: what the hold asks to be reached is
    not reached at this moment. breath_share: how full the lungs should be for the pacer, 0 (empty) to 1; None where
    breathing is free. awaited: the first movement of the exercise is still to come.
    """

    phase: str = ""
    label: str = ""
    side: Side | None = None
    hold_s: float | None = None
    hold_aim_s: float | None = None
    hold_short: bool = False
    breath: str = ""
    breath_share: float | None = None
    awaited: bool = False


class ShownCue(msgspec.Struct, frozen=True):
    """The last cue that was given; `text` is empty once it has been read, at `until_s`, or followed.

    rule: the rule it is about, None for praise. since_s: when it was given.
    """

    text: str = ""
    severity: Severity = "info"
    until_s: float = 0.0
    rule: str | None = None
    since_s: float = 0.0

    def at(self, t_s: float) -> ShownCue:
        """Return what is left of it at a media time."""
        return ShownCue("", self.severity, self.until_s) if self.text and t_s > self.until_s else self

    def silent(self) -> ShownCue:
        """Return it without its words."""
        return ShownCue("", self.severity, self.until_s) if self.text else self


class SessionPlace(msgspec.Struct, frozen=True):
    """Where a guided session is: the stage, and the step (from 1) of how many; 0 of 0 where nobody guides.

    posture: what the stage asks for, "" for none. left_s: seconds left in a stage that has an end, None if it has none.
    next_title, next_exercise: name and key of the exercise that comes next, "" if none does. away: it is paused because
    nobody is to be seen; no_picture: why, if it is the camera that shows nothing (a code of coaching.phrases.SETUP).
    """

    stage: Stage = Stage.EXERCISE
    step: int = 0
    steps: int = 0
    posture: str = ""
    left_s: float | None = None
    next_title: str = ""
    next_exercise: str = ""
    away: bool = False
    no_picture: str = ""


NO_MOVEMENT: Final = Movement()
NO_CUE: Final = ShownCue()
UNGUIDED: Final = SessionPlace()


class CoachState(msgspec.Struct, frozen=True):
    """The state after one pose; times are media time [s].

    exercise, title, view: the exercise, and from where it is to be seen; empty until one is recognised.
    repetitions_aim: 0 if there is none. score: of the last repetition. faulty: landmark indices to paint. corrections:
    where what breaks a rule should go.
    """

    exercise: str = ""
    title: str = ""
    view: str = ""
    t_s: float = 0.0
    person: bool = False
    in_position: bool = False
    movement: Movement = NO_MOVEMENT
    repetitions: int = 0
    repetitions_aim: int = 0
    score: float | None = None
    cue: ShownCue = NO_CUE
    faulty: frozenset[int] = frozenset()
    corrections: tuple[Correction, ...] = ()
    session: SessionPlace = UNGUIDED

    def paused(self) -> CoachState:
        """Return it as it is in a pause: no movement is in progress either."""
        return replace(self.stopped(), movement=NO_MOVEMENT)

    def stopped(self) -> CoachState:
        """Return it without what asks the person to go on: pacer, cue, corrections."""
        movement = replace(self.movement, breath_share=None)
        return replace(self, movement=movement, cue=self.cue.silent(), faulty=frozenset(), corrections=())
