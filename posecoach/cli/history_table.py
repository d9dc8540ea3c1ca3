"""The history as a person reads it in the terminal; looks right from 40 columns on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from posecoach.cli.braille import Canvas
from posecoach.exercises.declaration import Exercise
from posecoach.history.records import Session
from posecoach.history.summary import Figures, by_day, figures, overall, started
from posecoach.report.history_words import (
    ENDINGS,
    counted,
    from_to,
    hurt_in_words,
    in_total,
    moment,
    session_title,
    title,
)
from posecoach.report.terminal import FAIR, GOOD, NARROW, POOR, QUIET, score_style
from posecoach.words.names import in_words

BAR: Final = 16
"""Characters of a bar of today's repetitions."""
PLOT_DOTS: Final = (28, 8)
"""Width and height of a trend: 14 characters by 2 lines."""
WIDE: Final = 110
"""Columns in which two broken rules have room side by side."""
MOST_FAULTS: Final = 2
"""Rules named in a line of the sessions: those broken most often."""


@dataclass(frozen=True, slots=True)
class HistoryTable:
    """The sessions, the newest last, then each exercise from day to day, then today against the limits.

    today: repetitions by exercise on the day of `now`. most: sessions shown, None for all.
    """

    sessions: Sequence[Session]
    today: Mapping[str, int]
    now: datetime
    exercises: Mapping[str, Exercise]
    most: int | None = None

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Lay it out for the width at hand."""
        narrow = options.max_width < NARROW
        joint = ", " if options.max_width >= WIDE else "\n"
        yield Text(f"\n{in_total(self.sessions)}", style="bold")
        yield from self._sessions(joint, narrow=narrow)
        yield self._exercises(narrow=narrow)
        yield from self._today(narrow=narrow)
        yield ""

    def _sessions(self, joint: str, *, narrow: bool) -> Iterator[RenderableType]:
        shown = self.sessions if self.most is None else self.sessions[-self.most :]
        table = _table()
        table.add_column("Session", no_wrap=not narrow)
        table.add_column("What")
        table.add_column("Reps", justify="right", no_wrap=True)
        table.add_column("Score", justify="right", no_wrap=True)
        if not narrow:
            table.add_column("To work on", ratio=1)
        for session in shown:
            row = self._row(session, joint)
            table.add_row(*row[: len(table.columns)])
        yield Padding(table, (1, 0, 0, 0))
        if len(shown) < len(self.sessions):
            hidden = len(self.sessions) - len(shown)
            yield Text(f"{counted(hidden, 'earlier session')}: --days N shows them.", style=QUIET)

    def _row(self, session: Session, joint: str) -> list[RenderableType]:
        whole = overall(session)
        what = Text(session_title(session, self.exercises))
        for stop in session.pain_stops:
            what.append(f"\n{hurt_in_words(stop, self.exercises)}", style=f"bold {POOR}")
        if session.ended in ENDINGS:
            what.append(f"\n{ENDINGS[session.ended]}", style=QUIET)
        when = moment(started(session), self.now.date())
        return [when, what, str(whole.repetitions), _score(whole.score), _broken(whole, MOST_FAULTS, joint)]

    def _exercises(self, *, narrow: bool) -> RenderableType:
        table = _table()
        table.add_column("Exercise")
        table.add_column("Score", no_wrap=True)
        table.add_column("", no_wrap=True)
        if not narrow:
            table.add_column("Hold", no_wrap=True)
            table.add_column("Broken most often", ratio=1)
        together = {one.exercise: one for one in figures(self.sessions)}
        for exercise, days in by_day(self.sessions).items():
            scores = [(day, one.score) for day, one in days if one.score is not None]
            holds_s = [one.hold_s for _, one in days if one.hold_s is not None]
            row: list[RenderableType] = [
                Text(title(exercise, self.exercises)),
                _course(scores),
                from_to([score for _, score in scores], "{:.0f}"),
                from_to(holds_s, "{:.1f}", " s"),
                _broken(together[exercise], 1),
            ]
            table.add_row(*row[: len(table.columns)])
        return Padding(table, (1, 0, 0, 0))

    def _today(self, *, narrow: bool) -> Iterator[RenderableType]:
        yield Text("\nToday", style="bold")
        if not self.today:
            yield Text("Nothing yet.", style=QUIET)
            return
        grid = Table.grid(padding=(0, 2, 0, 0))
        for exercise, count in self.today.items():
            row = [Text(title(exercise, self.exercises)), Text(str(count))]
            if exercise in self.exercises:
                most = self.exercises[exercise].dosage.per_day
                row[1] = Text(f"{count} of at most {most}")
                row += [] if narrow else [_bar(count, most)]
                row += [Text("enough for today", style=f"bold {FAIR}")] if count >= most else []
            grid.add_row(*row)
        yield grid


def _table() -> Table:
    return Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")


def _score(score: float | None) -> Text:
    return Text("–") if score is None else Text(f"{score:.0f}", style=score_style(score))


def _broken(part: Figures, most: int, joint: str = "") -> Text:
    if not part.faults:
        return Text("no fault seen", style=QUIET)
    return Text(joint.join(f"{count}× {in_words(rule)}" for rule, count in part.faults[:most]))


def _bar(count: int, most: int) -> Text:
    full = min(BAR, round(BAR * count / most))
    return Text.assemble(("█" * full, FAIR if count >= most else GOOD), ("░" * (BAR - full), QUIET))


def _course(points: Sequence[tuple[date, float]]) -> Text:
    """Return a plot of scores over days, from the ten below the lowest up to 100; empty for a single day."""
    if len(points) < 2:
        return Text()
    width, height = PLOT_DOTS
    low = min(90.0, 10.0 * (min(score for _, score in points) // 10))
    first, last = points[0][0], points[-1][0]
    places = [
        ((width - 1) * (day - first) / (last - first), (height - 1) * (score - low) / (100.0 - low))
        for day, score in points
    ]
    canvas = Canvas(width, height)
    for before, after in pairwise(places):
        canvas.line(before, after)
    return Text("\n".join(canvas.rows()), style=GOOD)
