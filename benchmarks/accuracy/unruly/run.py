"""The benchmark on unruly people: drawn by number, or stored."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import msgspec
from rich.console import Console
from rich.progress import track
from rich.text import Text

from benchmarks.accuracy.floors import broken_floors, read_floors
from benchmarks.accuracy.unruly.clip import CACHE, ClipScore, judged, material, measure
from benchmarks.accuracy.unruly.figures import Figures, figures_of
from benchmarks.accuracy.unruly.program import __version__, model_path, verify
from benchmarks.accuracy.unruly.stored import FLOORS, STORED, read_stored, write_stored
from benchmarks.accuracy.unruly.tables import tables, wrong_clips
from benchmarks.pool import results_as_done
from sample_videos.render.unruly.generator import describe

FILE_WIDTH = 170
"""Columns of the tables when they do not go to a terminal."""


def run(arguments: argparse.Namespace) -> int:
    """Run the benchmark on unruly people; return the exit status."""
    model = model_path(arguments.model)
    folder = arguments.cache or CACHE
    if arguments.unruly_store:
        verify(model)
        render_stored(model, folder, arguments.workers)
    if arguments.unruly_stored or arguments.unruly_store:
        stored = read_stored()
        scores = [judged(verdict, recording) for verdict, recording in stored]
        model_sha256 = stored[0][1].model_sha256
    else:
        model_sha256 = "" if arguments.unruly_exact else verify(model)
        numbers = arguments.unruly_only or range(arguments.unruly)
        clips = [(arguments.seed, number) for number in numbers]
        how = partial(measure, of=arguments.unruly_of, exact=arguments.unruly_exact)
        scores = measured(clips, model, folder, arguments.workers, how)
    figures = figures_of(scores, __version__, model_sha256)
    show(figures, scores)
    if arguments.json:
        arguments.json.write_bytes(as_json(figures))
    broken = broken_floors(figures, read_floors(FLOORS)) if arguments.check else []
    for line in broken:
        print(f"benchmarks: below its floor: {line}", file=sys.stderr)
    return 1 if broken else 0


def render_stored(model: Path, folder: Path, workers: int) -> None:
    """Render the clips of the stored run and store their poses and verdicts."""
    measured(list(STORED), model, folder, workers)
    write_stored([material(describe(*clip), model, folder) for clip in STORED])


def measured(
    clips: Sequence[tuple[int, int]],
    model: Path,
    folder: Path,
    workers: int,
    how: Callable[[int, int, Path, Path], ClipScore] = measure,
) -> list[ClipScore]:
    """The scores of clips, given by seed and number, in order, with a bar while they are made."""
    scores = track(
        results_as_done(how, [(*clip, model, folder) for clip in clips], workers),
        description="unruly clips",
        total=len(clips),
        console=Console(stderr=True),
        transient=True,
    )
    return sorted(scores, key=lambda score: (score.seed, score.number))


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
        print(
            "To look at one: python -m sample_videos.render.unruly --seed S K --out FOLDER --sheet",
            file=sys.stderr,
        )


def as_json(figures: Figures) -> bytes:
    """Return the stored form."""
    return msgspec.json.format(msgspec.json.encode(figures), indent=1) + b"\n"
