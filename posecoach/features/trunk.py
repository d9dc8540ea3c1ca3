"""Where the trunk is and how it is turned; lengths in trunk lengths (near shoulder to near hip in the image)."""

from __future__ import annotations

import math
from typing import Final

from posecoach.features.body import Body
from posecoach.features.geometry import Point, distance_px, height_over_line
from posecoach.features.joints import belly_side
from posecoach.features.registry import feature
from posecoach.pose.landmarks import Landmark as L

SHOULDER_WIDTH: Final = 0.7
"""Distance of MediaPipe's shoulders in trunk lengths: 0.57 to 0.80 over 3,000 frames of seven recorded people."""

_RENDERED = "rendered bodies with exact truth, camera within 30 degrees of the side"


@feature("trunk lengths", 0.03, _RENDERED, (L.LEFT_HIP,))
def hip_height(body: Body) -> float:
    """Height of the hip over the line from the shoulder to the ankle."""
    height = height_over_line(body.side(L.LEFT_HIP), body.side(L.LEFT_SHOULDER), body.side(L.LEFT_ANKLE))
    return height / body.trunk_px


@feature("deg", 9.5, "monocular trunk twist against motion capture: 9.45 +- 14.0", (L.LEFT_SHOULDER,))
def trunk_rotation_deg(body: Body) -> float:
    """Turn of the shoulder line against the hip line, seen from the side; positive = chest turns to the left.

    From the separation of the two shoulders across the trunk's axis less that of the hips. Monotonic, but it
    underestimates the true angle, and it can not see a pelvis that turns.
    """
    axis = _across_trunk(body)
    shoulders = _separation(body.points[L.LEFT_SHOULDER], body.points[L.RIGHT_SHOULDER], axis)
    hips = _separation(body.points[L.LEFT_HIP], body.points[L.RIGHT_HIP], axis)
    sine = (shoulders - hips) / (SHOULDER_WIDTH * body.trunk_px)
    return math.degrees(math.asin(max(-1.0, min(1.0, sine)))) if sine == sine else math.nan


@feature("trunk lengths", 0.06, _RENDERED, (L.LEFT_HIP, L.LEFT_KNEE))
def knee_offset(body: Body) -> float:
    """How far the knee is ahead (toward the head) of the hip along the floor."""
    return _ahead(body, body.side(L.LEFT_KNEE), body.side(L.LEFT_HIP))


@feature("trunk lengths", 0.06, _RENDERED, (L.LEFT_SHOULDER, L.LEFT_WRIST))
def hand_offset(body: Body) -> float:
    """How far the wrist is ahead (toward the head) of the shoulder along the floor."""
    return _ahead(body, body.side(L.LEFT_WRIST), body.side(L.LEFT_SHOULDER))


@feature("trunk lengths", 0.1, _RENDERED, (L.LEFT_WRIST, L.LEFT_HIP))
def hand_hip_distance(body: Body) -> float:
    """Distance of the wrist from the hip."""
    return distance_px(body.side(L.LEFT_WRIST), body.side(L.LEFT_HIP)) / body.trunk_px


def _ahead(body: Body, point: Point, base: Point) -> float:
    forward = math.copysign(1.0, body.side(L.LEFT_SHOULDER)[0] - body.side(L.LEFT_HIP)[0])
    return (point[0] - base[0]) * forward / body.trunk_px


def _across_trunk(body: Body) -> Point:
    """Return the direction across the trunk's axis, toward the belly, of length 1 in the image."""
    shoulder, hip = body.centre(L.LEFT_SHOULDER), body.centre(L.LEFT_HIP)
    dx, dy = hip[0] - shoulder[0], hip[1] - shoulder[1]
    length = math.hypot(dx, dy)
    if not length > 0.0:
        return (math.nan, math.nan)
    belly = belly_side(body) / length
    return (-dy * belly, dx * belly)


def _separation(left: Point, right: Point, axis: Point) -> float:
    return (right[0] - left[0]) * axis[0] + (right[1] - left[1]) * axis[1]
