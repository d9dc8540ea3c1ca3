"""Camera view and yaw."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from posecoach.features.body import Body
from posecoach.features.view import facing_deg, side_yaw_deg, view
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from tests.poses import CameraPlace, hands_and_knees, hidden, hook_lying, standing

CAMERAS = [
    pytest.param(CameraPlace(facing=facing, mirrored=mirrored, scale=300.0), id=f"{facing} {mirrored}")
    for facing in (1, -1)
    for mirrored in (False, True)
]
UPRIGHT = CameraPlace(scale=300.0)


def body_of(pose: Pose) -> Body:
    body = Body()
    body.update(pose)
    return body


@pytest.mark.parametrize("camera", CAMERAS)
@pytest.mark.parametrize("yaw_deg", [-30.0, -10.0, 0.0, 20.0, 40.0])
def test_the_yaw_is_positive_with_the_camera_toward_the_head(camera: CameraPlace, yaw_deg: float) -> None:
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
def test_from_the_side(camera: CameraPlace, yaw_deg: float) -> None:
    assert view(body_of(hands_and_knees(0.0, replace(camera, yaw_deg=yaw_deg)))) == "side"


@pytest.mark.parametrize("facing", [1, -1])
def test_from_the_front_and_the_back(facing: int) -> None:
    """Standing people are turned about their long axis: the camera goes round toward the belly or the back."""
    front = CameraPlace(facing=facing, yaw_deg=90.0, scale=300.0)
    back = CameraPlace(facing=facing, yaw_deg=-90.0, scale=300.0)

    assert view(body_of(standing(0.0, front))) == "front"
    assert view(body_of(standing(0.0, back))) == "back"


def test_the_view_is_unknown_if_the_shoulders_are_in_one_point() -> None:
    pose = hands_and_knees()

    assert view(body_of(replace(pose, world_m=np.zeros_like(pose.world_m)))) == "unknown"


@pytest.mark.parametrize("camera", CAMERAS)
@pytest.mark.parametrize("yaw_deg", [-85.0, -60.0, 60.0, 85.0])
def test_far_off_the_side_it_still_tells_toward_which_end(camera: CameraPlace, yaw_deg: float) -> None:
    turned = replace(camera, yaw_deg=yaw_deg)

    assert side_yaw_deg(body_of(hands_and_knees(0.0, turned))) == pytest.approx(yaw_deg, abs=1.0)
    assert side_yaw_deg(body_of(hook_lying(0.0, turned))) == pytest.approx(yaw_deg, abs=1.0)


@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize("yaw_deg", [-60.0, -30.0, 0.0, 30.0, 60.0])
def test_of_who_stands_the_yaw_is_positive_with_the_camera_toward_the_front(
    facing: int, yaw_deg: float
) -> None:
    camera = CameraPlace(facing=facing, yaw_deg=yaw_deg, scale=300.0)

    assert side_yaw_deg(body_of(standing(0.0, camera))) == pytest.approx(yaw_deg, abs=15.0)


@pytest.mark.parametrize("facing", [1, -1])
def test_who_faces_the_camera_stands_at_no_angle_to_it(facing: int) -> None:
    front = CameraPlace(facing=facing, yaw_deg=90.0, scale=300.0)
    back = CameraPlace(facing=facing, yaw_deg=-90.0, scale=300.0)

    assert facing_deg(body_of(standing(0.0, front))) == pytest.approx(0.0, abs=6.0)
    assert abs(facing_deg(body_of(standing(0.0, back)))) == pytest.approx(180.0, abs=6.0)
    side = facing_deg(body_of(standing(0.0, replace(front, yaw_deg=30.0))))
    assert side == pytest.approx(math.copysign(60.0, side), abs=15.0)


def test_a_trunk_that_lies_along_the_view_even_for_the_landmarks_is_seen_from_its_end() -> None:
    """They say less than is true: what is more than all that they ever said is as far as can be."""
    pose = hands_and_knees(0.0, CameraPlace(yaw_deg=75.0))
    along = pose.world_m.copy()
    shoulders = [L.LEFT_SHOULDER, L.RIGHT_SHOULDER]
    hips = [L.LEFT_HIP, L.RIGHT_HIP]
    along[shoulders + hips] = [(-0.2, 0.0, -0.5), (0.2, 0.0, -0.5), (-0.1, 0.0, 0.0), (0.1, 0.0, 0.0)]

    assert side_yaw_deg(body_of(replace(pose, world_m=along))) == pytest.approx(90.0, abs=0.5)


@pytest.mark.parametrize("yaw_deg", [-30.0, 0.0, 30.0, 180.0])
@pytest.mark.parametrize("lower", [1.0, -1.0])
def test_who_lies_on_a_side_is_faced_from_where_the_front_is(lower: float, yaw_deg: float) -> None:
    """Their hips lie over one another: how these point in depth wavers all round."""
    pose = standing(0.0, CameraPlace(yaw_deg=90.0, scale=300.0))
    x, y, z = pose.world_m.T
    yaw, along = math.radians(yaw_deg), lower * y
    lying = (
        along * math.cos(yaw) - z * math.sin(yaw),
        -lower * x,
        along * math.sin(yaw) + z * math.cos(yaw),
    )
    pose = replace(pose, world_m=np.stack(lying, axis=1).astype(np.float32))

    assert abs(facing_deg(body_of(pose))) == pytest.approx(abs(yaw_deg), abs=8.0)
