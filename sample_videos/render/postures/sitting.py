"""On a chair: the pelvis on the seat, soles flat on the floor, hands on the thighs or where a turn takes them.

The person faces -Y; the hips are at y = 0. The seat is as high as lets the thighs lie level.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from sample_videos.render.ik import Vector, along_bow, turn_x, unit, vector
from sample_videos.render.posing import Figure
from sample_videos.render.postures import Pose, Posture
from sample_videos.render.rig import SIDES, SIGN, Rig, hand_axes

DEFAULTS: Pose = {
    "pelvis_pitch_deg": 0.0,  # + rolls the pelvis forward on the seat
    "spine_flexion_deg": 0.0,
    "spine_bend_deg": 0.0,
    "spine_twist_deg": 0.0,  # + turns the chest to the left
    "neck_flexion_deg": 0.0,
    "neck_twist_deg": 0.0,
    "feet_ahead_m": 0.0,  # feet before the place under the knees
    "hands_aside": 0.0,  # 1: the right hand on the left knee, the left one behind on the seat; -1: mirrored
    "arms_crossed": 0.0,  # 1: both hands before the chest
}

_STANCE = 1.35
_WRIST_M = 0.028
_LEAST_BENT_ELBOW_DEG = 22.0
#: Where hands lie on the thighs, in shares of the way from hip to knee.
_ON_THIGH = (0.4, 0.66)


def _build(rig: Rig, p: dict[str, float]) -> Figure:
    figure = _seated(rig, p)
    for side in SIDES:
        _arm(figure, side, p)
    return figure


def _seated(rig: Rig, p: dict[str, float], seat: float | None = None) -> Figure:
    """Trunk and legs, the lowest skin of pelvis and thighs at the height of the seat."""
    figure = Figure(rig)
    figure.bend_spine(p["spine_flexion_deg"], p["spine_bend_deg"], p["spine_twist_deg"])
    figure.bend_neck(p["neck_flexion_deg"], twist_deg=p["neck_twist_deg"])
    figure.set({"root": turn_x(p["pelvis_pitch_deg"])})
    figure.move(vector(0.0, 0.0, _level_hip_m(rig)) - figure.middle("hip"))
    seat_m = seat_height_m(rig) if seat is None else seat
    for _ in range(2):
        for side in SIDES:
            ankle, foot = figure.flat_foot(side, _ankle(rig, side, p["feet_ahead_m"]))
            figure.leg_to(side, ankle, vector(0.1 * SIGN[side], -1.0, 0.6), foot)
        if seat_m > 0.0:
            figure.move(vector(0.0, 0.0, seat_m - figure.lowest_m("pelvis")))
    return figure


@lru_cache(maxsize=16)
def seat_height_m(rig: Rig) -> float:
    """Height of the seat under a person whose thighs lie level."""
    return _seated(rig, dict(DEFAULTS), seat=0.0).lowest_m("pelvis")


def _level_hip_m(rig: Rig) -> float:
    """Height of the hips with level thighs and upright shanks."""
    return rig.length_m("left", "knee", "ankle") - rig.lowest_of_foot_m("left", np.eye(3))


def _ankle(rig: Rig, side: str, ahead_m: float) -> Vector:
    sole_m = -rig.lowest_of_foot_m(side, np.eye(3))
    x = _STANCE * float(rig.rest[f"{side}_hip"][0])
    return vector(x, -rig.length_m(side, "hip", "knee") - ahead_m, sole_m)


def _arm(figure: Figure, side: str, p: dict[str, float]) -> None:
    """A hand on its thigh, or on the way to where a turn or crossed arms take it."""
    sign = SIGN[side]
    wrist, fingers, palm, pole = _on_thigh(figure, side)
    turn = p["hands_aside"]
    away = _on_other_knee if turn * sign < 0.0 else _behind
    for target, share in ((away, abs(turn)), (_before_chest, p["arms_crossed"])):
        if share <= 0.0:
            continue
        to, to_fingers, to_palm, to_pole = target(figure, side)
        over = (wrist + to) / 2.0 + vector(0.04 * sign, 0.0, 0.10)
        wrist = along_bow(wrist, over, to, share)
        fingers = (1.0 - share) * fingers + share * to_fingers
        palm = (1.0 - share) * palm + share * to_palm
        pole = (1.0 - share) * pole + share * to_pole
    figure.arm_to(side, wrist, pole, hand_axes(fingers, palm))


_Reach = tuple[Vector, Vector, Vector, Vector]


def _on_thigh(figure: Figure, side: str) -> _Reach:
    """Wrist, fingers, palm and elbow of a hand that lies on the thigh, as far forward as a slack arm gets."""
    sign, rig = SIGN[side], figure.rig
    shoulder, hip, knee = (figure.joint(f"{side}_{joint}") for joint in ("shoulder", "hip", "knee"))
    over = vector(0.01 * sign, 0.0, _thigh_m(rig) + _WRIST_M)
    along = knee - hip
    ahead = unit(along)
    from_hip = hip + over - shoulder
    middle = float(from_hip @ ahead)
    reach2 = rig.arm_m(side, _LEAST_BENT_ELBOW_DEG) ** 2 - float(from_hip @ from_hip) + middle**2
    share = (float(np.sqrt(max(reach2, 0.0))) - middle) / float(np.linalg.norm(along))
    wrist = hip + over + along * float(np.clip(share, *_ON_THIGH))
    fingers = unit(along) + vector(-0.15 * sign, 0.0, -0.1)
    return wrist, fingers, vector(0.0, 0.0, -1.0), vector(0.9 * sign, 0.6, -0.3)


def _on_other_knee(figure: Figure, side: str) -> _Reach:
    """A hand on the outside of the other knee."""
    sign, other = SIGN[side], "left" if side == "right" else "right"
    knee, hip = figure.joint(f"{other}_knee"), figure.joint(f"{other}_hip")
    wrist = knee + 0.22 * (hip - knee) + vector(0.0, 0.0, _thigh_m(figure.rig) + _WRIST_M)
    return wrist, vector(-0.8 * sign, -0.5, -0.35), vector(0.0, 0.15, -1.0), vector(0.6 * sign, -0.1, -0.9)


def _behind(figure: Figure, side: str) -> _Reach:
    """A hand on the seat behind the hip."""
    sign = SIGN[side]
    hip = figure.joint(f"{side}_hip")
    wrist = vector(hip[0] + 0.12 * sign, hip[1] + 0.13, seat_height_m(figure.rig) + 0.06)
    return wrist, vector(0.5 * sign, 0.8, -0.3), vector(0.0, 0.0, -1.0), vector(0.8 * sign, 0.9, 0.1)


def _before_chest(figure: Figure, side: str) -> _Reach:
    """A hand that lies crossed before the chest."""
    sign, chest = SIGN[side], figure.world("spine01")
    wrist = figure.joint("spine01") + chest @ vector(-0.04 * sign, -0.17 - 0.02 * sign, -0.14)
    fingers, palm = vector(-sign, 0.25, 0.45), vector(0.0, 1.0, -0.2)
    return wrist, chest @ fingers, chest @ palm, chest @ vector(sign, -0.1, -0.8)


@lru_cache(maxsize=16)
def _thigh_m(rig: Rig) -> float:
    """How far the front of a thigh is from the line hip to knee."""
    middle = (rig.rest["left_hip"] + rig.rest["left_knee"]) / 2.0
    skin = rig.body.rest_vertices
    near = (abs(skin[:, 2] - middle[2]) < 0.03) & (abs(skin[:, 0] - middle[0]) < 0.06)
    return float(middle[1] - skin[near, 1].min())


#: Sitting upright on a chair, the back free.
SITTING = Posture("sitting", DEFAULTS, _build)
