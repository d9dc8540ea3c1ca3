"""`python -m benchmarks accuracy`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec
from rich.console import Console
from rich.progress import track
from rich.text import Text

from benchmarks.accuracy.clip import ClipResult
from benchmarks.accuracy.floors import broken_floors, read_floors
from benchmarks.accuracy.run import SAMPLES, clips_with_truth, measure_all
from benchmarks.accuracy.summary import Accuracy, summarise
from benchmarks.accuracy.tables import clips_to_look_at, tables, write_readme
from benchmarks.accuracy.unruly import command as unruly
from posecoach import __version__
from posecoach.exercises.loader import builtin_exercises
from posecoach.pose.inference_policy import read_inference
from posecoach.pose.mediapipe.model import model_path, verify

BASELINE = Path(__file__).resolve().parents[1] / "accuracy_baseline.json"
FILE_WIDTH = 120
"""Columns of the tables when they do not go to a terminal."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.description = "Review all sample videos and compare with their exact truth."
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON")
    parser.add_argument(
        "--workers", type=int, default=2, metavar="N", help="processes, one for each core (default 2)"
    )
    parser.add_argument("--only", metavar="NAME", help="only clips whose name starts so, such as cat_cow")
    parser.add_argument(
        "--clips", type=Path, default=SAMPLES, metavar="FOLDER", help="clips in another folder"
    )
    parser.add_argument(
        "--cache", type=Path, metavar="FOLDER", help="keep the poses there, and use those kept before"
    )
    parser.add_argument(
        "--inference",
        default="full",
        metavar="HOW",
        help="frames to look at, as of the review (default full)",
    )
    parser.add_argument("--check", action="store_true", help="exit status 1 if a figure is beyond its floor")
    parser.add_argument("--write", action="store_true", help="store the result and its tables in benchmarks/")
    parser.add_argument("--model", metavar="PATH", help="another pose landmarker bundle")
    unruly.add_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Run the benchmark; return the exit status."""
    if unruly.is_asked_for(arguments):
        return unruly.run(arguments)
    clips = clips_with_truth(arguments.clips, arguments.only)
    if not clips:
        print("benchmarks: there is no sample video with truth of that name", file=sys.stderr)
        return 3
    model = model_path(arguments.model)
    verify(model)
    measured = track(
        measure_all(clips, model, arguments.cache, arguments.workers, read_inference(arguments.inference)),
        description="clips",
        total=len(clips),
        console=Console(stderr=True),
        transient=True,
    )
    results = sorted(measured, key=lambda result: result.clip)
    accuracy = accuracy_of(results, verify(model))
    show(accuracy, results)
    if arguments.json:
        arguments.json.write_bytes(as_json(accuracy))
    if arguments.write:
        BASELINE.write_bytes(as_json(accuracy))
        write_readme(accuracy)
    broken = broken_floors(accuracy, read_floors()) if arguments.check else []
    for line in broken:
        print(f"benchmarks: below its floor: {line}", file=sys.stderr)
    return 1 if broken else 0


def accuracy_of(results: Sequence[ClipResult], model_sha256: str) -> Accuracy:
    """Return the figures over the results of all clips."""
    return Accuracy(
        "posecoach.accuracy/1", __version__, model_sha256, summarise(results, builtin_exercises())
    )


def as_json(accuracy: Accuracy) -> bytes:
    """Return the stored form."""
    return msgspec.json.format(msgspec.json.encode(accuracy), indent=1) + b"\n"


def show(accuracy: Accuracy, results: Sequence[ClipResult]) -> None:
    """Print all tables."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = FILE_WIDTH
    for line in clips_to_look_at(results):
        console.print(Text(line))
    for table in tables(accuracy):
        console.print("", table.to_rich())
