"""One limb against its counterpart: which arm reaches, which leg is stretched, and whether they are opposite ones.

Of a person on hands and knees or on the back, seen from the side. Both limbs of a pair are needed: where the far one is
hidden behind the trunk there is no answer.
"""

from __future__ import annotations

import math
from typing import Final

from posecoach.features.body import Body
from posecoach.features.geometry import distance_px, flexion_deg, height_over_line
from posecoach.features.registry import feature
from posecoach.pose.landmarks import Landmark as L

_FAR = (
    "planted limbs of recorded and rendered people on hands and knees, camera within 30 degrees of the side"
)

ARM_CLEAR: Final = 0.3
"""An arm that is ahead of the other by less [trunk lengths] is not stretched out: five recorded people reach 0.5 to
1.0, hands on the floor lie within 0.15 of each other."""

ARM_ASTRAY: Final = 0.35
"""Trunk lengths. A straight arm that swings from beside the other one has gone its own length forward before it is so
much higher or lower: a wrist that has not is hidden, and guessed."""

LEG_CLEAR: Final = 0.4
"""Right angles by which the knee of a leg that is stretched is straighter than the other: 36 degrees; knees on the
floor are alike within 7 in four recorded people in a cat-cow, within 16 in 20 of 23 rendered ones, within 39 askew."""


@feature("trunk lengths", 0.12, _FAR, (L.LEFT_SHOULDER, L.LEFT_WRIST), sides="both")
def arm_lead(body: Body) -> float:
    """How much further the left wrist is ahead (toward the head) of its shoulder than the right; positive = left."""
    forward = math.copysign(1.0, body.side(L.LEFT_SHOULDER)[0] - body.side(L.LEFT_HIP)[0])
    points = body.points
    left = points[L.LEFT_WRIST][0] - points[L.LEFT_SHOULDER][0]
    right = points[L.RIGHT_WRIST][0] - points[L.RIGHT_SHOULDER][0]
    return (left - right) * forward / body.scale_px


@feature("deg", 10.0, _FAR, (L.LEFT_HIP, L.LEFT_KNEE, L.LEFT_ANKLE), sides="both")
def leg_lead_deg(body: Body) -> float:
    """How much straighter the left knee is than the right; positive = the left leg is stretched."""
    points = body.points
    left = flexion_deg(points[L.LEFT_HIP], points[L.LEFT_KNEE], points[L.LEFT_ANKLE])
    right = flexion_deg(points[L.RIGHT_HIP], points[L.RIGHT_KNEE], points[L.RIGHT_ANKLE])
    return right - left


@feature("deg", 6.0, _FAR, (L.LEFT_HIP, L.LEFT_ANKLE), sides="both")
def leg_level_deg(body: Body) -> float:
    """Angle of the line hip to ankle of the straighter leg against the level; positive = the foot is higher."""
    lead = leg_lead_deg(body)
    if lead != lead:  # NaN is not equal to itself
        return math.nan
    side = 0 if lead > 0.0 else 1
    hip, ankle = body.points[L.LEFT_HIP + side], body.points[L.LEFT_ANKLE + side]
    return math.degrees(math.atan2(hip[1] - ankle[1], abs(ankle[0] - hip[0])))


@feature("", 0.12, _FAR, (L.LEFT_WRIST, L.LEFT_ANKLE), sides="both")
def opposite_reach(body: Body) -> float:
    """How far an arm and the opposite leg are stretched out together; 1 = fully, 0 = one of them, negative = one side.

    The lead of an arm in trunk lengths times the lead of the other leg in right angles. Not known of an arm that is
    neither like the other nor stretched: a far one hidden by the head is guessed there.
    """
    lead = arm_lead(body)
    if abs(lead) < ARM_CLEAR and abs(_arms_apart(body)) > ARM_ASTRAY:
        return math.nan
    return -lead * leg_lead_deg(body) / 90.0


def _arms_apart(body: Body) -> float:
    """Return how much higher the left wrist is over its shoulder than the right one [trunk lengths]."""
    points = body.points
    left = points[L.LEFT_SHOULDER][1] - points[L.LEFT_WRIST][1]
    right = points[L.RIGHT_SHOULDER][1] - points[L.RIGHT_WRIST][1]
    return (left - right) / body.scale_px


@feature("", 0.12, _FAR, (L.LEFT_WRIST, L.LEFT_ANKLE), sides="both")
def reaching_side(body: Body) -> float:
    """Which arm is stretched forward, in trunk lengths; positive = left. Of an arm that is hidden the leg tells.

    0 where they contradict each other: a hand beyond the edge of the frame is guessed anywhere.
    """
    arm, leg = arm_lead(body), -leg_lead_deg(body) / 90.0
    if not abs(arm) > ARM_CLEAR:
        return leg
    return 0.0 if arm * leg < 0.0 and abs(leg) > LEG_CLEAR else arm


@feature("trunk lengths", 0.1, _FAR, (L.LEFT_KNEE,), sides="both", label="knee of a leg that is cut off")
def cut_leg_rise(body: Body) -> float:
    """How far the higher knee is above the other one, of a leg whose foot is not seen; 0 = its foot is seen.

    Of somebody on hands and knees who stretches a leg back beyond the frame the knee is seen, and tells that it rises.
    """
    left, right = body.guessed[L.LEFT_KNEE][1], body.guessed[L.RIGHT_KNEE][1]
    side = 0 if left < right else 1
    foot_seen = body.points[L.LEFT_ANKLE + side][0] == body.points[L.LEFT_ANKLE + side][0]
    return 0.0 if foot_seen else abs(left - right) / body.scale_px


@feature(
    "deg",
    12.0,
    _FAR,
    (L.LEFT_SHOULDER, L.LEFT_ELBOW, L.LEFT_HIP, L.LEFT_KNEE),
    sides="both",
    label="reach by elbow and knee",
)
def cut_reach_deg(body: Body) -> float:
    """How much further one upper arm swings forward and the opposite thigh back, both of them, than the other two.

    Of somebody who stretches an arm and a leg beyond the frame, elbows and knees are still seen. 0 = hand and foot are.
    """
    swings_deg = [_arm_and_leg_deg(body, side) for side in (0, 1)]
    side = 0 if swings_deg[0] > swings_deg[1] else 1
    hand, foot = body.points[L.LEFT_WRIST + side], body.points[L.RIGHT_ANKLE - side]
    both_seen = hand[0] == hand[0] and foot[0] == foot[0]  # NaN is not equal to itself
    return 0.0 if both_seen else abs(swings_deg[0] - swings_deg[1])


def _arm_and_leg_deg(body: Body, side: int) -> float:
    """Return how far an arm and the opposite leg have swung from hanging, the less of both [deg]; NaN if either is."""
    arm_deg = _swing_deg(body, L.LEFT_SHOULDER + side, L.LEFT_ELBOW + side, 1.0)
    leg_deg = _swing_deg(body, L.RIGHT_HIP - side, L.RIGHT_KNEE - side, -1.0)
    return min(arm_deg, leg_deg) if arm_deg + leg_deg == arm_deg + leg_deg else math.nan


def _swing_deg(body: Body, upper: int, lower: int, way: float) -> float:
    """Return how far a limb has swung from hanging [deg]; way: 1 = toward the head counts, -1 = away from it."""
    forward = way * math.copysign(1.0, body.side(L.LEFT_SHOULDER)[0] - body.side(L.LEFT_HIP)[0])
    (x, y), (lower_x, lower_y) = body.points[upper], body.points[lower]
    return math.degrees(math.atan2((lower_x - x) * forward, lower_y - y))


_LYING = "six recorded people on the back, camera within 30 degrees of the side"


@feature("deg", 8.0, _LYING, (L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_KNEE), sides="both")
def tighter_hip_deg(body: Body) -> float:
    """How far the more bent hip of the two is bent between trunk and thigh; 0 = straight."""
    left, right = _hip_deg(body, 0), _hip_deg(body, 1)
    if left != left or right != right:  # NaN is not equal to itself
        return right if left != left else left
    return max(left, right)


@feature("deg", 10.0, _LYING, (L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_KNEE), sides="both")
def hip_lead_deg(body: Body) -> float:
    """How much further the left hip is bent than the right; positive = the left knee is drawn up."""
    return _hip_deg(body, 0) - _hip_deg(body, 1)


@feature("deg", 10.0, _LYING, (L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_KNEE), sides="both")
def hips_difference_deg(body: Body) -> float:
    """How much further one hip is bent than the other, whichever it is."""
    return abs(hip_lead_deg(body))


@feature("deg", 10.0, _LYING, (L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_KNEE), sides="both")
def still_hip_deg(body: Body) -> float:
    """How far the hip of the leg with the more bent knee is bent: of the one that stays while the other stretches."""
    lead = leg_lead_deg(body)
    return _hip_deg(body, 1 if lead > 0.0 else 0) if lead == lead else math.nan  # NaN is not equal to itself


@feature(
    "deg",
    10.0,
    _LYING,
    (L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_KNEE, L.LEFT_ANKLE),
    sides="both",
    label="bend of the raised knee",
)
def raised_knee_deg(body: Body) -> float:
    """How far the knee of the leg with the more bent hip is bent: of the one that is raised; 0 = straight."""
    lead = hip_lead_deg(body)
    if lead != lead:  # NaN is not equal to itself
        return math.nan
    side = 0 if lead > 0.0 else 1
    points = body.points
    return flexion_deg(points[L.LEFT_HIP + side], points[L.LEFT_KNEE + side], points[L.LEFT_ANKLE + side])


def _hip_deg(body: Body, side: int) -> float:
    points = body.points
    return flexion_deg(points[L.LEFT_SHOULDER + side], points[L.LEFT_HIP + side], points[L.LEFT_KNEE + side])


_ROLLS = "one recorded person who rolls the knees to both sides, camera within 15 degrees of the side"


@feature(
    "trunk lengths", 0.05, _ROLLS, (L.LEFT_HIP, L.LEFT_KNEE), sides="both", label="roll of hips and knees"
)
def knee_roll(body: Body) -> float:
    """How far right hip and knee are above the left ones of a person on the back; it grows with a roll to the left.

    Knees that sink toward the camera come to lie below the far ones, knees that sink away from it above. Its zero moves
    with the height of the camera: compare it with the person's own neutral. At rest the far knee is hidden by the near
    one; that it is guessed there says where it is.
    """
    points = body.guessed
    hips = points[L.LEFT_HIP][1] - points[L.RIGHT_HIP][1]
    return (hips + points[L.LEFT_KNEE][1] - points[L.RIGHT_KNEE][1]) / body.scale_px


@feature("trunk lengths", 0.04, _ROLLS, (L.LEFT_HIP, L.LEFT_KNEE), sides="both", label="sinking of the knees")
def knees_sink(body: Body) -> float:
    """How far the knees' middle is below the hips' middle; negative = above. It grows to whichever side they sink."""
    points = body.guessed
    knees, hips = (points[mark][1] + points[mark + 1][1] for mark in (L.LEFT_KNEE, L.LEFT_HIP))
    return (knees - hips) / 2.0 / body.scale_px


@feature("trunk lengths", 0.06, _ROLLS, (L.LEFT_KNEE,), sides="both", label="distance of the knees")
def knees_apart(body: Body) -> float:
    """Distance of the knees from each other in the frame."""
    return distance_px(body.points[L.LEFT_KNEE], body.points[L.RIGHT_KNEE]) / body.scale_px


_SHOULDER = "shoulders that stay down in seven rendered bodies and a recorded one, camera within 15 degrees of the side"


@feature(
    "trunk lengths",
    0.02,
    _SHOULDER,
    (L.LEFT_SHOULDER, L.LEFT_EAR),
    label="height of the shoulder",
)
def shoulder_over_ears(body: Body) -> float:
    """How far the near shoulder is above the ears' middle of a person on the back.

    The head stays on the floor, so that the camera's height and a camera that shakes do not matter; turning the head
    raises one ear and lowers the other. Its zero moves with the camera and the pillow: compare it with the person's own
    neutral.
    """
    points = body.guessed
    ears_px = (points[L.LEFT_EAR][1] + points[L.RIGHT_EAR][1]) / 2.0
    return (ears_px - points[L.LEFT_SHOULDER + body.near][1]) / body.scale_px


FEET_HALF: Final = 0.15
"""Half of the distance of one ankle over the other, in trunk lengths: up to 0.13 in five recorded people whose
feet are down."""

_PROPPED = "three recorded people in side planks, the front of the body to the camera"


@feature(
    "trunk lengths",
    0.03,
    _PROPPED,
    (L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_ANKLE),
    sides="both",
    label="line of the hips",
)
def hips_over_line(body: Body) -> float:
    """How far the hips are above the line from shoulders to feet of a person on one side; negative = they sag.

    The feet lie one on the other; of a leg that is raised the foot does not count.
    """
    ankles = [body.points[mark] for mark in (L.LEFT_ANKLE, L.RIGHT_ANKLE)]
    seen = [ankle for ankle in ankles if ankle[0] == ankle[0]]  # NaN is not equal to itself
    if not seen:
        return math.nan
    lower, upper = max(seen, key=lambda ankle: ankle[1]), min(seen, key=lambda ankle: ankle[1])
    apart_px = lower[1] - upper[1]
    share = min(0.5, FEET_HALF * body.scale_px / apart_px) if apart_px > 0.0 else 0.5
    feet = (lower[0] + share * (upper[0] - lower[0]), lower[1] - share * apart_px)
    return height_over_line(body.centre(L.LEFT_HIP), body.centre(L.LEFT_SHOULDER), feet) / body.scale_px


@feature("trunk lengths", 0.1, _PROPPED, (L.LEFT_SHOULDER,), sides="both", label="which shoulder is below")
def lower_shoulder(body: Body) -> float:
    """How far the left shoulder is below the right one: of a person on one side, positive = on the left."""
    return (body.points[L.LEFT_SHOULDER][1] - body.points[L.RIGHT_SHOULDER][1]) / body.scale_px
