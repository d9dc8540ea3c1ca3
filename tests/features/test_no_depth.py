"""Which side is near and where the back points, for landmarks without depth."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pytest

from posecoach.features.geometry import Point
from posecoach.features.no_depth import FACE_DEG, FACE_LENGTH, SIDE_SHARE, SURE_DEG, Facing, middle_seen
from posecoach.pose.landmarks import LANDMARK_COUNT
from posecoach.pose.landmarks import Landmark as L

UNSEEN = (math.nan, math.nan)
TRUNK = {L.LEFT_SHOULDER: (0.0, 0.0), L.LEFT_HIP: (100.0, 0.0)}
"""A person lying with the head to the left, 100 px from shoulder to hip."""


def points_of(seen: Mapping[L, Point], *, of_right: bool = True) -> list[Point]:
    """Return points of the left side, the same for the right if wanted; all others are not seen."""
    points = [UNSEEN] * LANDMARK_COUNT
    for mark, point in seen.items():
        points[mark] = point
        if of_right and mark is not L.NOSE:
            points[mark + 1] = point
    return points


def facing(*frames: list[Point]) -> Facing:
    found = Facing()
    for points in frames:
        found.follow(points)
    return found


KNEES_UP = points_of({**TRUNK, L.LEFT_KNEE: (100.0, -80.0)})
KNEES_DOWN = points_of({**TRUNK, L.LEFT_KNEE: (100.0, 80.0)})


@pytest.mark.parametrize(("points", "near", "down"), [(KNEES_UP, 1, 1.0), (KNEES_DOWN, 0, -1.0)])
def test_hips_bend_forward(points: list[Point], near: int, down: float) -> None:
    found = facing(points)

    assert (found.near, found.dorsal) == (near, pytest.approx((0.0, down, 0.0)))


@pytest.mark.parametrize(("ankle_y", "near"), [(80.0, 1), (-80.0, 0)])
def test_knees_bend_backward(ankle_y: float, near: int) -> None:
    found = facing(points_of({**TRUNK, L.LEFT_KNEE: (180.0, 0.0), L.LEFT_ANKLE: (180.0, ankle_y)}))

    assert (found.near, found.dorsal[1]) == (near, math.copysign(1.0, ankle_y))


@pytest.mark.parametrize(("nose_y", "near"), [(-20.0, 1), (20.0, 0)])
def test_a_nose_is_ahead_of_its_ears(nose_y: float, near: int) -> None:
    found = facing(points_of({**TRUNK, L.LEFT_EAR: (-30.0, 0.0), L.NOSE: (-30.0, nose_y)}))

    assert (found.near, found.dorsal[1]) == (near, math.copysign(1.0, -nose_y))


def test_the_back_points_across_a_trunk_that_is_askew() -> None:
    hip, knee = (60.0, 80.0), (140.0, 20.0)  # the thigh at a right angle to the trunk, toward the upper right

    found = facing(points_of({L.LEFT_SHOULDER: (0.0, 0.0), L.LEFT_HIP: hip, L.LEFT_KNEE: knee}))

    assert found.dorsal == pytest.approx((-0.8, 0.6, 0.0))


def test_a_leg_that_is_not_seen_says_nothing() -> None:
    one_leg = points_of({**TRUNK, L.LEFT_KNEE: (100.0, -80.0)}, of_right=False)
    one_leg[L.RIGHT_SHOULDER], one_leg[L.RIGHT_HIP] = TRUNK[L.LEFT_SHOULDER], TRUNK[L.LEFT_HIP]

    assert facing(one_leg).near == 1


@pytest.mark.parametrize(("deg", "known"), [(SURE_DEG - 1.0, False), (SURE_DEG + 1.0, True)])
def test_little_says_nothing(deg: float, known: bool) -> None:
    ahead = 100.0 * FACE_LENGTH * deg / FACE_DEG

    found = facing(points_of({**TRUNK, L.LEFT_EAR: (-30.0, 0.0), L.NOSE: (-30.0, ahead)}))

    assert all(part == part for part in found.dorsal) == known


@pytest.mark.parametrize(("up", "near"), [(-1.0, 1), (1.0, 0)])
def test_a_face_counts_no_more_than_in_profile(up: float, near: int) -> None:
    thigh = (100.0 + 80.0, up * 80.0 * math.tan(math.radians(43.0)))  # both hips together 86 degrees
    nose = (-30.0, -up * 2.0 * 100.0 * FACE_LENGTH)

    found = facing(points_of({**TRUNK, L.LEFT_KNEE: thigh, L.LEFT_EAR: (-30.0, 0.0), L.NOSE: nose}))

    assert (found.near, found.dorsal[1]) == (near, -up)


def test_what_was_sure_is_kept_while_the_person_lies_straight() -> None:
    found = facing(KNEES_UP, points_of({**TRUNK, L.LEFT_KNEE: (180.0, 0.0)}))

    assert (found.near, found.dorsal) == (1, pytest.approx((0.0, 1.0, 0.0)))


def test_what_is_sure_again_is_taken_over() -> None:
    assert facing(KNEES_UP, KNEES_DOWN).near == 0


def upright(width: float) -> list[Point]:
    """Return shoulders and hips of a person who stands, with the left shoulder so far to the right of the other."""
    points = points_of({L.LEFT_HIP: (0.0, 100.0)})
    points[L.LEFT_SHOULDER], points[L.RIGHT_SHOULDER] = (width / 2.0, 0.0), (-width / 2.0, 0.0)
    return points


@pytest.mark.parametrize(("width", "away"), [(70.0, 1.0), (-70.0, -1.0), (100.0 * SIDE_SHARE, 1.0)])
def test_broad_shoulders_are_seen_from_the_front_or_the_back(width: float, away: float) -> None:
    assert facing(upright(width)).dorsal == (0.0, 0.0, away)


def test_narrow_shoulders_are_seen_from_the_side() -> None:
    assert all(math.isnan(part) for part in facing(upright(100.0 * SIDE_SHARE - 1.0)).dorsal)


def test_broad_shoulders_of_a_person_who_lies_are_a_turned_chest() -> None:
    points = list(KNEES_UP)
    points[L.LEFT_SHOULDER], points[L.RIGHT_SHOULDER] = (0.0, -40.0), (0.0, 40.0)

    assert facing(points).dorsal == pytest.approx((0.0, 1.0, 0.0))


def test_without_a_trunk_nothing_is_known() -> None:
    found = facing(KNEES_UP, [UNSEEN] * LANDMARK_COUNT)

    assert all(math.isnan(part) for part in found.dorsal)


@pytest.mark.parametrize(
    ("left", "right", "between"),
    [
        ((2.0, 4.0), (4.0, 8.0), (3.0, 6.0)),
        (UNSEEN, (4.0, 8.0), (4.0, 8.0)),
        ((2.0, 4.0), UNSEEN, (2.0, 4.0)),
    ],
)
def test_the_middle_of_one_that_is_seen_is_that_one(left: Point, right: Point, between: Point) -> None:
    points = [UNSEEN] * LANDMARK_COUNT
    points[L.LEFT_HIP], points[L.RIGHT_HIP] = left, right

    assert middle_seen(points, L.LEFT_HIP) == between
