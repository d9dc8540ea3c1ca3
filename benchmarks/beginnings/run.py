"""All beginnings: drawn, judged with and without the exercise's name, scored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from benchmarks.accuracy.clip import poses_of
from benchmarks.accuracy.run import clips_with_truth
from benchmarks.accuracy.unruly.program import Recording, Review, review_named, review_unnamed
from benchmarks.beginnings.bending import bent
from benchmarks.beginnings.drawing import draw
from benchmarks.beginnings.scoring import BeginningScore, Found, score
from benchmarks.pool import results_as_done
from posecoach.exercises.loader import builtin_exercises
from sample_videos.render.truth import Truth, read_truth, truth_path


class Result(msgspec.Struct, frozen=True):
    """What one beginning says.

    error: the exception that ended it, if one did. recognised: without being told. also: what else it may be taken for.
    Of an exercise that is coached by name alone nothing is asked without the name.
    """

    number: int
    clip: str
    kind: str
    exercise: str
    named: BeginningScore = BeginningScore()
    unnamed: BeginningScore = BeginningScore()
    recognised: str | None = None
    error: str | None = None
    also: tuple[str, ...] = ()

    @property
    def is_wrong(self) -> bool:
        """Whether anything is wrong."""
        taken = self.recognised not in {None, self.exercise, *self.also}
        return taken or self.error is not None or self.named.is_wrong or self.unnamed.is_wrong


def clips_of_exercises() -> list[Path]:
    """Return the sample videos in which an exercise is done."""
    return [clip for clip in clips_with_truth() if read_truth(truth_path(clip)).exercise]


def measure_all(
    numbers: Sequence[int], seed: int, model: Path, cache: Path | None, workers: int
) -> Iterator[Result]:
    """Yield the result of every beginning as it is done; the clips come in turn."""
    clips = clips_of_exercises()
    tasks = [(clips[number % len(clips)], number, seed, model, cache) for number in numbers]
    return results_as_done(measure, tasks, workers)


def measure(clip: Path, number: int, seed: int, model: Path, cache: Path | None) -> Result:
    """Draw and judge one beginning of a clip."""
    return judged(read_truth(truth_path(clip)), poses_of(clip, model, cache), number, seed)


def judged(truth: Truth, recording: Recording, number: int, seed: int) -> Result:
    """Return what the program makes of a beginning of a recording."""
    exercise = truth.exercise or ""
    beginning = draw(truth, number, seed)
    poses = bent(recording, beginning.stretches, beginning.fps)
    result = Result(number, truth.clip, beginning.kind, exercise, also=truth.also)
    try:
        named = review_named(truth.clip, poses, exercise)
        unnamed = review_unnamed(truth.clip, poses)
    except Exception as error:  # noqa: BLE001 - to find one is what this is for
        return msgspec.structs.replace(result, error=f"{type(error).__name__}: {error}")
    found = _found(unnamed) if unnamed.exercise == exercise else []
    by_name = builtin_exercises()[exercise].by_name
    return msgspec.structs.replace(
        result,
        named=score(beginning, _found(named)),
        unnamed=BeginningScore() if by_name else score(beginning, found),
        recognised=unnamed.exercise,
    )


def _found(review: Review) -> list[Found]:
    return [
        Found(
            one.start_s,
            one.end_s,
            one.side,
            bool(one.faults) or (one.score is not None and one.score <= 80.0),
        )
        for one in review.repetitions
    ]
