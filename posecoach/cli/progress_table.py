"""Progress in the terminal: the figures of each session, week or month, and how far each movement went."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from posecoach.history.progress import By, Period
from posecoach.history.summary import figures
from posecoach.report.history_words import broken
from posecoach.report.naming import Naming
from posecoach.report.progress import NONE, exercise_progress, pain_in_words, rows_of
from posecoach.report.terminal import NARROW, QUIET, Unbroken
from posecoach.words.phrase import titled

LAID_OUT: Final = 200
"""Periods of which rich lays out a table, at a millisecond a row; more are written line by line below its head."""
BETWEEN: Final = "   "
"""What such a table has between two columns."""
DOT: Final = " · "
"""Between two figures of a period in a line."""


@dataclass(frozen=True, slots=True)
class ProgressTable:
    """Periods, the newest last, then each exercise with its ranges, sides and most frequent faults."""

    spans: Sequence[Period]
    by: By
    today: date
    naming: Naming

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Lay it out for the width at hand."""
        yield from self._periods(options.max_width)
        if told := pain_in_words(self.spans, self.naming.words):
            yield Text(told)
        yield from self._exercises(options.max_width)
        yield ""

    def _periods(self, width: int) -> Iterator[RenderableType]:
        words = self.naming.words
        rows = [
            (
                row.label,
                row.days,
                row.share.replace(" (", "\n(") if width < NARROW else row.share,
                row.pain,
                row.effort,
                row.score,
            )
            for row in rows_of(self.spans, self.by, self.today, words)
        ]
        titles = (
            words("Days"),
            words("Done of planned"),
            words("Pain before, after"),
            words("Effort"),
            words("Score"),
        )
        headings = [words("Period")]
        for number, title in enumerate(titles, 1):  # no wider than the figures below it
            widest = _widest([*(row[number] for row in rows), *title.split(" ")])
            headings.append(textwrap.fill(title, widest, break_long_words=False))
        widths = [_widest([heading, *column]) for heading, *column in zip(headings, *rows, strict=True)]
        least = _widest(word for text in (headings[0], *(row[0] for row in rows)) for word in text.split())
        if least + sum(widths[1:]) + len(BETWEEN) * len(titles) > width:
            yield ""
            yield from self._listed(titles, rows, width)
            return
        long = len(rows) > LAID_OUT and sum(widths) + len(BETWEEN) * len(titles) <= width
        table = _table()
        table.add_column(headings[0], min_width=widths[0] if long else None)
        for heading, widest in zip(headings[1:], widths[1:], strict=True):
            table.add_column(heading, min_width=widest if long else None, justify="right", no_wrap=True)
        for row in () if long else rows:
            table.add_row(*row)
        yield Padding(table, (1, 0, 0, 0))
        if long:
            yield _Lines(rows, widths)

    def _listed(
        self, titles: Sequence[str], rows: Sequence[Sequence[str]], width: int
    ) -> Iterator[RenderableType]:
        """Lay out rows one below the other, where their figures do not fit beside their labels."""
        for label, *cells in rows:
            yield Text(label, style="bold")
            line = ""
            for title, cell in zip(titles, cells, strict=True):
                if cell in {"", NONE}:
                    continue
                told = self.naming.words(titled(title, cell.replace("\n", " ")))
                if line and cell_len(line) + cell_len(told) + len(DOT) > width - 2:
                    yield Padding(Text(line), (0, 0, 0, 2))
                    line = ""
                line += f"{DOT}{told}" if line else told
            yield Padding(Text(line), (0, 0, 0, 2))

    def _exercises(self, width: int) -> Iterator[RenderableType]:
        words = self.naming.words
        sessions = [session for span in self.spans for session in span.sessions]
        for one in figures(sessions):
            yield Text(f"\n{self.naming.exercise(one.exercise)}", style="bold")
            faults = [f"{fault} × {count}" for fault, count in broken([one], self.naming)]
            yield Unbroken(Text(", ".join(faults) or words("no faults"), style=QUIET))
            exercise = self.naming.exercises.get(one.exercise)
            if exercise is None:
                continue
            progress = exercise_progress(exercise, self.spans, self.naming)
            titles = (words("Movement"), words("First"), words("Last"), words("Change"))
            rows = [(row.title, row.first, row.last, row.change) for row in progress.ranges]
            yield from self._table(titles, rows, width)
            if progress.sides:
                yield ""
                titles = (
                    words("Left against right, on average"),
                    words("Left"),
                    words("Right"),
                    words("Difference"),
                )
                rows = [(side.title, side.left, side.right, side.verdict) for side in progress.sides]
                yield from self._table(titles, rows, width)

    def _table(
        self, titles: Sequence[str], rows: Sequence[Sequence[str]], width: int
    ) -> Iterator[RenderableType]:
        """Lay out figures in columns, or below each other where the terminal is too narrow for that."""
        widths = [_widest(column) for column in zip(titles, *rows, strict=True)]
        if width < NARROW and sum(widths) + len(BETWEEN) * (len(widths) - 1) > width:
            yield Text(titles[0], style="bold")
            yield from self._listed(titles[1:], rows, width)
            return
        table = _table()
        for title in titles:
            table.add_column(title)
        for row in rows:
            table.add_row(*row)
        yield table


@dataclass(frozen=True, slots=True)
class _Lines:
    """Rows of a table below its head: the first column to the left, the others to the right."""

    rows: Sequence[Sequence[str]]
    widths: Sequence[int]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for row in self.rows:
            for label, *others in zip_longest(*(cell.split("\n") for cell in row), fillvalue=""):
                first = label + " " * (self.widths[0] - cell_len(label))
                rest = (
                    " " * (width - cell_len(cell)) + cell
                    for cell, width in zip(others, self.widths[1:], strict=True)
                )
                yield Segment(BETWEEN.join([first, *rest]) + "\n")


def _widest(texts: Iterable[str]) -> int:
    """Return how many columns of the terminal texts take."""
    return max(cell_len(line) for text in texts for line in text.split("\n"))


def _table() -> Table:
    return Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
