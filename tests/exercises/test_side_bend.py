"""The standing side bend, from landmarks: sides, pace, and what sways or turns without bending."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from posecoach.coaching.coach import Coach
from posecoach.coaching.recognition import Recogniser
from posecoach.events import FaultRaised, RepetitionDone
from posecoach.exercises.loader import builtin_exercises
from posecoach.judging.examples import example_values
from posecoach.pose.pose import Pose
from tests.poses import leaning, mirrored

EXERCISE = builtin_exercises()["side_bend"]
GOOD = EXERCISE.examples[0]
FPS = 30.0


def bends(*degrees: float, way_s: float = 2.0) -> Iterator[Pose]:
    """Yield poses: upright, then for each of the angles a lean, a moment there, and upright again."""
    parts = [(1.5, 0.0, 0.0)]
    for lean in degrees:
        parts += [(way_s, 0.0, lean), (0.6, lean, lean), (way_s, lean, 0.0), (0.8, 0.0, 0.0)]
    t_s = 0.0
    for seconds, start, end in parts:
        for frame in range(round(seconds * FPS)):
            share = frame / (seconds * FPS)
            yield leaning(start + (end - start) * share * share * (3.0 - 2.0 * share), t_s)
            t_s += 1.0 / FPS


@pytest.mark.parametrize("mirror", [False, True])
def test_it_is_counted_with_its_side(mirror: bool) -> None:
    coach = Coach(EXERCISE)
    poses = [leaning(bend_deg, t_s) for t_s, (bend_deg,) in example_values(GOOD, ["side_bend_deg"], 30.0)]
    events = [event for pose in poses for event in coach.step(mirrored(pose) if mirror else pose)]
    events += coach.finish()

    done = [event for event in events if isinstance(event, RepetitionDone)]
    assert [event.side for event in done] == (["right", "left"] if mirror else ["left", "right"])
    assert [event.faults for event in done] == [(), ()]
    assert [abs(event.repetition.range["side_bend_deg"]) for event in done] == pytest.approx(
        [19.0, 19.0], abs=1.5
    )


@pytest.mark.parametrize("tilt_deg", [-10.5, 10.5])
def test_a_camera_that_stands_askew_takes_no_bend_away(tilt_deg: float) -> None:
    coach = Coach(EXERCISE)
    values = example_values(GOOD, ["side_bend_deg"], 30.0)
    poses = [leaning(bend_deg + tilt_deg, t_s) for t_s, (bend_deg,) in values]
    events = [event for pose in poses for event in coach.step(pose)] + list(coach.finish())

    done = [event for event in events if isinstance(event, RepetitionDone)]
    assert [event.side for event in done] == ["left", "right"]


@pytest.mark.parametrize(
    ("degrees", "way_s", "faults"),
    [((20.0, -20.0), 2.0, set()), ((20.0, -20.0), 0.5, {"slow"}), ((20.0, 20.0), 2.0, {"sides_alternate"})],
)
def test_a_swing_and_twice_the_same_side_are_told(
    degrees: tuple[float, ...], way_s: float, faults: set[str]
) -> None:
    coach = Coach(EXERCISE)
    events = [event for pose in bends(*degrees, way_s=way_s) for event in coach.step(pose)]
    events += coach.finish()

    assert sum(isinstance(event, RepetitionDone) for event in events) == 2
    assert {event.rule for event in events if isinstance(event, FaultRaised)} == faults


@pytest.mark.parametrize(("lean_deg", "recognised"), [(18.0, "side_bend"), (6.0, None)])
def test_it_is_recognised_and_shifting_ones_weight_is_not(lean_deg: float, recognised: str | None) -> None:
    auto = Recogniser(tuple(builtin_exercises().values()))
    for pose in bends(lean_deg, -lean_deg, lean_deg):
        auto.step(pose)
    auto.finish()

    assert auto.recognised == recognised
