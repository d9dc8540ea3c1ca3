"""Sitting upright, on a chair or on the floor."""

from __future__ import annotations

import math
from typing import Final

from posecoach.features.body import Body
from posecoach.features.geometry import Point, distance_px
from posecoach.pose.landmarks import Landmark as L
from posecoach.postures.figure import (
    FOOT,
    HIP_HALF,
    LARGER,
    SHANK,
    SHOULDER_HALF,
    THIGH,
    FeatureValues,
    Figure,
    add_head,
    along,
)
from posecoach.postures.posture import Posture, ViewName, both, chain
from posecoach.words.phrase import N_

UPRIGHT_DEG: Final = 35.0
"""Two recorded people who sit lean by up to 22 degrees, also with a rounded back; a fold forward begins beyond."""

THIGH_DROP: Final = 0.4
"""Trunk lengths from hip to knee in the frame: of three people who sit at the height of the camera 0.0 to 0.3; a thigh
that hangs from hips that stand or kneel has 0.6 and more."""

NEAR_DROP: Final = 0.62
NEAR_SHARE: Final = 0.7
"""Seen from near and above, knees that point to the camera lie lower: 0.5 to 0.64 in a recorded person, but that is
0.51 to 0.67 of the shank below it. Standing, thigh and shank look alike: 0.8 and more of it."""

_SEAT: Final = SHANK + 0.08


def _recognise(body: Body, incline_deg: float, back_down: float, slack: float) -> bool:
    if not incline_deg <= UPRIGHT_DEG * slack:
        return False
    hip, knee, ankle = body.side(L.LEFT_HIP), body.side(L.LEFT_KNEE), body.side(L.LEFT_ANKLE)
    knee_below_chest = knee[1] - hip[1] > -0.8 * slack * body.trunk_px
    foot_below_hip = not ankle[1] < hip[1] - 0.3 * slack * body.trunk_px
    thighs_level = not any(_hangs(body, side, slack) for side in (0, 1))  # a far knee may be hidden
    return knee_below_chest and foot_below_hip and thighs_level


def _hangs(body: Body, side: int, slack: float) -> bool:
    """Tell whether a thigh hangs, as standing or kneeling."""
    hip, knee, ankle = (body.points[left + side] for left in (L.LEFT_HIP, L.LEFT_KNEE, L.LEFT_ANKLE))
    drop, wider = knee[1] - hip[1], 0.2 * (slack - 1.0)
    if not drop > (THIGH_DROP + wider) * body.trunk_px:
        return False
    short = drop < (NEAR_SHARE + wider) * distance_px(knee, ankle)
    return not (short and drop < (NEAR_DROP + wider) * body.trunk_px)


def _figure(values: FeatureValues, view: ViewName) -> Figure:
    """Somebody who sits on a stool."""
    return _facing(values) if view == "front" else _sideways(values)


def _facing(values: FeatureValues) -> Figure:
    """Somebody who faces us; of a turned chest the line of the shoulders gets short, and both hands go to one side."""
    turn_deg = max(-80.0, min(80.0, values.get("chest_turn_deg", 0.0)))
    lean_deg = values.get("side_bend_deg", 0.0)
    middle = along((0.0, _SEAT), 90.0 - lean_deg, 1.0)
    across = math.cos(math.radians(turn_deg)) * SHOULDER_HALF
    share = math.sin(math.radians(abs(turn_deg)))
    figure = Figure([[(-0.45, _SEAT - 0.1), (0.45, _SEAT - 0.1)]])
    for sign in (1.0, -1.0):
        hip, knee = (sign * HIP_HALF, _SEAT), (sign * 0.34, _SEAT - 0.16)
        shoulder = along(middle, -lean_deg, sign * across)
        figure.lines.append([(sign * 0.5, 0.0), (sign * 0.36, 0.0), knee, hip, shoulder, middle])
        figure.lines.append([hip, (0.0, _SEAT)])
        hand = (knee[0] + share * (math.copysign(0.44, turn_deg) - knee[0]), knee[1] + 0.06)
        elbow = ((shoulder[0] + hand[0]) / 2.0 + sign * 0.12, (shoulder[1] + hand[1]) / 2.0)
        figure.lines.append([shoulder, elbow, hand])
    add_head(figure, middle, 90.0 - lean_deg)
    if abs(turn_deg) > 10.0:  # the nose
        (x, y), r = figure.circles[0]
        figure.lines.append([(x + math.copysign(r, turn_deg), y), (x + math.copysign(r + 0.12, turn_deg), y)])
    return figure


def _sideways(values: FeatureValues) -> Figure:
    """Somebody seen from the side, facing right: the back is round or hollow, the hands lie on the thighs."""
    hip = (0.0, _SEAT)
    shoulder = along(hip, 90.0 - values.get("trunk_inclination_deg", 5.0), 1.0)
    bow = LARGER * values.get("back_bow", 0.0)
    back = [_on_back(hip, shoulder, bow, step / 12.0) for step in range(13)]
    knee = (THIGH, _SEAT)
    figure = Figure([[(-0.4, _SEAT - 0.1), (0.5, _SEAT - 0.1)]])
    figure.lines.append([(THIGH + FOOT, 0.0), (THIGH, 0.0), knee, *back])
    figure.lines.append([shoulder, (shoulder[0] + 0.12, shoulder[1] - 0.5), (0.6 * THIGH, _SEAT + 0.06)])
    nod_deg = values.get("head_pitch_deg", -85.0) + 85.0
    trunk_deg = math.degrees(math.atan2(shoulder[1] - hip[1], shoulder[0] - hip[0]))
    add_head(figure, shoulder, trunk_deg + 0.4 * nod_deg, trunk_deg - 85.0 + nod_deg)
    return figure


def _on_back(hip: Point, shoulder: Point, bow: float, share: float) -> Point:
    """Return a point of the back: a parabola whose mean distance from its chord is `bow`, positive = backward."""
    dx, dy = shoulder[0] - hip[0], shoulder[1] - hip[1]
    arc = 6.0 * bow * share * (1.0 - share)
    return hip[0] + share * dx - arc * dy, hip[1] + share * dy + arc * dx


_FACING: Final = both(
    chain((0.30, 0.05, 0.06), (0.24, 0.10, 0.07), (0.24, 0.74, 0.10), (0.15, 0.96, 0.15))
    + chain((0.13, 0.98, 0.15), (0.11, 1.38, 0.13), (0.17, 1.78, 0.15))
    + chain((0.24, 1.92, 0.10), (0.33, 1.88, 0.09), (0.44, 1.42, 0.07), (0.30, 1.00, 0.055))
) + chain((0.0, 1.94, 0.09), (0.0, 2.28, 0.165), (0.0, 2.36, 0.17))

_SIDEWAYS: Final = (
    chain((-1.10, 0.045, 0.045), (-0.86, 0.09, 0.075), (-0.84, 0.84, 0.10), (0.03, 0.94, 0.15))
    + chain((0.03, 0.98, 0.165), (0.01, 1.38, 0.145), (0.01, 1.78, 0.17), (0.0, 1.96, 0.09))
    + chain((0.0, 1.96, 0.09), (-0.04, 2.28, 0.13))
    + chain((-0.05, 2.32, 0.18), (-0.02, 2.38, 0.18))
    + chain((-0.12, 2.33, 0.10), (-0.25, 2.31, 0.035))
    + chain((0.02, 1.86, 0.10), (-0.02, 1.40, 0.08), (-0.46, 1.06, 0.06))
)

SEATED: Final = Posture(
    key="seated",
    meaning="sitting on a chair or on the floor, trunk within 35 degrees of the vertical",
    place=N_("sitting"),
    start=N_("Sitting upright"),
    get_into={
        "front": N_("Sit upright and face the camera"),
        "side": N_("Sit upright with your side to the camera"),
    },
    at_a_glance={
        "front": N_("Sit facing the camera"),
        "side": N_("Sit with your side to the camera"),
    },
    level=False,
    in_frame=(L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_KNEE),
    recognise=_recognise,
    silhouettes={"front": _FACING, "side": _SIDEWAYS},
    figure=_figure,
    overlaps=True,
)
