"""The seated cat-cow, from landmarks and outlines: rounds counted, a lean or a slump is none."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import pytest

from posecoach.coaching.coach import Coach
from posecoach.coaching.recognition import Recogniser
from posecoach.events import FaultRaised, RepetitionDone
from posecoach.exercises.loader import builtin_exercises
from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Pose
from tests.sitting import sitting_sideways

EXERCISE = builtin_exercises()["seated_cat_cow"]
FPS = 20.0
SHOULDERS = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]
START = {"bow": 0.012, "lean_deg": 4.0, "nod_deg": 5.0, "knee_deg": 95.0}
ARCHED = {"bow": -0.022, "lean_deg": -6.0, "nod_deg": -15.0}
ROUNDED = {"bow": 0.068, "lean_deg": 16.0, "nod_deg": 60.0}


def rounds(count: int = 2, way_s: float = 2.5, **rounded: float) -> Iterator[Pose]:
    """Yield poses: still, then arched and rounded in turn, and upright. rounded: what differs in the round back."""
    ways = [(1.5, START)]
    for _ in range(count):
        ways += [(way_s, {**START, **ARCHED}), (0.6, {**START, **ARCHED})]
        ways += [(way_s, {**START, **ROUNDED, **rounded}), (0.6, {**START, **ROUNDED, **rounded})]
    ways += [(way_s, START), (1.0, START)]
    t_s, now = 0.0, START
    for seconds, there in ways:
        for frame in range(round(seconds * FPS)):
            part = frame / (seconds * FPS)
            share = part * part * (3.0 - 2.0 * part)
            yield sitting_sideways(
                t_s, **{name: value + share * (there[name] - value) for name, value in now.items()}
            )
            t_s += 1.0 / FPS
        now = there


def turning(poses: Iterator[Pose], turn_deg: float) -> Iterator[Pose]:
    """Yield poses whose shoulders turn about the spine by so much and back, once in six seconds."""
    for pose in poses:
        turned = math.radians(turn_deg) * math.sin(2.0 * math.pi * pose.t_s / 6.0)
        world_m = pose.world_m.copy()
        across, away = world_m[SHOULDERS, 0], world_m[SHOULDERS, 2]
        middle = across.mean(), away.mean()
        across, away = across - middle[0], away - middle[1]
        world_m[SHOULDERS, 0] = middle[0] + math.cos(turned) * across - math.sin(turned) * away
        world_m[SHOULDERS, 2] = middle[1] + math.sin(turned) * across + math.cos(turned) * away
        yield replace(pose, world_m=world_m)


def told(poses: Iterator[Pose]) -> tuple[int, set[str]]:
    """Return how many repetitions were counted, and which rules were broken."""
    coach = Coach(EXERCISE)
    events = [event for pose in poses for event in coach.step(pose)] + list(coach.finish())
    broken = {event.rule for event in events if isinstance(event, FaultRaised)}
    return sum(isinstance(event, RepetitionDone) for event in events), broken


def test_rounds_are_counted_without_a_fault() -> None:
    assert told(rounds()) == (2, set())


def test_a_hollow_back_arches_and_rounds_from_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """The outline of a rendered person, hollow where she sits upright, and hardly round at its roundest."""
    for pose, bow in ((START, -0.045), (ARCHED, -0.083), (ROUNDED, -0.003)):
        monkeypatch.setitem(pose, "bow", bow)
    assert told(rounds()) == (2, set())


@pytest.mark.parametrize(
    ("how", "rule"),
    [
        ({"way_s": 0.6}, "slow"),
        ({"lean_deg": 38.0}, "trunk_over_seat"),
        ({"knee_deg": 70.0}, "knees_still"),
    ],
)
def test_what_is_wrong_is_told(how: dict[str, float], rule: str) -> None:
    assert told(rounds(**how)) == (2, {rule})


@pytest.mark.parametrize(
    ("rounded", "recognised"),
    [({}, "seated_cat_cow"), ({"bow": 0.012}, None), ({"lean_deg": 60.0}, None), ({"nod_deg": -10.0}, None)],
    ids=["rounds", "nodding and leaning", "folding forward", "slumping"],
)
def test_only_a_back_that_rounds_over_the_seat_is_recognised(
    rounded: dict[str, float], recognised: str | None
) -> None:
    auto = Recogniser(tuple(builtin_exercises().values()))
    for pose in rounds(**rounded):
        auto.step(pose)
    auto.finish()

    assert auto.recognised == recognised


@pytest.mark.parametrize(("turn_deg", "counted"), [(5.0, 2), (40.0, 0)])
def test_a_chest_that_turns_meanwhile_is_none(turn_deg: float, counted: int) -> None:
    assert told(turning(rounds(), turn_deg)) == (counted, set())
