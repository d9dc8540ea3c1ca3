"""A review as a person reads it in the terminal; looks right from 40 columns on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from posecoach.events import Fault, Repetition
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.loader import builtin_exercises
from posecoach.plain_text import for_terminal
from posecoach.report.naming import Naming
from posecoach.report.words import (
    CUT_OFF,
    INTERRUPTED,
    NEXT_RECORDING,
    NO_FAULTS,
    NO_REPETITION,
    NOT_CHECKED,
    TRUNKS,
    WORK_ON,
    reason,
    second_look,
    unbroken,
)
from posecoach.results.review import Report, Segment, Summary
from posecoach.words.catalogue import ENGLISH, Words
from posecoach.words.phrase import N_, counted, numeral

CUT: Final = "…"
"""What rich puts at the end of a word that it cuts off."""
NARROW: Final = 72
"""Columns under which the points that a repetition lost stand under it instead of beside it."""

GOOD_SCORE = 80.0
FAIR_SCORE = 60.0
"""Scores from which a number is painted as good and as fair: our choice, for the eye only."""

# Colour-blind people can tell blue, yellow and vermilion apart (Okabe and Ito 2008), but not red and green.
GOOD, FAIR, POOR, QUIET = "#56b4e9", "#e69f00", "#d55e00", "dim"

_Explained = Sequence[tuple[Repetition, Text]]
"""Repetitions, each with why points are missing."""

NO_SCORE: Final = N_("No average score: too few frames a second were looked at to judge every repetition.")

HELD: Final = "\ue000"
"""Stands for a space at which no line ends."""

MARK: Final = "\0"
"""Stands for a figure that is set in a colour of its own within a sentence."""


VIEWS: Final = {"side": N_("side view"), "front": N_("front view"), "back": N_("view from behind")}


class TerminalReport:
    """A report as rich draws it in the terminal."""

    def __init__(
        self, report: Report, words: Words = ENGLISH, exercises: Mapping[str, Exercise] | None = None
    ) -> None:
        """Take the person's language, and the exercises that the report may be about (None: the built-in ones)."""
        self._report = report
        self._words = words
        self._naming = Naming(words, builtin_exercises() if exercises is None else exercises)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Lay the review out for the width at hand."""
        narrow = options.max_width < NARROW
        yield self._heading()
        if self._report.review.recognised:
            yield from self._judged(narrow=narrow)

    def _judged(self, *, narrow: bool) -> Iterator[RenderableType]:
        review, words = self._report.review, self._words
        if len(review.segments) > 1:
            yield _section(words("One after another"))
            yield _pairs((_seconds(part.start_s, part.end_s), self._part(part)) for part in review.segments)
        if review.repetitions:
            for name, done in self._by_exercise():
                yield from [_section(name)] if name else []
                yield self._repetitions(done, narrow=narrow)
            if self._report.only_in_review:
                yield Text(words(second_look(self._report.only_in_review)), style=QUIET)
        else:
            yield Text(f"\n{words(NO_REPETITION)}", style=FAIR)
        if self._report.rejected:
            yield _section(words("Not counted"))
            yield _pairs(
                (f"{words.number(one.start_s, '.1f')} s", words(one.reason)) for one in self._report.rejected
            )
        if review.faults:
            yield _section(words(WORK_ON))
            yield _IfItFits(self._faults_as_table(), self._faults_as_paragraphs())
        elif review.repetitions:
            yield Text(f"\n{words(NO_FAULTS)}", style=GOOD)
        if review.summary.cannot_judge:
            yield _section(words(NOT_CHECKED))
            unjudged = review.summary.cannot_judge.items()
            yield _pairs((self._naming.unjudged(review, rule), words(reason)) for rule, reason in unjudged)
        if review.setup.advice:
            yield _section(words(NEXT_RECORDING))
            yield Group(*(_indented(Text(f"• {words(advice)}")) for advice in review.setup.advice))

    def _part(self, part: Segment) -> str:
        """Return what was done in a part of the recording, and how often."""
        count = counted("{count} repetition", "{count} repetitions", part.repetitions)
        return f"{self._naming.exercise(part.exercise)}, {self._words(count)}"

    def _heading(self) -> RenderableType:
        report, words = self._report, self._words
        review, video = report.review, report.review.video
        title = Text.assemble(
            (words(report.title), "bold"), (f"  {for_terminal(Path(video.path).name)}", QUIET)
        )
        seen = video.frames_with_person / video.frames if video.frames else 0.0
        facts = [
            f"{words.number(video.duration_s, '.1f')} s",
            words("person seen in {share} of the frames", share=numeral(seen, ".0%")),
        ]
        if review.setup.view:
            facts.insert(1, words(VIEWS.get(review.setup.view, review.setup.view)))
        lines = [title, Text(" · ".join(facts), style=QUIET)]
        if not report.complete:
            lines.append(Text(words(INTERRUPTED), style=FAIR))
        if report.missing_s:
            lines.append(Text(words(CUT_OFF, seconds=numeral(report.missing_s, ".1f")), style=FAIR))
        if review.recognised and review.summary.repetitions:
            lines.append(self._verdict(review.summary))
        return Group("", *lines)

    def _verdict(self, summary: Summary) -> Text:
        count = self._words(counted("{count} repetition", "{count} repetitions", summary.repetitions))
        if (score := summary.score) is None:
            return Text.assemble((count, "bold"), "  ", (self._words(NO_SCORE), QUIET))
        of = self._words("average score {score} of 100", score=MARK)
        before, _, after = of.partition(MARK)
        return Text.assemble((count, "bold"), f", {before}", (f"{score:.0f}", score_style(score)), after)

    def _by_exercise(self) -> Iterator[tuple[str, _Explained]]:
        """Yield the repetitions of each exercise in turn, under its name; "" where there is only one."""
        done: dict[str, list[tuple[Repetition, Text]]] = {}
        for repetition, lost in zip(self._report.review.repetitions, self._points_lost(), strict=True):
            exercise = self._report.review.one_of_several_at(repetition.start_s)
            name = self._naming.exercise(exercise) if exercise else ""
            done.setdefault(name, []).append((repetition, lost))
        yield from done.items()

    def _repetition_table(self, done: _Explained, *, narrow: bool, tight: bool) -> RenderableType:
        words, repetitions = self._words, [repetition for repetition, _ in done]
        sides = any(repetition.side in ("left", "right") for repetition in repetitions)
        holds = any(repetition.hold_s is not None for repetition in repetitions)
        table = _table(tight=tight)
        table.add_column("#", justify="right", no_wrap=not tight)
        if sides:
            table.add_column(words("Side"), no_wrap=not tight)
        table.add_column(Text(words("Time [s]")), justify="right", no_wrap=not tight)
        if holds:
            table.add_column(Text(words("Hold [s]")), justify="right", no_wrap=not tight)
        table.add_column(words("Score"), justify="right", no_wrap=not tight)
        if not narrow:
            table.add_column(words("Points lost for"), ratio=1)
        for repetition, lost in done:
            row: list[RenderableType] = [str(repetition.index)]
            row += [self._naming.side(repetition.side)] if sides else []
            row.append(_span(repetition.start_s, repetition.end_s, words))
            row += (
                ["–" if repetition.hold_s is None else words.number(repetition.hold_s, ".1f")]
                if holds
                else []
            )
            row.append(score_text(repetition.score))
            row += [] if narrow else [Unbroken(lost) if lost else Text(words("nothing"), style=QUIET)]
            table.add_row(*row)
        return table

    def _repetitions(self, done: _Explained, *, narrow: bool) -> RenderableType:
        words = self._words
        wide, tight = (self._repetition_table(done, narrow=narrow, tight=tight) for tight in (False, True))
        parts: list[RenderableType] = [Padding(_IfItFits(wide, tight), (1, 0, 0, 0))]
        if narrow and any(lost for _, lost in done):
            parts.append(_section(words("Points lost")))
            for one, lost in done:
                if lost:
                    name = words("Repetition {index}", index=one.index)
                    parts.append(_indented(Unbroken(Text.assemble((f"{name}\n", "bold"), lost))))
        return Group(*parts)

    def _points_lost(self) -> Iterator[Text]:
        """Yield for each repetition why points are missing; empty if none are."""
        for deductions in self._report.deductions:
            yield Text("\n").join(
                Text(f"−{self._words.number(one.points, 'g')} {reason(one, self._words)}")
                for one in deductions
            )

    def _faults_as_table(self) -> RenderableType:
        words = self._words
        table = _table()
        table.add_column(Text(words("Time [s]")), justify="right", no_wrap=True)
        table.add_column(words("Fault"))
        table.add_column(words("Measured"), justify="right", no_wrap=True)
        table.add_column(words("Limit"), justify="right", no_wrap=True)
        table.add_column(words("What to do"), ratio=1)
        for fault in self._report.review.faults:
            table.add_row(
                _span(fault.start_s, fault.end_s, words),
                self._name(fault),
                *(_amount(value, fault.unit, words) for value in _compared(fault)),
                words(fault.cue),
            )
        return Padding(table, (1, 0, 0, 0))

    def _faults_as_paragraphs(self) -> RenderableType:
        return Group(*(self._fault_paragraph(fault) for fault in self._report.review.faults))

    def _fault_paragraph(self, fault: Fault) -> RenderableType:
        words = self._words
        text = Text.assemble(
            self._name(fault), (f" {_span(fault.start_s, fault.end_s, words)} s\n", QUIET), words(fault.cue)
        )
        if None not in _compared(fault):
            measured, limit = (_amount(value, fault.unit, words) for value in _compared(fault))
            text.append(words(" ({measured}, limit {limit})", measured=measured, limit=limit), style=QUIET)
        return _indented(Unbroken(text))

    def _name(self, fault: Fault) -> Text:
        name = self._naming.fault(self._report.review, fault)
        return Text(name, style=POOR if fault.severity == "stop" else FAIR)


@dataclass(frozen=True, slots=True)
class _IfItFits:
    """A table, or the same in less room, as paragraphs or a tighter table, where it would cut a word."""

    table: RenderableType
    otherwise: RenderableType

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        laid_out = console.render_lines(self.table, options)
        cut = any(CUT in segment.text for line in laid_out for segment in line)
        yield self.otherwise if cut else self.table


@dataclass(frozen=True, slots=True)
class Unbroken:
    """A text as `unbroken` makes it, also where Rich ends lines at no-break spaces."""

    text: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        held = self.text.copy()
        held.plain = unbroken(held.plain, HELD)
        if max(map(cell_len, held.plain.split()), default=0) > options.max_width:
            held = self.text.copy()  # in less room than that a line would end in a word
        for line in held.wrap(console, options.max_width):
            line.plain = line.plain.replace(HELD, " ")
            yield line

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement.get(console, options, self.text)


def _pairs(pairs: Iterator[tuple[str, str]]) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(ratio=1, style=QUIET)
    for name, text in pairs:
        table.add_row(name, text)
    return _indented(table)


def _table(*, tight: bool = False) -> Table:
    """Return an empty table; tight: with one space between columns, for a narrow terminal."""
    padding = 0 if tight else 1
    return Table(box=SIMPLE_HEAD, padding=(0, padding), pad_edge=False, show_edge=False, header_style="bold")


def _span(start_s: float, end_s: float, words: Words) -> str:
    return f"{words.number(start_s, '.1f')}–{words.number(end_s, '.1f')}"


def _seconds(start_s: float, end_s: float) -> str:
    return f"{start_s:.0f}–{end_s:.0f} s"


def _section(title: str) -> RenderableType:
    return Text(f"\n{title}", style="bold")


def _indented(content: RenderableType) -> RenderableType:
    return Padding(content, (0, 0, 0, 2))


def _compared(fault: Fault) -> tuple[float | None, float | None]:
    """Return what was measured and its limit; None for what is no amount, such as a side that came twice."""
    return (fault.value, fault.limit) if fault.unit or fault.value != fault.limit else (None, None)


def _amount(value: float | None, unit: str, words: Words) -> str:
    if value is None:
        return "–"
    number = words.number(value, ".0f" if abs(value) >= 20 else ".2g").replace("-", "−")
    if unit == "trunk lengths":
        return f"{number}{words(TRUNKS)}"
    return f"{number}°" if unit == "deg" else f"{number} {unit}".strip()


def score_text(score: float | None) -> Text:
    """Return a score as it is printed; a dash without one."""
    return Text("–") if score is None else Text(f"{score:.0f}", style=score_style(score))


def score_style(score: float) -> str:
    """Return the style of rich in which a score is printed."""
    if round(score) >= GOOD_SCORE:
        return f"bold {GOOD}"
    return f"bold {FAIR if round(score) >= FAIR_SCORE else POOR}"
