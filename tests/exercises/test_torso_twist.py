"""The torso twist: the feet stay, or it is no twist."""

from __future__ import annotations

import math

import pytest

from posecoach.events import FaultRaised, RepetitionDone, RepetitionRejected
from posecoach.exercises.loader import builtin_exercises
from posecoach.judging.exercise_judge import ExerciseJudge

FPS = 30


def turn(t_s: float) -> float:
    """From the centre to the left and back in four seconds, as a share; it begins after two."""
    return math.sin(math.pi * min(max((t_s - 2.0) / 4.0, 0.0), 1.0))


def judged(feet_closer: float, width_share: float = 1.0, **turned: float) -> list[object]:
    """Judge a turn of the chest by 50 and of the pelvis by 35 degrees; turned: features as they are at its end."""
    judge = ExerciseJudge(builtin_exercises()["torso_twist"])
    events: list[object] = []
    for frame in range(8 * FPS):
        share = turn(frame / FPS)
        known = {
            "chest_turn_deg": 50.0 * share,
            "pelvis_rotation_deg": 35.0 * share,
            "trunk_twist_deg": 15.0 * share,
            "hip_width_share": 1.0 - (1.0 - width_share) * share,
            "feet_apart": 0.45 - feet_closer * share,
            **{name: share * value for name, value in turned.items()},
        }
        values = [known.get(name, math.nan) for name in judge.signals.names]
        events += judge.step(frame / FPS, values, judgeable=True)
    return [*events, *judge.finish()]


def test_who_turns_the_whole_body_is_told_why_it_does_not_count() -> None:
    events = judged(feet_closer=0.2)
    told = [event.reason for event in events if isinstance(event, RepetitionRejected)]
    assert told == ["you turned your whole body, so it was not a twist"]
    assert not [event for event in events if isinstance(event, RepetitionDone)]


def test_a_turn_over_feet_that_stay_counts() -> None:
    events = judged(feet_closer=0.05)
    assert len([event for event in events if isinstance(event, RepetitionDone)]) == 1
    assert not [event for event in events if isinstance(event, RepetitionRejected)]


@pytest.mark.parametrize(("width_share", "rules"), [(0.68, {"pelvis_forward"}), (0.79, set())])
def test_hips_that_hardly_look_narrower_are_not_said_to_turn(width_share: float, rules: set[str]) -> None:
    events = judged(feet_closer=0.05, width_share=width_share)

    assert {event.rule for event in events if isinstance(event, FaultRaised)} == rules


@pytest.mark.parametrize(
    ("left_deg", "right_deg", "apart", "counted"),
    [
        (175.0, 103.0, 0.15, 1),  # held out aside, along the view
        (85.0, 178.0, 0.72, 1),  # a hand that scratches the head
        (172.0, 170.0, 0.1, 0),
        (172.0, 20.0, 1.6, 0),
        (20.0, 172.0, 1.6, 0),
    ],
)
def test_arms_along_the_view_and_a_hand_at_the_head_are_not_raised_overhead(
    left_deg: float, right_deg: float, apart: float, counted: int
) -> None:
    events = judged(
        feet_closer=0.05,
        left_arm_elevation_deg=left_deg,
        right_arm_elevation_deg=right_deg,
        arms_elevation_deg=(left_deg + right_deg) / 2.0,
        hands_height_difference=apart,
    )
    assert sum(isinstance(event, RepetitionDone) for event in events) == counted
