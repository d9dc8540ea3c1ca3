"""`python -m benchmarks real`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import msgspec
from rich.console import Console
from rich.progress import track
from rich.text import Text

from benchmarks.accuracy.floors import broken_floors, read_floors
from benchmarks.real.changes import difference, read_result
from benchmarks.real.labels import read_labels
from benchmarks.real.program import VERSION
from benchmarks.real.run import measure_all
from benchmarks.real.summary import Real, summarise
from benchmarks.real.tables import recording_lines, tables, write_readme

BASELINE = Path(__file__).resolve().parents[1] / "real_baseline.json"
SECTION = "real"
"""Of the floors."""
FILE_WIDTH = 140
"""Columns of the tables when they do not go to a terminal."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.description = "Review pose recordings of real people and compare with what somebody saw in them."
    parser.add_argument(
        "folder", type=Path, metavar="FOLDER", help="recordings (.npz) with their labels.json"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON")
    parser.add_argument("--only", metavar="NAME", help="only recordings of that name; * stands for anything")
    parser.add_argument(
        "--workers", type=int, default=1, metavar="N", help="processes, one for each core (default 1)"
    )
    parser.add_argument(
        "--diff", type=Path, metavar="OLD.json", help="show only what changed against an earlier --json"
    )
    parser.add_argument("--check", action="store_true", help="exit status 1 if a figure is beyond its floor")
    parser.add_argument("--write", action="store_true", help="store the result and its tables in benchmarks/")


def run(arguments: argparse.Namespace) -> int:
    """Run the benchmark; return the exit status."""
    labels = read_labels(arguments.folder, arguments.only)
    old = read_result(arguments.diff) if arguments.diff else None
    measured = track(
        measure_all(arguments.folder, labels, arguments.workers),
        description="recordings",
        total=len(labels),
        console=Console(stderr=True),
        transient=True,
    )
    real = summarise(measured, VERSION)
    show(real, old)
    if arguments.json:
        arguments.json.write_bytes(as_json(real))
    if arguments.write:
        BASELINE.write_bytes(as_json(real))
        write_readme(real)
    broken = broken_floors(real, read_floors(section=SECTION)) if arguments.check else []
    for line in broken:
        print(f"benchmarks: below its floor: {line}", file=sys.stderr)
    return 1 if broken else 0


def as_json(real: Real) -> bytes:
    """Return the stored form."""
    return msgspec.json.format(msgspec.json.encode(real), indent=1) + b"\n"


def show(real: Real, old: Real | None) -> None:
    """Print all tables and a line for each recording, or what changed against an earlier result."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = FILE_WIDTH
    for table in tables(real) if old is None else ():
        console.print("", table.to_rich())
    for line in recording_lines(real) if old is None else difference(old, real):
        console.print(Text(line), soft_wrap=True)
