"""`python -m benchmarks confusion`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import msgspec
from rich.console import Console

from benchmarks.accuracy.run import clips_with_truth, measure_all
from benchmarks.accuracy.unruly.clip import CACHE, measure
from benchmarks.accuracy.unruly.run import measured
from benchmarks.confusion.tables import tables, write_readme
from benchmarks.confusion.taken import SOURCES, Taken, of_real, of_samples, of_unruly
from benchmarks.real.labels import read_labels
from benchmarks.real.run import measure_all as measure_real
from posecoach.pose.mediapipe.model import model_path, verify

FILE_WIDTH = 180
"""Columns of the tables when they do not go to a terminal."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.description = "Tell what auto takes each movement for: sample videos, unruly people, real people."
    parser.add_argument(
        "--cache", type=Path, metavar="FOLDER", help="poses of the sample videos, as of `accuracy`"
    )
    parser.add_argument(
        "--draw",
        type=_draw,
        action="append",
        default=[],
        metavar="SEED:N",
        help="the first N unruly clips of a seed; may be repeated",
    )
    parser.add_argument(
        "--unruly-cache", type=Path, default=CACHE, metavar="FOLDER", help="poses of unruly clips"
    )
    parser.add_argument("--real", type=Path, metavar="FOLDER", help="recordings of real people, as of `real`")
    parser.add_argument(
        "--workers", type=int, default=2, metavar="N", help="processes, one for each core (default 2)"
    )
    parser.add_argument(
        "--json", type=Path, metavar="FILE", help="write what each clip was taken for as JSON"
    )
    parser.add_argument("--write", action="store_true", help="store the tables in benchmarks/README.md")
    parser.add_argument("--model", metavar="PATH", help="another pose landmarker bundle")


def run(arguments: argparse.Namespace) -> int:
    """Run the benchmark; return the exit status."""
    taken = sorted(_taken(arguments), key=lambda one: (SOURCES.index(one.source), one.shown, one.told or ""))
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = FILE_WIDTH
    for table in tables(taken):
        console.print("", table.to_rich())
    if arguments.json:
        arguments.json.write_bytes(msgspec.json.format(msgspec.json.encode(taken), indent=1) + b"\n")
    if arguments.write:
        write_readme(taken)
    return 0


def _taken(arguments: argparse.Namespace) -> Sequence[Taken]:
    model = model_path(arguments.model)
    verify(model)
    clips = clips_with_truth()
    taken = of_samples(list(measure_all(clips, model, arguments.cache, arguments.workers)))
    unruly = [(seed, number) for seed, count in arguments.draw for number in range(count)]
    if unruly:
        folder = arguments.unruly_cache
        taken += of_unruly(measured(unruly, model, folder, arguments.workers, partial(measure, of="all")))
    if arguments.real:
        labels = read_labels(arguments.real)
        taken += of_real(list(measure_real(arguments.real, labels, arguments.workers)))
    else:
        print("benchmarks: without --real, nothing is told of real people", file=sys.stderr)
    return taken


def _draw(text: str) -> tuple[int, int]:
    """Read a seed and how many of its clips. Raises ArgumentTypeError."""
    seed, colon, count = text.partition(":")
    if not (colon and seed.isdecimal() and count.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text} is no SEED:N, such as 7:64")
    return int(seed), int(count)
