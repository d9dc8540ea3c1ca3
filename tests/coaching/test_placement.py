"""Before an exercise one thing at a time is said, the most important first, and only what is true now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from posecoach.coaching.phrases import SETUP
from posecoach.coaching.placement import (
    DARK,
    EVERY_S,
    FIRST_AFTER_S,
    HIGH_CAMERA_DEG,
    MOVING_AFTER_S,
    ORDER,
    SCENE_FRESH_S,
    Placement,
)
from posecoach.exercises.loader import builtin_exercises
from posecoach.features.body import Body
from posecoach.features.view import camera_pitch_deg
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from posecoach.pose.scene import Scene
from posecoach.postures.table import POSTURES, posture_of
from tests.poses import CameraPlace, every, facing_camera, hands_and_knees, hook_lying, standing

EXERCISES = builtin_exercises()
CAMERA = CameraPlace(scale=400.0)
SECONDS = 20.0


def advice(key: str, poses: Sequence[Pose], scene: Scene | None = None) -> list[tuple[float, str]]:
    """Return (media time [s], code) of all that is said; the scene is seen anew all the time."""
    check, body = Placement(EXERCISES[key]), Body()
    check.announced(poses[0].t_s)
    told = []
    for pose in poses:
        body.update(pose)
        in_position = posture_of(body) == EXERCISES[key].posture
        now = None if scene is None else replace(scene, t_s=pose.t_s)
        event = check.before(body, in_position, now)
        told += [(event.t_s, event.code)] if event is not None else []
    return told


def codes(key: str, poses: Sequence[Pose], scene: Scene | None = None) -> set[str]:
    return {code for _, code in advice(key, poses, scene)}


def on_all_fours(camera: CameraPlace = CAMERA, seconds: float = SECONDS) -> list[Pose]:
    return [hands_and_knees(t_s, camera) for t_s in every(15.0, seconds)]


def moved(poses: Sequence[Pose], dx_px: float, dy_px: float = 0.0) -> list[Pose]:
    """Return the poses elsewhere in the picture."""
    return [replace(pose, image_px=pose.image_px + np.float32([dx_px, dy_px])) for pose in poses]


def test_a_good_place_needs_no_words() -> None:
    assert advice("cat_cow", on_all_fours(), Scene(0.0, 150.0, 1)) == []


@pytest.mark.parametrize(
    ("key", "poses", "scene", "code"),
    [
        ("cat_cow", [Pose.nobody(t_s) for t_s in every(15.0, SECONDS)], None, "nobody"),
        ("cat_cow", [Pose.nobody(t_s, "black") for t_s in every(15.0, SECONDS)], Scene(0.0, 10.0, 0), "black"),
        ("cat_cow", [Pose.nobody(t_s, "frozen") for t_s in every(15.0, SECONDS)], None, "frozen"),
        ("cat_cow", on_all_fours(), Scene(0.0, DARK - 1.0, 1), "dark"),
        ("cat_cow", on_all_fours(), Scene(0.0, 150.0, 2), "people"),
        ("cat_cow", moved(on_all_fours(), 440.0), None, "head"),
        ("cat_cow", on_all_fours(CameraPlace(scale=150.0)), None, "closer"),
        ("cat_cow", [hook_lying(t_s, CAMERA) for t_s in every(15.0, SECONDS)], None, "posture"),
        ("cat_cow", on_all_fours(CameraPlace(scale=400.0, yaw_deg=33.0)), None, "side_head"),
        ("cat_cow", on_all_fours(CameraPlace(scale=400.0, yaw_deg=-33.0)), None, "side_feet"),
        ("toe_touch", [facing_camera(t_s, CameraPlace(scale=300.0)) for t_s in every(15.0, SECONDS)], None, "side"),
        ("torso_twist", [standing(t_s, CameraPlace(scale=300.0)) for t_s in every(15.0, SECONDS)], None, "front"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(key: str, poses: list[Pose], scene: Scene | None, code: str) -> None:
    assert codes(key, poses, scene) == {code}


def test_feet_out_of_the_picture_are_told_of_an_exercise_that_needs_them() -> None:
    lying = [hook_lying(t_s, CAMERA, hip_height=0.08) for t_s in every(15.0, SECONDS)]
    feet_px = lying[0].image_px[[L.LEFT_ANKLE, L.LEFT_HEEL, L.LEFT_FOOT_INDEX], 0].max()

    assert codes("hook_lying", moved(lying, -float(feet_px) - 40.0)) == {"feet"}


def test_more_than_one_part_out_of_the_picture_means_to_step_back() -> None:
    low = moved(on_all_fours(), 0.0, 400.0)

    assert codes("cat_cow", low) == {"step_back"}


def test_what_keeps_the_coach_from_seeing_comes_first() -> None:
    nobody = [Pose.nobody(t_s) for t_s in every(15.0, SECONDS)]

    assert codes("cat_cow", nobody, Scene(0.0, 10.0, 0)) == {"dark"}
    assert codes("cat_cow", on_all_fours(CameraPlace(scale=150.0, yaw_deg=33.0)), Scene(0.0, 150.0, 2)) == {
        "people"
    }


def test_a_trunk_that_is_cut_off_means_to_step_back() -> None:
    lying = [hook_lying(t_s, CAMERA, hip_height=0.08) for t_s in every(15.0, SECONDS)]
    knees_px = lying[0].image_px[[L.LEFT_KNEE, L.RIGHT_KNEE], 1].min()

    assert codes("hip_lift_twist", moved(lying, 0.0, -float(knees_px) - 40.0)) == {"step_back"}


def test_what_an_exercise_does_not_look_at_may_be_cut_off() -> None:
    poses = [hook_lying(t_s, CAMERA) for t_s in every(15.0, SECONDS)]
    ear = [L.LEFT_EAR, L.RIGHT_EAR]
    for pose in poses:
        pose.image_px[ear, 0] += 2000.0

    assert codes("hook_lying", poses) == set()


def test_the_order_names_everything_once() -> None:
    assert sorted(ORDER) == sorted([*SETUP, "posture"])


def test_advice_leaves_time_at_the_beginning_and_in_between() -> None:
    small = [t_s for t_s, _ in advice("cat_cow", on_all_fours(CameraPlace(scale=150.0)))]
    turned = [t_s for t_s, _ in advice("cat_cow", on_all_fours(CameraPlace(scale=400.0, yaw_deg=33.0)))]

    assert small == pytest.approx(
        [FIRST_AFTER_S, FIRST_AFTER_S + EVERY_S, FIRST_AFTER_S + 2 * EVERY_S], abs=0.1
    )
    assert turned == pytest.approx([MOVING_AFTER_S, MOVING_AFTER_S + EVERY_S], abs=0.1)


def test_what_does_not_change_is_said_less_often_after_a_while() -> None:
    times_s = [t_s for t_s, _ in advice("cat_cow", on_all_fours(CameraPlace(scale=150.0), 60.0))]

    assert times_s == pytest.approx([3.0, 10.0, 17.0, 47.0], abs=0.3)


def test_what_comes_again_is_said_as_often_as_what_is_new() -> None:
    small = on_all_fours(CameraPlace(scale=150.0), 60.0)
    poses = [hands_and_knees(pose.t_s, CAMERA) if 18.0 < pose.t_s < 20.0 else pose for pose in small]
    times_s = [t_s for t_s, _ in advice("cat_cow", poses)]

    assert times_s == pytest.approx([3.0, 10.0, 17.0, 24.0, 31.0, 38.0], abs=0.5)


def test_what_is_true_for_a_moment_is_not_said() -> None:
    poses = [
        hands_and_knees(t_s, CameraPlace(scale=150.0) if t_s % 1.0 < 0.5 else CAMERA)
        for t_s in every(15.0, SECONDS)
    ]

    assert "closer" not in codes("cat_cow", poses)


def test_an_old_look_at_the_place_says_nothing_about_now() -> None:
    check, body = Placement(EXERCISES["cat_cow"]), Body()
    told = []
    for pose in on_all_fours():
        body.update(pose)
        told.append(check.before(body, True, Scene(0.0, 10.0, 2)))

    assert [event.code for event in told if event is not None] == ["dark"]
    assert all(event is None or event.t_s <= SCENE_FRESH_S for event in told)


@pytest.mark.parametrize(("key", "words"), [("cat_cow", POSTURES["hands_and_knees"].get_into["side"])])
def test_the_posture_is_told_in_words(key: str, words: str) -> None:
    check, body = Placement(EXERCISES[key]), Body()
    check.announced(0.0)
    events = []
    for pose in [hook_lying(t_s, CAMERA) for t_s in every(15.0, 8.0)]:
        body.update(pose)
        events.append(check.before(body, False, None))

    assert [event.text for event in events if event is not None] == [words]


def tilted(pose: Pose, pitch_deg: float) -> Pose:
    """Return the pose as a camera that looks down from a height sees it, without perspective."""
    angle = np.radians(pitch_deg)
    world = pose.world_m.astype(np.float64)
    y, z = world[:, 1], world[:, 2]
    turned = np.stack(
        [world[:, 0], y * np.cos(angle) - z * np.sin(angle), y * np.sin(angle) + z * np.cos(angle)], 1
    )
    image = turned[:, :2] * CAMERA.scale + np.array(CAMERA.size_wh) / 2.0
    return replace(pose, world_m=turned.astype(np.float32), image_px=image.astype(np.float32))


@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize("pitch_deg", [0.0, 15.0, 35.0])
@pytest.mark.parametrize("make", [hands_and_knees, hook_lying])
def test_how_steeply_the_camera_looks_down_is_measured(make: object, pitch_deg: float, facing: int) -> None:
    body = Body()
    for t_s in every(15.0, 1.0):
        body.update(tilted(make(t_s, CameraPlace(scale=400.0, facing=facing)), pitch_deg))  # type: ignore[operator]

    assert camera_pitch_deg(body) == pytest.approx(pitch_deg, abs=2.0)


def test_a_camera_high_above_is_told() -> None:
    high = [tilted(pose, HIGH_CAMERA_DEG + 5.0) for pose in on_all_fours()]
    low = [tilted(pose, HIGH_CAMERA_DEG - 5.0) for pose in on_all_fours()]

    assert codes("cat_cow", high) == {"camera"}
    assert codes("cat_cow", low) == set()


def test_a_frame_of_unknown_size_cuts_nothing_off() -> None:
    poses = [replace(pose, size_wh=(0, 0)) for pose in moved(on_all_fours(), 5000.0)]

    assert codes("cat_cow", poses) == set()


def test_in_the_middle_of_an_exercise_only_an_absence_is_told() -> None:
    check, body = Placement(EXERCISES["cat_cow"]), Body()
    check.announced(0.0)
    told = []
    for pose in [
        *on_all_fours(CameraPlace(scale=150.0), 10.0),
        *(Pose.nobody(10.1 + t_s) for t_s in every(15.0, 10.0)),
    ]:
        body.update(pose)
        event = check.during(body, body.seen)
        told += [(event.t_s, event.code)] if event is not None else []

    assert told == [(pytest.approx(13.1, abs=0.1), "nobody"), (pytest.approx(20.1, abs=0.1), "nobody")]


def test_a_view_that_allows_no_verdicts_is_told_in_an_exercise() -> None:
    check, body = Placement(EXERCISES["cat_cow"]), Body()
    check.announced(0.0)
    told = set()
    for pose in on_all_fours(CameraPlace(scale=400.0, yaw_deg=50.0)):
        body.update(pose)
        check.observe(body, at_rest=False)
        event = check.during(body, True)
        told |= {event.code} if event is not None else set()

    assert told == {"side_head"}


@pytest.mark.parametrize(
    ("key", "yaw_deg", "fits", "shows"),
    [
        ("hip_lift_twist", 30.0, True, True),
        ("hip_lift_twist", 60.0, False, False),  # toward the head: rolling and turning look like lifted hips
        ("hip_lift_twist", -60.0, False, True),
        ("torso_twist", 70.0, False, False),
    ],
)
def test_from_beyond_the_head_nothing_is_judged_nor_recognised(
    key: str, yaw_deg: float, fits: bool, shows: bool
) -> None:
    place, body = Placement(EXERCISES[key]), Body()
    camera = CameraPlace(scale=300.0, yaw_deg=yaw_deg)
    for t_s in every(15.0, 3.0):
        body.update(facing_camera(t_s, camera) if key == "torso_twist" else hook_lying(t_s, camera))
        place.observe(body, at_rest=True)

    assert (place.fits, place.shows) == (fits, shows)


def test_from_beyond_the_head_of_somebody_on_all_fours_the_exercise_is_recognised_all_the_same() -> None:
    place, body = Placement(EXERCISES["cat_cow"]), Body()
    for pose in on_all_fours(CameraPlace(scale=400.0, yaw_deg=50.0)):
        body.update(pose)
        place.observe(body, at_rest=True)

    assert (place.fits, place.shows) == (False, True)


def test_a_view_that_was_unfit_must_be_clearly_better_to_be_judged_again() -> None:
    place, body = Placement(EXERCISES["hip_lift_twist"]), Body()
    told = []
    for k, yaw_deg in enumerate((-60.0, -40.0, -37.0, -10.0, -37.0)):
        for t_s in every(15.0, 10.0):
            pose = replace(hook_lying(t_s, CameraPlace(scale=300.0, yaw_deg=yaw_deg)), t_s=10.0 * k + t_s)
            body.update(pose)
            place.observe(body, at_rest=True)
        told.append((round(place.yaw_deg), place.fits))

    assert told == [(-60, False), (-40, False), (-37, False), (-10, True), (-37, True)]
