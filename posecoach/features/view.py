"""From where the camera looks at a person."""

from __future__ import annotations

import math
from typing import Final, Literal

from posecoach.features.body import Body
from posecoach.features.trunk import SHOULDER_WIDTH
from posecoach.pose.landmarks import Landmark as L

View = Literal["side", "front", "back", "unknown"]

HIP_WIDTH: Final = 0.42
"""Distance of MediaPipe's hips in trunk lengths: 0.38 to 0.46 on recorded people seen from the front."""

MAX_SIDE_YAW_DEG: Final = 40.0
"""Beyond this the outline of an arched and a level back overlap (camera toward the feet, 1,400 rendered frames)."""


def side_yaw_deg(body: Body) -> float:
    """Return how far the camera stands off the person's exact side [deg]; positive = toward the head.

    From the shift of near against far shoulder and hip along the trunk's axis, over their typical widths.
    """
    shoulder, hip = body.centre(L.LEFT_SHOULDER), body.centre(L.LEFT_HIP)
    ux, uy = shoulder[0] - hip[0], shoulder[1] - hip[1]
    square = ux * ux + uy * uy
    if not square > 0.0:
        return math.nan
    shift = 0.0
    for joint in (L.LEFT_SHOULDER, L.LEFT_HIP):
        near, far = body.points[joint + body.near], body.points[joint + body.far]
        shift += ((near[0] - far[0]) * ux + (near[1] - far[1]) * uy) / square
    return -math.degrees(math.atan(shift / (SHOULDER_WIDTH + HIP_WIDTH)))


def camera_pitch_deg(body: Body) -> float:
    """Return how steeply the camera looks down on somebody whose trunk lies along the floor [deg]; NaN = not seen.

    From above, the far shoulder and hip lie higher in the picture than the near ones, in proportion to their typical
    widths.
    """
    shoulder, hip = body.centre(L.LEFT_SHOULDER), body.centre(L.LEFT_HIP)
    ux, uy = shoulder[0] - hip[0], shoulder[1] - hip[1]
    square = ux * ux + uy * uy
    if not square > 0.0:
        return math.nan
    up = math.copysign(1.0, ux)  # along the trunk's axis turned upward in the picture: (uy, -ux) if ux > 0
    rise = 0.0
    for joint in (L.LEFT_SHOULDER, L.LEFT_HIP):
        near, far = body.points[joint + body.near], body.points[joint + body.far]
        rise += up * ((far[0] - near[0]) * uy - (far[1] - near[1]) * ux) / square
    return math.degrees(math.asin(max(-1.0, min(1.0, rise / (SHOULDER_WIDTH + HIP_WIDTH)))))


def view(body: Body) -> View:
    """Return from where the camera looks at the trunk, by the direction of the shoulder line in depth."""
    left, right = body.world[L.LEFT_SHOULDER], body.world[L.RIGHT_SHOULDER]
    dx, dy, dz = right[0] - left[0], right[1] - left[1], right[2] - left[2]
    length = math.sqrt(dx * dx + dy * dy + dz * dz)
    if not length > 0.0:
        return _view_without_depth(body)
    if abs(dz) > 0.7 * length:
        return "side"
    return "front" if body.dorsal[2] > 0.0 else "back"


def _view_without_depth(body: Body) -> View:
    across, depth = body.dorsal[0], body.dorsal[2]
    if across != across:  # NaN is not equal to itself
        return "unknown"
    if depth:
        return "front" if depth > 0.0 else "back"
    return "side"
