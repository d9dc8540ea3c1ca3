"""Lying on the back, both bent knees sunk to one side."""

from __future__ import annotations

import math
from typing import Final

from posecoach.features.body import Body
from posecoach.pose.landmarks import Landmark as L
from posecoach.postures.figure import FOOT, HEAD, NECK, FeatureValues, Figure
from posecoach.postures.posture import TILT_DEG, Posture, ViewName
from posecoach.words.phrase import N_

BENT_DEG: Final = 40.0
"""Bend of the knees in depth: sunk to a side they point along the view, and look straight in the frame."""

_LEVEL: Final = 0.1
"""What the roll of knees that point up shows, seen from a little above (knee_rolls.toml)."""


def _recognise(body: Body, incline_deg: float, back_down: float, slack: float) -> bool:
    if abs(incline_deg - 90.0) > (25.0 + TILT_DEG) * slack or back_down < 0.5 / slack:
        return False
    hip, knee = body.side(L.LEFT_HIP), body.side(L.LEFT_KNEE)
    sunk = abs(knee[1] - hip[1]) < 0.35 * slack * body.trunk_px
    return sunk and all(_bend_deg(body, side) > BENT_DEG / slack for side in (0, 1))


def _bend_deg(body: Body, side: int) -> float:
    """Return how far a knee is bent in world landmarks."""
    hip, knee, ankle = (body.world[left + side] for left in (L.LEFT_HIP, L.LEFT_KNEE, L.LEFT_ANKLE))
    thigh = [b - a for a, b in zip(hip, knee, strict=True)]
    shank = [b - a for a, b in zip(knee, ankle, strict=True)]
    lengths = math.hypot(*thigh) * math.hypot(*shank)
    if not lengths > 0.0:  # also for NaN
        return math.nan
    cosine = sum(a * b for a, b in zip(thigh, shank, strict=True)) / lengths
    return math.degrees(math.acos(max(-1.0, min(1.0, cosine))))


def _figure(values: FeatureValues, view: ViewName) -> Figure:
    return knees_rolled(values)


def knees_rolled(values: FeatureValues) -> Figure:
    """Return somebody on the back, feet at the left, whose knees sink toward us or away: the near one below or above.

    The person's left side is near, so that a roll to the left is one toward us.
    """
    hip, shoulder = (1.0, 0.14), (2.0, 0.14)
    rise = max(0.0, -values.get("knees_sink", -0.7))
    roll = values.get("knee_roll", 0.0) - _LEVEL
    figure = Figure([[hip, shoulder]])
    for side in (-0.5, 0.5):  # the near leg, then the far one
        knee = (0.58, max(0.06, hip[1] + rise + side * roll))
        ankle = (0.1, 0.08 + max(0.0, side * roll / 3.0))
        figure.lines.append([hip, knee, ankle, (ankle[0] - FOOT, ankle[1] - 0.06)])
    figure.lines.append([shoulder, (1.5, 0.02), (1.1, 0.02)])
    head = (shoulder[0] + NECK, 0.2)
    figure.lines.append([shoulder, (head[0] - HEAD, head[1])])
    figure.circles.append((head, HEAD))
    return figure


KNEES_ASIDE: Final = Posture(
    key="knees_aside",
    meaning="on the back, both bent knees sunk to one side",
    place=N_("on the back, knees to a side"),
    start=N_("On your back, knees to one side"),
    get_into={"side": N_("Lie on your back, side to the camera, knees bent, feet flat")},
    at_a_glance={"side": N_("Lie on your back, knees bent")},
    level=True,
    on_back=True,
    in_frame=(L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_KNEE),
    recognise=_recognise,
    figure=_figure,
    overlaps=True,
)
