"""What a verdict rests on few poses for is not told: three answers, whatever the computer's speed."""

from __future__ import annotations

import math

import pytest

from posecoach.events import CannotJudge, FaultRaised, RepetitionDone, RepetitionRejected
from posecoach.exercises.loader import builtin_exercises
from posecoach.judging.resolution import TOO_FEW_POSES, coarse, open_s, too_few
from posecoach.judging.scoring import POINTS, off_by
from posecoach.judging.signals import Signals
from tests.driving import Drive
from tests.exercise_files import bridge

EXERCISES = builtin_exercises()
SLOW, SLOWEST = 5.0, 3.0
"""Poses a second."""


def lifted_and_lowered(fps: float, down_s: float) -> Drive:
    """Return a hip lift without a turn, lowered in some seconds."""
    drive = Drive(
        EXERCISES["hip_lift_twist"], fps, hip_height=0.08, trunk_rotation_deg=0.0, ankle_height=0.14
    )
    return drive.hold(2.0).move(2.0, hip_height=0.42).hold(1.0).move(down_s, hip_height=0.08).hold(2.0)


def unjudged(drive: Drive) -> set[str]:
    return {event.rule for event in drive.of(CannotJudge) if event.reason == TOO_FEW_POSES}


def test_a_time_near_its_limit_is_not_judged_from_few_poses() -> None:
    quick = lifted_and_lowered(30.0, 0.75)
    assert "slow_return" in {event.rule for event in quick.of(FaultRaised)}
    assert unjudged(quick) == set()

    slow = lifted_and_lowered(SLOW, 0.8)
    assert "slow_return" not in {event.rule for event in slow.of(FaultRaised)}
    assert "slow_return" in unjudged(slow)


def test_a_repetition_with_a_rule_that_few_poses_leave_open_has_no_score() -> None:
    assert [event.score for event in lifted_and_lowered(30.0, 0.8).of(RepetitionDone)] != [None]
    assert [event.score for event in lifted_and_lowered(SLOW, 0.8).of(RepetitionDone)] == [None]


def test_a_time_far_from_its_limit_is_judged_from_few_poses() -> None:
    slow = lifted_and_lowered(SLOW, 4.0)
    assert "slow_return" not in unjudged(slow)
    assert "slow_return" not in {event.rule for event in slow.of(FaultRaised)}


def arched(fps: float, seconds: float, way: float = math.inf) -> Drive:
    """Return a hip lift with the hips too high for some seconds; a fault after 0.3 s. way: from pose to pose."""
    drive = Drive(
        EXERCISES["hip_lift_twist"],
        fps,
        hip_height=0.08,
        trunk_rotation_deg=0.0,
        ankle_height=0.14,
        shoulder_hip_knee_deg=130.0,
    )
    drive.way = way
    drive.hold(2.0).move(2.0, hip_height=0.42, shoulder_hip_knee_deg=178.0).hold(1.0)
    return drive.hold(seconds, shoulder_hip_knee_deg=210.0).hold(1.0, shoulder_hip_knee_deg=178.0)


@pytest.mark.parametrize(
    ("fps", "seconds", "fault", "open_"),
    [(30.0, 0.4, True, False), (30.0, 0.2, False, False), (SLOW, 0.2, False, True), (SLOW, 1.2, True, False)],
)
def test_a_limit_that_may_have_been_broken_for_long_enough_is_neither_kept_nor_broken(
    fps: float, seconds: float, fault: bool, open_: bool
) -> None:
    drive = arched(fps, seconds)
    assert ("hips_not_overarched" in {event.rule for event in drive.of(FaultRaised)}) is fault
    assert ("hips_not_overarched" in unjudged(drive)) is open_


def circles(fps: float) -> Drive:
    """Return two quick arm circles."""
    arms = ("arms_elevation_deg", "left_arm_elevation_deg", "right_arm_elevation_deg")
    drive = Drive(
        EXERCISES["arm_circles"],
        fps,
        **dict.fromkeys(arms, 10.0),
        arms_difference_deg=0.0,
        elbows_flexion_deg=5.0,
    ).hold(1.0)
    for _ in range(2):
        drive.move(0.7, **dict.fromkeys(arms, 170.0)).move(0.7, **dict.fromkeys(arms, 10.0)).hold(0.6)
    return drive


def test_a_movement_that_few_poses_show_is_no_repetition() -> None:
    assert len(circles(30.0).of(RepetitionDone)) == 2
    slow = circles(SLOWEST)
    assert slow.of(RepetitionDone) == []
    assert {event.reason for event in slow.of(RepetitionRejected)} == {TOO_FEW_POSES}


def test_quick_movements_seen_in_every_frame_are_not_seen_in_too_few_poses() -> None:
    assert not too_few(poses=5, gap_s=0.08)
    assert too_few(poses=5, gap_s=0.32)
    assert not too_few(poses=6, gap_s=0.4)
    assert (coarse(0.1), coarse(0.11), coarse(0.12)) == (False, False, True)


@pytest.mark.parametrize(
    ("gap_s", "way", "counts_s"),
    [
        (0.1, 1.0, 0.1),
        (0.1, 0.0, 0.1),
        (0.125, 0.07, 0.11),
        (0.125, 0.09, 0.125),
        (0.125, math.inf, 0.125),
        (0.14, 0.0, 0.14),
    ],
)
def test_an_eighth_of_a_second_leaves_nothing_open_of_who_hardly_moved(
    gap_s: float, way: float, counts_s: float
) -> None:
    assert open_s(gap_s, way) == counts_s


def test_a_time_between_poses_counts_by_how_far_the_body_went_in_it() -> None:
    signals = Signals(bridge())
    for t_s, way in ((0.0, 0.0), (0.125, 0.02), (0.25, 0.3), (0.375, 0.02)):
        signals.update(t_s, [t_s] * len(signals.names), way)

    assert signals.last_gap_s == 0.11
    assert [signals.gap_s(at_s, at_s) for at_s in (0.05, 0.2, 0.3)] == [0.11, 0.125, 0.11]
    assert signals.mean_gap_s(0.0, 0.375) == pytest.approx((0.375 - 2 * 0.015) / 4)


def test_what_is_gone_through_again_has_no_way() -> None:
    signals = Signals(bridge())
    for t_s in (0.0, 0.125, 0.25):
        signals.update(t_s, [t_s] * len(signals.names), 0.0)

    assert [signals.last_gap_s for _ in signals.again(0.0)][1:] == [0.125]
    assert signals.last_gap_s == 0.11


@pytest.mark.parametrize(("way", "fault"), [(0.05, True), (0.2, False)])
def test_a_limit_broken_between_poses_an_eighth_of_a_second_apart(way: float, fault: bool) -> None:
    drive = arched(8.0, 0.375, way)
    assert ("hips_not_overarched" in {event.rule for event in drive.of(FaultRaised)}) is fault


def test_the_gap_is_the_longest_that_touches_a_time() -> None:
    signals = Signals(bridge())
    for t_s in (0.0, 0.1, 0.5, 0.6, 0.7):
        signals.update(t_s, [t_s] * len(signals.names))

    assert signals.gap_s(0.3, 0.3) == pytest.approx(0.4)
    assert signals.gap_s(0.62, 0.65) == pytest.approx(0.1)
    assert signals.gap_s(0.05, 0.65) == pytest.approx(0.4)
    assert signals.poses(0.1, 0.6) == 3


def test_a_score_is_open_by_what_its_times_may_be_off() -> None:
    rule = next(rule for rule in EXERCISES["hip_lift_twist"].rules if rule.name == "slow_return")
    assert off_by([(rule, 1.2, 0.0, 0.0)]) == 0.0
    assert off_by([(rule, 4.0, 0.3, 0.3)]) == 0.0
    assert off_by([(rule, 1.2, 0.3, 0.3)]) == pytest.approx(6.1, abs=0.05)


def lowered(drive: Drive) -> RepetitionDone:
    (done,) = drive.move(4.0, hip_height=0.08, shoulder_hip_knee_deg=130.0).hold(2.0).of(RepetitionDone)
    return done


def test_what_a_rule_may_cost_that_is_left_open_is_open_of_the_score() -> None:
    kept, may_be_broken = (lowered(arched(SLOW, seconds)) for seconds in (0.0, 0.2))
    rule = next(rule for rule in EXERCISES["hip_lift_twist"].rules if rule.name == "hips_not_overarched")
    assert may_be_broken.open_points - kept.open_points == pytest.approx(POINTS[rule.severity])


def test_a_rule_that_is_broken_anyway_and_left_open_as_well_changes_nothing() -> None:
    once = arched(SLOW, 1.2)
    again = arched(SLOW, 1.2).hold(0.2, shoulder_hip_knee_deg=210.0).hold(1.0, shoulder_hip_knee_deg=178.0)
    assert lowered(once).open_points == lowered(again).open_points
    assert "hips_not_overarched" in unjudged(again)


def test_the_fastest_of_a_phase_counts_from_its_start_where_poses_are_few() -> None:
    signals = Signals(bridge())
    for i, value in enumerate((0.0, 0.1, 0.4, 0.45)):
        signals.update(0.2 * i, [value] * len(signals.names))
    fastest = signals.speed_peaks[0]

    signals.new_phase(0.1)
    assert signals.speed_peaks[0] == fastest
    signals.new_phase()
    assert signals.speed_peaks[0] == 0.0


@pytest.mark.parametrize(("spacing_s", "gap_s"), [(0.05, 0.05), (0.3, 0.3)])
def test_who_was_out_of_position_was_not_seen_seldom(spacing_s: float, gap_s: float) -> None:
    signals = Signals(EXERCISES["childs_pose"])
    for t_s in (0.0, spacing_s):
        signals.update(t_s, [0.0] * len(signals.names))
    signals.forget_neutral()
    for step in range(3):
        signals.update(5.0 + step * spacing_s, [0.0] * len(signals.names))
    assert signals.gap_s(5.0, 5.0) == pytest.approx(gap_s)
    assert signals.gap_s(0.0, 5.0 + spacing_s) == pytest.approx(gap_s)


def test_poses_that_are_missing_within_a_position_are_a_gap() -> None:
    signals = Signals(EXERCISES["childs_pose"])
    for t_s in (0.0, 0.05, 5.0, 5.05):
        signals.update(t_s, [0.0] * len(signals.names))
    assert signals.gap_s(5.0, 5.0) == pytest.approx(4.95)
