"""From what somebody asks for to a job: the same for the command and for `posecoach.review`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from posecoach.errors import UsageError
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.library import AUTO, Library, find_exercise
from posecoach.report.requested import Wishes
from posecoach.review.job import DEFAULT_WISHES, Job

Asked = str | Exercise | Sequence[str | Exercise]
"""An exercise or a routine by name, "auto", a declaration, or several exercises one of which it is."""


def job_for(
    path: Path,
    asked: Asked,
    library: Library,
    model: Path,
    *,
    folder: Path | None = None,
    features: bool = False,
    wishes: Wishes = DEFAULT_WISHES,
) -> Job:
    """Return the job of reviewing one recording.

    Raises UsageError for a name that is no exercise and no routine.
    """
    job = Job(
        path=path,
        folder=folder,
        model=model,
        exercises=candidates(asked, library),
        features=features,
        wishes=wishes,
    )
    if isinstance(asked, Exercise):
        return replace(job, exercise=asked.key)
    if not isinstance(asked, str) or asked == AUTO:
        return job
    steps = library.steps(asked)
    return replace(job, steps=steps) if len(steps) > 1 else replace(job, exercise=steps[0].exercise.key)


def candidates(asked: Asked, library: Library) -> tuple[Exercise, ...]:
    """Return the exercises that may be recognised: all that are known by name, else those that were asked for.

    Raises UsageError for a name that is no exercise, and where there is none.
    """
    if isinstance(asked, str):
        return tuple(library.exercises.values())
    several = (asked,) if isinstance(asked, Exercise) else tuple(asked)
    if not several:
        raise UsageError("no exercise is given; give at least one, or 'auto'")
    return tuple(
        one if isinstance(one, Exercise) else find_exercise(one, library.exercises) for one in several
    )
