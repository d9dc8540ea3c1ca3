"""Knees to the chest and dead bug, from landmarks: the posture, the sides, and which of them is recognised."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from posecoach.coaching.coach import Coach
from posecoach.coaching.recognition import Recogniser
from posecoach.events import CannotJudge, ExerciseRecognised, FaultRaised, RepetitionDone
from posecoach.exercises.loader import builtin_exercises
from posecoach.features.body import Body
from posecoach.judging.scoring import OTHER_FORM
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from posecoach.postures.table import posture_among
from tests.poses import hands_and_knees, hook_lying, mirrored, standing
from tests.reaching import FOOT_DOWN, TABLE_TOP, Leg, on_the_back

FPS = 20.0
IN, OUT = (140.0, 132.0), (8.0, 6.0)
Made = Callable[[float, float], Pose]
"""A pose at a time [s], by the share of the way."""


def moves(*made: Made, hold_s: float = 4.0) -> Iterator[Pose]:
    """Yield poses: still, there, held and back for each movement."""
    t_s = 0.0
    for one in made:
        for seconds, start, end in ((1.4, 0.0, 0.0), (2.0, 0.0, 1.0), (hold_s, 1.0, 1.0), (2.0, 1.0, 0.0)):
            for frame in range(int(seconds * FPS)):
                yield one(t_s, start + (end - start) * frame / (seconds * FPS))
                t_s += 1.0 / FPS
    for _ in range(int(FPS)):
        yield made[-1](t_s, 0.0)
        t_s += 1.0 / FPS


def between(start: Leg, end: Leg, share: float) -> Leg:
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])


def left_knee(t_s: float, share: float) -> Pose:
    hands = L.LEFT_KNEE if share > 0.3 else None
    return on_the_back(t_s, left=between(FOOT_DOWN, IN, share), hands_on_knee=hands)


def right_knee(t_s: float, share: float) -> Pose:
    hands = L.RIGHT_KNEE if share > 0.3 else None
    return on_the_back(t_s, right=between(FOOT_DOWN, IN, share), hands_on_knee=hands)


def both_knees(t_s: float, share: float) -> Pose:
    leg, hands = between(FOOT_DOWN, IN, share), L.LEFT_KNEE if share > 0.3 else None
    return on_the_back(t_s, left=leg, right=leg, hands_on_knee=hands)


def both_legs_sink(t_s: float, share: float) -> Pose:
    """The near leg stretches, and the far one, which should stay, sinks with its knee bent."""
    left, right = between(TABLE_TOP, (20.0, 8.0), share), between(TABLE_TOP, (34.0, 70.0), share)
    return on_the_back(t_s, left=left, right=right, arms_deg=(90.0, 90.0 - 85.0 * share))


def left_arm_right_leg(t_s: float, share: float) -> Pose:
    leg = between(TABLE_TOP, OUT, share)
    return on_the_back(t_s, left=TABLE_TOP, right=leg, arms_deg=(90.0 - 85.0 * share, 90.0))


def right_arm_left_leg(t_s: float, share: float) -> Pose:
    leg = between(TABLE_TOP, OUT, share)
    return on_the_back(t_s, left=leg, right=TABLE_TOP, arms_deg=(90.0, 90.0 - 85.0 * share))


def left_arm_left_leg(t_s: float, share: float) -> Pose:
    leg = between(TABLE_TOP, OUT, share)
    return on_the_back(t_s, left=leg, right=TABLE_TOP, arms_deg=(90.0 - 85.0 * share, 90.0))


def raised(*, left: bool) -> Made:
    """Return who lies flat and raises a knee and the opposite arm. left: it is the left arm that stays overhead."""

    def pose(t_s: float, share: float) -> Pose:
        knee, arm_deg = between(OUT, TABLE_TOP, share), 5.0 + 85.0 * share
        if left:
            return on_the_back(t_s, left=knee, right=OUT, arms_deg=(5.0, arm_deg))
        return on_the_back(t_s, left=OUT, right=knee, arms_deg=(arm_deg, 5.0))

    return pose


def both_legs(t_s: float, share: float) -> Pose:
    leg = between(TABLE_TOP, OUT, share)
    return on_the_back(t_s, left=leg, right=leg)


def knee_drawn_in_a_little(t_s: float, share: float) -> Pose:
    hands = L.LEFT_KNEE if share > 0.3 else None
    return on_the_back(t_s, left=between(FOOT_DOWN, (118.0, 120.0), share), hands_on_knee=hands)


def figure_four(t_s: float, share: float) -> Pose:
    """The ankle of one leg lies on the other knee, and both are drawn in."""
    left, right = between(FOOT_DOWN, IN, share), between(FOOT_DOWN, (72.0, 100.0), share)
    return on_the_back(t_s, left=left, right=right, hands_on_knee=L.LEFT_KNEE if share > 0.3 else None)


ALTERNATING = [
    pytest.param("single_knee_to_chest", left_knee, right_knee, id="single knee to chest"),
    pytest.param("dead_bug", left_arm_right_leg, right_arm_left_leg, id="dead bug"),
]


@pytest.mark.parametrize("mirror", [False, True])
@pytest.mark.parametrize(("key", "left", "right"), ALTERNATING)
def test_both_sides_are_counted_without_a_fault(key: str, left: Made, right: Made, mirror: bool) -> None:
    coach = Coach(builtin_exercises()[key])
    poses = moves(left, right)
    events = [event for pose in poses for event in coach.step(mirrored(pose) if mirror else pose)]

    done = [event for event in events if isinstance(event, RepetitionDone)]
    assert [event.side for event in done] == (["right", "left"] if mirror else ["left", "right"])
    assert [event.faults for event in done] == [(), ()]


def test_a_dead_bug_with_arm_and_leg_of_one_side_is_told() -> None:
    coach = Coach(builtin_exercises()["dead_bug"])
    events = [event for pose in moves(left_arm_left_leg) for event in coach.step(pose)]

    assert {event.rule for event in events if isinstance(event, FaultRaised)} == {"opposite_limbs"}


@pytest.mark.parametrize(
    ("made", "recognised"),
    [
        ((left_knee, right_knee), "single_knee_to_chest"),
        ((both_knees, both_knees), "double_knee_to_chest"),
        ((left_arm_right_leg, right_arm_left_leg), "dead_bug"),
        ((both_legs, both_legs), None),
        ((knee_drawn_in_a_little, knee_drawn_in_a_little), "single_knee_to_chest"),
        ((figure_four, figure_four), None),
    ],
)
def test_each_is_recognised_and_both_legs_stretched_at_once_are_none(
    made: tuple[Made, ...], recognised: str | None
) -> None:
    auto = Recogniser(tuple(builtin_exercises().values()))
    for pose in moves(*made):
        auto.step(pose)
    auto.finish()

    assert auto.recognised == recognised


def found(pose: Pose) -> str | None:
    body = Body()
    body.update(pose)
    return posture_among(body, ("supine_legs_up",))


def test_half_a_repetition_at_the_end_is_not_handed_over_to_another_exercise() -> None:
    auto = Recogniser(tuple(builtin_exercises().values()))
    poses = list(moves(left_knee, right_knee, both_knees))
    exercises = told(auto, poses[: len(poses) - int(5.0 * FPS)])

    assert {*exercises} == {"single_knee_to_chest"}


def test_a_dead_bug_the_other_way_round_counts_to_both_sides() -> None:
    coach = Coach(builtin_exercises()["dead_bug"])
    events = [event for pose in moves(raised(left=True), raised(left=False)) for event in coach.step(pose)]

    done = [event for event in events if isinstance(event, RepetitionDone)]
    assert [event.side for event in done] == ["left", "right"]
    assert [event.faults for event in done] == [(), ()]
    assert {
        event.rule for event in events if isinstance(event, CannotJudge) and event.reason == OTHER_FORM
    } == {*("opposite_limbs", "other_leg_stays", "slow")}


def test_a_leg_that_sinks_far_is_told_and_the_person_is_followed_on() -> None:
    coach = Coach(builtin_exercises()["dead_bug"])
    events = [event for pose in moves(both_legs_sink, both_legs_sink) for event in coach.step(pose)]

    done = [event for event in events if isinstance(event, RepetitionDone)]
    assert [event.side for event in done] == ["right", "right"]
    assert all("other_leg_stays" in event.faults for event in done)


def test_a_leg_in_the_air_is_told_from_the_other_postures() -> None:
    assert found(both_knees(0.0, 1.0)) == "supine_legs_up"
    assert found(left_arm_right_leg(0.0, 1.0)) == "supine_legs_up"
    assert [found(pose) for pose in (hook_lying(), hands_and_knees(), standing())] == [
        "hook_lying",
        "hands_and_knees",
        "standing",
    ]


def lying_before(seconds: float, *made: Made) -> list[Pose]:
    """Somebody who lies still for so long [s] before they begin."""
    still = [on_the_back(frame / FPS) for frame in range(int(seconds * FPS))]
    return [*still, *(replace(pose, t_s=seconds + pose.t_s) for pose in (moves(*made) if made else ()))]


def told(auto: Recogniser, poses: list[Pose]) -> list[str]:
    events = [event for pose in poses for event in auto.step(pose)] + list(auto.finish())
    return [event.exercise for event in events if isinstance(event, ExerciseRecognised | RepetitionDone)]


def test_whoever_lies_still_for_a_while_before_is_recognised_by_what_follows() -> None:
    auto = Recogniser(tuple(builtin_exercises().values()))

    assert told(auto, lying_before(7.0, both_knees, both_knees)) == ["double_knee_to_chest"] * 3


def test_lying_still_is_recognised_at_the_end_if_nothing_follows() -> None:
    auto = Recogniser(tuple(builtin_exercises().values()))

    assert told(auto, lying_before(7.0)) == ["hook_lying"] * 2


def test_what_follows_a_long_rest_is_recognised_though_the_person_rests_in_between() -> None:
    auto = Recogniser(tuple(builtin_exercises().values()))
    exercises = told(auto, lying_before(14.0, both_knees, both_knees, both_knees))

    assert exercises[:2] == ["hook_lying"] * 2
    assert {*exercises[2:]} == {"double_knee_to_chest"}
    assert auto.recognised == "double_knee_to_chest"
