"""Progress over weeks: what changed by more than it can be told, and what did not."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest

from posecoach.exercises.loader import builtin_exercises
from posecoach.features.extract import get_feature
from posecoach.history.following import DoneOfPlanned
from posecoach.history.progress import (
    LONGEST_GAP,
    commonest_faults,
    days_of_plan,
    periods,
    range_courses,
    side_figures,
    tendency,
)
from posecoach.history.records import FaultRow, RatingRow, RepetitionRow, Session
from tests.plans.weeks import MONDAY

TURN = builtin_exercises()["thoracic_rotation"]
FEATURE = TURN.repetition.report[0]
ERROR = get_feature(FEATURE).error


def session(number: int, *, left: float = 40.0, right: float = 40.0, pain: int | None = None) -> Session:
    """Return a turn to each side on a day, from 0."""
    rows = tuple(
        RepetitionRow(TURN.key, index, side, 0.0, 1.0, 3.0, 90.0, {FEATURE: value}, ())
        for index, (side, value) in enumerate((("left", left), ("right", right)), 1)
    )
    faults = (FaultRow(TURN.key, "slow", None, None, 0.0, 1.0, "correct", 1.0, 2.0, "s"),)
    ratings = () if pain is None else (RatingRow("pain_before", pain),)
    started = f"{MONDAY + timedelta(days=number)}T08:00:00+01:00"
    return Session("mine", started, "done", 60.0, "1", (), rows, faults, (), ratings)


def planned(number: int, done: int, exercise: str = TURN.key) -> DoneOfPlanned:
    return DoneOfPlanned(MONDAY + timedelta(days=number), exercise, 4, done)


def test_weeks_begin_on_monday_and_empty_ones_are_there() -> None:
    spans = periods([session(2), session(16)], [], "week", MONDAY + timedelta(days=20))

    assert [span.first for span in spans] == [MONDAY + timedelta(days=7 * n) for n in range(3)]
    assert [len(span.sessions) for span in spans] == [1, 0, 1]
    assert spans[0].last == MONDAY + timedelta(days=6)


def test_each_session_is_a_period_of_its_own_of_which_nothing_was_planned() -> None:
    two = [session(2), session(2)]
    spans = periods(two, [planned(2, 4)], "session", MONDAY)

    assert [span.sessions for span in spans] == [(two[0],), (two[1],)]
    assert [(span.first, span.last, span.share) for span in spans] == [
        (MONDAY + timedelta(days=2), MONDAY + timedelta(days=2), None)
    ] * 2


@pytest.mark.parametrize(
    ("empty", "shown"), [(1, 1), (LONGEST_GAP, LONGEST_GAP), (LONGEST_GAP + 1, 0), (2917, 0)]
)
def test_a_clock_that_was_wrong_once_leaves_no_thousand_empty_weeks(empty: int, shown: int) -> None:
    today = MONDAY + timedelta(days=7 * (empty + 1))
    spans = periods([session(0), session(7 * (empty + 1))], [], "week", today)

    assert [len(span.sessions) for span in spans] == [1, *[0] * shown, 1]
    assert (spans[0].first, spans[-1].first) == (MONDAY, today)


def test_a_session_of_a_clock_that_was_ahead_is_not_left_out() -> None:
    spans = periods([session(0), session(21)], [], "week", MONDAY)

    assert [len(span.sessions) for span in spans] == [1, 0, 0, 1]


def test_months_begin_on_their_first_day() -> None:
    spans = periods([session(0), session(70)], [], "month", MONDAY + timedelta(days=70))

    assert [(span.first, span.last) for span in spans] == [
        (date(2026, 3, 1), date(2026, 3, 31)),
        (date(2026, 4, 1), date(2026, 4, 30)),
        (date(2026, 5, 1), date(2026, 5, 31)),
    ]


def test_every_session_is_a_period_of_its_own() -> None:
    assert [len(span.sessions) for span in periods([session(0), session(0)], [], "session", MONDAY)] == [1, 1]


def test_a_week_says_how_much_of_what_was_planned_was_done() -> None:
    (week,) = periods([session(0, pain=3)], [planned(0, 2), planned(2, 9)], "week", MONDAY)

    assert (week.planned, week.done, week.share) == (8, 6, 0.75)
    assert (week.days, week.score, week.rated("pain_before"), week.rated("effort")) == (1, 90.0, 3.0, None)


@pytest.mark.parametrize(
    ("values", "became"),
    [
        ([40.0, 60.0], None),
        ([40.0, 44.0, 45.0], "none"),
        ([40.0, 30.0, 45.1], "more"),
        ([40.0, 60.0, 34.9], "less"),
    ],
)
def test_a_change_within_the_error_is_none_and_two_points_are_no_trend(
    values: list[float], became: str | None
) -> None:
    assert tendency(values, 5.0) == became


def test_ranges_are_told_for_each_side_with_the_error_of_their_feature() -> None:
    done = [session(7 * n, left=40.0 + 2.0 * ERROR * n / 2.0, right=40.0 + ERROR * n / 2.0) for n in range(3)]
    left, right = range_courses(TURN, periods(done, [], "week", MONDAY + timedelta(days=14)))

    assert (left.side, left.error, left.means[0], left.tendency) == ("left", ERROR, 40.0, "more")
    assert (right.side, right.tendency) == ("right", "none")


def test_what_was_not_seen_is_no_value() -> None:
    unseen = session(0)
    assert range_courses(builtin_exercises()["cat_cow"], periods([unseen], [], "week", MONDAY)) == []


def test_sides_differ_only_beyond_the_error() -> None:
    score, close = side_figures(TURN, [session(0, left=40.0, right=40.0 + ERROR)])
    far = side_figures(TURN, [session(0, left=40.0, right=41.0 + ERROR)])[1]

    assert (score.name, score.left, score.right, score.alike) == ("score", 90.0, 90.0, None)
    assert (close.alike, far.alike) == (True, False)
    assert side_figures(builtin_exercises()["cat_cow"], [session(0)]) == []


def test_an_exercise_without_sides_has_no_figures_of_them() -> None:
    dosage = msgspec.structs.replace(TURN.dosage, per_side=False)

    assert side_figures(msgspec.structs.replace(TURN, dosage=dosage), [session(0)]) == []


def test_days_of_a_plan_are_done_wholly_or_in_part() -> None:
    rows = [planned(0, 4), planned(0, 4, "cat_cow"), planned(2, 4), planned(2, 0, "cat_cow"), planned(4, 0)]

    assert days_of_plan(rows) == (3, 1, 1)


def test_faults_are_counted_by_kind() -> None:
    assert commonest_faults([session(0), session(1)], 3) == [(TURN.key, "slow", 2)]


def test_a_score_that_could_not_be_told_is_left_out_of_a_mean_and_of_a_comparison_of_sides() -> None:
    told = session(0)
    first, *others = told.repetitions
    some = msgspec.structs.replace(told, repetitions=(msgspec.structs.replace(first, score=None), *others))
    (week,) = periods([some], [], "week", MONDAY)
    assert week.score == 90.0
    assert [one.name for one in side_figures(TURN, [some])] == [FEATURE]
