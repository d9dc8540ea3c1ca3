"""Every feature against the angle or length that the pose was built from."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from posecoach.features.body import Body
from posecoach.features.extract import Extractor, feature_names, get_feature
from posecoach.features.joints import HIP_DEPTH, belly_side
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.outline import OUTLINE_POINTS
from posecoach.pose.pose import Pose
from tests.poses import (
    NEAR_SIDE,
    CameraPlace,
    facing_camera,
    hands_and_knees,
    hidden,
    hook_lying,
    outline,
    standing,
)

CAMERAS = [
    pytest.param(
        CameraPlace(facing=facing, mirrored=mirrored, scale=scale), id=f"{facing} {mirrored} {scale}"
    )
    for facing in (1, -1)
    for mirrored in (False, True)
    for scale in (500.0, 90.0)
]
UPRIGHT = CameraPlace(scale=300.0)


def measure(name: str, pose: Pose) -> float:
    """Return one feature of a pose that is seen for the first time."""
    body = Body()
    body.update(pose)
    return Extractor([name]).measure(body)[0]


def marked(pose: Pose) -> Pose:
    """Return a pose with the near hip where MediaPipe marks it: before the joint, on the belly's side."""
    body = Body()
    body.update(pose)
    back = HIP_DEPTH * belly_side(body)
    image_px = pose.image_px.copy()
    shoulder, joint = image_px[L.LEFT_SHOULDER + body.near], image_px[L.LEFT_HIP + body.near]
    trunk = np.linalg.solve([[1.0, back], [-back, 1.0]], joint - shoulder)
    image_px[L.LEFT_HIP + body.near] = shoulder + trunk
    return replace(pose, image_px=image_px)


@pytest.mark.parametrize("camera", CAMERAS)
@pytest.mark.parametrize("bow", [-0.08, 0.0, 0.07])
def test_back_bow_is_the_mean_deviation_of_the_outline_from_its_chord(
    camera: CameraPlace, bow: float
) -> None:
    assert measure("back_bow", hands_and_knees(0.0, camera, bow=bow)) == pytest.approx(bow, abs=1e-4)


@pytest.mark.parametrize("tilt", [-0.3, 0.4])
def test_back_bow_does_not_depend_on_where_the_outline_lies(tilt: float) -> None:
    lying_askew = outline(0.06, height=0.1) + tilt * np.linspace(0.0, 1.0, OUTLINE_POINTS)
    pose = replace(hands_and_knees(), back_outline=lying_askew.astype(np.float32))

    assert measure("back_bow", pose) == pytest.approx(0.06, abs=1e-4)


def test_back_turn_is_the_angle_between_straight_fits_to_the_outer_thirds() -> None:
    along = np.linspace(0.05, 1.0, OUTLINE_POINTS)
    roof = np.where(along < 0.5, along * math.tan(math.radians(20.0)), 0.0)
    roof = np.where(along >= 0.5, roof.max() - (along - 0.5) * math.tan(math.radians(12.0)), roof)
    pose = replace(hands_and_knees(), back_outline=roof.astype(np.float32))

    assert measure("back_turn_deg", pose) == pytest.approx(32.0, abs=0.01)


@pytest.mark.parametrize("name", ["back_bow", "back_turn_deg"])
def test_the_back_is_not_seen_without_an_outline(name: str) -> None:
    assert math.isnan(measure(name, replace(hands_and_knees(), back_outline=None)))


@pytest.mark.parametrize("name", ["back_bow", "back_turn_deg"])
def test_the_edge_of_an_upright_trunk_is_its_back_from_the_side_only(name: str) -> None:
    edge = outline(0.05).astype(np.float32)

    assert measure(name, replace(standing(0.0, UPRIGHT), back_outline=edge)) > 0.0
    assert math.isnan(measure(name, replace(facing_camera(0.0, UPRIGHT), back_outline=edge)))


@pytest.mark.parametrize("name", ["back_bow", "back_turn_deg"])
def test_the_back_is_not_seen_if_a_part_of_its_outline_is_missing(name: str) -> None:
    gap = outline(0.05).astype(np.float32)
    gap[3] = np.nan

    assert math.isnan(measure(name, replace(hands_and_knees(), back_outline=gap)))


@pytest.mark.parametrize("camera", CAMERAS)
@pytest.mark.parametrize("pitch_deg", [-140.0, -85.0, -20.0, 30.0])
def test_head_pitch_is_the_faces_direction_against_the_trunk(camera: CameraPlace, pitch_deg: float) -> None:
    pose = hands_and_knees(0.0, camera, head_pitch_deg=pitch_deg)

    assert measure("head_pitch_deg", pose) == pytest.approx(pitch_deg, abs=0.01)


def test_head_pitch_does_not_depend_on_the_trunks_inclination() -> None:
    pose = hands_and_knees(head_pitch_deg=-60.0, trunk_inclination_deg=75.0)

    assert measure("head_pitch_deg", pose) == pytest.approx(-60.0, abs=0.01)


@pytest.mark.parametrize("camera", CAMERAS)
@pytest.mark.parametrize("flexion_deg", [0.0, 20.0, 70.0])
def test_elbow_flexion(camera: CameraPlace, flexion_deg: float) -> None:
    pose = hands_and_knees(0.0, camera, elbow_flexion_deg=flexion_deg)

    assert measure("elbow_flexion_deg", pose) == pytest.approx(flexion_deg, abs=0.01)


@pytest.mark.parametrize("camera", CAMERAS)
@pytest.mark.parametrize("flexion_deg", [30.0, 90.0, 125.0])
def test_knee_flexion(camera: CameraPlace, flexion_deg: float) -> None:
    pose = hook_lying(0.0, camera, knee_flexion_deg=flexion_deg)

    assert measure("knee_flexion_deg", pose) == pytest.approx(flexion_deg, abs=0.01)


def test_a_straight_leg_has_no_flexion() -> None:
    assert measure("knee_flexion_deg", standing(0.0, UPRIGHT)) == pytest.approx(0.0, abs=0.01)


@pytest.mark.parametrize("camera", CAMERAS)
@pytest.mark.parametrize("angle_deg", [120.0, 178.0, 200.0])
def test_shoulder_hip_knee_grows_beyond_180_when_the_back_arches(
    camera: CameraPlace, angle_deg: float
) -> None:
    pose = hook_lying(0.0, camera, hip_height=0.6, shoulder_hip_knee_deg=angle_deg)

    assert measure("shoulder_hip_knee_deg", marked(pose)) == pytest.approx(angle_deg, abs=0.01)


@pytest.mark.parametrize("angle_deg", [120.0, 178.0, 200.0])
def test_hip_flexion_has_no_sign(angle_deg: float) -> None:
    pose = hook_lying(hip_height=0.6, shoulder_hip_knee_deg=angle_deg)

    assert measure("hip_flexion_deg", marked(pose)) == pytest.approx(abs(180.0 - angle_deg), abs=0.01)


@pytest.mark.parametrize("camera", CAMERAS)
@pytest.mark.parametrize("inclination_deg", [70.0, 90.0, 110.0])
def test_trunk_inclination_is_against_the_vertical(camera: CameraPlace, inclination_deg: float) -> None:
    pose = hands_and_knees(0.0, camera, trunk_inclination_deg=inclination_deg)

    assert measure("trunk_inclination_deg", pose) == pytest.approx(inclination_deg, abs=0.01)


@pytest.mark.parametrize("camera", CAMERAS)
@pytest.mark.parametrize("inclination_deg", [-12.0, 0.0, 35.0])
def test_foot_inclination_is_positive_with_the_toes_up(camera: CameraPlace, inclination_deg: float) -> None:
    pose = hook_lying(0.0, camera, foot_inclination_deg=inclination_deg)

    assert measure("foot_inclination_deg", pose) == pytest.approx(inclination_deg, abs=0.01)


@pytest.mark.parametrize("camera", CAMERAS)
@pytest.mark.parametrize("height", [0.0, 0.08, 0.45])
def test_hip_height_is_in_trunk_lengths_over_the_floor_line(camera: CameraPlace, height: float) -> None:
    assert measure("hip_height", hook_lying(0.0, camera, hip_height=height)) == pytest.approx(
        height, abs=1e-3
    )


def turn_from_rest_deg(rotation_deg: float, camera: CameraPlace, hip_height: float = 0.3) -> float:
    """Return how much the trunk's rotation reads for a turn of the chest, against lying level."""
    turned = hook_lying(0.0, camera, hip_height=hip_height, trunk_rotation_deg=rotation_deg)
    level = hook_lying(0.0, camera, hip_height=hip_height)
    return measure("trunk_rotation_deg", turned) - measure("trunk_rotation_deg", level)


@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize("is_mirrored", [False, True])
def test_trunk_rotation_is_positive_to_the_persons_left(facing: int, is_mirrored: bool) -> None:
    camera = CameraPlace(facing=facing, mirrored=is_mirrored)
    to_left = -1.0 if is_mirrored else 1.0

    assert to_left * turn_from_rest_deg(20.0, camera) > 10.0
    assert to_left * turn_from_rest_deg(-20.0, camera) < -10.0


@pytest.mark.parametrize("facing", [1, -1])
def test_trunk_rotation_grows_with_the_turn(facing: int) -> None:
    turns = [
        turn_from_rest_deg(float(angle_deg), CameraPlace(facing=facing)) for angle_deg in range(-40, 41, 10)
    ]

    assert turns == sorted(turns)
    assert turns == pytest.approx([-turn for turn in reversed(turns)], abs=3.0)


def test_trunk_rotation_does_not_depend_on_the_size_in_the_picture() -> None:
    assert turn_from_rest_deg(15.0, CameraPlace(scale=90.0)) == pytest.approx(
        turn_from_rest_deg(15.0, CameraPlace(scale=500.0)), abs=0.05
    )


def test_lifting_the_hips_is_no_rotation() -> None:
    readings = [measure("trunk_rotation_deg", hook_lying(hip_height=height)) for height in (0.0, 0.25, 0.5)]

    assert max(readings) - min(readings) < 2.0


@pytest.mark.parametrize("camera", CAMERAS)
@pytest.mark.parametrize("offset", [-0.4, 0.0, 0.3])
def test_knee_offset_is_positive_with_the_knees_ahead_of_the_hips(camera: CameraPlace, offset: float) -> None:
    assert measure("knee_offset", hands_and_knees(0.0, camera, knee_offset=offset)) == pytest.approx(
        offset, abs=1e-3
    )


@pytest.mark.parametrize("camera", CAMERAS)
@pytest.mark.parametrize("offset", [-0.3, 0.0, 0.5])
def test_hand_offset_is_positive_with_the_hands_ahead_of_the_shoulders(
    camera: CameraPlace, offset: float
) -> None:
    assert measure("hand_offset", hands_and_knees(0.0, camera, hand_offset=offset)) == pytest.approx(
        offset, abs=1e-3
    )


@pytest.mark.parametrize("camera", CAMERAS)
def test_hand_hip_distance_is_in_trunk_lengths(camera: CameraPlace) -> None:
    pose = hook_lying(0.0, camera, hand_hip_distance=0.4)

    assert measure("hand_hip_distance", pose) == pytest.approx(0.4, abs=1e-3)


@pytest.mark.parametrize("camera", CAMERAS)
def test_toe_shoulder_distance_grows_as_the_trunk_moves_headward(camera: CameraPlace) -> None:
    """The feet stay where they are; the straighter the knees, the further headward the trunk."""
    near, far = (
        measure("toe_shoulder_distance", hook_lying(0.0, camera, knee_flexion_deg=flexion))
        for flexion in (110.0, 80.0)
    )
    legs_m = [
        math.sqrt(0.42**2 + 0.40**2 + 2 * 0.42 * 0.40 * math.cos(math.radians(flexion)))
        for flexion in (110.0, 80.0)
    ]

    assert far - near == pytest.approx((legs_m[1] - legs_m[0]) / 0.5, abs=0.01)


@pytest.mark.parametrize("camera", CAMERAS)
def test_the_trunk_is_further_along_the_floor_the_further_headward_it_is(camera: CameraPlace) -> None:
    lying = hook_lying(0.0, camera)
    body = Body()
    body.update(lying)
    headward_px = 0.3 * (body.side(L.LEFT_SHOULDER)[0] - body.side(L.LEFT_HIP)[0])
    moved = replace(lying, image_px=lying.image_px + np.float32([headward_px, 0.0]))

    assert measure("trunk_place", moved) - measure("trunk_place", lying) == pytest.approx(0.3, abs=0.01)


def test_feet_that_move_alone_do_not_move_the_trunk() -> None:
    lying = hook_lying()
    feet = lying.image_px.copy()
    feet[L.LEFT_ANKLE :] += np.float32([40.0, 20.0])

    assert measure("trunk_place", replace(lying, image_px=feet)) == measure("trunk_place", lying)


@pytest.mark.parametrize("camera", CAMERAS)
def test_a_heel_that_leaves_the_floor_raises_the_ankle(camera: CameraPlace) -> None:
    flat = hook_lying(0.0, camera)
    body = Body()
    body.update(flat)
    up = flat.image_px.copy()
    up[[L.LEFT_ANKLE, L.RIGHT_ANKLE], 1] -= 0.06 * body.trunk_px
    lifted = replace(flat, image_px=up)

    assert measure("ankle_height", lifted) - measure("ankle_height", flat) == pytest.approx(0.06, abs=0.01)


@pytest.mark.parametrize("name", feature_names())
def test_nobody_in_the_frame_leaves_every_feature_not_seen(name: str) -> None:
    assert math.isnan(measure(name, Pose.nobody(0.0)))


NEEDS = [
    pytest.param(name, mark, id=f"{name} without {mark.name.removeprefix('LEFT_').lower()}")
    for name in (*NEAR_SIDE, "toe_shoulder_distance")
    if not get_feature(name).outline
    for mark in get_feature(name).landmarks
]


@pytest.mark.parametrize(("name", "mark"), NEEDS)
@pytest.mark.parametrize("facing", [1, -1])
def test_a_feature_is_not_seen_if_a_near_landmark_that_it_stands_on_is_hidden(
    name: str, mark: L, facing: int
) -> None:
    pose = hook_lying(0.0, CameraPlace(facing=facing))
    assert not math.isnan(measure(name, pose))
    body = Body()
    body.update(pose)
    near = mark if mark == L.NOSE else L(mark + body.near)

    assert math.isnan(measure(name, hidden(pose, near)))


@pytest.mark.parametrize(
    "name", ["knee_flexion_deg", "hip_height", "elbow_flexion_deg", "foot_inclination_deg"]
)
def test_the_far_side_may_be_hidden(name: str) -> None:
    pose = hook_lying()
    body = Body()
    body.update(pose)
    far = [L(mark + body.far) for mark in get_feature(name).landmarks]

    assert measure(name, hidden(pose, *far)) == measure(name, pose)


def test_a_far_shoulder_that_is_hidden_leaves_the_rotation_not_seen() -> None:
    pose = hook_lying()
    body = Body()
    body.update(pose)

    assert math.isnan(measure("trunk_rotation_deg", hidden(pose, L(L.LEFT_SHOULDER + body.far))))


def test_a_landmark_outside_of_the_frame_was_guessed_and_is_not_seen() -> None:
    feet_cut_off = hook_lying(0.0, CameraPlace(size_wh=(600, 720)))

    assert math.isnan(measure("foot_inclination_deg", feet_cut_off))
    assert measure("hip_flexion_deg", feet_cut_off) == pytest.approx(
        measure("hip_flexion_deg", hook_lying()), abs=0.01
    )


def test_a_frame_of_unknown_size_cuts_nothing_off() -> None:
    pose = replace(hook_lying(0.0, CameraPlace(size_wh=(600, 720))), size_wh=(0, 0))

    assert not math.isnan(measure("foot_inclination_deg", pose))


@pytest.mark.parametrize("name", feature_names())
def test_a_feature_says_what_it_means_and_how_well_it_is_measured(name: str) -> None:
    feature = get_feature(name)

    assert feature.name == name
    assert feature.meaning.endswith(".")
    assert feature.error > 0.0
    assert feature.source
    assert name.endswith("_deg") == (feature.unit == "deg")


def test_the_names_of_the_contract_are_there() -> None:
    assert {
        "knee_flexion_deg",
        "hip_flexion_deg",
        "elbow_flexion_deg",
        "shoulder_hip_knee_deg",
        "trunk_inclination_deg",
        "trunk_rotation_deg",
        "back_bow",
        "back_turn_deg",
        "hip_height",
    } <= set(feature_names())


def test_an_extractor_measures_in_the_order_asked_for() -> None:
    body = Body()
    body.update(hook_lying(hip_height=0.3, knee_flexion_deg=80.0))

    assert Extractor(["knee_flexion_deg", "hip_height"]).measure(body) == pytest.approx([80.0, 0.3], abs=0.01)


def test_an_extractor_knows_whether_it_needs_the_outline() -> None:
    assert Extractor(["hip_height", "back_bow"]).needs_outline
    assert not Extractor(["hip_height", "knee_flexion_deg"]).needs_outline


def test_a_feature_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        Extractor(["spine_flexion"])


@pytest.mark.parametrize("camera", [CameraPlace(facing=facing, scale=300.0) for facing in (1, -1)])
@pytest.mark.parametrize("back_deg", [-30.0, 0.0, 20.0])
def test_backward_lean_tells_back_from_forward_whichever_way_somebody_faces(
    camera: CameraPlace, back_deg: float
) -> None:
    pose = standing(0.0, camera, trunk_inclination_deg=-back_deg)
    assert measure("backward_lean_deg", pose) == pytest.approx(back_deg, abs=0.1)


def test_backward_lean_is_not_told_from_the_front() -> None:
    assert math.isnan(measure("backward_lean_deg", standing(0.0, CameraPlace(yaw_deg=70.0, scale=300.0))))
