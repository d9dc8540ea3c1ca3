"""The press-up, from landmarks: counted when the chest rises over hips that stay, left alone when it is not named."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from posecoach.coaching.coach import Coach
from posecoach.coaching.recognition import Recogniser
from posecoach.events import Event, FaultRaised, RepetitionDone, SetupAdvice
from posecoach.exercises.loader import builtin_exercises
from posecoach.features.body import Body
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from posecoach.postures.table import posture_among
from tests.lying import CAMERA, prone
from tests.poses import (
    every,
    facing_camera,
    film,
    hands_and_knees,
    hook_lying,
    mirrored,
    standing,
)
from tests.real.recordings import judged, recording
from tests.test_symmetry import rolled

EXERCISE = builtin_exercises()["press_up"]


def press_ups(
    top: Mapping[str, float], *, up_s: float = 3.0, hold_s: float = 2.0, down_s: float = 3.0
) -> list[Pose]:
    """Return somebody who lies still, and twice goes up to the values at the top and down again."""
    path: list[tuple[float, Mapping[str, float]]] = [
        (0.0, {"trunk_rise_deg": 0.0, "hip_over_knee": 0.06, "head_pitch_deg": -90.0})
    ]
    low, t_s = path[0][1], 1.5
    for _ in range(2):
        path += [(t_s, low), (t_s + up_s, low | dict(top))]
        t_s += up_s + hold_s
        path += [(t_s, {}), (t_s + down_s, low)]
        t_s += down_s + 1.5
    return film(prone, [*path, (t_s, {})], every(20.0, t_s), CAMERA)


def told(poses: list[Pose]) -> list[Event]:
    coach = Coach(EXERCISE)
    return [event for pose in poses for event in coach.step(pose)] + list(coach.finish())


def faults(events: list[Event]) -> set[str]:
    return {event.rule for event in events if isinstance(event, FaultRaised)}


def repetitions(events: list[Event]) -> int:
    return sum(isinstance(event, RepetitionDone) for event in events)


def body_of(pose: Pose) -> Body:
    body = Body()
    body.update(pose)
    return body


def on_hands_and_toes(t_s: float, rise_deg: float) -> Pose:
    """Return somebody on straight arms and on the toes, the trunk that much over the level."""
    pose = hands_and_knees(t_s, CAMERA)
    image = np.array(pose.image_px, np.float64)
    back = image[L.LEFT_HIP] - image[L.LEFT_SHOULDER]
    size, away = float(np.hypot(*back)), math.copysign(1.0, back[0])
    for side in (0, 1):
        shoulder, wrist = image[L.LEFT_SHOULDER + side], image[L.LEFT_WRIST + side]
        lean = math.radians(rise_deg)
        hip = shoulder + size * np.array([away * math.cos(lean), math.sin(lean)])
        toes = np.array([hip[0] + 1.5 * size * away, wrist[1]])
        image[L.LEFT_HIP + side], image[L.LEFT_KNEE + side] = hip, (hip + toes) / 2.0
        for mark in (L.LEFT_ANKLE, L.LEFT_HEEL, L.LEFT_FOOT_INDEX):
            image[mark + side] = toes
    return replace(pose, image_px=image.astype(np.float32))


def upward_dogs(times: int) -> list[Pose]:
    """Return somebody who goes from a plank into an upward dog and back, so many times."""
    poses: list[Pose] = []
    now = 12.0
    for seconds, there in [(1.5, 12.0), *((1.5, 45.0), (3.0, 45.0), (1.5, 12.0), (1.5, 12.0)) * times]:
        for share in np.linspace(0.0, 1.0, round(seconds * 20.0)):
            rise_deg = now + (there - now) * share * share * (3.0 - 2.0 * share)
            poses.append(on_hands_and_toes(len(poses) / 20.0, rise_deg))
        now = there
    return poses


def test_upward_dogs_from_a_plank_count_and_hips_off_the_floor_are_no_fault() -> None:
    events = told(upward_dogs(2))

    assert repetitions(events) == 2
    assert faults(events) == set()


@pytest.mark.parametrize("pose", [prone(0.0, CAMERA), hands_and_knees(0.0, CAMERA), standing(0.0, CAMERA)])
def test_who_lies_kneels_or_stands_is_not_on_hands_and_toes(pose: Pose) -> None:
    assert posture_among(body_of(pose), ("plank",)) != "plank"


@pytest.mark.parametrize("mirror", [False, True])
@pytest.mark.parametrize("rise_deg", [22.0, 45.0])
def test_on_the_elbows_or_on_straight_arms_it_counts_without_a_fault(rise_deg: float, mirror: bool) -> None:
    poses = press_ups({"trunk_rise_deg": rise_deg})
    events = told([mirrored(pose) for pose in poses] if mirror else poses)

    assert (repetitions(events), faults(events)) == (2, set())
    assert [event.text for event in events if isinstance(event, SetupAdvice)] == []


def test_how_high_is_reported_and_never_a_fault() -> None:
    (first, _) = (
        event for event in told(press_ups({"trunk_rise_deg": 28.0})) if isinstance(event, RepetitionDone)
    )

    assert first.repetition.range["trunk_rise_deg"] == pytest.approx(28.0, abs=3.0)


@pytest.mark.parametrize(
    ("top", "times", "rule"),
    [
        ({"trunk_rise_deg": 40.0, "hip_over_knee": 0.36}, {}, "hips_on_floor"),
        ({"trunk_rise_deg": 40.0, "head_pitch_deg": 15.0}, {}, "neck_long"),
        ({"trunk_rise_deg": 40.0}, {"up_s": 0.8}, "slow"),
        ({"trunk_rise_deg": 40.0}, {"down_s": 0.5}, "slow_return"),
        ({"trunk_rise_deg": 40.0}, {"hold_s": 0.0}, "hold_long_enough"),
    ],
)
def test_what_is_wrong_is_told(top: dict[str, float], times: dict[str, float], rule: str) -> None:
    events = told(press_ups(top, **times))

    assert (repetitions(events), faults(events)) == (2, {rule})


def test_a_push_up_with_a_straight_body_does_not_count() -> None:
    assert repetitions(told(press_ups({"trunk_rise_deg": 20.0, "hip_over_knee": 0.5}))) == 0


def test_a_chest_that_hardly_rises_does_not_count() -> None:
    assert repetitions(told(press_ups({"trunk_rise_deg": 11.0}))) == 0


def test_without_its_name_it_is_left_alone() -> None:
    auto = Recogniser(tuple(builtin_exercises().values()))
    for pose in press_ups({"trunk_rise_deg": 40.0}):
        auto.step(pose)
    auto.finish()

    assert auto.recognised is None


@pytest.mark.parametrize("feet_lower_deg", [-10.0, 0.0, 10.0])
def test_it_counts_before_a_camera_that_shows_the_feet_lower(feet_lower_deg: float) -> None:
    poses = [rolled(pose, feet_lower_deg) for pose in press_ups({"trunk_rise_deg": 40.0})]

    assert repetitions(told(poses)) == 2


def test_a_plank_as_steep_is_no_lying_on_the_belly() -> None:
    raised = rolled(prone(0.0, CAMERA, trunk_rise_deg=0.0), -12.0)
    points = raised.image_px.copy()
    trunk_px = math.dist(points[L.LEFT_SHOULDER], points[L.LEFT_HIP])
    for wrist in (L.LEFT_WRIST, L.RIGHT_WRIST):
        points[wrist][1] = points[L.LEFT_SHOULDER][1] + 0.6 * trunk_px

    assert posture_among(body_of(raised), ("prone",)) == "prone"
    assert posture_among(body_of(replace(raised, image_px=points)), ("prone",)) != "prone"


@pytest.mark.parametrize("rise_deg", [-6.0, 0.0, 22.0])
def test_on_the_belly_with_the_chest_down_or_on_the_elbows(rise_deg: float) -> None:
    assert posture_among(body_of(prone(0.0, CAMERA, trunk_rise_deg=rise_deg)), ("prone",)) == "prone"


def test_a_chest_that_rose_from_the_floor_is_still_on_the_belly() -> None:
    body = body_of(prone(0.0, CAMERA, trunk_rise_deg=62.0))

    assert posture_among(body, ("prone",)) != "prone"
    assert posture_among(body, ("prone",), before="prone") == "prone"


def test_neither_on_the_back_nor_on_hands_and_knees_nor_upright_nor_in_a_plank() -> None:
    plank = prone(0.0, CAMERA, trunk_rise_deg=17.0, hip_over_knee=0.3)
    for pose in (hook_lying(), hands_and_knees(), standing(), facing_camera(0.0, CAMERA), plank):
        assert posture_among(body_of(pose), ("prone",)) != "prone"


def test_upward_dogs_of_a_recorded_person_count_when_it_is_named() -> None:
    done = judged(recording("lib_cobra_a").poses, "press_up").repetitions

    assert [event.faults for event in done] == [(), ()]


@pytest.mark.parametrize("name", ["other_f", "lib_superman_c"])
def test_push_ups_and_lifted_limbs_do_not_count_when_it_is_named(name: str) -> None:
    assert judged(recording(name).poses, "press_up").repetitions == []
