"""Lying on the back with one leg or both in the air: knees drawn in, or hips and knees at right angles."""

from __future__ import annotations

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


def _recognise(body: Body, incline_deg: float, back_down: float, slack: float) -> bool:
    if abs(incline_deg - 90.0) > (FLAT_DEG + TILT_DEG) * slack or back_down < 0.6 / slack:
        return False
    for side in (0, 1):
        shoulder, hip, knee = (
            body.points[left + side] for left in (L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_KNEE)
        )
        lifted = hip[1] - knee[1] > 0.3 / slack * body.trunk_px
        if lifted and flexion_deg(shoulder, hip, knee) > 60.0 / slack:
            return True
    return False


def _figure(values: FeatureValues, view: ViewName) -> Figure:
    """Somebody on the back, seen from the side, feet at the left; the far leg is drawn where it is another."""
    hip, shoulder = (0.0, 0.14), (1.0, 0.14)
    hips = values.get("hip_flexion_deg", values.get("tighter_hip_deg", 90.0))
    knees = values.get("knee_flexion_deg", 90.0)
    figure = Figure([[shoulder, hip]])
    knee = along(hip, 180.0 - hips, THIGH)
    ankle = along(knee, 180.0 - hips + knees, SHANK)
    ankle = (ankle[0], max(ankle[1], 0.06))
    figure.lines.append([hip, knee, ankle])
    other = values.get("other_hip_deg", hips)
    if other != hips:
        far_knee = along(hip, 180.0 - other, THIGH)
        far_ankle = along(far_knee, 180.0 - other + values.get("other_knee_deg", 95.0), SHANK)
        figure.lines.append([hip, far_knee, (far_ankle[0], max(far_ankle[1], 0.06))])
    head = (shoulder[0] + NECK, 0.2)
    figure.lines.append([shoulder, (head[0] - HEAD, head[1])])
    figure.circles.append((head, HEAD))
    if values.get("hand_knee_distance", 1.0) < 0.45:
        elbow = ((shoulder[0] + knee[0]) / 2.0 + 0.12, (shoulder[1] + knee[1]) / 2.0 - 0.2)
        figure.lines.append([shoulder, elbow, (knee[0] - 0.04, knee[1] + 0.02)])
    else:
        figure.lines.append(
            [shoulder, (shoulder[0] - UPPER_ARM, 0.03), (shoulder[0] - UPPER_ARM - FOREARM, 0.03)]
        )
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
    in_frame=(L.LEFT_SHOULDER, L.LEFT_HIP),
    recognise=_recognise,
    silhouettes={"side": _LEGS_UP},
    figure=_figure,
    overlaps=True,
)
