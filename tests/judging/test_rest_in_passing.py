"""Whoever never rests passes through rest: what tells it there, tells it in passing."""

from __future__ import annotations

import math

import numpy as np
import pytest

from posecoach.events import RepetitionDone
from posecoach.exercises.declaration import Condition, Neutral
from posecoach.exercises.loader import builtin_exercises
from posecoach.judging.rest_level import Column, Level, Seen, rest_level
from tests.driving import Drive

STEP_S = 0.08
BAND_DEG = 5.0
TURN = Neutral(
    feature="chest_turn_deg",
    typical=0.0,
    least=-45.0,
    most=45.0,
    still_range=8.0,
    lies="usual",
    moves=40.0,
    given=(
        Condition(feature="trunk_twist_deg", at_least=-BAND_DEG),
        Condition(feature="trunk_twist_deg", at_most=BAND_DEG),
    ),
    source="",
)


def passing(turn: Column, twist: Column) -> Seen:
    """Return a turn of the chest where the shoulders are nearly over the hips."""
    times_s = np.arange(len(turn)) * STEP_S
    return Seen(times_s, turn, twist).only(np.abs(twist) <= BAND_DEG)


def level_of(seen: Seen) -> float | None:
    level = rest_level(TURN, seen, 2)
    return level.value if isinstance(level, Level) else None


def swinging(seconds: float, period_s: float = 2.2) -> Seen:
    """Return a swing of 30 degrees to either side of 25, the shoulders turned by 12 against the hips."""
    phase = 2.0 * math.pi * np.arange(0.0, seconds, STEP_S) / period_s
    return passing(25.0 + 30.0 * np.sin(phase), 12.0 * np.sin(phase))


def test_who_swings_is_at_rest_where_the_shoulders_are_over_the_hips() -> None:
    assert np.ptp(np.percentile(swinging(8.0).values, (10.0, 90.0))) > 20.0, "too far apart to be one value"
    assert level_of(swinging(8.0)) == pytest.approx(25.0, abs=2.0)


@pytest.mark.parametrize(("turns", "is_known"), [(3, False), (4, True)])
def test_what_is_only_passed_through_takes_four_times(turns: int, is_known: bool) -> None:
    """For a fifth of a second each; in between the shoulders are turned."""
    twist = np.tile(np.r_[np.zeros(3), np.full(8, 20.0)], turns)
    seen = passing(25.0 + twist, twist)

    assert (level_of(seen) is not None) == is_known


def test_without_a_middle_of_what_tells_rest_passing_is_not_enough() -> None:
    """A head that is low tells that it rests, but not how nearly."""
    twist = np.tile(np.r_[np.zeros(3), np.full(8, 20.0)], 4)
    seen = passing(25.0 + twist, twist)

    assert level_of(Seen(seen.t_s, seen.values)) is None


def test_four_glimpses_of_a_frame_each_are_not_enough() -> None:
    twist = np.tile(np.r_[np.zeros(1), np.full(8, 20.0)], 4)
    assert level_of(passing(25.0 + twist, twist)) is None


def test_what_wavers_with_what_tells_rest_while_somebody_stands_still_is_not_followed_far() -> None:
    """Shoulders that seem turned by 4 degrees at rest, as their depth is badly seen, are where they are."""
    wavering = 0.4 * np.sin(np.arange(60.0))
    level = level_of(passing(10.0 + 3.0 * wavering, 4.0 + wavering))

    assert level == pytest.approx(10.0, abs=1.0)


def test_quick_twists_without_a_pause_before_a_camera_that_stands_aside_count() -> None:
    drive = Drive(builtin_exercises()["torso_twist"], 15.0, chest_turn_deg=28.0, trunk_twist_deg=0.0)
    for _ in range(5):
        for way in (1.0, -1.0):
            drive.move(0.5, chest_turn_deg=28.0 + way * 32.0, trunk_twist_deg=way * 12.0)
            drive.move(0.5, chest_turn_deg=28.0, trunk_twist_deg=0.0)

    assert len(drive.of(RepetitionDone)) >= 5
