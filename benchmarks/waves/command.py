"""`python -m benchmarks waves`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.accuracy.unruly.program import Recording, model_path, read_recording
from benchmarks.accuracy.unruly.stored import read_stored as read_unruly
from benchmarks.waves.scoring import IN_TIME_S, SEEN_SHARE, delays_s, in_time, invented
from benchmarks.waves.stored import Stored, read_stored, write_stored
from benchmarks.waves.tries import draw, recorded


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.description = "A wave at the camera: seen in time by those who wave, never by those who do not."
    parser.add_argument(
        "folders", nargs="*", type=Path, metavar="FOLDER", help="recordings (.npz) in which nobody waves"
    )
    parser.add_argument(
        "--render", type=int, metavar="N", help="draw N tries anew instead of the stored ones"
    )
    parser.add_argument("--seed", type=int, default=2, metavar="S", help="which ones (default: %(default)s)")
    parser.add_argument("--store", action="store_true", help="store the tries drawn anew")
    parser.add_argument("--check", action="store_true", help="exit status 1 if a promise is broken")
    parser.add_argument("--model", metavar="PATH", help="another pose landmarker bundle")


def run(arguments: argparse.Namespace) -> int:
    """Run the benchmark; return the exit status."""
    tries = read_stored() if arguments.render is None else drawn(arguments)
    if arguments.store:
        write_stored(tries)
    delays = delays_s(tries)
    quiet = dict(nobody_waves(arguments.folders))
    wrong = invented(quiet)
    show(delays)
    print(f"nobody waves: {len(quiet)} recordings, {len(wrong)} with a wave {wrong or ''}")
    broken = promises_broken(delays, wrong) if arguments.check else []
    for line in broken:
        print(f"benchmarks: {line}", file=sys.stderr)
    return 1 if broken else 0


def promises_broken(delays: dict[tuple[int, str], float], wrong: dict[str, list[float]]) -> list[str]:
    """Return what is not as it must be."""
    share = in_time(delays.values())
    late = [f"{share:.0%} of the waves are seen in time, not {SEEN_SHARE:.0%}"] if share < SEEN_SHARE else []
    return late + [
        f"{name}: a wave is seen at {times_s} s, and nobody waves" for name, times_s in wrong.items()
    ]


def drawn(arguments: argparse.Namespace) -> Stored:
    """Draw tries and let the network see them."""
    model = model_path(arguments.model)
    numbers = track(
        range(arguments.render), description="waves", console=Console(stderr=True), transient=True
    )
    tries = ((number, draw(number, arguments.seed)) for number in numbers)
    return {(number, one.place): recorded(one, model) for number, one in tries}


def nobody_waves(folders: Sequence[Path]) -> Iterator[tuple[str, Recording]]:
    """Yield the recordings in which nobody waves: the stored unruly clips, and those of folders."""
    for verdict, recording in read_unruly():
        yield verdict.clip, recording
    for folder in folders:
        for path in sorted(folder.glob("*.npz")):
            yield str(path), read_recording(path)


def show(delays: dict[tuple[int, str], float]) -> None:
    """Print the figures by place."""
    table = Table("", "tries", f"seen within {IN_TIME_S} s", "median [s]")
    for name in [*dict.fromkeys(place for _, place in delays), "all"]:
        some = [delay_s for (_, place), delay_s in delays.items() if name in {place, "all"}]
        table.add_row(name, str(len(some)), f"{in_time(some):.0%}", f"{median(some):.2f}")
    Console().print(table)
