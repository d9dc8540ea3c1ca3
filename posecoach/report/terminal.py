"""A review as a person reads it in the terminal; looks right from 40 columns on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from posecoach.events import Fault
from posecoach.results.review import Report, Review

NARROW = 72
"""Columns under which faults are set as paragraphs instead of a table."""

GOOD_SCORE = 80.0
FAIR_SCORE = 60.0
"""Scores from which a number is painted as good and as fair: our choice, for the eye only."""

# Colour-blind people can tell blue, yellow and vermilion apart (Okabe and Ito 2008), but not red and green.
GOOD, FAIR, POOR, QUIET = "#56b4e9", "#e69f00", "#d55e00", "dim"


@dataclass(frozen=True, slots=True)
class TerminalReport:
    """A report as rich draws it in the terminal."""

    report: Report

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Lay the review out for the width at hand."""
        yield from _parts(self.report, narrow=options.max_width < NARROW)


def _parts(report: Report, *, narrow: bool) -> Iterator[RenderableType]:
    review = report.review
    yield _heading(report)
    if not review.recognised:
        return
    if len(review.segments) > 1:
        yield _section("One after another")
        yield _pairs(
            (
                f"{part.start_s:.0f}–{part.end_s:.0f} s",
                f"{_words(part.exercise)}, {part.repetitions} repetitions",
            )
            for part in review.segments
        )
    if review.repetitions:
        yield _repetitions(report, narrow=narrow)
    else:
        yield Text("\nNo complete repetition was seen.", style=FAIR)
    if report.rejected:
        yield _section("Not counted")
        yield _pairs((f"{rejected.start_s:.1f} s", rejected.reason) for rejected in report.rejected)
    if review.faults:
        yield _section("What to work on")
        yield _faults_as_paragraphs(report) if narrow else _faults_as_table(report)
    elif review.repetitions:
        yield Text("\nNo fault was seen in what could be judged.", style=GOOD)
    if review.summary.cannot_judge:
        yield _section("What could not be judged")
        yield _pairs((_words(rule), reason) for rule, reason in review.summary.cannot_judge.items())
    if review.setup.advice:
        yield _section("For the next recording")
        yield Group(*(_indented(Text(f"• {advice}")) for advice in review.setup.advice))


def _heading(report: Report) -> RenderableType:
    review = report.review
    video = review.video
    title = Text.assemble((report.title, "bold"), (f"  {Path(video.path).name}", QUIET))
    seen = 100.0 * video.frames_with_person / video.frames if video.frames else 0.0
    facts = [f"{video.duration_s:.1f} s", f"person seen in {seen:.0f} % of the frames"]
    if review.setup.view:
        facts.insert(1, f"{review.setup.view} view")
    lines = [title, Text(" · ".join(facts), style=QUIET)]
    if not report.complete:
        lines.append(Text("Interrupted: this is what was judged until then.", style=FAIR))
    if report.missing_s:
        lines.append(
            Text(f"The file is cut off: {report.missing_s:.1f} s at the end are missing.", style=FAIR)
        )
    if review.recognised and review.summary.score is not None:
        lines.append(_verdict(review))
    return Group("", *lines)


def _verdict(review: Review) -> Text:
    summary = review.summary
    score = summary.score or 0.0
    count = f"{summary.repetitions} repetition{'' if summary.repetitions == 1 else 's'}"
    return Text.assemble((count, "bold"), ", mean score ", (f"{score:.0f}", score_style(score)), " of 100")


def _repetitions(report: Report, *, narrow: bool) -> RenderableType:
    repetitions = report.review.repetitions
    sides = any(repetition.side in ("left", "right") for repetition in repetitions)
    holds = any(repetition.hold_s is not None for repetition in repetitions)
    table = _table()
    table.add_column("#", justify="right", no_wrap=True)
    if sides:
        table.add_column("Side", no_wrap=True)
    table.add_column(Text("Time [s]"), justify="right", no_wrap=True)
    if holds:
        table.add_column(Text("Hold [s]"), justify="right", no_wrap=True)
    table.add_column("Score", justify="right", no_wrap=True)
    if not narrow:
        table.add_column("Points lost for", ratio=1)
    for repetition, lost in zip(repetitions, _points_lost(report), strict=True):
        row: list[RenderableType] = [str(repetition.index)]
        row += [repetition.side or "–"] if sides else []
        row.append(_span(repetition.start_s, repetition.end_s))
        row += ["–" if repetition.hold_s is None else f"{repetition.hold_s:.1f}"] if holds else []
        row.append(Text(f"{repetition.score:.0f}", style=score_style(repetition.score)))
        row += [] if narrow else [lost or Text("nothing", style=QUIET)]
        table.add_row(*row)
    parts: list[RenderableType] = [Padding(table, (1, 0, 0, 0))]
    if narrow and any(report.deductions):
        parts.append(_section("Points lost"))
        parts += [
            _indented(Text.assemble((f"Repetition {repetition.index}\n", "bold"), lost))
            for repetition, lost in zip(repetitions, _points_lost(report), strict=True)
            if lost
        ]
    return Group(*parts)


def _points_lost(report: Report) -> Iterator[Text]:
    """Yield for each repetition why points are missing; empty if none are."""
    for deductions in report.deductions:
        yield Text("\n").join(Text(f"−{deduction.points:g} {deduction.reason}") for deduction in deductions)


def _faults_as_table(report: Report) -> RenderableType:
    table = _table()
    table.add_column(Text("Time [s]"), justify="right", no_wrap=True)
    table.add_column("Rule broken")
    table.add_column("Seen", justify="right", no_wrap=True)
    table.add_column("Limit", justify="right", no_wrap=True)
    table.add_column("What to do", ratio=1)
    for fault in report.review.faults:
        name = Text(_words(fault.rule), style=POOR if fault.severity == "stop" else FAIR)
        span = _span(fault.start_s, fault.end_s)
        table.add_row(
            span, name, _amount(fault.value, fault.unit), _amount(fault.limit, fault.unit), fault.cue
        )
    return Padding(table, (1, 0, 0, 0))


def _faults_as_paragraphs(report: Report) -> RenderableType:
    return Group(*(_fault_paragraph(fault) for fault in report.review.faults))


def _fault_paragraph(fault: Fault) -> RenderableType:
    text = Text.assemble(
        (_words(fault.rule), POOR if fault.severity == "stop" else FAIR),
        (f" {_span(fault.start_s, fault.end_s)} s\n", QUIET),
        fault.cue,
    )
    if fault.value is not None and fault.limit is not None:
        text.append(
            f" ({_amount(fault.value, fault.unit)}, limit {_amount(fault.limit, fault.unit)})", style=QUIET
        )
    return _indented(text)


def _pairs(pairs: Iterator[tuple[str, str]]) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(ratio=1, style=QUIET)
    for name, reason in pairs:
        table.add_row(name, reason)
    return _indented(table)


def _table() -> Table:
    return Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")


def _span(start_s: float, end_s: float) -> str:
    return f"{start_s:.1f}–{end_s:.1f}"


def _section(title: str) -> RenderableType:
    return Text(f"\n{title}", style="bold")


def _indented(content: RenderableType) -> RenderableType:
    return Padding(content, (0, 0, 0, 2))


def _words(rule: str) -> str:
    return rule.replace("_", " ")


def _amount(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    number = (f"{value:.0f}" if abs(value) >= 20 else f"{value:.2g}").replace("-", "−")
    if unit == "trunk lengths":
        return f"{number} × trunk"
    return f"{number}°" if unit == "deg" else f"{number} {unit}".strip()


def score_style(score: float) -> str:
    """Return the style of rich in which a score is printed."""
    if round(score) >= GOOD_SCORE:
        return f"bold {GOOD}"
    return f"bold {FAIR if round(score) >= FAIR_SCORE else POOR}"
