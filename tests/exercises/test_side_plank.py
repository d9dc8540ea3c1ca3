"""The side plank, from landmarks: held with its side, hips that sag are told, left alone when it is not named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from posecoach.coaching.coach import Coach
from posecoach.coaching.recognition import Recogniser
from posecoach.events import CannotJudge, FaultRaised, RepetitionDone, SetupAdvice
from posecoach.exercises.loader import builtin_exercises
from posecoach.features.body import Body
from posecoach.features.extract import get_feature
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from posecoach.postures.table import posture_among
from tests.poses import CameraPlace, facing_camera, hands_and_knees, hook_lying, mirrored, standing

EXERCISE = builtin_exercises()["side_plank"]
FPS = 20.0
CAMERA = CameraPlace(scale=250.0)


def propped(t_s: float = 0.0, over: float = 0.0, stacked: float = 1.0) -> Pose:
    """Return somebody on the left side, the hips `over` trunk lengths above the line from shoulders to feet.

    stacked: how far one shoulder is over the other; 1 = in a side plank, 0 = turned down into a plank.
    """
    pose = facing_camera(t_s, CAMERA)
    image = np.array(pose.image_px, np.float64)
    size = float(np.hypot(*(image[L.LEFT_SHOULDER] - image[L.LEFT_HIP])))
    shoulder = np.array([820.0, 380.0])
    feet = shoulder + size * np.array([-2.5, 0.62])
    hip = shoulder + 0.38 * (feet - shoulder) - size * np.array([0.0, over])
    knee = (hip + feet) / 2.0
    for mark, place, half in (
        (L.LEFT_SHOULDER, shoulder, 0.3),
        (L.LEFT_HIP, hip, 0.16),
        (L.LEFT_KNEE, knee, 0.1),
        (L.LEFT_ANKLE, feet, 0.06),
    ):
        across = np.array([0.0, half * size * stacked])
        image[mark], image[mark + 1] = place + across, place - across
    return replace(pose, image_px=image.astype(np.float32))


def planks(
    *levels: float, way_s: float = 1.5, hold_s: float = 5.0, rest: float = -0.24, from_rest: bool = True
) -> Iterator[Pose]:
    """Yield poses: hips down, then up to each of the levels in turn, held, and down again.

    from_rest: if not, they are at the first level already.
    """
    t_s, now = 0.0, rest if from_rest else levels[0]
    first = [(1.5, rest)] if from_rest else []
    for seconds, there in [*first, *((way_s, level) for level in levels), (way_s, rest), (1.0, rest)]:
        for share in np.linspace(0.0, 1.0, round(seconds * FPS)):
            yield propped(t_s, now + (there - now) * share * share * (3.0 - 2.0 * share))
            t_s += 1.0 / FPS
        now = there
        for _ in range(round(hold_s * FPS) if there > rest else 0):
            yield propped(t_s, there)
            t_s += 1.0 / FPS


def moved_on(poses: Iterator[Pose], seconds: float) -> Iterator[Pose]:
    """Yield poses so much later."""
    return (replace(pose, t_s=pose.t_s + seconds) for pose in poses)


def body_of(pose: Pose) -> Body:
    body = Body()
    body.update(pose)
    return body


def turning(times: int, up_s: float = 0.6) -> Iterator[Pose]:
    """Yield poses: from a plank up to a side plank and back, so many times."""
    t_s, now = 0.0, 0.0
    for seconds, there in [(1.0, 0.0), *((1.0, 1.0), (up_s, 1.0), (1.0, 0.0), (0.8, 0.0)) * times]:
        for share in np.linspace(0.0, 1.0, round(seconds * FPS)):
            stacked = now + (there - now) * share * share * (3.0 - 2.0 * share)
            yield propped(t_s, 0.1 * (1.0 - stacked), stacked)
            t_s += 1.0 / FPS
        now = there


def test_turns_between_plank_and_side_plank_count_and_their_short_holds_are_no_fault() -> None:
    coach = Coach(EXERCISE)
    events = [event for pose in (*planks(0.0), *moved_on(turning(3), 12.5)) for event in coach.step(pose)]
    events += coach.finish()

    done = [event for event in events if isinstance(event, RepetitionDone)]
    assert [event.faults for event in done] == [()] * 4


def turned_down(t_s: float = 0.0, over: float = 0.05, stacked: float = 0.0) -> Pose:
    """Return the same person in a plank, the back up and the hands below the shoulders."""
    image = np.array(propped(t_s, over, stacked).image_px)
    size = float(np.hypot(*(image[L.LEFT_SHOULDER] - image[L.LEFT_HIP])))
    image[[L.LEFT_WRIST, L.RIGHT_WRIST]] = image[L.LEFT_SHOULDER] + np.array([0.0, 0.7 * size])
    return replace(hands_and_knees(t_s), image_px=image)


def repetitions_in(poses: Iterator[Pose]) -> int:
    coach = Coach(EXERCISE)
    events = [event for pose in poses for event in coach.step(pose)]
    events += coach.finish()
    return sum(isinstance(event, RepetitionDone) for event in events)


def test_turned_down_for_longer_the_person_is_still_followed() -> None:
    """Short holds count only of somebody who is seen to turn up to them."""
    poses = (
        propped(frame / FPS) if frame / FPS % 2.5 > 1.5 else turned_down(frame / FPS) for frame in range(150)
    )
    assert repetitions_in(poses) == 3


def test_hips_of_a_plank_that_sag_and_rise_are_no_side_plank() -> None:
    def over(t_s: float) -> float:
        return 0.13 * float(np.cos(t_s - 4.0)) - 0.13

    poses = (
        propped(frame / FPS) if frame < 80 else turned_down(frame / FPS, over(frame / FPS), 0.45)
        for frame in range(500)
    )
    assert repetitions_in(poses) == 1


def test_a_plank_is_no_way_to_begin() -> None:
    """Seen askew, one shoulder of a press-up is below the other."""
    poses = (turned_down(frame / FPS, 0.08 * np.cos(frame / FPS) - 0.18, 0.45) for frame in range(400))
    assert repetitions_in(poses) == 0


def test_a_leg_that_is_raised_does_not_lower_the_line_of_the_hips() -> None:
    pose = propped(over=0.02)
    image = np.array(pose.image_px)
    image[L.RIGHT_ANKLE, 1] -= 0.9 * float(np.hypot(*(image[L.LEFT_SHOULDER] - image[L.LEFT_HIP])))
    raised = replace(pose, image_px=image)

    lines = [get_feature("hips_over_line").measure(body_of(one)) for one in (pose, raised)]
    assert lines[1] == pytest.approx(lines[0], abs=0.06)


@pytest.mark.parametrize(("mirror", "side"), [(False, "left"), (True, "right")])
def test_broad_hips_come_down_as_well(mirror: bool, side: str) -> None:
    coach = Coach(EXERCISE)
    poses = planks(0.0, -0.16, 0.0, hold_s=3.0, rest=-0.16)
    events = [event for pose in poses for event in coach.step(mirrored(pose) if mirror else pose)]
    events += coach.finish()

    done = [event for event in events if isinstance(event, RepetitionDone)]
    assert [(event.side, event.faults) for event in done] == [(side, ()), (side, ())]


def test_whoever_begins_in_the_air_is_judged_by_the_line() -> None:
    coach = Coach(EXERCISE)
    events = [event for pose in planks(0.02, from_rest=False) for event in coach.step(pose)]
    events += coach.finish()

    unjudged = {event.rule for event in events if isinstance(event, CannotJudge)}
    assert "hips_in_line" not in unjudged


@pytest.mark.parametrize(("mirror", "side"), [(False, "left"), (True, "right")])
def test_a_hold_is_counted_with_its_side(mirror: bool, side: str) -> None:
    coach = Coach(EXERCISE)
    events = [event for pose in planks(0.02) for event in coach.step(mirrored(pose) if mirror else pose)]
    events += coach.finish()

    done = [event for event in events if isinstance(event, RepetitionDone)]
    assert [(event.side, event.faults) for event in done] == [(side, ())]


@pytest.mark.parametrize(
    ("levels", "hold_s", "rule"),
    [((0.02, -0.16), 3.0, "hips_in_line"), ((0.02,), 0.6, "hold_long_enough")],
)
def test_what_is_wrong_is_told(levels: tuple[float, ...], hold_s: float, rule: str) -> None:
    coach = Coach(EXERCISE)
    events = [event for pose in planks(*levels, hold_s=hold_s) for event in coach.step(pose)]
    events += coach.finish()

    assert {event.rule for event in events if isinstance(event, FaultRaised)} == {rule}


def test_shoulders_over_each_other_are_no_camera_that_looks_down() -> None:
    coach = Coach(EXERCISE)
    events = [event for pose in planks(0.02) for event in coach.step(pose)]

    assert [event.text for event in events if isinstance(event, SetupAdvice)] == []


def test_without_its_name_it_is_left_alone() -> None:
    auto = Recogniser(tuple(builtin_exercises().values()))
    for pose in planks(0.02):
        auto.step(pose)
    auto.finish()

    assert auto.recognised is None


@pytest.mark.parametrize("over", [-0.24, 0.05])
def test_on_one_side_with_the_hips_down_or_up(over: float) -> None:
    assert posture_among(body_of(propped(0.0, over)), ("side_lying",)) == "side_lying"


def test_neither_on_the_back_nor_on_hands_and_knees_nor_upright() -> None:
    for pose in (hook_lying(), hands_and_knees(), standing(), facing_camera(0.0, CAMERA)):
        assert posture_among(body_of(pose), ("side_lying",)) != "side_lying"
