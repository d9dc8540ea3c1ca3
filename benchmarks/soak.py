"""Hours of a session: does what it holds stay the same?

First a replay, whose media time passes as fast as the coach can judge; then a live session in real time, through
MediaPipe, with everything that --record keeps. Memory, threads and open files are looked at again and again.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from itertools import takewhile
from pathlib import Path
from typing import Final

import msgspec
import psutil
from rich.console import Console

from benchmarks.accuracy.run import SAMPLES
from benchmarks.accuracy.tables import Figures
from benchmarks.speed.live import SteadyCamera
from benchmarks.speed.process import endless_moments, poses_of
from benchmarks.speed.tables import print_table
from posecoach.coaching.recognition import Recogniser
from posecoach.events import Event
from posecoach.exercises.loader import builtin_exercises
from posecoach.live.notices import Notices
from posecoach.live.session import run_live
from posecoach.pipeline import Moment
from posecoach.pipeline import run as run_loop
from posecoach.pose.estimator import ModelInfo
from posecoach.pose.mediapipe.estimator import MediaPipeEstimator
from posecoach.pose.mediapipe.model import model_path, verify
from posecoach.recording.session_files import EventLog, recorders
from posecoach.results.collecting import Collector
from posecoach.state import CoachState

LOOKS: Final = 96
"""How often in a session it is looked at: every five minutes of eight hours."""
RATE_HZ: Final = 25.0
GROWTH_MB: Final = 8.0
"""By how much the memory of the last quarter may exceed that of the second, beyond what is kept on purpose."""
KEPT_MB_PER_1000_EVENTS: Final = 2.0
"""The summary at the end is made of all repetitions, phases and faults of a session."""


class Look(msgspec.Struct, frozen=True):
    """What a process holds at a media time. files: handles, sockets and pipes among them."""

    t_s: float
    memory_mb: float
    threads: int
    files: int


class Soak(msgspec.Struct, frozen=True):
    """A whole session. took_s: real time. growth_mb: from the second quarter to the last, of the medians."""

    name: str
    media_s: float
    took_s: float
    frames: int
    events: int
    growth_mb: float
    allowed_mb: float
    looks: tuple[Look, ...]

    @property
    def problems(self) -> list[str]:
        """What did not stay the same."""
        settled = self.looks[len(self.looks) // 4 :]
        found = []
        if self.growth_mb > self.allowed_mb:
            found.append(f"memory grew by {self.growth_mb:.1f} MB, {self.allowed_mb:.1f} are allowed")
        for what in ("threads", "files"):
            numbers = [getattr(look, what) for look in settled]
            if max(numbers[-len(numbers) // 3 :]) > max(numbers[: len(numbers) // 3]):
                found.append(f"{what} became more: {numbers[0]} to {numbers[-1]}")
        return found


class Watch:
    """A sink that looks at its own process at even distances of media time."""

    def __init__(self, every_s: float) -> None:
        """Start with no look."""
        self._every_s, self._next_s = every_s, 0.0
        self._process = psutil.Process()
        self.looks: list[Look] = []
        self.frames = self.events = 0

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        """Take note of one step of the loop."""
        self.events += len(events)
        if moment is None:
            return
        self.frames += 1
        if moment.pose.t_s >= self._next_s:
            self._next_s += self._every_s
            memory_mb = self._process.memory_info().rss / 2**20
            self.looks.append(
                Look(moment.pose.t_s, round(memory_mb, 2), threading.active_count(), self._files())
            )

    def _files(self) -> int:
        if sys.platform == "win32":
            return self._process.num_handles()
        return self._process.num_fds()

    def soak(self, name: str, took_s: float) -> Soak:
        """Return what was seen."""
        quarter = max(1, len(self.looks) // 4)
        early, late = self.looks[quarter : 2 * quarter] or self.looks, self.looks[-quarter:]
        growth = statistics.median(look.memory_mb for look in late) - statistics.median(
            look.memory_mb for look in early
        )
        allowed = GROWTH_MB + KEPT_MB_PER_1000_EVENTS * self.events / 1000
        return Soak(
            name,
            self.looks[-1].t_s,
            round(took_s, 1),
            self.frames,
            self.events,
            round(growth, 2),
            round(allowed, 2),
            tuple(self.looks),
        )


def replayed(video: Path, hours: float) -> Soak:
    """Judge a replay of a number of hours of media time, recognising among all exercises."""
    end_s = 3600 * hours
    poses = poses_of(video, 600)
    moments: Iterator[Moment] = takewhile(lambda moment: moment.pose.t_s < end_s, endless_moments(poses))
    watch, start_s = Watch(end_s / LOOKS), time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, closing(EventLog(Path(folder) / "events.jsonl")) as log:
        run_loop(moments, Recogniser(list(builtin_exercises().values())), [Collector(), log, watch])
    return watch.soak("replay", time.perf_counter() - start_s)


def lived(video: Path, minutes: float) -> Soak:
    """Run a live session without a window for a number of real minutes, recording everything."""
    coach = Recogniser(list(builtin_exercises().values()))
    model = model_path()
    notices = Notices(lambda text: print(f"benchmarks: {text}", file=sys.stderr))
    watch, start_s = Watch(60 * minutes / LOOKS), time.perf_counter()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        camera = SteadyCamera(video, RATE_HZ, 60 * minutes)
        info = ModelInfo(model.name, verify(model))
        kept = [
            stack.enter_context(closing(sink)) for sink in recorders(folder, camera.size_wh, info, notices)
        ]
        estimator = stack.enter_context(closing(MediaPipeEstimator(model, outline=coach.needs_outline)))
        run_live(camera, estimator, coach, None, [Collector(), *kept, watch], notices)
    return watch.soak("live", time.perf_counter() - start_s)


def table(soaks: Sequence[Soak]) -> Figures:
    """Return what was found as a table."""
    headings = ["", "media [h]", "real [min]", "frames", "events", "MB", "growth [MB]", "threads", "files"]
    rows = []
    for soak in soaks:
        last, settled = soak.looks[-1], soak.looks[len(soak.looks) // 4 :]
        memory = [look.memory_mb for look in settled]
        threads, files = ({getattr(look, what) for look in settled} for what in ("threads", "files"))
        rows.append(
            [
                soak.name,
                f"{last.t_s / 3600:.2f}",
                f"{soak.took_s / 60:.1f}",
                str(soak.frames),
                str(soak.events),
                f"{min(memory):.0f}–{max(memory):.0f}",
                f"{soak.growth_mb:+.1f}",
                "–".join(str(number) for number in sorted({min(threads), max(threads)})),
                "–".join(str(number) for number in sorted({min(files), max(files)})),
            ]
        )
    return Figures("Soak: what is held after the first quarter", headings, rows)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.description = "Run long sessions; exit status 1 if memory, threads or open files become more."
    parser.add_argument("video", nargs="?", type=Path, help="default: a sample video of cat_cow")
    parser.add_argument("--hours", type=float, default=8.0, help="of media time, replayed (default 8)")
    parser.add_argument("--minutes", type=float, default=30.0, help="of real time, live (default 30)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Run the sessions that are longer than nothing; return the exit status."""
    video = arguments.video or next(iter(sorted(SAMPLES.glob("cat_cow_clean*.mp4"))), None)
    if video is None:
        print("benchmarks: there is no sample_videos/cat_cow_clean*.mp4; name a video", file=sys.stderr)
        return 3
    soaks = []
    if arguments.hours > 0:
        soaks.append(replayed(video, arguments.hours))
    if arguments.minutes > 0:
        soaks.append(lived(video, arguments.minutes))
    print_table(Console(highlight=False), table(soaks))
    if arguments.json:
        arguments.json.parent.mkdir(parents=True, exist_ok=True)
        arguments.json.write_bytes(msgspec.json.format(msgspec.json.encode(soaks), indent=1) + b"\n")
    problems = [f"{soak.name}: {problem}" for soak in soaks for problem in soak.problems]
    for problem in problems:
        print(f"benchmarks: {problem}", file=sys.stderr)
    return 1 if problems else 0
