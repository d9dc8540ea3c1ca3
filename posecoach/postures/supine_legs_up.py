"""Lying on the back with one leg or both in the air: knees drawn in, or hips and knees at right angles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from posecoach.features.body import Body
from posecoach.features.geometry import flexion_deg
from posecoach.pose.landmarks import Landmark as L
from posecoach.postures.figure import (
    FOREARM,
    HEAD,
    NECK,
    SHANK,
    THIGH,
    UPPER_ARM,
    FeatureValues,
    Figure,
    along,
)
from posecoach.postures.posture import TILT_DEG, Posture, ViewName, chain
from posecoach.words.phrase import N_

FLAT_DEG: Final = 22.0
"""The back stays on the floor: trunks of three recorded people slope by up to 13 degrees against the picture, of which
8 may be the camera's; sitting up begins beyond."""

BENT_DEG: Final = 60.0
STAYS_DEG: Final = 25.0
"""Hips that bend by more than this have a leg in the air, and whoever was followed like that keeps it there: a leg that
sinks, which is a fault, is still over the floor at 34 degrees. A leg on the floor bends its hip by up to 19."""

HANDS_DEG: Final = 85.0
"""From here on the hands reach the knee that is drawn in."""

ONE_DEG: Final = 12.0
"""Hips whose flexion differs by more are drawn with one knee drawn in alone."""

_HIP: Final = (0.0, 0.14)
_SHOULDER: Final = (1.0, 0.14)


def _recognise(body: Body, incline_deg: float, back_down: float, slack: float) -> bool:
    if abs(incline_deg - 90.0) > (FLAT_DEG + TILT_DEG) * slack or back_down < 0.6 / slack:
        return False
    bent_deg = BENT_DEG if slack == 1.0 else STAYS_DEG
    for side in (0, 1):
        shoulder, hip, knee = (
            body.points[left + side] for left in (L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_KNEE)
        )
        lifted = hip[1] - knee[1] > 0.3 / slack * body.trunk_px
        if lifted and flexion_deg(shoulder, hip, knee) > bent_deg:
            return True
    return False


def _figure(values: FeatureValues, view: ViewName) -> Figure:
    """Hips and knees at right angles in the air; an arm and a leg stretch away from each other."""
    share = max(0.0, min(1.0, (88.0 - values.get("straighter_knee_deg", 88.0)) / 84.0))
    figure = lying(((90.0, 90.0), (90.0 - 82.0 * share, 90.0 - 86.0 * share)))
    raised = 90.0 - 82.0 * share * min(1.0, max(0.0, values.get("opposite_reach", 0.0)) / 0.8)
    for direction_deg in (90.0, raised):
        figure.lines.append([_SHOULDER, along(_SHOULDER, direction_deg, UPPER_ARM + FOREARM)])
    return figure


def knees_to_chest(values: FeatureValues) -> Figure:
    """Return somebody on the back who draws one knee or both to the chest, the hands on what is drawn in."""
    hip_deg = values.get("tighter_hip_deg", 45.0)
    drawn = (hip_deg, 95.0 + 0.4 * max(0.0, hip_deg - 45.0))
    one = abs(values.get("hip_lead_deg", 0.0)) > ONE_DEG
    figure = lying((drawn, (45.0, 92.0) if one else drawn))
    knee = along(_HIP, 180.0 - hip_deg, THIGH)
    elbow = ((_SHOULDER[0] + knee[0]) / 2.0 + 0.1, (_SHOULDER[1] + knee[1]) / 2.0 - 0.22)
    hands = [elbow, knee] if hip_deg > HANDS_DEG else [(0.5, 0.03), (0.02, 0.03)]
    figure.lines.append([_SHOULDER, *hands])
    return figure


def leg_stretched_up(values: FeatureValues) -> Figure:
    """Return somebody on the back who stretches one leg up, the hands behind its thigh."""
    hip_deg = values.get("tighter_hip_deg", 45.0)
    figure = lying(((hip_deg, values.get("straighter_knee_deg", 90.0)), (45.0, 92.0)))
    thigh = along(_HIP, 180.0 - hip_deg, 0.6 * THIGH)
    figure.lines.append([_SHOULDER, (0.55, 0.35), thigh] if hip_deg > 60.0 else [_SHOULDER, (0.02, 0.03)])
    return figure


def lying(legs: Sequence[tuple[float, float]]) -> Figure:
    """Return somebody on the back, feet at the left; of each leg how far hip and knee are bent [deg]."""
    figure = Figure([[_SHOULDER, _HIP]])
    for hip_deg, knee_deg in legs:
        knee = along(_HIP, 180.0 - hip_deg, THIGH)
        ankle = along(knee, 180.0 - hip_deg + knee_deg, SHANK)
        figure.lines.append([_HIP, knee, (ankle[0], max(ankle[1], 0.06))])
    head = (_SHOULDER[0] + NECK, 0.2)
    figure.lines.append([_SHOULDER, (head[0] - HEAD, head[1])])
    figure.circles.append((head, HEAD))
    return figure


_LEGS_UP: Final = (
    chain((-1.44, 0.20, 0.175), (-1.36, 0.21, 0.175))
    + chain((-1.38, 0.28, 0.10), (-1.37, 0.41, 0.035))
    + chain((-1.36, 0.16, 0.10), (-1.02, 0.17, 0.13), (-0.60, 0.17, 0.155), (-0.02, 0.17, 0.155))
    + chain((-0.02, 0.19, 0.15), (-0.02, 0.98, 0.10), (0.74, 1.00, 0.07), (0.80, 1.16, 0.045))
    + chain((-1.00, 0.12, 0.09), (-0.52, 0.08, 0.07), (-0.04, 0.06, 0.055), (0.08, 0.05, 0.05))
)

SUPINE_LEGS_UP: Final = Posture(
    key="supine_legs_up",
    meaning="on the back, a leg or both legs in the air with bent hips",
    place=N_("on the back, legs up"),
    start=N_("On your back, hips and knees at right angles in the air"),
    get_into={"side": N_("Lie on your back, side to the camera, and lift both legs, knees bent")},
    at_a_glance={"side": N_("Lie on your back, legs up")},
    level=True,
    on_back=True,
    in_frame=(L.LEFT_SHOULDER, L.LEFT_HIP),
    recognise=_recognise,
    silhouettes={"side": _LEGS_UP},
    figure=_figure,
    overlaps=True,
)
