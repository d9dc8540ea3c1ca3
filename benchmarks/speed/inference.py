"""A whole review that looks at all frames, and one that looks where something moves, against a bare loop over all."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Final

import msgspec

from posecoach.bench.loops import bare_loop
from posecoach.capture.video import VideoFile
from posecoach.coaching.coach import Coach
from posecoach.exercises.declaration import Exercise
from posecoach.pose.inference_policy import Inference
from posecoach.pose.opening import open_estimator
from posecoach.review.sources import observe_ahead

ASKED: Final[tuple[Inference, ...]] = ("full", "auto")
TURNS: Final = 3


class InferenceSpeed(msgspec.Struct, frozen=True):
    """A review with one way to choose frames.

    looked: share of the frames that the network looked at. times: how many times as fast as the bare loop, the median
    of the turns. processor: processor seconds for each second of the recording. bare_processor: the bare loop's.
    """

    inference: str
    looked: float
    times: float
    processor: float
    bare_processor: float


def measure_inference(
    video: Path, model: Path, exercise: Exercise, turns: int = TURNS
) -> tuple[InferenceSpeed, ...]:
    """Review a video with each way to choose frames, in turn with the bare loop; the start of a network is left out."""
    frames, media_s = _size(video)
    bare: list[tuple[float, float]] = []
    reviews: dict[Inference, list[tuple[float, float]]] = {inference: [] for inference in ASKED}
    looked: dict[Inference, int] = {}
    for _ in range(turns):
        bare.append(timed(bare_loop(video, model, outline=True), frames)[:2])
        for inference in ASKED:
            *times, looked[inference] = timed(_review(video, model, exercise, inference), frames)
            reviews[inference].append((times[0], times[1]))
    return tuple(
        InferenceSpeed(
            inference=str(inference),
            looked=(looked[inference] + 1) / frames,
            times=median(one[0] / other[0] for one, other in zip(bare, reviews[inference], strict=True)),
            processor=median(cpu_s for _, cpu_s in reviews[inference]) / media_s,
            bare_processor=median(cpu_s for _, cpu_s in bare) / media_s,
        )
        for inference in ASKED
    )


def timed(loop: Iterator[object], most: int) -> tuple[float, float, int]:
    """Return wall and processor seconds of a loop after its first step, and its number of steps."""
    try:
        next(loop)
        start_s, start_cpu_s = time.perf_counter(), time.process_time()
        steps = sum(1 for _ in islice(loop, most - 1))
        return time.perf_counter() - start_s, time.process_time() - start_cpu_s, steps
    finally:
        close: Callable[[], None] = getattr(loop, "close", lambda: None)
        close()


def _review(video: Path, model: Path, exercise: Exercise, inference: Inference) -> Iterator[None]:
    coach = Coach(exercise)
    with (
        closing(VideoFile(video)) as source,
        open_estimator(model, coach.needs_outline) as estimator,
        observe_ahead(source, estimator, inference) as moments,
    ):
        for moment in moments:
            coach.step(moment.pose)
            yield


def _size(video: Path) -> tuple[int, float]:
    """Return the number of frames of a video and its length [s]."""
    with closing(VideoFile(video)) as source:
        times_s = [frame.t_s for frame in source]
    return len(times_s), times_s[-1] - times_s[0]
