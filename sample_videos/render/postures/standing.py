"""On the feet: soles flat on the floor, hips over or behind them, arms anywhere.

Arms hang, circle, or are before the chest, at the legs or on the small of the back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial

import numpy as np

from sample_videos.render.ik import Vector, along_bow, turn_x, turn_z, unit, vector
from sample_videos.render.posing import Figure
from sample_videos.render.postures import Pose, Posture
from sample_videos.render.rig import SIDES, SIGN, Rig, Side, hand_axes

DEFAULTS: Pose = {
    "knee_flexion_deg": 4.0,
    "hips_back_deg": 0.0,  # lean of the legs that takes the hips back behind the feet
    "pelvis_pitch_deg": 0.0,  # + tips the pelvis forward
    "pelvis_turn_deg": 0.0,  # + to the left
    "spine_flexion_deg": 0.0,
    "spine_bend_deg": 0.0,
    "spine_twist_deg": 0.0,
    "neck_flexion_deg": 0.0,
    "neck_twist_deg": 0.0,
    "stance": 1.2,  # distance of the feet, in distances of the hip joints
    "ahead_m": 0.0,  # the hips' way forward
    "aside_m": 0.0,  # the hips' way to the left
    "left_foot_ahead_m": 0.0,
    "right_foot_ahead_m": 0.0,
    "left_foot_lift_m": 0.0,
    "right_foot_lift_m": 0.0,
    "facing_deg": 0.0,  # the whole person turned to the left
    "left_arm_forward_deg": 0.0,  # hanging arms swung forward
    "right_arm_forward_deg": 0.0,
    "left_arm_turn_deg": 0.0,  # circling arms: 0 down, 90 out to the side, 180 up, 270 in front
    "right_arm_turn_deg": 0.0,
    "elbow_flexion_deg": 12.0,
}

#: Half the thickness of a wrist; height of the small of the back over the lowest spine bone.
_WRIST_M = 0.03
_SMALL_OF_BACK_M = 0.07

Arms = Callable[[Figure, dict[str, float]], None]


def _build(rig: Rig, p: dict[str, float], arms: Arms) -> Figure:
    figure = Figure(rig)
    figure.bend_spine(p["spine_flexion_deg"], p["spine_bend_deg"], p["spine_twist_deg"])
    figure.bend_neck(p["neck_flexion_deg"], twist_deg=p["neck_twist_deg"])
    figure.set({"root": turn_z(p["pelvis_turn_deg"]) @ turn_x(p["pelvis_pitch_deg"])})
    ankles = {side: _ankle(rig, side, p) for side in SIDES}
    figure.move(_hips(figure, p, ankles) - figure.middle("hip"))
    for side in SIDES:
        ankle, foot = figure.flat_foot(side, ankles[side])
        figure.leg_to(side, ankle, vector(0.15 * SIGN[side], -1.0, 0.0), foot)
    arms(figure, p)
    if p["facing_deg"]:
        figure.turn_all(p["facing_deg"])
    return figure


def _ankle(rig: Rig, side: str, p: dict[str, float]) -> Vector:
    """Where an ankle is when its sole stands."""
    sole_m = -rig.lowest_of_foot_m(side, np.eye(3))
    x = p["stance"] * float(rig.rest[f"{side}_hip"][0])
    return vector(x, -p[f"{side}_foot_ahead_m"], sole_m + p[f"{side}_foot_lift_m"])


def _hips(figure: Figure, p: dict[str, float], ankles: Mapping[Side, Vector]) -> Vector:
    """Middle of the hips: as high as the more stretched leg allows at the wanted knee flexion."""
    rig, middle = figure.rig, figure.middle("hip")
    heights: list[float] = []
    for side in SIDES:
        leg_m = rig.leg_m(side, p["knee_flexion_deg"])
        back_m = leg_m * float(np.sin(np.radians(p["hips_back_deg"])))
        to_hip = figure.joint(f"{side}_hip") - middle + vector(p["aside_m"], back_m - p["ahead_m"], 0.0)
        away = (to_hip - ankles[side])[:2]
        up_m = float(np.sqrt(max(leg_m**2 - float(away @ away), 0.01)))
        heights.append(float(ankles[side][2] - p[f"{side}_foot_lift_m"] + up_m - to_hip[2]))
    return vector(p["aside_m"], back_m - p["ahead_m"], min(heights))


def _hanging(figure: Figure, p: dict[str, float]) -> None:
    """Arms that hang from the shoulders, whatever the trunk does."""
    turned = turn_z(p["pelvis_turn_deg"] + p["spine_twist_deg"])
    for side in SIDES:
        sign = SIGN[side]
        forward = p[f"{side}_arm_forward_deg"]
        direction = turned @ turn_x(-forward) @ vector(0.16 * sign, -0.04, -1.0)
        pole = turned @ turn_x(-forward) @ vector(0.3 * sign, 1.0, 0.0)
        figure.arm_along(side, direction, p["elbow_flexion_deg"], pole)


def _circling(figure: Figure, p: dict[str, float]) -> None:
    """Arms on their way round: up in front of the body and down at the sides, or back again."""
    chest = figure.world("spine01")
    for side in SIDES:
        sign, turn = SIGN[side], np.radians(p[f"{side}_arm_turn_deg"] + 8.0)
        down, out, swell = float(np.cos(turn)), float(np.sin(turn)), float(np.sin(turn)) ** 2
        direction = vector(sign * (0.54 * out + 0.36 * swell), 0.55 * out - 0.4 * swell, -down)
        raised = (1.0 - down) / 2.0
        figure.lift_shoulder(side, 24.0 * raised**1.5, 8.0 * max(-out, 0.0))
        pole = vector(0.9 * sign, 0.7, -0.4)
        figure.arm_along(side, chest @ direction, p["elbow_flexion_deg"], chest @ pole)


def _before_chest(figure: Figure, p: dict[str, float]) -> None:
    """Elbows out at the height of the shoulders, forearms before the chest."""
    chest = figure.world("spine01")
    for side in SIDES:
        sign = SIGN[side]
        shoulder = figure.joint(f"{side}_shoulder")
        width = abs(float(figure.rig.rest[f"{side}_shoulder"][0]))
        reach = figure.rig.length_m(side, "shoulder", "elbow")
        wrist = shoulder + chest @ vector(-sign * 0.55 * width, -1.0 * reach, -0.07 - 0.02 * sign)
        hand = chest @ hand_axes(vector(-sign, -0.1, 0.0), vector(0.0, 0.0, -1.0))
        figure.arm_to(side, wrist, chest @ vector(sign, -0.1, -0.25), hand)


def _at_legs(figure: Figure, p: dict[str, float]) -> None:
    """Hands at the outer sides of the legs, as far down as the arms reach: they slide as the trunk leans."""
    turned = turn_z(p["pelvis_turn_deg"] + p["spine_twist_deg"])
    for side in SIDES:
        sign, shoulder = SIGN[side], figure.joint(f"{side}_shoulder")
        hip, knee = figure.joint(f"{side}_hip"), figure.joint(f"{side}_knee")
        down, outside = unit(knee - hip), vector(sign * (_outside_m(figure.rig) + _WRIST_M), -0.03, 0.0)
        to_line = hip + outside - shoulder
        ahead = float(to_line @ down)
        miss2 = float(to_line @ to_line) - ahead**2
        reach2 = figure.rig.arm_m(side, p["elbow_flexion_deg"]) ** 2
        wrist = hip + outside + down * (float(np.sqrt(max(reach2 - miss2, 0.01))) - ahead)
        hand = hand_axes(vector(-0.06 * sign, -0.05, -1.0), vector(-sign, 0.0, 0.0))
        figure.arm_to(side, wrist, turned @ vector(0.5 * sign, 1.0, 0.0), hand)


@lru_cache(maxsize=16)
def _outside_m(rig: Rig) -> float:
    """How far the hips are wider than their joints, to one side."""
    pelvis = rig.body.rest_vertices[rig.parts["pelvis"]]
    return float(pelvis[:, 0].max() - rig.rest["left_hip"][0])


def _at_back(figure: Figure, p: dict[str, float]) -> None:
    """Hands on the small of the back, elbows back; or, as `hands_up` goes to 1, crossed before the chest."""
    chest = figure.world("spine01")
    share = p["hands_up"]
    for side in SIDES:
        sign = SIGN[side]
        behind = figure.joint("spine05") + figure.world("spine05") @ vector(
            0.09 * sign, _behind_m(figure.rig) + _WRIST_M, _SMALL_OF_BACK_M
        )
        before = figure.joint("spine01") + chest @ vector(-0.04 * sign, -0.17 - 0.02 * sign, -0.14)
        aside = figure.joint(f"{side}_shoulder") + chest @ vector(0.32 * sign, -0.05, -0.30)
        wrist = along_bow(behind, aside, before, share)
        inward, down = vector(-sign, 0.0, 0.0), vector(0.0, 0.0, -1.0)
        fingers = along_bow(vector(-0.45 * sign, 0.0, -0.9), down, vector(-sign, 0.25, 0.45), share)
        palm = along_bow(vector(0.0, -1.0, 0.0), inward, vector(0.0, 1.0, 0.0), share)
        pole = along_bow(
            vector(0.8 * sign, 1.0, 0.1), vector(sign, 0.2, 0.0), vector(sign, -0.1, -0.8), share
        )
        figure.arm_to(side, wrist, chest @ pole, chest @ hand_axes(fingers, palm))


@lru_cache(maxsize=16)
def _behind_m(rig: Rig) -> float:
    """How far the skin of the small of the back is behind the lowest spine bone."""
    skin, lowest = rig.body.rest_vertices[rig.parts["trunk"]], rig.head("spine05")
    near = (abs(abs(skin[:, 0]) - 0.09) < 0.03) & (abs(skin[:, 2] - lowest[2] - _SMALL_OF_BACK_M) < 0.03)
    return float(skin[near, 1].max() - lowest[1])


#: Standing with the arms hanging: toe touch, squats, standing about, walking.
STANDING = Posture("standing", DEFAULTS, partial(_build, arms=_hanging))
ARMS_CIRCLING = Posture("arms_circling", DEFAULTS, partial(_build, arms=_circling))
ARMS_BEFORE_CHEST = Posture("arms_before_chest", DEFAULTS, partial(_build, arms=_before_chest))
ARMS_AT_LEGS = Posture("arms_at_legs", DEFAULTS, partial(_build, arms=_at_legs))
HANDS_ON_BACK = Posture("hands_on_back", {**DEFAULTS, "hands_up": 0.0}, partial(_build, arms=_at_back))
