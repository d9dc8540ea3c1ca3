"""From what somebody asks for to a job or a coach: the same for the commands and for the public functions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from posecoach.errors import UsageError
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.library import AUTO, Library, find_exercise
from posecoach.exercises.routines import PlannedStep, single
from posecoach.guiding.making import make_coach
from posecoach.pipeline import CoachLike
from posecoach.pose.inference_policy import Inference
from posecoach.report.requested import Wishes
from posecoach.review.job import DEFAULT_WISHES, Job
from posecoach.words.phrase import filled

Asked = str | Exercise | Sequence[str | Exercise]
"""An exercise or a routine by name, "auto", a declaration, or several exercises of which it is one."""

_Request = tuple[tuple[Exercise, ...], tuple[PlannedStep, ...]]
"""What may be recognised, and the steps: those of a routine, the only one of an exercise, none to find out."""


def job_for(
    path: Path,
    asked: Asked,
    library: Library,
    model: Path,
    *,
    folder: Path | None = None,
    features: bool = False,
    wishes: Wishes = DEFAULT_WISHES,
    overwrite: bool = False,
    inference: Inference = "full",
) -> Job:
    """Return the job of reviewing one recording.

    Raises UsageError for a name that is no exercise and no routine.
    """
    exercises, steps = _task(asked, library)
    key = steps[0].exercise.key if len(steps) == 1 else None
    return Job(
        path, folder, model, exercises, key, features, wishes, () if key else steps, overwrite, inference
    )


def coach_for(asked: Asked, library: Library) -> CoachLike:
    """Return the coach for what is asked for.

    Raises UsageError for a name that is no exercise and no routine.
    """
    exercises, steps = _task(asked, library)
    return make_coach(steps, exercises)


def _task(asked: Asked, library: Library) -> _Request:
    if isinstance(asked, Exercise):
        return (asked,), single(asked)
    if not isinstance(asked, str):
        return _several(asked, library), ()
    known = tuple(library.exercises.values())
    return known, () if asked == AUTO else library.steps(asked)


def _several(asked: Sequence[str | Exercise], library: Library) -> tuple[Exercise, ...]:
    if not asked:
        raise UsageError(filled("no exercise is given; give at least one, or 'auto'"))
    return tuple(one if isinstance(one, Exercise) else find_exercise(one, library.exercises) for one in asked)
