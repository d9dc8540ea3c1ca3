"""Where the neutral lies, to the sample and to the limit: blocks of one value each, whose ends are known exactly."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from posecoach.exercises.declaration import Neutral
from posecoach.judging.rest_level import (
    Column,
    Level,
    Seen,
    at_an_end,
    calm,
    often_there,
    rest_level,
    swings_of,
)

STEP_S = 0.08
EDGE = 3
"""So many samples next to a jump are not calm: less than a quarter of a second from it."""


def blocks(*parts: tuple[int, float]) -> Seen:
    """Return samples of (how many, value), one part after the other."""
    values = np.concatenate([np.full(number, value) for number, value in parts])
    return Seen(np.arange(len(values)) * STEP_S, values)


USUAL = Neutral(feature="knee_flexion_deg", least=60.0, most=140.0, still_range=10.0, source="")
LOW = Neutral(
    feature="hip_height", least=-10.0, most=50.0, still_range=1.0, lies="low", moves=10.0, source=""
)
BETWEEN = Neutral(
    feature="back_bow",
    least=-10.0,
    most=10.0,
    still_range=2.0,
    lies="between",
    moves=5.0,
    share=0.375,
    source="",
)
TURN = Neutral(
    feature="trunk_rotation_deg",
    typical=0.0,
    least=-60.0,
    most=60.0,
    still_range=8.0,
    lies="between",
    moves=30.0,
    source="",
)


@pytest.mark.parametrize(("above", "usual"), [(15.0, 107.5), (15.5, None)])
def test_what_is_usual_is_spread_by_no_more_than_one_and_a_half_times_stillness(
    above: float, usual: float | None
) -> None:
    level = rest_level(USUAL, blocks((50, 100.0), (50, 100.0 + above)), 2)
    assert level == (None if usual is None else Level(usual))


@pytest.mark.parametrize(("above", "usual"), [(20.0, 110.0), (20.5, None)])
def test_what_the_exercise_moves_may_be_spread_by_half_of_that(above: float, usual: float | None) -> None:
    level = rest_level(replace(USUAL, moves=40.0), blocks((50, 100.0), (50, 100.0 + above)), 2)
    assert level == (None if usual is None else Level(usual))


@pytest.mark.parametrize(("away", "usual"), [(8, Level(100.0)), (12, None)])
@pytest.mark.parametrize("elsewhere", [70.0, 130.0])
def test_a_tenth_may_be_elsewhere_at_either_side(away: int, usual: Level | None, elsewhere: float) -> None:
    assert rest_level(USUAL, blocks((100 - away, 100.0), (away, elsewhere)), 2) == usual


@pytest.mark.parametrize(
    ("seen", "rest"),
    [
        (blocks((30, 10.0), (40, 17.0), (10, 20.0), (20, 30.0)), 17.0),
        (blocks((30, 10.0), (10, 17.0), (40, 20.0), (20, 30.0)), 10.0),
    ],
    ids=["at the limit", "beyond it"],
)
def test_rest_is_the_lowest_seven_twentieths_of_the_range(seen: Seen, rest: float) -> None:
    assert rest_level(LOW, seen, 1) == Level(rest)


@pytest.mark.parametrize(("up", "level"), [(5, Level(0.0)), (3, None)])
def test_a_twentieth_of_the_time_belongs_to_the_range_and_less_is_a_wrong_frame(
    up: int, level: Level | None
) -> None:
    assert rest_level(LOW, blocks((100 - up, 0.0), (up, 10.0)), 1) == level


def test_a_twentieth_at_the_low_end_belongs_to_the_range_as_well() -> None:
    assert rest_level(LOW, blocks((5, 0.0), (95, 10.0)), 1) == Level(0.0)


@pytest.mark.parametrize(
    ("value", "level"),
    [
        (2.0, Level(3.75, rough=True)),
        (2.01, Level(2.01)),
        (6.99, Level(6.99)),
        (7.0, Level(3.75, rough=True)),
    ],
)
def test_calm_moments_count_well_away_from_both_ends(value: float, level: Level) -> None:
    assert rest_level(BETWEEN, blocks((40, 0.0), (30, value), (40, 10.0)), 1) == level


@pytest.mark.parametrize(("samples", "level"), [(7, Level(3.75, rough=True)), (9, Level(5.0))])
def test_calm_moments_of_six_tenths_of_a_second_are_the_neutral(samples: int, level: Level) -> None:
    assert rest_level(BETWEEN, blocks((40, 0.0), (samples + 2 * EDGE, 5.0), (40, 10.0)), 1) == level


@pytest.mark.parametrize(("sway", "level"), [(1.0, Level(5.5)), (1.25, Level(3.75, rough=True))])
def test_calm_is_what_keeps_within_half_of_stillness(sway: float, level: Level) -> None:
    swaying = [(1, 5.0 + sway * (number % 2)) for number in range(30)]
    assert rest_level(BETWEEN, blocks((40, 0.0), *swaying, (40, 10.0)), 1) == level


@pytest.mark.parametrize(
    ("here", "there", "level"),
    [
        (60, 40, Level(8.0)),
        (59, 41, Level(8.0, rough=True)),
        (17, 8, Level(8.0)),
        (14, 7, Level(8.0, rough=True)),
    ],
    ids=["most", "not most", "for long enough", "too short"],
)
def test_most_of_the_calm_time_is_three_fifths_and_more_than_a_second(
    here: int, there: int, level: Level
) -> None:
    """Otherwise the end of the range nearer to the typical value is a rough one."""
    assert rest_level(TURN, blocks((here + EDGE, 8.0), (there + EDGE, -32.0)), 1) == level


@pytest.mark.parametrize(
    ("typical", "mostly", "level"),
    [(0.0, 29.9, Level(29.9)), (0.0, 30.0, Level(-10.0, rough=True)), (10.0, 35.0, Level(35.0))],
    ids=["near", "as far as the exercise moves", "near another typical value"],
)
def test_where_most_of_the_time_is_spent_is_no_held_turn(typical: float, mostly: float, level: Level) -> None:
    turned = blocks((60 + EDGE, mostly), (30 + EDGE, -10.0))
    assert rest_level(replace(TURN, typical=typical), turned, 1) == level


def test_without_a_typical_value_nobody_knows_whether_most_of_the_time_is_a_held_turn() -> None:
    assert rest_level(replace(TURN, typical=None), blocks((63, 8.0), (33, -32.0)), 1) is None


def test_without_a_calm_moment_a_turn_has_no_neutral() -> None:
    swinging = blocks(*[(2, 8.0), (2, -32.0)] * 20)
    assert rest_level(TURN, swinging, 1) is None


def two_ends(here: float, there: float) -> Seen:
    return blocks((43, here), (43, there))


@pytest.mark.parametrize(
    ("typical", "near", "far", "level"),
    [
        (0.0, 18.0, -30.0, Level(18.0, rough=True)),
        (0.0, 18.1, -30.0, None),
        (10.0, 25.0, -30.0, Level(25.0, rough=True)),
        (-10.0, 30.0, -25.0, Level(-25.0, rough=True)),
    ],
    ids=["at the limit", "ends alike", "typical to the left", "typical to the right"],
)
def test_the_nearer_end_is_at_most_three_fifths_as_far_from_the_typical_value(
    typical: float, near: float, far: float, level: Level | None
) -> None:
    assert rest_level(replace(TURN, typical=typical), two_ends(near, far), 1) == level


def test_what_is_a_fifth_of_the_range_away_is_no_more_at_the_end() -> None:
    apart = blocks((43, 20.0), (23, 10.0), (60, -30.0))
    assert rest_level(replace(TURN, typical=15.0), apart, 1) == Level(20.0, rough=True)


@pytest.mark.parametrize(("calm_samples", "level"), [(7, None), (8, Level(20.0, rough=True))])
def test_the_nearer_end_is_rest_if_it_was_calm_there_for_six_tenths_of_a_second(
    calm_samples: int, level: Level | None
) -> None:
    short = blocks((calm_samples + EDGE, 20.0), (60, -30.0))
    assert rest_level(replace(TURN, typical=15.0), short, 1) == level


@pytest.mark.parametrize(
    ("parts", "level"),
    [
        (((40, 20.0), (37, 12.0)), Level(16.0, rough=True)),
        (((40, 20.0), (40, 11.9)), None),
        (((44 + 2 * EDGE, 20.0), (6 + EDGE, 11.0)), None),
        (((46 + 2 * EDGE, 20.0), (4 + EDGE, 11.0)), Level(20.0, rough=True)),
    ],
    ids=["as still as rest", "rest and a short turn", "an eighth of the time", "a twelfth of the time"],
)
def test_at_the_nearer_end_the_body_keeps_still(
    parts: tuple[tuple[int, float], tuple[int, float]], level: Level | None
) -> None:
    seen = blocks((80, -30.0), *parts)
    assert rest_level(replace(TURN, typical=15.0), seen, 1) == level


def test_the_ends_of_a_range_are_its_outer_thirds() -> None:
    thirds: Column = np.array([1.0, 3.0, 2.0, 0.0])
    assert swings_of(thirds, 0.0, 3.0) == 1
    assert swings_of(thirds[:2], 0.0, 3.0) == 0
    assert swings_of(thirds[2:], 0.0, 3.0) == 0


def test_calm_looks_a_quarter_of_a_second_to_both_sides() -> None:
    jumped = blocks((10, 0.0), (10, 1.0))
    assert calm(jumped, 0.99).tolist() == [True] * 7 + [False] * 6 + [True] * 7
    assert calm(jumped, 1.0).all()


START = replace(BETWEEN, typical=0.25, moves=0.5)


@pytest.mark.parametrize(("typical", "doubtful"), [(0.25, False), (0.26, True)])
def test_a_start_is_unusual_beyond_half_of_what_the_exercise_moves(typical: float, doubtful: bool) -> None:
    gone_one_way = blocks((50, 0.0), (50, 1.0))
    assert at_an_end(replace(START, typical=typical), gone_one_way, 0.0) is doubtful


@pytest.mark.parametrize(("moves", "doubtful"), [(1.0, True), (1.01, False)])
def test_an_unusual_start_is_doubted_once_the_feature_has_moved_as_far_as_the_exercise_moves_it(
    moves: float, doubtful: bool
) -> None:
    gone_one_way = blocks((50, 0.0), (50, 1.0))
    assert at_an_end(replace(START, typical=0.75, moves=moves), gone_one_way, 0.0) is doubtful


@pytest.mark.parametrize(("value", "doubtful"), [(0.99, True), (1.0, False), (4.0, False), (4.01, True)])
def test_an_end_is_the_last_fifth_of_the_range(value: float, doubtful: bool) -> None:
    assert at_an_end(replace(START, typical=2.5), blocks((50, 0.0), (50, 5.0)), value) is doubtful


@pytest.mark.parametrize(("times", "doubtful"), [(4, False), (5, True)])
def test_a_usual_start_is_doubted_with_the_fifth_swing(times: int, doubtful: bool) -> None:
    ways = [(50, 5.0 * ((number + 1) % 2)) for number in range(times)]
    assert at_an_end(replace(START, typical=0.0), blocks((50, 0.0), *ways), 0.0) is doubtful


def test_two_samples_show_a_range() -> None:
    assert at_an_end(replace(START, typical=0.75), blocks((1, 0.0), (1, 1.0)), 0.0)


def test_two_samples_that_last_four_seconds_show_what_is_often_so() -> None:
    assert often_there(USUAL, Seen(np.array([0.0, 2.0]), np.array([78.0, 78.0])), 78.0)


@pytest.mark.parametrize(("away", "often"), [(10.0, True), (10.5, False)])
def test_what_is_as_near_as_stillness_sways_is_there(away: float, often: bool) -> None:
    assert often_there(USUAL, blocks((100, 78.0 + away)), 78.0) is often


@pytest.mark.parametrize(("here", "often"), [(45, True), (44, False)])
def test_often_is_nine_twentieths_of_the_time(here: int, often: bool) -> None:
    assert often_there(USUAL, blocks((here, 78.0), (100 - here, 99.0)), 78.0) is often
