"""Which posture a person is in, and from where the camera looks."""

from __future__ import annotations

import math
from typing import Final, Literal

from posecoach.features.body import Body
from posecoach.features.geometry import flexion_deg
from posecoach.features.joints import trunk_inclination_deg
from posecoach.features.trunk import SHOULDER_WIDTH
from posecoach.pose.landmarks import Landmark as L

Posture = Literal["standing", "hook_lying", "hands_and_knees", "other"]
View = Literal["side", "front", "back", "unknown"]

HIP_WIDTH: Final = 0.42
"""Distance of MediaPipe's hips in trunk lengths: 0.38 to 0.46 on recorded people seen from the front."""

TILT_DEG: Final = 8.0
"""A camera on a laptop may be tilted by so much; on a roller the trunk leans 35 degrees over the floor already."""

SLACK: Final = 1.6
"""A posture that was recognised is kept until its limits are exceeded by this factor: the exercise itself moves it."""

MAX_SIDE_YAW_DEG: Final = 40.0
"""Beyond this the outline of an arched and a level back overlap (camera toward the feet, 1,400 rendered frames)."""


def posture(body: Body, before: Posture = "other") -> Posture | None:
    """Return the posture, or None if too little is seen to tell.

    before: the posture until now; it is kept within wider limits (hysteresis). Limits: trunk against floor or
    vertical, which way the back points, where knees and hands are against hips and shoulders.
    """
    incline_deg = trunk_inclination_deg(body)
    back_down = body.dorsal[1]
    if not (incline_deg == incline_deg and back_down == back_down):
        return None
    if _hands_and_knees(body, incline_deg, back_down, SLACK if before == "hands_and_knees" else 1.0):
        return "hands_and_knees"
    if _hook_lying(body, incline_deg, back_down, SLACK if before == "hook_lying" else 1.0):
        return "hook_lying"
    if _standing(body, incline_deg, SLACK if before == "standing" else 1.0):
        return "standing"
    return "other"


def _hands_and_knees(body: Body, incline_deg: float, back_down: float, slack: float) -> bool:
    if abs(incline_deg - 90.0) > (35.0 + TILT_DEG) * slack or back_down > -0.6 / slack:
        return False
    hip, knee, ankle = body.side(L.LEFT_HIP), body.side(L.LEFT_KNEE), body.side(L.LEFT_ANKLE)
    thigh_upright = (knee[1] - hip[1]) > 0.45 / slack * body.trunk_px  # lower than the hip: not lying prone
    knee_under_hip = abs(knee[0] - hip[0]) < 0.5 * slack * body.trunk_px
    shoulder, elbow = body.side(L.LEFT_SHOULDER), body.side(L.LEFT_ELBOW)
    # Hidden hands and feet are no objection.
    arm_down = not elbow[1] < shoulder[1]
    on_the_knees = not ankle[1] - knee[1] > 0.4 * slack * body.trunk_px  # not on the feet, bent over
    return thigh_upright and knee_under_hip and arm_down and on_the_knees


def _hook_lying(body: Body, incline_deg: float, back_down: float, slack: float) -> bool:
    if abs(incline_deg - 90.0) > (40.0 + TILT_DEG) * slack or back_down < 0.6 / slack:
        return False
    hip, knee, ankle = body.side(L.LEFT_HIP), body.side(L.LEFT_KNEE), body.side(L.LEFT_ANKLE)
    knee_up = knee[1] < hip[1] + (slack - 1.0) * 0.2 * body.trunk_px
    foot_below_knee = not ankle[1] < knee[1]
    bent = 25.0 / slack <= flexion_deg(hip, knee, ankle) <= 150.0
    return knee_up and foot_below_knee and bent


def _standing(body: Body, incline_deg: float, slack: float) -> bool:
    hip, knee, ankle = body.side(L.LEFT_HIP), body.side(L.LEFT_KNEE), body.side(L.LEFT_ANKLE)
    legs_down = knee[1] - hip[1] > 0.4 * body.trunk_px and not ankle[1] - knee[1] < 0.3 * body.trunk_px
    return legs_down and (incline_deg <= 30.0 * slack or slack > 1.0)


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


def view(body: Body) -> View:
    """Return from where the camera looks at the trunk, by the direction of the shoulder line in depth."""
    left, right = body.world[L.LEFT_SHOULDER], body.world[L.RIGHT_SHOULDER]
    dx, dy, dz = right[0] - left[0], right[1] - left[1], right[2] - left[2]
    length = math.sqrt(dx * dx + dy * dy + dz * dz)
    if not length > 0.0:
        return "unknown"
    if abs(dz) > 0.7 * length:
        return "side"
    return "front" if body.dorsal[2] > 0.0 else "back"
