"""Standing upright."""

from __future__ import annotations

import math
from typing import Final

from posecoach.features.body import Body
from posecoach.features.geometry import Point
from posecoach.pose.landmarks import Landmark as L
from posecoach.postures.figure import (
    FOOT,
    FOREARM,
    HIP_HALF,
    SHANK,
    SHOULDER_HALF,
    THIGH,
    UPPER_ARM,
    FeatureValues,
    Figure,
    add_head,
    along,
)
from posecoach.postures.posture import Posture, ViewName, both, chain
from posecoach.words.phrase import N_

LEANS_BACK: Final = "backward_lean_deg"
"""A feature that only exercises which extend the back use."""


def _recognise(body: Body, incline_deg: float, back_down: float, slack: float) -> bool:
    hip, knee, ankle = body.side(L.LEFT_HIP), body.side(L.LEFT_KNEE), body.side(L.LEFT_ANKLE)
    legs_down = knee[1] - hip[1] > 0.4 * body.trunk_px and not ankle[1] - knee[1] < 0.3 * body.trunk_px
    return legs_down and (incline_deg <= 30.0 * slack or slack > 1.0)


def _figure(values: FeatureValues, view: ViewName) -> Figure:
    """Return a standing person."""
    return _facing(values) if view == "front" else _sideways(values)


def _sideways(values: FeatureValues) -> Figure:
    """A standing person, seen from the side, facing right."""
    leans_back = LEANS_BACK in values
    lean = -1.4 * values[LEANS_BACK] if leans_back else values.get("trunk_inclination_deg", 4.0)
    bend = values.get("knee_flexion_deg", 5.0)
    back = 8.0 * math.sin(math.radians(min(lean, 90.0)))  # who folds forward leans the legs back
    ankle = (0.0, 0.06)
    knee = along(ankle, 90.0 - bend / 2.0 + back, SHANK)
    hip = along(knee, 90.0 + bend / 2.0 + back, THIGH)
    shoulder = along(hip, 90.0 - lean, 1.0)
    hand = along(shoulder, -90.0 + 14.0 * math.cos(math.radians(lean)), UPPER_ARM + FOREARM)
    arm = [shoulder, hand]
    if leans_back and values.get("hand_hip_distance", 0.0) < 1.0:  # the hands on the small of the back
        small_of_back = along(along(hip, 90.0 - lean, 0.18), 180.0 - lean, 0.04)
        arm = [shoulder, along(small_of_back, 160.0 - lean, FOREARM), small_of_back]
    figure = Figure([[(FOOT, 0.0), (0.0, 0.0), ankle, knee, hip, shoulder], arm])
    add_head(figure, shoulder, 90.0 - lean)
    return figure


def _facing(values: FeatureValues) -> Figure:
    """A standing person who faces us."""
    bend, turn = 1.4 * values.get("side_bend_deg", 0.0), 1.4 * values.get("chest_turn_deg", 0.0)
    turning = "chest_turn_deg" in values and "side_bend_deg" not in values
    hips_y = SHANK + THIGH + 0.06
    middle = along((0.0, hips_y), 90.0 - bend, 1.0)
    turn = turn if turning else 0.0
    across = math.cos(math.radians(turn)) * SHOULDER_HALF
    figure = Figure()
    for sign, side in ((1.0, "left"), (-1.0, "right")):
        hip = (sign * HIP_HALF, hips_y)
        foot = (sign * (HIP_HALF + 0.08), 0.0)
        shoulder = along(middle, -bend, sign * across)
        figure.lines.append([(foot[0] + sign * 0.14, 0.0), foot, hip, shoulder, middle])
        figure.lines.append([hip, (0.0, hips_y)])
        figure.lines.append(
            _before_chest(shoulder, sign, turn) if turning else _arm(shoulder, sign, side, values)
        )
    add_head(figure, middle, 90.0 - bend)
    if abs(turn) > 10.0:  # the nose
        (x, y), r = figure.circles[0]
        figure.lines.append([(x + math.copysign(r, turn), y), (x + math.copysign(r + 0.12, turn), y)])
    return figure


def _arm(shoulder: Point, sign: float, side: str, values: FeatureValues) -> list[Point]:
    raised = values.get(f"{side}_arm_elevation_deg", values.get("arms_elevation_deg", 10.0))
    direction = 90.0 - sign * (180.0 - max(raised, 8.0))
    return [shoulder, along(shoulder, direction, UPPER_ARM + FOREARM)]


def _before_chest(shoulder: Point, sign: float, turn_deg: float) -> list[Point]:
    """Elbow out to the side, hand before the chest; all of it goes round as the chest turns."""
    turn = math.radians(turn_deg)
    elbow = (shoulder[0] + sign * 0.42 * math.cos(turn) + 0.12 * math.sin(turn), shoulder[1] - 0.22)
    return [shoulder, elbow, (0.85 * math.sin(turn), shoulder[1] - 0.16)]


_FACING: Final = both(
    chain((0.24, 0.05, 0.06), (0.19, 0.10, 0.07), (0.17, 0.86, 0.09), (0.15, 1.62, 0.14))
    + chain((0.13, 1.72, 0.14), (0.11, 2.12, 0.13), (0.17, 2.52, 0.15))
    + chain(
        (0.24, 2.66, 0.10), (0.33, 2.62, 0.09), (0.43, 2.14, 0.07), (0.48, 1.68, 0.055), (0.49, 1.56, 0.06)
    )
) + chain((0.0, 2.68, 0.09), (0.0, 3.02, 0.165), (0.0, 3.10, 0.17))

_SIDEWAYS: Final = (
    chain((-0.24, 0.04, 0.045), (0.0, 0.09, 0.075), (0.03, 0.86, 0.095), (0.03, 1.66, 0.16))
    + chain(
        (0.03, 1.72, 0.165), (0.01, 2.08, 0.145), (0.01, 2.50, 0.17), (0.02, 2.68, 0.09), (-0.04, 3.00, 0.13)
    )
    + chain((-0.05, 3.04, 0.18), (-0.02, 3.10, 0.18))
    + chain((-0.12, 3.05, 0.10), (-0.25, 3.03, 0.035))
    + chain((0.04, 2.58, 0.10), (0.08, 2.12, 0.08), (-0.02, 1.68, 0.06), (-0.06, 1.56, 0.06))
)

STANDING: Final = Posture(
    key="standing",
    meaning="upright, trunk within 30 degrees of the vertical, hips over knees over feet",
    place=N_("standing"),
    start=N_("Standing upright"),
    get_into={
        "front": N_("Stand upright and face the camera"),
        "side": N_("Stand upright with your side to the camera"),
    },
    at_a_glance={
        "front": N_("Stand facing the camera"),
        "side": N_("Stand with your side to the camera"),
    },
    level=False,
    in_frame=(L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_KNEE),
    recognise=_recognise,
    silhouettes={"front": _FACING, "side": _SIDEWAYS},
    figure=_figure,
)
