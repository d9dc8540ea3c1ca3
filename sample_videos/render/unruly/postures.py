"""Postures of unruly people: those of the exercises with free hands and legs, and those between and beside them.

In the person frame of `ik.py`, a person who lies has the head toward +Y, one on hands and knees toward -Y, so that
sitting back and kneeling down both begin from the same standing person, who faces -Y.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from sample_videos.render.ik import Matrix, Vector, X, turn_x, turn_y, unit, vector
from sample_videos.render.posing import Figure
from sample_videos.render.postures import Pose, Posture
from sample_videos.render.postures.all_fours import ALL_FOURS, ARM_AND_LEG, FOLDED, THREADED
from sample_videos.render.postures.curling import CURLING
from sample_videos.render.postures.on_back import ON_BACK
from sample_videos.render.postures.prone import PRONE
from sample_videos.render.postures.side_lying import SIDE_PLANK
from sample_videos.render.postures.sitting import SITTING
from sample_videos.render.postures.standing import (
    ARMS_AT_LEGS,
    ARMS_BEFORE_CHEST,
    ARMS_CIRCLING,
    HANDS_ON_BACK,
    STANDING,
)
from sample_videos.render.postures.supine import HANDS_AT_BACK, HANDS_BEHIND_HEAD, HOOK_LYING, ON_ROLLER
from sample_videos.render.rig import SIDES, SIGN, Rig, hand_axes
from sample_videos.render.unruly.blending import ground
from sample_videos.render.unruly.freedom import Parameters, free, leg_by_angles


def _feet(figure: Figure) -> dict[str, tuple[Vector, Matrix]]:
    """Where both feet are: ankle (3,) and world rotation (3, 3)."""
    return {side: (figure.joint(f"{side}_ankle"), figure.world(f"foot.{side[0].upper()}")) for side in SIDES}


def _step(figure: Figure, p: Parameters) -> None:
    """Feet that stand on their balls or turn out, and a hop."""
    for side in SIDES:
        heel_up = p[f"{side}_heel_up_deg"]
        if heel_up > 0.0:
            ankle, foot = figure.flat_foot(side, figure.joint(f"{side}_ankle"), heel_up)
            figure.leg_to(side, ankle, vector(0.15 * SIGN[side], -1.0, 0.0), foot, heel_up)
    figure.move(vector(0.0, 0.0, p["hop_m"]))


_STEP: Pose = {"left_heel_up_deg": 0.0, "right_heel_up_deg": 0.0, "hop_m": 0.0}

_SIT: Pose = {"sit_deg": 0.0, "spine_bend_deg": 0.0, "neck_flexion_deg": 0.0}


def _sit(figure: Figure, p: Parameters) -> None:
    """The trunk raised from the floor about the hips, feet where they stand."""
    feet, hips_y = _feet(figure), float(figure.middle("hip")[1])
    figure.set({"root": turn_x(p["sit_deg"]) @ figure.rotations["root"]})
    figure.bend_spine(p["spine_flexion_deg"], p["spine_bend_deg"], p["spine_twist_deg"])
    if p["sit_deg"] > 1.0 or p["neck_flexion_deg"]:
        figure.bend_neck(p["neck_flexion_deg"])
    for _ in range(2):
        figure.move(vector(0.0, hips_y - float(figure.middle("hip")[1]), 0.0))
        for side, (ankle, foot) in feet.items():
            figure.leg_to(side, ankle, vector(0.0, -0.3, 1.0), foot)
        figure.move(vector(0.0, 0.0, -min(figure.lowest_m("pelvis"), figure.lowest_m("trunk"))))
    _rest_arms(figure, p["sit_deg"])


def _rest_arms(figure: Figure, sit_deg: float) -> None:
    """Arms that lie beside the body, and reach forward over the knees as the trunk comes up."""
    up = float(np.clip(sit_deg / 40.0, 0.0, 1.0))
    for side in SIDES:
        shoulder = figure.joint(f"{side}_shoulder")
        lying = vector(0.13 * SIGN[side], -0.95, 0.0)
        along = unit((1.0 - up) * lying + up * vector(0.1 * SIGN[side], -0.85, -0.35))
        wrist = shoulder + along * figure.rig.arm_m(side, 8.0)
        wrist[2] = max(wrist[2], 0.05)
        figure.arm_to(side, wrist, figure.pole_above_floor(side, wrist, vector(SIGN[side], 0.3, -2.0)))


_ROLLED: Pose = {
    "roll_deg": 0.0,  # 0 on the back, 90 on the left side, 180 on the belly
    "curl_deg": 20.0,  # hips and knees
    "spine_flexion_deg": 0.0,
    "spine_twist_deg": 0.0,
    "neck_flexion_deg": 6.0,
    "legs_apart_deg": 4.0,
    "knees_deg": 0.0,  # more bend of the knees than of the hips
}


def _build_rolled(rig: Rig, p: Parameters) -> Figure:
    """Lying anyhow: on the back, a side or the belly, legs straight or drawn up."""
    figure = Figure(rig)
    face_down = max(0.0, -float(np.cos(np.radians(p["roll_deg"]))))
    figure.bend_spine(p["spine_flexion_deg"] * (1.0 - face_down), 0.0, p["spine_twist_deg"])
    figure.bend_neck((1.0 - face_down) * p["neck_flexion_deg"] - 18.0 * face_down, 0.0, 40.0 * face_down)
    tilt_deg = 0.0
    for _ in range(3):
        figure.set({"root": turn_x(tilt_deg) @ turn_y(p["roll_deg"]) @ turn_x(-90.0)})
        _rolled_limbs(figure, p, face_down)
        above_m = min(figure.lowest_m(f"{side}_foot") for side in SIDES) - figure.lowest_m("trunk")
        length_m = float(abs(figure.middle("ankle")[1] - figure.middle("shoulder")[1]))
        tilt_deg += float(np.clip(np.degrees(np.arctan2(above_m, length_m)), -8.0, 8.0))
    figure.move(-figure.middle("hip"))
    ground(figure)
    return figure


def _rolled_limbs(figure: Figure, p: Parameters, face_down: float) -> None:
    """Legs together, the lower one on the floor; arms before the chest, beside the head for the belly."""
    on_side = float(np.sin(np.radians(p["roll_deg"])))
    curl_deg = p["curl_deg"] * (1.0 - face_down)
    for side in SIDES:
        sign, lower = SIGN[side], max(0.0, SIGN[side] * on_side)
        legs = {
            "flexion": curl_deg,
            "bend": 2.0 * curl_deg + p["knees_deg"],
            "out": p["legs_apart_deg"] + 7.0 * lower - 12.0 * max(0.0, -sign * on_side),
            "point": 80.0 * face_down,
        }
        leg_by_angles(figure, side, {f"{side}_leg_{name}_deg": value for name, value in legs.items()})
        chest, arm_m = figure.world("spine01"), figure.rig.arm_m(side, 0.0)
        before = vector(0.02 * sign - 0.10 * sign * lower, -0.30, -0.55 * arm_m)
        beside_head = vector(0.30 * sign, -0.02, 0.35 * arm_m)
        wrist = figure.joint(f"{side}_shoulder") + chest @ (
            (1.0 - face_down) * before + face_down * beside_head
        )
        out = vector(sign * (1.0 - lower - 0.5 * face_down), -1.2 * lower, -0.4 - 0.6 * face_down)
        figure.arm_to(side, wrist, chest @ out)


_PLANK: Pose = {
    "down": 0.0,  # 0 arms straight ... 1 chest at the floor
    "forearms": 0.0,  # 1 on the elbows
    "sag_deg": 0.0,  # + hips hang, - hips high
    "neck_flexion_deg": -12.0,
    "knees_down": 0.0,  # 1 on the knees
}
_PLANK_FOOT_DEG = 68.0
_PLANK_KNEE_M = 0.07


def _build_plank(rig: Rig, p: Parameters) -> Figure:
    """A straight body over hands (or forearms) and toes (or knees), face down."""
    figure = Figure(rig)
    figure.bend_spine(-p["sag_deg"])
    figure.bend_neck(p["neck_flexion_deg"])
    arm_m = rig.arm_m("left", 8.0)
    low_m = 0.19
    forearm_m = rig.length_m("left", "shoulder", "elbow") + 0.05
    high_m = (1.0 - p["forearms"]) * (arm_m + 0.05) + p["forearms"] * forearm_m
    shoulder_m = high_m + (low_m - high_m) * p["down"]
    foot = "knee" if p["knees_down"] > 0.5 else "ankle"
    on_toes_m = -min(rig.lowest_of_foot_m(side, turn_x(_PLANK_FOOT_DEG)) for side in SIDES)
    foot_m = _PLANK_KNEE_M if foot == "knee" else on_toes_m
    leg_m = rig.length_m("left", "hip", "knee") + (
        0.0 if foot == "knee" else rig.length_m("left", "knee", "ankle")
    )
    body_m = leg_m + rig.trunk_m
    slope = float(np.degrees(np.arcsin(np.clip((shoulder_m - foot_m) / body_m, -0.9, 0.9))))
    figure.set({"root": turn_x(90.0 - slope + 0.5 * p["sag_deg"])})
    _plank_legs(figure, p, foot)
    tips = [float(figure.joint(f"{side}_{foot}")[2]) for side in SIDES]
    figure.move(vector(0.0, leg_m - float(figure.middle(foot)[1]), foot_m - min(tips)))
    hands_y = leg_m - np.sqrt(body_m**2 - (high_m - foot_m) ** 2)
    for side in SIDES:
        x = SIGN[side] * (abs(float(rig.rest["left_shoulder"][0])) + 0.06 + 0.05 * (1.0 - p["forearms"]))
        wrist = vector(x, hands_y - p["forearms"] * 0.26, 0.05)
        pole = vector(0.6 * SIGN[side], 1.0 - 0.9 * p["forearms"], 0.1 - 1.1 * p["forearms"])
        flat = hand_axes(vector(-0.1 * SIGN[side], -1.0, 0.0), vector(0.0, 0.0, -1.0))
        figure.arm_to(side, wrist, pole, flat)
    return figure


def _plank_legs(figure: Figure, p: Parameters, foot: str) -> None:
    root = figure.world("root")
    for side in SIDES:
        rig = figure.rig
        back = unit(root @ vector(0.02 * SIGN[side], 0.03 * np.sign(-p["sag_deg"]), -1.0))
        knee = figure.joint(f"{side}_hip") + back * rig.length_m(side, "hip", "knee")
        shank = back if foot == "ankle" else unit(vector(0.0, 1.0, 0.55))
        ankle = knee + shank * rig.length_m(side, "knee", "ankle")
        pitch_deg = _PLANK_FOOT_DEG if foot == "ankle" else 150.0
        figure.leg_through(side, knee, ankle, X, turn_x(pitch_deg))


POSTURES: Final[Mapping[str, Posture]] = {
    posture.name: posture
    for posture in (
        free(ALL_FOURS),
        free(HOOK_LYING),
        free(HANDS_AT_BACK),
        free(HANDS_BEHIND_HEAD),
        free(ON_ROLLER),
        free(STANDING, None, _STEP, _step),
        free(ARMS_CIRCLING, None, _STEP, _step),
        free(ARMS_BEFORE_CHEST),
        free(ARMS_AT_LEGS),
        free(HANDS_ON_BACK),
        free(SITTING),
        free(HOOK_LYING, "sitting_up", _SIT, _sit),
        free(Posture("rolled", _ROLLED, _build_rolled)),
        free(Posture("plank", _PLANK, _build_plank, face_down=True)),
        ON_BACK,
        *(free(posture) for posture in (CURLING, ARM_AND_LEG, FOLDED, THREADED, PRONE, *SIDE_PLANK.values())),
    )
}
