"""A turn has the side that it went to, though the shoulders wavered to the other side before it."""

from __future__ import annotations

import pytest

from posecoach.events import RepetitionDone
from posecoach.exercises.loader import builtin_exercises
from tests.driving import Drive

LYING = {
    "trunk_rotation_deg": 0.0,
    "turn_to_camera_deg": 0.0,
    "knee_flexion_deg": 96.0,
    "hand_ear_distance": 0.15,
    "upper_arm_lift_deg": -10.0,
    "hip_height": 0.08,
    "elbow_ahead": 0.45,
}


def side_of(*, waver_deg: float, turn_deg: float) -> list[str | None]:
    drive = Drive(builtin_exercises()["thoracic_rotation"], 30.0, **LYING).hold(1.5)
    drive.move(1.0, trunk_rotation_deg=waver_deg).hold(0.6)
    drive.move(1.0, trunk_rotation_deg=turn_deg).hold(3.5)
    drive.move(1.8, trunk_rotation_deg=0.0).hold(1.5).finish()
    return [event.repetition.side for event in drive.of(RepetitionDone)]


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_a_waver_to_the_other_side_does_not_give_a_turn_its_side(sign: float) -> None:
    assert side_of(waver_deg=-9.0 * sign, turn_deg=60.0 * sign) == ["left" if sign > 0.0 else "right"]


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_a_waver_to_the_same_side_changes_nothing(sign: float) -> None:
    assert side_of(waver_deg=9.0 * sign, turn_deg=60.0 * sign) == ["left" if sign > 0.0 else "right"]
