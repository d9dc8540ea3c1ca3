"""What is done in a hurry or by halves, from the signals that such people show."""

from __future__ import annotations

import math

import pytest

from posecoach.events import FaultRaised, RepetitionDone
from posecoach.exercises.loader import builtin_exercises
from tests.driving import Drive

ALL_FOURS = {
    "straighter_knee_deg": 96.0,
    "opposite_reach": 0.0,
    "reaching_side": 0.0,
    "leg_level_deg": -42.0,
    "knee_flexion_deg": 96.0,
    "trunk_inclination_deg": 79.0,
    "head_pitch_deg": -88.0,
}
REACHING = {"straighter_knee_deg": 6.0, "opposite_reach": 0.85, "leg_level_deg": 0.0}
UPRIGHT = {"trunk_inclination_deg": 5.0, "knee_flexion_deg": 5.0, "straighter_knee_deg": 5.0}


def start_of(key: str) -> dict[str, float]:
    return dict(builtin_exercises()[key].examples[0].path[0][1])


def counted(drive: Drive) -> int:
    drive.events += drive.judge.finish()
    return len(drive.of(RepetitionDone))


@pytest.mark.parametrize("rest_deg", [96.0, 68.0])
def test_a_bird_dog_counts_however_far_the_knees_are_bent_at_rest(rest_deg: float) -> None:
    rest = ALL_FOURS | {"straighter_knee_deg": rest_deg}
    drive = Drive(builtin_exercises()["bird_dog"], 15.0, **rest).hold(1.5)
    for side in (0.9, -0.9, 0.9):
        drive.move(1.2, **REACHING, reaching_side=side).hold(2.0).move(1.2, **rest).hold(0.5)

    assert counted(drive) == 3


@pytest.mark.parametrize("fps", [10.0, 30.0])
def test_a_dead_bug_counts_whose_legs_never_rest(fps: float) -> None:
    drive = Drive(builtin_exercises()["dead_bug"], fps, **start_of("dead_bug")).hold(1.5)
    for frame in range(round(6 * 1.2 * fps)):
        turn = frame / (1.2 * fps)
        share = 0.5 - 0.5 * math.cos(2.0 * math.pi * turn)
        side = 1.0 if int(turn) % 2 == 0 else -1.0
        drive.hold(
            1.0 / fps,
            straighter_knee_deg=88.0 - 80.0 * share,
            opposite_reach=0.9 * share,
            reaching_side=side * share,
        )

    assert counted(drive) in {5, 6}  # the last one may end in the middle


@pytest.mark.parametrize("bounce_deg", [0.0, 20.0, 28.0])
def test_a_bounce_in_the_fold_is_no_fold_of_its_own(bounce_deg: float) -> None:
    drive = Drive(builtin_exercises()["toe_touch"], 30.0, **start_of("toe_touch")).hold(1.5)
    drive.move(2.0, trunk_inclination_deg=95.0)
    for _ in range(3):
        drive.move(0.5, trunk_inclination_deg=95.0 - bounce_deg).move(0.5, trunk_inclination_deg=95.0)
    drive.move(2.0, trunk_inclination_deg=start_of("toe_touch")["trunk_inclination_deg"]).hold(1.0)

    assert counted(drive) == 1


def test_a_shoulder_that_comes_up_by_little_still_holds_the_needle() -> None:
    drive = Drive(builtin_exercises()["thread_the_needle"], 30.0, **start_of("thread_the_needle")).hold(1.5)
    drive.move(2.0, trunk_inclination_deg=118.0).hold(2.0)
    drive.move(0.8, trunk_inclination_deg=103.0).move(0.8, trunk_inclination_deg=118.0).hold(2.0)
    drive.move(2.0, trunk_inclination_deg=76.0).hold(1.0)

    assert counted(drive) == 1


def test_a_short_hold_of_somebody_who_stirs_after_a_quick_way_back_is_told() -> None:
    kneeling = {"hip_flexion_deg": 86.0, "knee_flexion_deg": 98.0, "trunk_inclination_deg": 85.0}
    drive = Drive(builtin_exercises()["childs_pose"], 12.0, **kneeling).hold(1.5)
    for _ in range(2):
        drive.move(0.6, hip_flexion_deg=149.0, knee_flexion_deg=151.0, trunk_inclination_deg=96.0)
        for wavers_deg in (2.0, -2.0) * 5:
            drive.hold(1.0 / 12.0, hip_flexion_deg=148.0 + wavers_deg)
        drive.move(0.6, **kneeling).hold(0.5)

    assert counted(drive) == 2
    assert "hold_long_enough" in {event.rule for event in drive.of(FaultRaised)}
