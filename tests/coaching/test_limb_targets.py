"""Where limbs should go: the limit of the broken rule, at its joint, on the side that is seen."""

from __future__ import annotations

import pytest

from posecoach.coaching.coach import Coach
from posecoach.exercises.loader import builtin_exercises
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from posecoach.state import Correction
from tests.poses import CameraPlace, every, facing_camera, film, hands_and_knees, hook_lying

EXERCISES = builtin_exercises()


def corrections_after(key: str, poses: list[Pose]) -> tuple[Correction, ...]:
    coach = Coach(EXERCISES[key])
    for pose in poses:
        coach.step(pose)
    return coach.state.corrections


@pytest.mark.parametrize(("facing", "side"), [(1, 1), (-1, 0)])
def test_bent_arms_should_be_as_straight_as_the_rule_asks(facing: int, side: int) -> None:
    camera = CameraPlace(scale=400.0, facing=facing)
    poses = [hands_and_knees(t_s, camera, elbow_flexion_deg=60.0) for t_s in every(30.0, 3.0)]

    assert corrections_after("cat_cow", poses) == (
        Correction(L.LEFT_SHOULDER + side, L.LEFT_ELBOW + side, L.LEFT_WRIST + side, 25.0),
    )


def test_good_form_needs_no_correction() -> None:
    poses = [hands_and_knees(t_s, CameraPlace(scale=400.0)) for t_s in every(30.0, 3.0)]

    assert corrections_after("cat_cow", poses) == ()


def test_knees_that_left_their_neutral_should_go_back_to_its_limit() -> None:
    path = [(0.0, {"knee_offset": 0.0}), (2.0, {}), (3.0, {"knee_offset": 0.4}), (5.0, {})]
    poses = film(hands_and_knees, path, every(30.0, 5.0), CameraPlace(scale=400.0))
    coach = Coach(EXERCISES["cat_cow"])
    for pose in poses:
        coach.step(pose)
    signals = coach.judge.signals
    i = signals.index["knee_flexion_deg"]
    (correction,) = coach.state.corrections

    change = signals.values[i] - signals.neutral[i]
    assert abs(change) > 18.0
    assert correction.flexion_deg == pytest.approx(signals.neutral[i] + (16.0 if change > 0 else -16.0))


@pytest.mark.parametrize(("knee_deg", "limit_deg"), [(148.0, 140.0), (40.0, 60.0)])
def test_of_two_limits_the_one_that_is_broken_counts(knee_deg: float, limit_deg: float) -> None:
    poses = [
        hook_lying(t_s, CameraPlace(scale=400.0), hip_height=0.08, knee_flexion_deg=knee_deg)
        for t_s in every(30.0, 3.0)
    ]

    assert [found.flexion_deg for found in corrections_after("hook_lying", poses)] == [limit_deg]


def test_an_angle_that_counts_from_180_is_turned_into_a_bend() -> None:
    path = [
        (0.0, {"hip_height": 0.08, "shoulder_hip_knee_deg": 130.0}),
        (2.0, {}),
        (4.0, {"hip_height": 0.6, "shoulder_hip_knee_deg": 205.0}),
        (6.0, {}),
    ]
    poses = film(hook_lying, path, every(30.0, 6.0), CameraPlace(scale=300.0))
    found = [c for c in corrections_after("hip_lift_twist", poses) if c.at in {L.LEFT_HIP, L.RIGHT_HIP}]

    assert [correction.flexion_deg for correction in found] == [pytest.approx(10.0)]


def test_of_both_arms_only_the_bent_one_is_corrected() -> None:
    def circling(t_s: float, camera: CameraPlace, *, arms_deg: float) -> Pose:
        pose = facing_camera(
            t_s, camera, left_arm_deg=arms_deg, right_arm_deg=arms_deg, elbows_flexion_deg=70.0
        )
        straight = facing_camera(t_s, camera, left_arm_deg=arms_deg, right_arm_deg=arms_deg)
        for mark in (L.LEFT_ELBOW, L.LEFT_WRIST):
            pose.image_px[mark] = straight.image_px[mark]
        return pose

    path = [(0.0, {"arms_deg": 20.0}), (1.0, {}), (3.0, {"arms_deg": 120.0})]
    poses = film(circling, path, every(30.0, 3.0), CameraPlace(scale=300.0))

    assert corrections_after("arm_circles", poses) == (
        Correction(L.RIGHT_SHOULDER, L.RIGHT_ELBOW, L.RIGHT_WRIST, 25.0),
    )
