"""What only a process of its own can show: start-up and memory.

`python -m benchmarks.speed.process WHAT ...` is the child, which prints one line of JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np

REPLAYED: Final = 100_000
WARM_UP: Final = 10_000
LIVE_S: Final = 15.0
TRIES: Final = 5
ROOT: Final = Path(__file__).resolve().parents[2]


class Processes(msgspec.Struct, frozen=True):
    """help_s: `posecoach --help`. first_verdict_s: from the start of a review to its first verdict. Both medians.

    live_mb: most memory of a live session with a window (without where no display is). growth_mb: what `replayed`
    frames added.
    """

    help_s: float
    first_verdict_s: float
    live_mb: float
    growth_mb: float
    replayed: int


def measure_processes(
    video: Path, *, replayed: int = REPLAYED, live_s: float = LIVE_S, tries: int = TRIES
) -> Processes:
    """Start the children one after another."""
    help_s = [_timed_help() for _ in range(tries)]
    first_s = [_child("first_verdict", str(video), repr(time.time()))["s"] for _ in range(tries)]
    return Processes(
        round(float(np.median(help_s)), 3),
        round(float(np.median(first_s)), 3),
        _child("live", str(video), repr(live_s))["mb"],
        _child("growth", str(video), repr(replayed))["mb"],
        replayed,
    )


def _timed_help() -> float:
    start_s = time.perf_counter()
    subprocess.run([sys.executable, "-m", "posecoach", "--help"], check=True, capture_output=True)
    return time.perf_counter() - start_s


def _child(*arguments: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.speed.process", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)  # noqa: S603
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed: {done.stderr}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def resident_mb() -> float:
    """Return the resident memory of this process [MB]; its highest so far where the system only says that."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def _first_verdict(video: str, started: str) -> dict[str, float]:
    """Review a video as the command does, and end at the first verdict."""
    from posecoach.cli.main import main
    from posecoach.coaching.coach import Coach

    step = Coach.step
    found: dict[str, float] = {}

    def first(coach: Coach, pose: Any) -> Any:
        step(coach, pose)
        found.setdefault("s", time.time() - float(started))
        raise KeyboardInterrupt

    Coach.step = first  # type: ignore[method-assign, assignment]  # the program is watched from outside
    main(["review", video, "--exercise", "cat_cow"])
    return found


def _live(video: str, seconds: str) -> dict[str, float]:
    from benchmarks.speed.live import measure_live
    from posecoach.exercises.loader import builtin_exercises
    from posecoach.pose.mediapipe.model import model_path

    exercise = builtin_exercises()["cat_cow"]
    window = bool(os.environ.get("DISPLAY"))
    measure_live(Path(video), model_path(), exercise, rate_hz=30, seconds=float(seconds), window=window)
    return {"mb": round(resident_mb(), 1)}


def _growth(video: str, frames: str) -> dict[str, float]:
    """Replay the poses of a video over and over through the loop, as live does, and see what memory that takes."""
    import gc

    from posecoach.coaching.coach import Coach
    from posecoach.drawing.snapshot import Latest
    from posecoach.exercises.loader import builtin_exercises
    from posecoach.pipeline import run
    from posecoach.results.collecting import Collector

    coach, latest = Coach(builtin_exercises()["cat_cow"]), Latest()
    moments = endless_moments(poses_of(Path(video)))
    run(islice(moments, WARM_UP), coach, [Collector(), latest])
    gc.collect()
    gc.freeze()
    before_mb = resident_mb()
    run(islice(moments, int(frames)), coach, [Collector(), latest])
    gc.collect()
    return {"mb": round(resident_mb() - before_mb, 2)}


def poses_of(video: Path, count: int = 300) -> list[Any]:
    """Return the poses of the first frames of a video."""
    from contextlib import closing

    from posecoach.capture.video import VideoFile
    from posecoach.pipeline import observe
    from posecoach.pose.mediapipe.estimator import MediaPipeEstimator
    from posecoach.pose.mediapipe.model import model_path

    with (
        closing(VideoFile(video)) as source,
        closing(MediaPipeEstimator(model_path(), outline=True)) as estimator,
    ):
        return [moment.pose for moment in islice(observe(source, estimator), count)]


def endless_moments(poses: Sequence[Any]) -> Iterator[Any]:
    """Yield moments with these poses there and back again, at 30 frames/s of media time."""
    from dataclasses import replace

    from posecoach.pipeline import Moment

    index = 0
    while True:
        for pose in [*poses, *reversed(poses)]:
            yield Moment(replace(pose, t_s=index / 30))
            index += 1


if __name__ == "__main__":
    children = {"first_verdict": _first_verdict, "live": _live, "growth": _growth}
    print(json.dumps(children[sys.argv[1]](*sys.argv[2:])))
