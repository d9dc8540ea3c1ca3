"""Child's pose: kneeling, hips back toward the heels, trunk folded down over the thighs."""

from __future__ import annotations

import math
from typing import Final

from posecoach.features.body import Body
from posecoach.features.geometry import flexion_deg
from posecoach.pose.landmarks import Landmark as L
from posecoach.postures.figure import (
    FOREARM,
    SHANK,
    THIGH,
    UPPER_ARM,
    FeatureValues,
    Figure,
    add_head,
    along,
)
from posecoach.postures.posture import TILT_DEG, Posture, ViewName, chain
from posecoach.words.phrase import N_

KNEES_DEG: Final = 124.0
"""Four recorded people in the pose bend their knees by 134 to 158 degrees, on hands and knees by up to 112; knees in a
cat-cow that rocks back come to 122."""

HIPS_DEG: Final = 112.0
"""The same people fold their hips by 116 to 160 degrees in the pose, by 80 to 110 on hands and knees."""


def _recognise(body: Body, incline_deg: float, back_down: float, slack: float) -> bool:
    if abs(incline_deg - 95.0) > (37.0 + TILT_DEG) * slack or back_down > -0.45 / slack:
        return False
    shoulder, hip, knee = body.side(L.LEFT_SHOULDER), body.side(L.LEFT_HIP), body.side(L.LEFT_KNEE)
    ankle = body.side(L.LEFT_ANKLE)
    margin_deg = 12.0 * (slack - 1.0)
    folded = flexion_deg(shoulder, hip, knee) > HIPS_DEG - margin_deg
    bent = flexion_deg(hip, knee, ankle) > KNEES_DEG - margin_deg
    shank_level = abs(ankle[1] - knee[1]) < 0.4 * slack * body.trunk_px  # on the knees, not in a deep squat
    return folded and bent and shank_level


def _figure(values: FeatureValues, view: ViewName) -> Figure:
    """Somebody who kneels and folds forward, seen from the side, head at the right; upright in between."""
    knee = (0.0, 0.06)
    ankle = (-SHANK, 0.06)
    bend = max(80.0, min(160.0, values.get("knee_flexion_deg", 150.0)))
    hip = along(knee, bend, THIGH)  # a shank along the floor, toes at the left
    folded = values.get("hip_flexion_deg", 150.0) > HIPS_DEG
    shoulder = along(hip, 90.0 - values.get("trunk_inclination_deg", 100.0), 1.0)
    shoulder = (shoulder[0], max(shoulder[1], 0.26))
    reach = UPPER_ARM + FOREARM
    down = min(shoulder[1], reach)
    ahead = math.sqrt(max(reach * reach - down * down, 0.0)) * (1.0 if folded else 0.2)
    figure = Figure(
        [[(ankle[0] - 0.2, 0.0), ankle, knee, hip, shoulder], [shoulder, (shoulder[0] + ahead, 0.0)]]
    )
    neck_deg = math.degrees(math.atan2(shoulder[1] - hip[1], shoulder[0] - hip[0]))
    add_head(figure, shoulder, max(neck_deg, -12.0), -100.0)
    return figure


_FOLDED: Final = (
    chain((-1.24, 0.24, 0.18), (-1.18, 0.26, 0.18))
    + chain((-1.04, 0.30, 0.12), (-0.80, 0.44, 0.17), (-0.30, 0.60, 0.20), (0.16, 0.54, 0.22))
    + chain((0.18, 0.46, 0.18), (-0.46, 0.16, 0.11), (0.26, 0.09, 0.08), (0.48, 0.05, 0.045))
    + chain((-0.86, 0.36, 0.10), (-1.30, 0.10, 0.07), (-1.78, 0.06, 0.055), (-1.92, 0.05, 0.05))
)

CHILDS_POSE: Final = Posture(
    key="childs_pose",
    meaning="kneeling, hips back toward the heels, trunk folded down over the thighs",
    place=N_("kneeling, folded forward"),
    start=N_("Kneeling, hips back, folded forward"),
    get_into={"side": N_("Kneel with your side to the camera, sit back and fold forward")},
    at_a_glance={"side": N_("Kneel, sit back, fold forward")},
    level=True,
    in_frame=(L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_KNEE),
    recognise=_recognise,
    silhouettes={"side": _FOLDED},
    figure=_figure,
    overlaps=True,
)
