"""What counts from a neutral that is doubtful is not judged."""

from __future__ import annotations

import pytest

from posecoach.events import CannotJudge, FaultRaised
from posecoach.exercises.loader import builtin_exercises
from posecoach.judging.rules.kind import ROUGH_NEUTRAL
from tests.driving import Drive

FPS = [15.0, 30.0, 60.0]


def on_hands_and_knees(fps: float, **start: float) -> Drive:
    values = {
        "back_bow": -0.005,
        "head_pitch_deg": -85.0,
        "elbow_flexion_deg": 8.0,
        "hand_offset": 0.05,
    } | start
    return Drive(builtin_exercises()["cat_cow"], fps, **values)


def cat_and_cow(drive: Drive) -> Drive:
    drive.move(2.0, back_bow=0.07, head_pitch_deg=-120.0).hold(1.0)
    drive.move(3.0, back_bow=-0.05, head_pitch_deg=-40.0).hold(1.0)
    drive.move(2.0, back_bow=-0.005, head_pitch_deg=-85.0).hold(1.5)
    return drive.finish()


def told(drive: Drive) -> tuple[bool, bool]:
    """Whether hips off the knees were told as a fault, and as what a rough neutral does not allow to judge."""
    unjudged = {(event.rule, event.reason) for event in drive.of(CannotJudge)}
    faults = {event.rule for event in drive.of(FaultRaised)}
    return "hips_over_knees" in faults, ("hips_over_knees", ROUGH_NEUTRAL) in unjudged


@pytest.mark.parametrize("fps", FPS)
def test_knees_that_were_still_on_the_way_do_not_tell_where_the_hips_belong(fps: float) -> None:
    drive = on_hands_and_knees(fps).hold(2.0)  # the knees are cut off at first
    drive.hold(1.1, knee_flexion_deg=76.0).move(0.8, knee_flexion_deg=99.0).hold(1.0)

    assert told(cat_and_cow(drive)) == (False, True)


@pytest.mark.parametrize("fps", FPS)
def test_hips_that_leave_their_still_start_are_told(fps: float) -> None:
    drive = on_hands_and_knees(fps, knee_flexion_deg=76.0).hold(1.5)
    drive.move(2.5, knee_flexion_deg=99.0).hold(1.0)

    assert told(cat_and_cow(drive)) == (True, False)


def first_seen_held_up(fps: float, turned_deg: float) -> dict[str, float]:
    """The neutral of somebody who is first seen holding a low lift, and lies down and lifts twice afterwards."""
    drive = Drive(
        builtin_exercises()["hip_lift_twist"],
        fps,
        hip_height=0.18,
        trunk_rotation_deg=turned_deg,
        ankle_height=0.12,
        shoulder_tilt=0.0,
    ).hold(1.3)
    for _ in range(2):
        drive.move(1.0, trunk_rotation_deg=0.0).move(1.0, hip_height=-0.02).hold(1.5)
        drive.move(1.0, hip_height=0.18).move(0.6, trunk_rotation_deg=turned_deg).hold(0.8)
    drive.finish()
    (stay,) = drive.judge.stays()
    return dict(stay.neutral)


@pytest.mark.parametrize("fps", FPS)
@pytest.mark.parametrize("turned_deg", [-36.0, 30.0])
def test_a_turn_that_was_held_with_the_hips_up_is_not_how_a_person_lies(
    fps: float, turned_deg: float
) -> None:
    neutral = first_seen_held_up(fps, turned_deg)

    assert neutral["hip_height"] == pytest.approx(-0.02, abs=0.02)
    assert neutral.get("trunk_rotation_deg", 0.0) == pytest.approx(0.0, abs=4.0)
    assert neutral["ankle_height"] == pytest.approx(0.12)
