"""Bird-dog, from landmarks: followed with a leg in the air, sides are told, one limb alone is a fault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from posecoach.coaching.coach import Coach
from posecoach.coaching.recognition import Recogniser
from posecoach.events import FaultRaised, RepetitionDone
from posecoach.exercises.loader import builtin_exercises
from posecoach.features.body import Body
from posecoach.features.extract import get_feature
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from posecoach.postures.table import posture_among, posture_of
from tests.poses import hidden, hook_lying, mirrored, standing
from tests.reaching import reaching

BIRD_DOG = builtin_exercises()["bird_dog"]
FPS = 20.0


def moves(*limbs: tuple[L | None, L | None], hold_s: float = 4.0) -> Iterator[Pose]:
    """Yield poses: still, then out, held and back for each pair of arm and leg."""
    t_s = 0.0
    for arm, leg in limbs:
        for seconds, start, end in (
            (1.2, 0.0, 0.0),
            (2.0, 0.0, 1.0),
            (hold_s, 1.0, 1.0),
            (2.0, 1.0, 0.0),
            (0.8, 0.0, 0.0),
        ):
            for frame in range(int(seconds * FPS)):
                share = start + (end - start) * frame / (seconds * FPS)
                yield reaching(t_s, arm=arm, leg=leg, share=share)
                t_s += 1.0 / FPS


def body_of(pose: Pose) -> Body:
    body = Body()
    body.update(pose)
    return body


@pytest.mark.parametrize("mirror", [False, True])
def test_both_sides_are_counted_without_a_fault(mirror: bool) -> None:
    coach = Coach(BIRD_DOG)
    poses = moves((L.LEFT_WRIST, L.RIGHT_ANKLE), (L.RIGHT_WRIST, L.LEFT_ANKLE))
    events = [event for pose in poses for event in coach.step(mirrored(pose) if mirror else pose)]

    done = [event for event in events if isinstance(event, RepetitionDone)]
    assert [event.side for event in done] == (["right", "left"] if mirror else ["left", "right"])
    assert [event.faults for event in done] == [(), ()]


@pytest.mark.parametrize(
    ("arm", "leg"), [(L.LEFT_WRIST, L.LEFT_ANKLE), (None, L.LEFT_ANKLE), (None, L.RIGHT_ANKLE)]
)
def test_a_leg_without_the_opposite_arm_is_told(arm: L | None, leg: L) -> None:
    coach = Coach(BIRD_DOG)
    events = [event for pose in moves((arm, leg)) for event in coach.step(pose)]

    assert {event.rule for event in events if isinstance(event, FaultRaised)} == {"opposite_limbs"}


FEET = (L.LEFT_ANKLE, L.RIGHT_ANKLE, L.LEFT_HEEL, L.RIGHT_HEEL, L.LEFT_FOOT_INDEX, L.RIGHT_FOOT_INDEX)


def test_with_feet_beyond_the_frame_the_knees_tell_that_a_leg_is_out_and_nothing_is_judged() -> None:
    coach = Coach(BIRD_DOG)
    poses = moves((L.LEFT_WRIST, L.RIGHT_ANKLE), (None, L.LEFT_ANKLE))
    events = [event for pose in poses for event in coach.step(hidden(pose, *FEET))]

    assert sum(isinstance(event, RepetitionDone) for event in events) == 2
    assert [event for event in events if isinstance(event, FaultRaised)] == []


HANDS = (L.LEFT_WRIST, L.RIGHT_WRIST)


@pytest.mark.parametrize("beyond", [FEET, HANDS, (*FEET, *HANDS)], ids=["feet", "hands", "both"])
@pytest.mark.parametrize(
    ("arm", "leg", "recognised"),
    [
        (L.LEFT_WRIST, L.RIGHT_ANKLE, True),
        (L.RIGHT_WRIST, L.LEFT_ANKLE, True),
        (L.LEFT_WRIST, L.LEFT_ANKLE, False),
        (None, L.LEFT_ANKLE, False),
    ],
)
def test_elbow_and_opposite_knee_prove_it_where_hands_or_feet_are_beyond_the_frame(
    arm: L | None, leg: L, recognised: bool, beyond: tuple[L, ...]
) -> None:
    coach = Coach(BIRD_DOG)
    for pose in moves((arm, leg)):
        coach.step(hidden(pose, *beyond))

    assert coach.judge.proven == recognised


def test_what_elbows_and_knees_tell_of_a_reach_beyond_the_frame() -> None:
    reach = get_feature("cut_reach_deg").measure
    opposite = reaching(arm=L.LEFT_WRIST, leg=L.RIGHT_ANKLE)
    one_side = reaching(arm=L.LEFT_WRIST, leg=L.LEFT_ANKLE)

    assert reach(body_of(hidden(opposite, *FEET))) > 60.0
    assert reach(body_of(opposite)) == 0.0
    assert reach(body_of(hidden(one_side, *FEET))) < 25.0
    assert reach(body_of(hidden(reaching(), *FEET))) < 10.0
    assert np.isnan(reach(body_of(hidden(opposite, *FEET, L.LEFT_KNEE))))
    assert np.isnan(reach(body_of(hidden(opposite, *FEET, L.RIGHT_KNEE))))


def test_a_knee_that_rises_tells_nothing_where_its_foot_is_seen() -> None:
    rise = get_feature("cut_leg_rise").measure
    out = reaching(leg=L.LEFT_ANKLE)

    assert rise(body_of(out)) == 0.0
    assert rise(body_of(hidden(out, L.LEFT_ANKLE))) > 0.5


def test_it_is_recognised_and_a_leg_alone_is_left_alone() -> None:
    for limbs, expected in (((L.LEFT_WRIST, L.RIGHT_ANKLE), "bird_dog"), ((None, L.RIGHT_ANKLE), None)):
        auto = Recogniser(tuple(builtin_exercises().values()))
        for pose in moves(limbs, limbs):
            auto.step(pose)
        auto.finish()

        assert auto.recognised == expected


def beside_the_trunk(pose: Pose, wrist: L) -> Pose:
    """Return a pose with a hand beside the hip, as of somebody who lies on the back, seen upside down."""
    image_px = pose.image_px.copy()
    image_px[wrist] = image_px[wrist - L.LEFT_WRIST + L.LEFT_HIP]
    return replace(pose, image_px=image_px)


@pytest.mark.parametrize(
    ("arm", "leg", "other"),
    [(L.LEFT_WRIST, L.RIGHT_ANKLE, L.RIGHT_WRIST), (L.RIGHT_WRIST, L.LEFT_ANKLE, L.LEFT_WRIST)],
)
def test_without_a_hand_that_carries_it_is_something_else(arm: L, leg: L, other: L) -> None:
    auto = Recogniser(tuple(builtin_exercises().values()))
    for pose in moves((arm, leg), (arm, leg)):
        auto.step(beside_the_trunk(pose, other))
    auto.finish()

    assert auto.recognised is None


@pytest.mark.parametrize("leg", [L.LEFT_ANKLE, L.RIGHT_ANKLE])
def test_with_a_leg_in_the_air_one_hand_and_one_knee_carry(leg: L) -> None:
    body = body_of(reaching(arm=L.LEFT_WRIST, leg=leg))

    assert posture_among(body, ("hand_and_knee",)) == "hand_and_knee"


def test_it_is_only_found_by_those_who_look_for_it() -> None:
    body = body_of(reaching())

    assert posture_of(body) == "hands_and_knees"
    assert posture_among(body, ("childs_pose",)) == "hands_and_knees"


def test_neither_lying_nor_standing_nor_without_a_hand_on_the_floor() -> None:
    no_hands = hidden(
        reaching(leg=L.LEFT_ANKLE), L.LEFT_WRIST, L.RIGHT_WRIST, L.RIGHT_HIP, L.RIGHT_KNEE, L.RIGHT_ANKLE
    )
    for pose in (hook_lying(), standing(), no_hands):
        assert posture_among(body_of(pose), ("hand_and_knee",)) != "hand_and_knee"
