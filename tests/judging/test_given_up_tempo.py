"""How long a movement took that was given up is not judged: what is left of it is too little to time."""

from __future__ import annotations

import pytest

from posecoach.events import CannotJudge, FaultRaised
from posecoach.exercises.loader import builtin_exercises
from tests.driving import Drive

TWIST = builtin_exercises()["torso_twist"]


def turned(turn_deg: float) -> Drive:
    """A turn in half a second, and back."""
    drive = Drive(
        TWIST, chest_turn_deg=0.0, trunk_twist_deg=0.0, pelvis_rotation_deg=0.0, knee_flexion_deg=3.0
    )
    drive.hold(1.5).move(0.5, chest_turn_deg=turn_deg).hold(0.4)
    return drive.move(0.5, chest_turn_deg=0.0).hold(1.0)


@pytest.mark.parametrize(("turn_deg", "faults"), [(40.0, {"slow"}), (15.0, set[str]())])
def test_only_a_turn_that_counts_can_be_too_fast(turn_deg: float, faults: set[str]) -> None:
    raised = {event.rule for event in turned(turn_deg).events if isinstance(event, FaultRaised)}

    assert raised == faults


def test_why_the_tempo_is_not_judged_is_said() -> None:
    reasons = {event.reason for event in turned(15.0).events if isinstance(event, CannotJudge)}

    assert "you hardly turned, so it did not count" in reasons
