"""`python -m benchmarks page`: the figures of the last run and how they went, on one page."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, PackageLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup

from benchmarks.page import history
from benchmarks.page.figures import PARTS, Figure, Part, Source, read_results
from benchmarks.page.history import Run
from posecoach.errors import InputError
from posecoach.publishing.single_file import check_file, publish_file
from posecoach.report.charts import Chart, chart
from posecoach.words.phrase import filled

HERE: Final = Path(__file__).parent
SOURCES: Final[tuple[Source, ...]] = ("real", "accuracy", "unruly", "speed")
MOST_RUNS: Final = 60
"""In a plot; of more the last are shown."""
NONE: Final = "–"


@dataclass(frozen=True, slots=True)
class Row:
    """A figure now and the run before, in words. change: better, worse, same, or nothing to compare."""

    title: str
    now: str
    before: str
    change: str


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part of the page."""

    title: str
    text: str
    rows: tuple[Row, ...]
    charts: tuple[Chart, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the results that are shown, the history and the page."""
    for source in SOURCES:
        parser.add_argument(f"--{source}", type=Path, metavar="FILE", help=f"what --json of '{source}' wrote")
    parser.add_argument("--history", type=Path, metavar="FILE", help="add this run to the ones before")
    parser.add_argument("--out", type=Path, metavar="FILE", required=True, help="the page")


def run(arguments: argparse.Namespace) -> int:
    """Write the page; a result that was not given leaves its figures out. Returns the exit status."""
    figures = read_results({source: getattr(arguments, source) for source in SOURCES})
    if not figures:
        raise InputError(
            filled("no result holds a figure for the page: run another benchmark with --json first")
        )
    given = [getattr(arguments, source) for source in SOURCES]
    inputs = [path for path in (*given, arguments.history) if path is not None]
    check_file(arguments.out, "--out", overwrite=False, inputs=inputs, mark="page")
    now = history.run_now(figures)
    runs = [now]
    if arguments.history is not None:
        runs = [*history.read(arguments.history), now]
        history.append(now, arguments.history)
    publish_file(arguments.out, page(runs).encode(), "--out", overwrite=False, inputs=inputs)
    print(f"figures in {arguments.out}")
    return 0


def page(runs: Sequence[Run]) -> str:
    """Return the page of these runs, the oldest first; the last one is the one that is told."""
    environment = Environment(
        loader=PrefixLoader(
            {"page": FileSystemLoader(HERE), "report": PackageLoader("posecoach.report", "assets")}
        ),
        autoescape=True,
        undefined=StrictUndefined,
    )
    style = (files("posecoach.report") / "assets" / "report.css").read_text(encoding="utf-8")
    parts = [shown for shown in (_shown(part, runs) for part in PARTS) if shown.rows]
    return environment.get_template(
        "page/benchmarks.html"
    ).render(
        style=Markup(style),  # noqa: S704 - our own file
        time=runs[-1].time.replace("T", " ").removesuffix("+00:00"),
        commit=runs[-1].commit[:12],
        runs=len(runs),
        parts=parts,
    )


def _shown(part: Part, runs: Sequence[Run]) -> ShownPart:
    told = [figure for figure in part.figures if figure.key in runs[-1].figures]
    last = runs[-MOST_RUNS:]
    drawn = [_chart(figure, last) for figure in told] if len(last) > 1 else []
    return ShownPart(
        part.title,
        part.text,
        tuple(_row(figure, runs) for figure in told),
        tuple(one for one in drawn if one is not None),
    )


def _row(figure: Figure, runs: Sequence[Run]) -> Row:
    now = runs[-1].figures[figure.key]
    before = next((one.figures[figure.key] for one in reversed(runs[:-1]) if figure.key in one.figures), None)
    if before is None:
        return Row(figure.title, figure.written(now), NONE, "")
    shown, then = figure.written(now), figure.written(before)
    if shown == then:
        return Row(figure.title, shown, then, "same")
    return Row(
        figure.title, shown, then, "better" if (now > before) == (figure.better == "more") else "worse"
    )


def _chart(figure: Figure, runs: Sequence[Run]) -> Chart | None:
    values = [one.figures.get(figure.key) for one in runs]
    labels = [one.time[5:10] for one in runs]
    most = 1.0 if figure.share else 1.25 * max(value for value in values if value is not None)
    return chart(figure.title, labels, [(figure.title, values)], figure.on_axis, span=(0.0, max(most, 1e-9)))
