"""Of a view that shows no turn, no side and no turn is made; what it does show counts."""

from __future__ import annotations

import math

import pytest

from posecoach.events import PhaseStarted, RepetitionDone
from posecoach.exercises.loader import builtin_exercises
from posecoach.judging.exercise_judge import ExerciseJudge


def bell(t_s: float, start_s: float, end_s: float) -> float:
    return math.sin(math.pi * min(max((t_s - start_s) / (end_s - start_s), 0.0), 1.0))


def followed(key: str, judgeable: bool) -> list[object]:
    """Return the events of one lift of the hips with a turn of 30 degrees while they are up."""
    judge = ExerciseJudge(builtin_exercises()[key])
    events: list[object] = []
    for frame in range(30 * 12):
        t_s = frame / 30.0
        known = {
            "hip_height": 0.08 + 0.35 * min(1.0, 2.0 * bell(t_s, 2.0, 10.0)),
            "trunk_rotation_deg": 30.0 * bell(t_s, 5.0, 8.0),
            "turn_to_camera_deg": 30.0 * bell(t_s, 5.0, 8.0),
        }
        events += judge.step(t_s, [known.get(name, math.nan) for name in judge.signals.names], judgeable)
    return [*events, *judge.finish()]


@pytest.mark.parametrize(("judgeable", "sides"), [(True, ["left"]), (False, [None])])
def test_a_lift_counts_and_has_a_side_only_where_the_view_shows_one(
    judgeable: bool, sides: list[str | None]
) -> None:
    done = [event for event in followed("hip_lift_twist", judgeable) if isinstance(event, RepetitionDone)]
    assert [event.side for event in done] == sides


@pytest.mark.parametrize(("judgeable", "turns"), [(True, True), (False, False)])
def test_no_turn_begins_in_a_view_that_shows_none(judgeable: bool, turns: bool) -> None:
    started = {
        event.phase for event in followed("thoracic_rotation", judgeable) if isinstance(event, PhaseStarted)
    }
    assert ("rotate" in started) is turns
