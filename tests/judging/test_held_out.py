"""A recording that ends while a repetition is held."""

from __future__ import annotations

from posecoach.events import CannotJudge, FaultRaised, RepetitionDone, RepetitionRejected
from posecoach.exercises.loader import builtin_exercises
from posecoach.judging.repetitions import HELD_S, UNFINISHED
from tests.driving import Drive

LYING = {
    "tighter_hip_deg": 45.0,
    "hip_lead_deg": 0.0,
    "hips_difference_deg": 0.0,
    "trunk_inclination_deg": 90.0,
    "head_pitch_deg": -100.0,
}
TURNING = {
    "trunk_rotation_deg": 0.0,
    "turn_to_camera_deg": 0.0,
    "knee_flexion_deg": 96.0,
    "hand_ear_distance": 0.15,
    "upper_arm_lift_deg": -10.0,
    "hip_height": 0.08,
    "elbow_ahead": 0.45,
}


def drawn_in(held_s: float, *, difference_deg: float = 92.0) -> Drive:
    """Draw a knee to the chest and hold it there; difference_deg: how much less the other hip is bent."""
    drive = Drive(builtin_exercises()["single_knee_to_chest"], **LYING).hold(1.5)
    drive.move(1.5, tighter_hip_deg=137.0, hip_lead_deg=difference_deg, hips_difference_deg=difference_deg)
    return drive.hold(held_s)


def test_what_is_held_as_the_recording_ends_counts() -> None:
    drive = drawn_in(3.0).finish()

    assert [done.repetition.side for done in drive.of(RepetitionDone)] == ["left"]


def test_the_way_back_that_was_not_filmed_cannot_be_judged() -> None:
    lying = {"hip_height": 0.08, "shoulder_hip_knee_deg": 135.0, "knee_flexion_deg": 105.0}
    drive = Drive(builtin_exercises()["bridge"], **lying).hold(1.5)
    drive.move(2.0, hip_height=0.43, shoulder_hip_knee_deg=178.0).hold(4.0).finish()

    assert len(drive.of(RepetitionDone)) == 1
    assert ("slow", UNFINISHED) in [(told.rule, told.reason) for told in drive.of(CannotJudge)]


def test_what_was_hardly_held_yet_does_not_count() -> None:
    drive = drawn_in(0.5 * HELD_S).finish()

    assert drive.of(RepetitionDone) == []
    assert [rejected.reason for rejected in drive.of(RepetitionRejected)] == [UNFINISHED]


def test_what_was_held_when_the_person_left_does_not_count() -> None:
    drive = drawn_in(3.0)
    drive.events += drive.judge.interrupt(drive.t_s, drive.t_s, "you left the position")

    assert drive.of(RepetitionDone) == []


def test_what_is_held_when_another_exercise_begins_does_not_count() -> None:
    drive = drawn_in(3.0)
    drive.events += drive.judge.finish(ends=False)

    assert drive.of(RepetitionDone) == []


def test_half_of_a_repetition_must_show_which_exercise_it_is() -> None:
    """Both knees at the chest are another exercise; a whole repetition of that counts once this one is known."""
    drive = drawn_in(3.0, difference_deg=0.0).finish()

    assert drive.of(RepetitionDone) == []


def test_half_of_a_repetition_is_not_what_an_exercise_is_recognised_by() -> None:
    assert drawn_in(3.0).finish().judge.evidence.typical == 0


def test_half_of_a_repetition_is_not_compared_with_the_side_before() -> None:
    drive = drawn_in(6.0)
    drive.move(2.0, tighter_hip_deg=45.0, hip_lead_deg=0.0, hips_difference_deg=0.0).hold(1.2)
    drive.move(1.5, tighter_hip_deg=137.0, hip_lead_deg=92.0, hips_difference_deg=92.0).hold(3.0).finish()

    assert len(drive.of(RepetitionDone)) == 2
    assert [fault.rule for fault in drive.of(FaultRaised)] == []


def test_what_came_back_by_more_than_half_before_the_end_is_not_held() -> None:
    kept = drawn_in(2.0).move(0.6, tighter_hip_deg=110.0).move(0.6, tighter_hip_deg=137.0).hold(1.0).finish()
    assert len(kept.of(RepetitionDone)) == 1

    weak = Drive(builtin_exercises()["thoracic_rotation"], **TURNING).hold(1.5)
    weak.move(1.5, trunk_rotation_deg=22.0).hold(1.5)  # too small a turn for its way back to be seen
    weak.move(1.0, trunk_rotation_deg=8.0).move(1.0, trunk_rotation_deg=20.0).hold(1.0).finish()
    assert weak.of(RepetitionDone) == []
