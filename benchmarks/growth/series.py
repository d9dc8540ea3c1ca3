"""The measurements: each returns its cost at several sizes, in processor time, which other programs hardly change."""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from benchmarks.speed.process import endless_moments
from posecoach.capture.opencv import cv2
from posecoach.capture.video import VideoFile
from posecoach.coaching.coach import Coach
from posecoach.coaching.recognition import Recogniser
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.loader import builtin_exercises
from posecoach.judging.rules.kind import kind_of
from posecoach.judging.signals import Signals
from posecoach.pipeline import CoachLike, Moment, observe
from posecoach.pose.estimator import ModelInfo
from posecoach.pose.mediapipe.estimator import MediaPipeEstimator
from posecoach.pose.pose import Pose
from posecoach.pose.recording import Recorder, read_recording
from posecoach.results.review import to_json
from posecoach.review.job import review
from posecoach.review.sources import Material

RATE_HZ: Final = 30
SETTLED_FRAMES: Final = 60
STEPS: Final = 600
BLOCKS: Final = 6

RULES: Final = (1, 2, 5, 10, 20, 50, 100, 200)
SESSION_S: Final = (1.0, 10.0, 60.0, 600.0, 3600.0)
EXERCISES: Final = (1, 2, 4, 8, 16, 32)
WIDTHS_PX: Final = (320, 640, 1280, 1920, 2560, 3840)
VIDEO_S: Final = (10.0, 60.0, 600.0, 3600.0, 7200.0)
PIXEL_FRAMES: Final = 60
EXERCISE: Final = "cat_cow"


class Point(msgspec.Struct, frozen=True):
    """Cost at one size. median and p99 of one frame [ms of processor time]; total: of the whole, in `total_unit`.

    The median is the lowest of several blocks of frames: other programs in the caches only add to it.
    """

    size: float
    median_ms: float
    p99_ms: float
    total: float


class Series(msgspec.Struct, frozen=True):
    """How a cost grows. exponent: of the power law through the larger half of the sizes; 1 = linear, 0 = not at all.

    bound: the most that the exponent may be. total_unit: what the points' totals are.
    """

    name: str
    size_unit: str
    points: tuple[Point, ...]
    total_unit: str
    exponent: float
    bound: float
    why: str


def series_of(
    name: str, size_unit: str, points: Sequence[Point], bound: float, why: str, total_unit: str = ""
) -> Series:
    """Return a series with its exponent, fitted to the totals if there are any, else to the medians."""
    larger = points[len(points) // 2 - 1 :]
    costs = [point.total if total_unit else point.median_ms for point in larger]
    slope = np.polyfit(np.log([point.size for point in larger]), np.log(np.maximum(costs, 1e-6)), 1)[0]
    return Series(name, size_unit, tuple(points), total_unit, round(float(slope), 3), bound, why)


def by_rules(poses: Sequence[Pose], counts: Sequence[int] = RULES) -> Series:
    """Judge with more and more rules: those of an exercise over again, under new names."""
    exercise = builtin_exercises()[EXERCISE]
    points = [_steps(count, Coach(with_rules(exercise, count)), poses) for count in counts]
    why = "each rule reads one number per frame; everything else is there once"
    return series_of("rules of an exercise", "rules", points, 1.0, why)


def by_session(poses: Sequence[Pose], lengths_s: Sequence[float] = SESSION_S) -> Series:
    """Judge for longer and longer and look at the last frames: what is remembered must not be gone through again."""
    points = []
    for length_s in lengths_s:
        coach = Coach(builtin_exercises()[EXERCISE])
        before = max(0, round(length_s * RATE_HZ) - STEPS)
        points.append(_steps(length_s, coach, poses, before, min(STEPS, round(length_s * RATE_HZ))))
    why = "40 s of samples are kept, and looked through only when a phase or repetition ends"
    return series_of("length of a session", "s", points, 0.1, why)


def by_exercises(poses: Sequence[Pose], counts: Sequence[int] = EXERCISES) -> Series:
    """Recognise among more and more exercises: those that there are over again, under new names."""
    known = tuple(builtin_exercises().values())
    points = []
    for count in counts:
        candidates = [
            msgspec.structs.replace(known[index % len(known)], key=f"exercise_{index}")
            for index in range(count)
        ]
        points.append(_steps(count, Recogniser(candidates), poses))
    why = "every candidate is judged beside the others until one is recognised"
    return series_of("exercises considered by auto", "exercises", points, 1.05, why)


def by_pixels(video: Path, model: Path, widths_px: Sequence[int] = WIDTHS_PX) -> Series:
    """See the same video in more and more pixels."""
    with tempfile.TemporaryDirectory(prefix="posecoach-growth-") as folder:
        points = [_pixels(_resized(video, width, Path(folder)), width, model) for width in widths_px]
    why = "decoding and the first resize see every pixel, the network never more than 640 on the longer side"
    return series_of("width of the picture", "px", points, 2.0, why)


def by_video(poses: Sequence[Pose], lengths_s: Sequence[float] = VIDEO_S) -> Series:
    """Review longer and longer recordings, from the file to the JSON, without the network, whose time is the same."""
    points = []
    with tempfile.TemporaryDirectory(prefix="posecoach-growth-") as folder:
        for length_s in lengths_s:
            path = Path(folder) / "poses.npz"
            frames = round(length_s * RATE_HZ)
            with Recorder(path, poses[0].size_wh) as recorder:
                for moment in islice(endless_moments(poses), frames):
                    recorder.add(moment.pose)
            start_s = time.process_time()
            _review(path)
            taken_s = time.process_time() - start_s
            points.append(Point(length_s, round(1000 * taken_s / frames, 4), 0.0, round(taken_s, 3)))
    why = "every frame is gone through once; results grow with repetitions, frames are never kept"
    return series_of("length of a recording, reviewed", "s", points, 1.05, why, "s")


def with_rules(exercise: Exercise, count: int) -> Exercise:
    """Return an exercise with this many rules that watch every moment."""
    signals = Signals(exercise)
    watched = [rule for rule in exercise.rules if kind_of(rule).watch(rule, signals) is not None]
    rules = tuple(
        msgspec.structs.replace(watched[index % len(watched)], name=f"rule_{index}") for index in range(count)
    )
    repetition = msgspec.structs.replace(exercise.repetition, missing={})
    return msgspec.structs.replace(exercise, rules=rules, repetition=repetition)


def _steps(
    size: float, coach: CoachLike, poses: Sequence[Pose], before: int = SETTLED_FRAMES, count: int = STEPS
) -> Point:
    """Time single steps after some that are not counted."""
    moments = endless_moments(poses)
    for moment in islice(moments, before):
        coach.step(moment.pose)
    gc.collect()
    gc.freeze()
    taken_s = list(_step_times(coach, islice(moments, count)))
    gc.unfreeze()
    return _point(size, taken_s)


def _point(size: float, taken_s: Sequence[float]) -> Point:
    taken_ms = 1000 * np.asarray(taken_s)
    median_ms = min(float(np.median(block)) for block in np.array_split(taken_ms, BLOCKS) if len(block))
    return Point(size, round(median_ms, 4), round(float(np.percentile(taken_ms, 99)), 4), 0.0)


def _step_times(coach: CoachLike, moments: Iterator[Moment]) -> Iterator[float]:
    for moment in moments:
        start_s = time.thread_time()
        coach.step(moment.pose)
        yield time.thread_time() - start_s


def _resized(video: Path, width: int, folder: Path) -> Path:
    """Return a video of the first frames in another width, in the codec that every OpenCV can write."""
    path = folder / f"{width}.mp4"
    writer: cv2.VideoWriter | None = None
    with closing(VideoFile(video)) as source:
        height = round(width * source.size_wh[1] / source.size_wh[0] / 2) * 2
        for _ in range(PIXEL_FRAMES):
            frame = source.read()
            if frame is None:
                break
            if writer is None:
                writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), RATE_HZ, (width, height))
            writer.write(cv2.resize(frame.bgr, (width, height)))
    if writer is not None:
        writer.release()
    return path


def _pixels(video: Path, width: int, model: Path) -> Point:
    taken_s: list[float] = []
    with (
        closing(VideoFile(video)) as source,
        closing(MediaPipeEstimator(model, outline=True)) as estimator,
    ):
        start_s = time.process_time()
        for _ in observe(source, estimator):
            now_s = time.process_time()
            taken_s.append(now_s - start_s)
            start_s = now_s
    return _point(width, taken_s[PIXEL_FRAMES // 4 :])


def _review(path: Path) -> bytes:
    exercises = builtin_exercises()
    recording = read_recording(path)
    material = Material(
        str(path),
        recording.size_wh,
        recording.duration_s,
        ModelInfo("pose recording", ""),
        map(Moment, recording.poses),
        lambda: 0.0,
    )
    return to_json([review(material, Coach(exercises[EXERCISE]), exercises).review])


Measurement = Callable[[], Series]
