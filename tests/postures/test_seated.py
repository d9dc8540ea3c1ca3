"""Who sits: on a chair or on the floor; neither who stands, kneels nor lies."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from posecoach.features.body import Body
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from posecoach.postures.table import posture_among, posture_of
from tests.poses import CameraPlace, facing_camera, hands_and_knees, hidden, hook_lying, standing
from tests.sitting import sitting


def body_of(pose: Pose) -> Body:
    body = Body()
    body.update(pose)
    return body


def with_legs(knee: tuple[float, float], ankle: tuple[float, float]) -> Pose:
    """Return somebody upright, seen from the side, with knee and ankle ahead of and below the hip [trunk lengths]."""
    pose = standing(0.0, CameraPlace(scale=300.0))
    image = np.array(pose.image_px, np.float64)
    size = float(np.hypot(*(image[L.LEFT_SHOULDER] - image[L.LEFT_HIP])))
    for side in (0, 1):
        for mark, (ahead, below) in ((L.LEFT_KNEE, knee), (L.LEFT_ANKLE, ankle)):
            image[mark + side] = image[L.LEFT_HIP + side] + size * np.array([ahead, below])
    return replace(pose, image_px=image.astype(np.float32))


ON_A_CHAIR = with_legs((0.84, 0.05), (0.84, 0.85))
LEGS_STRETCHED = with_legs((0.84, -0.05), (1.6, 0.0))
CROSS_LEGGED = with_legs((0.7, 0.1), (0.1, 0.15))
KNEELING = with_legs((0.05, 0.8), (-0.75, 0.85))


@pytest.mark.parametrize("pose", [sitting(), ON_A_CHAIR, LEGS_STRETCHED, CROSS_LEGGED])
def test_sitting(pose: Pose) -> None:
    assert posture_among(body_of(pose), ("seated",)) == "seated"


@pytest.mark.parametrize(
    "pose",
    [KNEELING, standing(), facing_camera(0.0, CameraPlace(scale=300.0)), hook_lying(), hands_and_knees()],
)
def test_not_sitting(pose: Pose) -> None:
    assert posture_among(body_of(pose), ("seated",)) != "seated"


def test_without_a_knee_nobody_is_known_to_sit() -> None:
    legs_under_a_desk = hidden(sitting(), L.LEFT_KNEE, L.RIGHT_KNEE)

    assert posture_among(body_of(legs_under_a_desk), ("seated",)) != "seated"


def test_knees_that_point_to_a_near_camera_lie_low_and_the_person_sits_all_the_same() -> None:
    near = body_of(sitting(knee_drop_m=0.27))

    assert posture_of(near) == "standing"
    assert posture_among(near, ("seated",)) == "seated"
