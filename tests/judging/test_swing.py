"""Turns from side to side without a pause: where one ends and the next begins."""

from __future__ import annotations

import pytest

from posecoach.events import FaultRaised, RepetitionDone
from posecoach.exercises.loader import builtin_exercises
from tests.driving import Drive

TWIST = builtin_exercises()["torso_twist"]
FPS = [15.0, 30.0, 60.0]


def swung(seconds: float, fps: float, turn_deg: float = 45.0, back_deg: float = -45.0) -> Drive:
    """Turn to the left, swing to the right in so many seconds, and back to the centre."""
    drive = Drive(TWIST, fps, chest_turn_deg=0.0, pelvis_rotation_deg=0.0).hold(1.5)
    drive.move(2.0, chest_turn_deg=turn_deg).move(seconds, chest_turn_deg=back_deg)
    return drive.move(2.0, chest_turn_deg=0.0).hold(1.0).finish()


@pytest.mark.parametrize("fps", FPS)
def test_a_swing_to_the_other_side_is_a_return_and_a_turn(fps: float) -> None:
    left, right = swung(3.0, fps).of(RepetitionDone)

    assert (left.side, right.side) == ("left", "right")
    assert left.repetition.end_s == pytest.approx(5.0, abs=0.1)
    assert right.start_s == pytest.approx(5.0, abs=0.1)


@pytest.mark.parametrize("fps", FPS)
def test_each_half_of_a_fast_swing_is_too_fast(fps: float) -> None:
    faults = swung(0.8, fps).of(FaultRaised)

    assert [(fault.rule, fault.fault.phase, fault.fault.side) for fault in faults] == [
        ("slow", "centre", "left"),
        ("slow", "twist", "right"),
    ]


@pytest.mark.parametrize("fps", FPS)
def test_each_half_of_a_slow_swing_is_slow_enough(fps: float) -> None:
    assert not swung(3.0, fps).of(FaultRaised)


def test_a_turn_from_a_little_beyond_the_centre_is_no_swing() -> None:
    drive = Drive(TWIST, 30.0, chest_turn_deg=0.0, pelvis_rotation_deg=0.0).hold(1.5)
    drive.move(0.5, chest_turn_deg=-8.0).hold(1.0).move(2.0, chest_turn_deg=45.0).hold(1.0).finish()

    (twist,) = drive.ended("twist")
    assert twist.start_s == pytest.approx(3.0, abs=0.25)


def twisted(seconds: float, repetitions: int, **seen: float) -> Drive:
    """Turn by 32 degrees to the left and back, each way in so many seconds."""
    drive = Drive(TWIST, chest_turn_deg=0.0, pelvis_rotation_deg=0.0, **seen).hold(1.5)
    for _ in range(repetitions):
        drive.move(seconds, chest_turn_deg=32.0).move(seconds, chest_turn_deg=0.0)
    return drive


def test_quick_turns_prove_the_exercise_together() -> None:
    assert not twisted(0.3, 1, hip_over_knee=0.9).judge.proven
    assert twisted(0.3, 4, hip_over_knee=0.9).judge.proven


def test_a_twist_is_recognised_without_the_feet() -> None:
    drive = twisted(1.5, 1, hip_over_knee=0.9)

    assert drive.judge.proven
    assert drive.judge.evidence.typical == 1


def test_somebody_who_sits_does_no_standing_twist() -> None:
    assert not twisted(1.5, 1, hip_over_knee=0.4).judge.proven
