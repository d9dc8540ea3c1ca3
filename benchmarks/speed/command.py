"""`python -m benchmarks speed`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from rich.console import Console

from benchmarks.speed.history import append, entry_of, plot, read
from benchmarks.speed.inference import TURNS, measure_inference
from benchmarks.speed.live import LiveSpeed, measure_live
from benchmarks.speed.live_cost import measure_live_cost
from benchmarks.speed.process import measure_processes
from benchmarks.speed.result import SCHEMA, SpeedRun, baseline_path, is_calm, read_run, to_json, worse
from benchmarks.speed.screen import screen
from benchmarks.speed.tables import print_table, tables, write_readme
from posecoach.bench.result import TOLERANCE
from posecoach.bench.run import measure
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.loader import builtin_exercises
from posecoach.pose.mediapipe.model import model_path

SAMPLES: Final = Path(__file__).resolve().parents[2] / "sample_videos"
SLOW_MODEL_MS: Final = 80.0
LIVE_S: Final = 15.0
QUICK_LIVE_S: Final = 4.0
COST_HZ: Final = 30.0

# (frames/s, with a window, with a voice, model slowed to ms)
SESSIONS: Final = (
    (30.0, False, False, 0.0),
    (30.0, True, False, 0.0),
    (30.0, True, True, 0.0),
    (60.0, False, False, 0.0),
    (60.0, True, False, 0.0),
    (60.0, False, False, SLOW_MODEL_MS),
)
QUICK_SESSIONS: Final = SESSIONS[:2]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.description = "Measure loops, live sessions, start-up and memory; ratios of one run."
    parser.add_argument("video", nargs="?", type=Path, help="default: a sample video of cat_cow")
    parser.add_argument("--quick", action="store_true", help="a minute instead of five, for CI")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON")
    parser.add_argument(
        "--baseline",
        type=Path,
        metavar="FILE",
        help="compare with this run; exit status 1 if a ratio is worse by more than the tolerance",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="compare with the stored baseline of this kind of machine, if any",
    )
    parser.add_argument(
        "--tolerance", type=float, default=TOLERANCE, metavar="SHARE", help=f"default {TOLERANCE:g}"
    )
    parser.add_argument(
        "--write", action="store_true", help="store the result as this kind's baseline and in the README"
    )
    parser.add_argument("--history", type=Path, metavar="FILE", help="add a line with this run's ratios")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw the history (.svg or .png)")


def run(arguments: argparse.Namespace) -> int:
    """Run the benchmark; return the exit status."""
    video = arguments.video or next(iter(sorted(SAMPLES.glob("cat_cow_clean*.mp4"))), None)
    if video is None:
        print("benchmarks: there is no sample_videos/cat_cow_clean*.mp4; name a video", file=sys.stderr)
        return 3
    baseline = _baseline(arguments)
    speed = measure_all(video, quick=arguments.quick)
    console = Console(highlight=False)
    for table in tables(speed):
        print_table(console, table)
    if arguments.json:
        arguments.json.write_bytes(to_json(speed))
    if arguments.write:
        path = baseline_path(speed.loop.machine.kind)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(to_json(speed))
        write_readme(speed)
    if arguments.history:
        append(entry_of(speed), arguments.history)
        if arguments.plot:
            plot(read(arguments.history), arguments.plot)
    if baseline and not is_calm(speed):
        print(
            "benchmarks: other programs kept the machine busy; only the fixed limits are compared",
            file=sys.stderr,
        )
    lines = worse(speed, baseline, arguments.tolerance) if baseline else []
    for line in lines:
        print(f"benchmarks: worse than the baseline: {line}", file=sys.stderr)
    return 1 if lines else 0


def measure_all(video: Path, *, quick: bool) -> SpeedRun:
    """Measure everything, or less of it."""
    model, exercise = model_path(), builtin_exercises()["cat_cow"]
    console = Console(stderr=True)
    with console.status("measuring …") as status:
        size = {"rounds": 5, "frames": 20, "stage_frames": 90} if quick else {}
        loop = measure([video], model, exercise, tell=lambda text: status.update(f"{text} …"), **size)
        status.update("reviews of all frames, and of where something moves …")
        reviews = measure_inference(video, model, exercise, turns=1 if quick else TURNS)
        with screen() as there:
            live = tuple(
                _session(video, model, exercise, session, QUICK_LIVE_S if quick else LIVE_S)
                for session in (QUICK_SESSIONS if quick else SESSIONS)
                if there or not session[1]
            )
            status.update("what a session takes of the processor …")
            live_cost = tuple(
                measure_live_cost(
                    video,
                    model,
                    exercise,
                    rate_hz=COST_HZ,
                    seconds=QUICK_LIVE_S if quick else LIVE_S,
                    windows=(False, True) if there and not quick else (False,),
                )
            )
            status.update("start-up and memory …")
            processes = (
                measure_processes(video, replayed=20_000, live_s=QUICK_LIVE_S, tries=1)
                if quick
                else measure_processes(video)
            )
    return SpeedRun(SCHEMA, loop, live, processes, reviews, live_cost)


def _session(
    video: Path, model: Path, exercise: Exercise, session: tuple[float, bool, bool, float], seconds: float
) -> LiveSpeed:
    rate_hz, window, voice, model_ms = session
    return measure_live(
        video,
        model,
        exercise,
        rate_hz=rate_hz,
        seconds=seconds,
        window=window,
        voice=voice,
        model_ms=model_ms,
    )


def _baseline(arguments: argparse.Namespace) -> SpeedRun | None:
    if arguments.baseline:
        return read_run(arguments.baseline)
    if not arguments.check:
        return None
    from posecoach.bench.machine import kind

    path = baseline_path(kind())
    if not path.exists():
        print(f"benchmarks: no baseline is stored for {kind()}; nothing is compared", file=sys.stderr)
        return None
    return read_run(path)
