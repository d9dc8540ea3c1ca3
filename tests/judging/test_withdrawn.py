"""Faults of what turned out not to be the exercise are taken back."""

from __future__ import annotations

import msgspec
import pytest

from posecoach.events import (
    Event,
    FaultCleared,
    FaultRaised,
    FaultWithdrawn,
    RepetitionDone,
    RepetitionRejected,
)
from posecoach.exercises.declaration import Exercise, Mark, Trait
from posecoach.exercises.loader import builtin_exercises
from posecoach.judging.repetitions import TOO_SHORT, UNFINISHED
from tests.driving import Drive
from tests.exercise_files import bridge, changed

GOOD = {"hip_height": 0.0, "knee_flexion_deg": 90.0}
STRETCHED = {"knee_flexion_deg": 20.0}
NO_BRIDGE = Mark(
    text="your legs were stretched, so it was no bridge",
    when=(Trait(feature="knee_flexion_deg", of="least", at_most=30.0),),
    source="test",
)


def start(exercise: Exercise | None = None, fps: float = 30.0) -> Drive:
    return Drive(exercise or bridge(), fps, **GOOD).hold(1.5)


def withdrawn(drive: Drive) -> list[str]:
    """Return the rules taken back, each of which had been raised and cleared before."""
    told: list[Event] = []
    rules: list[str] = []
    for event in drive.events:
        if isinstance(event, FaultWithdrawn):
            assert event.fault in [one.fault for one in told if isinstance(one, FaultCleared)]
            assert (event.rule, event.start_s) in [
                (one.rule, one.start_s) for one in told if isinstance(one, FaultRaised)
            ]
            rules.append(event.rule)
        told.append(event)
    return rules


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
def test_faults_of_a_movement_that_was_another_exercise_are_taken_back(fps: float) -> None:
    drive = start(changed(is_not=(NO_BRIDGE,)), fps).move(1.0, hip_height=0.5).hold(1.5, **STRETCHED)
    drive.hold(0.5, knee_flexion_deg=90.0).move(1.0, hip_height=0.0).hold(1.0)

    assert [event.reason for event in drive.of(RepetitionRejected)] == [NO_BRIDGE.text]
    assert withdrawn(drive) == ["knees_bent"]


def test_faults_of_a_movement_that_was_too_short_to_be_one_are_taken_back() -> None:
    short = msgspec.structs.replace(bridge().repetition, shortest_s=8.0)
    drive = start(changed(repetition=short)).move(1.0, hip_height=0.5).hold(1.5, **STRETCHED)
    drive.hold(0.5, knee_flexion_deg=90.0).move(1.0, hip_height=0.0).hold(1.0)

    assert [event.reason for event in drive.of(RepetitionRejected)] == [TOO_SHORT]
    assert withdrawn(drive) == ["knees_bent"]


def test_a_fault_that_still_lasts_is_ended_before_it_is_taken_back() -> None:
    drive = start(changed(is_not=(NO_BRIDGE,))).move(1.0, hip_height=0.5).hold(1.5, **STRETCHED)
    drive.move(1.0, hip_height=0.0).hold(0.3)

    assert drive.of(RepetitionRejected)
    assert withdrawn(drive) == ["knees_bent"]


@pytest.mark.parametrize(("mark", "taken_back"), [((NO_BRIDGE,), ["knees_bent"]), ((), [])])
def test_faults_of_what_was_given_up_are_taken_back_if_it_was_another_exercise(
    mark: tuple[Mark, ...], taken_back: list[str]
) -> None:
    """Whoever lies down from sitting lifts the hips, as it seems, and does not come down again."""
    up_and_top = msgspec.structs.replace(bridge().repetition, phases=("up", "top"))
    top = msgspec.structs.replace(bridge().phases[1], name="top", enter=())
    exercise = changed(is_not=mark, repetition=up_and_top, phases=(*bridge().phases, top))
    drive = start(exercise).move(1.0, hip_height=0.5).hold(1.5, **STRETCHED)
    drive.hold(0.5, knee_flexion_deg=90.0).move(1.0, hip_height=0.0).hold(1.0)

    assert [event.reason for event in drive.of(RepetitionRejected)] == [UNFINISHED]
    assert withdrawn(drive) == taken_back


def test_faults_of_a_repetition_that_counts_stay() -> None:
    drive = start().move(1.0, hip_height=0.5).hold(1.5, **STRETCHED)
    drive.hold(0.5, knee_flexion_deg=90.0).move(1.0, hip_height=0.0).hold(1.0).finish()

    assert [event.faults for event in drive.of(RepetitionDone)] == [("knees_bent",)]
    assert withdrawn(drive) == []


def test_a_fault_from_before_a_movement_that_does_not_count_stays() -> None:
    drive = start(changed(is_not=(NO_BRIDGE,))).hold(1.0, **STRETCHED).hold(1.0, knee_flexion_deg=90.0)
    drive.move(1.0, hip_height=0.5).hold(0.3, **STRETCHED).hold(0.5, knee_flexion_deg=90.0)
    drive.move(1.0, hip_height=0.0).hold(1.0)

    assert drive.of(RepetitionRejected)
    assert withdrawn(drive) == []


def test_faults_of_the_phase_in_which_an_unfinished_repetition_broke_off_are_taken_back() -> None:
    up_and_down = msgspec.structs.replace(bridge().repetition, phases=("up", "down"))
    drive = start(changed(repetition=up_and_down)).move(1.0, hip_height=0.5).hold(1.5, **STRETCHED)
    drive.events += drive.judge.interrupt(drive.t_s, drive.t_s, UNFINISHED)

    assert [event.reason for event in drive.of(RepetitionRejected)] == [UNFINISHED]
    assert withdrawn(drive) == ["knees_bent"]


def test_of_a_phase_that_came_to_rest_before_the_end_only_its_tempo_is_told() -> None:
    up_and_down = msgspec.structs.replace(bridge().repetition, phases=("up", "down"))
    slow = msgspec.structs.replace(bridge().rules[1], name="slow", kind="movement_time", at_least=1.0)
    exercise = changed(repetition=up_and_down, rules=(bridge().rules[0], slow))
    drive = start(exercise).move(0.6, hip_height=0.5).hold(1.5, **STRETCHED).finish()

    assert {event.rule for event in drive.of(FaultCleared)} == {"slow", "knees_bent"}
    assert withdrawn(drive) == ["knees_bent"]


def test_a_fault_that_began_as_the_position_was_left_is_taken_back() -> None:
    drive = start().hold(1.0, **STRETCHED)
    drive.events += drive.judge.interrupt(drive.t_s, 1.6, UNFINISHED)

    assert withdrawn(drive) == ["knees_bent"]


def test_a_fault_that_was_certain_before_the_position_was_left_stays() -> None:
    drive = start().hold(1.5, **STRETCHED)
    drive.events += drive.judge.interrupt(drive.t_s, 2.2, UNFINISHED)

    assert [event.rule for event in drive.of(FaultCleared)] == ["knees_bent"]
    assert withdrawn(drive) == []


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
def test_faults_of_every_part_of_what_was_left_unfinished_are_taken_back(fps: float) -> None:
    drive = Drive(
        builtin_exercises()["thoracic_rotation"], fps, trunk_rotation_deg=0.0, hand_ear_distance=0.15
    )
    drive.hold(2.0).move(1.5, trunk_rotation_deg=40.0, hand_ear_distance=0.65).hold(1.0)
    drive.hold(0.7, hand_ear_distance=0.15)
    drive.events += drive.judge.finish(ends=False)

    assert [event.reason for event in drive.of(RepetitionRejected)] == [UNFINISHED]
    assert withdrawn(drive) == ["hands_behind_head"]
