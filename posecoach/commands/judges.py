"""Which coach the name of an exercise or routine stands for."""

from __future__ import annotations

from collections.abc import Mapping

from posecoach.coaching.coach import Coach
from posecoach.coaching.guide import Guide
from posecoach.coaching.recognise import AutoCoach
from posecoach.commands.names import AUTO, find_steps
from posecoach.exercises.declaration import Exercise
from posecoach.review.analysis import AnyJudge
from posecoach.routines.declaration import Routine


def make_judge(name: str, exercises: Mapping[str, Exercise], routines: Mapping[str, Routine]) -> AnyJudge:
    """Return who reviews a recording: of one exercise, of a routine, or of whichever exercises are done in it.

    Raises UsageError for a name that is neither exercise nor routine.
    """
    if name == AUTO:
        return AutoCoach(tuple(exercises.values()))
    steps = find_steps(name, exercises, routines)
    return Coach(steps[0].exercise) if len(steps) == 1 else Guide(steps)
