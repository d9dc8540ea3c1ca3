"""On hands and knees: palms, knees and feet on the floor, the trunk a link between hips and shoulders.

Seen from the side, knee, hip, shoulder and wrist are a four-bar linkage: the shape of the back gives the distance
from hips to shoulders, the elbows that from shoulders to wrists, and where the hips are over the knees decides the
rest. The head is toward -Y.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from sample_videos.render.ik import Matrix, Vector, X, along_bow, circles_meet, turn, turn_x, unit, vector
from sample_videos.render.posing import Figure
from sample_videos.render.postures import Pose, Posture
from sample_videos.render.rig import SIDES, SIGN, Rig, hand_axes

DEFAULTS: Pose = {
    "spine_flexion_deg": 0.0,  # + rounds the back (cat), - arches it (cow), against the standing rest shape
    "neck_flexion_deg": -8.0,  # + chin to chest
    "elbow_flexion_deg": 6.0,
    "hips_back": 0.0,  # hips behind the knees, in trunk lengths; - is toward the hands
    "hands_ahead": 0.0,  # hands ahead of their place under the shoulders, in trunk lengths
    "trunk_sway_deg": 0.0,  # slow sway of the head to the left
}

#: Feet lie on their backs: from standing, the sole turned up and the toes pointing back.
_FOOT_PITCH_DEG = 168.0
_NEUTRAL_ELBOW_DEG = 6.0
_ITERATIONS = 4


def _build(rig: Rig, p: dict[str, float]) -> Figure:
    places = _places(rig)
    figure = _trunk(rig, p, places)
    for side in SIDES:
        _leg(figure, side, places)
        _arm(figure, side, places, p["hands_ahead"] * rig.trunk_m)
    return figure


class _Places:
    """Where knees, ankles and wrists are on the floor, found once for a body."""

    def __init__(self, rig: Rig) -> None:
        self.knee_z, self.ankle_z = 0.06, 0.08
        self.chord_m = 0.0
        self.wrist_y = -rig.trunk_m
        self.wrist_z = max(rig.hand_height_m(side, _flat_hand(side)) for side in SIDES)
        hips_x = abs(float(rig.rest["left_hip"][0]))
        self.knee_x, self.wrist_x = 1.05 * hips_x, 0.95 * abs(float(rig.rest["left_shoulder"][0]))

    def knee(self, side: str) -> Vector:
        return vector(SIGN[side] * self.knee_x, 0.0, self.knee_z)

    def ankle(self, rig: Rig, side: str) -> Vector:
        shank_m = rig.length_m(side, "knee", "ankle")
        drop = self.knee_z - self.ankle_z
        return vector(SIGN[side] * self.knee_x, float(np.sqrt(shank_m**2 - drop**2)), self.ankle_z)

    def wrist(self, side: str, ahead_m: float = 0.0) -> Vector:
        return vector(SIGN[side] * self.wrist_x, self.wrist_y - ahead_m, self.wrist_z)


@lru_cache(maxsize=16)
def _places(rig: Rig) -> _Places:
    """Floor contacts of the neutral posture: skin of shins and feet at z = 0, hands under the shoulders."""
    places = _Places(rig)
    for _ in range(_ITERATIONS):
        figure = _trunk(rig, dict(DEFAULTS), places)
        places.wrist_y = float(figure.middle("shoulder")[1])
        places.chord_m = float(np.linalg.norm(figure.middle("shoulder") - figure.middle("hip")))
        for side in SIDES:
            _leg(figure, side, places)
        places.knee_z -= figure.lowest_m("left_shin")
        places.ankle_z -= figure.lowest_m("left_foot")
    return places


def _trunk(rig: Rig, p: dict[str, float], places: _Places) -> Figure:
    """Pelvis, spine and head, hips where the thighs carry them and shoulders where the arms do."""
    figure = Figure(rig)
    figure.bend_spine(p["spine_flexion_deg"], twist_deg=0.3 * p["trunk_sway_deg"])
    figure.bend_neck(p["neck_flexion_deg"], twist_deg=p["trunk_sway_deg"])
    shape = _sagittal(figure.middle("shoulder") - figure.middle("hip"))
    hip = _hip(rig, p, places, float(np.linalg.norm(shape)))
    wrist = places.wrist("left", p["hands_ahead"] * rig.trunk_m)
    aside_m = abs(float(figure.joint("left_shoulder")[0])) - places.wrist_x
    arm_m = float(np.sqrt(rig.arm_m("left", p["elbow_flexion_deg"]) ** 2 - aside_m**2))
    shoulder = circles_meet(hip, float(np.linalg.norm(shape)), _sagittal(wrist), arm_m, np.array([0.0, 1.0]))
    pitch = _bearing_deg(shoulder - hip) - _bearing_deg(shape)
    figure.set({"root": turn_x(pitch)})
    hip_now = figure.middle("hip")
    figure.move(vector(0.0, hip[0] - hip_now[1], hip[1] - hip_now[2]))
    return figure


def _hip(rig: Rig, p: dict[str, float], places: _Places, chord_m: float) -> Vector:
    """Height and place (y, z) of the hips: over the knees, ahead by half of what the bent back is shorter."""
    thigh_m = rig.length_m("left", "hip", "knee")
    aside_m = places.knee_x - abs(float(rig.rest["left_hip"][0]))
    shorter_m = places.chord_m - chord_m if places.chord_m else 0.0
    back_m = p["hips_back"] * rig.trunk_m - shorter_m / 2.0
    up_m = np.sqrt(max(thigh_m**2 - aside_m**2 - back_m**2, 0.01))
    return np.array([back_m, places.knee_z + up_m])


def _leg(figure: Figure, side: str, places: _Places) -> None:
    knee, ankle = places.knee(side), places.ankle(figure.rig, side)
    figure.leg_through(side, knee, ankle, X, turn_x(_FOOT_PITCH_DEG))


def _arm(figure: Figure, side: str, places: _Places, ahead_m: float) -> None:
    outward_back = vector(0.25 * SIGN[side], 1.0, 0.0)
    figure.arm_to(side, places.wrist(side, ahead_m), outward_back, _flat_hand(side))


def _flat_hand(side: str) -> Matrix:
    return hand_axes(vector(-0.12 * SIGN[side], -1.0, 0.0), vector(0.0, 0.0, -1.0))


def _sagittal(v: Vector) -> Vector:
    return np.array([v[1], v[2]])


def _bearing_deg(v: Vector) -> float:
    """Direction of a sagittal vector (y, z), growing from +Y toward +Z as a forward bend does."""
    return float(np.degrees(np.arctan2(v[1], v[0])))


#: On hands and knees; the knees stay at y = 0.
ALL_FOURS = Posture("all_fours", DEFAULTS, _build, face_down=True)

_OUT: Pose = {
    **{
        f"{side}_{limb}_out": 0.0 for side in SIDES for limb in ("arm", "leg")
    },  # 0 planted ... 1 stretched out
    "leg_level_deg": 0.0,  # where a stretched leg points; + is with the foot over the hip
    "arm_level_deg": 6.0,  # the same of an arm, + with the hand over the shoulder
}
_STRAIGHT_KNEE_DEG, _FREE_FOOT_DEG = 5.0, 24.0
#: How far over its place on the floor a foot slides back.
_SLIDING_M = 0.02
#: An arm bends on its way from the floor, so that the hand comes off it.
_LIFTING_ELBOW_DEG = 34.0


def _build_out(rig: Rig, p: dict[str, float]) -> Figure:
    figure = _build(rig, {name: p[name] for name in DEFAULTS})
    for side in SIDES:
        if p[f"{side}_leg_out"] > 0.0:
            _stretch_leg(figure, side, min(p[f"{side}_leg_out"], 1.0), p["leg_level_deg"])
        if p[f"{side}_arm_out"] > 0.0:
            _stretch_arm(figure, side, min(p[f"{side}_arm_out"], 1.0), p)
    return figure


def _stretch_leg(figure: Figure, side: str, share: float, level_deg: float) -> None:
    """A leg on its way from the floor to straight behind the body: the foot slides back, then the leg is lifted."""
    hip, knee, ankle = (figure.joint(f"{side}_{joint}") for joint in ("hip", "knee", "ankle"))
    thigh_m, shank_m = figure.rig.length_m(side, "hip", "knee"), figure.rig.length_m(side, "knee", "ankle")
    planted_deg, back_deg = _back_deg(knee - hip), 90.0 + level_deg
    thigh_deg = _between(planted_deg, back_deg - _STRAIGHT_KNEE_DEG / 2.0, share)
    aside_m = (1.0 - share) * float(knee[0] - hip[0])
    new_knee = hip + turn_x(thigh_deg) @ vector(0.0, 0.0, -thigh_m) + vector(aside_m, 0.0, 0.0)
    drop_m = float(np.clip(new_knee[2] - ankle[2] - _SLIDING_M * min(4.0 * share, 1.0), -shank_m, shank_m))
    sliding_deg = float(np.degrees(np.arccos(drop_m / shank_m)))
    shank_deg = max(thigh_deg + _STRAIGHT_KNEE_DEG, sliding_deg)
    lifted = float(np.clip((shank_deg - sliding_deg) / 25.0, 0.0, 1.0))
    new_ankle = new_knee + turn_x(shank_deg) @ vector(0.0, 0.0, -shank_m)
    foot_deg = _between(_FOOT_PITCH_DEG, shank_deg + _FREE_FOOT_DEG, lifted)
    figure.leg_through(side, new_knee, new_ankle, X, turn_x(foot_deg))


def _stretch_arm(figure: Figure, side: str, share: float, p: dict[str, float]) -> None:
    """An arm on its way from the floor to straight ahead of the body, palm down."""
    shoulder, wrist = figure.joint(f"{side}_shoulder"), figure.joint(f"{side}_wrist")
    planted_deg = _back_deg(wrist - shoulder)
    swing_deg = share * (-90.0 - p["arm_level_deg"] - planted_deg)
    elbow_deg = p["elbow_flexion_deg"] + _LIFTING_ELBOW_DEG * float(np.sin(np.pi * share))
    aside_m = (1.0 - share) * float(wrist[0] - shoulder[0])
    reach_m = float(np.sqrt(figure.rig.arm_m(side, elbow_deg) ** 2 - aside_m**2))
    swung = turn_x(planted_deg + swing_deg) @ vector(0.0, 0.0, -reach_m)
    pole = turn_x(swing_deg) @ vector(0.25 * SIGN[side], 1.0, 0.0)
    fingers = (1.0 - share) * vector(-0.12 * SIGN[side], -1.0, 0.0) + share * swung / reach_m
    palm_down = hand_axes(fingers, vector(0.0, 0.0, -1.0))
    figure.arm_to(side, shoulder + swung + vector(aside_m, 0.0, 0.0), pole, palm_down)


def _back_deg(v: Vector) -> float:
    """Direction of a limb seen from the side: 0 down, 90 back, -90 ahead."""
    return float(np.degrees(np.arctan2(v[1], -v[2])))


def _between(a: float, b: float, share: float) -> float:
    return a + (b - a) * share


#: On hands and knees, from where an arm and a leg are stretched out.
ARM_AND_LEG = Posture("arm_and_leg", {**DEFAULTS, **_OUT}, _build_out, face_down=True)

#: The head comes off the floor by so much of a turn for each metre that it is too low.
_NECK_DEG_PER_M = 320.0


def _build_folded(rig: Rig, p: dict[str, float]) -> Figure:
    """On hands and knees, or folded down between them: a head that would be in the floor rests on it."""
    figure, neck_deg = _build(rig, p), p["neck_flexion_deg"]
    for _ in range(2 * _ITERATIONS):
        low_m = figure.lowest_m("head")
        if low_m >= 0.0:
            break
        neck_deg += _NECK_DEG_PER_M * low_m
        figure.bend_neck(neck_deg, twist_deg=p["trunk_sway_deg"])
    return figure


#: From hands and knees back to the heels, the head down to the floor.
FOLDED = Posture("folded", DEFAULTS, _build_folded, face_down=True)

_NEEDLE: Pose = {
    "left_thread": 0.0,  # 0 on both hands ... 1 the arm slid under the body, its shoulder on the floor
    "right_thread": 0.0,
}
_TURN_DEG, _FOLD_DEG, _LEAN_DEG = 44.0, 12.0, 6.0
_SHOULDER_AHEAD_DEG = 24.0
#: The head lies on its side: it turns and bends against the chest by so much.
_HEAD_TURN_DEG, _HEAD_BEND_DEG = 30.0, 16.0
#: The shoulder comes off the floor by so much of a turn of the trunk for each metre that it is too low.
_TRUNK_DEG_PER_M = 95.0


def _build_threaded(rig: Rig, p: dict[str, float]) -> Figure:
    """On hands and knees, one arm on its way under the body; hips and the other hand stay."""
    own = {name: p[name] for name in DEFAULTS}
    side = "left" if p["left_thread"] >= p["right_thread"] else "right"
    share = min(p[f"{side}_thread"], 1.0)
    if share <= 0.0:
        return _build(rig, own)
    places = _places(rig)
    flat = _trunk(rig, own, places)
    level_deg = _pitch_deg(flat)
    low_deg = level_deg + 25.0
    for _ in range(_ITERATIONS):
        lowered = _turned(flat, own, side, 1.0, low_deg)
        low_deg += _TRUNK_DEG_PER_M * min(lowered.lowest_m("trunk"), lowered.lowest_m("head"))
    figure = _turned(flat, own, side, share, _between(level_deg, low_deg, share))
    for each in SIDES:
        _leg(figure, each, places)
    other = "right" if side == "left" else "left"
    wrist = places.wrist(other, p["hands_ahead"] * rig.trunk_m)
    bent_out = figure.pole_above_floor(other, wrist, vector(0.9 * SIGN[other], 1.0, 0.0))
    figure.arm_to(other, wrist, bent_out, _flat_hand(other))
    _thread_arm(figure, side, share, places)
    return figure


def _turned(flat: Figure, p: dict[str, float], side: str, share: float, pitch_deg: float) -> Figure:
    """The trunk turned and lowered over hips that stay where they are on hands and knees."""
    figure, sign = Figure(flat.rig), SIGN[side] * share
    figure.bend_spine(p["spine_flexion_deg"] + _FOLD_DEG * share, -_LEAN_DEG * sign, -_TURN_DEG * sign)
    figure.lift_shoulder(side, 0.0, _SHOULDER_AHEAD_DEG * share)
    figure.bend_neck(p["neck_flexion_deg"], _HEAD_BEND_DEG * sign, -_HEAD_TURN_DEG * sign)
    figure.set({"root": turn_x(pitch_deg)})
    figure.move(flat.middle("hip") - figure.middle("hip"))
    return figure


def _thread_arm(figure: Figure, side: str, share: float, places: _Places) -> None:
    """The hand slides along the floor under the chest to the other side, palm up at the end."""
    sign, shoulder = SIGN[side], figure.joint(f"{side}_shoulder")
    planted, ahead = places.wrist(side), min(1.5 * share, 1.0)
    end = shoulder + vector(-0.97 * sign, 0.16, 0.0) * figure.rig.arm_m(side, 8.0)
    end[2] = 0.0
    wrist = along_bow(planted, vector(0.4 * planted[0], planted[1] + 0.12, 0.1), end, ahead)
    fingers = (1.0 - ahead) * vector(-0.12 * sign, -1.0, 0.0) + ahead * vector(-sign, 0.16, 0.0)
    palm = turn(unit(fingers), 180.0 * sign * ahead) @ vector(0.0, 0.0, -1.0)
    hand = hand_axes(fingers, palm)
    wrist[2] = max(wrist[2], figure.rig.hand_height_m(side, hand))
    figure.arm_to(side, wrist, figure.pole_above_floor(side, wrist, vector(0.2 * sign, 1.0, 0.3)), hand)


def _pitch_deg(figure: Figure) -> float:
    """How far the pelvis leans forward."""
    root = figure.rotations["root"]
    return float(np.degrees(np.arctan2(root[2, 1], root[1, 1])))


#: On hands and knees, from where an arm slides under the body until its shoulder is on the floor.
THREADED = Posture("threaded", {**DEFAULTS, **_NEEDLE}, _build_threaded, face_down=True)
