"""What a live session takes of the processor, looking at all frames or where something moves, beside a bare loop."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

import msgspec

from benchmarks.speed.inference import ASKED, timed
from benchmarks.speed.live import SETTLED_S, SteadyCamera
from posecoach.bench.loops import bare_loop
from posecoach.coaching.coach import Coach
from posecoach.events import Event
from posecoach.exercises.declaration import Exercise
from posecoach.live.session import run_live
from posecoach.live.window import Window
from posecoach.pipeline import Moment
from posecoach.pose.inference_policy import Inference
from posecoach.pose.mediapipe.estimator import MediaPipeEstimator
from posecoach.state import CoachState


class LiveCost(msgspec.Struct, frozen=True):
    """A session with one way to choose frames.

    looked: share of the camera's frames that the network looked at. processor: processor seconds of everything, the
    reading of the simulated camera too, for each second of the session after the first. bare_processor: those of a bare
    loop that looks at as many frames as the camera gave.
    """

    inference: str
    window: bool
    rate_hz: float
    looked: float
    processor: float
    bare_processor: float

    @property
    def times_bare(self) -> float:
        """How many times the bare loop's processor time."""
        return self.processor / self.bare_processor


def measure_live_cost(
    video: Path, model: Path, exercise: Exercise, *, rate_hz: float, seconds: float, windows: Sequence[bool]
) -> Iterator[LiveCost]:
    """Run a session for some seconds with each way to choose frames, in turn with the bare loop.

    windows: without a window, with one on the display that DISPLAY names, or both.
    """
    frames = round(rate_hz * seconds)
    for window in windows:
        for inference in ASKED:
            _, bare_s, steps = timed(bare_loop(video, model, outline=True), frames)
            looked, processor = _session(video, model, exercise, inference, rate_hz, seconds, window)
            yield LiveCost(str(inference), window, rate_hz, looked, processor, bare_s / steps * rate_hz)


class _Looks:
    """A sink that notes which frames were judged, and the processor time until then [s]."""

    def __init__(self) -> None:
        self.frames: list[int] = []
        self.processor_s: list[float] = []

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        if moment is not None and moment.frame is not None:
            self.frames.append(moment.frame.index)
            self.processor_s.append(time.process_time())


def _session(
    video: Path,
    model: Path,
    exercise: Exercise,
    inference: Inference,
    rate_hz: float,
    seconds: float,
    window: bool,
) -> tuple[float, float]:
    """Return the share of frames looked at, and processor seconds a second, after the first second."""
    coach, looks = Coach(exercise), _Looks()
    camera = SteadyCamera(video, rate_hz, seconds)
    with ExitStack() as stack:
        display = stack.enter_context(closing(Window())) if window else None
        estimator = stack.enter_context(closing(MediaPipeEstimator(model, outline=coach.needs_outline)))
        run_live(camera, estimator, coach, display, [looks], inference=inference)
    first = next(i for i, index in enumerate(looks.frames) if index >= rate_hz * SETTLED_S)
    frames = looks.frames[-1] - looks.frames[first]
    spent_s = looks.processor_s[-1] - looks.processor_s[first]
    return (len(looks.frames) - 1 - first) / frames, spent_s * rate_hz / frames
