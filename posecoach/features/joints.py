"""Angles of limbs and trunk in the image plane, near side.

From the side, angles in the image are better than angles of world landmarks (knee 3.2 against 7.7 degrees mean
absolute error on rendered bodies with exact truth, camera within 30 degrees of the side).
"""

from __future__ import annotations

import math
from typing import Final

from posecoach.features.body import Body
from posecoach.features.geometry import Point, circular_difference_deg, flexion_deg, turn_deg
from posecoach.features.registry import feature
from posecoach.pose.landmarks import Landmark as L

_RENDERED = "rendered bodies with exact truth, camera within 30 degrees of the side"


HIP_DEPTH: Final = 0.04
"""How far behind MediaPipe's hip, away from the belly, the joint lies, in trunk lengths (2 cm). Chosen on the tuned
half of the sample videos, where it takes the error of the hip's angle from 7.3 to 4.9 degrees; on 46 other clips of six
bodies it takes it from 6.6 to 4.8, and lowers it in each of the six exercises seen from the side."""


SIDEWAYS: Final = 0.75
"""The back of somebody who is seen from the side points across the frame by at least this share: within 41 degrees."""


@feature("deg", 3.2, _RENDERED, (L.LEFT_HIP, L.LEFT_KNEE, L.LEFT_ANKLE), label="bend of the knee")
def knee_flexion_deg(body: Body) -> float:
    """How far the knee is bent; 0 = straight."""
    return flexion_deg(body.side(L.LEFT_HIP), body.side(L.LEFT_KNEE), body.side(L.LEFT_ANKLE))


@feature("deg", 5.0, _RENDERED, (L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_KNEE), label="bend of the hip")
def hip_flexion_deg(body: Body) -> float:
    """How far the hip is bent between trunk and thigh; 0 = straight."""
    return flexion_deg(body.side(L.LEFT_SHOULDER), _hip_joint(body), body.side(L.LEFT_KNEE))


@feature("deg", 10.7, _RENDERED, (L.LEFT_SHOULDER, L.LEFT_ELBOW, L.LEFT_WRIST), label="bend of the elbow")
def elbow_flexion_deg(body: Body) -> float:
    """How far the elbow is bent; 0 = straight."""
    return flexion_deg(body.side(L.LEFT_SHOULDER), body.side(L.LEFT_ELBOW), body.side(L.LEFT_WRIST))


@feature("deg", 5.0, _RENDERED, (L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_KNEE), label="angle of trunk and thigh")
def shoulder_hip_knee_deg(body: Body) -> float:
    """Angle between trunk and thigh on the belly's side; 180 = one straight line, more = arched backward."""
    shoulder, hip, knee = body.side(L.LEFT_SHOULDER), _hip_joint(body), body.side(L.LEFT_KNEE)
    return 180.0 - turn_deg(shoulder, hip, knee) * belly_side(body)


@feature("deg", 4.0, _RENDERED, (L.LEFT_SHOULDER, L.LEFT_HIP), label="lean of the trunk")
def trunk_inclination_deg(body: Body) -> float:
    """Angle of the line hip to shoulder against the vertical; 0 = upright, 90 = level, more = head down."""
    shoulder, hip = body.side(L.LEFT_SHOULDER), body.side(L.LEFT_HIP)
    return math.degrees(math.atan2(abs(shoulder[0] - hip[0]), hip[1] - shoulder[1]))


@feature("deg", 4.0, _RENDERED, (L.LEFT_SHOULDER, L.LEFT_HIP), label="rise of the chest")
def trunk_rise_deg(body: Body) -> float:
    """How far the line hip to shoulder of a person who lies rises toward the head; 0 = level, 90 = upright."""
    return 90.0 - trunk_inclination_deg(body)


@feature("deg", 4.0, _RENDERED, (L.LEFT_SHOULDER, L.LEFT_HIP), label="lean backward")
def backward_lean_deg(body: Body) -> float:
    """How far an upright trunk leans backward, seen from the side; 0 = upright, negative = forward.

    NaN from the front and from behind, where a lean to the side looks the same.
    """
    shoulder, hip, back = body.side(L.LEFT_SHOULDER), body.side(L.LEFT_HIP), body.dorsal[0]
    if not abs(back) > SIDEWAYS:  # also for NaN: not seen
        return math.nan
    return math.degrees(math.atan2((shoulder[0] - hip[0]) * math.copysign(1.0, back), hip[1] - shoulder[1]))


@feature("deg", 12.0, _RENDERED, (L.LEFT_EAR, L.NOSE), label="tilt of the head")
def head_pitch_deg(body: Body) -> float:
    """Where the face points against the trunk's axis: 0 = headward, -90 = at right angles to the belly's side."""
    ear, nose = body.side(L.LEFT_EAR), body.points[L.NOSE]
    shoulder, hip = body.side(L.LEFT_SHOULDER), body.side(L.LEFT_HIP)
    trunk_deg = math.degrees(math.atan2(shoulder[1] - hip[1], shoulder[0] - hip[0]))
    face_deg = math.degrees(math.atan2(nose[1] - ear[1], nose[0] - ear[0]))
    # Brought into -270..90: a chin on the chest reads about -140, a face thrown back about 0.
    pitch = circular_difference_deg(face_deg, trunk_deg) * belly_side(body)
    return pitch - 360.0 if pitch > 90.0 else pitch


@feature("deg", 6.0, _RENDERED, (L.LEFT_HEEL, L.LEFT_FOOT_INDEX), label="slope of the foot")
def foot_inclination_deg(body: Body) -> float:
    """Angle of the line heel to toes against the level; positive = toes higher than the heel."""
    heel, toes = body.side(L.LEFT_HEEL), body.side(L.LEFT_FOOT_INDEX)
    return math.degrees(math.atan2(heel[1] - toes[1], abs(toes[0] - heel[0])))


@feature("deg", 5.0, _RENDERED, (L.LEFT_HEEL, L.LEFT_FOOT_INDEX), label="slope of the sole")
def sole_slope_deg(body: Body) -> float:
    """Angle of the line heel to toes against the line shoulder to toes; positive = toes higher than the heel.

    Of a person lying on the back: shoulder and feet rest on the floor, whichever way the camera is tilted.
    """
    heel, toes, shoulder = body.side(L.LEFT_HEEL), body.side(L.LEFT_FOOT_INDEX), body.side(L.LEFT_SHOULDER)
    feet_on_the_right = math.copysign(1.0, toes[0] - shoulder[0])
    return (
        -circular_difference_deg(_direction_deg(heel, toes), _direction_deg(shoulder, toes))
        * feet_on_the_right
    )


def _hip_joint(body: Body) -> Point:
    """Return where the near hip's joint is, behind the point that MediaPipe marks [px]."""
    shoulder, hip = body.side(L.LEFT_SHOULDER), body.side(L.LEFT_HIP)
    back = HIP_DEPTH * belly_side(body)
    return hip[0] + back * (hip[1] - shoulder[1]), hip[1] - back * (hip[0] - shoulder[0])


def belly_side(body: Body) -> float:
    """Return 1 if a turn of shoulder-hip-x toward the belly is clockwise in the image, -1 if not."""
    shoulder, hip = body.side(L.LEFT_SHOULDER), body.side(L.LEFT_HIP)
    dx, dy = hip[0] - shoulder[0], hip[1] - shoulder[1]
    cross = dy * body.dorsal[0] - dx * body.dorsal[1]
    return math.copysign(1.0, cross) if cross == cross else math.nan  # NaN is not equal to itself


def _direction_deg(start: Point, end: Point) -> float:
    return math.degrees(math.atan2(end[1] - start[1], end[0] - start[0]))
