"""On the belly: trunk and legs on the floor, hands beside the shoulders, from where the chest is pressed up.

The head is toward -Y. Pelvis and thighs stay where they are; the spine bends back over them.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from sample_videos.render.ik import X, turn_x, vector
from sample_videos.render.posing import Figure
from sample_videos.render.postures import Pose, Posture
from sample_videos.render.rig import SIDES, SIGN, Rig, hand_axes

DEFAULTS: Pose = {
    "spine_flexion_deg": 0.0,  # - arches the back
    "pelvis_up_deg": 0.0,  # how far the pelvis follows, rolling over its front
    "hips_up": 0.0,  # hips off the floor, in trunk lengths
    "neck_flexion_deg": -12.0,  # + chin to chest
}

_FOOT_PITCH_DEG = 166.0
#: Behind the hips and before the ankles by so much, the skin is that of thigh and shin.
_THIGH_FROM_M, _FOOT_FROM_M = 0.15, 0.08
_ITERATIONS = 5
#: The head comes off the floor by so much of a turn for each metre that it is too low.
_NECK_DEG_PER_M = 320.0
#: Hands lie so far outside and behind the shoulders.
_HAND_OUT_M, _HAND_BACK_M = 0.07, 0.06


def _build(rig: Rig, p: dict[str, float]) -> Figure:
    knee_m, ankle_m = _leg_heights_m(rig)
    figure = _trunk(rig, p)
    for side in SIDES:
        _leg(figure, side, knee_m, ankle_m)
        _arm(figure, side)
    return figure


def _trunk(rig: Rig, p: dict[str, float]) -> Figure:
    """Trunk and head: the lowest of the trunk on the floor, a head that would be in it on it."""
    figure, neck_deg = Figure(rig), p["neck_flexion_deg"]
    figure.bend_spine(p["spine_flexion_deg"])
    figure.bend_neck(neck_deg)
    figure.set({"root": turn_x(90.0 - p["pelvis_up_deg"])})
    hips = figure.middle("hip")
    figure.move(vector(0.0, -float(hips[1]), p["hips_up"] * rig.trunk_m - figure.lowest_m("trunk")))
    for _ in range(_ITERATIONS):
        low_m = figure.lowest_m("head")
        if low_m >= 0.0:
            break
        neck_deg += _NECK_DEG_PER_M * low_m
        figure.bend_neck(neck_deg)
    return figure


@lru_cache(maxsize=16)
def _leg_heights_m(rig: Rig) -> tuple[float, float]:
    """Heights of knee and ankle at which the skin of thigh, shin and foot rests on the floor while the chest is up."""
    knee_m, ankle_m = 0.06, 0.08
    for _ in range(_ITERATIONS):
        figure = _trunk(rig, {**DEFAULTS, "spine_flexion_deg": -40.0, "pelvis_up_deg": 6.0})
        for side in SIDES:
            _leg(figure, side, knee_m, ankle_m)
        skin, ankle_y = figure.vertices(), float(figure.joint("left_ankle")[1])
        leg = skin[(skin[:, 1] > _THIGH_FROM_M) & (skin[:, 1] < ankle_y - _FOOT_FROM_M)]
        knee_m -= float(leg[:, 2].min())
        ankle_m -= figure.lowest_m("left_foot")
    return knee_m, ankle_m


def _leg(figure: Figure, side: str, knee_m: float, ankle_m: float) -> None:
    """A straight leg, its knee and the back of its foot on the floor."""
    hip = figure.joint(f"{side}_hip")
    thigh_m, shank_m = figure.rig.length_m(side, "hip", "knee"), figure.rig.length_m(side, "knee", "ankle")
    back_m = float(np.sqrt(thigh_m**2 - (float(hip[2]) - knee_m) ** 2))
    knee = vector(float(hip[0]), float(hip[1]) + back_m, knee_m)
    ankle = knee + vector(0.0, float(np.sqrt(shank_m**2 - (ankle_m - knee_m) ** 2)), ankle_m - knee_m)
    figure.leg_through(side, knee, ankle, X, turn_x(_FOOT_PITCH_DEG))


def _arm(figure: Figure, side: str) -> None:
    """The palm beside the place where the shoulder lies, elbows back."""
    rig, sign = figure.rig, SIGN[side]
    hand = hand_axes(vector(-0.1 * sign, -1.0, 0.0), vector(0.0, 0.0, -1.0))
    out_m = abs(float(rig.rest[f"{side}_shoulder"][0])) + _HAND_OUT_M
    wrist = vector(sign * out_m, -rig.trunk_m + _HAND_BACK_M, rig.hand_height_m(side, hand))
    figure.arm_to(side, wrist, figure.pole_above_floor(side, wrist, vector(0.35 * sign, 1.0, 0.5)), hand)


#: On the belly, legs stretched out, hands beside the shoulders.
PRONE = Posture("prone", DEFAULTS, _build, face_down=True)
