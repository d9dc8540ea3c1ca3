"""A cue is given while it can be followed; what is known too late for that is kept for the next time."""

from __future__ import annotations

from posecoach.events import CueGiven
from posecoach.exercises.declaration import Rule
from posecoach.exercises.loader import builtin_exercises
from posecoach.judging.cues import COOL_DOWN_S, FRESH_S, CueChooser
from tests.driving import Drive

HOLD = Rule(
    name="hold", kind="duration", at_least=2.0, phases=("hold",), cue="say hold", why="so", source="me"
)
FAST = Rule(
    name="fast", kind="movement_time", at_least=1.0, phases=("return",), cue="say fast", why="so", source="me"
)
HIP_LIFT = builtin_exercises()["hip_lift_twist"]
DOWN = {"hip_height": 0.08, "shoulder_hip_knee_deg": 130.0, "trunk_rotation_deg": 0.0}


def chooser() -> CueChooser:
    return CueChooser("bridge", (HOLD, FAST))


def test_what_can_no_longer_be_followed_is_said_when_its_phase_comes_again() -> None:
    cues = chooser()
    cues.fault(5.0, HOLD, 3.0, 5.0)
    cues.phase_begun(5.0, "return")
    assert cues.step(5.0) is None
    cues.phase_begun(8.0, "lift")
    assert cues.step(8.0) is None
    cues.phase_begun(10.0, "hold")
    assert cues.step(10.0) == CueGiven(10.0, "bridge", "say hold", "correct", "hold")


def test_what_was_kept_is_said_once() -> None:
    cues = chooser()
    cues.fault(5.0, HOLD, 3.0, 5.0)
    for t_s, phase in ((5.0, "return"), (10.0, "hold")):
        cues.phase_begun(t_s, phase)
    assert cues.step(10.0) is not None
    cues.phase_begun(20.0, "hold")
    assert cues.step(20.0) is None


def test_that_a_movement_was_too_fast_is_said_when_it_is_known() -> None:
    cues = chooser()
    cues.fault(5.0, FAST, 4.0, 5.0)
    cues.phase_begun(5.0, "rest")
    assert cues.step(5.0) == CueGiven(5.0, "bridge", "say fast", "correct", "fast", 4.0, 5.0)


def test_what_was_kept_goes_stale_as_any_other_cue() -> None:
    cues = chooser()
    cues.keep(HOLD)
    cues.fault(9.0, FAST, 8.0, 9.0)
    assert cues.step(9.0) is not None
    cues.phase_begun(9.0 + COOL_DOWN_S - FRESH_S - 0.1, "hold")
    assert cues.step(9.0 + COOL_DOWN_S) is None


def test_a_rule_that_was_kept_after_all_is_not_spoken_of_the_next_time() -> None:
    cues = chooser()
    cues.keep(HOLD)
    cues.withdraw(HOLD)
    cues.phase_begun(10.0, "hold")
    assert cues.step(10.0) is None


def test_after_a_pause_nothing_is_said_of_what_was_before() -> None:
    cues = chooser()
    cues.keep(HOLD)
    cues.silence()
    cues.phase_begun(10.0, "hold")
    assert cues.step(10.0) is None


def lifted(drive: Drive, side: float, hold_s: float) -> Drive:
    drive.move(2.0, hip_height=0.42, shoulder_hip_knee_deg=178.0).hold(0.5)
    drive.move(1.5, trunk_rotation_deg=side).hold(hold_s)
    return drive.move(2.0, **DOWN).hold(1.5)


def test_a_hold_that_was_too_short_is_asked_for_in_the_next_hold() -> None:
    drive = Drive(HIP_LIFT, ankle_height=0.14, knee_flexion_deg=100.0, hand_hip_distance=0.2, **DOWN).hold(
        1.5
    )
    lifted(drive, 20.0, 0.8)
    assert [cue for cue in drive.of(CueGiven) if cue.rule == "hold_long_enough"] == []
    lifted(drive, -20.0, 3.5)
    (cue,) = [cue for cue in drive.of(CueGiven) if cue.rule == "hold_long_enough"]
    begun_s = drive.ended("hold")[1].start_s
    assert cue.text == "Hold for three seconds"
    assert begun_s <= cue.t_s <= begun_s + 0.5


def test_a_hold_below_its_height_falls_short() -> None:
    drive = Drive(HIP_LIFT, ankle_height=0.14, knee_flexion_deg=100.0, hand_hip_distance=0.2, **DOWN).hold(
        1.5
    )
    drive.move(2.0, hip_height=0.3, shoulder_hip_knee_deg=140.0).hold(0.5).move(
        1.5, trunk_rotation_deg=20.0
    ).hold(1.0)
    assert drive.phase == "hold"
    assert drive.judge.falls_short
    drive.move(0.5, shoulder_hip_knee_deg=170.0)
    assert not drive.judge.falls_short
