"""`python -m benchmarks mixed`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec
from rich.console import Console
from rich.progress import track

from benchmarks.accuracy.clip import poses_of
from benchmarks.accuracy.run import clips_with_truth
from benchmarks.accuracy.tables import Figures, write_between
from benchmarks.accuracy.unruly.program import is_by_name, review_unnamed
from benchmarks.mixed.scoring import PartScore, score, total
from benchmarks.mixed.sequences import draw, joined
from benchmarks.pool import results_as_done
from posecoach.pose.mediapipe.model import model_path, verify
from posecoach.pose.recording import Recording
from sample_videos.render.truth import Truth, read_truth, truth_path

BEGIN: Final = "<!-- mixed -->"
END: Final = "<!-- end of mixed -->"

ALONE: Final = "each alone"
FIRST: Final = "the first of a recording"
AWAY: Final = "after 8 s out of the frame"
ON: Final = "after 3 s, in the frame"
_ROWS: Final = (ALONE, FIRST, AWAY, ON)
_NAMES: Final = {"away": AWAY, "on": ON}

FILE_WIDTH: Final = 150
"""Columns of the table when it does not go to a terminal."""

LEAST_SHARE: Final = 0.97
"""Of the repetitions that are found in each clip alone, so many must be found of them one after another."""

MOST_FALSE: Final = 0.03
"""Faults invented for each repetition, beyond those of each clip alone."""


class Result(msgspec.Struct, frozen=True):
    """What one recording of several exercises says: the parts in order."""

    number: int
    clips: tuple[str, ...]
    after: tuple[str, ...]
    alone: tuple[PartScore, ...]
    one_of_several: tuple[PartScore, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.description = "Sample videos one after another, as one recording: is each judged as it is alone?"
    parser.add_argument("--count", type=int, default=100, metavar="N", help="how many (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="which ones (default: %(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results as JSON")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="processes (default 2)")
    parser.add_argument(
        "--cache", type=Path, metavar="FOLDER", help="keep the poses there, and use those kept before"
    )
    parser.add_argument("--check", action="store_true", help="exit status 1 if less is right than must be")
    parser.add_argument("--write", action="store_true", help="store the table in benchmarks/README.md")
    parser.add_argument("--model", metavar="PATH", help="another pose landmarker bundle")


def run(arguments: argparse.Namespace) -> int:
    """Run the benchmark; return the exit status."""
    model = model_path(arguments.model)
    verify(model)
    numbers = range(arguments.count)
    tasks = [(number, arguments.seed, model, arguments.cache) for number in numbers]
    measured = track(
        results_as_done(measure, tasks, arguments.workers),
        description="mixed",
        total=len(tasks),
        console=Console(stderr=True),
        transient=True,
    )
    results = sorted(measured, key=lambda result: result.number)
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console.width = FILE_WIDTH
    for line in lines(results):
        console.print(line)
    figures = table(results)
    console.print("", figures.to_rich())
    if arguments.json:
        arguments.json.write_bytes(msgspec.json.format(msgspec.json.encode(results), indent=1) + b"\n")
    if arguments.write:
        write_between(BEGIN, END, [figures])
    broken = broken_promises(results) if arguments.check else []
    for line in broken:
        print(f"benchmarks: {line}", file=sys.stderr)
    return 1 if broken else 0


def measure(number: int, seed: int, model: Path, cache: Path | None) -> Result:
    """Draw and judge one recording of several exercises, and each of its clips alone."""
    clips = {clip.stem: clip for clip in clips_with_truth()}
    truths = {name: read_truth(truth_path(clip)) for name, clip in clips.items()}
    sequence = draw(number, seed, truths, {name: is_sought(truth) for name, truth in truths.items()})
    recordings = [poses_of(clips[name], model, cache) for name in sequence.clips]
    recording, places = joined(recordings, sequence.ways)
    review = review_unnamed("mixed", recording)
    shown = [truths[name] for name in sequence.clips]
    several = [
        score(truth, is_sought(truth), review, place) for truth, place in zip(shown, places, strict=True)
    ]
    alone = [_alone(truth, one) for truth, one in zip(shown, recordings, strict=True)]
    return Result(number, sequence.clips, ("first", *sequence.ways), tuple(alone), tuple(several))


def _alone(truth: Truth, recording: Recording) -> PartScore:
    itself, (place,) = joined([recording], ())
    return score(truth, is_sought(truth), review_unnamed(truth.clip, itself), place)


def is_sought(truth: Truth) -> bool:
    """Whether the exercise of a clip is to be recognised."""
    return truth.exercise is not None and not is_by_name(truth.exercise)


def lines(results: Sequence[Result]) -> list[str]:
    """Return a line for each clip that is judged otherwise among others than alone."""
    return [
        f"{result.number} {name} ({after}): {_told(before)} -> {_told(now)}"
        for result in results
        for name, after, before, now in zip(
            result.clips, result.after, result.alone, result.one_of_several, strict=True
        )
        if before != now
    ]


def table(results: Sequence[Result]) -> Figures:
    """Return the table: alone, and by how the person came from the exercise before."""
    headings = ["", "clips", "repetitions right", "invented", "of another", "faults true", "false", "missed"]
    groups = groups_of(results)
    return Figures(
        "Several exercises in one recording", headings, [_row(name, groups[name]) for name in _ROWS]
    )


def groups_of(results: Sequence[Result]) -> Mapping[str, PartScore]:
    """Return the sums by row of the table."""
    groups = {ALONE: total(one for result in results for one in result.alone)}
    for key, name in (("first", FIRST), *_NAMES.items()):
        groups[name] = total(
            one
            for result in results
            for after, one in zip(result.after, result.one_of_several, strict=True)
            if after == key
        )
    return groups


def broken_promises(results: Sequence[Result]) -> list[str]:
    """Return what is not as it must be."""
    alone = total(one for result in results for one in result.alone)
    several = total(one for result in results for one in result.one_of_several)
    found_alone, found = alone.repetitions - alone.missed, several.repetitions - several.missed
    broken = []
    if found < LEAST_SHARE * found_alone:
        broken.append(f"of {found_alone} repetitions found in clips alone, {found} are found among others")
    more = several.faults_invented - alone.faults_invented
    if more > MOST_FALSE * several.repetitions:
        broken.append(f"{more} faults more are invented among others, of {several.repetitions} repetitions")
    return broken


def _row(name: str, one: PartScore) -> list[str]:
    right = one.repetitions - one.missed
    return [
        name,
        str(one.clips),
        f"{right} of {one.repetitions}",
        *map(str, (one.invented, one.other, one.faults_right, one.faults_invented, one.faults_missed)),
    ]


def _told(one: PartScore) -> str:
    parts = [
        f"{count} {name}"
        for count, name in (
            (one.missed, "repetitions missed"),
            (one.invented, "invented"),
            (one.other, "of another exercise"),
            (one.faults_invented, "faults false"),
            (one.faults_missed, "faults missed"),
        )
        if count
    ]
    return ", ".join(parts) or "all right"
