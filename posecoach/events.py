"""What the coach has to say, as values. Sinks (window, terminal, review) listen to these and to nothing else.

Every event carries `t_s`, the media time [s] at which it became known; spans carry their own start and end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Side = Literal["left", "right", "both"]
Severity = Literal["info", "correct", "stop"]
Stage = Literal["setup", "still", "exercise", "rest", "done", "stopped"]
"""What a guided session is at: getting into place; holding still for the neutral; the exercise; the pause before the
next one, in which the person changes position; all done; stopped because it hurts."""


@dataclass(frozen=True, slots=True)
class Event:
    """Base of all events."""

    t_s: float


@dataclass(frozen=True, slots=True)
class PersonFound(Event):
    """A person is in the frame (again)."""


@dataclass(frozen=True, slots=True)
class PersonLost(Event):
    """Nobody has been seen for a while; a repetition under way was dropped if the gap was too long."""


@dataclass(frozen=True, slots=True)
class SetupAdvice(Event):
    """The one thing to change about camera or place right now."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class ExerciseRecognised(Event):
    """From `start_s` on the person does this exercise; the events that follow are about it."""

    exercise: str
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
class FaultRaised(Event):
    """A rule is broken, now known for certain."""

    rule: str
    phase: str | None
    side: Side | None
    start_s: float
    severity: Severity
    value: float
    limit: float
    unit: str
    cue: str


@dataclass(frozen=True, slots=True)
class FaultCleared(Event):
    """A raised fault is over; `value` is the worst seen in its span."""

    rule: str
    phase: str | None
    side: Side | None
    start_s: float
    end_s: float
    severity: Severity
    value: float
    limit: float
    unit: str
    cue: str


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
    """A repetition is complete. A repetition done badly still counts, with its faults."""

    index: int
    side: Side | None
    start_s: float
    end_s: float
    hold_s: float | None
    score: float
    deductions: tuple[Deduction, ...]
    range: Mapping[str, float]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RepetitionRejected(Event):
    """A movement that had begun does not count, and why."""

    start_s: float
    reason: str


@dataclass(frozen=True, slots=True)
class CueGiven(Event):
    """Words for the person; `rule` is None for praise and guidance.

    start_s: media time at which what the cue is about began. broken_s: from when on its rule was broken; what is judged
    over a whole movement can be kept until the movement ends, or turns back. None for praise and guidance.
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
    exercise: str
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

    exercise: str
    step: int
    repetitions: int
    complete: bool


@dataclass(frozen=True, slots=True)
class PainStopped(Event):
    """The person said that it hurts; everything stops. The exercise and phase are those of that moment."""

    exercise: str
    phase: str
    side: Side | None
