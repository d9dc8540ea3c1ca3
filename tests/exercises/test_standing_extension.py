"""The back extension in standing, from landmarks: counted from either side, and what is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest

from posecoach.coaching.coach import Coach
from posecoach.coaching.recognition import Recogniser
from posecoach.events import Event, FaultRaised, RepetitionDone
from posecoach.exercises.loader import builtin_exercises
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from tests.poses import CameraPlace, facing_camera, mirrored, standing

EXERCISE = builtin_exercises()["standing_extension"]
CAMERA = CameraPlace(scale=300.0)
FPS = 30.0

Made = Callable[[], Iterator[Pose]]


def leans(
    back_deg: float = 20.0,
    *,
    forward_deg: float = 0.0,
    way_s: float = 2.0,
    pause_s: float = 1.4,
    count: int = 2,
) -> Iterator[Pose]:
    """Yield poses of somebody who leans back and comes up again, or beyond upright to the front."""
    parts = [(1.5, 0.0, 0.0)]
    for _ in range(count):
        parts += [(way_s, -forward_deg, back_deg), (pause_s, back_deg, back_deg)]
        parts += [(way_s, back_deg, -forward_deg), (1.0, -forward_deg, -forward_deg)]
    t_s = 0.0
    for seconds, start, end in parts:
        for frame in range(round(seconds * FPS)):
            share = frame / (seconds * FPS)
            lean_deg = start + (end - start) * share * share * (3.0 - 2.0 * share)
            yield standing(t_s, CAMERA, trunk_inclination_deg=-lean_deg)
            t_s += 1.0 / FPS


def with_knees_bent(pose: Pose) -> Pose:
    """Return somebody whose knees come forward while leaning back."""
    image = pose.image_px.copy()
    lean_px = abs(image[L.LEFT_SHOULDER, 0] - image[L.LEFT_HIP, 0])
    image[[L.LEFT_KNEE, L.RIGHT_KNEE], 0] += np.sign(image[L.LEFT_FOOT_INDEX, 0] - image[L.LEFT_HEEL, 0]) * (
        0.8 * lean_px
    )
    return replace(pose, image_px=image)


def told(poses: Iterator[Pose]) -> list[Event]:
    coach = Coach(EXERCISE)
    return [event for pose in poses for event in coach.step(pose)] + list(coach.finish())


@pytest.mark.parametrize("mirror", [False, True])
def test_it_is_counted_from_either_side_and_its_range_told(mirror: bool) -> None:
    events = told(mirrored(pose) if mirror else pose for pose in leans())

    done = [event for event in events if isinstance(event, RepetitionDone)]
    assert [event.faults for event in done] == [(), ()]
    assert [event.repetition.range["backward_lean_deg"] for event in done] == pytest.approx(
        [20.0, 20.0], abs=1.5
    )


@pytest.mark.parametrize(
    ("poses", "faults"),
    [
        (lambda: leans(way_s=0.5), {"slow"}),
        (lambda: leans(way_s=1.1, pause_s=0.4), {"hold_long_enough"}),
        (lambda: map(with_knees_bent, leans()), {"knees_straight"}),
    ],
)
def test_swinging_bent_knees_and_a_short_pause_are_told(poses: Made, faults: set[str]) -> None:
    events = told(poses())

    assert sum(isinstance(event, RepetitionDone) for event in events) == 2
    assert {event.rule for event in events if isinstance(event, FaultRaised)} == faults


@pytest.mark.parametrize(
    ("poses", "recognised"),
    [
        (leans, "standing_extension"),
        (lambda: leans(5.0), None),
        (lambda: leans(12.0, forward_deg=22.0), None),
        (lambda: (facing_camera(i / FPS, CAMERA, chest_turn_deg=5.0) for i in range(120)), None),
    ],
)
def test_auto_knows_it_and_neither_swaying_nor_rocking_to_and_fro(
    poses: Made, recognised: str | None
) -> None:
    auto = Recogniser(tuple(builtin_exercises().values()))
    for pose in poses():
        auto.step(pose)
    auto.finish()

    assert auto.recognised == recognised
