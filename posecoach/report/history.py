"""The history as one page with plots: today, every exercise from day to day, and the sessions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from posecoach import __version__
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.routines import Routine
from posecoach.history.following import DoneOfPlanned
from posecoach.history.progress import periods
from posecoach.history.records import Session
from posecoach.history.summary import Figures, by_day, figures, overall, started
from posecoach.plans.declaration import Plan
from posecoach.report.history_words import (
    MONTHS,
    TREND,
    WEEKDAYS,
    broken,
    ending,
    from_to,
    hurt_in_words,
    in_total,
    moment,
    rated_days,
    rated_in_words,
    session_title,
)
from posecoach.report.naming import Naming
from posecoach.report.page import render, told
from posecoach.report.progress import charts_of, exercise_progress, pain_in_words, rows_of
from posecoach.words.catalogue import ENGLISH, Words
from posecoach.words.phrase import N_

SCRIPT_TEXTS: Final = {"score": N_("Score"), "hold": N_("Hold [s]"), "repetitions": N_("Repetitions")}


@dataclass(frozen=True, slots=True)
class SessionPart:
    """One exercise of a session; faults: what was wrong, and how often."""

    title: str
    figures: Figures
    faults: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """What the page says about one session."""

    when: str
    title: str
    hurt: tuple[str, ...]
    rated: str
    ending: str
    whole: Figures
    faults: tuple[tuple[str, int], ...]
    parts: tuple[SessionPart, ...]


@dataclass(frozen=True, slots=True)
class DayCount:
    """An exercise today; per_day: the most for a day, None if its file is not known."""

    title: str
    count: int
    per_day: int | None


@dataclass(frozen=True, slots=True)
class Course:
    """An exercise from day to day, in words."""

    title: str
    scores: str
    holds: str
    whole: Figures
    faults: tuple[tuple[str, int], ...]


def history_page(
    sessions: Sequence[Session],
    today: Mapping[str, int],
    now: datetime,
    exercises: Mapping[str, Exercise],
    words: Words = ENGLISH,
    routines: Mapping[str, Routine | Plan] | None = None,
    planned: Sequence[DoneOfPlanned] = (),
) -> str:
    """Return the page as HTML. today: repetitions by exercise on the day of `now`. planned: by a plan, day by day."""
    naming = Naming(words, exercises, routines or {})
    spans = periods(sessions, planned, "week", now.date()) if sessions else []
    days = by_day(sessions)
    rated = _rated(sessions, words)
    together = {one.exercise: one for one in figures(sessions)}
    return render(
        "history.html",
        words,
        script="history.js",
        plot=bool(days or rated["lines"]),
        data={
            "courses": [_plotted(courses, exercises.get(key), words) for key, courses in days.items()],
            "rated": rated,
            "texts": told(SCRIPT_TEXTS, words),
            "locale": {
                "shortDays": [words(WEEKDAYS[day - 1]) for day in range(7)],
                "shortMonths": [words(month) for month in MONTHS],
            },
        },
        total=in_total(sessions, words),
        weeks=rows_of(spans, "week", now.date(), words),
        months=rows_of(periods(sessions, planned, "month", now.date()), "month", now.date(), words),
        week_charts=charts_of(spans, words, ratings=False),
        pain=pain_in_words(spans, words),
        progress=[exercise_progress(exercises[key], spans, naming) for key in days if key in exercises],
        rows=[_row(session, now.date(), naming) for session in reversed(sessions)],
        rated=bool(rated["lines"]),
        courses=[_course(naming, courses, together[key]) for key, courses in days.items()],
        limits=[_limit(key, count, naming) for key, count in today.items()],
        made=moment(now, now.date(), words),
        version=__version__,
    )


def _row(session: Session, today: date, naming: Naming) -> SessionSummary:
    done = figures([session])
    parts = tuple(SessionPart(naming.exercise(one.exercise), one, broken([one], naming)) for one in done)
    return SessionSummary(
        when=moment(started(session), today, naming.words),
        title=session_title(session, naming),
        hurt=tuple(hurt_in_words(stop, naming) for stop in session.pain_stops),
        rated=rated_in_words(session, naming.words),
        ending=ending(session, naming.words),
        whole=overall(session),
        faults=broken(done, naming),
        parts=parts if len(parts) > 1 else (),
    )


def _rated(sessions: Sequence[Session], words: Words) -> dict[str, Any]:
    """Return what the person said from day to day, 0 to 10: a line for each rating of which there is one."""
    courses = {kind: rated_days(sessions, kind) for kind in TREND}
    days = sorted({day for course in courses.values() for day in course})
    lines = [
        {"title": words(text), "values": [_rounded(courses[kind].get(day)) for day in days]}
        for kind, text in TREND.items()
        if courses[kind]
    ]
    return {"days": days, "lines": lines}


def _limit(key: str, count: int, naming: Naming) -> DayCount:
    exercise = naming.exercises.get(key)
    return DayCount(naming.exercise(key), count, exercise.dosage.per_day if exercise else None)


def _course(naming: Naming, days: Sequence[tuple[date, Figures]], whole: Figures) -> Course:
    scores = [one.score for _, one in days if one.score is not None]
    holds_s = [one.hold_s for _, one in days if one.hold_s is not None]
    return Course(
        naming.exercise(whole.exercise),
        from_to(scores, ".0f", naming.words),
        from_to(holds_s, ".1f", naming.words, " s") if holds_s else "",
        whole,
        broken([whole], naming),
    )


def _plotted(days: Sequence[tuple[date, Figures]], exercise: Exercise | None, words: Words) -> dict[str, Any]:
    per_day = exercise.dosage.per_day if exercise else None
    return {
        "days": [day.isoformat() for day, _ in days],
        "score": [_rounded(one.score) for _, one in days],
        "hold_s": [_rounded(one.hold_s) for _, one in days],
        "repetitions": [one.repetitions for _, one in days],
        "per_day": per_day,
        "most": words("at most {count} a day", count=per_day) if per_day else "",
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
