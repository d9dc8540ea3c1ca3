"""Knee rolls, from landmarks: counted with their side, seen down to the floor, shoulders and knees watched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from posecoach.coaching.coach import Coach
from posecoach.coaching.recognition import Recogniser
from posecoach.events import FaultRaised, RepetitionDone
from posecoach.exercises.loader import builtin_exercises
from posecoach.features.body import Body
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from posecoach.postures.table import posture_among
from tests.poses import SHANK_M, THIGH_M, hook_lying, mirrored
from tests.reaching import on_the_back
from tests.rolling import rolled

EXERCISE = builtin_exercises()["knee_rolls"]
FPS = 20.0


def rolls(*degrees: float, way_s: float = 2.0, hold_s: float = 4.0, **how: float) -> Iterator[Pose]:
    """Yield poses: still, then to each of the angles, held, and back. how: of `rolled`, where the knees are lowest."""
    t_s = 0.0
    for roll in degrees:
        for seconds, start, end in (
            (1.5, 0.0, 0.0),
            (way_s, 0.0, 1.0),
            (hold_s, 1.0, 1.0),
            (way_s, 1.0, 0.0),
            (0.8, 0.0, 0.0),
        ):
            for frame in range(round(seconds * FPS)):
                part = frame / (seconds * FPS)
                share = start + (end - start) * part * part * (3.0 - 2.0 * part)
                yield rolled(t_s, share * roll, **{name: share * value for name, value in how.items()})
                t_s += 1.0 / FPS


def body_of(pose: Pose) -> Body:
    body = Body()
    body.update(pose)
    return body


@pytest.mark.parametrize("mirror", [False, True])
@pytest.mark.parametrize("degrees", [45.0, 85.0])
def test_it_is_counted_with_its_side_half_way_and_down_to_the_floor(degrees: float, mirror: bool) -> None:
    coach = Coach(EXERCISE)
    poses = rolls(degrees, -degrees)
    events = [event for pose in poses for event in coach.step(mirrored(pose) if mirror else pose)]
    events += coach.finish()

    done = [event for event in events if isinstance(event, RepetitionDone)]
    assert [event.side for event in done] == (["right", "left"] if mirror else ["left", "right"])
    assert [event.faults for event in done] == [(), ()]


@pytest.mark.parametrize(
    ("degrees", "how", "faults"),
    [
        (50.0, {"apart_m": 0.07}, {"knees_together"}),
        (50.0, {"shoulder_m": 0.14}, {"shoulders_down"}),
        (50.0, {"hold_s": 0.5}, {"hold_long_enough"}),
        (40.0, {"way_s": 0.5}, {"slow"}),  # further down, knees so wide apart may hide one another
    ],
)
def test_what_is_wrong_is_told(degrees: float, how: dict[str, float], faults: set[str]) -> None:
    coach = Coach(EXERCISE)
    events = [event for pose in rolls(degrees, -degrees, **how) for event in coach.step(pose)]
    events += coach.finish()

    assert sum(isinstance(event, RepetitionDone) for event in events) == 2
    assert {event.rule for event in events if isinstance(event, FaultRaised)} == faults


def test_without_its_name_it_is_at_most_lying_with_bent_knees_between_two_rolls() -> None:
    auto = Recogniser(tuple(builtin_exercises().values()))
    for pose in rolls(50.0, -50.0, 50.0):
        auto.step(pose)
    auto.finish()

    assert auto.recognised in (None, "hook_lying")


def test_knees_on_the_floor_are_a_posture_for_those_who_look_for_it() -> None:
    assert posture_among(body_of(rolled(0.0, 88.0)), ("knees_aside",)) == "knees_aside"


def test_legs_stretched_out_or_one_leg_up_are_another_posture() -> None:
    flat = on_the_back(left=(0.0, 0.0), right=(0.0, 0.0))
    world = np.array(flat.world_m)
    for side in (0, 1):
        for mark, length_m in ((L.LEFT_KNEE, -THIGH_M), (L.LEFT_ANKLE, -THIGH_M - SHANK_M)):
            world[mark + side] = world[L.LEFT_HIP + side] + (length_m, 0.0, 0.0)
    one_up = on_the_back(left=(90.0, 90.0), hands_on_knee=L.LEFT_KNEE)

    for pose in (replace(flat, world_m=world), one_up, hook_lying()):
        assert posture_among(body_of(pose), ("knees_aside",)) != "knees_aside"


@pytest.mark.parametrize(("apart_m", "counted"), [(0.25, 1), (0.36, 0)])
def test_a_knee_left_behind_is_told_and_one_that_is_pulled_across_alone_is_no_roll(
    apart_m: float, counted: int
) -> None:
    coach = Coach(EXERCISE)
    events = [event for pose in rolls(70.0, apart_m=apart_m) for event in coach.step(pose)]
    events += coach.finish()

    assert sum(isinstance(event, RepetitionDone) for event in events) == counted
    if counted:
        assert "knees_together" in {event.rule for event in events if isinstance(event, FaultRaised)}
