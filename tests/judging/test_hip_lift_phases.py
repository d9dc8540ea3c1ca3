"""Every way from one phase of the hip lift with twist to another, walked by hand."""

from __future__ import annotations

import math

import pytest

from posecoach.events import CannotJudge, PhaseEnded, PhaseStarted, RepetitionDone, RepetitionRejected
from posecoach.exercises.loader import builtin_exercises
from tests.driving import Drive

HIP_LIFT = builtin_exercises()["hip_lift_twist"]
DOWN, UP, TURN = 0.08, 0.42, 20.0
FPS = [15.0, 30.0, 60.0]


def start(fps: float = 30.0) -> Drive:
    """Return a drive that lay still for long enough."""
    drive = Drive(HIP_LIFT, fps, hip_height=DOWN, trunk_rotation_deg=0.0, ankle_height=0.14)
    return drive.hold(2.0)


def lifted(fps: float = 30.0) -> Drive:
    return start(fps).move(2.0, hip_height=UP).hold(1.0)


def held(fps: float = 30.0, turn_deg: float = TURN) -> Drive:
    return lifted(fps).move(1.5, trunk_rotation_deg=turn_deg).hold(3.0)


def test_it_begins_at_rest() -> None:
    assert start().phases() == ["rest"]


def test_a_recording_may_begin_with_the_hips_up() -> None:
    drive = Drive(HIP_LIFT, hip_height=UP, trunk_rotation_deg=0.0, ankle_height=0.14).hold(1.0)
    assert drive.phases() == []

    drive.move(2.0, hip_height=DOWN).hold(1.2).move(2.0, hip_height=UP).hold(1.0)

    assert drive.phases()[-1] == "lift"


def test_hips_that_are_held_half_way_up_are_not_at_rest() -> None:
    drive = Drive(HIP_LIFT, hip_height=DOWN + 0.15, trunk_rotation_deg=0.0, ankle_height=0.14).hold(2.0)

    assert drive.phases() == []


@pytest.mark.parametrize("fps", FPS)
def test_rest_to_lift(fps: float) -> None:
    assert lifted(fps).phases() == ["rest", "lift"]


@pytest.mark.parametrize("fps", FPS)
@pytest.mark.parametrize(("turn_deg", "side"), [(TURN, "left"), (-TURN, "right")])
def test_lift_to_twist_to_hold(turn_deg: float, side: str, fps: float) -> None:
    drive = held(fps, turn_deg)

    assert drive.phases() == ["rest", "lift", "twist", "hold"]
    assert [event.side for event in drive.of(PhaseStarted)] == [None, None, side, side]


@pytest.mark.parametrize("fps", FPS)
def test_hold_to_return_with_the_turn_and_to_rest_with_the_hips(fps: float) -> None:
    drive = held(fps).move(1.5, trunk_rotation_deg=0.0).hold(0.5).move(2.0, hip_height=DOWN).hold(1.0)

    assert drive.phases() == ["rest", "lift", "twist", "hold", "return", "rest"]


@pytest.mark.parametrize("fps", FPS)
def test_hold_to_return_with_the_hips_while_still_turned(fps: float) -> None:
    drive = held(fps).move(2.0, hip_height=DOWN).hold(1.0)

    assert drive.phases() == ["rest", "lift", "twist", "hold", "return", "rest"]


def test_turning_back_at_once_is_a_hold_that_is_too_short_to_be_measured() -> None:
    drive = lifted().move(1.0, trunk_rotation_deg=TURN).move(1.0, trunk_rotation_deg=0.0)
    drive.move(1.5, hip_height=DOWN).hold(1.0)

    assert drive.phases() == ["rest", "lift", "twist", "hold", "return", "rest"]
    assert drive.of(RepetitionDone)[0].faults == ()
    assert ("hold_long_enough", "it was too short to measure") in [
        (event.rule, event.reason) for event in drive.of(CannotJudge)
    ]


def test_lift_to_return_without_a_twist() -> None:
    drive = lifted().move(2.0, hip_height=DOWN).hold(1.0)

    assert drive.phases() == ["rest", "lift", "return", "rest"]
    assert [event.side for event in drive.of(PhaseStarted)] == [None] * 4


@pytest.mark.parametrize("fps", FPS)
def test_dropping_the_hips_is_a_return_too(fps: float) -> None:
    drive = held(fps).move(0.4, hip_height=DOWN).hold(1.0)

    assert drive.phases() == ["rest", "lift", "twist", "hold", "return", "rest"]


def test_return_to_lift_when_the_hips_rise_again() -> None:
    drive = held().move(2.0, hip_height=0.5 * (DOWN + UP), trunk_rotation_deg=0.0).hold(0.3)
    drive.move(2.0, hip_height=UP).hold(1.0)

    assert drive.phases() == ["rest", "lift", "twist", "hold", "return", "lift"]


def test_hips_that_stay_up_while_the_chest_turns_back_are_not_lifted_again() -> None:
    drive = held().move(1.5, trunk_rotation_deg=0.0).hold(3.0).move(2.0, hip_height=DOWN).hold(1.0)

    assert drive.phases() == ["rest", "lift", "twist", "hold", "return", "rest"]
    assert [done.side for done in drive.of(RepetitionDone)] == ["left"]


def test_the_other_side_may_follow_with_the_hips_still_up() -> None:
    drive = held().move(2.0, trunk_rotation_deg=0.0).hold(1.0)
    drive.move(2.0, trunk_rotation_deg=-TURN).hold(3.0).move(2.0, trunk_rotation_deg=0.0)
    drive.move(2.0, hip_height=DOWN).hold(1.0)

    assert drive.phases() == ["rest", "lift", "twist", "hold", "return", "twist", "hold", "return", "rest"]
    assert [done.side for done in drive.of(RepetitionDone)] == ["left", "right"]


def test_hips_that_waver_at_rest_are_no_lift() -> None:
    drive = start()
    for i in range(10):
        drive.move(0.5, hip_height=DOWN + 0.04 * (i % 2))

    assert drive.phases() == ["rest"]


def test_shoulders_that_waver_in_the_lift_are_no_twist() -> None:
    drive = lifted()
    for i in range(10):
        drive.move(0.5, trunk_rotation_deg=2.0 * (-1) ** i)

    assert drive.phases() == ["rest", "lift"]


def test_turning_with_the_hips_down_is_no_twist() -> None:
    drive = start().move(1.5, trunk_rotation_deg=TURN).hold(2.0)

    assert drive.phases() == ["rest"]


@pytest.mark.parametrize("feature", ["hip_height", "trunk_rotation_deg"])
def test_what_is_not_seen_does_not_move_the_phases(feature: str) -> None:
    drive = held()
    drive.hold(3.0, **{feature: math.nan})

    assert drive.phases() == ["rest", "lift", "twist", "hold"]


@pytest.mark.parametrize("fps", FPS)
def test_a_phase_starts_when_its_movement_starts(fps: float) -> None:
    drive = held(fps).move(2.0, hip_height=DOWN, trunk_rotation_deg=0.0).hold(1.0)

    starts = {event.phase: event.start_s for event in drive.of(PhaseStarted)}
    assert starts["lift"] == pytest.approx(2.0, abs=0.3)
    assert starts["twist"] == pytest.approx(5.0, abs=0.3)
    assert starts["hold"] == pytest.approx(6.5, abs=0.35)
    assert starts["return"] == pytest.approx(9.5, abs=0.35)


@pytest.mark.parametrize("fps", FPS)
@pytest.mark.parametrize("hold_s", [2.5, 4.0])
def test_the_hold_is_measured(hold_s: float, fps: float) -> None:
    drive = lifted(fps).move(1.5, trunk_rotation_deg=TURN).hold(hold_s)
    drive.move(2.0, hip_height=DOWN, trunk_rotation_deg=0.0).hold(1.0)

    done = drive.of(RepetitionDone)
    assert [repetition.repetition.hold_s for repetition in done] == [pytest.approx(hold_s, abs=0.45)]


def test_a_lift_without_a_twist_is_a_repetition_without_side_and_hold() -> None:
    drive = lifted().move(2.0, hip_height=DOWN).hold(1.0)

    assert [(done.side, done.repetition.hold_s) for done in drive.of(RepetitionDone)] == [(None, None)]


def test_a_lift_that_neither_twists_nor_comes_down_is_no_repetition() -> None:
    drive = lifted().hold(3.0).finish()

    assert not drive.of(RepetitionDone)
    assert [rejected.reason for rejected in drive.of(RepetitionRejected)] == [
        "the recording or the movement ended before the repetition was complete"
    ]


def test_a_twist_that_is_held_as_the_recording_ends_is_a_repetition() -> None:
    drive = held().finish()

    assert [done.side for done in drive.of(RepetitionDone)] == ["left"]


def test_a_lift_that_takes_longer_than_a_repetition_may_is_no_repetition() -> None:
    drive = held().hold(70.0).move(2.0, hip_height=DOWN, trunk_rotation_deg=0.0).hold(1.0)

    assert not drive.of(RepetitionDone)
    assert [rejected.reason for rejected in drive.of(RepetitionRejected)] == [
        "it lasted longer than a repetition may"
    ]


def test_the_repetition_lies_from_the_lift_to_the_end_of_the_return() -> None:
    drive = held().move(2.0, hip_height=DOWN, trunk_rotation_deg=0.0).hold(1.0)

    done = drive.of(RepetitionDone)[0]
    assert done.repetition.index == 1
    assert done.start_s == drive.ended("lift")[0].start_s
    assert done.repetition.end_s == drive.ended("return")[0].end_s
    assert set(done.repetition.range) >= {"hip_height", "trunk_rotation_deg"}
    assert done.repetition.range["hip_height"] == pytest.approx(UP - DOWN, abs=0.06)


def test_a_phase_ends_where_the_next_one_starts() -> None:
    drive = held().move(2.0, hip_height=DOWN, trunk_rotation_deg=0.0).hold(1.0).finish()

    ended, started = drive.of(PhaseEnded), drive.of(PhaseStarted)
    assert [event.end_s for event in ended[:-1]] == [event.start_s for event in started[1:]]
    assert [event.side for event in ended] == [None, None, "left", "left", "left", None]
