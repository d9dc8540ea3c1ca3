"""Hard cuts: what is seen before one is not mixed with what is seen after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from posecoach.coaching.coach import Coach
from posecoach.events import Event, FaultRaised, RepetitionDone
from posecoach.exercises.loader import builtin_exercises
from posecoach.pose.pose import Pose
from tests.poses import CYCLE, LIFT, CameraPlace, every, film, hands_and_knees, hook_lying, mirrored, standing

NEAR, FAR = CameraPlace(scale=400.0), CameraPlace(scale=250.0)
CATS = film(hands_and_knees, CYCLE, every(30.0, 15.0), NEAR)
CATS_FAR = film(hands_and_knees, CYCLE, every(30.0, 15.0), FAR)
LIFTS = film(hook_lying, LIFT, every(30.0, 13.0), NEAR)
UPRIGHT = [standing(t_s, NEAR) for t_s in every(30.0, 4.0)]


def joined(first: Sequence[Pose], second: Sequence[Pose]) -> tuple[list[Pose], float]:
    """Return one recording after the other, and when the second begins."""
    begins_s = first[-1].t_s + 1 / 30
    return [*first, *(replace(pose, t_s=begins_s + pose.t_s) for pose in second)], begins_s


def found(
    key: str, poses: Sequence[Pose], from_s: float = 0.0
) -> tuple[list[tuple[float, float]], list[str]]:
    """Return the repetitions from a time on, counted from there, and the faults in that time."""
    coach = Coach(builtin_exercises()[key])
    events: list[Event] = [event for pose in poses for event in coach.step(pose)]
    events += coach.finish()
    spans = [
        (event.repetition.start_s - from_s, event.repetition.end_s - from_s)
        for event in events
        if isinstance(event, RepetitionDone) and event.repetition.end_s > from_s
    ]
    faults = [
        event.fault.rule
        for event in events
        if isinstance(event, FaultRaised) and event.fault.start_s >= from_s
    ]
    return spans, faults


@pytest.mark.parametrize(
    ("key", "first", "second"),
    [
        ("cat_cow", UPRIGHT, CATS),
        ("cat_cow", LIFTS, CATS),
        ("cat_cow", CATS[:100], CATS_FAR),
        ("cat_cow", CATS[:200], [mirrored(pose) for pose in CATS]),
        ("hip_lift_twist", CATS[:150], LIFTS),
        ("hip_lift_twist", LIFTS[:120], [mirrored(pose) for pose in LIFTS]),
    ],
    ids=["from standing", "from lying", "from near to far", "to the other side", "into lying", "in a lift"],
)
def test_after_a_cut_all_is_judged_as_if_it_were_alone(
    key: str, first: Sequence[Pose], second: Sequence[Pose]
) -> None:
    alone, faults_alone = found(key, second)
    poses, begins_s = joined(first, second)
    spans, faults = found(key, poses, begins_s)
    assert len(spans) == len(alone) > 0
    for one, expected in zip(spans, alone, strict=True):
        assert one == pytest.approx(expected, abs=0.25)
    assert faults == faults_alone
