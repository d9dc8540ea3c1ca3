"""A plan against what was done: what is due today, what was left out, how weeks went, and when to stop."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

import msgspec

from posecoach.exercises.declaration import Exercise
from posecoach.exercises.routines import PlannedStep
from posecoach.history.records import PlanRow, RatingRow, Session
from posecoach.plans.declaration import Prescription, StopRule, Unwatched
from posecoach.plans.prescribing import repetitions_of, steps_of, total_of
from posecoach.plans.reading import read_plan
from posecoach.plans.schedule import FollowedPlan, ItemLevel, WeekOutcome, level_in, levels
from posecoach.words.phrase import Phrase, counted


@dataclass(frozen=True, slots=True)
class PlannedToday:
    """What a plan asks for today.

    items: that are due, as they stand this week. steps: what is left of today's next session; none = all is done, or
    nothing is due. unwatched: what is to be done besides. missed: days since the last one on which something was done.
    """

    followed: FollowedPlan
    week: int
    items: tuple[ItemLevel, ...]
    steps: tuple[PlannedStep, ...]
    unwatched: tuple[Unwatched, ...]
    missed: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class DoneOfPlanned:
    """One exercise of a plan on one day: repetitions planned and done, both sides and all sessions together."""

    day: date
    exercise: str
    planned: int
    done: int

    @property
    def counted(self) -> int:
        """What was done of what was planned: more than that does not make up for another day."""
        return min(self.done, self.planned)


def plans_followed(kept: Sequence[PlanRow], exercises: Mapping[str, Exercise]) -> list[FollowedPlan]:
    """Return the plans that are or were followed. Raises ExerciseFileError where one names what is not known."""
    return [
        FollowedPlan(read_plan(row.text, "plan", exercises), row.begins, row.ends)
        for row in kept
        if row.ends is None or row.ends > row.begins
    ]


def planned_today(
    plans: Sequence[FollowedPlan],
    sessions: Sequence[Session],
    exercises: Mapping[str, Exercise],
    today: date,
) -> PlannedToday | None:
    """Return what is asked for on a day, None without a plan. sessions: all that were kept."""
    followed = next((one for one in reversed(plans) if one.week(today) is not None), None)
    week = None if followed is None else followed.week(today)
    if followed is None or week is None:
        return None
    items = tuple(item_level(followed, item, week, sessions) for item in followed.due(today))
    done = {key: count for (day, key), count in repetitions_by_day(sessions).items() if day == today}
    steps: list[PlannedStep] = []
    for level in items:
        item, exercise = level.item, exercises[level.item.exercise]
        each = repetitions_of(item, exercise) * item.sets
        times = min(item.times_a_day, done.get(item.exercise, 0) // each)
        if times < item.times_a_day:
            steps += steps_of(item, exercise)
        if times:  # what was done counts for one of several rounds of an exercise alone
            done[item.exercise] -= times * each
    if steps and followed.plan.notes:
        steps[0] = _with_notes(steps[0], followed.plan.notes)
    unwatched = tuple(one for one in followed.plan.unwatched if followed.is_due(one, today))
    return PlannedToday(followed, week, items, tuple(steps), unwatched, _missed(followed, sessions, today))


def _with_notes(step: PlannedStep, notes: Sequence[str]) -> PlannedStep:
    """Return a step before which the notes of the plan are said."""
    exercise = msgspec.structs.replace(step.exercise, cautions=(*step.exercise.cautions, *notes))
    return PlannedStep(exercise, step.repetitions, step.rest_s, step.move_s, step.side)


def _missed(followed: FollowedPlan, sessions: Sequence[Session], today: date) -> tuple[date, ...]:
    """Return the days of the plan before today on which nothing of it was done, since one on which something was."""
    done = repetitions_by_day(sessions)
    missed: list[date] = []
    for day in reversed(followed.days(followed.begins, today - timedelta(days=1))):
        if any((day, item.exercise) in done for item in followed.due(day)):
            break
        missed.append(day)
    return tuple(reversed(missed))


def missed_in_words(missed: Sequence[date]) -> Phrase | None:
    """Return what is said about days that were left out: no blame, and nothing to make up for; None without any."""
    if not missed:
        return None
    return counted(
        "The last day of the plan was left out. Nothing is added up: today is as planned.",
        "The last {count} days of the plan were left out. Nothing is added up: today is as planned.",
        len(missed),
    )


def item_level(
    followed: FollowedPlan, item: Prescription, week: int, sessions: Sequence[Session]
) -> ItemLevel:
    """Return how a prescription stands in a week of its plan."""
    return level_in(item, week, _outcomes(followed, item.exercise, sessions))


def _outcomes(
    followed: FollowedPlan, exercise: str, sessions: Sequence[Session]
) -> Callable[[int], WeekOutcome]:
    """Return what tells how a week of a plan (from 1) went for an exercise; the sessions are gone through once."""
    by_week: defaultdict[int, list[Session]] = defaultdict(list)
    for session in sessions:
        by_week[(date.fromisoformat(session.day) - followed.begins).days // 7 + 1].append(session)
    return lambda week: _outcome(exercise, by_week.get(week, ()))


def _outcome(exercise: str, of_week: Sequence[Session]) -> WeekOutcome:
    made = [one for session in of_week for one in session.repetitions if one.exercise == exercise]
    scores = [one.score for one in made if one.score is not None]
    ratings = [
        one.value
        for session in of_week
        for one in session.ratings
        if one.kind in ("pain_before", "pain_after")
    ]
    return WeekOutcome(
        done=bool(made),
        pain=max(ratings, default=None),
        hurt=any(session.pain_stops for session in of_week),
        score=fmean(scores) if scores else None,
    )


def repetitions_by_day(sessions: Iterable[Session]) -> dict[tuple[date, str], int]:
    """Return the repetitions by day and exercise."""
    done: dict[tuple[date, str], int] = {}
    for session in sessions:
        day = date.fromisoformat(session.day)
        for one in session.repetitions:
            done[day, one.exercise] = done.get((day, one.exercise), 0) + 1
    return done


def done_of_planned(
    plans: Sequence[FollowedPlan],
    sessions: Sequence[Session],
    exercises: Mapping[str, Exercise],
    first: date,
    last: date,
) -> list[DoneOfPlanned]:
    """Return what was planned from a day to another, and what was done of it, day by day."""
    done = repetitions_by_day(sessions)
    found: list[DoneOfPlanned] = []
    for followed in plans:
        days = followed.days(max(first, followed.begins), last)
        if not days:
            continue
        weeks = followed.week(days[-1]) or 1
        totals = [
            (item, _weekly_totals(followed, item, weeks, sessions, exercises[item.exercise]))
            for item in followed.plan.exercises
        ]
        for day in days:
            week = followed.week(day) or 1
            planned: dict[str, int] = {}
            for item, total in totals:
                if followed.is_due(item, day):
                    planned[item.exercise] = planned.get(item.exercise, 0) + total[week - 1]
            found += [
                DoneOfPlanned(day, key, count, done.get((day, key), 0)) for key, count in planned.items()
            ]
    return found


def _weekly_totals(
    followed: FollowedPlan,
    item: Prescription,
    weeks: int,
    sessions: Sequence[Session],
    exercise: Exercise,
) -> list[int]:
    """Return the repetitions that a prescription asks for on a day of each week up to one, both sides together."""
    outcome = _outcomes(followed, item.exercise, sessions)
    return [total_of(level.item, exercise) for level in levels(item, weeks, outcome)]


def stop_for(rules: Iterable[StopRule], ratings: Sequence[RatingRow]) -> StopRule | None:
    """Return the first rule that what was rated in a session meets; None if all may go on."""
    rated = {one.kind: one.value for one in ratings}
    before, after = rated.get("pain_before"), rated.get("pain_after")
    signs = {
        "pain_before": before,
        "pain_after": after,
        "pain_rise": None if before is None or after is None else after - before,
    }
    for rule in rules:
        sign = signs[rule.sign]
        if sign is not None and sign > rule.above:
            return rule
    return None
