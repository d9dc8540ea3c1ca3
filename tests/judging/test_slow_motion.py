"""A film in slow motion says nothing of tempo, and that is told."""

from __future__ import annotations

import pytest

from posecoach.events import CannotJudge, Event, FaultRaised
from posecoach.exercises.declaration import Example
from posecoach.exercises.loader import builtin_exercises
from posecoach.judging.examples import example_values
from posecoach.judging.exercise_judge import ExerciseJudge

REASON = "it moves slower than people do: is this slow motion?"


def told(key: str, slower: float, fps: float = 30.0) -> tuple[set[tuple[str, str]], set[str]]:
    """(rule, reason) of what cannot be judged in an exercise's first example, played slower, and the faults."""
    exercise = builtin_exercises()[key]
    good = exercise.examples[0]
    path = tuple((slower * t_s, values) for t_s, values in good.path)
    judge = ExerciseJudge(exercise)
    events: list[Event] = []
    for t_s, values in example_values(
        Example(name="slow", repetitions=0, path=path), judge.signals.names, fps
    ):
        events += judge.step(t_s, values, judgeable=True)
    events += judge.finish()
    unjudged = {(event.rule, event.reason) for event in events if isinstance(event, CannotJudge)}
    return unjudged, {event.rule for event in events if isinstance(event, FaultRaised)}


@pytest.mark.parametrize("fps", [10.0, 30.0])
@pytest.mark.parametrize(
    ("key", "rule"), [("toe_touch", "slow"), ("torso_twist", "slow"), ("hip_lift_twist", "slow_return")]
)
def test_eight_times_slower_the_tempo_cannot_be_judged(key: str, rule: str, fps: float) -> None:
    unjudged, faults = told(key, 8.0, fps)
    assert (rule, REASON) in unjudged
    assert rule not in faults


@pytest.mark.parametrize("slower", [1.0, 2.0])
def test_slow_people_are_no_slow_motion(slower: float) -> None:
    unjudged, _ = told("toe_touch", slower)
    assert unjudged == set()
