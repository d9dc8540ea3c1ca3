"""The plain bridge, from landmarks: coached when it is named, left to its relative without a name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from posecoach.coaching.coach import Coach
from posecoach.coaching.recognition import Recogniser
from posecoach.events import FaultRaised, RepetitionDone
from posecoach.exercises.loader import builtin_exercises
from posecoach.pose.pose import Pose
from tests.poses import every, film, hook_lying
from tests.real.recordings import judged, recording

BRIDGE = builtin_exercises()["bridge"]


def lifts(*, down_s: float = 2.0, height: float = 0.42) -> Iterator[Pose]:
    """Yield poses of somebody who lifts the hips, holds them for three seconds and comes down, twice."""
    path: list[tuple[float, dict[str, float]]] = [(0.0, {"hip_height": 0.08}), (1.5, {})]
    for _ in range(2):
        for seconds, to in (
            (2.0, {"hip_height": height}),
            (3.5, {}),
            (down_s, {"hip_height": 0.08}),
            (1.5, {}),
        ):
            path.append((path[-1][0] + seconds, to))
    yield from film(hook_lying, path, every(20.0, path[-1][0]))


@pytest.mark.parametrize(
    ("poses", "faults"),
    [(lifts(), set()), (lifts(down_s=0.5), {"slow"}), (lifts(height=0.2), {"hips_lifted"})],
)
def test_lifts_are_counted_and_a_drop_or_a_low_lift_is_told(poses: Iterator[Pose], faults: set[str]) -> None:
    coach = Coach(BRIDGE)
    events = [event for pose in poses for event in coach.step(pose)] + list(coach.finish())

    assert sum(isinstance(event, RepetitionDone) for event in events) == 2
    assert {event.rule for event in events if isinstance(event, FaultRaised)} == faults


def test_without_a_name_it_is_never_chosen_even_alone() -> None:
    auto = Recogniser((BRIDGE, builtin_exercises()["hook_lying"]))
    for pose in lifts():
        auto.step(pose)
    auto.finish()

    assert auto.recognised is None
    assert dict(auto.candidates())["bridge"] == 0.0


@pytest.mark.parametrize(("height", "recognised"), [(0.08, "hook_lying"), (0.16, "hook_lying"), (0.3, None)])
def test_hips_held_up_from_the_first_moment_to_the_last_are_not_at_rest(
    height: float, recognised: str | None
) -> None:
    auto = Recogniser(tuple(builtin_exercises().values()))
    for pose in film(hook_lying, [(0.0, {"hip_height": height}), (12.0, {})], every(20.0, 12.0)):
        auto.step(pose)
    auto.finish()

    assert auto.recognised == recognised


def test_a_file_that_does_not_ask_for_its_name_is_chosen() -> None:
    auto = Recogniser((BRIDGE, replace(BRIDGE, key="free_bridge", by_name=False)))
    for pose in lifts():
        auto.step(pose)
    auto.finish()

    assert auto.recognised == "free_bridge"


@pytest.mark.parametrize(
    ("name", "count"), [("bridge_a", 3), ("bridge_c", 3), ("bridge_f", 5), ("bridge_e", 0)]
)
def test_recorded_people_are_counted_when_it_is_named_and_one_leg_is_none(name: str, count: int) -> None:
    assert len(judged(recording(name).poses, "bridge").repetitions) == count
