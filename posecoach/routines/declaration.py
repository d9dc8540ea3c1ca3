"""The shape of a routine file. Every struct is one table of the TOML file; unknown keys are errors."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from posecoach.exercises.declaration import Count, NotNegative, Source


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One exercise of a routine.

    sets: how often in a row. repetitions: in a set (for each side where the exercise's dosage is), in place of its
    dosage. rest_s: the least pause before the next exercise or set [s]. move_s: how long the pause may last while the
    person changes posture or turns round [s].
    """

    exercise: str
    sets: Count = 1
    repetitions: Count | None = None
    rest_s: NotNegative = 10.0
    move_s: NotNegative = 30.0


class Routine(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One routine file."""

    schema: Literal["posecoach.routine/1"]
    key: str
    name: str
    summary: str
    sources: tuple[Source, ...]
    steps: Annotated[tuple[Step, ...], Meta(min_length=1)]
