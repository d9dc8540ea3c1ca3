"""Turns of somebody who faces the camera are measured against how they face it: who turned away is learned anew."""

from __future__ import annotations

import pytest

from posecoach.coaching.coach import Coach
from posecoach.events import Event, NeutralTaken
from posecoach.exercises.loader import builtin_exercises
from posecoach.testing import CameraPlace, every, facing_camera, standing

FRONT = CameraPlace(scale=300.0)
FACING_S = 4.0
ASIDE_S = 4.0


def told(exercise: str, aside_s: float, fps: float) -> list[Event]:
    """Return what is told of somebody who faces the camera, stands side-on for a while, and faces it again."""
    coach, events = Coach(builtin_exercises()[exercise]), list[Event]()
    for t_s in every(fps, 2 * FACING_S + aside_s):
        aside = FACING_S < t_s < FACING_S + aside_s
        events += coach.step(standing(t_s, FRONT) if aside else facing_camera(t_s, FRONT))
    return events


def neutrals_s(events: list[Event]) -> list[float]:
    return [event.t_s for event in events if isinstance(event, NeutralTaken)]


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
def test_after_a_turn_away_the_neutral_is_taken_anew(fps: float) -> None:
    times_s = neutrals_s(told("torso_twist", ASIDE_S, fps))
    assert len([t_s for t_s in times_s if t_s < FACING_S]) == 1
    assert any(t_s > FACING_S + ASIDE_S for t_s in times_s)


def test_a_short_look_aside_changes_nothing() -> None:
    assert len(neutrals_s(told("torso_twist", 0.5, 30.0))) == 1
