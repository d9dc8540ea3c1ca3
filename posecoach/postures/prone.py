"""On the belly, legs stretched out along the floor; the chest down, or raised on elbows or hands."""

from __future__ import annotations

import math
from typing import Final

from posecoach.features.body import Body
from posecoach.features.geometry import flexion_deg
from posecoach.pose.landmarks import Landmark as L
from posecoach.postures.figure import (
    FOOT,
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

LEVEL_DEG: Final = (56.0, 107.0)
"""Lean of the trunk against the vertical, before the tilt of the camera. Lying: 77 to 112 degrees in two recorded
people, seen from the side and askew; propped on the elbows, which stand half a trunk high, some 60."""

RAISED_DEG: Final = 18.0
"""A chest once found on the floor may rise to this lean: a recorded upward dog goes to 39, and 27 seen askew."""

BELLY_SHARE: Final = 0.5
"""How far the back points up: 0.7 and more in recorded people on the belly, 0.64 in an upward dog."""

THIGH_DROP: Final = 0.17
"""Trunk lengths from hip to knee in the frame: -0.03 to 0.12 in two recorded people on the belly; in planks 0.25 to
0.48. Hips pushed up from there are a fault to be told, so they may rise by twice that."""

FOOT_DROP: Final = 0.22
"""The same from hip to ankle: -0.35 to 0.0, also with the feet raised; in planks 0.4 to 0.8."""

HANDS_BELOW: Final = 0.38
"""The hand of somebody who lies on the belly is hardly lower than the shoulder: 0.1 to 0.4 trunk lengths in ten of
twelve rendered people; in planks and push-ups 0.42 and more in ten of fourteen. Of the others, and of the bottom of a
push-up, what is done then tells that it is no press-up."""

TILTED_DROP: Final = 0.12
"""So much lower, and the feet twice that, are knees that lie before a camera which is turned, or looks down from high
up: 0.11 to 0.25 and 0.21 to 0.41 in three rendered people on the belly."""

STRAIGHT_DEG: Final = 22.0
"""Then hips and knees are straight: up to 16 degrees in nine of those twelve; on all fours they are bent."""

BENT_DEG: Final = 50.0
"""Hips and knees: up to 28 and 30 degrees in the same two people; on hands and knees 75 and more."""


def _recognise(body: Body, incline_deg: float, back_down: float, slack: float) -> bool:
    least_deg = LEVEL_DEG[0] - TILT_DEG if slack == 1.0 else RAISED_DEG
    if not least_deg < incline_deg < LEVEL_DEG[1] + TILT_DEG * slack or back_down > -BELLY_SHARE / slack:
        return False
    shoulder, hip, knee, ankle, heel, toes = (
        body.side(mark)
        for mark in (L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_KNEE, L.LEFT_ANKLE, L.LEFT_HEEL, L.LEFT_FOOT_INDEX)
    )
    hip_long = flexion_deg(shoulder, hip, knee) < BENT_DEG * slack  # not for a knee that was not seen
    knee_long = not flexion_deg(hip, knee, ankle) > BENT_DEG * slack
    toes_up = heel[1] - toes[1] > 0.15 * slack * body.trunk_px  # as on the back
    drop = TILTED_DROP if slack > 1.0 or _is_flat(body) else 0.0
    legs_down = all(_lies(body, side, slack, drop) for side in (body.near, body.far))
    return legs_down and hip_long and knee_long and not toes_up


def _is_flat(body: Body) -> bool:
    """Tell whether hips and knees are straight, and the hands beside the chest: not in a plank."""
    shoulder, hip, knee, ankle, wrist = (
        body.side(mark) for mark in (L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_KNEE, L.LEFT_ANKLE, L.LEFT_WRIST)
    )
    straight = max(flexion_deg(shoulder, hip, knee), flexion_deg(hip, knee, ankle)) < STRAIGHT_DEG
    return straight and wrist[1] - shoulder[1] < HANDS_BELOW * body.trunk_px


def _lies(body: Body, side: int, slack: float, drop: float) -> bool:
    """Tell whether a leg lies along the floor; of one that was not seen nothing speaks against it.

    drop: how much lower the camera may show the knee [trunk lengths], and the foot twice that.
    """
    hip, knee, ankle = (body.points[left + side] for left in (L.LEFT_HIP, L.LEFT_KNEE, L.LEFT_ANKLE))
    thigh_down = not knee[1] - hip[1] > (THIGH_DROP * (2.0 * slack - 1.0) + drop) * body.trunk_px
    return thigh_down and not ankle[1] - hip[1] > (FOOT_DROP * slack + 2.0 * drop) * body.trunk_px


def _figure(values: FeatureValues, view: ViewName) -> Figure:
    """Somebody on the belly, feet at the left; the chest is raised as far as it is, on hands or elbows."""
    rise_deg = max(0.0, min(70.0, values.get("trunk_rise_deg", 0.0)))
    lift = max(0.0, min(0.6, values.get("hip_over_knee", 0.0)))
    hip = (THIGH + SHANK, 0.14 + lift)
    back = [hip]
    for share in (0.2, 0.6, 1.0, 1.4, 1.8):  # the lower back arches, the hips stay
        back.append(along(back[-1], rise_deg * share, 0.2))
    shoulder = back[-1]
    figure = Figure([[(-FOOT, 0.0), (0.0, 0.06), (SHANK, 0.08), *back]])
    figure.lines.append([shoulder, *_arm(shoulder)])
    add_head(figure, shoulder, min(75.0, 8.0 + 1.4 * rise_deg), min(0.0, rise_deg - 80.0))
    return figure


def _arm(shoulder: tuple[float, float]) -> list[tuple[float, float]]:
    """Return elbow and hand: beside the chest, propped on the forearm, or the hand under the shoulder."""
    x, height = shoulder
    if height < UPPER_ARM + 0.1:
        out = math.sqrt(max(0.0, UPPER_ARM**2 - (height - 0.04) ** 2))
        elbow = (x - out, 0.04 if height > 0.3 else 0.22)
        return [elbow, (elbow[0] + FOREARM, 0.02)]
    hand = (x + 0.1, 0.0)
    bow = math.sqrt(max(0.0, UPPER_ARM**2 - (height / 2.0) ** 2))
    return [((x + hand[0]) / 2.0 - bow, height / 2.0), hand]


_ON_THE_BELLY: Final = (
    chain((-1.42, 0.22, 0.175), (-1.36, 0.22, 0.175))
    + chain((-1.42, 0.14, 0.10), (-1.44, 0.05, 0.035))
    + chain((-1.30, 0.20, 0.10), (-1.02, 0.17, 0.14), (-0.60, 0.17, 0.155), (-0.02, 0.18, 0.165))
    + chain((-0.02, 0.16, 0.15), (0.82, 0.11, 0.10), (1.60, 0.08, 0.07), (1.86, 0.04, 0.045))
    + chain((-1.04, 0.14, 0.09), (-0.72, 0.26, 0.07), (-1.12, 0.06, 0.055), (-1.26, 0.04, 0.05))
)

PRONE: Final = Posture(
    key="prone",
    meaning="on the belly, legs stretched out; the chest down, or raised on elbows or hands",
    place=N_("on the belly"),
    start=N_("On your belly, legs stretched out"),
    get_into={"side": N_("Lie on your belly, side to the camera, hands beside your shoulders")},
    at_a_glance={"side": N_("Lie on your belly")},
    level=True,
    in_frame=(L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_KNEE),
    recognise=_recognise,
    silhouettes={"side": _ON_THE_BELLY},
    figure=_figure,
    overlaps=True,
)
