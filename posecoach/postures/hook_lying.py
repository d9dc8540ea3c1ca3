"""Lying on the back, knees bent, feet on the floor."""

from __future__ import annotations

import math
from typing import Final

from posecoach.features.body import Body
from posecoach.features.geometry import Point, flexion_deg
from posecoach.pose.landmarks import Landmark as L
from posecoach.postures.figure import (
    FOOT,
    HEAD,
    LARGER,
    NECK,
    SHOULDER_HALF,
    FeatureValues,
    Figure,
    along,
    leg_on_floor,
)
from posecoach.postures.knees_aside import knees_rolled
from posecoach.postures.posture import TILT_DEG, Posture, ViewName, chain
from posecoach.postures.supine_legs_up import knees_to_chest, leg_stretched_up
from posecoach.words.phrase import N_

ROLLER: Final = 0.16
ON_ROLLER: Final = "toe_shoulder_distance"
"""A feature that only an exercise on a foam roller uses: the trunk is drawn on one."""

KNEES_IN: Final = "tighter_hip_deg"
"""A feature that only exercises which draw the knees in use."""

ROLLED: Final = "knee_roll"
"""A feature that only an exercise which rolls the knees to the sides uses."""

LEG_UP: Final = "leg_lead_deg"
"""A feature that only an exercise which stretches one leg up uses."""


STRETCHED_DEG: Final = 25.0
LEVEL: Final = 0.3
"""Somebody who was followed with bent knees is still there with the legs stretched along the floor: on a roller, and
with feet that slide away, that is a fault and no other posture. Knees of stretched legs lie 0.2 trunk lengths under
hips on a roller, and up to 0.1 over them; a raised leg brings its knee up by 0.5 and more."""


def _recognise(body: Body, incline_deg: float, back_down: float, slack: float) -> bool:
    if abs(incline_deg - 90.0) > (40.0 + TILT_DEG) * slack or back_down < 0.6 / slack:
        return False
    hip, knee, ankle = body.side(L.LEFT_HIP), body.side(L.LEFT_KNEE), body.side(L.LEFT_ANKLE)
    knee_up = knee[1] < hip[1] + (slack - 1.0) * 0.2 * body.trunk_px
    foot_below_knee = not ankle[1] < knee[1]
    flexion = flexion_deg(hip, knee, ankle)
    bent = 25.0 / slack <= flexion <= 150.0
    if slack > 1.0 and flexion < STRETCHED_DEG:
        level = LEVEL * body.trunk_px
        return abs(knee[1] - hip[1]) <= level and ankle[1] - hip[1] >= -level
    return knee_up and foot_below_knee and bent


def _figure(values: FeatureValues, view: ViewName) -> Figure:
    """Somebody on the back with bent knees, seen from the side, feet at the left."""
    if LEG_UP in values:
        return leg_stretched_up(values)
    if KNEES_IN in values:
        return knees_to_chest(values)
    if ROLLED in values:
        return knees_rolled(values)
    raised = 2.0 * ROLLER if ON_ROLLER in values else 0.0
    lift = max(0.0, values.get("hip_height", 0.08) - 0.08)
    ankle = (0.0, 0.08)
    hip_y = 0.14 + lift + 0.7 * raised
    shoulder_y = 0.14 + 1.1 * raised
    knee, hip = leg_on_floor(ankle, hip_y, values.get("knee_flexion_deg", 100.0))
    shoulder = (hip[0] + math.sqrt(max(0.0, 1.0 - (hip_y - shoulder_y) ** 2)), shoulder_y)
    figure = Figure([[(-FOOT, 0.0), (0.04, 0.0), ankle, knee, hip, shoulder]])
    if raised:
        figure.circles.append(((hip[0] + 0.6, ROLLER), ROLLER))
    head = (shoulder[0] + NECK, shoulder[1] + 0.06 + raised * 0.2)
    neck = math.degrees(math.atan2(head[1] - shoulder[1], head[0] - shoulder[0]))
    figure.lines.append([shoulder, along(shoulder, neck, math.dist(head, shoulder) - HEAD)])
    figure.circles.append((head, HEAD))
    _add_turned_arms(figure, shoulder, hip, head, values)
    return figure


def _add_turned_arms(figure: Figure, shoulder: Point, hip: Point, head: Point, values: FeatureValues) -> None:
    """Add the shoulder line of a turned chest, one end up, and the arms that hang on it."""
    turn_deg = max(-60.0, min(60.0, LARGER * values.get("trunk_rotation_deg", 0.0)))
    rise = SHOULDER_HALF * math.sin(math.radians(abs(turn_deg)))
    up, down = (shoulder[0], shoulder[1] + rise), (shoulder[0], max(0.0, shoulder[1] - rise / 2.0))
    if rise > 0.05:
        figure.lines.append([hip, up, down])
    if values.get("hand_ear_distance", 1.0) < 0.45:
        figure.lines.append([up, (up[0] + 0.2, up[1] + 0.45), (head[0] + 0.05, head[1] + HEAD)])
    elif values.get("hand_hip_distance", 1.0) < 0.55:
        figure.lines.append([up, (shoulder[0] - 0.42, 0.02), (hip[0] + 0.12, hip[1] - 0.04)])
    elif ON_ROLLER not in values:  # there the hands lie on the hips
        figure.lines.append([up, (shoulder[0] - 0.45, 0.0), (shoulder[0] - 0.95, 0.0)])


_LYING: Final = (
    chain((-1.44, 0.20, 0.175), (-1.36, 0.21, 0.175))
    + chain((-1.38, 0.28, 0.10), (-1.37, 0.41, 0.035))
    + chain((-1.36, 0.16, 0.10), (-1.02, 0.17, 0.13), (-0.60, 0.17, 0.155), (-0.02, 0.17, 0.155))
    + chain((-0.02, 0.17, 0.15), (0.52, 0.80, 0.10), (0.86, 0.10, 0.07), (1.14, 0.045, 0.045))
    + chain((-1.00, 0.12, 0.09), (-0.52, 0.08, 0.07), (-0.04, 0.06, 0.055), (0.08, 0.05, 0.05))
)

HOOK_LYING: Final = Posture(
    key="hook_lying",
    meaning="on the back, knees bent, feet below the knees",
    place=N_("on the back"),
    start=N_("On your back, knees bent, feet flat"),
    get_into={
        "front": N_("Lie on your back, knees bent, feet flat"),
        "side": N_("Lie on your back, side to the camera, knees bent, feet flat"),
    },
    at_a_glance={"side": N_("Lie on your back, knees bent")},
    level=True,
    on_back=True,
    in_frame=(L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_KNEE),
    recognise=_recognise,
    silhouettes={"side": _LYING},
    figure=_figure,
)
