"""A movement that turns back without its hold, and a hold that was broken off before it was one."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from posecoach.events import Fault, FaultRaised, RepetitionDone, RepetitionRejected
from posecoach.exercises.loader import builtin_exercises
from posecoach.judging.repetitions import UNFINISHED
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


def turned(fps: float = 30.0, arm_deg: float = -10.0) -> list[Fault]:
    """A turn of the upper body that swings back at once, in 0.9 s each way."""
    drive = Drive(ROTATION, fps, **LYING).hold(1.5)
    for frame in range(round(1.8 * fps)):
        share = 0.5 - 0.5 * math.cos(2.0 * math.pi * frame / (1.8 * fps))
        drive.hold(1.0 / fps, trunk_rotation_deg=12.0 * share, upper_arm_lift_deg=arm_deg)
    drive.hold(1.0, trunk_rotation_deg=0.0, upper_arm_lift_deg=-10.0)
    assert "hold" not in drive.phases()
    (done,) = drive.of(RepetitionDone)
    faults = [event.fault for event in drive.of(FaultRaised)]
    assert set(done.repetition.faults) == {fault.rule for fault in faults}
    return [fault for fault in faults if fault.rule == "hold_long_enough"]


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
def test_who_turns_back_at_once_has_not_held(fps: float) -> None:
    (fault,) = turned(fps)

    assert fault.start_s < 1.5 + 0.9 < fault.end_s
    assert fault.value == pytest.approx(fault.end_s - fault.start_s, abs=2.0 / fps)
    assert fault.value < 0.9


def test_whether_it_was_held_is_not_told_where_the_rule_cannot_be_judged() -> None:
    assert turned(arm_deg=35.0) == []


def test_who_was_near_the_end_for_as_long_as_a_hold_may_have_held() -> None:
    drive = Drive(ROTATION, 40.0, **LYING).hold(1.5)
    turns_deg = [0.0, 24.0, *[20.0, 24.0] * 7, 0.0]  # never still
    for before_deg, after_deg in pairwise(turns_deg):
        frames = 32 if 0.0 in {before_deg, after_deg} else 6
        for i in range(frames):
            drive.hold(1 / 40, trunk_rotation_deg=before_deg + (after_deg - before_deg) * i / frames)
    drive.hold(1.0, trunk_rotation_deg=0.0)

    assert "hold" not in drive.phases()
    (done,) = drive.of(RepetitionDone)
    assert "hold_long_enough" not in done.repetition.faults


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
