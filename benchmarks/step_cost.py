"""What one step from pose to events costs, and whether memory of a frame's size is taken for each frame."""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
import tracemalloc
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from benchmarks.accuracy.run import SAMPLES
from posecoach.capture.frame import FrameSource
from posecoach.capture.video import VideoFile
from posecoach.coaching.coach import Coach
from posecoach.exercises.loader import builtin_exercises
from posecoach.pipeline import observe
from posecoach.pose import outline as back_outline
from posecoach.pose.estimator import PoseEstimator
from posecoach.pose.mediapipe.estimator import MediaPipeEstimator
from posecoach.pose.mediapipe.model import model_path
from posecoach.pose.pose import Pose

ROUNDS = 5
WARM_UP_FRAMES = 30
EXERCISES = ("hip_lift_twist", "cat_cow")
"""One that needs no outline of the back, and one that does."""

BUDGET_MS = {False: 0.2, True: 0.5}
"""Median that one step may take at most, without and with the outline of the back."""


@dataclass(frozen=True, slots=True)
class StepCost:
    """Times of one step [ms]; outline: extraction from the person mask included."""

    exercise: str
    outline: bool
    frames: int
    median_ms: float
    p95_ms: float
    p99_ms: float
    budget_ms: float


@dataclass(frozen=True, slots=True)
class Allocation:
    """Memory taken while one frame is read and its pose estimated, largest over all frames, beside the frame's size."""

    frames: int
    frame_bytes: int
    largest_bytes: int


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.description = "Time one step from pose to events, and look for memory taken for each frame."
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON")
    parser.add_argument("--check", action="store_true", help="exit status 1 if a median is over its budget")
    parser.add_argument(
        "--frames", type=int, default=300, metavar="N", help="frames of each video (default 300)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Run the benchmark on one sample video for each exercise; return the exit status."""
    clips = {name: next(iter(sorted(SAMPLES.glob(f"{name}_*.mp4"))), None) for name in EXERCISES}
    costs, allocations = [], []
    for name, clip in clips.items():
        if clip is None:
            print(f"benchmarks: there is no sample_videos/{name}_*.mp4", file=sys.stderr)
            return 3
        costs.append(step_cost(name, clip, arguments.frames))
        allocations.append(allocation(clip, arguments.frames, outline=costs[-1].outline))
    show(costs, allocations)
    if arguments.json:
        document = {
            "steps": [asdict(cost) for cost in costs],
            "allocations": [asdict(one) for one in allocations],
        }
        arguments.json.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    slow = [cost for cost in costs if cost.median_ms > cost.budget_ms]
    return 1 if arguments.check and slow else 0


def step_cost(exercise: str, clip: Path, frames: int) -> StepCost:
    """Time `Coach.step` on every pose of a clip, several times over, each round from the start."""
    coach = Coach(builtin_exercises()[exercise])
    poses, outline_s = _poses(clip, frames, outline=coach.needs_outline)
    rounds = []
    gc.collect()
    gc.freeze()
    for _ in range(ROUNDS):
        coach.reset()
        rounds.append([_timed(coach, pose) for pose in poses])
    gc.unfreeze()
    step_ms = 1000 * (np.array(rounds[1:]) + np.array(outline_s))[:, WARM_UP_FRAMES:].ravel()
    median, p95, p99 = np.percentile(step_ms, [50, 95, 99]).round(4)
    budget = BUDGET_MS[coach.needs_outline]
    return StepCost(exercise, coach.needs_outline, len(poses), float(median), float(p95), float(p99), budget)


def allocation(clip: Path, frames: int, *, outline: bool) -> Allocation:
    """Return the largest amount of memory that reading and estimating one frame takes at a time."""
    with (
        closing(VideoFile(clip)) as source,
        closing(MediaPipeEstimator(model_path(), outline=outline)) as estimator,
    ):
        peaks = list(_peaks(source, estimator, frames))
        width, height = source.size_wh
    return Allocation(len(peaks), 3 * width * height, max(peaks[WARM_UP_FRAMES:]))


def show(costs: Sequence[StepCost], allocations: Sequence[Allocation]) -> None:
    """Print the figures."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for heading in ("exercise", "outline", "median", "p95", "p99", "budget", "frame", "taken"):
        table.add_column(Text(heading), justify="left" if heading == "exercise" else "right", no_wrap=True)
    for cost, one in zip(costs, allocations, strict=True):
        times = [f"{value:.3f}" for value in (cost.median_ms, cost.p95_ms, cost.p99_ms, cost.budget_ms)]
        memory = [f"{value / 1000:.0f}" for value in (one.frame_bytes, one.largest_bytes)]
        table.add_row(cost.exercise, "yes" if cost.outline else "no", *times, *memory)
    console = Console(highlight=False)
    console.print(table)
    console.print(
        "Times in ms of one step from pose to events, with the extraction of the outline if there is one."
    )
    console.print("Memory in KB: one frame, and the most that was taken at a time to read and estimate one.")


def _timed(coach: Coach, pose: Pose) -> float:
    start_s = time.perf_counter()
    coach.step(pose)
    return time.perf_counter() - start_s


def _poses(clip: Path, frames: int, *, outline: bool) -> tuple[list[Pose], list[float]]:
    """Return the poses of a clip and how long the extraction of each outline took [s] (0 without)."""
    poses: list[Pose] = []
    outline_s: list[float] = []
    with (
        closing(VideoFile(clip)) as source,
        closing(MediaPipeEstimator(model_path(), outline=outline)) as estimator,
        _timing_outlines() as taken_s,
    ):
        for moment in observe(source, estimator):
            poses.append(moment.pose)
            outline_s.append(sum(taken_s))
            taken_s.clear()
            if len(poses) == frames:
                break
    return poses, outline_s


@contextmanager
def _timing_outlines() -> Iterator[list[float]]:
    """Put a clock around the outline's extraction, where it meets the real masks."""
    taken_s: list[float] = []
    original = back_outline.outline_from_mask

    def timed(*arguments: Any) -> Any:
        start_s = time.perf_counter()
        result = original(*arguments)
        taken_s.append(time.perf_counter() - start_s)
        return result

    back_outline.outline_from_mask = timed
    try:
        yield taken_s
    finally:
        back_outline.outline_from_mask = original


def _peaks(source: FrameSource, estimator: PoseEstimator, frames: int) -> Iterator[int]:
    """Yield for each frame how much more memory was in use at its highest point than before it [bytes]."""
    tracemalloc.start()
    try:
        for _ in range(frames):
            before, _ = tracemalloc.get_traced_memory()
            tracemalloc.reset_peak()
            frame = source.read()
            if frame is None:
                return
            estimator.estimate(frame)
            yield tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()
