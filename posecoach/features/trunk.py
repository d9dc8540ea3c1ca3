"""Where the trunk is and how it is turned; lengths in trunk lengths (near shoulder to near hip in the image)."""

from __future__ import annotations

import math
from typing import Final

from posecoach.features.body import Body
from posecoach.features.geometry import Point, distance_px, height_over_line
from posecoach.features.registry import feature
from posecoach.pose.landmarks import Landmark as L

NEUTRAL_ROLL: Final = 0.28
"""What near over far shoulder and ear over near shoulder add up to at rest, in trunk lengths: 0.25 to 0.35 over four
rendered bodies and two recorded people lying level."""

TURN_LENGTH: Final = 0.39
"""Trunk lengths by which that sum changes in a turn of one radian, where both shoulders are well seen."""

SHOULDER_WIDTH: Final = 0.7
"""Distance of MediaPipe's shoulders in trunk lengths: 0.57 to 0.80 over 3,000 frames of seven recorded people."""

_RENDERED = "rendered bodies with exact truth, camera within 30 degrees of the side"


@feature("trunk lengths", 0.03, _RENDERED, (L.LEFT_HIP,), label="height of the hips")
def hip_height(body: Body) -> float:
    """Height of the hip over the line from the shoulder to the ankle."""
    height = height_over_line(body.side(L.LEFT_HIP), body.side(L.LEFT_SHOULDER), body.side(L.LEFT_ANKLE))
    return height / body.trunk_px


@feature("deg", 12.0, _RENDERED, (L.LEFT_SHOULDER,), label="turn of the upper body")
def trunk_rotation_deg(body: Body) -> float:
    """Turn of the chest of a person lying on the back, seen from the side; positive = to the person's left.

    The height of the right over the left shoulder and of the near shoulder over the ear, against the vertical of the
    image, so that lifting the hips does not change it. It follows the true turn (r 0.95 to 0.99 on rendered lifts of
    26 degrees, both sides), but its scale varies from 0.3 to 1.3, and its zero by 10 degrees: compare it with the
    person's own neutral. A turn of the pelvis can not be seen.
    """
    left, right = body.points[L.LEFT_SHOULDER], body.points[L.RIGHT_SHOULDER]
    to_left = 1.0 if body.near else -1.0  # a near right shoulder rises as the chest turns to the left
    over_ear = body.side(L.LEFT_EAR)[1] - body.side(L.LEFT_SHOULDER)[1]
    roll = (left[1] - right[1] + to_left * over_ear) / body.trunk_px
    return math.degrees((roll + to_left * NEUTRAL_ROLL) / TURN_LENGTH)


@feature("trunk lengths", 0.02, _RENDERED, (L.LEFT_SHOULDER,), label="tilt of the shoulders")
def shoulder_tilt(body: Body) -> float:
    """Height of the right over the left shoulder of a person lying on the back; it grows with a turn to the left.

    Half of what `trunk_rotation_deg` goes by, and all that is left of it where the near shoulder already lies on the
    floor and the head rolls along: there the other half may take away what this one shows.
    """
    return (body.points[L.LEFT_SHOULDER][1] - body.points[L.RIGHT_SHOULDER][1]) / body.trunk_px


@feature("deg", 12.0, _RENDERED, (L.LEFT_SHOULDER,), label="turn toward the camera")
def turn_to_camera_deg(body: Body) -> float:
    """Turn of the chest of a person lying on the back, seen from the side; positive = toward the camera."""
    return trunk_rotation_deg(body) * (-1.0 if body.near else 1.0)


@feature("trunk lengths", 0.02, _RENDERED, (L.LEFT_ANKLE, L.LEFT_HEEL), label="height of the ankle")
def ankle_height(body: Body) -> float:
    """Height of the ankle over the line from the shoulder to the toes; a heel that leaves the floor raises it.

    Better than the slope of the sole, whose heel and toe landmarks follow a lifted heel by half at most: heels 32
    degrees up raise the ankle by 0.04 to 0.10, feet that stay flat under moving hips by 0.03 at most.
    """
    shoulder, toes = body.side(L.LEFT_SHOULDER), body.side(L.LEFT_FOOT_INDEX)
    return height_over_line(body.side(L.LEFT_ANKLE), shoulder, toes) / body.trunk_px


@feature("trunk lengths", 0.05, _RENDERED, (L.LEFT_SHOULDER, L.LEFT_FOOT_INDEX), label="shoulder to toes")
def toe_shoulder_distance(body: Body) -> float:
    """Distance of the shoulder from the planted toes along the floor; it grows as the trunk moves headward."""
    return _ahead(body, body.side(L.LEFT_SHOULDER), body.side(L.LEFT_FOOT_INDEX))


@feature("trunk lengths", 0.06, _RENDERED, (L.LEFT_HIP, L.LEFT_KNEE), label="knee ahead of the hip")
def knee_offset(body: Body) -> float:
    """How far the knee is ahead (toward the head) of the hip along the floor."""
    return _ahead(body, body.side(L.LEFT_KNEE), body.side(L.LEFT_HIP))


@feature(
    "trunk lengths", 0.06, _RENDERED, (L.LEFT_SHOULDER, L.LEFT_WRIST), label="hand ahead of the shoulder"
)
def hand_offset(body: Body) -> float:
    """How far the wrist is ahead (toward the head) of the shoulder along the floor."""
    return _ahead(body, body.side(L.LEFT_WRIST), body.side(L.LEFT_SHOULDER))


@feature("trunk lengths", 0.1, _RENDERED, (L.LEFT_WRIST, L.LEFT_HIP), label="hand to hip")
def hand_hip_distance(body: Body) -> float:
    """Distance of the wrist from the hip."""
    return distance_px(body.side(L.LEFT_WRIST), body.side(L.LEFT_HIP)) / body.trunk_px


def _ahead(body: Body, point: Point, base: Point) -> float:
    forward = math.copysign(1.0, body.side(L.LEFT_SHOULDER)[0] - body.side(L.LEFT_HIP)[0])
    return (point[0] - base[0]) * forward / body.trunk_px
