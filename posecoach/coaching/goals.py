"""Where a part of the body should go to change a feature's value: one function for each way of moving.

What stays put depends on what carries the body: a foot or a hand on the floor stays, the joint above it moves.
All places are in the source's frame, not mirrored [px]. Features without a row have no such place.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from posecoach.coaching.linkage import (
    bend_side,
    bow,
    hinge_turn_deg,
    joint_between,
    slid,
    span_px,
    swing_deg,
    toward,
    turned,
)
from posecoach.features.arms import RAISED_DEG
from posecoach.features.body import Body, arm_direction_deg
from posecoach.features.geometry import Point, circular_difference_deg, turn_deg
from posecoach.features.joints import belly_side
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.outline import FIRST_SHARE, OUTLINE_POINTS
from posecoach.state import Correction

LYING: Final = "hook_lying"
ALL_FOURS: Final = "hands_and_knees"
SEATED: Final = "seated"
CHILDS_POSE: Final = "childs_pose"

TOUCH: Final = 0.25
"""Distance of the wrist from what the hand touches, in trunk lengths: about the length of a hand."""
GAZE: Final = 2.6
"""The face line is drawn this much longer than from ear to nose, to be visible."""
COMPASS: Final = (0.6, 0.3)
"""Half axes of the circle in which hips or shoulders turn, seen from a little above, in trunk lengths."""
CURVE_POINTS: Final = 13
UPRIGHT: Final = 0.15
"""A trunk that leans less than this (9 degrees) hardly shows where forward is; the face tells instead."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A feature of a body should become `wanted` where it is `now`.

    posture: of the exercise. still: the part should only stay where it was at rest.
    """

    body: Body
    posture: str
    now: float
    wanted: float
    still: bool = False

    @property
    def more(self) -> float:
        """How much the feature should grow; negative = shrink."""
        return self.wanted - self.now

    def near(self, left: L) -> Point:
        """Return the near side's counterpart of a LEFT_... landmark."""
        return self.body.side(left)


Goal = Callable[[Wish], list[Correction]]


def _hinge(fixed: Point, joint: Point, moving: Point, flexion_deg: float) -> Correction:
    """The moving end swings round the joint."""
    turn = hinge_turn_deg(fixed, joint, moving, flexion_deg)
    way = bow(joint, moving, turn)
    return Correction((joint, way[-1]), way)


def _stretched(planted: Point, joint: Point, end: Point, flexion_deg: float) -> Correction:
    """The far end stays in its direction from the one that is planted; the joint goes where that puts it."""
    first, second = math.dist(planted, joint), math.dist(joint, end)
    there = toward(planted, end, span_px(first, second, flexion_deg))
    between = joint_between(planted, there, first, second, bend_side(planted, joint, end))
    return Correction((planted, between, there), (joint, between))


def _pushed(a: Point, joint: Point, b: Point, flexion_deg: float) -> Correction:
    """Both ends stay; the joint moves toward the line between them, or away from it."""
    span = math.dist(a, b) or math.nan
    along = ((joint[0] - a[0]) * (b[0] - a[0]) + (joint[1] - a[1]) * (b[1] - a[1])) / span
    foot = toward(a, b, along)
    low, high = 0.0, 4.0 * span
    for _ in range(30):
        height = (low + high) / 2.0
        inner = math.degrees(math.atan2(along, height) + math.atan2(span - along, height))
        low, high = (height, high) if 180.0 - inner < flexion_deg else (low, height)
    there = toward(foot, joint, low)
    return Correction((a, there, b), (joint, there))


def _elbow(wish: Wish, near: int) -> Correction:
    points = wish.body.points
    shoulder, elbow, wrist = (points[mark + near] for mark in (L.LEFT_SHOULDER, L.LEFT_ELBOW, L.LEFT_WRIST))
    if wish.posture == ALL_FOURS:
        return _stretched(wrist, elbow, shoulder, wish.wanted)
    return _hinge(shoulder, elbow, wrist, wish.wanted)


def _elbows(wish: Wish, sides: Sequence[int] = (0, 1)) -> list[Correction]:
    points = wish.body.points
    bends = {
        side: abs(turn_deg(*(points[mark + side] for mark in (L.LEFT_SHOULDER, L.LEFT_ELBOW, L.LEFT_WRIST))))
        for side in sides
    }
    return [_elbow(wish, side) for side, bend in bends.items() if (wish.wanted - bend) * wish.more > 0.0]


def _raised_elbows(wish: Wish) -> list[Correction]:
    return _elbows(wish, [side for side in (0, 1) if abs(_direction_deg(wish.body, side)) >= RAISED_DEG])


def _knee(wish: Wish) -> list[Correction]:
    hip, knee, ankle = wish.near(L.LEFT_HIP), wish.near(L.LEFT_KNEE), wish.near(L.LEFT_ANKLE)
    if wish.posture in (ALL_FOURS, CHILDS_POSE):  # the shank lies on the floor
        return [_hinge(ankle, knee, hip, wish.wanted)]
    if wish.posture == SEATED:  # the thigh lies on the seat
        return [_hinge(hip, knee, ankle, wish.wanted)]
    if wish.posture != LYING:
        return [_stretched(ankle, knee, hip, wish.wanted)]
    if wish.still:
        return [_pushed(hip, knee, ankle, wish.wanted)]
    thigh, shank, shoulder = math.dist(hip, knee), math.dist(knee, ankle), wish.near(L.LEFT_SHOULDER)
    floor = ankle[0] - shoulder[0], ankle[1] - shoulder[1]
    foot = slid(ankle, floor, hip, span_px(thigh, shank, wish.wanted))
    there = joint_between(hip, foot, thigh, shank, bend_side(hip, knee, ankle))
    return [Correction((hip, there, foot), (ankle, foot))]


def _hip_angle(wish: Wish, wanted_more: float) -> list[Correction]:
    """Open or close the angle between trunk and thigh on the belly's side."""
    shoulder, hip, knee, ankle = (
        wish.near(mark) for mark in (L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_KNEE, L.LEFT_ANKLE)
    )
    belly = belly_side(wish.body)
    now = 180.0 - turn_deg(shoulder, hip, knee) * belly
    if wish.posture not in (LYING, ALL_FOURS):  # the legs stand, the trunk moves
        way = bow(hip, shoulder, wanted_more * belly)
        return [Correction((hip, way[-1]), way)]
    # On the floor the hips move. Lying they hang between shoulders and feet, on all fours they ride on the knees.
    pivot = shoulder if wish.posture == LYING else knee
    thigh, shank, side = math.dist(hip, knee), math.dist(knee, ankle), bend_side(hip, knee, ankle)
    standing_leg = wish.posture == LYING and shank == shank

    def leg(there: Point) -> Point:
        return joint_between(there, ankle, thigh, shank, side) if standing_leg else knee

    def angle(turn: float) -> float:
        there = turned(pivot, hip, turn)
        return 180.0 - turn_deg(shoulder, there, leg(there)) * belly

    turn = swing_deg(angle, now + wanted_more)
    way = bow(pivot, hip, turn)
    return [Correction((shoulder, way[-1], leg(way[-1])), way)]


def _trunk(wish: Wish) -> list[Correction]:
    shoulder, hip = wish.near(L.LEFT_SHOULDER), wish.near(L.LEFT_HIP)
    ahead = shoulder[0] - hip[0]
    if abs(ahead) < UPRIGHT * abs(hip[1] - shoulder[1]):  # the face tells where forward is
        ahead = wish.body.points[L.NOSE][0] - wish.near(L.LEFT_EAR)[0]
    way = bow(hip, shoulder, math.copysign(wish.more, wish.more * ahead))
    return [Correction((hip, way[-1]), way)]


def _hip_height(wish: Wish) -> list[Correction]:
    shoulder, hip, ankle = (wish.near(mark) for mark in (L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_ANKLE))
    there = _raised(hip, shoulder, ankle, wish.more * wish.body.trunk_px)
    return [Correction((shoulder, there, wish.near(L.LEFT_KNEE)), (hip, there))]


def _heel(wish: Wish) -> list[Correction]:
    """The heel comes down to the floor, or off it; the toes stay."""
    shoulder, heel, toes = (wish.near(mark) for mark in (L.LEFT_SHOULDER, L.LEFT_HEEL, L.LEFT_FOOT_INDEX))
    there = _raised(heel, shoulder, toes, wish.more * wish.body.trunk_px)
    return [Correction((toes, there), (heel, there))]


def _raised(point: Point, start: Point, end: Point, by_px: float) -> Point:
    """Return a point moved away from the line start-end, to the upper side of the picture."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy) or math.nan
    up = math.copysign(1.0, -dx)
    return point[0] - up * by_px * dy / length, point[1] + up * by_px * dx / length


def _sole(wish: Wish) -> list[Correction]:
    """The toes come down, or up; the heel stays."""
    heel, toes = wish.near(L.LEFT_HEEL), wish.near(L.LEFT_FOOT_INDEX)
    way = bow(heel, toes, math.copysign(wish.more, -wish.more * (toes[0] - heel[0])))
    return [Correction((heel, way[-1]), way)]


def _back(wish: Wish) -> list[Correction]:
    """The whole back, from the shoulder to the hip, as its outline should run."""
    body, shoulder, hip = wish.body, wish.near(L.LEFT_SHOULDER), wish.near(L.LEFT_HIP)
    edge = body.outline
    ahead, down = hip[0] - shoulder[0], hip[1] - shoulder[1]
    upright = abs(ahead) < abs(down)  # then the outline is that of the back, whichever way the trunk leans
    size = body.trunk_px * (math.copysign(1.0, ahead * belly_side(body)) if upright else 1.0)
    places, now = [], shoulder
    for i in range(CURVE_POINTS):
        index = round(i * (OUTLINE_POINTS - 1) / (CURVE_POINTS - 1))
        u = FIRST_SHARE + (1.0 - FIRST_SHARE) * index / (OUTLINE_POINTS - 1)
        base = shoulder[0] + u * (hip[0] - shoulder[0]), shoulder[1] + u * (hip[1] - shoulder[1])
        seen = 0.0 if edge is None else float(edge[index])
        # A parabola over its chord is 1.5 times as high in the middle as on the whole.
        height = seen + 6.0 * wish.more * u * (1.0 - u)
        if height == height:  # NaN: that part of the outline was not seen
            places.append(_raised(base, shoulder, hip, height * size))
        if i == CURVE_POINTS // 2:
            now = _raised(base, shoulder, hip, seen * size)
            there = _raised(base, shoulder, hip, height * size)
    return [Correction(tuple(places), (now, there))]


def _shoulder_over_hand(wish: Wish) -> list[Correction]:
    shoulder, hip, wrist = (wish.near(mark) for mark in (L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_WRIST))
    forward = math.copysign(wish.more * wish.body.trunk_px, wish.more * (shoulder[0] - hip[0]))
    if wish.posture == ALL_FOURS:  # the hand is on the floor
        there = shoulder[0] - forward, shoulder[1]
        return [Correction((hip, there, wrist), (shoulder, there))]
    there = wrist[0] + forward, wrist[1]
    return [Correction((shoulder, there), (wrist, there))]


def _hip_over_knee(wish: Wish) -> list[Correction]:
    shoulder, hip, knee = (wish.near(mark) for mark in (L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_KNEE))
    forward = math.copysign(wish.more * wish.body.trunk_px, wish.more * (shoulder[0] - hip[0]))
    if wish.posture == LYING:
        there = knee[0] + forward, knee[1]
        return [Correction((hip, there, wish.near(L.LEFT_ANKLE)), (knee, there))]
    there = hip[0] - forward, hip[1]
    return [Correction((shoulder, there, knee), (hip, there))]


def _hip_up_or_down(wish: Wish) -> list[Correction]:
    """The hips sink to the floor, or rise; shoulders and knees stay."""
    shoulder, hip, knee = (wish.near(mark) for mark in (L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_KNEE))
    there = hip[0], hip[1] - wish.more * wish.body.trunk_px
    return [Correction((shoulder, there, knee), (hip, there))]


def _hand_to(mark: L) -> Goal:
    """Return the goal of the near hand at a place of the body, or away from it."""

    def goal(wish: Wish) -> list[Correction]:
        shoulder, elbow, wrist = (wish.near(one) for one in (L.LEFT_SHOULDER, L.LEFT_ELBOW, L.LEFT_WRIST))
        away = wish.wanted if wish.more > 0.0 else min(wish.wanted, TOUCH)
        there = toward(wish.near(mark), wrist, away * wish.body.trunk_px)
        upper, fore = math.dist(shoulder, elbow), math.dist(elbow, wrist)
        between = joint_between(shoulder, there, upper, fore, bend_side(shoulder, elbow, wrist))
        line = (shoulder, between, there) if between == between else (shoulder, there)
        return [Correction(line, (wrist, there))]

    return goal


def _upper_arm(wish: Wish) -> list[Correction]:
    shoulder, elbow = wish.near(L.LEFT_SHOULDER), wish.near(L.LEFT_ELBOW)
    way = bow(shoulder, elbow, math.copysign(wish.more, -wish.more * (elbow[0] - shoulder[0])))
    return [Correction((shoulder, way[-1]), way)]


def _head(wish: Wish) -> list[Correction]:
    ear, nose = wish.near(L.LEFT_EAR), wish.body.points[L.NOSE]
    tip = toward(ear, nose, GAZE * math.dist(ear, nose))
    way = bow(ear, tip, wish.more * belly_side(wish.body))
    return [Correction((ear, way[-1]), way)]


def _arm(body: Body, side: int, raise_deg: float) -> Correction:
    """Turn a whole arm round its shoulder; `raise_deg` goes on the way up at its own side, as arms circle."""
    shoulder, wrist = body.points[L.LEFT_SHOULDER + side], body.points[L.LEFT_WRIST + side]
    outward = body.points[L.LEFT_SHOULDER + side][0] - body.points[L.RIGHT_SHOULDER - side][0]
    way = bow(shoulder, wrist, math.copysign(raise_deg, -raise_deg * outward))
    return Correction((shoulder, way[-1]), way)


def _direction_deg(body: Body, side: int) -> float:
    return arm_direction_deg(body.points, L(L.LEFT_SHOULDER + side), L(L.LEFT_WRIST + side))


def _raise_arm(side: int) -> Goal:
    def goal(wish: Wish) -> list[Correction]:
        up_front = _direction_deg(wish.body, side)
        return [_arm(wish.body, side, math.copysign(wish.more, wish.more * up_front))]

    return goal


def _arms(wish: Wish) -> list[Correction]:
    return [*_raise_arm(0)(wish), *_raise_arm(1)(wish)]


def _arms_together(wish: Wish) -> list[Correction]:
    """Each arm goes half of the way to the other."""
    left, right = _direction_deg(wish.body, 0), _direction_deg(wish.body, 1)
    mirrored, parallel = circular_difference_deg(left, right), circular_difference_deg(left, -right)
    same = abs(mirrored) <= abs(parallel)
    ahead = mirrored if same else parallel
    half = math.copysign(wish.more, wish.more * ahead) / 2.0
    return [_arm(wish.body, 0, half), _arm(wish.body, 1, -half if same else half)]


def _turn_of(left: L) -> Goal:
    """Return the goal of a line from side to side, seen from the front: the direction in which it should face."""

    def goal(wish: Wish) -> list[Correction]:
        centre, size = wish.body.centre(left), wish.body.trunk_px
        to_left = wish.body.points[left][0] - wish.body.points[left + 1][0]

        def front(turn: float) -> Point:
            angle = math.radians(turn)
            across = math.copysign(COMPASS[0] * math.sin(angle), math.sin(angle) * to_left)
            return centre[0] + across * size, centre[1] + COMPASS[1] * math.cos(angle) * size

        way = tuple(front(wish.now + wish.more * i / 10.0) for i in range(11))
        return [Correction((centre, way[-1]), way)]

    return goal


def _lean(wish: Wish) -> list[Correction]:
    shoulder, hip = wish.body.centre(L.LEFT_SHOULDER), wish.body.centre(L.LEFT_HIP)
    width = wish.body.points[L.LEFT_SHOULDER][0] - wish.body.points[L.RIGHT_SHOULDER][0]
    way = bow(hip, shoulder, math.copysign(wish.more, wish.more * width))
    return [Correction((hip, way[-1]), way)]


GOALS: Final[dict[str, Goal]] = {
    "elbow_flexion_deg": lambda wish: [_elbow(wish, wish.body.near)],
    "elbows_flexion_deg": _elbows,
    "raised_elbows_flexion_deg": _raised_elbows,
    "knee_flexion_deg": _knee,
    "shoulder_hip_knee_deg": lambda wish: _hip_angle(wish, wish.more),
    "hip_flexion_deg": lambda wish: _hip_angle(wish, -wish.more),
    "trunk_inclination_deg": _trunk,
    "trunk_rise_deg": lambda wish: _trunk(replace(wish, now=-wish.now, wanted=-wish.wanted)),
    "hip_height": _hip_height,
    "hip_over_knee": _hip_up_or_down,
    "ankle_height": _heel,
    "foot_inclination_deg": _sole,
    "sole_slope_deg": _sole,
    "back_bow": _back,
    "hand_offset": _shoulder_over_hand,
    "knee_offset": _hip_over_knee,
    "hand_hip_distance": _hand_to(L.LEFT_HIP),
    "hand_ear_distance": _hand_to(L.LEFT_EAR),
    "upper_arm_lift_deg": _upper_arm,
    "head_pitch_deg": _head,
    "left_arm_elevation_deg": _raise_arm(0),
    "right_arm_elevation_deg": _raise_arm(1),
    "arms_elevation_deg": _arms,
    "arms_difference_deg": _arms_together,
    "pelvis_rotation_deg": _turn_of(L.LEFT_HIP),
    "chest_turn_deg": _turn_of(L.LEFT_SHOULDER),
    "side_bend_deg": _lean,
}
"""By feature."""
