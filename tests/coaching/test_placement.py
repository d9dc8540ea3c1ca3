"""Where the camera stands and what to change about it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest

from posecoach.coaching.coach import Coach
from posecoach.coaching.placement import ADVICE_AFTER_S, ADVICE_EVERY_S, Setup, SetupWatch
from posecoach.events import SetupAdvice
from posecoach.exercises.loader import builtin_exercises
from posecoach.features.body import Body
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from tests.poses import Camera, every, hands_and_knees, hidden, hook_lying, standing

CAT_COW = builtin_exercises()["cat_cow"]
HIP_LIFT = builtin_exercises()["hip_lift_twist"]
SECOND = every(30.0, 1.0)
HIDDEN = {
    "head": (L.NOSE,),
    "hands": (L.LEFT_WRIST, L.RIGHT_WRIST),
    "feet": (L.LEFT_ANKLE, L.RIGHT_ANKLE),
}


def setup_of(poses: Sequence[Pose]) -> Setup:
    coach = Coach(CAT_COW)
    for pose in poses:
        coach.step(pose)
    return coach.setup()


def seen_from(camera: Camera, seconds: float = 2.0) -> Setup:
    return setup_of([hands_and_knees(t_s, camera) for t_s in every(30.0, seconds)])


def test_a_camera_at_the_side_needs_no_advice() -> None:
    assert seen_from(Camera()) == Setup("side", pytest.approx(0.0, abs=1.0), ())


@pytest.mark.parametrize(("yaw_deg", "end"), [(33.0, "head"), (-33.0, "feet")])
@pytest.mark.parametrize("facing", [1, -1])
def test_a_camera_off_the_side_is_told_with_its_angle(yaw_deg: float, end: str, facing: int) -> None:
    setup = seen_from(Camera(yaw_deg=yaw_deg, facing=facing))

    assert setup.view == "side"
    assert setup.yaw_deg == pytest.approx(yaw_deg, abs=1.0)
    assert setup.advice == (f"Turn your side to the camera: it stands about 33 degrees toward your {end}.",)


def test_a_small_yaw_needs_no_advice() -> None:
    assert seen_from(Camera(yaw_deg=20.0)).advice == ()


@pytest.mark.parametrize("part", HIDDEN)
def test_what_is_cut_off_most_of_the_time_is_told(part: str) -> None:
    poses = [hidden(hands_and_knees(t_s), *HIDDEN[part]) for t_s in SECOND]

    assert setup_of(poses).advice == (f"Move the camera back: your {part} cannot be seen.",)


def test_everything_that_is_cut_off_is_told_in_one_sentence() -> None:
    poses = [hidden(hands_and_knees(t_s), *HIDDEN["hands"], *HIDDEN["feet"]) for t_s in SECOND]

    assert setup_of(poses).advice == ("Move the camera back: your hands and feet cannot be seen.",)


def test_what_is_hidden_for_a_moment_is_not_told() -> None:
    poses = [
        hidden(hands_and_knees(t_s), L.NOSE) if t_s < 0.25 else hands_and_knees(t_s)
        for t_s in every(30.0, 2.0)
    ]

    assert setup_of(poses).advice == ()


def test_a_person_who_is_small_in_the_picture_is_told_to_have_the_camera_closer() -> None:
    assert seen_from(Camera(scale=150.0)).advice == ("Move the camera closer: you are small in the picture.",)


def test_nobody_in_the_posture_leaves_view_and_yaw_unknown() -> None:
    setup = setup_of([standing(t_s, Camera(scale=300.0)) for t_s in SECOND])

    assert setup.view == "unknown"
    assert math.isnan(setup.yaw_deg)
    assert setup.advice == ("To begin, come onto hands and knees, side to the camera.",)


def test_an_angle_that_could_not_be_told_is_not_told() -> None:
    watch = SetupWatch(HIP_LIFT)
    body = Body()
    for t_s in SECOND:
        pose = hook_lying(t_s, Camera(yaw_deg=75.0))
        body.update(hidden(pose, L.LEFT_HIP if body.near else L.RIGHT_HIP))
        watch.observe(body)

    setup = watch.result(ever_in_position=True)
    assert setup.view != "side"
    assert math.isnan(setup.yaw_deg)
    assert setup.advice[0] == "Turn your side to the camera."


def advice_over(poses: Sequence[Pose]) -> list[tuple[float, str]]:
    coach = Coach(CAT_COW)
    return [
        (event.t_s, event.code)
        for pose in poses
        for event in coach.step(pose)
        if isinstance(event, SetupAdvice)
    ]


def test_somebody_in_another_posture_is_told_after_a_while_and_then_now_and_then() -> None:
    times = advice_over([standing(t_s, Camera(scale=300.0)) for t_s in every(30.0, 20.0)])

    assert [code for _, code in times] == ["posture"] * 3
    assert [t_s for t_s, _ in times] == pytest.approx(
        [ADVICE_AFTER_S, ADVICE_AFTER_S + ADVICE_EVERY_S, ADVICE_AFTER_S + 2 * ADVICE_EVERY_S], abs=0.05
    )


def test_somebody_who_is_not_there_is_asked_to_step_into_the_picture() -> None:
    assert [code for _, code in advice_over([Pose.nobody(t_s) for t_s in every(30.0, 5.0)])] == ["nobody"]


def test_somebody_in_position_is_left_alone() -> None:
    assert advice_over([hands_and_knees(t_s) for t_s in every(30.0, 20.0)]) == []


def test_the_patience_begins_anew_with_every_absence() -> None:
    there = [hands_and_knees(t_s) for t_s in every(30.0, 2.0)]
    gone = [standing(2.1 + t_s, Camera(scale=300.0)) for t_s in every(30.0, ADVICE_AFTER_S + 0.8)]

    assert advice_over([*there, *gone]) == []


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("cat_cow", "To begin, come onto hands and knees, side to the camera"),
        ("hip_lift_twist", "To begin, lie on your back, side to the camera, knees bent and feet flat"),
    ],
)
def test_the_advice_says_how_to_begin(key: str, words: str) -> None:
    watch = SetupWatch(builtin_exercises()[key])
    watch.step(0.0, person=True, in_position=False)

    assert watch.step(ADVICE_AFTER_S, person=True, in_position=False) == ("posture", words)
