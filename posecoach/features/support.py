"""What carries the body and whether it stays where it is: hands, knees and feet on the floor, the trunk on its way.

Lengths are in steady trunk lengths (`Body.scale_px`), so that a trunk that rounds or turns does not seem to move
what lies still. A place in the frame means nothing by itself: only how far it moves, with a camera that stands still.
"""

from __future__ import annotations

import math

from posecoach.features.body import Body
from posecoach.features.geometry import distance_px, flexion_deg
from posecoach.features.registry import feature
from posecoach.pose.landmarks import Landmark as L

_NEAR = "planted joints of recorded and rendered people, near side, while the rest of the body moves"
_FAR = "planted joints of recorded and rendered people, far side, while the rest of the body moves"

_LYING_STILL = "spread within 3 s in three recordings of people who lie still on the back, seen from the side"


@feature("trunk lengths", 0.05, _NEAR, (L.LEFT_SHOULDER,), label="place of the shoulder")
def shoulder_place(body: Body) -> float:
    """Where the near shoulder is across the frame; only its range means something."""
    return _across(body, L.LEFT_SHOULDER + body.near)


@feature("trunk lengths", 0.05, _NEAR, (L.LEFT_HIP,), label="place of the hip")
def hip_place(body: Body) -> float:
    """Where the near hip is across the frame; only its range means something."""
    return _across(body, L.LEFT_HIP + body.near)


@feature("trunk lengths", 0.05, _NEAR, (L.LEFT_SHOULDER, L.LEFT_HIP), label="place of the trunk")
def trunk_place(body: Body) -> float:
    """Where the trunk of a lying person is along the floor, more toward the head; only its range means something."""
    headward = math.copysign(1.0, body.side(L.LEFT_SHOULDER)[0] - body.side(L.LEFT_HIP)[0])
    return headward * (shoulder_place(body) + hip_place(body)) / 2.0


@feature("trunk lengths", 0.05, _NEAR, (L.LEFT_HIP,), label="sway of the hips")
def hips_sway(body: Body) -> float:
    """Where the middle of the hips is across the frame; only its range means something."""
    return (body.centre(L.LEFT_HIP)[0] - body.size_wh[0] / 2.0) / body.scale_px


@feature("trunk lengths", 0.05, _NEAR, (L.LEFT_ANKLE,), label="place of the foot")
def foot_place(body: Body) -> float:
    """Where the near ankle is across the frame; only its range means something."""
    return _across(body, L.LEFT_ANKLE + body.near)


@feature("trunk lengths", 0.1, _FAR, (L.LEFT_ANKLE,), label="height of the higher foot")
def higher_foot(body: Body) -> float:
    """How high the higher ankle is in the frame; only its range means something."""
    middle_y = body.size_wh[1] / 2.0
    left, right = body.points[L.LEFT_ANKLE][1], body.points[L.RIGHT_ANKLE][1]
    return _larger((middle_y - left) / body.scale_px, (middle_y - right) / body.scale_px)


@feature("deg", 10.0, _FAR, (L.LEFT_HIP, L.LEFT_KNEE, L.LEFT_ANKLE), label="bend of the straighter knee")
def straighter_knee_deg(body: Body) -> float:
    """How far the less bent knee of the two is bent; 0 = straight."""
    points = body.points
    left = flexion_deg(points[L.LEFT_HIP], points[L.LEFT_KNEE], points[L.LEFT_ANKLE])
    right = flexion_deg(points[L.RIGHT_HIP], points[L.RIGHT_KNEE], points[L.RIGHT_ANKLE])
    return -_larger(-left, -right)


@feature("trunk lengths", 0.05, _NEAR, (L.LEFT_WRIST, L.LEFT_KNEE), label="hand to knee")
def hand_knee_distance(body: Body) -> float:
    """Distance of the near wrist from the near knee: both rest on the floor on hands and knees."""
    return distance_px(body.side(L.LEFT_WRIST), body.side(L.LEFT_KNEE)) / body.scale_px


@feature("trunk lengths", 0.1, _FAR, (L.LEFT_WRIST, L.LEFT_KNEE), label="far hand to near knee")
def far_hand_distance(body: Body) -> float:
    """Distance of the far wrist from the near knee."""
    return distance_px(body.points[L.LEFT_WRIST + body.far], body.side(L.LEFT_KNEE)) / body.scale_px


@feature("trunk lengths", 0.1, _FAR, (L.LEFT_WRIST, L.LEFT_KNEE), label="far knee to near hand")
def far_knee_distance(body: Body) -> float:
    """Distance of the far knee from the near wrist."""
    return distance_px(body.points[L.LEFT_KNEE + body.far], body.side(L.LEFT_WRIST)) / body.scale_px


@feature("trunk lengths", 0.05, _NEAR, (L.LEFT_ANKLE,), label="distance of the feet")
def feet_apart(body: Body) -> float:
    """Distance of the ankles from each other."""
    return distance_px(body.points[L.LEFT_ANKLE], body.points[L.RIGHT_ANKLE]) / body.scale_px


@feature("trunk lengths", 0.05, _NEAR, (L.LEFT_HIP, L.LEFT_KNEE), label="hip above the knee")
def hip_over_knee(body: Body) -> float:
    """Height of the near hip over the near knee: a thigh's length standing, little sitting."""
    return (body.side(L.LEFT_KNEE)[1] - body.side(L.LEFT_HIP)[1]) / body.scale_px


@feature("trunk lengths", 0.03, _LYING_STILL, (L.LEFT_EAR, L.LEFT_HIP), label="height of the head")
def head_height(body: Body) -> float:
    """Height of the near ear over the near hip of a person who lies on the back; a head that curls up raises it."""
    return (body.side(L.LEFT_HIP)[1] - body.side(L.LEFT_EAR)[1]) / body.scale_px


@feature("trunk lengths", 0.06, _NEAR, (L.LEFT_WRIST, L.LEFT_KNEE), label="hand below the knee")
def hand_below_knee(body: Body) -> float:
    """How far the near wrist is below the near knee."""
    return (body.side(L.LEFT_WRIST)[1] - body.side(L.LEFT_KNEE)[1]) / body.scale_px


@feature("trunk lengths", 0.1, _FAR, (L.LEFT_WRIST,), label="one hand above the other")
def hands_height_difference(body: Body) -> float:
    """How much higher one wrist is than the other."""
    return abs(body.points[L.LEFT_WRIST][1] - body.points[L.RIGHT_WRIST][1]) / body.scale_px


def _across(body: Body, landmark: int) -> float:
    return (body.points[landmark][0] - body.size_wh[0] / 2.0) / body.scale_px


def _larger(a: float, b: float) -> float:
    """Return the larger of two values, or the one that was seen."""
    if a != a:  # NaN is not equal to itself
        return b
    return a if math.isnan(b) or a > b else b
