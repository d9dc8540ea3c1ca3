"""The history as one page with plots: today, every exercise from day to day, and the sessions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from posecoach import __version__
from posecoach.exercises.declaration import Exercise
from posecoach.history.records import Session
from posecoach.history.summary import Figures, by_day, figures, overall, started
from posecoach.report.history_words import (
    ENDINGS,
    from_to,
    hurt_in_words,
    in_total,
    moment,
    session_title,
    title,
)
from posecoach.report.page import render


@dataclass(frozen=True, slots=True)
class Row:
    """What the page says about one session."""

    when: str
    title: str
    hurt: tuple[str, ...]
    ending: str
    whole: Figures
    parts: tuple[tuple[str, Figures], ...]


@dataclass(frozen=True, slots=True)
class Limit:
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


def history_page(
    sessions: Sequence[Session],
    today: Mapping[str, int],
    now: datetime,
    exercises: Mapping[str, Exercise],
) -> str:
    """Return the page as HTML. today: repetitions by exercise on the day of `now`."""
    days = by_day(sessions)
    together = {one.exercise: one for one in figures(sessions)}
    return render(
        "history.html",
        script="history.js",
        plot=bool(days),
        data={"courses": [_plotted(courses, exercises.get(key)) for key, courses in days.items()]},
        total=in_total(sessions),
        rows=[_row(session, now.date(), exercises) for session in reversed(sessions)],
        courses=[_course(title(key, exercises), courses, together[key]) for key, courses in days.items()],
        limits=[_limit(key, count, exercises) for key, count in today.items()],
        made=moment(now, now.date()),
        version=__version__,
    )


def _row(session: Session, today: date, exercises: Mapping[str, Exercise]) -> Row:
    parts = tuple((title(part.exercise, exercises), part) for part in figures([session]))
    return Row(
        when=moment(started(session), today),
        title=session_title(session, exercises),
        hurt=tuple(hurt_in_words(stop, exercises) for stop in session.pain_stops),
        ending=ENDINGS.get(session.ended, ""),
        whole=overall(session),
        parts=parts if len(parts) > 1 else (),
    )


def _limit(key: str, count: int, exercises: Mapping[str, Exercise]) -> Limit:
    per_day = exercises[key].dosage.per_day if key in exercises else None
    return Limit(title(key, exercises), count, per_day)


def _course(name: str, days: Sequence[tuple[date, Figures]], whole: Figures) -> Course:
    scores = [one.score for _, one in days if one.score is not None]
    holds_s = [one.hold_s for _, one in days if one.hold_s is not None]
    return Course(name, from_to(scores, "{:.0f}"), from_to(holds_s, "{:.1f}", " s") if holds_s else "", whole)


def _plotted(days: Sequence[tuple[date, Figures]], exercise: Exercise | None) -> dict[str, Any]:
    return {
        "days": [day.isoformat() for day, _ in days],
        "score": [_rounded(one.score) for _, one in days],
        "hold_s": [_rounded(one.hold_s) for _, one in days],
        "repetitions": [one.repetitions for _, one in days],
        "per_day": exercise.dosage.per_day if exercise else None,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
