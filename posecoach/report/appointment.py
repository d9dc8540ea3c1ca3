"""The sheet for an appointment: some weeks on one page to print, as JSON and as CSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, Literal

import msgspec

from posecoach import __version__
from posecoach.history.following import DoneOfPlanned, item_level, stop_for
from posecoach.history.progress import (
    Period,
    Tendency,
    commonest_faults,
    days_of_plan,
    range_courses,
    side_figures,
)
from posecoach.history.records import Session
from posecoach.history.summary import figures, started, unbegun
from posecoach.plans.declaration import StopRule
from posecoach.plans.schedule import FollowedPlan
from posecoach.plans.wording import amount_in_words, days_in_words
from posecoach.publishing.tables import CsvDialect, csv_text
from posecoach.report.charts import Chart
from posecoach.report.history_words import ENDINGS, RATED, ending, hurt_in_words, in_total
from posecoach.report.naming import Naming
from posecoach.report.page import render
from posecoach.report.progress import (
    ExerciseProgress,
    ProgressRow,
    charts_of,
    exercise_progress,
    long_day,
    pain_in_words,
    rows_of,
    short_day,
)
from posecoach.words.phrase import counted, titled

MOST_FAULTS: Final = 3
MOST_LEFT: Final = 3
"""So many sessions that ended early for no known reason have a line each; of more the page says how many there were."""
WEEK_COLUMNS: Final = (
    "first_day",
    "last_day",
    "sessions",
    "days",
    "planned",
    "done",
    "pain_before",
    "pain_after",
    "effort",
    "score",
)


@dataclass(frozen=True, slots=True)
class ReportedWeeks:
    """What a sheet is made of. planned: day by day. spans: the weeks. person: "" = nobody by name."""

    person: str
    first: date
    last: date
    sessions: Sequence[Session]
    planned: Sequence[DoneOfPlanned]
    spans: Sequence[Period]
    plans: Sequence[FollowedPlan]
    all_sessions: Sequence[Session]

    @property
    def followed(self) -> FollowedPlan | None:
        """The plan of the last day, or of the days before."""
        return next((one for one in reversed(self.plans) if one.begins <= self.last), None)


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """A plan as the sheet tells of it."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CommonFault:
    """A fault that was frequent; picture: the data of an <img>, None without one."""

    title: str
    often: str
    picture: str | None


@dataclass(frozen=True, slots=True)
class AppointmentSheet:
    """All that the page says."""

    person: str
    first: str
    last: str
    made: str
    summary: tuple[str, ...]
    plan: PlanSummary | None
    rows: tuple[ProgressRow, ...]
    charts: tuple[Chart, ...]
    stops: tuple[str, ...]
    exercises: tuple[ExerciseProgress, ...]
    faults: tuple[CommonFault, ...]


def appointment_page(
    weeks: ReportedWeeks, now: datetime, naming: Naming, pictures: Mapping[tuple[str, str], str]
) -> str:
    """Return the sheet as HTML. pictures: the data of an <img> by exercise and rule."""
    return render(
        "appointment.html",
        naming.words,
        script="appointment.js",
        plot=False,
        data={},
        sheet=_sheet(weeks, now, naming, pictures),
        version=__version__,
    )


def _sheet(
    weeks: ReportedWeeks, now: datetime, naming: Naming, pictures: Mapping[tuple[str, str], str]
) -> AppointmentSheet:
    words = naming.words
    done = [
        naming.exercises[one.exercise] for one in figures(weeks.sessions) if one.exercise in naming.exercises
    ]
    return AppointmentSheet(
        person=weeks.person,
        first=long_day(weeks.first, words),
        last=long_day(weeks.last, words),
        made=long_day(now.date(), words),
        summary=tuple(_summary(weeks, naming)),
        plan=_plan(weeks, naming),
        rows=tuple(rows_of(weeks.spans, "week", now.date(), words)),
        charts=tuple(charts_of(weeks.spans, words)),
        stops=tuple(_stops_in_short(weeks, naming)),
        exercises=tuple(exercise_progress(one, weeks.spans, naming) for one in done),
        faults=tuple(
            CommonFault(
                words(titled(naming.exercise(exercise), naming.broken(exercise, rule))),
                words(counted("{count} time", "{count} times", count)),
                pictures.get((exercise, rule)),
            )
            for exercise, rule, count in commonest_faults(weeks.sessions, MOST_FAULTS)
        ),
    )


def _summary(weeks: ReportedWeeks, naming: Naming) -> list[str]:
    words = naming.words
    lines = [f"{in_total(weeks.sessions, words)}."]
    days, whole, part = days_of_plan(weeks.planned)
    if days:
        lines.append(
            words(
                "Of {days} planned days, all was done on {whole} and a part of it on {part}.",
                days=days,
                whole=whole,
                part=part,
            )
        )
    pain = pain_in_words(weeks.spans, words)
    return [*lines, *([pain] if pain else [])]


def _plan(weeks: ReportedWeeks, naming: Naming) -> PlanSummary | None:
    followed, words = weeks.followed, naming.words
    if followed is None:
        return None
    plan = followed.plan
    title = words("{plan}, from {day}", plan=words(plan.name), day=long_day(followed.begins, words))
    lines = [words("Goal: {goal}", goal=words(goal)) for goal in plan.goals]
    week = followed.week(weeks.last) or plan.weeks or 1
    for item in plan.exercises:
        level = item_level(followed, item, week, weeks.all_sessions)
        exercise = naming.exercises[item.exercise]
        amount = amount_in_words(level.item, exercise, words)
        line = words(titled(naming.exercise(item.exercise), f"{amount}, {days_in_words(item.days, words)}"))
        waits = words("Not raised: {reason}.", reason=words(level.waits)) if level.waits else ""
        lines.append(f"{line}. {waits}".rstrip())
    lines += [
        words(
            "{what} (not watched by the camera)", what=f"{words(one.text)}, {days_in_words(one.days, words)}"
        )
        for one in plan.unwatched
    ]
    return PlanSummary(title, tuple(lines))


def stops_of(weeks: ReportedWeeks, naming: Naming) -> list[str]:
    """Return what was stopped or left early, with the reason if one is known, a line each."""
    return [line for session in weeks.sessions for line in _stop(session, weeks, naming)]


def _stops_in_short(weeks: ReportedWeeks, naming: Naming) -> list[str]:
    """Return `stops_of` without the lines in which many sessions that were only left would bury the others."""
    left = [one for one in weeks.sessions if _only_left(one, weeks)]
    if len(left) <= MOST_LEFT:
        return stops_of(weeks, naming)
    others = replace(weeks, sessions=[one for one in weeks.sessions if one not in left])
    last = short_day(started(left[-1]).date(), naming.words)
    return [
        *stops_of(others, naming),
        naming.words(
            "{count} sessions ended early, for no known reason; the last one on {day}",
            count=len(left),
            day=last,
        ),
    ]


def _only_left(session: Session, weeks: ReportedWeeks) -> bool:
    """Whether a session ended before its end, and nothing says why."""
    begun = session.ended in ENDINGS and not unbegun(session) and not session.going_on
    return begun and not session.pain_stops and _stop_rule(session, weeks) is None


def _stop_rule(session: Session, weeks: ReportedWeeks) -> StopRule | None:
    """Return what the plan says about the pain that was rated, None if it lets the person go on."""
    rules = [rule for one in weeks.plans if one.plan.key == session.name for rule in one.plan.stop]
    return stop_for(rules, session.ratings)


def _stop(session: Session, weeks: ReportedWeeks, naming: Naming) -> Iterator[str]:
    """Yield the line about a session that was stopped or left early."""
    words = naming.words
    why = [hurt_in_words(stop, naming) for stop in session.pain_stops]
    if _stop_rule(session, weeks) is not None:
        said = ", ".join(
            words(RATED[one.kind], value=one.value) for one in session.ratings if one.kind != "effort"
        )
        why.append(words("the plan says to stop ({ratings})", ratings=said))
    if not why and not session.going_on and (told := ending(session, words)):
        done = words(counted("{count} repetition", "{count} repetitions", len(session.repetitions)))
        why.append(
            told if unbegun(session) else words("{ending} after {repetitions}", ending=told, repetitions=done)
        )
    if why:
        day, title = short_day(started(session).date(), words), naming.exercise(session.name)
        yield words(titled(f"{day}, {title}", "; ".join(why)))


AppointmentSchema = Literal["posecoach.appointment/1"]


class WeekFigures(msgspec.Struct, frozen=True):
    """One week; planned, done: repetitions. Ratings and scores are means, null without any."""

    first_day: str
    last_day: str
    sessions: int
    days: int
    planned: int
    done: int
    pain_before: float | None
    pain_after: float | None
    effort: float | None
    score: float | None


class RangeFigures(msgspec.Struct, frozen=True):
    """How far a movement went, week by week (null: not seen). change: beyond the error, null with too few points."""

    exercise: str
    feature: str
    side: str | None
    unit: str
    error: float
    weeks: tuple[float | None, ...]
    change: Tendency | None


class SideFigures(msgspec.Struct, frozen=True):
    """A figure to the left and to the right; alike: within the error, null where none is known."""

    exercise: str
    name: str
    unit: str
    left: float
    right: float
    alike: bool | None


class FaultCount(msgspec.Struct, frozen=True):
    """How often a rule was broken."""

    exercise: str
    rule: str
    count: int


class AppointmentDocument(msgspec.Struct, frozen=True):
    """All figures of a sheet; plan: the key of the one that is followed."""

    schema: AppointmentSchema
    posecoach_version: str
    person: str
    first_day: str
    last_day: str
    plan: str | None
    weeks: tuple[WeekFigures, ...]
    ranges: tuple[RangeFigures, ...]
    sides: tuple[SideFigures, ...]
    faults: tuple[FaultCount, ...]
    stops: tuple[str, ...]


def appointment_json(weeks: ReportedWeeks, naming: Naming) -> str:
    """Return the figures of a sheet as JSON; strict, indented, with a line end."""
    done = [
        naming.exercises[one.exercise] for one in figures(weeks.sessions) if one.exercise in naming.exercises
    ]
    document = AppointmentDocument(
        "posecoach.appointment/1",
        __version__,
        weeks.person,
        weeks.first.isoformat(),
        weeks.last.isoformat(),
        weeks.followed.plan.key if weeks.followed else None,
        tuple(_figures(span) for span in weeks.spans),
        tuple(
            RangeFigures(
                one.exercise,
                one.feature,
                one.side,
                one.unit,
                one.error,
                tuple(None if mean is None else round(mean, 4) for mean in one.means),
                one.tendency,
            )
            for exercise in done
            for one in range_courses(exercise, weeks.spans)
        ),
        tuple(
            SideFigures(one.exercise, one.name, one.unit, round(one.left, 4), round(one.right, 4), one.alike)
            for exercise in done
            for one in side_figures(exercise, weeks.sessions)
        ),
        tuple(FaultCount(*one) for one in commonest_faults(weeks.sessions, 1000)),
        tuple(stops_of(weeks, naming)),
    )
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def weeks_csv(weeks: ReportedWeeks, dialect: CsvDialect = "point") -> str:
    """Return one line per week under a head; empty where there is no value."""
    rows = [[getattr(one, column) for column in WEEK_COLUMNS] for one in map(_figures, weeks.spans)]
    return csv_text([WEEK_COLUMNS, *rows], dialect)


def _figures(span: Period) -> WeekFigures:
    return WeekFigures(
        span.first.isoformat(),
        span.last.isoformat(),
        sum(not unbegun(session) for session in span.sessions),
        span.days,
        span.planned,
        span.done,
        _rounded(span.rated("pain_before")),
        _rounded(span.rated("pain_after")),
        _rounded(span.rated("effort")),
        _rounded(span.score),
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
