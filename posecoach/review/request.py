"""From what somebody asks for to a job or a coach: the same for the commands and for the public functions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from posecoach.errors import UsageError
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.library import AUTO, Library, find_exercise
from posecoach.exercises.routines import PlannedStep
from posecoach.report.requested import Wishes
from posecoach.review.job import DEFAULT_WISHES, Job, coach_of
from posecoach.review.readings import AnyJudge

Asked = str | Exercise | Sequence[str | Exercise]
"""An exercise or a routine by name, "auto", a declaration, or several exercises of which it is one."""

Task = tuple[tuple[Exercise, ...], str | None, tuple[PlannedStep, ...]]
"""What may be recognised, the key of the one that it is (None: find out), and the steps of a routine."""


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
) -> Job:
    """Return the job of reviewing one recording.

    Raises UsageError for a name that is no exercise and no routine.
    """
    exercises, key, steps = _task(asked, library)
    return Job(path, folder, model, exercises, key, features, wishes, steps, overwrite)


def coach_for(asked: Asked, library: Library) -> AnyJudge:
    """Return who judges what is asked for.

    Raises UsageError for a name that is no exercise and no routine.
    """
    return coach_of(*_task(asked, library))


def _task(asked: Asked, library: Library) -> Task:
    if isinstance(asked, Exercise):
        return (asked,), asked.key, ()
    if not isinstance(asked, str):
        return _several(asked, library), None, ()
    known = tuple(library.exercises.values())
    if asked == AUTO:
        return known, None, ()
    steps = library.steps(asked)
    return (known, steps[0].exercise.key, ()) if len(steps) == 1 else (known, None, steps)


def _several(asked: Sequence[str | Exercise], library: Library) -> tuple[Exercise, ...]:
    if not asked:
        raise UsageError("no exercise is given; give at least one, or 'auto'")
    return tuple(one if isinstance(one, Exercise) else find_exercise(one, library.exercises) for one in asked)
