"""What the user may call an exercise."""

from __future__ import annotations

from collections.abc import Mapping

from posecoach.errors import UsageError
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.problems import nearest

AUTO = "auto"
"""In place of an exercise's name: find out."""


def find_exercise(name: str, exercises: Mapping[str, Exercise]) -> Exercise:
    """Return an exercise by its key; spaces and hyphens are taken for underscores.

    Raises UsageError for a name that is no exercise.
    """
    key = name.lower().replace("-", "_").replace(" ", "_")
    if key not in exercises:
        raise UsageError(f"there is no exercise {name!r}; {nearest(key, exercises)}")
    return exercises[key]
