"""An exercise that is done to both sides is recognised by what two turns in a row show together."""

from __future__ import annotations

import pytest

from posecoach.exercises.loader import builtin_exercises
from tests.driving import Drive

TWIST = builtin_exercises()["seated_twist"]


def twisted(*turns_deg: float, pause_s: float = 0.8, hips_share: float = 0.55) -> int:
    """How many repetitions showed the seated twist, of somebody who turns to the left (positive) and the right."""
    sitting = {"chest_turn_deg": 0.0, "trunk_twist_deg": 0.0, "side_bend_deg": 0.0}
    drive = Drive(TWIST, 30.0, **sitting).hold(1.5)
    for turn_deg in turns_deg:
        drive.move(1.5, chest_turn_deg=turn_deg, trunk_twist_deg=hips_share * turn_deg).hold(2.5)
        drive.move(1.5, **sitting).hold(pause_s)
    return drive.judge.evidence.typical


def test_a_wide_turn_is_enough() -> None:
    assert twisted(50.0) == 1


def test_two_turns_to_either_side_show_together_what_neither_shows_alone() -> None:
    assert twisted(37.0) == 0
    assert twisted(37.0, -37.0) == 1


@pytest.mark.parametrize("turns_deg", [(37.0, 37.0), (32.0, -32.0)])
def test_turns_to_one_side_or_as_little_as_talking_do_not(turns_deg: tuple[float, float]) -> None:
    assert twisted(*turns_deg) == 0


def test_turns_far_apart_in_time_do_not_belong_together() -> None:
    assert twisted(37.0, -37.0, pause_s=6.0) == 0


def test_hips_that_turn_along_speak_against_both() -> None:
    assert twisted(37.0, -37.0, hips_share=0.3) == 0
