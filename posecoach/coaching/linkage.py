"""Bones and joints in the frame: turning one, sliding one, and where that puts the joint between two.

All in pixels (x right, y down); bones keep their length in the frame.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from posecoach.features.geometry import Point, circular_difference_deg, turn_deg

STEP_DEG: Final = 2.0
FURTHEST_DEG: Final = 70.0
"""A bone is swung in steps of this size, at most this far, until its joint has the wanted angle."""

BOW_STEPS: Final = 10


def turned(centre: Point, point: Point, by_deg: float) -> Point:
    """Return a point turned round another, clockwise in the frame."""
    x, y = point[0] - centre[0], point[1] - centre[1]
    cosine, sine = math.cos(math.radians(by_deg)), math.sin(math.radians(by_deg))
    return centre[0] + cosine * x - sine * y, centre[1] + sine * x + cosine * y


def bow(centre: Point, point: Point, by_deg: float) -> tuple[Point, ...]:
    """Return the path of a point turned round another."""
    return tuple(turned(centre, point, by_deg * i / BOW_STEPS) for i in range(BOW_STEPS + 1))


def toward(start: Point, end: Point, distance_px: float) -> Point:
    """Return the point at a distance from the start, in the direction of the end."""
    share = distance_px / (math.dist(start, end) or math.nan)
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])


def bend_side(a: Point, joint: Point, b: Point) -> float:
    """Return on which side of the line a-b the joint is: 1 or -1."""
    cross = (b[0] - a[0]) * (joint[1] - a[1]) - (b[1] - a[1]) * (joint[0] - a[0])
    return math.copysign(1.0, cross)


def joint_between(a: Point, b: Point, from_a_px: float, from_b_px: float, side: float) -> Point:
    """Return the joint of two bones whose other ends are at a and b; stretched out if b is out of reach."""
    distance = math.dist(a, b) or math.nan
    along = (from_a_px**2 - from_b_px**2 + distance**2) / (2.0 * distance)
    along = min(max(along, -from_a_px), from_a_px)
    across = side * math.sqrt(from_a_px**2 - along**2)
    ux, uy = (b[0] - a[0]) / distance, (b[1] - a[1]) / distance
    return a[0] + along * ux - across * uy, a[1] + along * uy + across * ux


def span_px(bone_px: float, other_px: float, flexion_deg: float) -> float:
    """Return the distance between the ends of two bones when the joint between them is bent."""
    cosine = math.cos(math.radians(180.0 - flexion_deg))
    return math.sqrt(max(bone_px**2 + other_px**2 - 2.0 * bone_px * other_px * cosine, 0.0))


def hinge_turn_deg(fixed: Point, joint: Point, moving: Point, flexion_deg: float) -> float:
    """Return how far a bone must turn round its joint to reach an angle, by the shorter way."""
    now = turn_deg(fixed, joint, moving)
    both = (circular_difference_deg(wanted, now) for wanted in (flexion_deg, -flexion_deg))
    return min(both, key=abs)


def slid(point: Point, along: Point, to: Point, distance_px: float) -> Point:
    """Return the place nearest to a point, on a line through it in a direction, at a distance from `to`.

    If the line stays too far away, it is the place nearest to `to`.
    """
    length = math.hypot(*along) or math.nan
    ux, uy = along[0] / length, along[1] / length
    x, y = to[0] - point[0], to[1] - point[1]
    middle = x * ux + y * uy
    off = distance_px**2 - (x * uy - y * ux) ** 2
    half = math.sqrt(max(off, 0.0))
    go = min((middle - half, middle + half), key=abs)
    return point[0] + go * ux, point[1] + go * uy


def swing_deg(value_at: Callable[[float], float], wanted: float) -> float:
    """Return the smallest turn [deg] at which a value becomes what is wanted; NaN if it does not within reach."""
    start = value_at(0.0) - wanted
    before = {1.0: start, -1.0: start}
    turn = 0.0
    while turn < FURTHEST_DEG:
        turn += STEP_DEG
        for way, last in before.items():
            off = value_at(way * turn) - wanted
            if last * off <= 0.0:
                share = last / (last - off) if last != off else 0.0
                return way * (turn - STEP_DEG + share * STEP_DEG)
            before[way] = off
    return math.nan
