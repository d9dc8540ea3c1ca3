"""What the coach has to say, as values. Sinks (window, terminal, review) listen to these and to nothing else.

Every event carries `t_s`, the media time [s] at which it became known, and `exercise`, the key of the exercise that it
is about; spans carry their own start and end. A repetition and a fault are one type each, from the judge to the files.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import msgspec

from posecoach.exercises.declaration import Severity

Side = Literal["left", "right", "both"]
Command = Literal["skip", "back", "pause", "pain", "mute", "turn"]
"""What a person can ask for by key: go on to the next exercise, back to the one before, pause or go on, it hurts, voice
off or on, turn the image upside down."""


class Stage(StrEnum):
    """What a guided session is at; `posecoach.guiding` draws how the stages follow each other.

    SETUP: getting into place. STILL: holding still for the neutral. EXERCISE: exercising. REST: the pause before the
    next exercise, in which the person changes position. PAUSED: the person asked for a pause, or is out of the frame.
    DONE: all is done. STOPPED: it hurts.
    """

    SETUP = "setup"
    STILL = "still"
    EXERCISE = "exercise"
    REST = "rest"
    PAUSED = "paused"
    DONE = "done"
    STOPPED = "stopped"


class Repetition(msgspec.Struct, frozen=True):
    """One repetition; `range` holds how far each feature went, `faults` the rules that were broken in it.

    start_s, end_s: media time. hold_s: how long its hold lasted, None if it has none, or was too short to measure.
    score: 0..100, None if too few poses came to tell. None in `range`: not seen. only_in_review: True if only the
    second reading of a recording could tell of it.
    """

    index: int
    side: Side | None
    start_s: float
    end_s: float
    hold_s: float | None
    score: float | None
    range: dict[str, float | None]
    faults: tuple[str, ...]
    only_in_review: Literal[True] | msgspec.UnsetType = msgspec.UNSET

    def rounded(self, *, hold_digits: int) -> Repetition:
        """Return it as it is written to files."""
        return msgspec.structs.replace(
            self,
            start_s=seconds(self.start_s),
            end_s=seconds(self.end_s),
            hold_s=rounded(self.hold_s, hold_digits),
            score=rounded(self.score, 1),
            range={name: rounded(value) for name, value in self.range.items()},
        )


class Fault(msgspec.Struct, frozen=True):
    """One span in which a rule was broken; `value` is the worst seen, in `unit`. None: not seen, or no bound.

    start_s, end_s: media time. Of a fault that is not over, `end_s` and `value` are what is known so far.
    only_in_review: as of a repetition.
    """

    rule: str
    phase: str | None
    side: Side | None
    start_s: float
    end_s: float
    severity: Severity
    value: float | None
    limit: float | None
    unit: str
    cue: str
    only_in_review: Literal[True] | msgspec.UnsetType = msgspec.UNSET

    def rounded(self, end_s: float | None = None) -> Fault:
        """Return it as it is written to files; end_s: when it ended, if that was not known before."""
        return msgspec.structs.replace(
            self,
            start_s=seconds(self.start_s),
            end_s=seconds(self.end_s if end_s is None else end_s),
            value=rounded(self.value),
            limit=rounded(self.limit),
        )


def rounded(value: float | None, digits: int = 3) -> float | None:
    """Return a value rounded for a file, or None where it was not seen (None, NaN) or has no bound."""
    return round(float(value), digits) if value is not None and math.isfinite(value) else None


def seconds(t_s: float) -> float:
    """Return a media time rounded to the millisecond."""
    return round(float(t_s), 3)


@dataclass(frozen=True, slots=True)
class Event:
    """Base of all events. exercise: the key of the exercise that it is about, "" where it is about none."""

    t_s: float
    exercise: str


@dataclass(frozen=True, slots=True)
class PersonFound(Event):
    """A person is in the frame (again); about no exercise."""


@dataclass(frozen=True, slots=True)
class PersonLost(Event):
    """Nobody has been seen for a while; a repetition in progress was dropped if the gap was too long.

    About no exercise.
    """


@dataclass(frozen=True, slots=True)
class SetupAdvice(Event):
    """The one thing to change about camera or place right now."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class ExerciseRecognised(Event):
    """From `start_s` on the person does this exercise; the events that follow are about it."""

    start_s: float


@dataclass(frozen=True, slots=True)
class NeutralTaken(Event):
    """The starting posture was held still and is now the person's own neutral: feature name to value."""

    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class PhaseStarted(Event):
    """A phase has begun; `start_s` is when its movement began, usually a little before it was known."""

    phase: str
    side: Side | None
    start_s: float


@dataclass(frozen=True, slots=True)
class PhaseEnded(Event):
    """A phase is over; `side` may be known only now."""

    phase: str
    side: Side | None
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class FaultEvent(Event):
    """Base of the events about a fault."""

    fault: Fault

    @property
    def rule(self) -> str:
        """The rule that is broken."""
        return self.fault.rule

    @property
    def start_s(self) -> float:
        """Since when [s]."""
        return self.fault.start_s


@dataclass(frozen=True, slots=True)
class FaultRaised(FaultEvent):
    """A rule is broken, now known for certain."""


@dataclass(frozen=True, slots=True)
class FaultCleared(FaultEvent):
    """A raised fault is over."""


@dataclass(frozen=True, slots=True)
class FaultWithdrawn(FaultEvent):
    """A fault that is over does not count after all: what it was seen in turned out not to be the exercise."""


@dataclass(frozen=True, slots=True)
class CannotJudge(Event):
    """A rule could not be judged in a phase, and why."""

    rule: str
    phase: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Deduction:
    """Why points are missing from a score.

    advice: what to do about it, in the words of the rule's cue. rule: its name. phase: the label of the phase in which
    it was broken, "" if the exercise has only one. figures: what was measured and wanted, "" if the advice says all.
    """

    points: float
    advice: str
    rule: str = ""
    phase: str = ""
    figures: str = ""

    @property
    def about(self) -> str:
        """The advice, and in which phase: the same for all that is to be done about the same thing."""
        return f"{self.advice} ({self.phase})" if self.phase else self.advice

    @property
    def reason(self) -> str:
        """All of it in one line."""
        return f"{self.about}: {self.figures}" if self.figures else self.about


@dataclass(frozen=True, slots=True)
class RepetitionDone(Event):
    """A repetition is complete. A repetition done badly still counts, with its faults.

    Its index counts the repetitions of the exercise. deductions: why points are missing from its score. open_points: by
    how many its score may be off, because poses came too seldom to judge all of it.
    """

    repetition: Repetition
    deductions: tuple[Deduction, ...]
    open_points: float = 0.0

    @property
    def side(self) -> Side | None:
        """The side it was done to."""
        return self.repetition.side

    @property
    def start_s(self) -> float:
        """When it began [s]."""
        return self.repetition.start_s

    @property
    def score(self) -> float | None:
        """Its score, 0..100; None if too few poses came to tell."""
        return self.repetition.score

    @property
    def faults(self) -> tuple[str, ...]:
        """The rules that were broken in it."""
        return self.repetition.faults


@dataclass(frozen=True, slots=True)
class RepetitionRejected(Event):
    """A movement that had begun does not count, and why."""

    start_s: float
    reason: str


@dataclass(frozen=True, slots=True)
class CueGiven(Event):
    """Words for the person; `rule` is None for praise and guidance.

    start_s: media time at which what the cue is about began. broken_s: from when on its rule was broken; what is judged
    over a whole movement can be kept until the movement ends, or turns back. Both are None for praise and guidance, and
    for what was kept until it can be followed again.
    """

    text: str
    severity: Severity
    rule: str | None
    start_s: float | None = None
    broken_s: float | None = None


@dataclass(frozen=True, slots=True)
class StageStarted(Event):
    """A guided session went on to another stage of a step (`step` counts from 1, of `steps`)."""

    stage: Stage
    step: int
    steps: int


@dataclass(frozen=True, slots=True)
class Announced(Event):
    """Something to tell the person that is no cue: what comes next, what to do, what cannot be judged.

    text: English, with the names of `values` in braces, as the catalogue of words has it.
    """

    code: str
    text: str
    values: Mapping[str, str | float]


@dataclass(frozen=True, slots=True)
class ExerciseDone(Event):
    """A step of a guided session is over; complete: the whole dosage was done (False: skipped or left)."""

    step: int
    repetitions: int
    complete: bool


@dataclass(frozen=True, slots=True)
class PainStopped(Event):
    """The person said that it hurts; everything stops. The exercise and phase are those of that moment."""

    phase: str
    side: Side | None
