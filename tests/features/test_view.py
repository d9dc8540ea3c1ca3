"""Posture, camera view and yaw."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from posecoach.features.body import Body
from posecoach.features.view import side_yaw_deg, view
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from posecoach.postures.table import posture_of
from tests.poses import Camera, hands_and_knees, hidden, hook_lying, standing

CAMERAS = [
    pytest.param(Camera(facing=facing, mirrored=mirrored, scale=300.0), id=f"{facing} {mirrored}")
    for facing in (1, -1)
    for mirrored in (False, True)
]
UPRIGHT = Camera(scale=300.0)


def body_of(pose: Pose) -> Body:
    body = Body()
    body.update(pose)
    return body


@pytest.mark.parametrize("camera", CAMERAS)
def test_hands_and_knees(camera: Camera) -> None:
    assert posture_of(body_of(hands_and_knees(0.0, camera))) == "hands_and_knees"


@pytest.mark.parametrize("camera", CAMERAS)
@pytest.mark.parametrize("knee_flexion_deg", [60.0, 100.0, 130.0])
def test_hook_lying(camera: Camera, knee_flexion_deg: float) -> None:
    assert posture_of(body_of(hook_lying(0.0, camera, knee_flexion_deg=knee_flexion_deg))) == "hook_lying"


@pytest.mark.parametrize("camera", CAMERAS)
@pytest.mark.parametrize("inclination_deg", [0.0, 25.0])
def test_standing(camera: Camera, inclination_deg: float) -> None:
    assert posture_of(body_of(standing(0.0, camera, trunk_inclination_deg=inclination_deg))) == "standing"


def test_lying_with_the_hips_lifted_is_still_hook_lying() -> None:
    lifted = hook_lying(hip_height=0.5, knee_flexion_deg=90.0)

    assert posture_of(body_of(lifted), before="hook_lying") == "hook_lying"


def test_a_head_that_hangs_or_looks_up_does_not_change_the_posture() -> None:
    for pitch_deg in (-150.0, 30.0):
        assert posture_of(body_of(hands_and_knees(head_pitch_deg=pitch_deg))) == "hands_and_knees"


def test_hands_that_are_hidden_are_no_objection() -> None:
    no_hands = hidden(hands_and_knees(), L.LEFT_WRIST, L.RIGHT_WRIST, L.LEFT_ELBOW, L.RIGHT_ELBOW)

    assert posture_of(body_of(no_hands)) == "hands_and_knees"


def test_feet_that_are_hidden_leave_somebody_standing() -> None:
    no_feet = hidden(standing(0.0, UPRIGHT), L.LEFT_ANKLE, L.RIGHT_ANKLE)

    assert posture_of(body_of(no_feet)) == "standing"


@pytest.mark.parametrize("inclination_deg", [50.0, 70.0, 100.0])
def test_bending_over_from_standing_is_another_posture(inclination_deg: float) -> None:
    assert posture_of(body_of(standing(0.0, UPRIGHT, trunk_inclination_deg=inclination_deg))) == "other"


@pytest.mark.parametrize("inclination_deg", [50.0, 100.0])
def test_whoever_was_standing_still_is_when_bending_over(inclination_deg: float) -> None:
    bent = body_of(standing(0.0, UPRIGHT, trunk_inclination_deg=inclination_deg))

    assert posture_of(bent, before="standing") == "standing"


def test_a_posture_that_was_recognised_is_kept_within_wider_limits() -> None:
    rocking_back = body_of(hands_and_knees(knee_offset=0.6))

    assert posture_of(rocking_back) == "other"
    assert posture_of(rocking_back, before="hands_and_knees") == "hands_and_knees"


def test_child_pose_is_not_hands_and_knees_even_from_there() -> None:
    pose = hands_and_knees()
    low = pose.image_px.copy()
    low[[L.LEFT_HIP, L.RIGHT_HIP], 1] = low[L.LEFT_KNEE, 1] - 40.0

    assert posture_of(body_of(replace(pose, image_px=low)), before="hands_and_knees") == "other"


def test_lying_on_the_back_with_straight_legs_is_not_hook_lying() -> None:
    assert posture_of(body_of(hook_lying(knee_flexion_deg=10.0))) == "other"


def test_lying_on_the_belly_is_neither() -> None:
    pose = hook_lying()
    face_down = pose.world_m * np.float32([1.0, -1.0, -1.0])

    assert posture_of(body_of(replace(pose, world_m=face_down))) == "other"


def test_nothing_can_be_told_without_shoulder_or_hip() -> None:
    for mark in (L.LEFT_SHOULDER, L.LEFT_HIP):
        both = hidden(hands_and_knees(), mark, L(mark + 1))

        assert posture_of(body_of(both)) is None
    assert posture_of(body_of(Pose.nobody(0.0))) is None


@pytest.mark.parametrize("camera", CAMERAS)
@pytest.mark.parametrize("yaw_deg", [-30.0, -10.0, 0.0, 20.0, 40.0])
def test_the_yaw_is_positive_with_the_camera_toward_the_head(camera: Camera, yaw_deg: float) -> None:
    turned = replace(camera, yaw_deg=yaw_deg)

    assert side_yaw_deg(body_of(hands_and_knees(0.0, turned))) == pytest.approx(yaw_deg, abs=0.5)
    assert side_yaw_deg(body_of(hook_lying(0.0, turned))) == pytest.approx(yaw_deg, abs=0.5)


def test_the_yaw_is_not_known_without_the_far_side() -> None:
    body = body_of(hands_and_knees())
    no_far_hip = hidden(hands_and_knees(), L(L.LEFT_HIP + body.far))

    assert math.isnan(side_yaw_deg(body_of(no_far_hip)))


def test_the_yaw_is_not_known_for_a_trunk_without_length() -> None:
    pose = hands_and_knees()
    folded = pose.image_px.copy()
    folded[[L.LEFT_SHOULDER, L.RIGHT_SHOULDER]] = folded[[L.LEFT_HIP, L.RIGHT_HIP]]

    assert math.isnan(side_yaw_deg(body_of(replace(pose, image_px=folded))))


@pytest.mark.parametrize("camera", CAMERAS)
@pytest.mark.parametrize("yaw_deg", [-30.0, 0.0, 30.0])
def test_from_the_side(camera: Camera, yaw_deg: float) -> None:
    assert view(body_of(hands_and_knees(0.0, replace(camera, yaw_deg=yaw_deg)))) == "side"


@pytest.mark.parametrize("facing", [1, -1])
def test_from_the_front_and_the_back(facing: int) -> None:
    """Standing people are turned about their long axis: the camera goes round toward the belly or the back."""
    front = Camera(facing=facing, yaw_deg=90.0, scale=300.0)
    back = Camera(facing=facing, yaw_deg=-90.0, scale=300.0)

    assert view(body_of(standing(0.0, front))) == "front"
    assert view(body_of(standing(0.0, back))) == "back"


def test_the_view_is_unknown_if_the_shoulders_are_in_one_point() -> None:
    pose = hands_and_knees()

    assert view(body_of(replace(pose, world_m=np.zeros_like(pose.world_m)))) == "unknown"
