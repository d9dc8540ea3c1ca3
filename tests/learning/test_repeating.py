"""What moves again and again, in paths that are made up."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posecoach.features.extract import feature_names, get_feature
from posecoach.judging.rest_level import Column
from posecoach.learning.choosing import LYING, ONLY_IN, ONLY_RANGE, SIDED, means_something, ranked
from posecoach.learning.measuring import STEP_S, MeasuredRecording
from posecoach.learning.repeating import RepeatedMovement, movement

HEIGHT = "hip_height"
ERROR = get_feature(HEIGHT).error


def path(sizes: list[float], move_s: float, rest_s: float, rest: float = 0.0) -> tuple[Column, Column]:
    """Return times and values of a feature that goes out by each size and back, with a rest before each and after."""
    corners = [(0.0, rest), (1.5, rest)]
    for size in sizes:
        t_s = corners[-1][0]
        corners += [(t_s + move_s, rest + size), (t_s + 2 * move_s, rest), (t_s + 2 * move_s + rest_s, rest)]
    corners.append((corners[-1][0] + 1.0, rest))
    times_s, values = np.array(corners).T
    t_s = np.arange(0.0, times_s[-1], STEP_S)
    return t_s, np.interp(t_s, times_s, values)


def moved(*recordings: tuple[Column, Column], sided: bool = False) -> RepeatedMovement | None:
    measured = [
        MeasuredRecording(f"clip {i}", t_s, {HEIGHT: values}, "hook_lying", "side", ())
        for i, (t_s, values) in enumerate(recordings)
    ]
    return movement(HEIGHT, measured, sided=sided)


@settings(max_examples=30)
@given(
    count=st.integers(2, 8),
    errors=st.floats(6.0, 40.0),
    sign=st.sampled_from([-1.0, 1.0]),
    move_s=st.floats(0.6, 3.0),
    rest_s=st.floats(0.1, 3.0),
    rest=st.floats(-3.0, 3.0),
    seed=st.integers(0, 99),
)
def test_a_movement_one_way_is_counted_however_large_fast_and_shaky(
    count: int, errors: float, sign: float, move_s: float, rest_s: float, rest: float, seed: int
) -> None:
    t_s, values = path([sign * errors * ERROR] * count, move_s, rest_s, rest)
    noise = np.random.default_rng(seed).uniform(-0.3, 0.3, len(t_s)) * ERROR
    found = moved((t_s, values + noise))
    assert found is not None
    assert (found.kind, found.sign, found.counts) == ("one way", sign, (count,))


@settings(max_examples=20)
@given(pairs=st.integers(2, 5), errors=st.floats(6.0, 40.0), rest_s=st.floats(0.1, 0.3))
def test_a_movement_straight_through_rest_to_the_other_end_is_one_repetition(
    pairs: int, errors: float, rest_s: float
) -> None:
    found = moved(path([errors * ERROR, -errors * ERROR] * pairs, 1.0, rest_s))
    assert found is not None
    assert (found.kind, found.counts) == ("cycle", (pairs,))


def test_what_tells_the_side_counts_each_side() -> None:
    found = moved(path([0.3, -0.3] * 2, 1.0, 0.1), sided=True)
    assert found is not None
    assert (found.kind, found.counts) == ("both sides", (4,))


def test_a_rest_between_either_way_makes_each_a_repetition() -> None:
    found = moved(path([0.3, -0.3] * 2, 1.0, 2.0))
    assert found is not None
    assert found.counts == (4,)


def test_what_moves_no_more_than_its_error_is_no_movement() -> None:
    assert moved(path([3.5 * ERROR] * 4, 1.0, 1.0)) is None


def test_a_feature_that_is_often_hidden_tells_nothing() -> None:
    t_s, values = path([0.3] * 4, 1.0, 1.0)
    values[: len(values) // 4] = np.nan
    assert moved((t_s, values)) is None


def test_a_recording_that_does_not_move_is_not_passed_over() -> None:
    t_s, values = path([0.3] * 4, 1.0, 1.0)
    assert moved((t_s, values), (t_s, np.zeros_like(values))) is None


def test_without_a_still_start_rest_is_where_the_feature_mostly_is() -> None:
    t_s, values = path([0.3] * 4, 1.0, 3.0, rest=0.1)
    begun = t_s > 2.0
    found = moved((t_s[begun], values[begun]))
    assert found is not None
    assert found.found[0].rest == pytest.approx(0.1, abs=ERROR / 2.0)


def test_what_does_not_come_back_is_told() -> None:
    t_s, values = path([0.3] * 4, 1.0, 1.0)
    cut = t_s < t_s[int(np.flatnonzero(values > 0.29)[-1])]
    found = moved((t_s[cut], values[cut]))
    assert found is not None
    assert not found.back
    assert found.counts == (3,)


def test_most_features_say_how_often_not_the_clearest() -> None:
    t_s, twice = path([0.3] * 2, 1.0, 1.0)
    long = path([0.3] * 4, 1.0, 1.0)[0]
    _, four = path([0.2] * 4, 1.0, 1.0)
    columns = {
        "hip_height": np.interp(long, t_s, twice) * 3.0,
        "hip_over_knee": four * 2.0,
        "hand_offset": four * 2.0,
        "knee_offset": four * 2.0,
    }
    measured = [MeasuredRecording("clip", long, columns, "hook_lying", "side", ())]
    found = [one for name in columns if (one := movement(name, measured, sided=False)) is not None]
    assert [one.counts for one in ranked(found)] == [(4,), (4,), (4,), (2,)]


def test_features_that_are_told_apart_exist_and_mean_what_is_said_of_them() -> None:
    assert set(feature_names()) >= SIDED | ONLY_RANGE | set(ONLY_IN)
    assert all("left" in get_feature(name).meaning for name in SIDED)
    only_range = {name for name in feature_names() if "only its range" in get_feature(name).meaning}
    assert only_range < ONLY_RANGE
    lying = {
        name for name in feature_names() if re.search("lying on the back|who lies", get_feature(name).meaning)
    }
    assert {"head_height", "trunk_rise_deg"} <= lying <= set(ONLY_IN)


@pytest.mark.parametrize(
    ("feature", "posture", "view", "meant"),
    [
        ("hip_height", "hook_lying", "side", True),
        ("hip_height", "standing", "side", False),
        ("shoulder_tilt", "hands_and_knees", "side", False),
        ("head_height", "hands_and_knees", "side", False),
        ("head_height", "one_knee_bent", "side", True),
        ("trunk_rise_deg", "prone", "side", True),
        ("head_height", "prone", "side", False),
        ("chest_turn_deg", "standing", "side", False),
        ("chest_turn_deg", "standing", "front", True),
        ("foot_place", "standing", "front", False),
    ],
)
def test_features_are_used_where_they_mean_something(
    feature: str, posture: str, view: str, meant: bool
) -> None:
    assert means_something(feature, posture, view) is meant  # type: ignore[arg-type]
    assert "hook_lying" in LYING
