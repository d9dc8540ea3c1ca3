"""The seated twist, from landmarks: sides, hold and pace; on a chair that swivels nothing twists."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from posecoach.coaching.coach import Coach
from posecoach.coaching.recognition import Recogniser
from posecoach.events import CannotJudge, FaultRaised, RepetitionDone
from posecoach.exercises.loader import builtin_exercises
from posecoach.pose.pose import Pose
from tests.poses import mirrored
from tests.sitting import sitting

EXERCISE = builtin_exercises()["seated_twist"]
FPS = 20.0


def twists(
    *degrees: float, way_s: float = 2.0, hold_s: float = 4.5, along: float = 0.1, lean_px: float = 0.0
) -> Iterator[Pose]:
    """Yield poses: still, then to each of the angles, held, and back.

    along: the share of the turn that the pelvis makes. lean_px: to the left, where the turn is widest.
    """
    t_s = 0.0
    for turn in degrees:
        for seconds, start, end in (
            (1.5, 0.0, 0.0),
            (way_s, 0.0, 1.0),
            (hold_s, 1.0, 1.0),
            (way_s, 1.0, 0.0),
            (1.0, 0.0, 0.0),
        ):
            for frame in range(round(seconds * FPS)):
                part = frame / (seconds * FPS)
                share = start + (end - start) * part * part * (3.0 - 2.0 * part)
                yield sitting(
                    t_s,
                    chest_turn_deg=share * turn,
                    pelvis_turn_deg=along * share * turn,
                    lean_px=share * lean_px,
                )
                t_s += 1.0 / FPS


@pytest.mark.parametrize("mirror", [False, True])
def test_it_is_counted_with_its_side_and_without_a_fault(mirror: bool) -> None:
    coach = Coach(EXERCISE)
    events = [
        event for pose in twists(45.0, -45.0) for event in coach.step(mirrored(pose) if mirror else pose)
    ]
    events += coach.finish()

    done = [event for event in events if isinstance(event, RepetitionDone)]
    assert [event.side for event in done] == (["right", "left"] if mirror else ["left", "right"])
    assert [event.faults for event in done] == [(), ()]


@pytest.mark.parametrize(
    ("degrees", "how", "faults"),
    [
        ((45.0, -45.0), {"way_s": 0.5}, {"slow"}),
        ((45.0, -45.0), {"hold_s": 0.5}, {"hold_long_enough"}),
        ((45.0, -45.0), {"lean_px": 60.0}, {"stay_tall"}),
        ((45.0, 45.0), {}, {"sides_alternate"}),
    ],
)
def test_what_is_wrong_is_told(degrees: tuple[float, ...], how: dict[str, float], faults: set[str]) -> None:
    coach = Coach(EXERCISE)
    events = [event for pose in twists(*degrees, **how) for event in coach.step(pose)]
    events += coach.finish()

    assert sum(isinstance(event, RepetitionDone) for event in events) == 2
    assert {event.rule for event in events if isinstance(event, FaultRaised)} == faults


def swings(*degrees: float, way_s: float = 1.6, hold_s: float = 3.0) -> Iterator[Pose]:
    """Yield poses: still, then from one angle straight on to the next, held at each."""
    t_s, before = 0.0, 0.0
    for turn in (0.0, *degrees):
        for frame in range(round((way_s + hold_s) * FPS)):
            part = min(frame / (way_s * FPS), 1.0)
            chest = before + (turn - before) * part * part * (3.0 - 2.0 * part)
            yield sitting(t_s, chest_turn_deg=chest, pelvis_turn_deg=0.1 * chest)
            t_s += 1.0 / FPS
        before = turn


def test_who_goes_straight_on_to_the_other_side_has_done_both() -> None:
    coach = Coach(EXERCISE)
    events = [event for pose in swings(45.0, -45.0, 45.0, 0.0) for event in coach.step(pose)]
    events += coach.finish()

    done = [event for event in events if isinstance(event, RepetitionDone)]
    assert [event.side for event in done] == ["left", "right", "left"]


@pytest.mark.parametrize("way_s", [0.9, 1.3, 2.0])
def test_the_way_back_is_timed_to_its_end(way_s: float) -> None:
    """It is not over where the chest has come near the middle and still turns."""
    coach = Coach(EXERCISE)
    events = [event for pose in twists(45.0, -45.0, way_s=way_s) for event in coach.step(pose)]
    events += coach.finish()

    assert not any(isinstance(event, CannotJudge) for event in events)
    assert not any(isinstance(event, FaultRaised) for event in events)


@pytest.mark.parametrize(
    ("turn_deg", "along", "recognised"),
    [(45.0, 0.1, "seated_twist"), (45.0, 1.0, None), (15.0, 0.1, None)],
    ids=["a twist", "a chair that swivels", "turning to somebody"],
)
def test_only_a_twist_is_recognised(turn_deg: float, along: float, recognised: str | None) -> None:
    auto = Recogniser(tuple(builtin_exercises().values()))
    for pose in twists(turn_deg, -turn_deg, along=along):
        auto.step(pose)
    auto.finish()

    assert auto.recognised == recognised
