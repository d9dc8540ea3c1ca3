"""Angles and distances between points in the image plane, in plain floats.

All in pixels (x right, y down): angles of normalised coordinates are wrong, because they are not square.
NaN in, NaN out.
"""

from __future__ import annotations

import math

Point = tuple[float, float]


def flexion_deg(a: Point, joint: Point, b: Point) -> float:
    """Return how far a limb a-joint-b is bent [deg]: 0 = straight, 180 = folded."""
    ux, uy = joint[0] - a[0], joint[1] - a[1]
    vx, vy = b[0] - joint[0], b[1] - joint[1]
    return abs(math.degrees(math.atan2(ux * vy - uy * vx, ux * vx + uy * vy)))


def turn_deg(a: Point, joint: Point, b: Point) -> float:
    """Return the turn from a-joint to joint-b [deg], -180..180, positive clockwise as seen in the image."""
    ux, uy = joint[0] - a[0], joint[1] - a[1]
    vx, vy = b[0] - joint[0], b[1] - joint[1]
    return math.degrees(math.atan2(ux * vy - uy * vx, ux * vx + uy * vy))


def distance_px(a: Point, b: Point) -> float:
    """Return the distance of two points [px]."""
    return math.hypot(b[0] - a[0], b[1] - a[1])


def height_over_line(point: Point, start: Point, end: Point) -> float:
    """Return how far a point lies above the line start-end [px]; above = toward the top of the image."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy)
    if not length > 0.0:
        return math.nan
    cross = dx * (point[1] - start[1]) - dy * (point[0] - start[0])
    return -cross / length if dx >= 0.0 else cross / length


def middle(a: Point, b: Point) -> Point:
    """Return the point half way between two."""
    return (a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0


def circular_difference_deg(a_deg: float, b_deg: float) -> float:
    """Return a - b, brought into -180..180 [deg]."""
    return (a_deg - b_deg + 180.0) % 360.0 - 180.0
