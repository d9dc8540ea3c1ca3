"""Kept sessions in figures: what was done of each exercise in a session, on a day, and today against the limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

import msgspec

from posecoach.history.records import FaultRow, RepetitionRow, Session
from posecoach.history.rows import R


@dataclass(frozen=True, slots=True)
class Figures:
    """One exercise in some sessions: scores 0..100 and seconds held are means, None without any.

    faults: (rule, how many times it was broken), the most frequent first.
    """

    exercise: str
    repetitions: int
    score: float | None
    hold_s: float | None
    faults: tuple[tuple[str, int], ...]


def only(sessions: Iterable[Session], exercise: str) -> list[Session]:
    """Return the sessions that have to do with an exercise, with what has to do with it."""
    chosen: list[Session] = []
    for session in sessions:
        part = msgspec.structs.replace(
            session,
            steps=_of(session.steps, exercise),
            repetitions=_of(session.repetitions, exercise),
            faults=_of(session.faults, exercise),
            pain_stops=_of(session.pain_stops, exercise),
        )
        if part.steps or part.repetitions or part.faults or part.pain_stops:
            chosen.append(part)
    return chosen


def figures(sessions: Sequence[Session]) -> list[Figures]:
    """Return what was done of each exercise in all of the sessions together, in the order in which they came first."""
    repetitions = [one for session in sessions for one in session.repetitions]
    faults = [one for session in sessions for one in session.faults]
    exercises = dict.fromkeys([one.exercise for one in repetitions] + [one.exercise for one in faults])
    return [_figures(exercise, _of(repetitions, exercise), _of(faults, exercise)) for exercise in exercises]


def by_day(sessions: Sequence[Session]) -> dict[str, list[tuple[date, Figures]]]:
    """Return the figures of every exercise day by day, of days on which it was done; the sessions are in order."""
    days: dict[str, list[tuple[date, Figures]]] = {}
    for day, same in groupby(sorted(sessions, key=lambda one: one.day), key=lambda one: one.day):
        for one in figures(list(same)):
            if one.repetitions:
                days.setdefault(one.exercise, []).append((date.fromisoformat(day), one))
    return days


def overall(session: Session) -> Figures:
    """Return the figures of a whole session, whatever its exercises."""
    return _figures(session.name, session.repetitions, session.faults)


def unbegun(session: Session) -> bool:
    """Whether the person only said how it was, and left before it began."""
    return session.ended == "left" and session.duration_s == 0.0


def started(session: Session) -> datetime:
    """Return when a session began, on the clock of the person."""
    return datetime.fromisoformat(session.started)


def _figures(exercise: str, repetitions: Sequence[RepetitionRow], faults: Sequence[FaultRow]) -> Figures:
    holds_s = [one.hold_s for one in repetitions if one.hold_s is not None]
    return Figures(
        exercise=exercise,
        repetitions=len(repetitions),
        score=_mean([one.score for one in repetitions if one.score is not None]),
        hold_s=_mean(holds_s),
        faults=tuple(Counter(one.rule for one in faults).most_common()),
    )


def _of(records: Sequence[R], exercise: str) -> tuple[R, ...]:
    return tuple(record for record in records if record.exercise == exercise)


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
