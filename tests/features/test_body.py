"""One smoothed pose seen from its near side: which side that is, what counts as seen, and what as a cut."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posecoach.features.body import JUMP_WAIT_S, SIDE_SWITCH_M, Body, arm_direction_deg
from posecoach.features.extract import Extractor
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from tests.poses import (
    NEAR_SIDE,
    SIDE,
    CameraPlace,
    every,
    film,
    hands_and_knees,
    hook_lying,
    jittered,
    mirrored,
)

EVERYTHING = Extractor(NEAR_SIDE)
ARM_AND_HEAD = [(0.0, {"head_pitch_deg": -85.0}), (1.0, {"head_pitch_deg": -30.0, "bow": 0.05}), (2.0, {})]


def body_of(*poses: Pose) -> Body:
    body = Body()
    for pose in poses:
        body.update(pose)
    return body


def seen_of(poses: Sequence[Pose]) -> list[bool]:
    """Return whether the body is seen after each pose."""
    body, seen = Body(), []
    for pose in poses:
        body.update(pose)
        seen.append(body.seen)
    return seen


def measured(poses: Sequence[Pose]) -> np.ndarray:
    body, rows = Body(), []
    for pose in poses:
        body.update(pose)
        rows.append(EVERYTHING.measure(body))
    return np.array(rows)


@pytest.mark.parametrize(
    ("facing", "is_mirrored", "near"), [(1, False, 1), (-1, False, 0), (1, True, 0), (-1, True, 1)]
)
def test_the_near_side_is_the_one_with_less_depth(facing: int, is_mirrored: bool, near: int) -> None:
    body = body_of(hands_and_knees(0.0, CameraPlace(facing=facing, mirrored=is_mirrored)))

    assert (body.near, body.far) == (near, 1 - near)


def with_depth_difference(nearer_right_m: float, t_s: float) -> Pose:
    """Return a pose whose right shoulder and hip together are nearer than the left ones by a length."""
    pose = hands_and_knees(t_s)
    world = pose.world_m.copy()
    world[[L.LEFT_SHOULDER, L.LEFT_HIP], 2] = nearer_right_m / 2.0
    world[[L.RIGHT_SHOULDER, L.RIGHT_HIP], 2] = 0.0
    return replace(pose, world_m=world)


def test_the_near_side_does_not_change_with_wavering_depth() -> None:
    flicker = [with_depth_difference(0.9 * SIDE_SWITCH_M * (-1) ** i, float(i)) for i in range(6)]

    assert body_of(with_depth_difference(0.5, -1.0), *flicker).near == 1
    assert body_of(with_depth_difference(-0.5, -1.0), *flicker).near == 0


@pytest.mark.parametrize(("nearer_m", "changes"), [(0.08, False), (0.0801, True)])
@pytest.mark.parametrize("near", [0, 1])
def test_the_near_side_changes_where_the_other_is_nearer_by_more_than_eight_centimetres(
    nearer_m: float, changes: bool, near: int
) -> None:
    body = Body()
    body.near, body.far = near, 1 - near
    for mark in (L.LEFT_SHOULDER, L.LEFT_HIP):  # half of it each
        body.world[mark] = [0.0, 0.0, nearer_m / 2.0 if near == 0 else 0.0]
        body.world[mark + 1] = [0.0, 0.0, nearer_m / 2.0 if near == 1 else 0.0]

    body._choose_near_side()

    assert (body.near, body.far) == ((1 - near, near) if changes else (near, 1 - near))


def test_the_near_side_changes_when_the_person_turns_round() -> None:
    turned = [with_depth_difference(0.5, 0.0), with_depth_difference(-0.5, 1.0)]

    assert body_of(*turned).near == 0


@pytest.mark.parametrize("facing", [1, -1])
def test_the_back_points_up_on_hands_and_knees_and_down_when_lying(facing: int) -> None:
    camera = CameraPlace(facing=facing)

    assert body_of(hands_and_knees(0.0, camera)).dorsal == pytest.approx((0.0, -1.0, 0.0), abs=1e-6)
    assert body_of(hook_lying(0.0, camera)).dorsal == pytest.approx((0.0, 1.0, 0.0), abs=1e-6)


def test_nobody_is_not_seen() -> None:
    body = body_of(hands_and_knees(0.0), Pose.nobody(0.1))

    assert not body.seen
    assert math.isnan(body.trunk_px)
    assert all(math.isnan(x) for point in body.points for x in point)


def test_a_body_in_one_point_has_no_back() -> None:
    pose = hands_and_knees()
    body = body_of(replace(pose, world_m=np.zeros_like(pose.world_m)))

    assert all(math.isnan(part) for part in body.dorsal)


def test_the_far_side_is_the_other_one_after_each_turn() -> None:
    body = body_of(*(with_depth_difference(metres, float(i)) for i, metres in enumerate((0.5, -0.5))))

    assert (body.near, body.far) == (0, 1)


@pytest.mark.parametrize(
    ("point", "is_seen"),
    [
        ((-20.0, 500.0), True),
        ((1020.0, 500.0), True),
        ((500.0, -20.0), True),
        ((500.0, 1020.0), True),
        ((1021.0, 500.0), False),
        ((500.0, 1021.0), False),
        ((-21.0, 500.0), False),
        ((500.0, -21.0), False),
    ],
)
def test_a_point_on_the_edge_of_the_margin_is_still_seen(point: tuple[float, float], is_seen: bool) -> None:
    pose = hands_and_knees()
    image_px = pose.image_px.copy()
    image_px[L.NOSE] = point

    found = body_of(replace(pose, image_px=image_px, size_wh=(1000, 1000))).points[L.NOSE]

    assert (found == pytest.approx(point)) == is_seen


def moved_by(lengths: float, t_s: float) -> Pose:
    """Return the usual pose in another place, so many lengths of its trunk to the right."""
    pose = hands_and_knees(t_s)
    trunk_px = math.dist(pose.image_px[L.LEFT_SHOULDER], pose.image_px[L.LEFT_HIP])
    return replace(pose, image_px=pose.image_px + np.array([lengths * trunk_px, 0.0]), size_wh=(0, 0))


@pytest.mark.parametrize(
    ("lengths", "after_s", "is_seen"),
    [(0.4, 0.01, True), (0.6, 0.01, False), (1.2, 0.4, True), (2.0, 0.4, False)],
)
def test_a_trunk_moves_only_as_far_as_a_body_can(lengths: float, after_s: float, is_seen: bool) -> None:
    assert body_of(moved_by(0.0, 0.0), moved_by(lengths, after_s)).seen == is_seen


def test_the_way_of_a_body_is_that_from_the_pose_before() -> None:
    body = body_of(moved_by(0.0, 0.0), moved_by(0.05, 0.1), moved_by(0.15, 0.2))
    assert body.way == pytest.approx(0.1, abs=1e-4)
    body.update(Pose.nobody(0.3))
    assert body.way == math.inf
    assert Body().way == math.inf


def test_a_new_body_is_seen_from_its_left() -> None:
    assert (Body().near, Body().far) == (0, 1)


def test_a_trunk_of_which_one_shoulder_has_no_height_is_that_of_the_other_side() -> None:
    pose = hands_and_knees()
    image_px = pose.image_px.copy()
    image_px[L.RIGHT_SHOULDER, 1] = math.nan

    assert body_of(replace(pose, image_px=image_px)).seen


@pytest.mark.parametrize(
    ("shoulder", "wrist", "other_x", "deg"),
    [
        (L.LEFT_SHOULDER, L.LEFT_WRIST, -10.0, 90.0),
        (L.LEFT_SHOULDER, L.LEFT_WRIST, 10.0, -90.0),
        (L.RIGHT_SHOULDER, L.RIGHT_WRIST, -10.0, 90.0),
    ],
)
def test_an_arm_that_points_to_the_right_points_out_where_its_shoulder_is_the_right_one(
    shoulder: L, wrist: L, other_x: float, deg: float
) -> None:
    points = [(math.nan, math.nan)] * 33
    points[shoulder], points[wrist] = (0.0, 0.0), (50.0, 0.0)
    points[L.RIGHT_SHOULDER if shoulder is L.LEFT_SHOULDER else L.LEFT_SHOULDER] = (other_x, 0.0)

    assert arm_direction_deg(points, shoulder, wrist) == pytest.approx(deg)


@pytest.mark.parametrize("factor", [0.7, 1.4])
def test_a_trunk_that_changes_its_length_in_no_time_is_not_believed_for_a_while(factor: float) -> None:
    cut_s = 1.0
    poses = [
        hands_and_knees(t_s, CameraPlace(scale=300.0 if t_s < cut_s else 300.0 * factor))
        for t_s in every(30.0, 2.0)
    ]

    seen = seen_of(poses)

    for pose, is_seen in zip(poses, seen, strict=True):
        assert is_seen == (not cut_s <= pose.t_s < cut_s + JUMP_WAIT_S - 1e-6)


def test_a_trunk_that_slowly_looks_shorter_is_believed_all_the_time() -> None:
    approach = [hands_and_knees(t_s, CameraPlace(scale=400.0 - 60.0 * t_s)) for t_s in every(30.0, 4.0)]

    assert all(seen_of(approach))


def test_the_first_pose_after_a_long_absence_is_no_jump() -> None:
    back = [hands_and_knees(0.0), *(Pose.nobody(t_s) for t_s in (0.5, 1.0, 1.5)), hands_and_knees(2.0)]
    moved_closer = replace(back[-1], image_px=back[-1].image_px * 1.8)

    assert seen_of([*back[:-1], moved_closer])[-1]


@given(
    head=st.floats(-140.0, 0.0),
    bow=st.floats(-0.1, 0.1),
    elbow=st.floats(0.0, 90.0),
    knee=st.floats(-0.4, 0.4),
    scale=st.floats(0.3, 2.0),
    shift=st.tuples(st.floats(-100.0, 100.0), st.floats(-50.0, 50.0)),
)
@settings(max_examples=30)
def test_features_do_not_depend_on_size_and_place_in_the_picture(
    head: float, bow: float, elbow: float, knee: float, scale: float, shift: tuple[float, float]
) -> None:
    path = [
        (0.0, {"head_pitch_deg": -85.0, "bow": 0.0, "elbow_flexion_deg": 0.0, "knee_offset": 0.0}),
        (1.0, {"head_pitch_deg": head, "bow": bow, "elbow_flexion_deg": elbow, "knee_offset": knee}),
    ]
    poses = film(hands_and_knees, path, every(15.0, 1.0), CameraPlace(scale=250.0))
    moved = [
        replace(pose, image_px=pose.image_px * scale + np.float32(shift), size_wh=(4000, 4000))
        for pose in poses
    ]

    np.testing.assert_allclose(measured(moved), measured(poses), rtol=1e-3, atol=2e-2)


@given(height=st.floats(0.0, 0.6), rotation=st.floats(-30.0, 30.0), foot=st.floats(-20.0, 40.0))
@settings(max_examples=30)
def test_in_a_mirrored_picture_only_the_side_of_the_rotation_changes(
    height: float, rotation: float, foot: float
) -> None:
    path = [
        (0.0, {"hip_height": 0.0, "trunk_rotation_deg": 0.0, "foot_inclination_deg": 0.0}),
        (1.0, {"hip_height": height, "trunk_rotation_deg": rotation, "foot_inclination_deg": foot}),
    ]
    poses = film(hook_lying, path, every(15.0, 1.0))
    here, there = measured(poses), measured([mirrored(pose) for pose in poses])
    there[:, EVERYTHING.names.index("trunk_rotation_deg")] *= -1.0

    np.testing.assert_allclose(there, here, rtol=1e-3, atol=2e-2)


def test_jitter_of_the_landmarks_is_smoothed() -> None:
    still = [hook_lying(t_s) for t_s in every(30.0, 4.0)]
    noisy = jittered(still, sigma_px=2.0)
    knee = EVERYTHING.names.index("knee_flexion_deg")
    raw = np.array([measured([pose])[0, knee] for pose in noisy[30:]])

    assert np.std(measured(noisy)[30:, knee]) < 0.6 * np.std(raw)


@pytest.mark.parametrize("make", [hands_and_knees, hook_lying])
def test_reset_equals_new(make: type) -> None:
    used = body_of(
        *film(hands_and_knees, ARM_AND_HEAD, every(30.0, 2.0), CameraPlace(facing=-1, scale=200.0))
    )
    used.reset()
    new = Body()

    for t_s in every(30.0, 0.5):
        pose = make(t_s, SIDE)
        used.update(pose)
        new.update(pose)
        assert EVERYTHING.measure(used) == pytest.approx(EVERYTHING.measure(new), nan_ok=True, abs=0.0)
        assert (used.near, used.seen, used.dorsal) == (new.near, new.seen, new.dorsal)
