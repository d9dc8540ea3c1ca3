"""Live sessions with a simulated camera: how old a verdict is, and how many frames were not looked at."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from posecoach.bench.loops import EndlessVideo
from posecoach.bench.machine import Elsewhere
from posecoach.bench.result import Times, times
from posecoach.bench.stopwatch import Stopwatch
from posecoach.capture.frame import Frame
from posecoach.coaching.coach import Coach
from posecoach.events import Event
from posecoach.exercises.declaration import Exercise
from posecoach.live.notices import Notices
from posecoach.live.session import run_live
from posecoach.live.window import Window
from posecoach.pipeline import Moment, Sink
from posecoach.pose.estimator import PoseEstimator
from posecoach.pose.mediapipe.estimator import MediaPipeEstimator
from posecoach.pose.pose import Pose
from posecoach.state import CoachState
from posecoach.voice.opening import open_voice
from posecoach.words.catalogue import ENGLISH

SETTLED_S: Final = 1.0
"""What happens in the first second, when everything is loaded for the first time, is not counted."""

NETWORK: Final = "network"


class LiveSpeed(msgspec.Struct, frozen=True):
    """One session. latency_ms: from a frame's arrival to the end of its verdict. dropped: after the first second.

    model_ms: how long the model was made to take at least, 0 = as long as it takes. advised: what the person was told.
    """

    rate_hz: float
    window: bool
    model_ms: float
    judged: int
    dropped: int
    latency_ms: Times
    network_ms: Times
    latency_to_network_p95: float
    oldest_in_networks: float
    advised: tuple[str, ...]
    busy_elsewhere: float
    voice: bool = False


class SteadyCamera:
    """Delivers the frames of a video at a rate of its own, for some seconds; a FrameSource.

    Media time is that of the delivery. `captured_s` is when each frame arrived, on time.perf_counter().
    """

    duration_s: float | None = None
    frame_count: int | None = None

    def __init__(self, video: Path, rate_hz: float, seconds: float) -> None:
        self._video = EndlessVideo(video)
        self._rate_hz = rate_hz
        self._left = round(rate_hz * seconds)
        self._start_s: float | None = None
        self.captured_s: list[float] = []

    @property
    def name(self) -> str:
        """What to call it."""
        return f"camera at {self._rate_hz:g} frames/s"

    @property
    def size_wh(self) -> tuple[int, int]:
        """Width and height of every frame [px]."""
        return self._video.size_wh

    def read(self) -> Frame | None:
        """Wait until the next frame is due and return it."""
        frame = self._video.read()
        if frame is None or len(self.captured_s) >= self._left:
            return None
        now_s = time.perf_counter()
        if self._start_s is None:
            self._start_s = now_s
        t_s = len(self.captured_s) / self._rate_hz
        time.sleep(max(0.0, self._start_s + t_s - now_s))
        self.captured_s.append(time.perf_counter())
        return Frame(frame.bgr, t_s, len(self.captured_s) - 1)

    def close(self) -> None:
        """Close the video."""
        self._video.close()


class Slowed:
    """A PoseEstimator that takes at least `model_ms`, as on a slow computer."""

    def __init__(self, estimator: PoseEstimator, model_ms: float) -> None:
        self._estimator = estimator
        self._model_ms = model_ms

    def estimate(self, frame: Frame) -> Pose:
        """Return the pose in a frame, late."""
        until_s = time.perf_counter() + self._model_ms / 1000
        pose = self._estimator.estimate(frame)
        time.sleep(max(0.0, until_s - time.perf_counter()))
        return pose

    def close(self) -> None:
        """Do nothing: the other one's owner closes it."""


@dataclass(slots=True)
class _Verdicts:
    """A sink that notes when each frame's verdict was there."""

    camera: SteadyCamera
    frames: list[int]
    latency_s: list[float]

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        if moment is not None and moment.frame is not None:
            now_s = time.perf_counter()
            self.frames.append(moment.frame.index)
            self.latency_s.append(now_s - self.camera.captured_s[moment.frame.index])


def measure_live(
    video: Path,
    model: Path,
    exercise: Exercise,
    *,
    rate_hz: float,
    seconds: float,
    window: bool = False,
    model_ms: float = 0.0,
    voice: bool = False,
) -> LiveSpeed:
    """Run a session for some seconds; with a window on the display that DISPLAY names, with a voice that speaks."""
    coach = Coach(exercise)
    camera = SteadyCamera(video, rate_hz, seconds)
    verdicts = _Verdicts(camera, [], [])
    watch = Stopwatch([NETWORK])
    advised: list[str] = []
    with ExitStack() as stack:
        display = stack.enter_context(closing(Window())) if window else None
        sinks: list[Sink] = [verdicts, lambda moment, events, state: watch.lap()]
        if voice:
            sinks.append(stack.enter_context(closing(open_voice(ENGLISH, advised.append))))
        estimator = stack.enter_context(closing(MediaPipeEstimator(model, outline=coach.needs_outline)))
        slowed = Slowed(estimator, model_ms) if model_ms else estimator
        places = [(type(slowed), "estimate" if model_ms else "detect", NETWORK)]
        elsewhere = Elsewhere()
        with watch.around(places):
            run_live(camera, slowed, coach, display, sinks, Notices(advised.append))
    first = next((i for i, index in enumerate(verdicts.frames) if index >= rate_hz * SETTLED_S), 0)
    frames, latency_s = verdicts.frames[first:], verdicts.latency_s[first:]
    network_s = watch.seconds[NETWORK][first : len(verdicts.frames)]
    latency_ms, network_ms = times(latency_s), times(network_s)
    return LiveSpeed(
        rate_hz=rate_hz,
        window=window,
        voice=voice,
        model_ms=model_ms,
        judged=len(frames),
        dropped=frames[-1] - frames[0] + 1 - len(frames),
        latency_ms=latency_ms,
        network_ms=network_ms,
        latency_to_network_p95=round(latency_ms.p95 / network_ms.p95, 3),
        oldest_in_networks=round(1000 * max(latency_s) / network_ms.p50, 2),
        advised=tuple(advised),
        busy_elsewhere=round(elsewhere.cores(), 3),
    )
