"""What is said of the set-up of a recording, and to somebody whom nobody told what to do."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest

from posecoach.coaching.coach import Coach
from posecoach.coaching.placement import EVERY_S, LEFT_FOR_S, Placement, Setup
from posecoach.events import SetupAdvice
from posecoach.exercises.loader import builtin_exercises
from posecoach.features.body import Body
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from tests.coaching.test_placement import tilted
from tests.poses import CameraPlace, every, hands_and_knees, hidden, hook_lying, standing

CAT_COW = builtin_exercises()["cat_cow"]
HIP_LIFT = builtin_exercises()["hip_lift_twist"]
SECOND = every(30.0, 1.0)
THERE = [hands_and_knees(t_s) for t_s in every(30.0, 2.0)]
PARTS = {
    "head": (L.LEFT_EAR, L.RIGHT_EAR),
    "hands": (L.LEFT_WRIST, L.RIGHT_WRIST),
    "feet": (L.LEFT_ANKLE, L.RIGHT_ANKLE),
}


def outside(pose: Pose, part: str) -> Pose:
    """Return the pose with a part of the body beyond the side of the frame that is nearer to it."""
    image_px = pose.image_px.copy()
    joints, width = list(PARTS[part]), pose.size_wh[0]
    image_px[joints, 0] = 2.0 * width if image_px[joints, 0].mean() > width / 2 else -1.0 * width
    return replace(pose, image_px=image_px)


def setup_of(poses: Sequence[Pose]) -> Setup:
    coach = Coach(CAT_COW)
    for pose in poses:
        coach.step(pose)
    return coach.setup()


def seen_from(camera: CameraPlace, seconds: float = 2.0) -> Setup:
    return setup_of([hands_and_knees(t_s, camera) for t_s in every(30.0, seconds)])


def test_a_camera_at_the_side_needs_no_advice() -> None:
    assert seen_from(CameraPlace()) == Setup("side", pytest.approx(0.0, abs=1.0), ())


@pytest.mark.parametrize(("yaw_deg", "end"), [(33.0, "head"), (-33.0, "feet")])
@pytest.mark.parametrize("facing", [1, -1])
def test_a_camera_off_the_side_is_told_with_its_angle(yaw_deg: float, end: str, facing: int) -> None:
    setup = seen_from(CameraPlace(yaw_deg=yaw_deg, facing=facing))

    assert setup.view == "side"
    assert setup.yaw_deg == pytest.approx(yaw_deg, abs=1.0)
    assert setup.advice == (f"Turn your side to the camera: it is too far toward your {end}",)


def test_a_small_yaw_needs_no_advice() -> None:
    assert seen_from(CameraPlace(yaw_deg=20.0)).advice == ()


@pytest.mark.parametrize("part", PARTS)
def test_what_is_cut_off_often_is_told(part: str) -> None:
    assert setup_of([outside(pose, part) for pose in THERE]).advice == (
        f"Your {part} {'is' if part == 'head' else 'are'} cut off: move back a little",
    )


def test_more_than_one_part_cut_off_is_told_as_stepping_back() -> None:
    poses = [outside(outside(pose, "hands"), "feet") for pose in THERE]

    assert setup_of(poses).advice == ("Step back: I can't see all of you",)


def test_what_is_hidden_inside_the_picture_is_not_cut_off() -> None:
    assert setup_of([hidden(pose, *PARTS["hands"]) for pose in THERE]).advice == ()


def test_what_is_cut_off_for_a_moment_is_not_told() -> None:
    poses = [outside(pose, "head") if pose.t_s < 0.25 else pose for pose in THERE]

    assert setup_of(poses).advice == ()


def test_a_person_who_is_small_in_the_picture_is_told_to_have_the_camera_closer() -> None:
    assert seen_from(CameraPlace(scale=150.0)).advice == ("Come closer: you look small from here",)


def test_somebody_who_is_cut_off_is_not_told_to_come_closer() -> None:
    small = [outside(hands_and_knees(t_s, CameraPlace(scale=150.0)), "hands") for t_s in SECOND]

    assert setup_of(small).advice == ("Your hands are cut off: move back a little",)


@pytest.mark.parametrize(
    ("pitch_deg", "advice"), [(35.0, ("Put the camera lower: it looks down on you",)), (15.0, ())]
)
def test_a_camera_that_looks_down_before_the_movement_is_told(
    pitch_deg: float, advice: tuple[str, ...]
) -> None:
    assert setup_of([tilted(pose, pitch_deg) for pose in THERE]).advice == advice


def standing_before(pitch_deg: float, camera: CameraPlace) -> Setup:
    coach = Coach(builtin_exercises()["toe_touch"])
    for t_s in SECOND:
        coach.step(tilted(standing(t_s, camera), pitch_deg))
    return coach.setup()


def test_a_camera_that_looks_down_on_somebody_who_stands_side_on_needs_no_advice() -> None:
    setup = standing_before(35.0, CameraPlace(scale=300.0))

    assert setup.yaw_deg == pytest.approx(0.0, abs=2.0)
    assert setup.advice == ()


def test_somebody_who_stands_at_an_angle_is_told_to_turn_and_not_toward_which_end() -> None:
    assert standing_before(0.0, CameraPlace(scale=300.0, yaw_deg=60.0)).advice == (
        "Turn your side to the camera",
    )


def test_nobody_in_the_posture_leaves_view_and_yaw_unknown() -> None:
    setup = setup_of([standing(t_s, CameraPlace(scale=300.0)) for t_s in SECOND])

    assert setup.view == "unknown"
    assert math.isnan(setup.yaw_deg)
    assert setup.advice == ("Come onto hands and knees, side to the camera",)


def test_an_angle_that_could_not_be_told_is_not_told() -> None:
    watch = Placement(HIP_LIFT)
    body = Body()
    for t_s in SECOND:
        pose = hook_lying(t_s, CameraPlace(yaw_deg=75.0))
        body.update(hidden(pose, L.LEFT_HIP if body.near else L.RIGHT_HIP))
        watch.observe(body, at_rest=True)

    setup = watch.result()
    assert setup.view != "side"
    assert math.isnan(setup.yaw_deg)
    assert setup.advice == ("Come closer: you look small from here", "Turn your side to the camera")


def advice_over(poses: Sequence[Pose]) -> list[tuple[float, str]]:
    coach = Coach(CAT_COW)
    return [
        (event.t_s, event.code)
        for pose in poses
        for event in coach.step(pose)
        if isinstance(event, SetupAdvice)
    ]


def test_somebody_in_another_posture_is_told_after_a_while_and_then_now_and_then() -> None:
    times = advice_over([standing(t_s, CameraPlace(scale=300.0)) for t_s in every(30.0, 20.0)])

    assert [code for _, code in times] == ["posture"] * 3
    assert [t_s for t_s, _ in times] == pytest.approx(
        [LEFT_FOR_S, LEFT_FOR_S + EVERY_S, LEFT_FOR_S + 2 * EVERY_S], abs=0.05
    )


def test_somebody_who_is_not_there_is_asked_to_step_into_the_picture() -> None:
    assert [code for _, code in advice_over([Pose.nobody(t_s) for t_s in every(30.0, 5.0)])] == ["nobody"]


def test_somebody_in_position_is_left_alone() -> None:
    assert advice_over([hands_and_knees(t_s) for t_s in every(30.0, 20.0)]) == []


def test_the_patience_begins_anew_with_every_absence() -> None:
    there = [hands_and_knees(t_s) for t_s in every(30.0, 2.0)]
    gone = [standing(2.1 + t_s, CameraPlace(scale=300.0)) for t_s in every(30.0, LEFT_FOR_S - 0.2)]

    assert advice_over([*there, *gone]) == []


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("cat_cow", "Come onto hands and knees, side to the camera"),
        ("hip_lift_twist", "Lie on your back, side to the camera, knees bent, feet flat"),
    ],
)
def test_the_advice_says_how_to_begin(key: str, words: str) -> None:
    coach = Coach(builtin_exercises()[key])
    poses = [standing(t_s, CameraPlace(scale=300.0)) for t_s in every(30.0, LEFT_FOR_S + 1.0)]
    events = [event for pose in poses for event in coach.step(pose)]

    assert [event.text for event in events if isinstance(event, SetupAdvice)] == [words]


def test_somebody_who_has_begun_is_told_of_nothing_but_what_hinders() -> None:
    """The camera that is too far away is told before the first movement, and not during the exercise."""
    far = CameraPlace(scale=150.0)
    cow = [hands_and_knees(t_s, far, bow=-0.05 * min(1.0, max(0.0, t_s - 1.3))) for t_s in every(30.0, 10.0)]
    still = [hands_and_knees(t_s, far) for t_s in every(30.0, 10.0)]

    assert [code for _, code in advice_over(still)] == ["closer", "closer"]
    assert advice_over(cow) == []
