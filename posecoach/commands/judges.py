"""Which coach the name of an exercise stands for."""

from __future__ import annotations

from collections.abc import Mapping

from posecoach.coaching.coach import Coach
from posecoach.coaching.recognise import AutoCoach
from posecoach.commands.names import AUTO, find_exercise
from posecoach.exercises.declaration import Exercise


def make_judge(name: str, exercises: Mapping[str, Exercise]) -> Coach | AutoCoach:
    """Return the coach for one exercise, or for whichever of them is done.

    Raises UsageError for a name that is no exercise.
    """
    return AutoCoach(tuple(exercises.values())) if name == AUTO else Coach(find_exercise(name, exercises))
