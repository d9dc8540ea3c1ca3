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


def judged(feet_closer: float, width_share: float = 1.0) -> list[object]:
    """Judge a turn of the chest by 50 and of the pelvis by 35 degrees."""
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
