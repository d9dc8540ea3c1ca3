"""`python -m benchmarks beginnings`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec
from rich.console import Console
from rich.progress import track
from rich.table import Table
from rich.text import Text

from benchmarks.beginnings.run import Result, measure_all
from benchmarks.beginnings.scoring import BeginningScore
from posecoach.pose.mediapipe.model import model_path, verify

RIGHT_SHARE: Final = 0.97
"""Of the repetitions, with and without the exercise's name."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.description = (
        "Sample videos in which people hesitate, start twice, walk out, or are in the middle."
    )
    parser.add_argument("--count", type=int, default=400, metavar="N", help="how many (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="which ones (default: %(default)s)")
    parser.add_argument(
        "--number", type=int, action="append", metavar="K", help="number K alone; may be repeated"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results as JSON")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="processes (default 2)")
    parser.add_argument(
        "--cache", type=Path, metavar="FOLDER", help="keep the poses there, and use those kept before"
    )
    parser.add_argument(
        "--check", action="store_true", help="exit status 1 below 97 %% or after an exception"
    )
    parser.add_argument("--model", metavar="PATH", help="another pose landmarker bundle")


def run(arguments: argparse.Namespace) -> int:
    """Run the benchmark; return the exit status."""
    model = model_path(arguments.model)
    verify(model)
    numbers = arguments.number or range(arguments.count)
    measured = track(
        measure_all(numbers, arguments.seed, model, arguments.cache, arguments.workers),
        description="beginnings",
        total=len(numbers),
        console=Console(stderr=True),
        transient=True,
    )
    results = sorted(measured, key=lambda result: result.number)
    show(results)
    if arguments.json:
        arguments.json.write_bytes(msgspec.json.format(msgspec.json.encode(results), indent=1) + b"\n")
    broken = list(broken_promises(results)) if arguments.check else []
    for line in broken:
        print(f"benchmarks: {line}", file=sys.stderr)
    return 1 if broken else 0


def broken_promises(results: Sequence[Result]) -> list[str]:
    """Return what is not as it must be."""
    lines = [f"beginning {result.number} ended with {result.error}" for result in results if result.error]
    for name, total in (("named", _named(results)), ("auto", _unnamed(results))):
        if total.right_share < RIGHT_SHARE:
            lines.append(
                f"{name}: {total.right_share:.1%} of the repetitions are right, not {RIGHT_SHARE:.0%}"
            )
    return lines


def show(results: Sequence[Result]) -> None:
    """Print a line for each beginning with anything wrong, and the figures."""
    console = Console(highlight=False)
    for result in results:
        if result.is_wrong:
            console.print(Text(_line(result)))
    for title, groups in (("exercise", "exercise"), ("kind", "kind")):
        table = Table("", "beginnings", "named", "invented", "auto", "invented", title=f"By {title}")
        for name in [*sorted({getattr(result, groups) for result in results}), "all"]:
            some = [result for result in results if name in {"all", getattr(result, groups)}]
            named, unnamed = _named(some), _unnamed(some)
            table.add_row(
                name,
                str(len(some)),
                f"{named.right_share:.1%}",
                str(named.invented),
                f"{unnamed.right_share:.1%}",
                str(unnamed.invented),
            )
        console.print("", table)


def _line(result: Result) -> str:
    start = f"{result.number} {result.clip}, {result.kind}: "
    if result.error:
        return start + result.error
    said = [
        f"{name}: {one.missed} missed, {one.invented} invented, {one.wrong_side} on the wrong side"
        for name, one in (("named", result.named), ("auto", result.unnamed))
        if one.is_wrong
    ]
    taken = [] if result.recognised == result.exercise else [f"taken for {result.recognised}"]
    return start + "; ".join([*said, *taken])


def _named(results: Sequence[Result]) -> BeginningScore:
    return sum((result.named for result in results), BeginningScore())


def _unnamed(results: Sequence[Result]) -> BeginningScore:
    return sum((result.unnamed for result in results), BeginningScore())
