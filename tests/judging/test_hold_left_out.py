"""A movement that turns back without its hold, and a hold that was broken off before it was one."""

from __future__ import annotations

import math

import pytest

from posecoach.events import CannotJudge, RepetitionDone, RepetitionRejected
from posecoach.exercises.loader import builtin_exercises
from posecoach.judging.repetitions import UNFINISHED
from posecoach.judging.scoring import NO_HOLD
from tests.driving import Drive

ROTATION = builtin_exercises()["thoracic_rotation"]
CHILD = builtin_exercises()["childs_pose"]
LYING = {
    "trunk_rotation_deg": 0.0,
    "turn_to_camera_deg": 0.0,
    "knee_flexion_deg": 96.0,
    "hand_ear_distance": 0.15,
    "upper_arm_lift_deg": -10.0,
    "hip_height": 0.08,
    "elbow_ahead": 0.45,
}


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
def test_a_turn_back_without_a_hold_leaves_the_hold_open(fps: float) -> None:
    drive = Drive(ROTATION, fps, **LYING).hold(1.5)
    for frame in range(round(1.8 * fps)):
        drive.hold(1.0 / fps, trunk_rotation_deg=6.0 - 6.0 * math.cos(2.0 * math.pi * frame / (1.8 * fps)))
    drive.hold(1.0, trunk_rotation_deg=0.0)

    assert "hold" not in drive.phases()
    (done,) = drive.of(RepetitionDone)
    assert "hold_long_enough" not in done.repetition.faults
    assert ("hold_long_enough", NO_HOLD) in [(event.rule, event.reason) for event in drive.of(CannotJudge)]


def held(seconds: float) -> Drive:
    """Somebody who folds into the pose and leaves the picture after so many seconds in it."""
    drive = Drive(CHILD, 30.0, hip_flexion_deg=95.0, knee_flexion_deg=105.0, trunk_inclination_deg=82.0)
    drive.hold(1.5).move(2.2, hip_flexion_deg=150.0, knee_flexion_deg=150.0, trunk_inclination_deg=98.0)
    drive.hold(seconds)
    drive.events += drive.judge.interrupt(drive.t_s, drive.t_s, "gone")
    return drive


def test_a_hold_that_was_broken_off_before_the_least_of_one_is_no_repetition() -> None:
    drive = held(1.0)

    assert drive.of(RepetitionDone) == []
    assert [event.reason for event in drive.of(RepetitionRejected)] == [UNFINISHED]


def test_a_hold_that_was_broken_off_later_counts() -> None:
    assert len(held(3.0).of(RepetitionDone)) == 1


def test_a_hold_that_somebody_is_seen_to_leave_counts() -> None:
    drive = Drive(builtin_exercises()["side_plank"], 30.0, hips_over_line=-0.24, lower_shoulder=0.55)
    drive.hold(1.5).move(1.5, hips_over_line=0.02).hold(4.0).move(0.3, hips_over_line=-0.05)
    assert drive.phase == "hold"

    drive.events += drive.judge.interrupt(drive.t_s, drive.t_s, "gone")
    assert len(drive.of(RepetitionDone)) == 1
