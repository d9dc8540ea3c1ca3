"""Limbs reach where they are sent, with their own lengths."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sample_videos.render.ik import circles_meet, frame, middle_joint, reach_m, turn, unit, vector

lengths = st.floats(0.2, 0.6)
points = st.tuples(*[st.floats(-1.0, 1.0)] * 3).map(np.array)


def angle_deg(a: np.ndarray, b: np.ndarray) -> float:
    """Angle between two vectors, 0 to 180."""
    return float(np.degrees(np.arctan2(np.linalg.norm(np.cross(a, b)), np.dot(a, b))))


@given(lengths, lengths, st.floats(0.0, 150.0))
def test_a_limb_that_spans_its_reach_has_the_flexion_asked_for(
    upper: float, lower: float, flexion: float
) -> None:
    """reach_m and middle_joint are each other's inverse."""
    end = vector(reach_m(upper, lower, flexion), 0.0, 0.0)
    middle = middle_joint(np.zeros(3), end, upper, lower, vector(0.0, 0.0, 1.0))
    assert angle_deg(middle, end - middle) == pytest.approx(flexion, abs=0.3)


@given(lengths, lengths, points)
def test_segments_keep_their_lengths(upper: float, lower: float, end: np.ndarray) -> None:
    """Within reach, both segments have their own length and the joint bends toward the pole."""
    span = float(np.linalg.norm(end))
    if not abs(upper - lower) + 1e-3 < span < upper + lower - 1e-3:
        return
    pole = np.cross(end, vector(0.3, -0.7, 0.2)) + vector(0.0, 0.0, 0.1)
    if np.linalg.norm(np.cross(pole, end)) < 1e-3:
        return
    middle = middle_joint(np.zeros(3), end, upper, lower, pole)
    assert np.linalg.norm(middle) == pytest.approx(upper, abs=1e-6)
    assert np.linalg.norm(end - middle) == pytest.approx(lower, abs=1e-6)
    assert np.dot(middle, pole - np.dot(pole, unit(end)) * unit(end)) >= -1e-9


def test_out_of_reach_gives_a_straight_limb_toward_the_target() -> None:
    """The joint is then on the line to the target."""
    middle = middle_joint(np.zeros(3), vector(0.0, 0.0, 5.0), 0.4, 0.3, vector(1.0, 0.0, 0.0))
    assert middle == pytest.approx(vector(0.0, 0.0, 0.4), abs=1e-2)


def test_circles_meet_on_the_side_asked_for() -> None:
    """Two circles of radius 5 around points 6 apart meet 4 above and 4 below the line."""
    above = circles_meet(np.zeros(2), 5.0, np.array([6.0, 0.0]), 5.0, np.array([0.0, 1.0]))
    assert above == pytest.approx([3.0, 4.0])
    below = circles_meet(np.zeros(2), 5.0, np.array([6.0, 0.0]), 5.0, np.array([0.0, -1.0]))
    assert below == pytest.approx([3.0, -4.0])


@given(points, st.floats(-170.0, 170.0))
def test_a_turn_is_a_rotation_by_its_angle(axis: np.ndarray, angle: float) -> None:
    """It keeps its axis, and turns what is square to it by the angle."""
    if np.linalg.norm(axis) < 1e-2:
        return
    about = unit(axis)
    rotation = turn(about, angle)
    assert rotation @ about == pytest.approx(about)
    square = frame(about, vector(0.3, 0.5, -0.8) + 2.0 * np.cross(about, vector(0.1, 0.9, 0.2)))[:, 0]
    assert angle_deg(square, rotation @ square) == pytest.approx(abs(angle), abs=1e-4)


def test_a_direction_without_length_is_refused() -> None:
    """Nothing can be pointed along a zero vector."""
    with pytest.raises(ValueError, match=r"^a direction needs a length$"):
        unit(np.zeros(3))
