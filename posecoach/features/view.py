"""The direction from which the camera sees a person."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise
from typing import Final, Literal

from posecoach.features.body import Body
from posecoach.features.trunk import SHOULDER_WIDTH
from posecoach.pose.landmarks import Landmark as L

View = Literal["side", "front", "back", "unknown"]

HIP_WIDTH: Final = 0.42
"""Distance of MediaPipe's hips in trunk lengths: 0.38 to 0.46 on recorded people seen from the front."""

MAX_YAW_DEG: Final[Mapping[str, float]] = {"side": 40.0, "front": 50.0}
"""By the view that is needed: beyond this nothing is judged. Off the side, the outline of an arched and a level back
overlap (camera toward the feet, 1,400 rendered frames); off the front, an arm that is raised to the side points along
the view."""

MAX_HEAD_YAW_DEG: Final = 34.0
"""The same toward the head of a person who lies or kneels, in measured degrees: there the near shoulder hides the far
side, and 53 to 62 degrees measure 37 to 46 (medians of five rendered clips), while 22 to 27 measure 11 to 27 (five)."""


UPRIGHT_SHARE: Final = 0.7
"""A trunk that rises by more than this share of its length is upright (steeper than 45 degrees)."""

# What the world landmarks say against what is true, in degrees: MediaPipe takes a body seen at an angle for one that is
# seen more from the side. From 250 pictures of five rendered bodies lying and on hands and knees, camera at 0.5 and
# 1.1 m.
SAID_DEG: Final = (0.0, 6.0, 17.0, 35.0, 47.0, 62.0, 85.0)
TRUE_DEG: Final = (0.0, 15.0, 30.0, 45.0, 60.0, 75.0, 90.0)

ALONG_DEG: Final = 70.0
"""A body that is seen from this far toward one end lies along the view: its sides no longer shift in the image."""


def off_view_deg(body: Body, needed: Literal["side", "front"]) -> float:
    """Return how far the camera stands off the view that is needed [deg]; NaN = not seen.

    Off the side: positive toward the head of a person who lies or is on hands and knees, toward the front of one who
    stands. Off the front: positive toward the person's left.
    """
    return facing_deg(body) if needed == "front" else side_yaw_deg(body)


def side_yaw_deg(body: Body) -> float:
    """Return how far the camera stands off the person's exact side [deg]; positive = toward the head.

    Of an upright person, from the direction of shoulders and hips in depth; positive = toward the front (error 7
    degrees on four rendered bodies all round). Else half from the directions of trunk, shoulders and hips in depth,
    half from the shift of near against far shoulder and hip along the trunk in the image, over their typical widths:
    error 5 degrees for a camera within 30 degrees of the side, 8 within 60 (five rendered bodies); beyond, it tells
    toward which end the camera stands, and that it is far off.
    """
    shoulder, hip = body.centre(L.LEFT_SHOULDER), body.centre(L.LEFT_HIP)
    ux, uy = shoulder[0] - hip[0], shoulder[1] - hip[1]
    square = ux * ux + uy * uy
    if not square > 0.0:
        return math.nan
    x, y, z = _trunk(body)
    across, deep = _across(body)
    if y < -UPRIGHT_SHARE:
        return math.copysign(math.degrees(math.atan2(abs(across), deep)), body.dorsal[2])
    said_deg = math.degrees(math.atan2(across * math.copysign(1.0, x) - z, deep + abs(x)))
    true_deg = math.copysign(_interpolated(abs(said_deg)), said_deg)
    shift = 0.0
    for joint in (L.LEFT_SHOULDER, L.LEFT_HIP):
        near, far = body.points[joint + body.near], body.points[joint + body.far]
        shift += ((near[0] - far[0]) * ux + (near[1] - far[1]) * uy) / square
    shifted_deg = -math.degrees(math.atan(shift / (SHOULDER_WIDTH + HIP_WIDTH)))
    return true_deg if abs(true_deg) > ALONG_DEG else (true_deg + shifted_deg) / 2.0


def facing_deg(body: Body) -> float:
    """Return how far the camera stands off the front of a person [deg]; 180 = behind, positive = to the left.

    From the direction of the hips in depth, which a turn of the chest moves less than the shoulders. Of somebody who
    lies on a side the hips lie over one another: what is square to them and to the trunk is the front. Where the
    network takes one hip for the other the person seems to face away, and nothing is judged by the sides that it tells.
    """
    left, right = body.world[L.LEFT_HIP], body.world[L.RIGHT_HIP]
    dx, dy, dz = (left[i] - right[i] for i in range(3))
    if not (body.seen and math.hypot(dx, dz) > 0.0):
        return math.nan
    if abs(dy) > math.hypot(dx, dz):
        x, y, z = _trunk(body)
        return -math.degrees(math.atan2(dy * z - dz * y, dy * x - dx * y))
    return -math.degrees(math.atan2(dz, dx))


def _trunk(body: Body) -> tuple[float, float, float]:
    """Return the direction of the trunk from hips to shoulders in world axes, of length 1."""
    world = body.world
    x, y, z = (
        world[L.LEFT_SHOULDER][i] + world[L.RIGHT_SHOULDER][i] - world[L.LEFT_HIP][i] - world[L.RIGHT_HIP][i]
        for i in range(3)
    )
    length = math.sqrt(x * x + y * y + z * z)
    return (x / length, y / length, z / length) if length > 0.0 else (math.nan,) * 3


def _across(body: Body) -> tuple[float, float]:
    """Return the direction from the near to the far shoulder and hip, summed: to the right, and in depth."""
    across = deep = 0.0
    for joint in (L.LEFT_SHOULDER, L.LEFT_HIP):
        near, far = body.world[joint + body.near], body.world[joint + body.far]
        length = math.dist(near, far) or math.nan
        across, deep = across + (far[0] - near[0]) / length, deep + (far[2] - near[2]) / length
    return across, deep


def _interpolated(said_deg: float) -> float:
    """Return the true yaw for what the world landmarks say, both without sign."""
    for (said, true), (next_said, next_true) in pairwise(zip(SAID_DEG, TRUE_DEG, strict=True)):
        if said_deg <= next_said:
            return true + (said_deg - said) / (next_said - said) * (next_true - true)
    return 90.0 if said_deg == said_deg else math.nan  # NaN is not equal to itself


def camera_pitch_deg(body: Body) -> float:
    """Return how steeply the camera looks down on a person whose trunk lies along the floor [deg]; NaN = not seen.

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
