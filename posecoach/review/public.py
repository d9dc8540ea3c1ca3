"""What `posecoach.review` and `posecoach.judge` do: the same jobs and the same loop as the command."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from posecoach.events import Event
from posecoach.exercises.library import AUTO, open_library
from posecoach.pose.inference_policy import Inference, read_inference
from posecoach.pose.opening import model_path
from posecoach.pose.pose import Pose
from posecoach.report.result import ReviewResult
from posecoach.review.job import Progress, examine
from posecoach.review.request import Asked, coach_for, job_for

AnyPath = str | os.PathLike[str]


def review(
    recording: AnyPath,
    *,
    exercise: Asked = AUTO,
    exercises: AnyPath | None = None,
    model: AnyPath | None = None,
    workers: int = 1,
    inference: Inference = "full",
    progress: Callable[[Progress], None] | None = None,
) -> ReviewResult:
    """Judge the form in a video, or in a pose recording (.npz).

    exercise: an exercise or routine by name, "auto" to find out, a declaration from `load_exercise`, or several
    exercises of which it is one. exercises: your own file or folder of files, beside those that come with posecoach.
    model: another pose landmarker bundle (.task). workers: number of worker processes for a long video; the result is
    the same. inference: the frames of a video that the model looks at: "full" = all, "auto" = where something moves, or
    so many a second; nothing is judged from any other. progress: called with what is done and how far it has come.

    Nobody seen, or no exercise recognised, is a result with `recognised` false. Raises UsageError for a name that does
    not exist, ExerciseFileError for a file of yours that is invalid, InputError (VideoError, RecordingError,
    ModelError) for what cannot be read, and KeyboardInterrupt as ever.
    """
    looks = read_inference(str(inference))
    job = job_for(Path(recording), exercise, open_library(exercises), model_path(model), inference=looks)
    evidence = examine(job, progress or _nobody_listens, workers)
    if not evidence.report.complete:
        raise KeyboardInterrupt
    return ReviewResult.of(evidence)


def judge(
    poses: Iterable[Pose], *, exercise: Asked = AUTO, exercises: AnyPath | None = None
) -> Iterator[Event]:
    """Yield what becomes known about poses, in the order of their media time, as it becomes known.

    exercise, exercises: as for `review`. Raises UsageError and ExerciseFileError like it, with the call.
    """
    coach = coach_for(exercise, open_library(exercises))

    def told() -> Iterator[Event]:
        for pose in poses:
            yield from coach.step(pose)
        yield from coach.finish()

    return told()


def _nobody_listens(progress: Progress) -> None:
    """Ignore progress."""
