"""How many frames a second a review does, alone, with several workers and with results, against a bare loop.

The bare loop is what everybody writes first: read, resize, convert, detect, one after another, for the same outputs of
the same model. It and the reviews take turns, so that whatever else the machine does meets all of them. The processor
time for each frame is measured too: it depends less on what else runs.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import av
import cv2
import psutil
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from posecoach.bench.loops import bare_loop
from posecoach.capture.frame import frames
from posecoach.capture.video import VideoFile
from posecoach.errors import PosecoachError, UsageError
from posecoach.exercises.loader import builtin_exercises
from posecoach.pose.inference_policy import Inference, read_inference
from posecoach.pose.mediapipe.model import model_path
from posecoach.recording.movie import Movie
from posecoach.report.requested import Wishes
from posecoach.review.job import Job, Progress, carry_out
from posecoach.review.workers import Finished, Told, run_tasks

WARM_UP_S = 1.0
"""Media time after which the clock starts: the models are loaded then."""
LOOK_EVERY_S = 1.0
"""Media time between two looks at the memory, so that looking costs nothing."""
MEGABYTE = 1e6
BARE = "bare loop"
WISHES = Wishes(exports=("csv",))

Tell = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Run:
    """One process at work: frames, wall time [s], processor time [s], resident memory [MB] early and at the end."""

    frames: float
    wall_s: float
    cpu_s: float
    early_mb: float
    last_mb: float


@dataclass(frozen=True, slots=True)
class Throughput:
    """One way to look at a video. ratio: of its frames/s to those of the bare loop, in the median of all rounds.

    cpu_ms: processor time for each frame [ms]. memory_mb: resident memory of all its processes at their end, growth_mb:
    since their first second.
    """

    video: str
    way: str
    frames_per_s: float
    ratio: float
    cpu_ms: float
    memory_mb: float
    growth_mb: float


class Meter:
    """Takes the figures of the process it is in, from `start` to `stop`."""

    def __init__(self) -> None:
        self._process = psutil.Process()

    def start(self) -> None:
        """Begin to count."""
        self.look()
        self._early_mb = self._last_mb
        self._wall_s, self._cpu_s = time.perf_counter(), time.process_time()

    def look(self) -> None:
        """Take note of the memory: once the work is done, the network's is given back."""
        self._last_mb = self._process.memory_info().rss / MEGABYTE

    def stop(self, frames: float) -> Run:
        """Return what was counted."""
        wall_s, cpu_s = time.perf_counter() - self._wall_s, time.process_time() - self._cpu_s
        return Run(frames, wall_s, cpu_s, self._early_mb, self._last_mb)


def look_bare(path: Path, model: Path, tell: Tell) -> Run:
    """Run the bare loop once over a video."""
    count, duration_s = _size(path)
    warm_up = round(count * WARM_UP_S / duration_s)
    meter = Meter()
    with closing(bare_loop(path, model, outline=True)) as steps:
        for index in range(count):
            if index == warm_up:
                meter.start()
            next(steps)
        meter.look()
        return meter.stop(count - warm_up)


def look_reviewing(job: Job, results: bool, tell: Tell) -> Run:
    """Review a video once, as `posecoach review` does; `results` with annotated video, report and CSV (`--out`)."""
    with tempfile.TemporaryDirectory() as folder:
        return _reviewed(replace(job, folder=Path(folder), wishes=WISHES) if results else job)


def _reviewed(job: Job) -> Run:
    meter, started_s, looked_s = Meter(), [0.0], [0.0]

    def told(step: Progress) -> None:
        if not started_s[0] and step.t_s >= WARM_UP_S:
            started_s[0] = step.t_s
            meter.start()
        elif step.t_s - looked_s[0] >= LOOK_EVERY_S:
            looked_s[0] = step.t_s
            meter.look()

    carry_out(job, told)
    count, duration_s = _size(job.path)
    return meter.stop(count * (1 - started_s[0] / duration_s))


def _size(path: Path) -> tuple[int, float]:
    """Return the number of frames of a video, looked at or not, and its length [s]."""
    with closing(VideoFile(path)) as source:
        return source.frame_count or 0, source.duration_s or 0.0


def side_by_side(task: Callable[[Tell], Run], processes: int) -> list[Run]:
    """Run a task in several processes at once.

    Raises what one of them raised.
    """
    runs = []
    for news in run_tasks([task] * processes, processes):
        if isinstance(news, Finished):
            runs.append(news.result)
        elif not isinstance(news, Told):
            raise getattr(news, "error", PosecoachError("a process ended by itself"))
    return runs


def measure(
    videos: Sequence[Path], workers: Sequence[int], rounds: int, inference: Inference, results: bool
) -> list[Throughput]:
    """Let the bare loop and the reviews take turns on each video; return the medians of their figures.

    inference: which frames the reviews look at. results: also review once with annotated video, report and CSV.
    """
    model = model_path()
    exercises = tuple(builtin_exercises().values())
    figures = []
    for video in videos:
        ways: dict[str, tuple[Callable[[Tell], Run], int]] = {BARE: (partial(look_bare, video, model), 1)}
        job = Job(video, None, model, exercises, "cat_cow", inference=inference)
        for count in workers:
            name = f"review, {count} worker{'s' if count > 1 else ''}"
            ways[name] = (partial(look_reviewing, job, False), count)
        if results:
            ways["review with results"] = (partial(look_reviewing, job, True), 1)
        taken: dict[str, list[list[Run]]] = {way: [] for way in ways}
        for _ in range(rounds):
            for way, (task, count) in ways.items():
                taken[way].append(side_by_side(task, count))
        figures += [_figures(video.name, way, taken[way], taken[BARE]) for way in ways]
    return figures


def _figures(
    video: str, way: str, taken: Sequence[Sequence[Run]], bare: Sequence[Sequence[Run]]
) -> Throughput:
    rates, bare_rates = ([_rate(runs) for runs in rounds] for rounds in (taken, bare))
    return Throughput(
        video=video,
        way=way,
        frames_per_s=round(median(rates), 1),
        ratio=round(median(rate / other for rate, other in zip(rates, bare_rates, strict=True)), 2),
        cpu_ms=round(median(1000 * run.cpu_s / run.frames for runs in taken for run in runs), 2),
        memory_mb=round(median(sum(run.last_mb for run in runs) for runs in taken)),
        growth_mb=round(median(max(run.last_mb - run.early_mb for run in runs) for runs in taken), 1),
    )


def _rate(runs: Sequence[Run]) -> float:
    return sum(run.frames / run.wall_s for run in runs)


def repeated(video: Path, target: Path, times: int) -> Path:
    """Write a video that repeats another one several times, without re-encoding it."""
    with av.open(str(target), "w") as container:
        stream, offset = None, 0
        for _ in range(times):
            with av.open(str(video)) as source:
                origin = source.streams.video[0]
                stream = stream or container.add_stream_from_template(origin)
                last = 0
                for packet in source.demux(origin):
                    if packet.dts is None or packet.pts is None:
                        continue
                    last = max(last, packet.pts + (packet.duration or 1))
                    packet.pts, packet.dts = packet.pts + offset, packet.dts + offset
                    packet.stream = stream
                    container.mux(packet)
                offset += last
    return target


def enlarged(video: Path, target: Path, size_wh: tuple[int, int]) -> Path:
    """Write a video that shows another one in another size [px]."""
    with closing(VideoFile(video)) as source, Movie(target, size_wh, 25.0, None) as movie:
        for frame in frames(source):
            movie.add(cv2.resize(frame.bgr, size_wh), frame.t_s)  # type: ignore[arg-type]  # stays uint8
    return target


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.description = "Frames a second of a review with one and two workers, against a bare loop in turn."
    parser.add_argument("video", type=Path, metavar="VIDEO", help="a video; it is also tried in 1920x1080")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2], metavar="N")
    parser.add_argument(
        "--rounds", type=int, default=3, metavar="N", help="how often they take turns (default 3)"
    )
    parser.add_argument("--inference", default="full", metavar="HOW", help="as of the review (default full)")
    parser.add_argument(
        "--results",
        action="store_true",
        help="also with annotated video, report and CSV, as review --out does",
    )
    parser.add_argument("--repeat", type=int, default=1, metavar="N", help="play the video N times in a row")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Measure and print the figures; return the exit status."""
    if not arguments.video.is_file():
        raise UsageError(f"{arguments.video} does not exist")
    with tempfile.TemporaryDirectory() as scratch:
        small = repeated(arguments.video, Path(scratch) / "as it is.mp4", arguments.repeat)
        large = enlarged(small, Path(scratch) / "1920x1080.mp4", (1920, 1080))
        figures = measure(
            [small, large],
            arguments.workers,
            arguments.rounds,
            read_inference(arguments.inference),
            arguments.results,
        )
    show(figures)
    if arguments.json:
        text = json.dumps([asdict(one) for one in figures], indent=1)
        arguments.json.write_text(text + "\n", encoding="utf-8")
    return 0


def show(figures: Sequence[Throughput]) -> None:
    """Print the figures."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for heading in ("video", "way", "frames/s", "ratio", "cpu ms/frame", "memory MB", "growth MB"):
        table.add_column(Text(heading), justify="left" if heading in ("video", "way") else "right")
    for one in figures:
        row = (one.frames_per_s, one.ratio, one.cpu_ms, one.memory_mb, one.growth_mb)
        table.add_row(one.video, one.way, *map(str, row))
    console = Console(highlight=False)
    console.print(table)
    console.print(f"{os.cpu_count()} cores; load when it ended: {os.getloadavg()[0]:.1f}")
