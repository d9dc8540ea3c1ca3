"""The curl-up, from landmarks: counted when head and shoulders rise by a little, left alone when it is not named."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from posecoach.coaching.coach import Coach
from posecoach.coaching.recognition import Recogniser
from posecoach.events import Event, FaultRaised, RepetitionDone, SetupAdvice
from posecoach.exercises.loader import builtin_exercises
from posecoach.features.body import Body
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from posecoach.postures.table import posture_among
from tests.lying import CAMERA, one_leg_long, prone
from tests.poses import every, facing_camera, film, hands_and_knees, hidden, hook_lying, mirrored, standing
from tests.real.recordings import judged, recording

EXERCISE = builtin_exercises()["curl_up"]
REST = {"lift_m": 0.0, "trunk_rise_deg": 0.0, "nod_deg": 0.0}
LITTLE = {"lift_m": 0.1, "trunk_rise_deg": 5.0}


def curl_ups(
    top: Mapping[str, float], *, way_s: float = 2.0, hold_s: float = 8.5, bent_side: int = 0
) -> list[Pose]:
    """Return somebody who lies still, and twice lifts head and shoulders to the values at the top."""

    def made(t_s: float, camera: object, **values: float) -> Pose:
        return one_leg_long(t_s, CAMERA, bent_side=bent_side, **values)

    path: list[tuple[float, Mapping[str, float]]] = [(0.0, REST)]
    t_s = 1.5
    for _ in range(2):
        path += [(t_s, REST), (t_s + way_s, REST | dict(top)), (t_s + way_s + hold_s, {})]
        t_s += 2.0 * way_s + hold_s
        path.append((t_s, REST))
        t_s += 1.5
    return film(made, [*path, (t_s, {})], every(20.0, t_s), CAMERA)


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


@pytest.mark.parametrize("mirror", [False, True])
@pytest.mark.parametrize("bent_side", [0, 1])
def test_it_counts_whichever_knee_is_bent(bent_side: int, mirror: bool) -> None:
    poses = curl_ups(LITTLE, bent_side=bent_side)
    events = told([mirrored(pose) for pose in poses] if mirror else poses)

    assert (repetitions(events), faults(events)) == (2, set())
    assert [event.text for event in events if isinstance(event, SetupAdvice)] == []


@pytest.mark.parametrize(
    ("top", "times", "rule"),
    [
        ({"lift_m": 0.28, "trunk_rise_deg": 38.0}, {}, "only_a_little"),
        ({**LITTLE, "nod_deg": 60.0}, {}, "chin_stays"),
        (LITTLE, {"way_s": 0.5}, "slow"),
        (LITTLE, {"hold_s": 0.3}, "hold_long_enough"),
    ],
)
def test_what_is_wrong_is_told(top: dict[str, float], times: dict[str, float], rule: str) -> None:
    events = told(curl_ups(top, **times))

    assert (repetitions(events), faults(events)) == (2, {rule})


def test_a_head_that_hardly_rises_does_not_count() -> None:
    assert repetitions(told(curl_ups({"lift_m": 0.035}))) == 0


def test_a_sit_up_does_not_count() -> None:
    assert repetitions(told(curl_ups({"lift_m": 0.4, "trunk_rise_deg": 62.0}))) == 0


def test_without_its_name_it_is_left_alone() -> None:
    auto = Recogniser(tuple(one for key, one in builtin_exercises().items() if key != "hook_lying"))
    for pose in curl_ups(LITTLE):
        auto.step(pose)
    auto.finish()

    assert auto.recognised is None


@pytest.mark.parametrize("bent_side", [0, 1])
def test_on_the_back_with_one_knee_bent_and_the_other_leg_long_or_hidden(bent_side: int) -> None:
    pose = one_leg_long(0.0, CAMERA, bent_side=bent_side)
    long = 1 - bent_side
    unseen = hidden(pose, L(L.LEFT_KNEE + long), L(L.LEFT_ANKLE + long))
    for one in (pose, unseen, hook_lying()):
        assert posture_among(body_of(one), ("one_knee_bent",)) == "one_knee_bent"


def test_neither_on_the_belly_nor_on_hands_and_knees_nor_upright() -> None:
    for pose in (prone(), hands_and_knees(), standing(), facing_camera(0.0, CAMERA)):
        assert posture_among(body_of(pose), ("one_knee_bent",)) != "one_knee_bent"


def test_quick_twisted_crunches_count_when_it_is_named_but_not_as_held() -> None:
    """How the shoulders lie is not known of them: between the crunches the head does not come down."""
    done = judged(recording("lib_curl_up_a").poses, "curl_up").repetitions

    assert len(done) >= 2
    assert all("hold_long_enough" in event.faults for event in done)


@pytest.mark.parametrize("name", ["other_g", "lib_pelvic_tilt_b"])
def test_sit_ups_and_pelvic_tilts_do_not_count_when_it_is_named(name: str) -> None:
    assert judged(recording(name).poses, "curl_up").repetitions == []
