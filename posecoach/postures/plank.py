"""On hands and toes, belly down, the legs long: a plank, and the upward dog that the hips sink into from there."""

from __future__ import annotations

from typing import Final

from posecoach.features.body import Body
from posecoach.features.geometry import flexion_deg
from posecoach.pose.landmarks import Landmark as L
from posecoach.postures.figure import (
    FOOT,
    HEAD,
    NECK,
    SHANK,
    THIGH,
    FeatureValues,
    Figure,
    along,
)
from posecoach.postures.posture import TILT_DEG, Posture, ViewName
from posecoach.words.phrase import N_

LEVEL_DEG: Final = (24.0, 100.0)
"""Lean of the trunk against the vertical, before the tilt of the camera: 74 to 97 degrees in a plank of a recorded
person, 27 to 58 in the upward dog."""

BELLY_SHARE: Final = 0.4
"""How far the back points up: 0.6 and more in the same person."""

HANDS_BELOW: Final = 0.55
"""Trunk lengths from shoulder down to hand: an arm is 1.0 long, and stands upright."""

FEET_BEHIND: Final = 0.8
"""Trunk lengths from hip back to foot: 1.3 and more in the same person; standing or kneeling the feet are below."""

BENT_DEG: Final = 45.0
"""Hips and knees: up to 40 degrees in the same person, bent back in the upward dog; on hands and knees 75 and more."""


def _recognise(body: Body, incline_deg: float, back_down: float, slack: float) -> bool:
    least_deg = LEVEL_DEG[0] - TILT_DEG * slack
    if not least_deg < incline_deg < LEVEL_DEG[1] + TILT_DEG * slack or back_down > -BELLY_SHARE / slack:
        return False
    shoulder, hip, knee, ankle, wrist = (
        body.side(mark) for mark in (L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_KNEE, L.LEFT_ANKLE, L.LEFT_WRIST)
    )
    size_px = body.trunk_px
    on_hands = wrist[1] - shoulder[1] > HANDS_BELOW / slack * size_px
    behind = abs(hip[0] - ankle[0]) > FEET_BEHIND / slack * size_px
    long_deg = BENT_DEG * slack
    return (
        on_hands
        and behind
        and flexion_deg(shoulder, hip, knee) < long_deg
        and flexion_deg(hip, knee, ankle) < long_deg
    )


def _figure(values: FeatureValues, view: ViewName) -> Figure:
    """Somebody on hands and toes, feet at the left; the trunk rises as the hips sink."""
    rise_deg = max(0.0, min(60.0, values.get("trunk_rise_deg", 12.0)))
    hip = (0.97 * (THIGH + SHANK), max(0.2, 0.62 - 0.009 * max(0.0, rise_deg - 12.0)))
    shoulder = along(hip, rise_deg, 1.0)
    figure = Figure([[(0.0, FOOT), (0.05, 0.0), (0.05, 0.12), hip, shoulder]])
    figure.lines.append([shoulder, (shoulder[0] + 0.04, 0.0)])
    figure.lines.append([shoulder, along(shoulder, rise_deg + 10.0, NECK - HEAD)])
    figure.circles.append((along(shoulder, rise_deg + 10.0, NECK), HEAD))
    return figure


PLANK: Final = Posture(
    key="plank",
    meaning="on hands and toes, legs long: a plank, or the upward dog that the hips sink into from it",
    place=N_("on hands and toes"),
    start=N_("On hands and toes, body straight"),
    get_into={"side": N_("Come onto hands and toes, side to the camera")},
    at_a_glance={"side": N_("Come onto hands and toes")},
    level=True,
    in_frame=(L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_KNEE),
    recognise=_recognise,
    figure=_figure,
    overlaps=True,
)
