"""Turns of an upright person about the body's long axis, seen from the front."""

from __future__ import annotations

import math
from typing import Final

from posecoach.features.body import Body
from posecoach.features.registry import feature
from posecoach.pose.landmarks import Landmark as L

_RENDERED = "rendered bodies with exact truth, camera within 20 degrees of the front"

SHOULDER_SCALE: Final = 1.35
"""The shoulder line of MediaPipe's world landmarks turns by 1 degree where the chest turns by 1.30 to 1.42 (two
rendered bodies, turns of 43 degrees both ways, r 0.98)."""


@feature("deg", 9.0, _RENDERED, (L.LEFT_SHOULDER,))
def chest_turn_deg(body: Body) -> float:
    """Turn of the chest against the camera, seen from the front; positive = to the person's left."""
    return SHOULDER_SCALE * _line_turn_deg(body, L.LEFT_SHOULDER)


@feature("deg", 9.0, _RENDERED, (L.LEFT_HIP,))
def pelvis_rotation_deg(body: Body) -> float:
    """Turn of the pelvis against the camera, seen from the front; positive = to the person's left.

    The narrower the hips look against their widest, the further they are turned; depth only tells which way, because
    the hip line of the world landmarks follows the shoulders (it turns by 20 degrees with a pelvis that turns by 5).
    """
    share = body.hips_width / body.hips_widest if body.hips_widest > 0.0 else math.nan
    if share != share:  # NaN is not equal to itself
        return math.nan
    return math.copysign(math.degrees(math.acos(min(1.0, share))), _line_turn_deg(body, L.LEFT_HIP))


def _line_turn_deg(body: Body, left: L) -> float:
    """Return the turn of the line from the right to the left joint in world landmarks [deg], 0 = across the view."""
    a, b = body.world[left], body.world[left + 1]
    return math.degrees(math.atan2(a[2] - b[2], a[0] - b[0])) if body.seen else math.nan
