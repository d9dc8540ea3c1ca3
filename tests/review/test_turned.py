"""A picture that lies on its side or upside down is judged turned, and says so; one that does not is left alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from posecoach.coaching.coach import Coach
from posecoach.coaching.gravity import posture_by_gravity
from posecoach.coaching.recognition import Recogniser
from posecoach.exercises.loader import builtin_exercises
from posecoach.pipeline import CoachLike, Moment
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.outline import OUTLINE_POINTS
from posecoach.pose.pose import Pose
from posecoach.pose.turned import turned
from posecoach.review import readings
from posecoach.review.readings import Reading, read_twice
from posecoach.review.turned import LIES, posture_shown, quarters_to_turn
from tests.exercises.test_seated_cat_cow import rounds
from tests.lying import one_leg_long
from tests.poses import LIFT, every, film, hands_and_knees, hidden, hook_lying, standing
from tests.test_symmetry import rolled

FOLD = [
    (0.0, {"trunk_inclination_deg": 5.0}),
    (1.5, {}),
    (4.0, {"trunk_inclination_deg": 95.0}),
    (5.0, {}),
    (7.5, {"trunk_inclination_deg": 5.0}),
    (9.0, {}),
]
FOLDS = film(standing, FOLD, every(15.0, 9.0))
LIFTS = film(hook_lying, LIFT, every(15.0, 13.0))


def coach(key: str) -> CoachLike:
    exercises = builtin_exercises()
    return Recogniser(tuple(exercises.values())) if key == "auto" else Coach(exercises[key])


def read(poses: Sequence[Pose], key: str) -> Reading:
    return read_twice(map(Moment, poses), coach(key), (), features=False)


def spans(reading: Reading) -> list[tuple[float, float, str | None]]:
    return [(one.start_s, one.end_s, one.side) for one in reading.collector.repetitions]


def test_a_seated_cat_cow_in_a_picture_that_lies_on_its_side_is_no_cat_cow() -> None:
    lying = [replace(turned(pose, 1), back_outline=pose.back_outline) for pose in rounds()]
    assert not read(lying, "auto").collector.repetitions


@pytest.mark.parametrize("quarters", [1, 2, 3])
@pytest.mark.parametrize(("key", "poses"), [("toe_touch", FOLDS), ("hip_lift_twist", LIFTS)])
def test_what_is_judged_turned_is_judged_as_if_the_picture_were_upright(
    key: str, poses: list[Pose], quarters: int
) -> None:
    lying = [turned(pose, 4 - quarters) for pose in poses]
    reading = read(lying, key)
    assert spans(reading) == spans(read(poses, key))
    assert reading.collector.repetitions
    assert reading.collector.advice[-1] == LIES[quarters]


@pytest.mark.parametrize(("bent", "turns"), [(7, ()), (6, (2,))])
def test_nor_does_who_lies_with_one_knee_bent(bent: int, turns: tuple[int, ...]) -> None:
    seen = [one_leg_long(float(number), bent_side=1) for number in range(bent)]
    poses = [hidden(pose, L.LEFT_KNEE, L.LEFT_ANKLE) for pose in seen]
    poses += [turned(standing(float(number)), 2) for number in range(bent, 60)]
    assert posture_by_gravity(poses[0], 0) == "one_knee_bent"
    assert quarters_to_turn(poses) == turns


def test_of_a_short_recording_every_moment_is_looked_at() -> None:
    lying = turned(FOLDS[0], 2)
    assert quarters_to_turn([Pose.nobody(0.0), lying]) == quarters_to_turn([lying]) != ()


@pytest.mark.parametrize(("lying", "turns"), [(7, ()), (6, (2,))])
def test_whoever_lies_for_more_than_a_tenth_of_the_time_does_not_stand_in_the_picture_turned(
    lying: int, turns: tuple[int, ...]
) -> None:
    poses = [hook_lying(float(number)) for number in range(lying)]
    poses += [turned(standing(float(number)), 2) for number in range(lying, 60)]

    assert quarters_to_turn(poses) == turns


def test_under_auto_the_exercise_is_recognised_in_a_picture_that_is_upside_down() -> None:
    reading = read([turned(pose, 2) for pose in LIFTS], "auto")
    assert reading.coach.recognised == "hip_lift_twist"
    assert reading.collector.advice[-1] == (
        "The picture is upside down: it was judged turned. Next time, turn the camera around"
    )


@pytest.mark.parametrize(("done", "recognised"), [(0, "hip_lift_twist"), (2, None)])
def test_an_exercise_in_a_picture_turned_is_not_believed_that_was_as_often_another_as_it_is(
    done: int, recognised: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the back with the legs up looks like on hands and knees upside down, and so do the movements there."""
    monkeypatch.setattr(readings, "_done_as_it_is", lambda poses, coach: done)
    reading = read([turned(pose, 2) for pose in LIFTS], "auto")

    assert (reading.coach.recognised, bool(reading.collector.repetitions)) == (
        recognised,
        recognised is not None,
    )


def test_what_is_done_in_the_picture_as_it_is_counts_in_the_posture_that_it_shows() -> None:
    recogniser = coach("auto")
    for pose in LIFTS:
        recogniser.step(pose)
    upside_down = [turned(pose, 2) for pose in LIFTS]

    assert readings._done_as_it_is(LIFTS, recogniser) == 1
    assert readings._done_as_it_is(upside_down, recogniser) == 0
    assert readings._done_as_it_is(LIFTS, coach("bridge")) == 0


def test_the_posture_shown_is_that_of_most_poses() -> None:
    poses = [hook_lying(float(number)) for number in range(5)]
    poses += [standing(float(number)) for number in range(5, 12)]

    assert posture_shown(poses) == "standing"
    assert posture_shown(poses[:6]) == "hook_lying"
    assert posture_shown([]) == "other"


@pytest.mark.parametrize("poses", [FOLDS, LIFTS], ids=["standing", "lying"])
def test_people_in_an_upright_picture_are_left_as_they_are(poses: list[Pose]) -> None:
    assert quarters_to_turn(poses) == ()


def test_hands_and_knees_in_an_upright_picture_are_no_lying_upside_down() -> None:
    still = [hands_and_knees(t_s) for t_s in every(5.0, 12.0)]
    reading = read(still, "hook_lying")
    assert spans(reading) == []
    assert not set(LIES.values()) & set(reading.collector.advice)


def test_who_lies_straight_is_not_told_that_the_picture_lies_on_its_side() -> None:
    lying = [turned(standing(t_s), 1) for t_s in every(5.0, 12.0)]
    reading = read(lying, "auto")
    assert reading.coach.recognised is None
    assert not set(LIES.values()) & set(reading.collector.advice)


def test_who_lies_stretched_out_and_now_and_then_with_bent_knees_does_not_stand_in_a_picture_on_its_side() -> (
    None
):
    straight = [turned(standing(t_s), 1) for t_s in every(5.0, 8.0)]
    bent = [hook_lying(8.0 + t_s) for t_s in every(5.0, 2.0)]
    assert quarters_to_turn(straight) == (3,)
    assert quarters_to_turn([*straight, *bent]) == ()


@pytest.mark.parametrize(("lean_deg", "turns"), [(8.0, (3,)), (-8.0, (3,)), (16.0, ()), (-16.0, ())])
def test_who_is_in_a_side_plank_does_not_stand_in_a_picture_on_its_side(
    lean_deg: float, turns: tuple[int, ...]
) -> None:
    """A straight body whose feet are on the floor and whose shoulders are over it leans against the picture's edge."""
    plank = [rolled(turned(standing(t_s), 1), lean_deg) for t_s in every(5.0, 8.0)]
    assert quarters_to_turn(plank) == turns


def test_nobody_needs_no_turn() -> None:
    assert quarters_to_turn([]) == ()
    assert quarters_to_turn([Pose.nobody(0.0), Pose.nobody(0.1)]) == ()


def test_four_quarters_are_a_whole_turn_and_sides_stay() -> None:
    pose = FOLDS[20]
    back = turned(turned(pose, 1), 3)
    assert back.image_px == pytest.approx(pose.image_px, abs=1e-3)
    assert back.world_m == pytest.approx(pose.world_m, abs=1e-5)
    assert back.size_wh == pose.size_wh
    once = turned(pose, 1)
    assert once.size_wh == pose.size_wh[::-1]
    assert np.all(once.image_px[:, 1] == pose.image_px[:, 0])
    assert once.back_outline is None


def test_nothing_is_turned_by_no_quarters_and_nobody_by_any() -> None:
    pose = replace(FOLDS[0], back_outline=np.zeros((OUTLINE_POINTS, 2), np.float32))
    assert turned(pose, 0) is pose
    nobody = Pose.nobody(1.0)
    assert turned(nobody, 1) is nobody
