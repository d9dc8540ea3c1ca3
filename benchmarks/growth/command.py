"""`python -m benchmarks growth`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import msgspec
from rich.console import Console

from benchmarks.accuracy.run import SAMPLES
from benchmarks.accuracy.tables import Figures
from benchmarks.growth.series import (
    EXERCISES,
    RULES,
    SESSION_S,
    VIDEO_S,
    WIDTHS_PX,
    Measurement,
    Series,
    by_exercises,
    by_pixels,
    by_rules,
    by_session,
    by_video,
)
from benchmarks.speed.process import poses_of
from benchmarks.speed.tables import print_table
from posecoach.pose.mediapipe.model import model_path

README: Final = Path(__file__).resolve().parents[1] / "README.md"
PLOT: Final = README.with_name("growth.svg")
BEGIN: Final = "<!-- growth -->"
END: Final = "<!-- end of growth -->"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.description = (
        "Measure how cost grows with rules, session, exercises, pixels and length of the video."
    )
    parser.add_argument("video", nargs="?", type=Path, help="default: a sample video of cat_cow")
    parser.add_argument("--quick", action="store_true", help="without the largest sizes")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw them (.svg or .png)")
    parser.add_argument("--check", action="store_true", help="exit status 1 if something grows too fast")
    parser.add_argument("--write", action="store_true", help="store tables and plot in benchmarks/")


def run(arguments: argparse.Namespace) -> int:
    """Run the benchmark; return the exit status."""
    video = arguments.video or next(iter(sorted(SAMPLES.glob("cat_cow_clean*.mp4"))), None)
    if video is None:
        print("benchmarks: there is no sample_videos/cat_cow_clean*.mp4; name a video", file=sys.stderr)
        return 3
    found = list(measure_growth(video, quick=arguments.quick))
    console = Console(highlight=False)
    for table in tables(found):
        print_table(console, table)
    if arguments.json:
        arguments.json.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")
    if arguments.plot or arguments.write:
        plot(found, arguments.plot or PLOT)
    if arguments.write:
        write_readme(found)
    fast = [series for series in found if series.exponent > series.bound]
    for series in fast:
        print(
            f"benchmarks: cost grows with {series.name} to the power of {series.exponent:g}, "
            f"at most {series.bound:g} is wanted",
            file=sys.stderr,
        )
    return 1 if arguments.check and fast else 0


def measure_growth(video: Path, *, quick: bool) -> Iterator[Series]:
    """Measure one series after the other; quick leaves out the largest sizes."""
    poses = poses_of(video)
    model = model_path()
    measurements: tuple[Measurement, ...] = (
        partial(by_rules, poses, RULES[:-2] if quick else RULES),
        partial(by_session, poses, SESSION_S[:-1] if quick else SESSION_S),
        partial(by_exercises, poses, EXERCISES[:-2] if quick else EXERCISES),
        partial(by_pixels, video, model, WIDTHS_PX[:-2] if quick else WIDTHS_PX),
        partial(by_video, poses, VIDEO_S[:-2] if quick else VIDEO_S),
    )
    for measurement in measurements:
        yield measurement()


def tables(found: Sequence[Series]) -> Iterator[Figures]:
    """Yield the overview, then the points of each series."""
    rows = [
        [series.name, f"{series.exponent:g}", f"{series.bound:g}", _span(series), series.why]
        for series in found
    ]
    yield Figures("Cost grows with", ["", "exponent", "at most", "from … to", "because"], rows)
    for series in found:
        first = series.points[0].median_ms
        points = [
            [
                f"{point.size:g}",
                f"{point.median_ms:.3f}",
                f"{point.p99_ms:.3f}" if point.p99_ms else "",
                f"{point.median_ms / first:.2f}",
                f"{point.total:g} {series.total_unit}" if series.total_unit else "",
            ]
            for point in series.points
        ]
        headings = [series.size_unit, "a frame [ms]", "p99", "times the first", "in all"]
        yield Figures(f"{series.name.capitalize()}, processor time", headings, points)


def _span(series: Series) -> str:
    return f"{series.points[0].size:g} … {series.points[-1].size:g} {series.size_unit}"


def plot(found: Sequence[Series], path: Path) -> None:
    """Draw all series, double logarithmic; a line of slope 1 is linear growth."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 6), layout="constrained")
    for axes, series in zip(figure.subplots(2, 3).flat, found, strict=False):
        sizes = [point.size for point in series.points]
        axes.loglog(sizes, [point.median_ms for point in series.points], marker="o", label="median")
        if any(point.p99_ms for point in series.points):
            axes.loglog(sizes, [point.p99_ms for point in series.points], marker=".", alpha=0.6, label="p99")
        first = series.points[0]
        axes.loglog(
            sizes, [first.median_ms * size / first.size for size in sizes], "--", color="grey", label="linear"
        )
        axes.set_xticks(sizes, [f"{size:g}" for size in sizes], fontsize=8)
        axes.minorticks_off()
        axes.set_title(series.name, fontsize=10)
        axes.set_xlabel(series.size_unit)
        axes.set_ylabel("a frame [ms]")
        axes.grid(alpha=0.3, which="both")
        axes.legend(fontsize=8)
    for axes in figure.axes[len(found) :]:
        axes.remove()
    figure.savefig(path)


def write_readme(found: Sequence[Series]) -> None:
    """Put the tables between the marks in benchmarks/README.md."""
    text = README.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    body = "\n".join(["![How cost grows](growth.svg)\n", *(table.to_markdown() for table in tables(found))])
    README.write_text(f"{before}{BEGIN}\n\n{body}\n{END}{after}", encoding="utf-8")
