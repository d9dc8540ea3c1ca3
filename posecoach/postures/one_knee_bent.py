"""On the back, one knee bent with its foot on the floor, the other leg stretched out or bent as well."""

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
    leg_on_floor,
)
from posecoach.postures.posture import TILT_DEG, Posture, ViewName, chain
from posecoach.words.phrase import N_

CURLED_DEG: Final = 30.0
"""Slope of the trunk: in three recordings of people who lie still up to 7 degrees; sitting up begins at 30."""

KNEE_UP: Final = 0.25
"""Trunk lengths from the hip up to the bent knee: 0.4 and more in recorded people with a foot on the floor."""

FOOT_UP: Final = 0.35
"""A foot higher than this over the hip is in the air."""

BENT_DEG: Final = (40.0, 150.0)
"""Of the knee whose foot stands: as on the back with both knees bent, but not for a leg that is nearly long."""

FLAT_BACK: Final = 0.55
"""The share of the trunk that stays on the floor when a figure's head and shoulders come up."""


def _recognise(body: Body, incline_deg: float, back_down: float, slack: float) -> bool:
    if abs(incline_deg - 90.0) > (CURLED_DEG + TILT_DEG) * slack or back_down < 0.6 / slack:
        return False
    return any(_stands(body, side, slack) for side in (0, 1))


def _stands(body: Body, side: int, slack: float) -> bool:
    """Tell whether a knee is bent and its foot on the floor."""
    hip, knee, ankle = (body.points[left + side] for left in (L.LEFT_HIP, L.LEFT_KNEE, L.LEFT_ANKLE))
    size_px = body.trunk_px
    knee_up = hip[1] - knee[1] > KNEE_UP / slack * size_px
    foot_down = hip[1] - ankle[1] < FOOT_UP * slack * size_px and ankle[1] > knee[1]
    return knee_up and foot_down and BENT_DEG[0] / slack < flexion_deg(hip, knee, ankle) < BENT_DEG[1]


def _figure(values: FeatureValues, view: ViewName) -> Figure:
    """Somebody on the back, feet at the left, hands under the small of the back; head and shoulders curl up."""
    knee, hip = leg_on_floor((0.0, 0.08), 0.14, 95.0)
    lift = max(0.0, values.get("head_height", 0.08) - 0.08)
    curl_deg = min(60.0, 90.0 * lift)  # of the neck; of the upper back half as much
    neck_deg = curl_deg + 9.0  # the head is thicker than the chest lies high
    waist = (hip[0] + FLAT_BACK, 0.14)
    shoulder = along(waist, 0.5 * curl_deg + max(0.0, values.get("trunk_rise_deg", 0.0)), 1.0 - FLAT_BACK)
    figure = Figure([[(-FOOT, 0.0), (0.04, 0.0), (0.0, 0.08), knee, hip, waist, shoulder]])
    far = (hip[0] - THIGH - SHANK, 0.06)
    figure.lines.append([(far[0] - 0.04, 0.06 + 0.8 * FOOT), far, (hip[0] - THIGH, 0.12), hip])
    figure.lines.append([shoulder, (shoulder[0] - 0.45, 0.03), (hip[0] + 0.12, 0.05)])
    figure.lines.append([shoulder, along(shoulder, neck_deg, NECK - HEAD)])
    figure.circles.append((along(shoulder, neck_deg, NECK), HEAD))
    return figure


_ONE_KNEE: Final = (
    chain((-1.44, 0.20, 0.175), (-1.36, 0.21, 0.175))
    + chain((-1.38, 0.28, 0.10), (-1.37, 0.41, 0.035))
    + chain((-1.36, 0.16, 0.10), (-1.02, 0.17, 0.13), (-0.60, 0.17, 0.155), (-0.02, 0.17, 0.155))
    + chain((-0.02, 0.17, 0.15), (0.52, 0.80, 0.10), (0.86, 0.10, 0.07), (1.14, 0.045, 0.045))
    + chain((-0.02, 0.14, 0.15), (0.82, 0.11, 0.10), (1.60, 0.08, 0.07), (1.66, 0.26, 0.045))
    + chain((-1.00, 0.12, 0.09), (-0.56, 0.07, 0.07), (-0.12, 0.06, 0.055))
)

ONE_KNEE_BENT: Final = Posture(
    key="one_knee_bent",
    meaning="on the back, at least one knee bent with its foot on the floor; the other leg may be stretched out",
    place=N_("on the back, one knee bent"),
    start=N_("On your back, one knee bent, the other leg long"),
    get_into={"side": N_("Lie on your back, side to the camera, one knee bent, the other leg stretched out")},
    at_a_glance={"side": N_("Lie on your back, one knee bent")},
    level=True,
    on_back=True,
    in_frame=(L.LEFT_SHOULDER, L.LEFT_HIP),
    recognise=_recognise,
    silhouettes={"side": _ONE_KNEE},
    figure=_figure,
    overlaps=True,
)
