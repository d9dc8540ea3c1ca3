"""The history as a person reads it in the terminal; looks right from 40 columns on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from posecoach.cli.braille import BrailleCanvas
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.routines import Routine
from posecoach.history.records import Session
from posecoach.history.summary import Figures, by_day, figures, overall, started, unbegun
from posecoach.plans.declaration import Plan
from posecoach.report.history_words import (
    broken,
    ending,
    from_to,
    hurt_in_words,
    in_total,
    moment,
    rated_in_words,
    rating_trends,
    session_title,
)
from posecoach.report.naming import Naming
from posecoach.report.terminal import FAIR, GOOD, NARROW, POOR, QUIET, Unbroken, score_style
from posecoach.words.catalogue import ENGLISH, Words
from posecoach.words.phrase import counted, titled

BAR: Final = 16
"""Characters of a bar of today's repetitions."""
PLOT_DOTS: Final = (28, 8)
"""Width and height of a trend: 14 characters by 2 lines."""
MOST_RATINGS: Final = 10
"""Days of a trend of ratings that are shown: the last ones."""
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
    words: Words = ENGLISH
    routines: Mapping[str, Routine | Plan] = field(default_factory=dict)

    @property
    def naming(self) -> Naming:
        """What exercises and faults are called."""
        return Naming(self.words, self.exercises, self.routines)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Lay it out for the width at hand."""
        narrow = options.max_width < NARROW
        joint = ", " if options.max_width >= WIDE else "\n"
        if not all(map(unbegun, self.sessions)):  # a total of nothing would contradict the list below it
            yield Text(f"\n{in_total(self.sessions, self.words)}", style="bold")
        yield from self._sessions(joint, narrow=narrow)
        if by_day(self.sessions):
            yield self._exercises(narrow=narrow)
        for text, values in rating_trends(self.sessions):
            course = " → ".join(f"{value:.0f}" for value in values[-MOST_RATINGS:])
            yield Text(self.words(titled(text, course)))
        yield from self._today(narrow=narrow)
        yield ""

    def _sessions(self, joint: str, *, narrow: bool) -> Iterator[RenderableType]:
        shown = self.sessions if self.most is None else self.sessions[-self.most :]
        table = _table()
        words = self.words
        table.add_column(words("Session"), no_wrap=not narrow)
        table.add_column(words("What"))
        table.add_column(words("Reps"), justify="right", no_wrap=True)
        table.add_column(words("Score"), justify="right", no_wrap=True)
        if not narrow:
            table.add_column(words("What to work on"), ratio=1)
        for session in shown:
            row = self._row(session, joint)
            table.add_row(*row[: len(table.columns)])
        yield Padding(table, (1, 0, 0, 0))
        if len(shown) < len(self.sessions):
            hidden = len(self.sessions) - len(shown)
            earlier = counted(
                "{count} earlier session: --days N shows it.",
                "{count} earlier sessions: --days N shows them.",
                hidden,
            )
            yield Text(words(earlier), style=QUIET)

    def _row(self, session: Session, joint: str) -> list[RenderableType]:
        whole = overall(session)
        what = Text(session_title(session, self.naming))
        for stop in session.pain_stops:
            what.append(f"\n{hurt_in_words(stop, self.naming)}", style=f"bold {POOR}")
        if rated := rated_in_words(session, self.words):
            what.append(f"\n{rated}", style=QUIET)
        if told := ending(session, self.words):
            what.append(f"\n{told}", style=QUIET)
        hurt = bool(session.pain_stops)  # points and praise are for sessions without pain
        when = moment(started(session), self.now.date(), self.words)
        faults = self._broken(figures([session]), MOST_FAULTS, joint)
        return [
            when,
            what,
            str(whole.repetitions),
            _score(None if hurt else whole.score),
            Text() if (hurt or not whole.repetitions) and not whole.faults else faults,
        ]

    def _exercises(self, *, narrow: bool) -> RenderableType:
        table = _table()
        words = self.words
        table.add_column(words("Exercise"))
        table.add_column(words("Score"), no_wrap=True)
        table.add_column("", no_wrap=True)
        if not narrow:
            table.add_column(words("Held"), no_wrap=True)
            table.add_column(words("Most frequent fault"), ratio=1)
        together = {one.exercise: one for one in figures(self.sessions)}
        for exercise, days in by_day(self.sessions).items():
            scores = [(day, one.score) for day, one in days if one.score is not None]
            holds_s = [one.hold_s for _, one in days if one.hold_s is not None]
            row: list[RenderableType] = [
                Text(self.naming.exercise(exercise)),
                _course(scores),
                from_to([score for _, score in scores], ".0f", words),
                from_to(holds_s, ".1f", words, " s"),
                self._broken([together[exercise]], 1),
            ]
            table.add_row(*row[: len(table.columns)])
        return Padding(table, (1, 0, 0, 0))

    def _broken(self, parts: Sequence[Figures], most: int, joint: str = "") -> RenderableType:
        faults = broken(parts, self.naming)[:most]
        if not faults:
            return Text(self.words("no faults"), style=QUIET)
        often = (f"{fault} × {count}" if count > 1 else fault for fault, count in faults)
        return Unbroken(Text(joint.join(often)))

    def _today(self, *, narrow: bool) -> Iterator[RenderableType]:
        words = self.words
        yield Text("\n" + words("Today"), style="bold")
        if not self.today:
            yield Text(words("Nothing yet."), style=QUIET)
            return
        grid = Table.grid(padding=(0, 2, 0, 0))
        for exercise, count in self.today.items():
            row = [Text(self.naming.exercise(exercise)), Text(str(count))]
            if exercise in self.exercises:
                most = self.exercises[exercise].dosage.per_day
                row[1] = Text(words("{done} of at most {most}", done=count, most=most))
                row += [] if narrow else [_bar(count, most)]
                row += [Text(words("enough for today"), style=f"bold {FAIR}")] if count >= most else []
            grid.add_row(*row)
        yield grid


def _table() -> Table:
    return Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")


def _score(score: float | None) -> Text:
    return Text("–") if score is None else Text(f"{score:.0f}", style=score_style(score))


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
    canvas = BrailleCanvas(width, height)
    for before, after in pairwise(places):
        canvas.line(before, after)
    return Text("\n".join(canvas.rows()), style=GOOD)
