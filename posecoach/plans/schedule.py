"""A plan in the calendar: its weeks, what is due on a day, and how far each progression has come.

How far it has come is never stored: it follows from the plan and from what was done, the same every time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from posecoach.plans.declaration import DAYS, Plan, Prescription, Progression, Unwatched
from posecoach.plans.prescribing import at_level
from posecoach.words.phrase import Phrase, filled

WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class FollowedPlan:
    """A plan that a person follows from a day on, until before another (None: still)."""

    plan: Plan
    begins: date
    ends: date | None = None

    def week(self, day: date) -> int | None:
        """Return the week of the plan that a day is in, from 1; None before and after."""
        number = (day - self.begins).days // 7 + 1
        over = self.plan.weeks is not None and number > self.plan.weeks
        return None if number < 1 or over or (self.ends is not None and day >= self.ends) else number

    def due(self, day: date) -> list[Prescription]:
        """Return what is due on a day, as it stands in the file: without its progression."""
        return [item for item in self.plan.exercises if self.is_due(item, day)]

    def is_due(self, item: Prescription | Unwatched, day: date) -> bool:
        """Whether something is to be done on a day."""
        return self.week(day) is not None and on_day(item.days, day)

    def days(self, first: date, last: date) -> list[date]:
        """Return the days of the plan on which something is due, from the first to the last."""
        span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        return [day for day in span if self.due(day)]

    def first_day(self, week: int) -> date:
        """Return the day on which a week of the plan begins."""
        return self.begins + (week - 1) * WEEK


def on_day(days: Sequence[str], day: date) -> bool:
    """Whether a day is among some days of the week; none given means all."""
    return not days or DAYS[day.weekday()] in days


@dataclass(frozen=True, slots=True)
class WeekOutcome:
    """How a week went. done: whether the exercise was done at all. pain: the highest rating of pain, None without any.

    hurt: whether a session was stopped because it hurt. score: mean of the exercise, None without any.
    """

    done: bool
    pain: int | None = None
    hurt: bool = False
    score: float | None = None


@dataclass(frozen=True, slots=True)
class ItemLevel:
    """A prescription as it stands in a week. steps: how many of its progression were taken.

    waits: why the next one was not, "" if its week has not come or there is none.
    """

    item: Prescription
    steps: int = 0
    waits: Phrase | str = ""


def levels(item: Prescription, weeks: int, outcome: Callable[[int], WeekOutcome]) -> list[ItemLevel]:
    """Return how a prescription stands in each week up to one, from the first; outcome: how a week (from 1) went.

    One step is taken in a week at most, from the week on that it names, when the week before went as it asks. Nothing
    is raised on a guess: what was not rated or not done does not count as good. Nothing is lowered by itself either:
    that is for the person who wrote the plan.
    """
    steps = 0
    found: list[ItemLevel] = []
    for now in range(1, weeks + 1):
        waits: Phrase | str = ""
        if now > 1 and steps < len(item.progression) and now >= item.progression[steps].from_week:
            waits = hindrance(item.progression[steps], outcome(now - 1))
            steps += not waits
        found.append(ItemLevel(at_level(item, steps), steps, waits))
    return found


def level_in(item: Prescription, week: int, outcome: Callable[[int], WeekOutcome]) -> ItemLevel:
    """Return how a prescription stands in a week; see `levels`."""
    return levels(item, week, outcome)[-1]


def hindrance(one: Progression, before: WeekOutcome) -> Phrase | str:
    """Return why a step of a progression is not taken after a week, "" if it is."""
    if not before.done:
        return filled("it was not done in the week before")
    return _too_painful(one, before) or _too_poor(one, before)


def _too_painful(one: Progression, before: WeekOutcome) -> Phrase | str:
    if one.pain_at_most is None:
        return ""
    if before.hurt:
        return filled("a session of the week before was stopped because it hurt")
    if before.pain is None:
        return filled("no pain was rated in the week before")
    if before.pain <= one.pain_at_most:
        return ""
    return filled(
        "pain was rated {pain} in the week before, more than {most}", pain=before.pain, most=one.pain_at_most
    )


def _too_poor(one: Progression, before: WeekOutcome) -> Phrase | str:
    if one.score_at_least is None:
        return ""
    if before.score is None:
        return filled("there was no score in the week before")
    if before.score >= one.score_at_least:
        return ""
    return filled(
        "the mean score of the week before was {score:.0f}, less than {least:.0f}",
        score=before.score,
        least=one.score_at_least,
    )
