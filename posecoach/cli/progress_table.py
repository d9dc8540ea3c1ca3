"""Progress in the terminal: the figures of each session, week or month, and how far each movement went."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from posecoach.history.progress import By, Period
from posecoach.history.summary import figures
from posecoach.report.history_words import broken
from posecoach.report.naming import Naming
from posecoach.report.progress import SideRow, exercise_progress, pain_in_words, rows_of
from posecoach.report.terminal import NARROW, QUIET


@dataclass(frozen=True, slots=True)
class ProgressTable:
    """Periods, the newest last, then each exercise with its ranges, sides and most frequent faults."""

    spans: Sequence[Period]
    by: By
    today: date
    naming: Naming

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Lay it out for the width at hand."""
        yield Padding(self._periods(narrow=options.max_width < NARROW), (1, 0, 0, 0))
        if told := pain_in_words(self.spans, self.naming.words):
            yield Text(told)
        yield from self._exercises()
        yield ""

    def _periods(self, *, narrow: bool) -> RenderableType:
        words = self.naming.words
        table = _table()
        rows = rows_of(self.spans, self.by, self.today, words)
        table.add_column(words("Period"))
        titles = (
            words("Days"),
            words("Done of planned"),
            words("Pain before, after"),
            words("Effort"),
            words("Score"),
        )
        figures = [
            (
                row.days,
                row.share.replace(" (", "\n(") if narrow else row.share,
                row.pain,
                row.effort,
                row.score,
            )
            for row in rows
        ]
        for number, title in enumerate(titles):
            lines = [line for row in figures for line in row[number].split("\n")]
            widest = max(map(cell_len, [*lines, *title.split(" ")]))
            heading = textwrap.fill(
                title, widest, break_long_words=False
            )  # no wider than the figures below it
            table.add_column(heading, justify="right", no_wrap=True)
        for row, cells in zip(rows, figures, strict=True):
            table.add_row(row.label, *cells)
        return table

    def _exercises(self) -> Iterator[RenderableType]:
        words = self.naming.words
        sessions = [session for span in self.spans for session in span.sessions]
        for one in figures(sessions):
            yield Text(f"\n{self.naming.exercise(one.exercise)}", style="bold")
            faults = [f"{fault} × {count}" for fault, count in broken([one], self.naming)]
            yield Text(", ".join(faults) or words("no faults"), style=QUIET)
            exercise = self.naming.exercises.get(one.exercise)
            if exercise is None:
                continue
            progress = exercise_progress(exercise, self.spans, self.naming)
            table = _table()
            for title in (words("Movement"), words("First"), words("Last"), words("Change")):
                table.add_column(title)
            for row in progress.ranges:
                table.add_row(row.title, row.first, row.last, row.change)
            yield table
            if progress.sides:
                yield Padding(self._sides(progress.sides), (1, 0, 0, 0))

    def _sides(self, sides: Sequence[SideRow]) -> RenderableType:
        words = self.naming.words
        table = _table()
        for title in (
            words("Left against right, on average"),
            words("Left"),
            words("Right"),
            words("Difference"),
        ):
            table.add_column(title)
        for one in sides:
            table.add_row(one.title, one.left, one.right, one.verdict)
        return table


def _table() -> Table:
    return Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
