"""What is kept, as values. Each is one row of a table whose columns have the names of the fields.

Times in `_s` are media time [s], counted from the start of the camera or video. `side` is the person's own. What was
not seen is None.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal, get_args

import msgspec
from msgspec import Meta

from posecoach.events import Side
from posecoach.exercises.declaration import Severity

# Checked when records are read: a damaged file can hold any number.
_WholeNumber = Annotated[int, Meta(ge=0, le=10**9)]
_Seconds = Annotated[float, Meta(ge=0.0, le=1e9)]
_Score = Annotated[float, Meta(ge=0.0, le=100.0)]
Name = Annotated[str, Meta(max_length=2000)]
_Finite = Annotated[float, Meta(ge=-1e12, le=1e12)]

Ended = Literal["done", "left", "pain"]
"""done: to its end. left: a routine that the person ended before. pain: it hurt.

None: not ended, or cut off; `Session.going_on` tells which.
"""


class RepetitionRow(msgspec.Struct, frozen=True):
    """One repetition; `range` holds how far each feature went, `faults` the rules that were broken in it.

    score: None if too few poses came to tell.
    """

    exercise: Name
    index: _WholeNumber
    side: Side | None
    start_s: _Seconds
    end_s: _Seconds
    hold_s: _Seconds | None
    score: _Score | None
    range: dict[Name, _Finite | None]
    faults: tuple[Name, ...]


class FaultRow(msgspec.Struct, frozen=True):
    """One span in which a rule was broken; `value` is the worst seen, in `unit`."""

    exercise: Name
    rule: Name
    phase: Name | None
    side: Side | None
    start_s: _Seconds
    end_s: _Seconds
    severity: Severity
    value: _Finite | None
    limit: _Finite | None
    unit: Name


class StepRow(msgspec.Struct, frozen=True):
    """A step of a guided session (from 1) that is over; complete: the whole dosage was done."""

    exercise: Name
    step: _WholeNumber
    repetitions: _WholeNumber
    complete: bool


class PainStopRow(msgspec.Struct, frozen=True):
    """The person said that it hurts, and what was going on then."""

    exercise: Name
    phase: Name
    side: Side | None
    t_s: _Seconds


RatingKind = Literal["pain_before", "effort", "pain_after"]
RATING_KINDS: tuple[RatingKind, ...] = get_args(RatingKind)


class RatingRow(msgspec.Struct, frozen=True):
    """What the person said about a session, 0..10: how much it hurt before and after, and how hard it was."""

    kind: RatingKind
    value: Annotated[int, Meta(ge=0, le=10)]


class PlanRow(msgspec.Struct, frozen=True):
    """A plan that is or was followed: its first day, the first day without it (None: it still is), its file."""

    begins: date
    ends: date | None
    text: str


class PainMoment(msgspec.Struct, frozen=True):
    """When the person last stopped because it hurt, on their own clock, and at which exercise ("": at none)."""

    when: datetime
    exercise: str


class Session(msgspec.Struct, frozen=True):
    """One session, with all that was done in it.

    name: the routine or exercise that it was started with ("auto": found out). started: wall time with the offset from
    UTC, ISO 8601. going_on: it has not ended yet, and a program keeps it right now.
    """

    name: Name
    started: Name
    ended: Ended | None
    duration_s: _Seconds
    posecoach_version: Name
    steps: tuple[StepRow, ...] = ()
    repetitions: tuple[RepetitionRow, ...] = ()
    faults: tuple[FaultRow, ...] = ()
    pain_stops: tuple[PainStopRow, ...] = ()
    ratings: tuple[RatingRow, ...] = ()
    going_on: bool = False

    def rated(self, kind: RatingKind) -> int | None:
        """Return what was said, None if nothing was."""
        return next((one.value for one in self.ratings if one.kind == kind), None)

    @property
    def day(self) -> str:
        """The person's own date at the start, YYYY-MM-DD."""
        return self.started[:10]
