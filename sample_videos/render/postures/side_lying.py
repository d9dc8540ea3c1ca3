"""On one side, propped on the forearm: feet and elbow on the floor, the hips down or lifted into line.

The head is toward +Y; on the left side the front of the body faces +X, on the right side -X. Seen along X the body
is a chain in a plane: legs from the feet to the hips, trunk from the hips to the shoulder over its elbow.
"""

from __future__ import annotations

from functools import lru_cache, partial

import numpy as np

from sample_videos.render.ik import Matrix, Vector, turn_x, turn_y, unit, vector
from sample_videos.render.posing import Figure
from sample_videos.render.postures import Pose, Posture
from sample_videos.render.rig import SIDES, SIGN, Rig, Side, hand_axes

DEFAULTS: Pose = {
    "lift": 0.0,  # 0 hips on the floor ... 1 shoulders, hips and feet in one line
    "neck_bend_deg": 0.0,  # + is toward the upper side
}

#: How the trunk bends up from hips that lie on the floor.
_BENT_UP_DEG = 26.0
_ELBOW_M = 0.034
_POINTED_DEG = 22.0
#: Legs that lie together take the fold of the hip's skin up by so much.
_YIELDS_M = 0.018
#: The lean of the legs, half way up, at which the edge of the foot is on the floor.
_LEAN_DEG = 8.0
_ITERATIONS = 12


def _build(rig: Rig, p: dict[str, float], lower: Side) -> Figure:
    figure = _body(rig, p, lower)
    _propping_arm(figure, lower, _elbow_y(rig, lower))
    _free_arm(figure, lower)
    return figure


@lru_cache(maxsize=16)
def _elbow_y(rig: Rig, lower: Side) -> float:
    """Where the elbow is: under the shoulder half way up."""
    return float(_body(rig, {**DEFAULTS, "lift": 0.6}, lower).joint(f"{lower}_shoulder")[1])


def _body(rig: Rig, p: dict[str, float], lower: Side) -> Figure:
    """Legs, trunk and head; the trunk leans so that the lower shoulder is as high as its upper arm is long."""
    height_m = rig.length_m(lower, "shoulder", "elbow") + _ELBOW_M
    lean_deg = 15.0
    for _ in range(_ITERATIONS):
        figure = _leaning(rig, p, lower, lean_deg)
        missing_m = height_m - float(figure.joint(f"{lower}_shoulder")[2])
        lean_deg += float(np.degrees(missing_m / (rig.trunk_m + p["lift"] * _leg_m(rig))))
    return figure


def _leaning(rig: Rig, p: dict[str, float], lower: Side, lean_deg: float) -> Figure:
    """The chain from the feet up, for a lean of the pelvis."""
    figure, sign = Figure(rig), SIGN[lower]
    figure.bend_spine(0.0, -sign * _BENT_UP_DEG * (1.0 - p["lift"]))
    figure.bend_neck(0.0, -sign * p["neck_bend_deg"])
    figure.set({"root": turn_x(lean_deg) @ _rolled(sign)})
    on_floor = vector(0.0, 0.0, -figure.lowest_m("pelvis") - _YIELDS_M)
    low_z = float((figure.middle("hip") + on_floor)[2])
    line_z = _foot_heights_m(rig, lower)[0] + _leg_m(rig) * np.sin(np.radians(lean_deg))
    hips_z = low_z + (max(line_z, low_z) - low_z) * p["lift"]
    figure.move(vector(0.0, 0.0, hips_z) - figure.middle("hip"))
    for side in SIDES:
        _leg(figure, side, lower, hips_z)
    feet = figure.middle("ankle")
    figure.move(vector(0.0, -float(feet[1]), 0.0))
    return figure


def _rolled(sign: float) -> Matrix:
    """From standing to lying on a side, head toward +Y."""
    return turn_y(90.0 * sign) @ turn_x(-90.0)


@lru_cache(maxsize=16)
def _foot_heights_m(rig: Rig, lower: Side) -> tuple[float, float]:
    """Heights of the middle of the ankles, and of half their distance: one foot on the other."""
    low_m = -rig.lowest_of_foot_m(lower, turn_x(_LEAN_DEG) @ _rolled(SIGN[lower]) @ turn_x(_POINTED_DEG))
    return low_m + 0.045, 0.045


def _leg_m(rig: Rig) -> float:
    return rig.leg_m("left", 0.0)


def _leg(figure: Figure, side: Side, lower: Side, hips_z: float) -> None:
    """A straight leg, the lower one's foot on the floor, the other's on it."""
    rig, sign = figure.rig, SIGN[lower]
    middle_m, half_m = _foot_heights_m(rig, lower)
    ankle_z = middle_m - half_m if side == lower else middle_m + half_m
    hip = figure.joint(f"{side}_hip")
    drop_m = float(np.clip(hip[2] - ankle_z, -0.9 * _leg_m(rig), 0.9 * _leg_m(rig)))
    along = vector(0.0, -float(np.sqrt(_leg_m(rig) ** 2 - drop_m**2)), -drop_m) / _leg_m(rig)
    knee = hip + along * rig.length_m(side, "hip", "knee")
    ankle = knee + along * rig.length_m(side, "knee", "ankle")
    lean = turn_x(float(np.degrees(np.arctan2(-along[2], -along[1]))))
    foot = lean @ _rolled(sign) @ turn_x(_POINTED_DEG)
    figure.leg_through(side, knee, ankle, lean @ _rolled(sign) @ vector(1.0, 0.0, 0.0), foot)


def _propping_arm(figure: Figure, lower: Side, elbow_y: float) -> None:
    """The elbow on the floor where it stays, the forearm along the floor ahead of the chest."""
    rig, sign = figure.rig, SIGN[lower]
    shoulder = figure.joint(f"{lower}_shoulder")
    elbow = vector(float(shoulder[0]), elbow_y, _ELBOW_M)
    wrist = elbow + vector(0.97 * sign, 0.2, 0.0) * rig.length_m(lower, "elbow", "wrist")
    hand = hand_axes(vector(sign, 0.2, 0.0), vector(0.0, 0.0, -1.0))
    wrist[2] = rig.hand_height_m(lower, hand)
    figure.arm_through(lower, elbow, wrist, vector(-sign, 0.0, -0.5), hand)


def _free_arm(figure: Figure, lower: Side) -> None:
    """The upper arm along the body, its hand on the hip."""
    upper: Side = "right" if lower == "left" else "left"
    pelvis, sign = figure.world("root"), SIGN[upper]
    hip: Vector = figure.joint(f"{upper}_hip") + pelvis @ vector(0.1 * sign, -0.06, 0.06)
    figure.arm_to(upper, hip, unit(pelvis @ vector(0.9 * sign, 0.5, 0.2)))


#: On a side, by the side that is below.
SIDE_PLANK: dict[Side, Posture] = {
    side: Posture(f"side_plank_{side}", DEFAULTS, partial(_build, lower=side)) for side in SIDES
}
