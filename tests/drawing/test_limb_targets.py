"""The limb drawn where it should go: the geometry, and that it can be told from the limb."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from posecoach.drawing.colours import YELLOW
from posecoach.drawing.limb_targets import draw_corrections, goal
from posecoach.drawing.overlay import Overlay
from posecoach.drawing.skeleton import Points
from posecoach.pose.landmarks import Landmark
from posecoach.state import Correction
from tests.drawing.scenes import ARM, CANVAS_WH, fault, picture, pose, snapshot

ELBOW = Correction(0, 1, 2, 0.0)
places = st.tuples(st.floats(0.0, 600.0), st.floats(0.0, 600.0))


def flexion_deg(fixed: tuple[float, float], joint: tuple[float, float], moving: tuple[float, float]) -> float:
    a = math.atan2(fixed[1] - joint[1], fixed[0] - joint[0])
    b = math.atan2(moving[1] - joint[1], moving[0] - joint[0])
    return 180.0 - abs(math.degrees(math.remainder(a - b, math.tau)))


@given(places, places, places, st.floats(0.0, 150.0))
def test_the_limb_gets_the_wanted_flexion_and_keeps_its_length(
    fixed: tuple[float, float], joint: tuple[float, float], moving: tuple[float, float], wanted_deg: float
) -> None:
    points: Points = [fixed, joint, moving]
    found = goal(points, replace(ELBOW, flexion_deg=wanted_deg))
    if math.dist(fixed, joint) < 1.0 or math.dist(joint, moving) < 1.0:
        assert found is None
        return
    assert found is not None
    assert flexion_deg(fixed, joint, found) == pytest.approx(wanted_deg, abs=1e-3)
    assert math.dist(joint, found) == pytest.approx(math.dist(joint, moving), rel=1e-6)


@given(places, places, places, st.floats(0.0, 150.0))
def test_it_goes_there_by_the_nearer_way(
    fixed: tuple[float, float], joint: tuple[float, float], moving: tuple[float, float], wanted_deg: float
) -> None:
    """Of the two places with that flexion, one on each side of the straight limb."""
    found = goal([fixed, joint, moving], replace(ELBOW, flexion_deg=wanted_deg))
    if found is None:
        return
    along = math.atan2(joint[1] - fixed[1], joint[0] - fixed[0])
    length = math.dist(joint, moving)
    both = [
        (joint[0] + length * math.cos(along + bend), joint[1] + length * math.sin(along + bend))
        for bend in (math.radians(wanted_deg), -math.radians(wanted_deg))
    ]
    assert math.dist(found, moving) <= min(math.dist(one, moving) for one in both) + 1e-3


def test_a_right_angle_that_should_be_straight_turns_by_ninety_degrees() -> None:
    assert goal([(100, 100), (100, 200), (150, 200)], ELBOW) == pytest.approx((100, 250))


@pytest.mark.parametrize("hidden", [0, 1, 2])
def test_a_limb_that_is_not_seen_has_no_goal(hidden: int) -> None:
    points: Points = [(100, 100), (100, 200), (150, 200)]
    points[hidden] = None
    assert goal(points, ELBOW) is None
    canvas = picture()
    draw_corrections(canvas, points, [ELBOW], 5.0)
    assert np.array_equal(canvas, picture())


def yellow(points: Points, unit: float = 4.0) -> np.ndarray:
    canvas = picture((400, 400))
    draw_corrections(canvas, points, [ELBOW], unit)
    return (canvas == YELLOW).all(axis=-1)


def test_it_is_dashed_between_the_joint_and_where_the_end_should_be() -> None:
    along = yellow([(200, 40), (200, 100), (350, 100)])[100:240, 200]
    gaps = np.count_nonzero(np.diff(along.astype(int)) == 1)
    assert 0.4 < along.mean() < 0.8
    assert gaps >= 4


def test_an_arrow_leads_from_the_limb_to_its_goal() -> None:
    """Its bow is on the way of the limb's end; both ends stay clear of the marks there."""
    mark = yellow([(200, 40), (200, 100), (350, 100)])
    on_the_way = [
        mark[round(100 + 150 * math.sin(math.radians(turn))), round(200 + 150 * math.cos(math.radians(turn)))]
        for turn in range(90)
    ]
    assert not any(on_the_way[:3])
    assert all(on_the_way[5:84])
    assert not mark[100:106, 340:360].any()


def test_a_short_way_has_no_arrow() -> None:
    mark = yellow([(200, 40), (200, 100), (225, 250)])
    assert mark.any()
    assert not mark[:, 212:].any()


def test_where_the_limb_is_right_nothing_is_drawn() -> None:
    assert not yellow([(200, 40), (200, 100), (206, 250)]).any()


def test_the_overlay_draws_it_over_the_mirrored_picture() -> None:
    """The forearm hangs at a right angle to the left; straightened it is below the elbow."""
    bent = ARM | {Landmark.LEFT_WRIST: (300.0, 200.0)}
    correction = Correction(Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST, 0.0)
    seen = snapshot(fault(corrections=(correction,)), pose(bent))
    canvas = Overlay(CANVAS_WH).draw(picture(), seen)
    rows, columns = np.nonzero((canvas == YELLOW).all(axis=-1))
    without = Overlay(CANVAS_WH).draw(picture(), snapshot(fault(), pose(bent)))
    scale, left = 672 / 640, 112
    assert not (without == YELLOW).all(axis=-1).any()
    assert rows.max() == pytest.approx(300 * scale, abs=14)
    assert columns[rows > rows.max() - 4].mean() == pytest.approx(left + (640 - 200) * scale, abs=6)
