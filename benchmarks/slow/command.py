"""`python -m benchmarks slow`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec
from rich.console import Console

from benchmarks.accuracy.command import FILE_WIDTH
from benchmarks.accuracy.floors import broken_floors, read_floors
from benchmarks.accuracy.run import SAMPLES, clips_with_truth
from benchmarks.accuracy.tables import write_between
from benchmarks.accuracy.unruly.stored import read_stored
from benchmarks.pool import results_as_done
from benchmarks.slow.comparing import SlowClip, compare, compare_sample
from benchmarks.slow.summary import BEGIN, END, differences, summarise, table
from posecoach.exercises.loader import builtin_exercises
from posecoach.pose.mediapipe.model import model_path, verify

INFERENCES_MS: Final = (0.0, 60.0, 100.0, 150.0, 200.0, 300.0)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.description = (
        "Show sample videos to slow computers as a camera would, and compare with their reviews. "
        "The speed is simulated: which frames such a computer would look at. Any machine gives the same figures."
    )
    parser.add_argument(
        "--ms", type=float, action="append", metavar="MS", help="time of one inference; may be repeated"
    )
    parser.add_argument(
        "--stored", action="store_true", help="the stored poses of unruly people, not the sample videos"
    )
    parser.add_argument("--only", metavar="NAME", help="only clips whose name starts so, such as cat_cow")
    parser.add_argument(
        "--cache", type=Path, metavar="FOLDER", help="keep the poses there, and use those kept before"
    )
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="processes (default 2)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON")
    parser.add_argument("--check", action="store_true", help="exit status 1 if a figure is beyond its floor")
    parser.add_argument("--write", action="store_true", help="store the table in benchmarks/README.md")
    parser.add_argument("--model", metavar="PATH", help="another pose landmarker bundle")


def run(arguments: argparse.Namespace) -> int:
    """Run the benchmark; return the exit status."""
    inferences_ms = tuple(arguments.ms or INFERENCES_MS)
    clips = _stored(inferences_ms) if arguments.stored else _samples(arguments, inferences_ms)
    if not clips:
        print("benchmarks: there is no sample video with truth of that name", file=sys.stderr)
        return 3
    slow = summarise(clips)
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = FILE_WIDTH
    for line in differences(clips):
        console.print(line)
    console.print("", table(slow).to_rich())
    if arguments.json:
        arguments.json.write_bytes(msgspec.json.format(msgspec.json.encode(slow), indent=1) + b"\n")
    if arguments.write:
        write_between(BEGIN, END, [table(slow)])
    section = "slow_stored" if arguments.stored else "slow"
    broken = broken_floors(slow, read_floors(section=section)) if arguments.check else []
    for line in broken:
        print(f"benchmarks: beyond its floor: {line}", file=sys.stderr)
    return 1 if broken else 0


def _samples(arguments: argparse.Namespace, inferences_ms: Sequence[float]) -> list[SlowClip]:
    """Return all sample videos, with the exercise named and without."""
    model = model_path(arguments.model)
    verify(model)
    tasks = [
        (clip, model, arguments.cache, inferences_ms, named)
        for clip in clips_with_truth(SAMPLES, arguments.only)
        for named in (True, False)
    ]
    found = results_as_done(compare_sample, tasks, arguments.workers)
    return sorted(
        (one for clip in found for one in clip),
        key=lambda one: (one.inference_ms, one.clip, not one.named),
    )


def _stored(inferences_ms: Sequence[float]) -> list[SlowClip]:
    """Return the stored clips, with the exercise named."""
    exercises = builtin_exercises()
    return [
        one
        for verdict, recording in read_stored()
        if verdict.exercise in exercises
        for one in compare(verdict.clip, recording.poses, exercises[verdict.exercise], inferences_ms)
    ]
