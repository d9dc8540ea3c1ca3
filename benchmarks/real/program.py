"""The program under test, and all that this benchmark knows of it: what a review of a pose recording finds.

The only module here that imports from the program.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from posecoach import __version__
from posecoach.errors import InputError
from posecoach.exercises.loader import builtin_exercises
from posecoach.review.job import Job, carry_out

__all__ = [
    "VERSION",
    "Found",
    "FoundFault",
    "FoundPhase",
    "InputError",
    "Span",
    "exercise_keys",
    "only_by_name",
    "review_of",
]

VERSION = __version__
NO_MODEL = Path()
"""Poses that are recorded already need none."""


class Span(msgspec.Struct, frozen=True):
    """Something that lasts from one media time [s] to another."""

    start_s: float
    end_s: float


class FoundPhase(Span, frozen=True):
    """A phase of movement that the program told."""

    phase: str


class FoundFault(Span, frozen=True):
    """A fault that the program told; value and limit in the rule's unit."""

    rule: str
    value: float | None
    limit: float | None


class Found(msgspec.Struct, frozen=True):
    """What one review found.

    segments: when it took the recording for an exercise; only when it was not told which one it is.
    """

    exercise: str | None = None
    phases: tuple[FoundPhase, ...] = ()
    repetitions: tuple[Span, ...] = ()
    faults: tuple[FoundFault, ...] = ()
    segments: tuple[Span, ...] = ()
    cannot_judge: tuple[str, ...] = ()


def exercise_keys() -> tuple[str, ...]:
    """Return the exercises that the program has."""
    return tuple(builtin_exercises())


def only_by_name() -> tuple[str, ...]:
    """Return those that `auto` leaves alone."""
    return tuple(key for key, exercise in builtin_exercises().items() if exercise.by_name)


def review_of(path: Path, exercise: str | None) -> Found:
    """Return what `posecoach review` finds in a pose recording; exercise: None is `auto`.

    Raises InputError if the recording cannot be read or the program has no such exercise.
    """
    exercises = builtin_exercises()
    if exercise is not None and exercise not in exercises:
        raise InputError(f"{path}: the label names {exercise}, which is no exercise of the program")
    job = Job(path, None, NO_MODEL, tuple(exercises.values()), exercise)
    found = carry_out(job, lambda _: None).review
    return Found(
        exercise=found.exercise,
        phases=tuple(FoundPhase(one.start_s, one.end_s, one.phase) for one in found.phases),
        repetitions=tuple(Span(one.start_s, one.end_s) for one in found.repetitions),
        faults=tuple(
            FoundFault(one.start_s, one.end_s, one.rule, one.value, one.limit) for one in found.faults
        ),
        segments=tuple(Span(one.start_s, one.end_s) for one in found.segments),
        cannot_judge=tuple(sorted(found.summary.cannot_judge)),
    )
