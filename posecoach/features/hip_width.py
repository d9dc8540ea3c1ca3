"""The hips of an upright person seen from the front: how wide they look, and how they stand at rest."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from posecoach.features.geometry import Point, circular_difference_deg, distance_px, middle
from posecoach.pose.landmarks import Landmark

UNTWISTED_DEG: Final = 6.0
"""Shoulder and hip line of the world landmarks closer than this: the trunk is not twisted, as at rest (1 to 4 degrees
on rendered bodies; 14 to 57 in a twist of 26 to 42 degrees)."""

REST_TIME_CONSTANT_S: Final = 1.0


class Hips:
    """Follows the hip line through media time.

    width: of the hips in the image, in trunk lengths. rest_width, rest_deg: width and direction of the hip line (0 =
    across the view, positive = turned to the person's left) while the trunk is not twisted, slowly averaged. twist_deg:
    shoulder line against hip line of the world landmarks. All NaN where they are not known.
    """

    __slots__ = ("_rest_s", "rest_deg", "rest_width", "twist_deg", "width")

    def __init__(self) -> None:
        """Begin without anything known."""
        self.width = self.twist_deg = self.rest_width = self.rest_deg = self._rest_s = math.nan

    def follow(self, t_s: float, points: Sequence[Point], world: Sequence[Sequence[float]]) -> None:
        """Take in the smoothed landmarks of a frame: 33 points [px] and 33 x 3 [m]."""
        left, right = points[Landmark.LEFT_HIP], points[Landmark.RIGHT_HIP]
        shoulders = middle(points[Landmark.LEFT_SHOULDER], points[Landmark.RIGHT_SHOULDER])
        trunk_px = distance_px(shoulders, middle(left, right))
        self.width = (distance_px(left, right) / trunk_px if trunk_px > 0.0 else math.nan) or math.nan
        line_deg = line_turn_deg(world, Landmark.LEFT_HIP)
        self.twist_deg = circular_difference_deg(line_turn_deg(world, Landmark.LEFT_SHOULDER), line_deg)
        if self.width == self.width and abs(self.twist_deg) < UNTWISTED_DEG:  # NaN is not equal to itself
            self._rest(t_s, line_deg)

    def _rest(self, t_s: float, line_deg: float) -> None:
        if self._rest_s != self._rest_s:
            self.rest_width, self.rest_deg = self.width, line_deg
        else:
            dt_s = t_s - self._rest_s
            rate = dt_s / (dt_s + REST_TIME_CONSTANT_S)
            self.rest_width += (self.width - self.rest_width) * rate
            self.rest_deg += circular_difference_deg(line_deg, self.rest_deg) * rate
        self._rest_s = t_s


def line_turn_deg(world: Sequence[Sequence[float]], left: Landmark) -> float:
    """Return the turn of the line from the right to the left joint in world landmarks [deg], 0 = across the view."""
    a, b = world[left], world[left + 1]
    return math.degrees(math.atan2(a[2] - b[2], a[0] - b[0]))
