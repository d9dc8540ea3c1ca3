"""Thread the needle, from landmarks: counted when it is named, left alone when it is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from posecoach.coaching.coach import Coach
from posecoach.coaching.recognition import Recogniser
from posecoach.events import FaultRaised, RepetitionDone
from posecoach.exercises.loader import builtin_exercises
from posecoach.features.body import Body
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from posecoach.postures.table import posture_of
from tests.poses import hands_and_knees

EXERCISE = builtin_exercises()["thread_the_needle"]
FPS = 20.0


def threaded(
    times: int = 2, *, way_s: float = 2.0, hold_s: float = 6.0, down_deg: float = 30.0, hips: float = 0.0
) -> Iterator[Pose]:
    """Yield poses: on hands and knees, then the shoulders go down, stay, and come up.

    down_deg: how far the trunk tips. hips: how far the knees are then ahead of the hips, in trunk lengths.
    """
    t_s = 0.0
    for _ in range(times):
        for seconds, start, end in (
            (1.5, 0.0, 0.0),
            (way_s, 0.0, 1.0),
            (hold_s, 1.0, 1.0),
            (way_s, 1.0, 0.0),
            (0.8, 0.0, 0.0),
        ):
            for frame in range(round(seconds * FPS)):
                part = frame / (seconds * FPS)
                share = start + (end - start) * part * part * (3.0 - 2.0 * part)
                yield hands_and_knees(
                    t_s, trunk_inclination_deg=80.0 + share * down_deg, knee_offset=share * hips
                )
                t_s += 1.0 / FPS


def told(poses: Iterator[Pose]) -> tuple[int, set[str]]:
    """Return how many repetitions were counted, and which rules were broken."""
    coach = Coach(EXERCISE)
    events = [event for pose in poses for event in coach.step(pose)] + list(coach.finish())
    broken = {event.rule for event in events if isinstance(event, FaultRaised)}
    return sum(isinstance(event, RepetitionDone) for event in events), broken


def test_it_is_counted_without_a_fault() -> None:
    assert told(threaded()) == (2, set())


def arm_under_the_body(pose: Pose) -> Pose:
    """Return a pose with low shoulders with the elbows above them, as the model guesses an arm under the body."""
    image = pose.image_px.copy()
    if image[L.LEFT_SHOULDER][1] > image[L.LEFT_HIP][1] + 20.0:
        image[[L.LEFT_ELBOW, L.RIGHT_ELBOW], 1] = image[L.LEFT_SHOULDER][1] - 5.0
    return replace(pose, image_px=image)


def test_it_is_followed_to_the_floor_with_an_arm_under_the_body() -> None:
    poses = [arm_under_the_body(pose) for pose in threaded()]
    low = next(pose for pose in poses if pose.image_px[L.LEFT_ELBOW][1] < pose.image_px[L.LEFT_SHOULDER][1])
    body = Body()
    body.update(low)

    assert posture_of(body) == "hand_and_knee"
    assert told(iter(poses)) == (2, set())


@pytest.mark.parametrize(
    ("how", "rule"),
    [
        ({"way_s": 0.5}, "slow"),
        ({"hold_s": 0.5}, "hold_long_enough"),
        ({"hips": 0.45}, "hips_over_knees"),
    ],
)
def test_what_is_wrong_is_told(how: dict[str, float], rule: str) -> None:
    assert told(threaded(**how)) == (2, {rule})


def test_a_trunk_that_hardly_tips_counts_for_nothing() -> None:
    assert told(threaded(down_deg=10.0)) == (0, set())


def test_without_its_name_it_is_left_alone() -> None:
    auto = Recogniser(tuple(builtin_exercises().values()))
    for pose in threaded():
        auto.step(pose)
    auto.finish()

    assert auto.recognised is None
