"""Which side is near and where the back points, from the image alone: for landmarks that have no depth.

Hips bend forward and knees backward, and a nose is ahead of its ears: so the side of the trunk on which the belly lies
is seen in the picture, and with it, in a view from the side, the side of the body that is near the camera.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from posecoach.features.geometry import Point, distance_px, middle, turn_deg
from posecoach.pose.landmarks import Landmark as L

SURE_DEG: Final = 20.0
"""Hips, knees and face together must amount to at least this: nobody stands perfectly straight."""

FACE_DEG: Final = 60.0
FACE_LENGTH: Final = 0.2
"""A face in profile counts as much as a hip that is bent by FACE_DEG; there ear and nose are this many trunk lengths
apart (0.12 m of 0.5 m), seen from the front 0."""

SIDE_SHARE: Final = 0.5
"""Shoulders of an upright person closer than this share of the trunk are seen from the side: 0.57 to 0.80 from the
front (`front.py`), of which 0.7 are left after a turn of 45 degrees. Lying, a person turns the chest alone."""


class Facing:
    """Follows which way a person faces from frame to frame.

    near: 0 if the person's left side is the near one, 1 if it is the right. dorsal: where the back points, in axes of
    the camera (x right, y down, z away), of length 1; NaN where it cannot be told.
    """

    __slots__ = ("_belly", "dorsal", "near")

    def __init__(self) -> None:
        """Begin without anything known."""
        self._belly = 0.0
        self.near = 0
        self.dorsal = (math.nan, math.nan, math.nan)

    def follow(self, points: Sequence[Point]) -> None:
        """Take in the landmarks of a frame: 33 points [px]."""
        shoulder = middle_seen(points, L.LEFT_SHOULDER)
        hip = middle_seen(points, L.LEFT_HIP)
        dx, dy = hip[0] - shoulder[0], hip[1] - shoulder[1]
        trunk_px = math.hypot(dx, dy)
        if not trunk_px > 0.0:  # also for NaN
            self.dorsal = (math.nan, math.nan, math.nan)
            return
        width_px = distance_px(points[L.LEFT_SHOULDER], points[L.RIGHT_SHOULDER])
        if abs(dy) > abs(dx) and width_px >= SIDE_SHARE * trunk_px:
            facing_camera = points[L.LEFT_SHOULDER][0] > points[L.RIGHT_SHOULDER][0]
            self.dorsal = (0.0, 0.0, 1.0 if facing_camera else -1.0)
            return
        vote_deg = _belly_deg(points, (dx, dy), trunk_px)
        if abs(vote_deg) > SURE_DEG:
            self._belly = math.copysign(1.0, vote_deg)
        if not self._belly:
            self.dorsal = (math.nan, math.nan, math.nan)
            return
        # Belly clockwise of the line shoulder to hip, as seen in the picture: the left side is the near one.
        self.near = 0 if self._belly > 0.0 else 1
        self.dorsal = (self._belly * dy / trunk_px, -self._belly * dx / trunk_px, 0.0)


def _belly_deg(points: Sequence[Point], trunk: Point, trunk_px: float) -> float:
    """Return how clearly the belly lies clockwise of the line shoulder to hip [deg]; negative = counterclockwise."""
    vote_deg = 0.0
    for side in (0, 1):
        shoulder, hip, knee, ankle = (
            points[left + side] for left in (L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_KNEE, L.LEFT_ANKLE)
        )
        for turn in (turn_deg(shoulder, hip, knee), -turn_deg(hip, knee, ankle)):
            vote_deg += turn if turn == turn else 0.0  # NaN is not equal to itself
    ear, nose = middle_seen(points, L.LEFT_EAR), points[L.NOSE]
    ahead = (trunk[0] * (nose[1] - ear[1]) - trunk[1] * (nose[0] - ear[0])) / trunk_px**2
    face = max(-1.0, min(1.0, ahead / FACE_LENGTH))
    return vote_deg + (FACE_DEG * face if ahead == ahead else 0.0)


def middle_seen(points: Sequence[Point], left: L) -> Point:
    """Return the point half way between a LEFT_... landmark and its counterpart, or the one of them that is seen."""
    a, b = points[left], points[left + 1]
    if a[0] != a[0]:
        return b
    return a if b[0] != b[0] else middle(a, b)
