"""A frame that is upside down is known by how the person lies in it."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from posecoach.coaching.gravity import UpsideDown, posture_by_gravity
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from posecoach.pose.turned import turned
from tests.exercises.test_legs_up import both_knees
from tests.guiding.sessions import lying, on_all_fours

LYING = lying(0.1)[0]


def test_somebody_lies_so_in_one_way_only() -> None:
    assert [posture_by_gravity(turned(LYING, 2), quarters) for quarters in range(4)] == [
        "other",
        "other",
        "hook_lying",
        "other",
    ]


def test_who_holds_the_knees_to_the_chest_is_not_told_to_turn_the_camera() -> None:
    held = both_knees(0.0, 1.0)
    assert [posture_by_gravity(held, quarters) for quarters in (0, 2)] == ["supine_legs_up", "other"]
    watch = UpsideDown()
    assert not any(watch.look(held) for _ in range(8))


@pytest.mark.parametrize(("apart", "found"), [(0.9, "hook_lying"), (1.0, "other")])
def test_who_lunges_does_not_lie_in_a_picture_on_its_side(apart: float, found: str) -> None:
    feet = [int(L.RIGHT_ANKLE), int(L.RIGHT_HEEL), int(L.RIGHT_FOOT_INDEX)]
    points = LYING.image_px.copy()
    trunk_px = math.dist(points[L.LEFT_SHOULDER], points[L.LEFT_HIP])
    points[feet] = points[[foot - 1 for foot in feet]] + [0.0, apart * trunk_px]
    lunging = replace(LYING, image_px=points)

    assert posture_by_gravity(lunging, 0) == "hook_lying"
    assert posture_by_gravity(turned(lunging, 2), 2) == found


@pytest.mark.parametrize(("share", "found"), [(0.3, "hook_lying"), (0.5, "other"), (1.0, "other")])
@pytest.mark.parametrize("quarters", [1, 3])
def test_who_sits_does_not_lie_in_a_picture_on_its_side(share: float, found: str, quarters: int) -> None:
    points = LYING.image_px.copy()
    for side in (0, 1):
        hip_y, knee_y = (points[left + side][1] for left in (L.LEFT_HIP, L.LEFT_KNEE))
        points[L.LEFT_ANKLE + side][1] = hip_y + share * (knee_y - hip_y)
    sitting = turned(replace(LYING, image_px=points), 4 - quarters)

    assert posture_by_gravity(sitting, quarters) == found


def test_four_looks_in_a_row_tell() -> None:
    watch = UpsideDown()
    assert [watch.look(turned(LYING, 2)) for _ in range(4)] == [False, False, False, True]


def test_one_look_at_somebody_upright_forgets_them() -> None:
    watch = UpsideDown()
    for _ in range(4):
        watch.look(turned(LYING, 2))
    assert [watch.look(on_all_fours(0.1)[0]), watch.look(turned(LYING, 2))] == [False, False]


def test_nobody_changes_nothing() -> None:
    watch = UpsideDown()
    for _ in range(3):
        watch.look(turned(LYING, 2))
    assert [watch.look(Pose.nobody(1.0)), watch.look(turned(LYING, 2))] == [False, True]
