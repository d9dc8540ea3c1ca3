"""What was too quick or too small to be measured is not judged, and that is told."""

from __future__ import annotations

import pytest

from posecoach.events import CannotJudge, Event, FaultRaised
from posecoach.exercises.declaration import Example
from posecoach.exercises.loader import builtin_exercises
from posecoach.judging.examples import example_values
from posecoach.judging.exercise_judge import ExerciseJudge

Path = list[tuple[float, dict[str, float]]]

TOO_QUICK = "it was too quick to measure how far it went"
IN_PARTS = "the movement was too small to tell a rest in it from its end"
UNDER_WAY = "the next part began before this one was over"
STARTS = {"back_bow": -0.005, "head_pitch_deg": -85.0, "knee_flexion_deg": 92.0}


def told(key: str, path: Path, fps: float = 30.0) -> tuple[set[tuple[str, str]], set[str]]:
    """(rule, reason) of what cannot be judged in a path of an exercise's features, and the faults."""
    judge = ExerciseJudge(builtin_exercises()[key])
    events: list[Event] = []
    example = Example(name="made up", repetitions=0, path=tuple(path))
    for t_s, values in example_values(example, judge.signals.names, fps):
        events += judge.step(t_s, values, judgeable=True)
    events += judge.finish()
    unjudged = {(event.rule, event.reason) for event in events if isinstance(event, CannotJudge)}
    return unjudged, {event.rule for event in events if isinstance(event, FaultRaised)}


def cycle(cow_s: float, cow_bow: float) -> Path:
    """A cow of a depth, reached in seconds, between two full cats."""
    times_s = (0.0, 1.5, 4.0, 5.0, 5.0 + cow_s, 5.1 + cow_s, 5.6 + cow_s, 8.0 + cow_s, 9.0 + cow_s)
    bows = (-0.005, -0.005, 0.07, 0.07, cow_bow, cow_bow, 0.07, 0.07, 0.07)
    heads = (-85.0, -85.0, -120.0, -120.0, -40.0, -40.0, -120.0, -120.0, -120.0)
    return [
        (t_s, STARTS | {"back_bow": bow, "head_pitch_deg": head})
        for t_s, bow, head in zip(times_s, bows, heads, strict=True)
    ]


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
def test_the_depth_of_a_quick_cow_cannot_be_judged(fps: float) -> None:
    unjudged, faults = told("cat_cow", cycle(0.5, -0.0185), fps)

    assert ("spine_arched", TOO_QUICK) in unjudged
    assert "spine_arched" not in faults


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
def test_a_slow_cow_of_the_same_depth_is_a_fault(fps: float) -> None:
    unjudged, faults = told("cat_cow", cycle(2.5, -0.0185), fps)

    assert ("spine_arched", TOO_QUICK) not in unjudged
    assert "spine_arched" in faults


def twist(way_deg: float) -> Path:
    """A slow twist that comes back half way in 0.3 s, rests, and goes on."""
    return [
        (0.0, {"chest_turn_deg": 0.0, "pelvis_rotation_deg": 0.0, "trunk_twist_deg": 0.0}),
        (1.5, {}),
        (4.0, {"chest_turn_deg": way_deg, "trunk_twist_deg": way_deg}),
        (5.0, {}),
        (5.35, {"chest_turn_deg": 0.46 * way_deg, "trunk_twist_deg": 0.46 * way_deg}),
        (6.0, {}),
        (6.45, {"chest_turn_deg": 0.0, "trunk_twist_deg": 0.0}),
        (9.0, {}),
    ]


def test_a_rest_on_a_small_way_back_does_not_make_it_too_fast() -> None:
    unjudged, faults = told("torso_twist", twist(21.5))

    assert ("slow", IN_PARTS) in unjudged
    assert "slow" not in faults


def test_a_large_way_that_begins_in_a_rush_is_too_fast() -> None:
    unjudged, faults = told("torso_twist", twist(60.0))

    assert ("slow", IN_PARTS) not in unjudged
    assert "slow" in faults


def lift(top_deg: float) -> Path:
    """A quick hip lift that is already turned when it has hardly begun, and goes on rising."""
    down = {"hip_height": 0.08, "shoulder_hip_knee_deg": 130.0, "trunk_rotation_deg": 0.0}
    return [
        (0.0, down | {"ankle_height": 0.14, "knee_flexion_deg": 100.0, "hand_hip_distance": 0.2}),
        (1.5, {}),
        (1.7, {"hip_height": 0.13, "shoulder_hip_knee_deg": 132.0}),
        (2.2, {"hip_height": 0.42, "shoulder_hip_knee_deg": top_deg, "trunk_rotation_deg": 80.0}),
        (2.4, {"hip_height": 0.38}),
        (5.0, {}),
        (6.5, down),
        (8.0, {}),
    ]


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
def test_how_high_a_lift_comes_is_not_told_from_its_beginning(fps: float) -> None:
    unjudged, faults = told("hip_lift_twist", lift(176.0), fps)

    assert ("hips_lifted", UNDER_WAY) in unjudged
    assert "hips_lifted" not in faults


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
def test_a_lift_that_turns_on_its_way_and_stays_low_is_a_fault(fps: float) -> None:
    unjudged, faults = told("hip_lift_twist", lift(136.0), fps)

    assert ("hips_lifted", UNDER_WAY) not in unjudged
    assert "hips_lifted" in faults
