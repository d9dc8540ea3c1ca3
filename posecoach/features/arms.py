"""Arms of a standing person, in the image plane; each arm by its own side, so that both circle alike."""

from __future__ import annotations

import math
from typing import Final

from posecoach.features.body import Body, arm_direction_deg
from posecoach.features.geometry import circular_difference_deg, distance_px, flexion_deg
from posecoach.features.registry import feature
from posecoach.pose.landmarks import Landmark as L

_RENDERED = "rendered bodies with exact truth, camera within 20 degrees of the front"

RAISED_DEG: Final = 60.0
"""An arm that is raised less may rest: one that hangs is at 0 to 20, one with its hand on a hip or a rail at 10 to 45.
Of a large circle that leaves the upper two thirds."""

AT_CAMERA: Final = 0.15
"""An upper arm that looks shorter [trunk lengths] points at the camera: by the 0.06 by which its ends are off, its
direction is off by 24 degrees and more. Rendered people's upper arms mostly look 0.36 to 0.51 long."""


@feature("deg", 12.0, _RENDERED, (L.LEFT_SHOULDER, L.LEFT_WRIST), sides="left", label="raise of the left arm")
def left_arm_elevation_deg(body: Body) -> float:
    """How far the left arm is raised; 0 = hanging, 180 = straight up."""
    return abs(arm_direction_deg(body.points, L.LEFT_SHOULDER, L.LEFT_WRIST))


@feature(
    "deg", 12.0, _RENDERED, (L.LEFT_SHOULDER, L.LEFT_WRIST), sides="right", label="raise of the right arm"
)
def right_arm_elevation_deg(body: Body) -> float:
    """How far the right arm is raised; 0 = hanging, 180 = straight up."""
    return abs(arm_direction_deg(body.points, L.RIGHT_SHOULDER, L.RIGHT_WRIST))


@feature("deg", 12.0, _RENDERED, (L.LEFT_SHOULDER, L.LEFT_WRIST), sides="both", label="raise of the arms")
def arms_elevation_deg(body: Body) -> float:
    """How far the arms are raised, the mean of both; 0 = hanging, 180 = straight up."""
    return (left_arm_elevation_deg(body) + right_arm_elevation_deg(body)) / 2.0


@feature("deg", 12.0, _RENDERED, (L.LEFT_SHOULDER, L.LEFT_WRIST), sides="both", label="lead of one arm")
def arms_difference_deg(body: Body) -> float:
    """How far one arm is ahead of the other on its way round.

    Arms that circle at the sides mirror each other in the image, arms that circle forward and seen at an angle run
    parallel: the smaller of the two differences counts.
    """
    left = arm_direction_deg(body.points, L.LEFT_SHOULDER, L.LEFT_WRIST)
    right = arm_direction_deg(body.points, L.RIGHT_SHOULDER, L.RIGHT_WRIST)
    if not (left == left and right == right):  # NaN is not equal to itself
        return math.nan
    return min(abs(circular_difference_deg(left, right)), abs(circular_difference_deg(left, -right)))


@feature(
    "",
    0.15,
    _RENDERED,
    (L.LEFT_SHOULDER, L.LEFT_ELBOW, L.LEFT_WRIST),
    sides="both",
    label="hands ahead of the shoulders",
)
def hands_ahead(body: Body) -> float:
    """How far the hands are in front of the chest [arm lengths], the mean of both; 0 = aside, above or hanging.

    In world landmarks. One arm's error in depth is mostly the chest's, which is the other way round for the other arm.
    """
    dorsal, ways = body.dorsal, []
    for shoulder, elbow, wrist in (
        (L.LEFT_SHOULDER, L.LEFT_ELBOW, L.LEFT_WRIST),
        (L.RIGHT_SHOULDER, L.RIGHT_ELBOW, L.RIGHT_WRIST),
    ):
        a, b, c = body.world[shoulder], body.world[elbow], body.world[wrist]
        arm_m = math.dist(a, b) + math.dist(b, c)
        ahead_m = sum((a[i] - c[i]) * dorsal[i] for i in range(3))
        ways.append(ahead_m / arm_m if arm_m else math.nan)
    return (ways[0] + ways[1]) / 2.0 if body.seen else math.nan


@feature("deg", 12.0, _RENDERED, (L.LEFT_SHOULDER, L.LEFT_WRIST), label="turn of the arm")
def arm_turn_deg(body: Body) -> float:
    """Way of the near arm round its shoulder, whole turns included; positive = up at its own side."""
    now_deg = arm_direction_deg(body.points, L(L.LEFT_SHOULDER + body.near), L(L.LEFT_WRIST + body.near))
    return body.arm_turn_deg if now_deg == now_deg else math.nan  # NaN is not equal to itself


@feature(
    "deg",
    10.7,
    _RENDERED,
    (L.LEFT_SHOULDER, L.LEFT_ELBOW, L.LEFT_WRIST),
    sides="both",
    label="bend of the elbows",
)
def elbows_flexion_deg(body: Body) -> float:
    """How far the more bent elbow of the two is bent; 0 = straight."""
    return _elbows_deg(body)[1]


@feature(
    "deg",
    10.7,
    _RENDERED,
    (L.LEFT_SHOULDER, L.LEFT_ELBOW, L.LEFT_WRIST),
    sides="both",
    label="bend of the straighter elbow",
)
def straighter_elbow_flexion_deg(body: Body) -> float:
    """How far the less bent elbow of the two is bent; 0 = straight. Folded arms bend both."""
    return _elbows_deg(body)[0]


@feature(
    "deg",
    10.7,
    _RENDERED,
    (L.LEFT_SHOULDER, L.LEFT_ELBOW, L.LEFT_WRIST),
    sides="both",
    label="bend of the raised elbows",
)
def raised_elbows_flexion_deg(body: Body) -> float:
    """How far the elbow of a raised arm is bent, of two the more bent one; 0 = straight.

    An arm that rests hangs, or lies on a hip or a rail, and is bent as it likes; with no arm raised it is 0.
    """
    bends_deg = _both_elbows_deg(body)
    raises_deg = left_arm_elevation_deg(body), right_arm_elevation_deg(body)
    if not math.isfinite(sum(bends_deg) + sum(raises_deg)):
        return math.nan
    raised = [bend for bend, raised in zip(bends_deg, raises_deg, strict=True) if raised >= RAISED_DEG]
    return max(raised, default=0.0)


def _both_elbows_deg(body: Body) -> tuple[float, float]:
    """Return how far the left and the right elbow are bent [deg]; NaN = not seen."""
    points = body.points
    return (
        flexion_deg(points[L.LEFT_SHOULDER], points[L.LEFT_ELBOW], points[L.LEFT_WRIST]),
        flexion_deg(points[L.RIGHT_SHOULDER], points[L.RIGHT_ELBOW], points[L.RIGHT_WRIST]),
    )


def _elbows_deg(body: Body) -> tuple[float, float]:
    """Return how far the straighter and the more bent elbow are bent [deg]; both NaN if one is not seen."""
    left, right = _both_elbows_deg(body)
    return (min(left, right), max(left, right)) if left == left and right == right else (math.nan, math.nan)


@feature(
    "deg",
    8.0,
    "rendered bodies, camera within 30 degrees of the side",
    (L.LEFT_SHOULDER, L.LEFT_ELBOW),
    label="rise of the upper arm",
)
def upper_arm_lift_deg(body: Body) -> float:
    """How steeply the near upper arm rises from the level, of a person lying on the back; 90 = straight up.

    With the hands behind the head, an elbow drawn in points up where a wide one points along the floor. One that points
    at the camera has no direction in the picture.
    """
    shoulder, elbow = body.side(L.LEFT_SHOULDER), body.side(L.LEFT_ELBOW)
    if distance_px(shoulder, elbow) < AT_CAMERA * body.trunk_px:
        return math.nan
    return math.degrees(math.atan2(shoulder[1] - elbow[1], abs(elbow[0] - shoulder[0])))


@feature(
    "trunk lengths", 0.06, _RENDERED, (L.LEFT_SHOULDER, L.LEFT_ELBOW), label="elbow ahead of the shoulder"
)
def elbow_ahead(body: Body) -> float:
    """How far the near elbow is ahead (toward the head) of the near shoulder along the floor."""
    shoulder, hip, elbow = body.side(L.LEFT_SHOULDER), body.side(L.LEFT_HIP), body.side(L.LEFT_ELBOW)
    return (
        math.copysign(elbow[0] - shoulder[0], (elbow[0] - shoulder[0]) * (shoulder[0] - hip[0]))
        / body.trunk_px
    )


@feature("trunk lengths", 0.1, _RENDERED, (L.LEFT_WRIST, L.LEFT_EAR), label="hand to ear")
def hand_ear_distance(body: Body) -> float:
    """Distance of the near wrist from the near ear."""
    return distance_px(body.side(L.LEFT_WRIST), body.side(L.LEFT_EAR)) / body.trunk_px
