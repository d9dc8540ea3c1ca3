"""Stick figures: what the figures of all postures are made of.

They only show what is meant: lengths are those of plain proportions in trunk lengths, small turns and bends of the
back are drawn larger than they are. From the side the head is at the right; a person who faces us has the left hand
at the right of the figure.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from posecoach.features.geometry import Point

FeatureValues = Mapping[str, float]
"""Feature values by name."""

THIGH: Final = 0.84
SHANK: Final = 0.80
FOOT: Final = 0.32
UPPER_ARM: Final = 0.52
FOREARM: Final = 0.50
HEAD: Final = 0.19
NECK: Final = 0.38
SHOULDER_HALF: Final = 0.35
HIP_HALF: Final = 0.21

LARGER: Final = 1.8
"""Bends of the back and turns of the chest are drawn this much larger."""


@dataclass
class Figure:
    """Lines and circles (centre, radius) in trunk lengths; the floor is at height 0."""

    lines: list[Sequence[Point]] = field(default_factory=list)
    circles: list[tuple[Point, float]] = field(default_factory=list)

    def bounds(self) -> tuple[float, float, float, float]:
        """Return left, right, bottom, top."""
        points = [point for line in self.lines for point in line]
        points += [(x + sign * r, y + sign * r) for (x, y), r in self.circles for sign in (-1.0, 1.0)]
        xs, ys = zip(*points, strict=True)
        return min(xs), max(xs), min(ys), max(ys)


def possible(values: FeatureValues) -> FeatureValues:
    """Return values that a body could have: a file may hold any number."""
    most = {name: 180.0 if name.endswith("_deg") else 1.0 for name in values}
    return {
        name: max(-most[name], min(most[name], value)) for name, value in values.items() if value == value
    }


def leg_on_floor(ankle: Point, hip_y: float, flexion_deg: float) -> tuple[Point, Point]:
    """Return knee and hip of a bent leg whose foot stands on the floor, the knee above."""
    inner = math.radians(180.0 - flexion_deg)
    reach = math.sqrt(THIGH**2 + SHANK**2 - 2.0 * THIGH * SHANK * math.cos(inner))
    rise = max(-reach, min(reach, hip_y - ankle[1]))
    direction = math.degrees(math.asin(rise / reach))
    hip = along(ankle, direction, reach)
    cosine = (SHANK**2 + reach**2 - THIGH**2) / (2.0 * SHANK * reach)
    at_ankle = math.degrees(math.acos(max(-1.0, min(1.0, cosine))))
    return along(ankle, direction + at_ankle, SHANK), hip


def bent(upper: Point, lower: Point, flexion_deg: float) -> Point:
    """Return the joint between two equal bones that is bent by an angle, toward the feet."""
    half = math.tan(math.radians(max(0.0, min(flexion_deg, 150.0))) / 2.0) / 2.0
    dx, dy = lower[0] - upper[0], lower[1] - upper[1]
    return (upper[0] + lower[0]) / 2.0 + dy * half, (upper[1] + lower[1]) / 2.0 - dx * half


def add_head(figure: Figure, shoulder: Point, neck_deg: float, face_deg: float | None = None) -> None:
    """Add the head on its neck, the nose in the direction of the face if that is given [deg, 0 = right, 90 = up]."""
    centre = along(shoulder, neck_deg, NECK)
    figure.lines.append([shoulder, along(shoulder, neck_deg, NECK - HEAD)])
    figure.circles.append((centre, HEAD))
    if face_deg is not None:
        figure.lines.append([along(centre, face_deg, HEAD), along(centre, face_deg, HEAD + 0.1)])


def along(start: Point, direction_deg: float, length: float) -> Point:
    """Return the point at a distance; 0 = to the right, 90 = up."""
    angle = math.radians(direction_deg)
    return start[0] + length * math.cos(angle), start[1] + length * math.sin(angle)
