"""The shape of a plan file, `posecoach.plan/1`. Every struct is one table of the TOML file; unknown keys are errors."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from posecoach.events import Side
from posecoach.exercises.declaration import ConditionName, Count, PositiveUpToAnHour, Source, UpToAnHour
from posecoach.plans.years import MOST_WEEKS

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Days of the week, in the order of `date.weekday`."""
SIDES: Final = ("left", "right", "both")
STOP_SIGNS: Final = ("pain_before", "pain_after", "pain_rise")

Rating = Annotated[int, Meta(ge=0, le=10)]
ScorePoints = Annotated[float, Meta(ge=0.0, le=100.0)]
DayNames = Annotated[tuple[str, ...], Meta(min_length=1)]
LaterWeek = Annotated[int, Meta(ge=2)]
Weeks = Annotated[int, Meta(ge=1, le=MOST_WEEKS)]


class _PlanTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all tables."""


class Progression(_PlanTable, frozen=True, kw_only=True):
    """What changes from a week on (the first is 1), if the week before went as the conditions say.

    sets, repetitions, hold_s, tempo_s, rest_s: the new values. pain_at_most: every rating of pain in the week before.
    score_at_least: the mean score of the exercise in the week before.
    """

    from_week: LaterWeek
    sets: Count | None = None
    repetitions: Count | None = None
    hold_s: PositiveUpToAnHour | None = None
    tempo_s: PositiveUpToAnHour | None = None
    rest_s: UpToAnHour | None = None
    pain_at_most: Rating | None = None
    score_at_least: ScorePoints | None = None


class Prescription(_PlanTable, frozen=True, kw_only=True):
    """One exercise of a plan.

    repetitions: in a set, for each side where the exercise has sides and `side` is not given; without it the exercise's
    own dosage. hold_s: how long each hold is to last. tempo_s: how long each paced movement is to take. rest_s: the
    least pause after a set; move_s: how long it may last while the person changes posture. days: days of the week;
    empty = every day, which a file says by leaving the key out. times_a_day: how many sessions on such a day. note:
    shown and said before the exercise. cues: by rule, what is said in place of the exercise's own words.
    """

    exercise: str
    sets: Count = 1
    repetitions: Count | None = None
    hold_s: PositiveUpToAnHour | None = None
    side: str | None = None
    tempo_s: PositiveUpToAnHour | None = None
    rest_s: UpToAnHour = 20.0
    move_s: UpToAnHour = 45.0
    days: DayNames = ()
    times_a_day: Count = 1
    note: str = ""
    cues: dict[str, str] = {}
    progression: tuple[Progression, ...] = ()

    @property
    def only_side(self) -> Side | None:
        """The one side that it is for; None = both, or the exercise has none."""
        return "left" if self.side == "left" else "right" if self.side == "right" else None


class Unwatched(_PlanTable, frozen=True, kw_only=True):
    """What belongs to the plan and is not watched: a walk, or an exercise that posecoach does not know yet."""

    text: str
    days: DayNames = ()


class StopRule(_PlanTable, frozen=True, kw_only=True):
    """When the plan is interrupted, and what is said then.

    sign: pain_before = rated before a session; pain_after = after one; pain_rise = how much more after than before.
    above: the sign holds for more than this.
    """

    sign: str
    above: Rating
    say: str


class Plan(_PlanTable, frozen=True, kw_only=True):
    """One plan file.

    person: for whom it is; "" = nobody by name. goals: in the person's own words. notes: shown and said at the start.
    conditions: what the person has that speaks against exercises, by the keys of CONDITIONS; an exercise that is not
    for people with one of them is a mistake in the plan. weeks: how long it goes on; None = until it is ended.
    begins: its first day; None = the day on which it is followed.
    translations: by language, from a text of the file to what it is there.
    """

    schema: Literal["posecoach.plan/1"]
    key: str
    name: str
    summary: str = ""
    person: str = ""
    by: str = ""
    conditions: tuple[ConditionName, ...] = ()
    goals: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    begins: date | None = None
    weeks: Weeks | None = None
    sources: tuple[Source, ...] = ()
    exercises: Annotated[tuple[Prescription, ...], Meta(min_length=1)]
    unwatched: tuple[Unwatched, ...] = ()
    stop: tuple[StopRule, ...] = ()
    translations: dict[str, dict[str, str]] = {}


def plan_texts(plan: Plan) -> tuple[str, ...]:
    """Return everything that a plan says or shows to people, but for names and its sources."""
    texts = [plan.name, plan.summary, *plan.goals, *plan.notes]
    for item in plan.exercises:
        texts += [item.note, *item.cues.values()]
    texts += [one.text for one in plan.unwatched]
    texts += [rule.say for rule in plan.stop]
    return tuple(dict.fromkeys(filter(None, texts)))
