"""Where limbs should go: the limit of the broken rule, at its joint, on the side that is seen."""

from __future__ import annotations

import math

import pytest

from posecoach.coaching.coach import Coach
from posecoach.exercises.loader import builtin_exercises
from posecoach.features.extract import get_feature
from posecoach.features.geometry import Point, turn_deg
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


def bend_deg(fixed: Point, joint: Point, moving: Point) -> float:
    return abs(turn_deg(fixed, joint, moving))


@pytest.mark.parametrize("facing", [1, -1])
def test_bent_arms_should_be_as_straight_as_the_rule_asks(facing: int) -> None:
    camera = CameraPlace(scale=400.0, facing=facing)
    poses = [hands_and_knees(t_s, camera, elbow_flexion_deg=60.0) for t_s in every(30.0, 3.0)]
    (found,) = corrections_after("cat_cow", poses)

    hand, elbow, shoulder = found.line
    assert bend_deg(hand, elbow, shoulder) == pytest.approx(25.0, abs=0.5)


def test_good_form_needs_no_correction() -> None:
    poses = [hands_and_knees(t_s, CameraPlace(scale=400.0)) for t_s in every(30.0, 3.0)]

    assert corrections_after("cat_cow", poses) == ()


def test_hips_that_left_their_knees_should_go_back_to_the_limit() -> None:
    path = [(0.0, {"knee_offset": 0.0}), (2.0, {}), (3.0, {"knee_offset": 0.4}), (5.0, {})]
    poses = film(hands_and_knees, path, every(30.0, 5.0), CameraPlace(scale=400.0))
    coach = Coach(EXERCISES["cat_cow"])
    for pose in poses:
        coach.step(pose)
    signals = coach.judge.signals
    i = signals.index["knee_flexion_deg"]
    (found,) = coach.state.corrections

    change = signals.values[i] - signals.neutral[i]
    knee, hip = found.line
    ankle = tuple(poses[-1].image_px[L.LEFT_ANKLE])
    limit = signals.neutral[i] + (16.0 if change > 0 else -16.0)
    wanted = min(limit, signals.values[i] - 10.0) if change > 0 else max(limit, signals.values[i] + 10.0)
    assert abs(change) > 18.0
    assert bend_deg(ankle, knee, hip) == pytest.approx(wanted, abs=1.0)


@pytest.mark.parametrize(("knee_deg", "wanted_deg"), [(148.0, 138.0), (40.0, 60.0)])
def test_of_two_limits_the_one_that_is_broken_counts(knee_deg: float, wanted_deg: float) -> None:
    """The limits are 60 and 140; a way of less than ten degrees could not be seen and is drawn longer."""
    poses = [
        hook_lying(t_s, CameraPlace(scale=400.0), hip_height=0.08, knee_flexion_deg=knee_deg)
        for t_s in every(30.0, 3.0)
    ]

    (found,) = corrections_after("hook_lying", poses)
    assert bend_deg(*found.line) == pytest.approx(wanted_deg, abs=0.5)


def test_hips_that_are_too_high_should_sink_until_trunk_and_thigh_have_the_angle() -> None:
    path = [
        (0.0, {"hip_height": 0.08, "shoulder_hip_knee_deg": 130.0}),
        (2.0, {}),
        (4.0, {"hip_height": 0.6, "shoulder_hip_knee_deg": 205.0}),
        (6.0, {}),
    ]
    poses = film(hook_lying, path, every(30.0, 6.0), CameraPlace(scale=300.0))
    hip = tuple(poses[-1].image_px[L.LEFT_HIP])
    found = [c for c in corrections_after("hip_lift_twist", poses) if math.dist(c.way[0], hip) < 2.0]

    assert len(found) == 1
    assert found[0].way[-1][1] > hip[1]


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
    (found,) = corrections_after("arm_circles", poses)

    shoulder = tuple(poses[-1].image_px[L.RIGHT_SHOULDER])
    assert bend_deg(shoulder, *found.line) == pytest.approx(25.0, abs=0.5)


def test_the_elbow_of_an_arm_that_rests_is_not_corrected() -> None:
    def circling(t_s: float, camera: CameraPlace, *, arm_deg: float) -> Pose:
        return facing_camera(t_s, camera, left_arm_deg=arm_deg, right_arm_deg=30.0, elbows_flexion_deg=70.0)

    path = [(0.0, {"arm_deg": 20.0}), (1.0, {}), (3.0, {"arm_deg": 140.0})]
    poses = film(circling, path, every(30.0, 3.0), CameraPlace(scale=300.0))
    left, right = (poses[-1].image_px[mark] for mark in (L.LEFT_ELBOW, L.RIGHT_ELBOW))
    begins = [one.line[0] for one in corrections_after("arm_circles", poses)]

    assert any(math.dist(place, left) < 2.0 for place in begins)
    assert all(math.dist(place, right) > 2.0 for place in begins)


def test_what_was_asked_for_is_shown_in_its_phase_while_the_cue_is_read() -> None:
    """The back rounds, the chin does not come to the chest: the target stands while that can be followed."""
    path = [
        (0.0, {"bow": 0.0}),
        (2.0, {}),
        (3.5, {"bow": 0.07}),
        (4.5, {}),
        (6.5, {"bow": -0.017}),
        (7.0, {}),
    ]
    coach = Coach(EXERCISES["cat_cow"])
    shown: set[tuple[str, str, bool]] = set()
    for pose in film(hands_and_knees, path, every(30.0, 7.0), CameraPlace(scale=400.0)):
        coach.step(pose)
        state = coach.state
        shown.add((state.movement.phase, state.cue.text, bool(state.corrections)))

    cue = "Chin to your chest as you round"
    # Once the phase is over it can't be followed any more, and its words go as well.
    assert {one for one in shown if one[1]} == {("cat", cue, True)}
    assert not any(target for _, text, target in shown if not text)


def test_a_part_that_is_about_both_sides_is_painted_on_both() -> None:
    assert get_feature("arms_difference_deg").joints(near=1) == {
        L.LEFT_SHOULDER,
        L.RIGHT_SHOULDER,
        L.LEFT_WRIST,
        L.RIGHT_WRIST,
    }


@pytest.mark.parametrize("near", [0, 1])
def test_a_part_of_one_side_is_painted_there_whichever_is_near(near: int) -> None:
    assert get_feature("right_arm_elevation_deg").joints(near) == {L.RIGHT_SHOULDER, L.RIGHT_WRIST}
