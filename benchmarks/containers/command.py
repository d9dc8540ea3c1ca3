"""`python -m benchmarks containers`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec
from rich.console import Console
from rich.progress import track
from rich.table import Table
from rich.text import Text

from benchmarks.accuracy.run import clips_with_truth
from benchmarks.containers.run import Result, measure_all
from posecoach.pose.mediapipe.model import model_path, verify


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.description = (
        "Sample videos in other containers and codecs, trimmed, squeezed, rotated, joined, renamed."
    )
    parser.add_argument("--only", metavar="NAME", help="clips of one exercise or name alone")
    parser.add_argument(
        "--seed", type=int, default=1, metavar="S", help="which codecs (default: %(default)s)"
    )
    parser.add_argument(
        "--judge",
        type=int,
        default=12,
        metavar="N",
        help="in how many clips one file is judged (default: %(default)s)",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results as JSON")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="processes (default 2)")
    parser.add_argument("--cache", type=Path, metavar="FOLDER", help="keep the poses of the originals there")
    parser.add_argument("--check", action="store_true", help="exit status 1 if anything is wrong")
    parser.add_argument("--model", metavar="PATH", help="another pose landmarker bundle")


def run(arguments: argparse.Namespace) -> int:
    """Run the benchmark; return the exit status."""
    model = model_path(arguments.model)
    verify(model)
    clips = clips_with_truth(only=arguments.only)
    measured = track(
        measure_all(clips, arguments.seed, arguments.judge, model, arguments.cache, arguments.workers),
        description="containers",
        total=len(clips),
        console=Console(stderr=True),
        transient=True,
    )
    results = sorted((one for some in measured for one in some), key=lambda one: (one.kind, one.clip))
    show(results)
    if arguments.json:
        arguments.json.write_bytes(msgspec.json.format(msgspec.json.encode(results), indent=1) + b"\n")
    wrong = [one for one in results if one.read or one.verdict]
    for one in wrong if arguments.check else ():
        print(f"benchmarks: {one.clip}, {one.kind}: {one.read or one.verdict}", file=sys.stderr)
    return 1 if arguments.check and wrong else 0


def show(results: Sequence[Result]) -> None:
    """Print a line for each file with anything wrong, and the figures."""
    console = Console(highlight=False)
    for one in results:
        if one.read or one.verdict:
            console.print(Text(f"{one.clip}, {one.kind}: {'; '.join(filter(None, (one.read, one.verdict)))}"))
    table = Table("", "files", "read as the original", "judged", "as the original")
    for kind in [*sorted({one.kind for one in results}), "all"]:
        some = [one for one in results if kind in {"all", one.kind}]
        judged = [one for one in some if one.verdict is not None]
        table.add_row(
            kind,
            str(len(some)),
            str(sum(not one.read for one in some)),
            str(len(judged)),
            str(sum(not one.verdict for one in judged)),
        )
    console.print("", table)
