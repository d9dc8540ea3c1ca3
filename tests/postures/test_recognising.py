"""Which posture a body is in."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from posecoach.features.body import Body
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from posecoach.postures.table import OTHER, posture_among, posture_of
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
def test_hands_and_knees(camera: CameraPlace) -> None:
    assert posture_of(body_of(hands_and_knees(0.0, camera))) == "hands_and_knees"


@pytest.mark.parametrize("camera", CAMERAS)
@pytest.mark.parametrize("knee_flexion_deg", [60.0, 100.0, 130.0])
def test_hook_lying(camera: CameraPlace, knee_flexion_deg: float) -> None:
    assert posture_of(body_of(hook_lying(0.0, camera, knee_flexion_deg=knee_flexion_deg))) == "hook_lying"


@pytest.mark.parametrize("camera", CAMERAS)
@pytest.mark.parametrize("inclination_deg", [0.0, 25.0])
def test_standing(camera: CameraPlace, inclination_deg: float) -> None:
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


def test_bending_over_with_the_feet_out_of_the_frame_is_not_hands_and_knees() -> None:
    bent = hidden(standing(0.0, UPRIGHT, trunk_inclination_deg=90.0), L.LEFT_ANKLE, L.RIGHT_ANKLE)

    assert posture_of(body_of(bent)) == "other"


def test_feet_out_of_the_frame_beside_the_knees_are_no_objection() -> None:
    no_feet = hidden(hands_and_knees(), L.LEFT_ANKLE, L.RIGHT_ANKLE)

    assert posture_of(body_of(no_feet)) == "hands_and_knees"


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


def test_legs_that_slide_away_along_the_floor_are_a_fault_and_no_other_posture() -> None:
    assert posture_of(body_of(hook_lying(knee_flexion_deg=10.0)), before="hook_lying") == "hook_lying"


def test_a_stretched_leg_that_is_raised_is_another_posture() -> None:
    pose = hook_lying(knee_flexion_deg=10.0)
    raised = pose.image_px.copy()
    for side in (0, 1):
        hip, knee, ankle = (raised[joint + side] for joint in (L.LEFT_HIP, L.LEFT_KNEE, L.LEFT_ANKLE))
        for joint in (knee, ankle):
            joint[1] = hip[1] - abs(joint[0] - hip[0])

    assert posture_of(body_of(replace(pose, image_px=raised)), before="hook_lying") != "hook_lying"


def test_lying_on_the_belly_is_neither() -> None:
    pose = hook_lying()
    face_down = pose.world_m * np.float32([1.0, -1.0, -1.0])

    assert posture_of(body_of(replace(pose, world_m=face_down))) == "other"


def test_nothing_can_be_told_without_shoulder_or_hip() -> None:
    for mark in (L.LEFT_SHOULDER, L.LEFT_HIP):
        both = hidden(hands_and_knees(), mark, L(mark + 1))

        assert posture_of(body_of(both)) is None
    assert posture_of(body_of(Pose.nobody(0.0))) is None


ON_ALL_FOURS = ("hands_and_knees", "hand_and_knee")


def rolled(pose: Pose, roll_deg: float) -> Pose:
    """Return the pose of somebody whose trunk is rolled about its own length, as the network sees its depth."""
    cos, sin = np.cos(np.radians(roll_deg)), np.sin(np.radians(roll_deg))
    turn = np.array([[1.0, 0.0, 0.0], [0.0, cos, -sin], [0.0, sin, cos]], np.float32)
    return replace(pose, world_m=pose.world_m @ turn.T)


@pytest.mark.parametrize("roll_deg", [0.0, 60.0, 85.0, -85.0])
def test_an_arm_threaded_under_the_body_turns_the_back_and_leaves_the_person_on_hand_and_knees(
    roll_deg: float,
) -> None:
    threaded = body_of(rolled(hands_and_knees(), roll_deg))

    assert posture_among(threaded, ON_ALL_FOURS, before="hands_and_knees") in ON_ALL_FOURS
    assert posture_among(threaded, ON_ALL_FOURS, before="hand_and_knee") in ON_ALL_FOURS


def test_whoever_comes_from_elsewhere_or_faces_the_ceiling_is_not_on_hand_and_knees() -> None:
    threaded, on_the_back = (body_of(rolled(hands_and_knees(), roll_deg)) for roll_deg in (60.0, 120.0))

    assert posture_among(threaded, ON_ALL_FOURS, before="standing") == OTHER
    assert posture_among(on_the_back, ON_ALL_FOURS, before="hand_and_knee") not in ON_ALL_FOURS
