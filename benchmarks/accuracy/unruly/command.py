"""`python -m benchmarks accuracy --unruly N`, `--unruly-only K`, `--unruly-stored`, `--unruly-store`."""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

import msgspec
from rich.console import Console
from rich.progress import track
from rich.text import Text

from benchmarks.accuracy.unruly.clip import CACHE, ClipScore, measure
from benchmarks.accuracy.unruly.figures import Figures, figures_of
from benchmarks.accuracy.unruly.program import __version__, model_path, verify
from benchmarks.accuracy.unruly.tables import tables, wrong_clips

FILE_WIDTH = 170
"""Columns of the tables when they do not go to a terminal."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options about unruly people."""
    group = parser.add_argument_group("unruly people", "clips drawn by number instead of the sample videos")
    group.add_argument("--unruly", type=int, metavar="N", help="render and judge N of them")
    group.add_argument("--seed", type=int, default=1, metavar="S", help="which ones (default: %(default)s)")
    group.add_argument("--unruly-only", type=int, action="append", metavar="K", help="clip K alone; may be repeated")
    group.add_argument("--unruly-stored", action="store_true", help="judge the stored poses of fixed seeds; renders nothing")
    group.add_argument("--unruly-store", action="store_true", help="render the stored run again")


def is_asked_for(arguments: argparse.Namespace) -> bool:
    """Whether unruly people are meant, not the sample videos."""
    return bool(
        arguments.unruly or arguments.unruly_only or arguments.unruly_stored or arguments.unruly_store
    )


def run(arguments: argparse.Namespace) -> int:
    """Run the benchmark on unruly people; return the exit status."""
    model = model_path(arguments.model)
    verify(model)
    numbers = arguments.unruly_only or range(arguments.unruly or 0)
    folder = arguments.cache or CACHE
    measured = track(
        measure_all([(arguments.seed, number) for number in numbers], model, folder, arguments.workers),
        description="unruly clips",
        total=len(numbers),
        console=Console(stderr=True),
        transient=True,
    )
    scores = sorted(measured, key=lambda score: (score.seed, score.number))
    figures = figures_of(scores, __version__, verify(model))
    show(figures, scores)
    if arguments.json:
        arguments.json.write_bytes(as_json(figures))
    return 0


def measure_all(
    clips: Sequence[tuple[int, int]], model: Path, folder: Path, workers: int
) -> Iterator[ClipScore]:
    """Yield the score of every clip, given by seed and number, as it is done."""
    # Spawned, not forked: neither graphics contexts nor MediaPipe's threads survive a fork.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        pending = [pool.submit(measure, *clip, model, folder) for clip in clips]
        try:
            for done in as_completed(pending):
                yield done.result()
        finally:
            for future in pending:
                future.cancel()


def show(figures: Figures, scores: Sequence[ClipScore]) -> None:
    """Print a line for each clip that is wrong, and all tables."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = FILE_WIDTH
    for line in wrong_clips(scores):
        console.print(Text(line))
    for table in tables(figures):
        console.print("", table.to_rich())
    if figures.wrong_clips:
        print("To look at one: python -m sample_videos.render.unruly --seed S K --out FOLDER --sheet", file=sys.stderr)


def as_json(figures: Figures) -> bytes:
    """Return the stored form."""
    return msgspec.json.format(msgspec.json.encode(figures), indent=1) + b"\n"
