"""Features of somebody who stands and faces the camera: arms, turns of chest and pelvis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace

import pytest

from posecoach.features.body import Body
from posecoach.features.extract import Extractor
from posecoach.features.front import pelvis_rotation_deg
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from tests.poses import CameraPlace, every, facing_camera, film, hidden, mirrored

SMALL = CameraPlace(scale=300.0)
FPS = [15.0, 30.0, 60.0]


def last(name: str, poses: Sequence[Pose]) -> float:
    """Return a feature after some poses."""
    body = Body()
    for pose in poses:
        body.update(pose)
    return Extractor([name]).measure(body)[0]


@pytest.mark.parametrize("angle_deg", [0.0, 45.0, 90.0, 170.0])
@pytest.mark.parametrize("arm", ["left", "right"])
def test_arm_elevation_is_zero_hanging_and_180_straight_up(arm: str, angle_deg: float) -> None:
    pose = facing_camera(0.0, SMALL, **{f"{arm}_arm_deg": angle_deg})

    assert last(f"{arm}_arm_elevation_deg", [pose]) == pytest.approx(angle_deg, abs=0.01)


@pytest.mark.parametrize("angle_deg", [60.0, 150.0])
def test_an_arm_across_the_body_is_raised_as_far_as_one_at_the_side(angle_deg: float) -> None:
    pose = facing_camera(0.0, SMALL, left_arm_deg=-angle_deg)

    assert last("left_arm_elevation_deg", [pose]) == pytest.approx(angle_deg, abs=0.01)


def test_in_a_mirrored_picture_the_arms_change_their_sides() -> None:
    pose = mirrored(facing_camera(0.0, SMALL, left_arm_deg=30.0, right_arm_deg=100.0))

    assert last("left_arm_elevation_deg", [pose]) == pytest.approx(100.0, abs=0.01)
    assert last("right_arm_elevation_deg", [pose]) == pytest.approx(30.0, abs=0.01)


def test_the_elevation_of_both_arms_is_their_mean() -> None:
    pose = facing_camera(0.0, SMALL, left_arm_deg=60.0, right_arm_deg=100.0)

    assert last("arms_elevation_deg", [pose]) == pytest.approx(80.0, abs=0.01)


@pytest.mark.parametrize(
    ("left_deg", "right_deg", "expected_deg"),
    [(90.0, 90.0, 0.0), (90.0, -90.0, 0.0), (120.0, 90.0, 30.0), (170.0, -150.0, 20.0), (-170.0, 170.0, 0.0)],
)
def test_arms_that_circle_alike_mirrored_or_in_parallel_do_not_differ(
    left_deg: float, right_deg: float, expected_deg: float
) -> None:
    pose = facing_camera(0.0, SMALL, left_arm_deg=left_deg, right_arm_deg=right_deg)

    assert last("arms_difference_deg", [pose]) == pytest.approx(expected_deg, abs=0.01)


def circle(turns: float, fps: float) -> list[Pose]:
    """Return the poses of arms that go round from hanging, one turn in two seconds."""
    return [
        facing_camera(t_s, SMALL, left_arm_deg=180.0 * t_s * sign, right_arm_deg=180.0 * t_s * sign)
        for sign in [math.copysign(1.0, turns)]
        for t_s in every(fps, 2.0 * abs(turns))
    ]


@pytest.mark.parametrize("fps", FPS)
@pytest.mark.parametrize("turns", [1.0, -1.0, 2.5])
def test_whole_turns_of_the_arm_add_up_with_their_direction(turns: float, fps: float) -> None:
    assert last("arm_turn_deg", circle(turns, fps)) == pytest.approx(360.0 * turns, abs=30.0)


def test_an_arm_that_goes_up_and_comes_back_has_not_turned() -> None:
    path = [(0.0, {"left_arm_deg": 10.0, "right_arm_deg": 10.0})]
    path += [(1.0, {"left_arm_deg": 170.0, "right_arm_deg": 170.0}), (2.0, dict(path[0][1])), (3.0, {})]

    assert last("arm_turn_deg", film(facing_camera, path, every(30.0, 3.0), SMALL)) == pytest.approx(
        0.0, abs=1.0
    )


def test_the_turn_is_not_seen_while_the_hand_is_not() -> None:
    poses = circle(1.0, 30.0)

    assert math.isnan(last("arm_turn_deg", [*poses[:-1], hidden(poses[-1], L.LEFT_WRIST, L.RIGHT_WRIST)]))


@pytest.mark.parametrize("name", ["left_arm_elevation_deg", "right_arm_elevation_deg", "arms_difference_deg"])
@pytest.mark.parametrize("mark", [L.LEFT_SHOULDER, L.RIGHT_SHOULDER])
def test_which_way_is_outward_is_not_known_with_a_shoulder_hidden(name: str, mark: L) -> None:
    assert math.isnan(last(name, [hidden(facing_camera(0.0, SMALL), mark)]))


@pytest.mark.parametrize("flexion_deg", [0.0, 20.0, 60.0])
def test_both_elbows(flexion_deg: float) -> None:
    pose = facing_camera(0.0, SMALL, elbows_flexion_deg=flexion_deg)

    assert last("elbows_flexion_deg", [pose]) == pytest.approx(flexion_deg, abs=0.05)


def test_one_folded_arm_leaves_the_straighter_elbow_as_it_is() -> None:
    pose = facing_camera(0.0, SMALL)
    points = pose.image_px.copy()
    points[L.LEFT_WRIST, :2] = points[L.LEFT_SHOULDER, :2]
    folded = replace(pose, image_px=points)

    assert last("elbows_flexion_deg", [folded]) == pytest.approx(180.0, abs=0.1)
    assert last("straighter_elbow_flexion_deg", [folded]) == last("elbows_flexion_deg", [pose])


@pytest.mark.parametrize("mark", [L.LEFT_ELBOW, L.RIGHT_ELBOW])
def test_both_elbows_must_be_seen(mark: L) -> None:
    assert math.isnan(last("elbows_flexion_deg", [hidden(facing_camera(0.0, SMALL), mark)]))


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_of_a_raised_arm_and_one_that_rests_only_the_raised_elbow_counts(sign: float) -> None:
    bent = facing_camera(0.0, SMALL, left_arm_deg=sign * 100.0, right_arm_deg=45.0, elbows_flexion_deg=70.0)
    straight = facing_camera(0.0, SMALL, left_arm_deg=sign * 100.0, right_arm_deg=45.0)
    points = bent.image_px.copy()
    points[[L.LEFT_ELBOW, L.LEFT_WRIST]] = straight.image_px[[L.LEFT_ELBOW, L.LEFT_WRIST]]
    resting_bent = replace(bent, image_px=points)

    assert last("elbows_flexion_deg", [resting_bent]) == pytest.approx(70.0, abs=0.1)
    assert last("raised_elbows_flexion_deg", [resting_bent]) == pytest.approx(0.0, abs=0.1)
    assert last("raised_elbows_flexion_deg", [bent]) == pytest.approx(70.0, abs=0.1)


@pytest.mark.parametrize(("left_deg", "right_deg"), [(70.0, 20.0), (20.0, 70.0), (150.0, 150.0)])
def test_the_elbow_of_either_raised_arm_counts(left_deg: float, right_deg: float) -> None:
    pose = facing_camera(0.0, SMALL, left_arm_deg=left_deg, right_arm_deg=right_deg, elbows_flexion_deg=50.0)

    assert last("raised_elbows_flexion_deg", [pose]) == pytest.approx(50.0, abs=0.1)


def test_arms_that_hang_have_no_raised_elbow() -> None:
    assert last("raised_elbows_flexion_deg", [facing_camera(0.0, SMALL, elbows_flexion_deg=50.0)]) == 0.0


@pytest.mark.parametrize("mark", [L.LEFT_ELBOW, L.RIGHT_ELBOW, L.LEFT_WRIST, L.RIGHT_WRIST])
def test_the_bend_of_the_raised_elbows_needs_both_arms(mark: L) -> None:
    pose = facing_camera(0.0, SMALL, left_arm_deg=120.0, right_arm_deg=120.0)

    assert math.isnan(last("raised_elbows_flexion_deg", [hidden(pose, mark)]))


def test_the_distance_of_hand_and_ear_is_in_trunk_lengths() -> None:
    pose = facing_camera(0.0, SMALL, left_arm_deg=180.0)
    dx, dy = 0.35 * 0.5 - 0.08, 0.5 - 0.2

    assert last("hand_ear_distance", [pose]) == pytest.approx(
        math.hypot(dx, dy) / math.hypot(0.5, 0.07), abs=0.01
    )


def turned(seconds: float = 2.0, **to: float) -> list[Pose]:
    """Return the poses of somebody who faces the camera and then turns."""
    path = [(0.0, dict.fromkeys(to, 0.0)), (0.5, {}), (seconds, to), (seconds + 1.0, {})]
    return film(facing_camera, path, every(30.0, seconds + 1.0), SMALL)


def test_the_chests_turn_is_positive_to_the_left_and_grows() -> None:
    turns = [last("chest_turn_deg", turned(chest_turn_deg=float(angle))) for angle in range(-40, 41, 20)]

    assert turns == sorted(turns)
    assert turns[2] == pytest.approx(0.0, abs=0.1)
    assert turns[4] == pytest.approx(-turns[0], abs=0.5)
    assert turns[4] > 30.0


def test_in_a_mirrored_picture_the_chest_turns_to_the_other_side() -> None:
    there = last("chest_turn_deg", [mirrored(pose) for pose in turned(chest_turn_deg=30.0)])

    assert there == pytest.approx(-last("chest_turn_deg", turned(chest_turn_deg=30.0)), abs=0.1)


@pytest.mark.parametrize("angle_deg", [-35.0, 20.0, 35.0])
def test_the_pelvis_turn_is_read_from_the_width_of_the_hips(angle_deg: float) -> None:
    poses = turned(pelvis_turn_deg=angle_deg, chest_turn_deg=2.0 * angle_deg)

    assert last("pelvis_rotation_deg", poses) == pytest.approx(angle_deg, abs=1.5)


def twisted_from(rest_deg: float, pelvis_deg: float, chest_deg: float) -> list[Pose]:
    """Return the poses of somebody who stands turned to the camera by an angle, and then twists by others."""
    rest = {"pelvis_turn_deg": rest_deg, "chest_turn_deg": rest_deg}
    to = {"pelvis_turn_deg": rest_deg + pelvis_deg, "chest_turn_deg": rest_deg + chest_deg}
    return film(facing_camera, [(0.0, rest), (1.0, {}), (2.0, to), (3.0, {})], every(30.0, 3.0), SMALL)


@pytest.mark.parametrize("rest_deg", [15.0, -15.0])
def test_the_pelvis_turn_counts_from_how_the_hips_stand_at_rest(rest_deg: float) -> None:
    way = math.copysign(1.0, rest_deg)

    poses = twisted_from(rest_deg, way * 30.0, way * 60.0)

    assert last("pelvis_rotation_deg", poses) == pytest.approx(way * 30.0, abs=2.0)


@pytest.mark.parametrize("rest_deg", [15.0, -15.0])
def test_hips_that_turn_past_the_camera_look_the_same_twice_and_are_not_judged(rest_deg: float) -> None:
    way = math.copysign(1.0, rest_deg)

    assert math.isnan(last("pelvis_rotation_deg", twisted_from(rest_deg, -way * 30.0, -way * 60.0)))


@pytest.mark.parametrize(
    ("rest_deg", "turn_deg"), [(-10.0, pytest.approx(10.0)), (-10.5, pytest.approx(math.nan, nan_ok=True))]
)
def test_hips_that_rest_a_little_to_the_other_side_are_judged_up_to_ten_degrees(
    rest_deg: float, turn_deg: object
) -> None:
    hips = SimpleNamespace(rest_width=1.0, rest_deg=rest_deg, twist_deg=60.0)
    hips.width = 1.0 / math.cos(math.radians(rest_deg))  # as wide as they look when they face the camera

    assert pelvis_rotation_deg(SimpleNamespace(hips=hips, seen=True)) == turn_deg


def test_a_chest_that_turns_alone_does_not_turn_the_pelvis() -> None:
    assert abs(last("pelvis_rotation_deg", turned(chest_turn_deg=40.0))) < 5.0


@pytest.mark.parametrize("name", ["chest_turn_deg", "pelvis_rotation_deg"])
def test_nobody_has_no_turn(name: str) -> None:
    assert math.isnan(last(name, [*turned(chest_turn_deg=30.0), Pose.nobody(4.0)]))


def test_hips_that_turn_look_narrower_than_at_rest() -> None:
    narrow = last("hip_width_share", turned(pelvis_turn_deg=40.0, chest_turn_deg=80.0))

    assert narrow == pytest.approx(math.cos(math.radians(40.0)), abs=0.02)


def test_hips_that_stay_look_as_wide_as_at_rest() -> None:
    assert last("hip_width_share", turned(chest_turn_deg=40.0)) == pytest.approx(1.0, abs=0.02)
