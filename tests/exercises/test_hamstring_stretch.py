"""The hamstring stretch on the back, from landmarks: which leg, how long, and what is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from posecoach.coaching.coach import Coach
from posecoach.coaching.recognition import Recogniser
from posecoach.events import FaultRaised, RepetitionDone
from posecoach.exercises.loader import builtin_exercises
from posecoach.pose.pose import Pose
from tests.poses import mirrored
from tests.reaching import FOOT_DOWN, Leg, on_the_back
from tests.real.recordings import review_of

STRETCH = builtin_exercises()["hamstring_stretch"]
FPS = 15.0
UP: Leg = (84.0, 12.0)
ALONG_THE_FLOOR: Leg = (4.0, 6.0)


def from_afar(pose: Pose, share_of_size: float) -> Pose:
    """Return the pose smaller in the frame, so that there is room for a leg in the air."""
    middle = np.array(pose.size_wh) / 2.0
    return replace(pose, image_px=((pose.image_px - middle) * share_of_size + middle).astype(np.float32))


def stretched(
    *sides: str, up: Leg = UP, hold_s: float = 12.0, way_s: float = 2.0, share_of_size: float = 0.6
) -> Iterator[Pose]:
    """Yield poses: still, then for each side the leg goes up, is held and comes down."""
    t_s = 0.0
    for side in sides:
        for seconds, start, end in (
            (1.5, 0.0, 0.0),
            (way_s, 0.0, 1.0),
            (hold_s, 1.0, 1.0),
            (way_s, 1.0, 0.0),
        ):
            for frame in range(round(seconds * FPS)):
                share = start + (end - start) * frame / (seconds * FPS)
                leg = tuple(a + share * (b - a) for a, b in zip(FOOT_DOWN, up, strict=True))
                legs = (leg, FOOT_DOWN) if side == "left" else (FOOT_DOWN, leg)
                yield from_afar(on_the_back(t_s, left=legs[0], right=legs[1]), share_of_size)  # type: ignore[arg-type]
                t_s += 1.0 / FPS
    for frame in range(round(1.5 * FPS)):
        yield from_afar(on_the_back(t_s + frame / FPS), share_of_size)


@pytest.mark.parametrize("mirror", [False, True])
def test_both_legs_are_counted_with_their_side_and_the_bend_of_the_knee(mirror: bool) -> None:
    coach = Coach(STRETCH)
    poses = (mirrored(pose) if mirror else pose for pose in stretched("left", "right"))
    events = [event for pose in poses for event in coach.step(pose)] + list(coach.finish())

    done = [event for event in events if isinstance(event, RepetitionDone)]
    assert [event.side for event in done] == (["right", "left"] if mirror else ["left", "right"])
    assert [event.faults for event in done] == [(), ()]
    assert all(event.repetition.hold_s == pytest.approx(12.0, abs=1.0) for event in done)


@pytest.mark.parametrize(
    ("hold_s", "way_s", "sides", "faults"),
    [
        (5.0, 2.0, ("left",), {"hold_long_enough"}),
        (12.0, 0.35, ("left",), {"slow"}),
        (12.0, 2.0, ("right", "right"), {"sides_alternate"}),
    ],
)
def test_a_short_hold_a_swing_and_the_same_leg_again_are_told(
    hold_s: float, way_s: float, sides: tuple[str, ...], faults: set[str]
) -> None:
    coach = Coach(STRETCH)
    poses = stretched(*sides, hold_s=hold_s, way_s=way_s)
    events = [event for pose in poses for event in coach.step(pose)] + list(coach.finish())

    assert {event.rule for event in events if isinstance(event, FaultRaised)} == faults


@pytest.mark.parametrize(("up", "recognised"), [(UP, True), (ALONG_THE_FLOOR, False)])
def test_it_is_recognised_and_a_leg_that_slides_along_the_floor_is_not(up: Leg, recognised: bool) -> None:
    auto = Recogniser(tuple(builtin_exercises().values()))
    for pose in stretched("left", "right", up=up, hold_s=4.0):
        auto.step(pose)
    auto.finish()

    assert (auto.recognised == "hamstring_stretch") is recognised


@pytest.mark.parametrize(("hold_s", "way_s", "counted"), [(0.4, 1.0, 2), (0.1, 0.4, 0)])
def test_a_leg_let_down_at_once_counts_as_held_too_shortly_and_one_that_only_passes_by_does_not(
    hold_s: float, way_s: float, counted: int
) -> None:
    coach = Coach(STRETCH)
    poses = stretched("left", "right", hold_s=hold_s, way_s=way_s)
    events = [event for pose in poses for event in coach.step(pose)] + list(coach.finish())

    done = [event for event in events if isinstance(event, RepetitionDone)]
    assert len(done) == counted
    assert all("hold_long_enough" in event.faults for event in done)


def test_it_is_not_recognised_by_legs_let_down_at_once() -> None:
    auto = Recogniser(tuple(builtin_exercises().values()))
    for pose in stretched("left", "right", "left", hold_s=0.4, way_s=1.0):
        auto.step(pose)
    auto.finish()

    assert auto.recognised is None


@pytest.mark.parametrize("name", ["lib_near_miss_a", "lib_single_leg_bridge_a"])
def test_recorded_leg_pull_ins_and_bridges_on_one_leg_are_left_alone(name: str) -> None:
    assert review_of(name).recognised is None
