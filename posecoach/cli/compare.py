"""`posecoach review A B --compare`: what changed between two recordings of the same exercise."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from posecoach.cli.exit_status import INTERRUPTED
from posecoach.cli.output import Bars, errors_console, output_console
from posecoach.cli.review import STANDARD_OUTPUT, job_of, write
from posecoach.exercises.library import Library
from posecoach.recording.session_files import make_folder
from posecoach.report.comparison import comparison_page, written
from posecoach.report.outputs import write_text
from posecoach.report.requested import VIDEO
from posecoach.results.comparing import Comparison, compare
from posecoach.results.evidence import Evidence
from posecoach.review.job import examine
from posecoach.review.many import names_of
from posecoach.words.names import in_words

PAGE = "compare.html"
STYLES = {"better": "bold #56b4e9", "worse": "bold #d55e00", "same": "dim", "changed": ""}
WORDS = {"better": "better", "worse": "worse", "same": "no measurable difference", "changed": "changed"}


def run_compare(paths: Sequence[Path], model: Path, arguments: argparse.Namespace, library: Library) -> int:
    """Review two recordings and show what changed; returns the exit status.

    With --out the reports of both and a page that plays them in step are kept. Raises NothingToJudge unless both
    show repetitions of the same exercise.
    """
    names = names_of([Path(path.name) for path in paths], None)
    out = make_folder(Path(arguments.out)) if arguments.out else None
    evidences: list[Evidence] = []
    for path, name in zip(paths, names, strict=True):
        job = job_of(path, make_folder(out / name) if out else None, model, arguments, library)
        with Bars(errors_console()) as bars:
            evidences.append(examine(job, bars.teller(path.name), arguments.workers))
        if not evidences[-1].report.complete:
            print("posecoach: interrupted, nothing was compared", file=sys.stderr)
            return INTERRUPTED
    comparison = compare(evidences[0], evidences[1])
    if out is not None:
        page = comparison_page(comparison, (names[0], names[1]), None if arguments.no_video else VIDEO)
        write_text(out / PAGE, page)
        print(f"posecoach: comparison in {out / PAGE}", file=sys.stderr)
    if arguments.json != STANDARD_OUTPUT:
        output_console().print(table(comparison, names))
    write(arguments.json, [evidence.report.review for evidence in evidences], several=True)
    return 0


def table(comparison: Comparison, names: Sequence[str]) -> RenderableType:
    """Return what changed, for the terminal."""
    parts: list[RenderableType] = [Text(f"\n{comparison.exercise.name}", style="bold")]
    for topic, changes in groupby(comparison.changes, key=lambda change: change.topic):
        rows = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
        rows.add_column(topic, min_width=24)
        for name in names:
            rows.add_column(Text(name), justify="right")
        rows.add_column("")
        for one in changes:
            figures = [Text(written(value, one.unit)) for value in (one.before, one.after)]
            rows.add_row(
                Text(in_words(one.name)), *figures, Text(WORDS[one.verdict], style=STYLES[one.verdict])
            )
        parts += ["", rows]
    return Group(*parts, "")
