"""The thoracic rotation: what is seen of a small turn changes with the elbows."""

from __future__ import annotations

import pytest

from posecoach.events import RepetitionDone
from posecoach.exercises.loader import builtin_exercises
from tests.driving import Drive

FPS = [15.0, 30.0, 60.0]


def turned(turn_deg: float, fps: float) -> Drive:
    drive = Drive(builtin_exercises()["thoracic_rotation"], fps, trunk_rotation_deg=0.0)
    return drive.hold(2.0).move(1.5, trunk_rotation_deg=turn_deg).hold(1.0)


def sides(drive: Drive) -> list[str | None]:
    return [event.side for event in drive.of(RepetitionDone)]


@pytest.mark.parametrize("fps", FPS)
@pytest.mark.parametrize(("turn_deg", "side"), [(16.0, "left"), (-16.0, "right")])
def test_elbows_that_are_drawn_in_during_a_hold_do_not_end_it(turn_deg: float, side: str, fps: float) -> None:
    drive = turned(turn_deg, fps).move(0.6, trunk_rotation_deg=0.4 * turn_deg).hold(2.0)
    drive.move(0.5, trunk_rotation_deg=0.8 * turn_deg).move(1.5, trunk_rotation_deg=0.0).hold(1.5)

    assert sides(drive) == [side]


@pytest.mark.parametrize("fps", FPS)
@pytest.mark.parametrize("turn_deg", [16.0, 40.0])
def test_a_turn_back_to_the_centre_ends_a_repetition(turn_deg: float, fps: float) -> None:
    drive = turned(turn_deg, fps).hold(2.0).move(1.5, trunk_rotation_deg=0.0).hold(1.5)

    assert sides(drive) == ["left"]


@pytest.mark.parametrize("fps", FPS)
def test_a_wide_turn_is_over_before_the_centre_where_the_neutral_was_a_little_off(fps: float) -> None:
    drive = turned(40.0, fps).hold(2.0).move(1.5, trunk_rotation_deg=15.5).hold(1.5)

    assert sides(drive) == ["left"]
