"""An upright person seen from the front: turns about the body's long axis, and leaning to the side."""

from __future__ import annotations

import math
from typing import Final

from posecoach.features.body import Body
from posecoach.features.hip_width import UNTWISTED_DEG, line_turn_deg
from posecoach.features.registry import feature
from posecoach.pose.landmarks import Landmark as L

_RENDERED = "rendered bodies with exact truth, camera within 20 degrees of the front"

SHOULDER_SCALE: Final = 1.35
"""The shoulder line of MediaPipe's world landmarks turns by 1 degree where the chest turns by 1.30 to 1.42 (two
rendered bodies, turns of 43 degrees both ways, r 0.98)."""


AMBIGUOUS_DEG: Final = 10.0
"""Hips that stand turned to one side by more than this look as wide after a turn of twice as much to the other."""


@feature("deg", 9.0, _RENDERED, (L.LEFT_SHOULDER,), sides="both", label="turn of the chest")
def chest_turn_deg(body: Body) -> float:
    """Turn of the chest against the camera, seen from the front; positive = to the person's left."""
    return SHOULDER_SCALE * line_turn_deg(body.world, L.LEFT_SHOULDER) if body.seen else math.nan


@feature("deg", 9.0, _RENDERED, (L.LEFT_HIP,), sides="both", label="turn of the pelvis")
def pelvis_rotation_deg(body: Body) -> float:
    """Turn of the pelvis against how it stands at rest, seen from the front; positive = to the person's left.

    The narrower the hips look, the further they are turned from the camera; how wide they are and where the camera
    stands is known from rest, which way they turn from the twist of the trunk. The depth of the hips tells too little:
    it follows the shoulders (20 degrees with a pelvis that turns by 5). NaN for a turn past the camera, away from the
    side that the hips are turned to at rest: there a width means two turns.
    """
    hips = body.hips
    if not hips.rest_width > 0.0:  # also for NaN: the trunk has not been seen untwisted
        return math.nan
    share = hips.width / hips.rest_width * math.cos(math.radians(hips.rest_deg))
    twisted = abs(hips.twist_deg) >= UNTWISTED_DEG
    way = math.copysign(1.0, hips.twist_deg if twisted else hips.rest_deg)
    if (
        not (share == share and body.seen) or way * hips.rest_deg < -AMBIGUOUS_DEG
    ):  # NaN is not equal to itself
        return math.nan
    return way * math.degrees(math.acos(max(-1.0, min(1.0, share)))) - hips.rest_deg


@feature("", 0.1, _RENDERED, (L.LEFT_HIP,), sides="both", label="width of the hips")
def hip_width_share(body: Body) -> float:
    """Width of the hips in the image against that at rest, seen from the front.

    The hips that the network finds wander along under a chest that turns: those of a pelvis that stays look up to 21 %
    narrower, those of one that turns by 38 degrees 32 to 45 % (12 turns of rendered people).
    """
    hips = body.hips
    return hips.width / hips.rest_width if body.seen and hips.rest_width > 0.0 else math.nan


@feature("deg", 3.0, _RENDERED, (L.LEFT_SHOULDER, L.LEFT_HIP), sides="both")
def trunk_twist_deg(body: Body) -> float:
    """Turn of the shoulders against the hips in depth, seen from the front; positive = to the person's left.

    Far less than the true twist, because the hips of the world landmarks follow the shoulders; but wherever the camera
    stands it is near zero where the trunk is not twisted, see UNTWISTED_DEG.
    """
    return body.hips.twist_deg if body.seen else math.nan


_THREE_RENDERED = "three rendered bodies with exact truth, camera within 20 degrees of the front"

FRONT_SHARE: Final = 0.2
"""Shoulders narrower than this share of the trunk are seen from the side: from the front they span 0.57 to 0.80."""

HIPS_SHARE: Final = 0.15
"""Hips narrower than this share of the trunk do not tell which side is left: from the front they span 0.38 to 0.46."""


@feature("deg", 1.4, _THREE_RENDERED, (L.LEFT_SHOULDER, L.LEFT_HIP), sides="both", label="lean to the side")
def side_bend_deg(body: Body) -> float:
    """How far the trunk leans to the side, seen from the front; 0 = upright, positive = to the person's left.

    The line from the middle of the hips to the middle of the shoulders, against the vertical of the image (r 0.996
    with the true lean of up to 20 degrees to each side, slope 0.88 to 0.99, mean absolute error 0.8 to 1.4). It does
    not tell a bend of the spine from hips that are pushed out to the other side. NaN from the side, where the
    shoulders lie over each other. The hips tell which side is left: shoulders that turn away pass each other.
    """
    shoulder, hip = body.centre(L.LEFT_SHOULDER), body.centre(L.LEFT_HIP)
    width = body.points[L.LEFT_SHOULDER][0] - body.points[L.RIGHT_SHOULDER][0]
    rise = hip[1] - shoulder[1]
    length = math.hypot(shoulder[0] - hip[0], rise)
    if not abs(width) > FRONT_SHARE * length:  # also for NaN: not seen
        return math.nan
    hips = body.points[L.LEFT_HIP][0] - body.points[L.RIGHT_HIP][0]
    to_left = math.copysign(1.0, hips if abs(hips) > HIPS_SHARE * length else width)
    return math.degrees(math.atan2((shoulder[0] - hip[0]) * to_left, rise))
