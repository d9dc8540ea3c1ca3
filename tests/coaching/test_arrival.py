"""Getting into a posture on the floor is no exercise."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from posecoach.coaching.arrival import Arrival
from posecoach.features.body import Body
from posecoach.pose.landmarks import Landmark

TRUNK_PX = 100.0
MATCHED_S = 2.0
Way = Callable[[float], float]


def arrived_s(
    shoulders: Way,
    hips: Way,
    fps: float,
    *,
    to_the_floor: bool = True,
    back_s: float | None = None,
    feet: Way = lambda _t_s: 0.0,
) -> float:
    """When somebody has arrived in a posture that is matched from the third second on.

    shoulders, hips, feet: way gone at a media time, in trunk lengths. back_s: when they are seen again after they were
    gone.
    """
    arrival, body = Arrival(to_the_floor=to_the_floor), Body()
    body.scale_px = TRUNK_PX
    if back_s is not None:
        arrival.gone()
    for frame in range(round((back_s or 0.0) * fps), round(9.0 * fps)):
        body.t_s = frame / fps
        for joint, way in (
            (Landmark.LEFT_SHOULDER, shoulders),
            (Landmark.LEFT_HIP, hips),
            (Landmark.LEFT_ANKLE, feet),
        ):
            body.points[joint] = body.points[joint + 1] = (TRUNK_PX * way(body.t_s), 0.0)
        arrival.follow(body, MATCHED_S if body.t_s >= MATCHED_S else math.nan)
        if body.t_s >= MATCHED_S and arrival.over(MATCHED_S, body):
            return body.t_s
    return math.nan


def until(end_s: float) -> Way:
    """Half a trunk length a second, up to a media time."""
    return lambda t_s: 0.5 * min(t_s, end_s)


def still(_t_s: float) -> float:
    return 0.0


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
def test_who_gets_down_has_arrived_when_the_trunk_is_calm(fps: float) -> None:
    assert arrived_s(until(2.6), until(2.6), fps) == pytest.approx(2.7, abs=1.5 / fps)


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
def test_who_moves_on_without_a_rest_is_followed_after_a_second_and_a_half(fps: float) -> None:
    assert arrived_s(until(9.0), until(9.0), fps) == pytest.approx(3.5, abs=1.0 / fps)


def test_who_lies_from_the_start_and_lifts_the_hips_is_followed_at_once() -> None:
    assert arrived_s(still, until(9.0), 30.0) == MATCHED_S


def test_hips_that_still_settle_are_waited_for() -> None:
    assert arrived_s(until(2.0), until(3.0), 30.0) == pytest.approx(3.1, abs=0.05)


def test_who_comes_to_stand_or_sit_is_followed_at_once() -> None:
    assert arrived_s(until(2.6), until(2.6), 30.0, to_the_floor=False) == MATCHED_S


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
def test_who_walks_in_has_arrived_when_no_more_steps_are_taken(fps: float) -> None:
    walked = arrived_s(until(4.0), until(4.0), fps, to_the_floor=False, feet=until(4.0))

    assert walked == pytest.approx(
        4.3, abs=1.5 / fps
    )  # then a foot is less than WALK_LENGTHS from where it was


def test_whoever_walks_on_and_on_is_followed_in_the_end() -> None:
    assert arrived_s(until(9.0), until(9.0), 30.0, to_the_floor=False, feet=until(9.0)) == MATCHED_S + 6.0


def test_who_is_found_elsewhere_at_once_has_taken_no_steps() -> None:
    def jumps(t_s: float) -> float:
        return 1.0 if t_s > MATCHED_S - 0.2 else 0.0

    assert arrived_s(jumps, jumps, 30.0, to_the_floor=False, feet=jumps) == MATCHED_S


def test_feet_that_move_under_hips_that_stay_are_no_steps() -> None:
    assert arrived_s(still, still, 30.0, to_the_floor=False, feet=until(9.0)) == MATCHED_S


@pytest.mark.parametrize("to_the_floor", [True, False])
@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
def test_who_comes_back_in_the_posture_is_followed_once_the_trunk_is_calm(
    fps: float, to_the_floor: bool
) -> None:
    found_s = arrived_s(until(2.6), until(2.6), fps, to_the_floor=to_the_floor, back_s=MATCHED_S)
    assert found_s == pytest.approx(2.7, abs=1.5 / fps)


def test_who_is_back_and_still_is_looked_at_until_that_is_known() -> None:
    assert arrived_s(still, still, 30.0, to_the_floor=False, back_s=MATCHED_S) == pytest.approx(2.3, abs=0.04)


def test_who_came_back_once_is_followed_at_once_the_next_time() -> None:
    arrival, body = Arrival(to_the_floor=False), Body()
    body.scale_px = TRUNK_PX
    arrival.gone()
    told = []
    for step in range(40):
        body.t_s = step / 10.0
        way_px = 60.0 * step
        for joint in (Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP):
            body.points[joint] = body.points[joint + 1] = (way_px, 0.0)
        matched_s = 0.5 if step < 25 else 3.0
        arrival.follow(body, math.nan if step < 5 or 25 <= step < 30 else matched_s)
        if step >= 5 and not 25 <= step < 30:
            told.append((body.t_s, arrival.over(matched_s, body)))
    assert next(t_s for t_s, over in told if over) == 2.0
    assert all(over for t_s, over in told if t_s >= 3.0)


def test_after_a_reset_nobody_came_from_elsewhere() -> None:
    arrival, body = Arrival(to_the_floor=True), Body()
    body.scale_px = TRUNK_PX
    for step in range(4):
        body.t_s = step / 10.0
        body.points[Landmark.LEFT_SHOULDER] = body.points[Landmark.RIGHT_SHOULDER] = (60.0 * step, 0.0)
        body.points[Landmark.LEFT_HIP] = body.points[Landmark.RIGHT_HIP] = (60.0 * step, 0.0)
        arrival.follow(body, math.nan)
    assert not arrival.over(body.t_s, body)

    arrival.reset()
    arrival.follow(body, body.t_s)

    assert arrival.over(body.t_s, body)


@pytest.mark.parametrize("came", [True, False])
@pytest.mark.parametrize("lean_deg", [50.0, 60.0, 64.0, 90.0])
def test_who_came_and_still_sits_leaning_back_has_not_arrived_on_the_back(
    lean_deg: float, came: bool
) -> None:
    arrival, body = Arrival(to_the_floor=True, lying=True), Body()
    body.t_s, body.scale_px, lean = 0.0, TRUNK_PX, math.radians(lean_deg)
    told = []
    for step in range(110):
        body.t_s = step / 10.0
        way = TRUNK_PX if came and step < 5 else 0.0
        for side in (0, 1):
            body.points[Landmark.LEFT_HIP + side] = (0.0, 0.0)
            body.points[Landmark.LEFT_SHOULDER + side] = (
                TRUNK_PX * math.sin(lean) + way,
                -TRUNK_PX * math.cos(lean),
            )
        arrival.follow(body, 1.0 if step >= 10 else math.nan)
        if step >= 10:
            told.append(arrival.over(1.0, body))

    assert told[5] is (lean_deg > 62.0 or not came)
    assert told[-1]  # seen from near the feet they may lie all the same
