"""Progress in words and plots, for the history's page, the sheet for an appointment and the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from posecoach.exercises.declaration import Exercise
from posecoach.features.extract import get_feature
from posecoach.features.registry import Unit
from posecoach.history.progress import (
    LEAST_POINTS,
    PAIN_ERROR,
    By,
    Period,
    RangeCourse,
    SideFigure,
    Tendency,
    range_courses,
    side_figures,
    tendency,
)
from posecoach.history.summary import started
from posecoach.report.charts import Chart, chart
from posecoach.report.history_words import MONTHS, TREND, day_of_month, moment
from posecoach.report.naming import Naming
from posecoach.report.words import amount, amount_with_error, sentence
from posecoach.words.catalogue import Words
from posecoach.words.phrase import N_

TENDENCIES: Final[dict[Tendency | None, str]] = {
    "more": N_("more"),
    "less": N_("less"),
    "none": N_("none that can be measured"),
    None: N_("too few points to say"),
}
NONE: Final = "–"


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """The figures of one period, in words."""

    label: str
    days: str
    share: str
    pain: str
    effort: str
    score: str


@dataclass(frozen=True, slots=True)
class RangeRow:
    """How far a movement went first and last, and what that means."""

    title: str
    first: str
    last: str
    change: str


@dataclass(frozen=True, slots=True)
class SideRow:
    """A figure to the left and to the right, and whether they differ."""

    title: str
    left: str
    right: str
    verdict: str


@dataclass(frozen=True, slots=True)
class ExerciseProgress:
    """One exercise over the periods. score: its mean first and last; score_chart: None with too few of them."""

    title: str
    repetitions: int
    score: str
    score_chart: Chart | None
    ranges: tuple[RangeRow, ...]
    sides: tuple[SideRow, ...]
    charts: tuple[Chart, ...]


def rows_of(spans: Sequence[Period], by: By, today: date, words: Words) -> list[ProgressRow]:
    """Return the figures of periods in words."""
    return [
        ProgressRow(
            label_of(span, by, today, words),
            str(span.days),
            NONE if span.share is None else f"{span.done}/{span.planned} ({words.number(span.share, '.0%')})",
            _pair(span.rated("pain_before"), span.rated("pain_after"), words),
            _tenths(span.rated("effort"), words),
            NONE if span.score is None else f"{span.score:.0f}",
        )
        for span in spans
    ]


def label_of(span: Period, by: By, today: date, words: Words) -> str:
    """Return what a period is called: the moment of a session, the days of a week, with another year, a month."""
    if by == "session":
        return moment(started(span.sessions[0]), today, words)
    if by == "month":
        return f"{words(MONTHS[span.first.month - 1])} {span.first.year}"
    year = "" if span.last.year == today.year else f" {span.last.year}"
    if span.first.month == span.last.month:
        days = words(
            "{first}–{last} {month}",
            first=day_of_month(span.first, words),
            last=day_of_month(span.last, words),
            month=words(MONTHS[span.last.month - 1]),
        )
        return f"{days}{year}"
    return f"{short_day(span.first, words)} – {short_day(span.last, words)}{year}"


def short_day(day: date, words: Words) -> str:
    """Return a day such as "2 Mar"."""
    return words("{day} {month}", day=day_of_month(day, words), month=words(MONTHS[day.month - 1]))


def long_day(day: date, words: Words) -> str:
    """Return a day such as "2 Mar 2026"."""
    return f"{short_day(day, words)} {day.year}"


def charts_of(spans: Sequence[Period], words: Words, *, ratings: bool = True) -> list[Chart]:
    """Return the plots of all exercises together: done of planned, pain and effort; none of too few points.

    ratings: False where pain and effort are plotted elsewhere.
    """
    labels = [short_day(span.first, words) for span in spans]
    rated = [
        (words(TREND[kind]), [span.rated(kind) for span in spans])
        for kind in ("pain_before", "pain_after", "effort")
    ]
    enough = [one for one in rated if ratings and _enough(one[1])]
    shares = [span.share for span in spans]
    found = [
        chart(
            words("Done of planned"),
            labels,
            [(words("Done of planned"), shares)],
            partial(words.number, spec=".0%"),
            span=(0.0, 1.0),
            bars=True,
        )
        if _enough(shares)
        else None,
        chart(words("Pain and effort"), labels, enough, "{:.0f}".format, span=(0.0, 10.0))
        if enough
        else None,
    ]
    return [one for one in found if one is not None]


def exercise_progress(exercise: Exercise, spans: Sequence[Period], naming: Naming) -> ExerciseProgress:
    """Return one exercise over the periods."""
    words = naming.words
    sessions = [session for span in spans for session in span.sessions]
    courses = range_courses(exercise, spans)
    labels = [short_day(span.first, words) for span in spans]
    done = [one for session in sessions for one in session.repetitions if one.exercise == exercise.key]
    scores = [span.score_of(exercise.key) for span in spans]
    return ExerciseProgress(
        naming.exercise(exercise.key),
        len(done),
        _first_and_last(scores),
        _score_chart(scores, labels, words),
        tuple(range_row(course, words) for course in courses),
        tuple(side_row(one, words) for one in side_figures(exercise, sessions)),
        tuple(_plots(courses, labels, words)),
    )


def _first_and_last(scores: Sequence[float | None]) -> str:
    seen = [f"{score:.0f}" for score in scores if score is not None]
    return " → ".join(dict.fromkeys([seen[0], seen[-1]])) if seen else NONE


def _score_chart(scores: Sequence[float | None], labels: Sequence[str], words: Words) -> Chart | None:
    if not _enough(scores):
        return None
    return chart(words("Score"), labels, [(words("Score"), scores)], "{:.0f}".format, span=(0, 100))


def _plots(courses: Sequence[RangeCourse], labels: Sequence[str], words: Words) -> list[Chart]:
    found: list[Chart | None] = []
    for name in dict.fromkeys(course.feature for course in courses):
        same = [one for one in courses if one.feature == name and len(one.seen) >= LEAST_POINTS]
        if same:
            title = sentence(words(get_feature(name).label)) + _in_unit(same[0].unit, words)
            series = [(words(one.side) if one.side else words("Range"), one.means) for one in same]
            spec = ".0f" if same[0].unit == "deg" else ".2f"
            found.append(chart(title, labels, series, partial(words.number, spec=spec), error=same[0].error))
    return [one for one in found if one is not None]


def range_row(course: RangeCourse, words: Words) -> RangeRow:
    """Return how far a movement went, in words."""
    title = sentence(words(get_feature(course.feature).label))
    of_title, of_values = _unit_once(course.unit, words)
    return RangeRow(
        (f"{title}, {words(course.side)}" if course.side else title) + of_title,
        amount_with_error(course.seen[0], course.error, of_values, words),
        amount_with_error(course.seen[-1], course.error, of_values, words),
        words(TENDENCIES[course.tendency]),
    )


def side_row(one: SideFigure, words: Words) -> SideRow:
    """Return a figure of both sides, in words."""
    verdicts = {
        True: N_("no difference that can be measured"),
        False: N_("further to the left") if one.left > one.right else N_("further to the right"),
        None: "",
    }
    of_title, of_values = _unit_once(one.unit, words)
    digits = "{:.0f}".format if one.name == "score" else lambda value: amount(value, of_values, words)
    verdict = verdicts[one.alike]
    return SideRow(
        sentence(words(N_("score") if one.name == "score" else get_feature(one.name).label)) + of_title,
        digits(one.left),
        digits(one.right),
        words(verdict) if verdict else "",
    )


def pain_in_words(spans: Sequence[Period], words: Words) -> str:
    """Return what became of the pain before sessions, "" with too few ratings."""
    values = [value for span in spans if (value := span.rated("pain_before")) is not None]
    became = tendency(values, PAIN_ERROR)
    if became is None:
        return ""
    return words(
        "Pain before sessions: {first} in the first period, {last} in the last. Change: {change}.",
        first=_tenths(values[0], words),
        last=_tenths(values[-1], words),
        change=words(TENDENCIES[became]),
    )


def _unit_once(unit: Unit, words: Words) -> tuple[str, Unit]:
    """Return what a row's title says of the unit, and the unit that stands beside each value: only a short one does."""
    return ("", unit) if unit == "deg" else (_in_unit(unit, words), "")


def _in_unit(unit: Unit, words: Words) -> str:
    """Return the unit as it stands after a title, "" for a plain number."""
    written = amount(0.0, unit, words)[1:].strip()
    return f" [{written}]" if written else ""


def _enough(values: Sequence[float | None]) -> bool:
    return sum(value is not None for value in values) >= LEAST_POINTS


def _pair(before: float | None, after: float | None, words: Words) -> str:
    return NONE if before is None and after is None else f"{_tenths(before, words)} → {_tenths(after, words)}"


def _tenths(value: float | None, words: Words) -> str:
    return NONE if value is None else words.number(round(value, 1), "g")
