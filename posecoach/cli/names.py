"""Names of exercises and routines as the user may write them, and which coach each stands for."""

from __future__ import annotations

from collections.abc import Mapping

from posecoach.coaching.coach import Coach
from posecoach.coaching.recognition import AutoCoach
from posecoach.errors import UsageError
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.routines import PlannedStep, Routine, plan, single
from posecoach.exercises.validation import nearest
from posecoach.guiding.guide import Guide
from posecoach.review.readings import AnyJudge

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


def make_judge(name: str, exercises: Mapping[str, Exercise], routines: Mapping[str, Routine]) -> AnyJudge:
    """Return who reviews a recording: of one exercise, of a routine, or of whichever exercises are done in it.

    Raises UsageError for a name that is neither exercise nor routine.
    """
    if name == AUTO:
        return AutoCoach(tuple(exercises.values()))
    steps = find_steps(name, exercises, routines)
    return Coach(steps[0].exercise) if len(steps) == 1 else Guide(steps)
