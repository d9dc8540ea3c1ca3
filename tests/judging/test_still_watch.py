"""A still second in the starting posture, to the frame and to the limit: values that binary fractions hold exactly."""

from __future__ import annotations

import math

import msgspec
import pytest

from posecoach.exercises.declaration import Condition, Exercise, Neutral
from posecoach.exercises.loader import builtin_exercises
from posecoach.judging.signals import Signals
from posecoach.judging.still_watch import StillWatch

FRAME_S = 1 / 16
HEIGHT = Neutral(feature="hip_height", least=-0.125, most=0.25, still_range=0.0625, moves=0.25, source="test")
KNEE = Neutral(feature="knee_flexion_deg", least=70.0, most=128.0, still_range=8.0, source="test")


def exercise(*neutral: Neutral) -> Exercise:
    return msgspec.structs.replace(builtin_exercises()["hip_lift_twist"], neutral=neutral, still_s=1.0)


def watched(
    heights: list[float], before: dict[str, float] | None = None, knees: list[float] | None = None
) -> dict[str, float]:
    """What is taken of a height, and of knees if they are asked for, in frames of 1/16 s."""
    one = exercise(HEIGHT, *([KNEE] if knees else []))
    signals = Signals(one)
    watch = StillWatch(one, signals)
    watch.reset(before)
    for number, height in enumerate(heights):
        known = {"hip_height": height, "knee_flexion_deg": knees[number] if knees else math.nan}
        watch.update(number * FRAME_S, [known.get(name, math.nan) for name in signals.names])
    return watch.taken


def test_a_second_is_enough_and_a_frame_less_is_not() -> None:
    assert watched([0.125] * 17) == {"hip_height": 0.125}
    assert watched([0.125] * 16) == {}


@pytest.mark.parametrize(("away", "taken"), [(0.0625, True), (0.0635, False)])
def test_a_stay_may_differ_from_the_one_before_by_as_much_as_stillness_does(away: float, taken: bool) -> None:
    assert bool(watched([0.125] * 17, {"hip_height": 0.125 - away})) is taken


@pytest.mark.parametrize(("sway", "taken"), [(0.0625, True), (0.0635, False)])
def test_stillness_sways_by_no_more_than_is_declared(sway: float, taken: bool) -> None:
    assert bool(watched([0.125] * 16 + [0.125 + sway])) is taken


@pytest.mark.parametrize(("height", "taken"), [(0.25, True), (0.26, False), (-0.125, True), (-0.13, False)])
def test_a_neutral_lies_within_its_band(height: float, taken: bool) -> None:
    assert bool(watched([height] * 17)) is taken


@pytest.mark.parametrize(("start", "taken"), [(0.25, True), (0.375, False)])
def test_what_has_moved_as_far_as_the_exercise_moves_it_is_not_taken(start: float, taken: bool) -> None:
    """From 0.25 to 0.0625 is less than a movement, 0.25, from 0.375 is more."""
    assert bool(watched([start] * 4 + [0.0625] * 18)) is taken


def test_what_has_moved_is_taken_all_the_same_where_it_matches_the_stay_before() -> None:
    assert watched([0.375] * 4 + [0.0625] * 18, {"hip_height": 0.0625}) == {"hip_height": 0.0625}


def test_a_feature_that_is_not_neutral_keeps_only_itself_from_being_taken_if_the_exercise_does_not_move_it() -> (
    None
):
    assert watched([0.125] * 17, knees=[130.0] * 17) == {"hip_height": 0.125}


def test_nothing_is_taken_while_what_the_exercise_moves_is_not_neutral() -> None:
    assert watched([0.5] * 17, knees=[90.0] * 17) == {}


def test_a_feature_that_is_not_seen_is_taken_later() -> None:
    unseen = math.nan
    assert watched([0.125] * 40, knees=[unseen] * 20 + [90.0] * 20) == {
        "hip_height": 0.125,
        "knee_flexion_deg": 90.0,
    }


def on_heels(flexions_deg: list[float], *ends: dict[str, float]) -> dict[str, float]:
    """What is taken of a height that is neutral only while the hips are not bent far, in frames of 1/16 s."""
    given = tuple(msgspec.convert({"feature": "hip_flexion_deg"} | end, Condition) for end in ends)
    one = msgspec.structs.replace(
        builtin_exercises()["cat_cow"],
        neutral=(msgspec.structs.replace(HEIGHT, feature="back_bow", given=given),),
    )
    signals = Signals(one)
    watch = StillWatch(one, signals)
    for number, flexion_deg in enumerate(flexions_deg):
        known = {"back_bow": 0.0, "hip_flexion_deg": flexion_deg}
        watch.update(number * FRAME_S, [known.get(name, math.nan) for name in signals.names])
    return watch.taken


@pytest.mark.parametrize(("flexion_deg", "taken"), [(104.0, True), (105.0, False), (math.nan, True)])
def test_a_still_second_elsewhere_is_none(flexion_deg: float, taken: bool) -> None:
    """Who rests on the heels before the first cat-cow holds the back still, and not as it is on hands and knees."""
    assert bool(on_heels([flexion_deg] * 17, {"at_most": 104.0})) is taken


def test_the_second_begins_when_the_person_is_there() -> None:
    assert on_heels([120.0, *[90.0] * 16], {"at_most": 104.0}) == {}
    assert on_heels([120.0, *[90.0] * 17], {"at_most": 104.0}) == {"back_bow": 0.0}


def test_a_band_is_for_moments_in_passing_and_not_for_a_still_second() -> None:
    """A camera that stands askew shows somebody who stands upright as leaning."""
    assert on_heels([10.5] * 17, {"at_least": -5.0}, {"at_most": 5.0}) == {"back_bow": 0.0}
