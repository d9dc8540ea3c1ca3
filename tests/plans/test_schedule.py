"""A plan in the calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from posecoach.plans.schedule import FollowedPlan, WeekOutcome, level_in
from tests.plans.weeks import MONDAY, my_plan

FOLLOWED = FollowedPlan(my_plan(), MONDAY)
CAT = my_plan().exercises[0]
GOOD = WeekOutcome(done=True, pain=3, score=80.0)


def keys(day: date) -> list[str]:
    return [item.exercise for item in FOLLOWED.due(day)]


@pytest.mark.parametrize(("days", "week"), [(-1, None), (0, 1), (6, 1), (7, 2), (41, 6), (42, None)])
def test_the_weeks_of_a_plan_begin_with_its_first_day(days: int, week: int | None) -> None:
    assert FOLLOWED.week(MONDAY + timedelta(days=days)) == week


def test_a_plan_that_was_ended_is_over_on_that_day() -> None:
    ended = FollowedPlan(my_plan(), MONDAY, MONDAY + timedelta(days=3))

    assert ended.week(MONDAY + timedelta(days=2)) == 1
    assert ended.week(MONDAY + timedelta(days=3)) is None


def test_what_is_due_depends_on_the_day_of_the_week() -> None:
    assert keys(MONDAY) == ["cat_cow", "thoracic_rotation"]
    assert keys(MONDAY + timedelta(days=1)) == ["thoracic_rotation"]
    assert keys(MONDAY - timedelta(days=7)) == []


def test_a_progression_is_taken_once_the_week_before_went_as_it_asks() -> None:
    level = level_in(CAT, 2, {1: GOOD}.__getitem__)

    assert (level.item.repetitions, level.waits) == (10, "")


def test_before_its_week_nothing_is_raised() -> None:
    level = level_in(CAT, 1, lambda _: GOOD)

    assert (level.item.repetitions, level.waits) == (5, "")


@pytest.mark.parametrize(
    ("before", "reason"),
    [
        (WeekOutcome(done=False), "it was not done in the week before"),
        (WeekOutcome(done=True, pain=4, score=90.0), "pain was rated 4 in the week before, more than 3"),
        (WeekOutcome(done=True, score=90.0), "no pain was rated in the week before"),
        (
            WeekOutcome(done=True, pain=0, hurt=True, score=90.0),
            "a session of the week before was stopped because it hurt",
        ),
        (WeekOutcome(done=True, pain=0), "there was no score in the week before"),
        (
            WeekOutcome(done=True, pain=0, score=79.0),
            "the mean score of the week before was 79, less than 80",
        ),
    ],
)
def test_nothing_is_raised_on_a_guess(before: WeekOutcome, reason: str) -> None:
    level = level_in(CAT, 2, lambda _: before)

    assert (level.item.repetitions, level.waits) == (5, reason)


def test_what_waited_is_raised_when_a_later_week_went_well() -> None:
    poor = WeekOutcome(done=True, pain=5, score=90.0)

    assert level_in(CAT, 4, {1: poor, 2: poor, 3: GOOD}.__getitem__).item.repetitions == 10


def test_what_was_raised_is_not_lowered_by_itself() -> None:
    assert (
        level_in(CAT, 4, {1: GOOD, 2: WeekOutcome(done=False), 3: WeekOutcome(done=False)}.__getitem__).steps
        == 1
    )
