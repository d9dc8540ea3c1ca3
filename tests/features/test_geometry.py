"""Angles and distances in the picture."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from posecoach.features.geometry import (
    Point,
    circular_difference_deg,
    distance_px,
    flexion_deg,
    height_over_line,
    middle,
    turn_deg,
)

coordinates = st.integers(-2000, 2000).map(float)
points = st.tuples(coordinates, coordinates)
triples = st.tuples(points, points, points)
angles_deg = st.floats(-360.0, 360.0)
scales = st.floats(0.1, 10.0)


def moved(point: Point, angle_deg: float, scale: float, shift: Point) -> Point:
    angle = math.radians(angle_deg)
    x = scale * (point[0] * math.cos(angle) - point[1] * math.sin(angle)) + shift[0]
    return x, scale * (point[0] * math.sin(angle) + point[1] * math.cos(angle)) + shift[1]


def is_limb(triple: tuple[Point, Point, Point]) -> bool:
    a, joint, b = triple
    return distance_px(a, joint) > 1.0 and distance_px(joint, b) > 1.0


@pytest.mark.parametrize(
    ("end", "expected_deg"),
    [((2.0, 0.0), 0.0), ((1.0, 1.0), 90.0), ((1.0, -1.0), 90.0), ((0.0, 0.0), 180.0), ((2.0, 1.0), 45.0)],
)
def test_flexion_is_zero_for_a_straight_limb(end: Point, expected_deg: float) -> None:
    assert flexion_deg((0.0, 0.0), (1.0, 0.0), end) == pytest.approx(expected_deg)


@pytest.mark.parametrize(("end", "expected_deg"), [((1.0, 1.0), 90.0), ((1.0, -1.0), -90.0)])
def test_a_turn_is_positive_clockwise_in_the_picture(end: Point, expected_deg: float) -> None:
    assert turn_deg((0.0, 0.0), (1.0, 0.0), end) == pytest.approx(expected_deg)


@given(triples, angles_deg, scales, points)
def test_flexion_is_the_same_wherever_and_however_large_the_limb_is_seen(
    triple: tuple[Point, Point, Point], angle_deg: float, scale: float, shift: Point
) -> None:
    assume(is_limb(triple))

    seen = [moved(point, angle_deg, scale, shift) for point in triple]

    assert flexion_deg(*seen) == pytest.approx(flexion_deg(*triple), abs=1e-3)


@given(triples)
def test_flexion_is_the_same_in_a_mirror(triple: tuple[Point, Point, Point]) -> None:
    assume(is_limb(triple))

    assert flexion_deg(*[(-x, y) for x, y in triple]) == pytest.approx(flexion_deg(*triple), abs=1e-9)


@given(triples)
def test_a_turn_changes_its_sign_in_a_mirror(triple: tuple[Point, Point, Point]) -> None:
    assume(is_limb(triple))
    angle_deg = turn_deg(*triple)
    assume(abs(angle_deg) < 179.9)

    assert turn_deg(*[(-x, y) for x, y in triple]) == pytest.approx(-angle_deg, abs=1e-6)


@given(triples)
def test_flexion_lies_between_straight_and_folded(triple: tuple[Point, Point, Point]) -> None:
    assert 0.0 <= flexion_deg(*triple) <= 180.0


@given(triples, st.integers(0, 2), st.integers(0, 1))
def test_nan_in_nan_out(triple: tuple[Point, Point, Point], which: int, axis: int) -> None:
    seen = [list(point) for point in triple]
    seen[which][axis] = math.nan
    a, b, c = ((x, y) for x, y in seen)

    assert math.isnan(flexion_deg(a, b, c))
    assert math.isnan(turn_deg(a, b, c))
    assert math.isnan(height_over_line(a, b, c))


@pytest.mark.parametrize("line", [((0.0, 10.0), (8.0, 10.0)), ((8.0, 10.0), (0.0, 10.0))])
def test_height_is_positive_toward_the_top_of_the_picture_whichever_way_the_line_runs(
    line: tuple[Point, Point],
) -> None:
    assert height_over_line((3.0, 4.0), *line) == pytest.approx(6.0)
    assert height_over_line((3.0, 12.0), *line) == pytest.approx(-2.0)


@given(points, points, points, points)
def test_height_does_not_depend_on_where_the_picture_begins(
    point: Point, start: Point, end: Point, shift: Point
) -> None:
    assume(distance_px(start, end) > 1.0)

    seen = [moved(each, 0.0, 1.0, shift) for each in (point, start, end)]

    assert height_over_line(*seen) == pytest.approx(height_over_line(point, start, end), abs=1e-6)


@given(points, points, points, scales)
def test_height_grows_with_the_picture(point: Point, start: Point, end: Point, scale: float) -> None:
    assume(distance_px(start, end) > 1.0)

    seen = [moved(each, 0.0, scale, (0.0, 0.0)) for each in (point, start, end)]

    assert height_over_line(*seen) == pytest.approx(scale * height_over_line(point, start, end), abs=1e-5)


def test_there_is_no_height_over_a_line_without_length() -> None:
    assert math.isnan(height_over_line((1.0, 1.0), (2.0, 2.0), (2.0, 2.0)))


def test_the_middle_of_two_points() -> None:
    assert middle((0.0, 2.0), (4.0, -2.0)) == (2.0, 0.0)


@pytest.mark.parametrize(
    ("a_deg", "b_deg", "expected_deg"), [(10.0, 350.0, 20.0), (350.0, 10.0, -20.0), (90.0, -90.0, -180.0)]
)
def test_a_difference_of_directions_takes_the_short_way(
    a_deg: float, b_deg: float, expected_deg: float
) -> None:
    assert circular_difference_deg(a_deg, b_deg) == pytest.approx(expected_deg)
