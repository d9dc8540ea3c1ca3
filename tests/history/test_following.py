"""A plan against what was done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from posecoach.errors import ExerciseFileError, UsageError
from posecoach.exercises.loader import builtin_exercises
from posecoach.history.database import MIGRATIONS
from posecoach.history.following import (
    DoneOfPlanned,
    done_of_planned,
    missed_in_words,
    planned_today,
    plans_followed,
    stop_for,
)
from posecoach.history.place import DATABASE, person_folder
from posecoach.history.records import PainStopRow, PlanRow, RatingRow, RepetitionRow, Session
from posecoach.history.store import open_history
from posecoach.plans.declaration import Progression
from posecoach.plans.schedule import FollowedPlan, WeekOutcome
from tests.history.version_2 import make_version_2
from tests.plans.weeks import MONDAY, PLAN, my_plan

EXERCISES = builtin_exercises()
FOLLOWED = FollowedPlan(my_plan(), MONDAY)
CAT, TURN = "cat_cow", "thoracic_rotation"


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def session(
    number: int, *, score: float | None = 90.0, pain: int = 1, hurt: bool = False, **done: int
) -> Session:
    """Return what was done on a day of the plan, from 0."""
    rows = [
        RepetitionRow(key, index, None, 0.0, 1.0, None, score, {}, ())
        for key, count in done.items()
        for index in range(1, count + 1)
    ]
    return Session(
        "mine",
        f"{day(number)}T08:00:00+01:00",
        "done",
        60.0,
        "1",
        repetitions=tuple(rows),
        pain_stops=(PainStopRow(CAT, "cat", None, 1.0),) if hurt else (),
        ratings=(RatingRow("pain_after", pain),),
    )


def steps(today: int, *sessions: Session) -> list[tuple[str, int]]:
    found = planned_today([FOLLOWED], sessions, EXERCISES, day(today))
    assert found is not None
    return [(step.exercise.key, step.repetitions) for step in found.steps]


def test_today_is_what_is_due_on_this_day_of_the_week() -> None:
    assert steps(0) == [(CAT, 5), (CAT, 5), (TURN, 4)]
    assert steps(1) == [(TURN, 4)]


def test_what_was_done_today_is_not_offered_again() -> None:
    assert steps(0, session(0, cat_cow=10)) == [(TURN, 4)]
    assert steps(0, session(0, cat_cow=10, thoracic_rotation=4)) == []


def test_a_second_session_of_a_day_is_offered_until_it_is_done() -> None:
    twice = FollowedPlan(my_plan("sets = 2", "sets = 1\ntimes_a_day = 2"), MONDAY)

    def left(count: int) -> list[str]:
        today = planned_today([twice], [session(0, cat_cow=count)], EXERCISES, MONDAY)
        return [] if today is None else [step.exercise.key for step in today.steps]

    assert [left(count) for count in (5, 9, 10)] == [[CAT, TURN], [CAT, TURN], [TURN]]


def test_rounds_of_one_exercise_are_done_one_after_the_other() -> None:
    rounds = PLAN + '\n[[exercises]]\nexercise = "cat_cow"\nrepetitions = 3\ndays = ["mon"]\n'
    plans = plans_followed([PlanRow(MONDAY, None, rounds)], EXERCISES)

    def left(count: int) -> list[tuple[str, int]]:
        today = planned_today(plans, [session(0, cat_cow=count)], EXERCISES, MONDAY)
        return [] if today is None else [(step.exercise.key, step.repetitions) for step in today.steps]

    assert left(10) == [(TURN, 4), (CAT, 3)]
    assert left(13) == [(TURN, 4)]


def test_before_and_after_its_weeks_there_is_no_plan() -> None:
    assert planned_today([FOLLOWED], [], EXERCISES, day(-1)) is None
    assert planned_today([FOLLOWED], [], EXERCISES, day(42)) is None


def test_notes_of_the_plan_are_said_before_its_first_exercise() -> None:
    found = planned_today([FOLLOWED], [], EXERCISES, day(1))

    assert found is not None
    assert found.steps[0].exercise.cautions[-1] == "Breathe."


def test_a_good_week_raises_what_is_asked_for() -> None:
    assert steps(7, session(0, cat_cow=10)) == [(CAT, 10), (CAT, 10), (TURN, 4)]


@pytest.mark.parametrize("poor", [{"pain": 4}, {"score": 79.0}, {"hurt": True}])
def test_a_week_that_went_otherwise_does_not(poor: dict[str, int]) -> None:
    assert steps(7, session(0, cat_cow=10, **poor)) == [(CAT, 5), (CAT, 5), (TURN, 4)]


def test_a_week_in_which_it_hurt_once_raises_nothing() -> None:
    hurt, not_hurt = session(0, cat_cow=10, hurt=True), session(1, cat_cow=10)

    assert steps(7, hurt, not_hurt) == steps(7, not_hurt, hurt) == [(CAT, 5), (CAT, 5), (TURN, 4)]


def test_missed_days_are_those_since_something_was_done_and_nothing_is_added_up() -> None:
    found = planned_today([FOLLOWED], [session(0, cat_cow=3)], EXERCISES, day(3))

    assert found is not None
    assert found.missed == (day(1), day(2))
    assert missed_in_words(found.missed) == (
        "The last 2 days of the plan were left out. Nothing is added up: today is as planned."
    )
    assert [step.repetitions for step in found.steps] == [4]


def test_nothing_is_said_where_nothing_was_left_out() -> None:
    assert missed_in_words(()) is None
    found = planned_today([FOLLOWED], [], EXERCISES, day(0))
    assert found is not None
    assert found.missed == ()


def test_a_plan_of_years_that_waits_looks_at_each_of_its_weeks_once(monkeypatch: pytest.MonkeyPatch) -> None:
    weeks: list[WeekOutcome] = []

    def hindrance(_: Progression, before: WeekOutcome) -> str:
        weeks.append(before)
        return "it waits"

    monkeypatch.setattr("posecoach.plans.schedule.hindrance", hindrance)
    endless = FollowedPlan(my_plan("weeks = 6\n"), MONDAY)
    rows = done_of_planned([endless], [session(8, cat_cow=1)], EXERCISES, day(0), day(7 * 300))

    assert len(weeks) == 300
    assert [number for number, week in enumerate(weeks, 1) if week.done] == [2]
    assert {row.planned for row in rows if row.exercise == CAT} == {10}


def test_what_was_planned_rises_in_the_week_in_which_the_plan_rises() -> None:
    rows = done_of_planned([FOLLOWED], [session(0, cat_cow=10)], EXERCISES, day(0), day(13))

    assert [row.planned for row in rows if row.exercise == CAT] == [10, 10, 10, 20, 20, 20]


def test_done_of_planned_counts_no_more_than_was_planned() -> None:
    rows = done_of_planned([FOLLOWED], [session(0, cat_cow=12)], EXERCISES, day(0), day(1))

    assert rows == [
        DoneOfPlanned(day(0), CAT, 10, 12),
        DoneOfPlanned(day(0), TURN, 4, 0),
        DoneOfPlanned(day(1), TURN, 4, 0),
    ]
    assert [row.counted for row in rows] == [10, 0, 0]


def test_a_plan_that_has_not_begun_hides_no_other() -> None:
    later = replace(FOLLOWED, begins=day(30))

    both = done_of_planned([later, FOLLOWED], [], EXERCISES, day(0), day(13))
    assert both == done_of_planned([FOLLOWED], [], EXERCISES, day(0), day(13)) != []


@pytest.mark.parametrize(
    ("sign", "before", "after", "stops"),
    [
        ("pain_before", 4, None, True),
        ("pain_before", 3, None, False),
        ("pain_after", 0, 4, True),
        ("pain_rise", 2, 6, True),
        ("pain_rise", 3, 6, False),
        ("pain_rise", None, 6, False),
    ],
)
def test_a_plan_says_when_to_stop(sign: str, before: int | None, after: int | None, stops: bool) -> None:
    rules = my_plan("pain_before", sign).stop
    ratings = [RatingRow("pain_before", before)] if before is not None else []
    ratings += [RatingRow("pain_after", after)] if after is not None else []

    assert (stop_for(rules, ratings) is not None) == stops


def test_a_plan_is_kept_until_another_is_followed(tmp_path: Path) -> None:
    with open_history(tmp_path) as history:
        history.follow("one", day(0))
        history.follow("two", day(3))
        history.follow("three", day(3))
        assert history.plans() == [PlanRow(day(0), day(3), "one"), PlanRow(day(3), None, "three")]
        assert history.end_plan(day(5))
        assert not history.end_plan(day(5))
        assert [row.ends for row in history.plans()] == [day(3), day(5)]


def test_a_plan_whose_exercise_is_not_here_gets_one_line() -> None:
    with pytest.raises(ExerciseFileError, match=r"^plan:10: exercises\[0\].exercise: there is no exercise"):
        plans_followed([PlanRow(day(0), None, PLAN.replace("cat_cow", "swim", 1))], EXERCISES)


def test_a_history_with_ratings_comes_with_all_that_is_in_it(tmp_path: Path) -> None:
    make_version_2(tmp_path / DATABASE)
    with open_history(tmp_path) as history:
        (kept,) = history.sessions()
        assert [one.value for one in kept.ratings] == [2, 5, 4]
        assert (len(kept.steps), len(kept.repetitions), len(kept.faults), len(kept.pain_stops)) == (
            1,
            1,
            1,
            1,
        )
        assert history.plans() == []
        assert history._connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)


def test_everybody_has_a_history_of_their_own(data_folder: Path) -> None:
    with open_history(person_folder("Ana López")) as history:
        history.follow("hers", day(0))
        assert history.path == data_folder / "people" / "ana_lópez" / DATABASE
        assert history.path.parent.parent.stat().st_mode & 0o777 == 0o700
    with open_history(person_folder(None)) as history:
        assert history.plans() == []
    with open_history(person_folder("  ana  LÓPEZ ")) as history:
        assert [row.text for row in history.plans()] == ["hers"]


def test_a_name_may_have_sixty_letters(data_folder: Path) -> None:
    assert person_folder("x" * 60) == data_folder / "people" / ("x" * 60)


@pytest.mark.parametrize("name", ["", "..", "a/b", "a\\b", "x" * 61, "a\0", "\u0390" * 60])
def test_a_name_that_could_lead_elsewhere_is_refused(name: str, data_folder: Path) -> None:
    with pytest.raises(UsageError, match="the name of a person"):
        person_folder(name)


def test_a_week_of_which_no_score_could_be_told_was_done_but_raises_nothing() -> None:
    done = session(0, cat_cow=10, score=None)
    assert steps(7, done) == [(CAT, 5), (CAT, 5), (TURN, 4)]
