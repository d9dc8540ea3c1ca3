"""Where the neutral lies, from movements of which it is known."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from posecoach.exercises.declaration import Condition, Neutral
from posecoach.judging.rest_level import (
    Column,
    Level,
    Seen,
    at_an_end,
    calm,
    often_there,
    rest_elsewhere,
    rest_level,
    swings_of,
)

STEP_S = 0.08
LOW = Neutral(feature="hip_height", least=-0.1, most=0.2, still_range=0.04, lies="low", moves=0.18, source="")
BETWEEN = Neutral(
    feature="back_bow",
    least=-0.06,
    most=0.035,
    still_range=0.014,
    lies="between",
    moves=0.05,
    share=0.36,
    source="",
)
USUAL = Neutral(feature="knee_flexion_deg", least=70.0, most=128.0, still_range=10.0, source="")


def seen(*parts: tuple[float, float]) -> Seen:
    """Return samples of moves, with minimum jerk, to values in seconds; from the first value on."""
    values: list[float] = [parts[0][1]]
    for seconds, target in parts:
        share = np.linspace(0.0, 1.0, max(round(seconds / STEP_S), 1) + 1)[1:]
        eased = share**3 * (10.0 - 15.0 * share + 6.0 * share**2)
        values += (values[-1] + eased * (target - values[-1])).tolist()
    return Seen(np.arange(len(values)) * STEP_S, np.array(values))


def value_of(level: Level | None) -> float:
    assert level is not None
    return level.value


def test_rest_is_the_low_end_of_lifts_without_a_pause() -> None:
    lifts = seen(*[(0.6, 0.45), (0.6, 0.05)] * 5)

    assert value_of(rest_level(LOW, lifts, 2)) == pytest.approx(0.08, abs=0.03)


def test_sitting_up_afterwards_does_not_make_held_lifts_a_part_of_rest() -> None:
    """Lifts that are held for longer than the pauses would be most of the lowest third of so wide a range."""
    lifts = seen((1.0, 0.05), *[(1.0, 0.3), (5.0, 0.3), (1.0, 0.05), (1.5, 0.05)] * 3, (1.5, 1.2), (2.0, 1.2))

    assert value_of(rest_level(LOW, lifts, 1)) == pytest.approx(0.05, abs=0.02)


def test_one_way_up_does_not_tell_where_rest_is() -> None:
    assert rest_level(LOW, seen((1.0, 0.05), (1.0, 0.45), (2.0, 0.45)), 2) is None


def test_hips_that_never_come_down_are_not_at_rest() -> None:
    pulses = seen(*[(0.6, 0.55), (0.6, 0.35)] * 5)

    assert rest_level(LOW, pulses, 2) is None


def test_calm_moments_between_both_ends_are_the_neutral() -> None:
    cycles = seen(
        (1.0, 0.0), *[(2.0, -0.05), (1.0, -0.05), (2.0, 0.0), (1.0, 0.0), (2.0, 0.08), (2.0, 0.0)] * 2
    )
    level = rest_level(BETWEEN, cycles, 2)

    assert level is not None
    assert level.value == pytest.approx(0.0, abs=0.004)
    assert not level.rough


def test_calm_moments_that_are_unusual_for_a_neutral_are_a_rough_one() -> None:
    """Whoever holds a slight cow in the middle of the rounds has shown no other calm moment."""
    typical = replace(BETWEEN, typical=-0.01)
    rounds = seen((1.0, -0.073), (2.0, 0.083), (1.0, 0.083), (2.0, -0.036), (1.5, -0.036), (1.0, 0.0))
    usual = seen((1.0, -0.073), (2.0, 0.083), (1.0, 0.083), (2.0, -0.03), (1.5, -0.03), (1.0, 0.0))

    assert rest_level(typical, rounds, 1) == Level(pytest.approx(-0.036, abs=0.002), rough=True)
    assert rest_level(typical, usual, 1) == Level(pytest.approx(-0.03, abs=0.002), rough=False)
    assert rest_level(BETWEEN, rounds, 1) == Level(pytest.approx(-0.036, abs=0.002), rough=False)


def test_without_a_calm_moment_the_share_of_the_range_is_a_rough_neutral() -> None:
    cycles = seen(*[(2.0, -0.04), (2.0, 0.08)] * 3)
    level = rest_level(BETWEEN, cycles, 2)

    assert level is not None
    assert level.value == pytest.approx(-0.04 + 0.36 * 0.12, abs=0.005)
    assert level.rough


def test_a_back_that_hardly_moves_shows_no_neutral() -> None:
    assert rest_level(BETWEEN, seen(*[(2.0, -0.01), (2.0, 0.02)] * 3), 2) is None


def test_what_is_mostly_so_is_usual() -> None:
    assert value_of(rest_level(USUAL, seen((4.0, 112.0), (1.0, 118.0), (4.0, 112.0)), 2)) == pytest.approx(
        112.0, abs=1.0
    )


def test_what_is_never_the_same_has_no_usual_value() -> None:
    assert rest_level(USUAL, seen(*[(1.0, 80.0), (1.0, 120.0)] * 4), 2) is None


def test_a_usual_value_takes_two_seconds() -> None:
    assert rest_level(USUAL, seen((1.0, 112.0)), 2) is None
    assert rest_level(USUAL, seen((2.5, 112.0)), 2) is not None


def test_a_level_outside_of_the_band_is_no_neutral() -> None:
    assert rest_level(USUAL, seen((4.0, 140.0)), 2) is None


@pytest.mark.parametrize(("start", "doubtful"), [(-0.05, True), (0.08, True), (0.0, False)])
def test_a_start_at_an_end_of_the_range_is_doubtful_after_two_cycles(start: float, doubtful: bool) -> None:
    cycles = seen((1.0, start), *[(2.0, -0.05), (2.0, 0.08)] * 3)

    assert at_an_end(BETWEEN, cycles, start) is doubtful


def test_a_still_moment_at_an_end_is_doubted_if_it_was_not_the_start() -> None:
    """A slow cow is nearly still; whoever was still from the start on may never arch."""
    round_ = seen((1.0, -0.03), (3.0, 0.035), (3.0, -0.032), (1.5, 0.0))

    assert at_an_end(BETWEEN, round_, -0.028, early=False)
    assert not at_an_end(BETWEEN, round_, -0.028, early=True)
    assert not at_an_end(BETWEEN, round_, 0.0, early=False)


def test_a_start_at_an_end_is_believed_at_first() -> None:
    assert not at_an_end(BETWEEN, seen((1.0, -0.02), (2.0, 0.08), (2.0, -0.02), (2.0, 0.08)), -0.02)


def test_swings_go_from_one_outer_third_to_the_other() -> None:
    values: Column = np.array([0.0, 0.5, 0.2, 0.9, 0.6, 1.0, 0.1])

    assert swings_of(values, 0.0, 1.0) == 2


def test_calm_is_what_keeps_within_a_reach_for_half_a_second() -> None:
    still_then_moving = seen((1.0, 0.0), (1.0, 1.0))
    found = calm(still_then_moving, 0.01)

    assert found[5]
    assert not found[-5]


def test_what_moves_passes_through_its_usual_value_without_a_stop() -> None:
    passing = seen((0.1, 6.0), *[(1.0, -6.0), (1.0, 6.0)] * 2)
    moved = Neutral(feature="chest_turn_deg", least=-45.0, most=45.0, still_range=6.0, moves=40.0, source="")
    still = Neutral(feature="chest_turn_deg", least=-45.0, most=45.0, still_range=6.0, source="")

    assert value_of(rest_level(moved, passing, 2)) == pytest.approx(0.0, abs=3.0)
    assert rest_level(still, passing, 2) is None


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


def test_who_turns_to_one_side_only_rests_at_the_end_nearer_to_the_typical_value() -> None:
    turns = seen((1.0, 15.0), *[(1.0, -35.0), (1.5, -35.0), (1.0, 15.0), (1.0, 15.0)] * 2)

    assert value_of(rest_level(TURN, turns, 1)) == pytest.approx(15.0, abs=2.0)


def test_while_somebody_stays_one_side_is_not_believed_to_be_all() -> None:
    turns = seen((1.0, 15.0), *[(1.0, -35.0), (1.5, -35.0), (1.0, 15.0), (1.0, 15.0)] * 2)

    assert rest_level(TURN, turns, 2) is None


def test_without_a_typical_value_no_end_is_nearer_to_it() -> None:
    turns = seen((1.0, 15.0), *[(1.0, -35.0), (1.5, -35.0), (1.0, 15.0), (1.0, 15.0)] * 2)

    assert rest_level(replace(TURN, typical=None), turns, 1) is None


def test_of_two_ends_alike_neither_is_rest() -> None:
    turns = seen((1.0, 25.0), *[(1.0, -25.0), (1.5, -25.0), (1.0, 25.0), (1.5, 25.0)] * 2)

    assert rest_level(TURN, turns, 1) is None


def test_a_short_turn_to_the_other_side_is_not_taken_for_rest() -> None:
    turns = seen(
        *[(1.0, -17.0), (1.0, -17.0), (0.6, 3.0), (1.0, 3.0), (0.8, 110.0), (1.0, 110.0), (0.8, 3.0)] * 2
    )

    assert rest_level(TURN, turns, 1) is None


def test_where_most_of_the_calm_time_is_spent_is_rest() -> None:
    quick_turns = seen((3.0, 8.0), *[(0.5, -26.0), (0.6, -26.0), (0.5, 8.0), (3.0, 8.0)] * 2)

    assert value_of(rest_level(TURN, quick_turns, 1)) == pytest.approx(8.0, abs=1.0)


def test_a_start_that_is_unusual_for_a_neutral_is_doubted_at_the_first_cat() -> None:
    usual = Neutral(
        feature="back_bow",
        typical=-0.01,
        least=-0.06,
        most=0.035,
        still_range=0.014,
        lies="between",
        moves=0.05,
        share=0.36,
        source="",
    )
    from_a_cow = seen((1.0, -0.045), (2.0, 0.02), (1.0, 0.02))
    from_level = seen((1.0, -0.02), (2.0, 0.045), (1.0, 0.045))

    assert at_an_end(usual, from_a_cow, -0.045)
    assert not at_an_end(usual, from_level, -0.02)


def two_ends(low: float, high: float) -> Seen:
    """Return samples that lie at the low end and then at the high one, for as long."""
    return Seen(np.arange(100) * STEP_S, np.array([low] * 50 + [high] * 50))


@pytest.mark.parametrize(("way", "is_known"), [(0.18, True), (0.1799, False)])
def test_a_way_of_just_what_shows_the_movement_is_enough(way: float, is_known: bool) -> None:
    assert (rest_level(LOW, two_ends(0.0, way), 1) is not None) == is_known


def test_two_samples_make_a_usual_value_if_they_last() -> None:
    assert value_of(rest_level(USUAL, Seen(np.array([0.0, 1.0]), np.array([100.0, 100.0])), 0)) == 100.0


def test_one_sample_makes_nothing() -> None:
    assert rest_level(USUAL, Seen(np.array([0.0]), np.array([100.0])), 0) is None


@pytest.mark.parametrize(("value", "is_taken"), [(70.0, True), (69.9, False), (128.0, True), (128.1, False)])
def test_a_level_lies_within_what_a_person_at_rest_can_show(value: float, is_taken: bool) -> None:
    still = Seen(np.arange(50) * STEP_S, np.full(50, value))

    assert (rest_level(USUAL, still, 0) is not None) == is_taken


@pytest.mark.parametrize(
    ("near_s", "far_s", "often"),
    [(1.7, 2.3, False), (1.9, 2.1, True), (3.0, 0.9, False)],
    ids=["seldom", "often", "too short to tell"],
)
def test_a_still_second_is_believed_if_the_feature_is_often_there(
    near_s: float, far_s: float, often: bool
) -> None:
    values = np.array([78.0] * round(near_s / 0.1) + [99.0] * round(far_s / 0.1))
    samples = Seen(0.1 * np.arange(len(values)), values)

    assert often_there(USUAL, samples, 78.0) == often


def test_what_the_exercise_moves_is_not_doubted_for_being_elsewhere() -> None:
    samples = Seen(0.1 * np.arange(60), np.full(60, 99.0))

    assert often_there(replace(USUAL, moves=30.0), samples, 78.0)


def test_a_still_start_far_above_where_the_feature_rests_later_was_no_rest() -> None:
    lifted_first = seen((2.0, 0.36), (1.5, 0.08), (1.0, 0.08), (1.5, 0.36))

    assert value_of(rest_elsewhere(LOW, lifted_first, 0.36, 2)) == pytest.approx(0.08, abs=0.02)
    assert rest_elsewhere(LOW, lifted_first, 0.08, 2) is None


def test_who_sits_up_goes_lower_than_anybody_rests() -> None:
    sits_up = seen((2.0, 0.08), (1.0, -0.5), (2.0, -0.5), (1.0, 0.08), (2.0, 0.08))

    assert rest_elsewhere(LOW, sits_up, 0.08, 1) is None


def test_a_foot_that_is_seen_wrong_for_a_moment_is_no_rest() -> None:
    jumps = seen((4.0, 0.17), (0.25, -0.08), (0.25, 0.17), (4.0, 0.17), (0.25, -0.08), (0.25, 0.17))

    assert rest_elsewhere(LOW, jumps, 0.17, 1) is None


def test_what_the_exercise_does_not_move_rests_where_it_was_still() -> None:
    assert rest_elsewhere(USUAL, seen((2.0, 96.0), (1.0, 120.0), (4.0, 120.0)), 96.0, 1) is None


TURN = Neutral(
    feature="trunk_rotation_deg",
    least=-60.0,
    most=60.0,
    still_range=8.0,
    lies="between",
    moves=30.0,
    typical=0.0,
    source="",
)


@pytest.mark.parametrize(
    ("path", "rest_deg"),
    [
        (((1.5, 30.0), (1.5, 3.0), (1.0, 3.0), (1.5, -35.0), (1.0, -35.0), (1.5, 3.0)), 3.0),
        (((1.5, 30.0), (1.5, 3.0), (0.2, 3.0), (1.5, -35.0), (1.0, -35.0)), None),
        (((1.5, 30.0), (1.5, 3.0), (2.0, 3.0), (1.5, 30.0), (1.0, 30.0)), None),
        (((1.5, 3.0), (1.5, 38.0), (1.0, 38.0), (1.5, 3.0), (1.0, 3.0), (1.5, -35.0)), None),
        (((1.5, 3.0), (1.5, -28.0), (1.0, -28.0), (1.5, 3.0), (1.0, 3.0), (1.5, -80.0), (1.0, 24.0)), None),
    ],
    ids=["begun in a turn", "no pause between", "to one side only", "begun at rest", "far to one side"],
)
def test_who_turns_to_both_sides_of_a_pause_rests_there(
    path: tuple[tuple[float, float], ...], rest_deg: float | None
) -> None:
    rest = rest_elsewhere(TURN, seen(*path), path[0][1], 1)

    assert (rest and rest.value) == (rest_deg and pytest.approx(rest_deg, abs=1.0))


def test_a_pause_that_is_no_rest_is_given_up_only_once_both_sides_were_seen() -> None:
    so_far = [(1.5, 30.0), (1.5, 3.0), (1.0, 3.0)]
    both = [*so_far, (1.5, -35.0), (1.5, 3.0), (1.0, 3.0), (1.2, 20.0)]

    assert rest_elsewhere(TURN, seen(*so_far), 30.0, 2) is None
    assert value_of(rest_elsewhere(TURN, seen(*both), 30.0, 2)) == pytest.approx(3.0, abs=1.0)


def test_what_stays_elsewhere_all_the_time_has_no_sides() -> None:
    assert rest_elsewhere(TURN, seen((4.0, 30.0)), -10.0, 1) is None


def test_who_halts_half_way_to_one_side_does_not_rest_there() -> None:
    halting = seen((1.5, 0.0), (1.0, 20.0), (1.0, 20.0), (1.0, 40.0), (1.0, 40.0), (1.5, 0.0))

    assert rest_elsewhere(TURN, halting, 0.0, 2) is None


def test_a_back_first_seen_rounded_rests_somewhere_between_cats_and_cows() -> None:
    path = [(1.0, 0.015)] + 3 * [(1.5, -0.06), (1.5, 0.015)]
    rest = rest_elsewhere(replace(BETWEEN, typical=-0.01), seen(*path), 0.015, 1)

    assert rest is not None
    assert rest.rough
    assert rest.value == pytest.approx(-0.033, abs=0.006)


def test_a_back_that_swings_about_a_place_beyond_the_usual_rests_there() -> None:
    swings = 3 * [(1.0, 0.03), (1.0, 0.085)]
    few = seen((1.0, 0.085), *swings[:4])
    many = seen((1.0, 0.085), *swings)

    assert rest_level(BETWEEN, few, 1) is None
    assert value_of(rest_level(BETWEEN, many, 1)) == pytest.approx(0.05, abs=0.005)
    assert rest_level(BETWEEN, seen((1.0, 0.15), *3 * [(1.0, 0.09), (1.0, 0.15)]), 1) is None


CHEST = replace(
    TURN,
    feature="chest_turn_deg",
    lies="usual",
    moves=40.0,
    given=(Condition(feature="trunk_twist_deg", at_most=5.0),),
)


@pytest.mark.parametrize(("usual_deg", "is_rest"), [(21.0, True), (19.0, False)])
def test_a_chest_that_is_far_away_wherever_others_tell_rest_was_turned(
    usual_deg: float, is_rest: bool
) -> None:
    level = rest_elsewhere(CHEST, seen((4.0, usual_deg)), 0.0, 1)

    assert (level is not None) == is_rest
    assert rest_elsewhere(replace(CHEST, given=()), seen((4.0, usual_deg)), 0.0, 1) is None


def test_what_rests_between_two_ends_may_go_below() -> None:
    assert rest_elsewhere(BETWEEN, seen((2.0, 0.0), (1.0, -0.06), (1.0, 0.0)), 0.0, 1) is None
