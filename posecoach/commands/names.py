"""What the user may call an exercise or a routine."""

from __future__ import annotations

from collections.abc import Mapping

from posecoach.errors import UsageError
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.problems import nearest
from posecoach.routines.declaration import Routine
from posecoach.routines.plan import PlannedStep, plan, single

AUTO = "auto"
"""In place of an exercise's name: find out."""


def find_exercise(name: str, exercises: Mapping[str, Exercise]) -> Exercise:
    """Return an exercise by its key; spaces and hyphens are taken for underscores.

    Raises UsageError for a name that is no exercise.
    """
    key = as_key(name)
    if key not in exercises:
        raise UsageError(f"there is no exercise {name!r}; {nearest(key, exercises)}")
    return exercises[key]


def find_steps(
    name: str, exercises: Mapping[str, Exercise], routines: Mapping[str, Routine]
) -> tuple[PlannedStep, ...]:
    """Return the steps of a routine, or the only one of an exercise, by its key.

    Raises UsageError for a name that is neither.
    """
    key = as_key(name)
    if key in routines:
        return plan(routines[key], exercises)
    if key in exercises:
        return single(exercises[key])
    known = nearest(key, [*exercises, *routines])
    raise UsageError(f"there is no exercise or routine {name!r}; {known}")


def as_key(name: str) -> str:
    """Return the key that a name means; spaces and hyphens are taken for underscores."""
    return name.lower().replace("-", "_").replace(" ", "_")
