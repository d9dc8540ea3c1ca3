"""The shape of the back, from the upper outline of the trunk.

MediaPipe has no landmark between shoulder and hip. The outline's mean deviation from its chord separates rounded,
level and arched backs of real people without calibration (rounded +0.063 to +0.089, arched -0.014 to -0.145
trunk lengths; correlation 0.97 with the true spine flexion on rendered bodies, residual 10 degrees). The mean
beats the largest deviation, which picks up the buttock or the shoulder at one end.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from posecoach.features.body import Body
from posecoach.features.registry import feature
from posecoach.features.view import side_yaw_deg
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.outline import OUTLINE_POINTS

OFF_SIDE_DEG: Final = 60.0
"""Of an upright trunk, the edge that is seen from further off the side is that of a flank and not of the back; which
flank, wavers (a drawn person who ties shoes before the camera: steps of 0.2 trunk lengths). Up to 40 degrees off it is
judged; the direction of an upright trunk is known to 7."""

_U = np.linspace(0.05, 1.0, OUTLINE_POINTS)
_THIRD = OUTLINE_POINTS // 3


def _chord_weights() -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return w with mean(h - chord(h)) = w . h: the chord runs from the first to the last height."""
    weights = np.full(OUTLINE_POINTS, 1.0 / OUTLINE_POINTS)
    along = (_U - _U[0]) / (_U[-1] - _U[0])
    weights[0] -= float(np.mean(1.0 - along))
    weights[-1] -= float(np.mean(along))
    return weights


def _slope_weights(part: slice) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return w with slope(h over u) = w . h for the straight fit to a part of the outline."""
    weights = np.zeros(OUTLINE_POINTS)
    centred = _U[part] - _U[part].mean()
    weights[part] = centred / float(centred @ centred)
    return weights


_BOW = _chord_weights()
_FIRST_SLOPE = _slope_weights(slice(0, _THIRD))
_LAST_SLOPE = _slope_weights(slice(OUTLINE_POINTS - _THIRD, OUTLINE_POINTS))


@feature(
    "trunk lengths",
    0.013,
    "1,400 rendered frames and five real people",
    (L.LEFT_SHOULDER, L.LEFT_HIP),
    True,
    label="roundness of the back",
)
def back_bow(body: Body) -> float:
    """Mean deviation of the back's outline from its chord; positive = rounded, negative = arched."""
    return float(_BOW @ body.outline) if body.outline is not None and _is_back(body) else math.nan


@feature(
    "deg",
    9.0,
    "1,400 rendered frames and five real people",
    (L.LEFT_SHOULDER, L.LEFT_HIP),
    True,
    label="curve of the back",
)
def back_turn_deg(body: Body) -> float:
    """Angle between the outline's first and last third; positive = rounded, negative = arched."""
    if body.outline is None or not _is_back(body):
        return math.nan
    first, last = float(_FIRST_SLOPE @ body.outline), float(_LAST_SLOPE @ body.outline)
    return math.degrees(math.atan(first) - math.atan(last))


def _is_back(body: Body) -> bool:
    """Tell whether the outline is that of the back; without depth, or of a trunk that is not upright, it is."""
    shoulder, hip = body.centre(L.LEFT_SHOULDER), body.centre(L.LEFT_HIP)
    upright = hip[1] - shoulder[1] > abs(hip[0] - shoulder[0])
    return not (upright and abs(side_yaw_deg(body)) > OFF_SIDE_DEG)
