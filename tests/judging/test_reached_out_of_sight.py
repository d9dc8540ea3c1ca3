"""What went on out of sight where it may have reached what is asked for: that is no fault."""

from __future__ import annotations

import math

import pytest

from posecoach.events import CannotJudge, FaultRaised
from posecoach.exercises.loader import builtin_exercises
from tests.driving import Drive, arms

CIRCLES = builtin_exercises()["arm_circles"]
UNSEEN = dict.fromkeys(arms(0.0, 0.0), math.nan)


def circle_seen_up_to(seen_deg: float, unseen_s: float) -> Drive:
    """Return a circle whose hands leave the picture at a height, and come back into it there after some seconds."""
    drive = Drive(CIRCLES, elbows_flexion_deg=10.0, **arms(8.0, 8.0)).hold(0.5)
    drive.move(1.0, **arms(seen_deg, seen_deg))
    if unseen_s:
        drive.hold(unseen_s, **UNSEEN).hold(0.04, **arms(seen_deg, seen_deg))
    return drive.move(1.0, **arms(8.0, 8.0)).hold(0.5)


@pytest.mark.parametrize(("seen_deg", "unseen_s"), [(135.0, 0.4), (100.0, 0.6)])
def test_hands_that_leave_the_picture_at_the_top_may_have_been_high_enough(
    seen_deg: float, unseen_s: float
) -> None:
    drive = circle_seen_up_to(seen_deg, unseen_s)

    assert drive.judge.repetitions == 1
    assert not drive.of(FaultRaised)
    assert {event.rule for event in drive.of(CannotJudge)} >= {"full_circle"}


@pytest.mark.parametrize(("seen_deg", "unseen_s"), [(100.0, 0.0), (100.0, 0.2)])
def test_hands_that_were_out_of_sight_for_too_short_a_time_were_not(seen_deg: float, unseen_s: float) -> None:
    drive = circle_seen_up_to(seen_deg, unseen_s)

    assert {event.rule for event in drive.of(FaultRaised)} == {"full_circle"}
