"""Why nothing may have been recognised: the person was too small in the frame, or a part of them outside of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from posecoach.coaching.coach import Coach
from posecoach.coaching.recognition import Recogniser
from posecoach.exercises.loader import builtin_exercises
from posecoach.pipeline import CoachLike
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from tests.poses import CameraPlace, every, standing

FEET = "Your feet are cut off: move back a little"
HEAD = "Your head is cut off: move back a little"
SMALL = "Come closer: you look small from here"
PART = "Step back: I can't see all of you"


def below(pose: Pose, *marks: L) -> Pose:
    """The pose with landmarks under the lower edge of the frame."""
    image = pose.image_px.copy()
    for mark in marks:
        image[[mark, mark + 1], 1] += 2.0 * pose.size_wh[1]
    return replace(pose, image_px=image)


def auto() -> CoachLike:
    return Recogniser(tuple(builtin_exercises().values()))


def lying() -> CoachLike:
    return Coach(builtin_exercises()["hook_lying"])


CUT = {
    FEET: lambda pose: below(pose, L.LEFT_ANKLE, L.LEFT_HEEL, L.LEFT_FOOT_INDEX),
    HEAD: lambda pose: below(pose, L.LEFT_EAR),
    PART: lambda pose: below(pose, L.LEFT_HIP, L.LEFT_KNEE, L.LEFT_ANKLE, L.LEFT_HEEL, L.LEFT_FOOT_INDEX),
}


@pytest.mark.parametrize("make", [auto, lying], ids=["auto", "named"])
@pytest.mark.parametrize("told", CUT)
def test_what_is_cut_off_is_said_though_nothing_was_recognised(
    told: str, make: Callable[[], CoachLike]
) -> None:
    coach = make()
    for t_s in every(10.0, 3.0):
        coach.step(CUT[told](standing(t_s, CameraPlace(scale=300.0))))
    coach.finish()
    assert coach.setup().advice[0] == told


@pytest.mark.parametrize("make", [auto, lying], ids=["auto", "named"])
def test_who_is_too_small_is_told_so_though_nothing_was_recognised(make: Callable[[], CoachLike]) -> None:
    coach = make()
    for t_s in every(10.0, 3.0):
        coach.step(standing(t_s, CameraPlace(scale=150.0)))
    coach.finish()
    assert coach.setup().advice[0] == SMALL


def test_who_is_framed_well_is_told_nothing_about_it() -> None:
    coach = auto()
    for t_s in every(10.0, 3.0):
        coach.step(standing(t_s, CameraPlace(scale=300.0)))
    coach.finish()
    assert coach.setup().advice == ()


def test_what_was_cut_off_for_a_moment_is_not_told() -> None:
    coach = auto()
    for t_s in every(10.0, 3.0):
        pose = standing(t_s, CameraPlace(scale=300.0))
        coach.step(CUT[FEET](pose) if t_s < 0.5 else pose)
    coach.finish()
    assert coach.setup().advice == ()


def test_after_a_reset_nothing_is_left_of_it() -> None:
    coach = auto()
    for t_s in every(10.0, 3.0):
        coach.step(CUT[FEET](standing(t_s)))
    coach.reset()
    assert coach.setup().advice == ()
