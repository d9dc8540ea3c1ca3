"""How it goes over weeks: done of planned, pain and effort, scores, faults, and how far each movement went.

A figure changes only when it changes by more than it can be told: a range of movement by more than the error of its
feature, a rating of pain by 2 of 10 (Childs, Piva and Fritz 2005, Spine 30(11), 1331-1334: the least change that people
with low back pain notice). Of fewer than three points there is no trend.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, islice
from statistics import fmean
from typing import Final, Literal

from posecoach.exercises.declaration import Exercise
from posecoach.features.extract import get_feature
from posecoach.features.registry import Unit
from posecoach.history.following import DoneOfPlanned
from posecoach.history.records import RatingKind, RepetitionRow, Session

By = Literal["session", "week", "month"]
Tendency = Literal["more", "less", "none"]
"""What became of a figure; none: it changed by no more than it can be told."""

LEAST_POINTS: Final = 3
"""With fewer there is no trend: two points always make a line."""
LONGEST_GAP: Final = 52
"""Empty weeks or months that are shown in a row, a year of weeks; a clock that was wrong once leaves thousands."""
PAIN_ERROR: Final = 1.0
"""Ratings of pain differ by more than this, thus by 2, before it counts as a change."""


@dataclass(frozen=True, slots=True)
class Period:
    """A session, a week or a month, with what was kept in it. done, planned: repetitions of a plan (0, 0 without)."""

    first: date
    last: date
    sessions: tuple[Session, ...]
    planned: int
    done: int

    @property
    def share(self) -> float | None:
        """How much of what was planned was done, 0..1; None where nothing was."""
        return self.done / self.planned if self.planned else None

    @property
    def days(self) -> int:
        """On how many days something was done."""
        return len({session.day for session in self.sessions if session.repetitions})

    @property
    def score(self) -> float | None:
        """The mean score of all repetitions."""
        return _mean(
            [
                score
                for session in self.sessions
                for one in session.repetitions
                if (score := one.score) is not None
            ]
        )

    def score_of(self, exercise: str) -> float | None:
        """Return the mean score of an exercise."""
        return _mean([score for one in _of(self, exercise, None) if (score := one.score) is not None])

    def rated(self, kind: RatingKind) -> float | None:
        """Return the mean of a rating, None if nothing was rated."""
        values = [session.rated(kind) for session in self.sessions]
        return _mean([value for value in values if value is not None])


@dataclass(frozen=True, slots=True)
class RangeCourse:
    """How far a movement went, period by period. error: of its feature, in its unit. side: None = either or none.

    means: None where it was not seen or not done.
    """

    exercise: str
    feature: str
    unit: Unit
    error: float
    side: str | None
    means: tuple[float | None, ...]

    @property
    def seen(self) -> list[float]:
        """The means that there are, in order."""
        return [value for value in self.means if value is not None]

    @property
    def tendency(self) -> Tendency | None:
        """What became of it between the first and the last period; None with too few points."""
        return tendency(self.seen, self.error)


def periods(
    sessions: Sequence[Session], planned: Sequence[DoneOfPlanned], by: By, last: date
) -> list[Period]:
    """Return the sessions by session, week (from Monday) or month, the oldest first.

    Weeks and months without any are there as well, up to the one with `last` in it, unless more than LONGEST_GAP of
    them follow each other.
    """
    if by == "session":
        return [
            Period(day, day, (session,), 0, 0)
            for session in sessions
            for day in [date.fromisoformat(session.day)]
        ]
    start = _monday if by == "week" else _first_of_month
    inside: defaultdict[date, list[Session]] = defaultdict(list)
    for session in sessions:
        inside[start(date.fromisoformat(session.day))].append(session)
    rows: defaultdict[date, list[DoneOfPlanned]] = defaultdict(list)
    for row in planned:
        rows[start(row.day)].append(row)
    return [
        _period(first, start, inside.get(first, ()), rows.get(first, ()))
        for first in _with_gaps(sorted({start(last), *inside, *rows}), start)
    ]


def _with_gaps(firsts: Sequence[date], start: Callable[[date], date]) -> list[date]:
    """Return the first days of weeks or months, with those of empty ones between them where they are not too many."""
    found = [firsts[0]]
    for following in firsts[1:]:
        gap = list(islice(_between(found[-1], following, start), LONGEST_GAP + 1))
        found += [*(gap if len(gap) <= LONGEST_GAP else ()), following]
    return found


def _between(first: date, last: date, start: Callable[[date], date]) -> Iterator[date]:
    """Yield the first days of the weeks or months after one and before another."""
    while (first := _after(first, start)) < last:
        yield first


def _after(day: date, start: Callable[[date], date]) -> date:
    """Return the first day of the next week or month."""
    following = day + timedelta(days=7)
    while start(following) == start(day):
        following += timedelta(days=7)
    return start(following)


def _period(
    first: date,
    start: Callable[[date], date],
    sessions: Sequence[Session],
    planned: Sequence[DoneOfPlanned],
) -> Period:
    return Period(
        first,
        _after(first, start) - timedelta(days=1),
        tuple(sessions),
        sum(row.planned for row in planned),
        sum(row.counted for row in planned),
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _first_of_month(day: date) -> date:
    return day.replace(day=1)


def tendency(values: Sequence[float], error: float) -> Tendency | None:
    """Return what became of a figure from the first to the last of its values; None with too few of them."""
    if len(values) < LEAST_POINTS:
        return None
    change = values[-1] - values[0]
    return "none" if abs(change) <= error else "more" if change > 0 else "less"


def range_courses(exercise: Exercise, spans: Sequence[Period]) -> list[RangeCourse]:
    """Return how far each reported movement of an exercise went, for each side where it has sides."""
    return [
        course
        for name in exercise.repetition.report
        for side in (("left", "right") if exercise.dosage.per_side else (None,))
        if (course := _course(exercise, name, side, spans)).seen
    ]


def _course(exercise: Exercise, name: str, side: str | None, spans: Sequence[Period]) -> RangeCourse:
    feature = get_feature(name)
    means = tuple(
        _mean([value for one in _of(span, exercise.key, side) if (value := one.range.get(name)) is not None])
        for span in spans
    )
    return RangeCourse(exercise.key, name, feature.unit, feature.error, side, means)


def _of(span: Period, exercise: str, side: str | None) -> Iterator[RepetitionRow]:
    for session in span.sessions:
        for one in session.repetitions:
            if one.exercise == exercise and side in (None, one.side):
                yield one


@dataclass(frozen=True, slots=True)
class SideFigure:
    """A figure of both sides. name: of a feature, or "score". error: what it must differ by; None: it is only shown."""

    exercise: str
    name: str
    unit: Unit
    left: float
    right: float
    error: float | None

    @property
    def alike(self) -> bool | None:
        """Whether the sides differ by no more than can be told; None where that is not known."""
        return None if self.error is None else abs(self.left - self.right) <= self.error


def side_figures(exercise: Exercise, sessions: Sequence[Session]) -> list[SideFigure]:
    """Return the figures of an exercise to the left and to the right; none of one that has no sides."""
    if not exercise.dosage.per_side:
        return []
    done = [one for session in sessions for one in session.repetitions if one.exercise == exercise.key]
    left, right = ([one for one in done if one.side == side] for side in ("left", "right"))
    found: list[SideFigure] = []
    scores = [[score for one in side if (score := one.score) is not None] for side in (left, right)]
    if all(scores):
        found.append(SideFigure(exercise.key, "score", "", fmean(scores[0]), fmean(scores[1]), None))
    for name in exercise.repetition.report:
        feature = get_feature(name)
        both = [
            _mean([v for one in side if (v := one.range.get(name)) is not None]) for side in (left, right)
        ]
        if both[0] is not None and both[1] is not None:
            found.append(SideFigure(exercise.key, name, feature.unit, both[0], both[1], feature.error))
    return found


def commonest_faults(sessions: Sequence[Session], most: int) -> list[tuple[str, str, int]]:
    """Return (exercise, rule, how often) of what was broken most often."""
    counts = Counter((one.exercise, one.rule) for session in sessions for one in session.faults)
    return [(exercise, rule, count) for (exercise, rule), count in counts.most_common(most)]


def days_of_plan(planned: Sequence[DoneOfPlanned]) -> tuple[int, int, int]:
    """Return on how many days of a plan something was planned, all of it was done, and some of it was."""
    whole = part = days = 0
    for _, rows in groupby(sorted(planned, key=lambda row: row.day), key=lambda row: row.day):
        same = list(rows)
        days += 1
        if all(row.counted == row.planned for row in same):
            whole += 1
        elif any(row.counted for row in same):
            part += 1
    return days, whole, part


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None
