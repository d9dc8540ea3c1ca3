"""On the back: feet planted, the trunk resting on the floor or on a roller, the head on the floor or carried.

Hook-lying, the hip lift with twist, the thoracic rotation and the foam roll. The head is toward +Y, the face up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np

from sample_videos.render.ik import Matrix, Vector, along_bow, turn_x, turn_y, turn_z, vector
from sample_videos.render.posing import Figure
from sample_videos.render.postures import Pose, Posture
from sample_videos.render.rig import SIDES, SIGN, Rig, hand_axes

DEFAULTS: Pose = {
    "lift": 0.0,  # hips off the floor: 1 = shoulder, hip and knee in a line
    "spine_flexion_deg": 0.0,
    "spine_twist_deg": 0.0,  # + turns the chest to the left
    "head_follows": 0.6,  # share of the twist that the head keeps
    "left_foot_flexion_deg": 95.0,  # where a foot stands: the knee flexion this gives with the hips down
    "right_foot_flexion_deg": 95.0,
    "left_heel_up_deg": 0.0,  # - lifts the toes
    "right_heel_up_deg": 0.0,
    "left_foot_lift_m": 0.0,  # a foot off the floor, to be put down elsewhere
    "right_foot_lift_m": 0.0,
    "knees_aside_deg": 0.0,  # knees dropped to the person's left
    "hands": 0.0,  # 0 where the posture has them ... 1 where a careless person lets them go
    "elbows_forward_deg": 0.0,  # elbows drawn forward, hands behind the head
    "travel_m": 0.0,  # trunk moved toward the head end, on the roller
    "hips_up_m": 0.07,  # hips over the floor, on the roller
}

ROLLER_RADIUS_M = 0.075
ROLLER_LENGTH_M = 0.45
#: A straight line from shoulder to knee, as people reach it; the rules ask for 150.
_FULL_LIFT_SHK_DEG = 175.0
_HEAD_ON_HANDS_M = 0.035


@dataclass(frozen=True)
class Ground:
    """What carries the trunk: the floor, and a roller lying across it at `roller_y` [m] if there is one."""

    roller_y: float | None = None

    def height_m(self, points: np.ndarray) -> np.ndarray:
        """Height (N,) of the ground under points (N, 3)."""
        if self.roller_y is None:
            return np.zeros(len(points))
        aside = np.abs(points[:, 1] - self.roller_y)
        on = (aside < ROLLER_RADIUS_M) & (np.abs(points[:, 0]) < ROLLER_LENGTH_M / 2.0)
        top = ROLLER_RADIUS_M + np.sqrt(np.maximum(ROLLER_RADIUS_M**2 - aside**2, 0.0))
        return np.where(on, top, 0.0)


Arms = Callable[[Figure, dict[str, float]], None]


def _on_roller(rig: Rig, p: dict[str, float]) -> Figure:
    roller_y = roller_place_m(rig, p["travel_m"])
    figure = _settled(rig, p, Ground(roller_y), p["hips_up_m"])
    figure.move(vector(0.0, _chest_y(rig) + p["travel_m"] - figure.joint("spine01")[1], 0.0))
    figure.bend_neck(24.0)
    _legs(figure, p)
    hands_at_waist(figure, p)
    return figure


def roller_place_m(rig: Rig, travel_m: float) -> float:
    """Y of the roller's axis. Rolling without slip under the trunk, it goes half as far as the trunk."""
    return _chest_y(rig) - 0.02 + 0.5 * travel_m


def _chest_y(rig: Rig) -> float:
    return float(rig.head("spine01")[2] - rig.head("root")[2])


def _lying(rig: Rig, p: dict[str, float], arms: Arms, head_m: float = 0.0) -> Figure:
    twist = p["spine_twist_deg"]
    figure = _lifted(rig, p) if p["lift"] > 0.0 else _settled(rig, p, Ground(), 0.0)
    rest_head(figure, (p["head_follows"] - 1.0) * twist, head_m)
    figure.move(vector(0.0, 0.0, max(0.0, -figure.lowest_m("back"))))
    _legs(figure, p)
    arms(figure, p)
    return figure


def _lifted(rig: Rig, p: dict[str, float]) -> Figure:
    """Hips as high as the lift takes them with a straight back, whatever the back does; chest on the floor."""
    lift_deg = p["lift"] * _full_lift_deg(
        rig, (p["left_foot_flexion_deg"] + p["right_foot_flexion_deg"]) / 2.0
    )
    pitch_deg = _rest_pitch_deg(rig) - lift_deg
    straight = _laid(rig, {**p, "spine_flexion_deg": 0.0, "spine_twist_deg": 0.0}, pitch_deg)
    hips_m = float(straight.middle("hip")[2])

    def miss(pitch_deg: float) -> tuple[Figure, float]:
        figure = _laid(rig, p, pitch_deg)
        return figure, float(figure.middle("hip")[2]) - hips_m

    return where_it_balances(miss, pitch_deg - 2.0, pitch_deg)


def _laid(rig: Rig, p: dict[str, float], pitch_deg: float, ground: Ground | None = None) -> Figure:
    """Pelvis and spine at a pitch (0 = flat, - = hips up), lowered until the skin of the back touches the ground."""
    figure = Figure(rig)
    figure.bend_spine(p["spine_flexion_deg"], twist_deg=p["spine_twist_deg"])
    figure.set({"root": turn_x(-90.0 + pitch_deg)})
    figure.move(vector(0.0, _chest_y(rig) - figure.joint("spine01")[1], 0.0))
    back = figure.part("trunk")
    support = ground or Ground()
    figure.move(vector(0.0, 0.0, float((support.height_m(back) - back[:, 2]).max())))
    return figure


def _settled(rig: Rig, p: dict[str, float], ground: Ground, hips_m: float) -> Figure:
    """The pitch at which chest and hips are both where they are carried: chest on the ground, hips `hips_m` above."""

    def miss(pitch_deg: float) -> tuple[Figure, float]:
        figure = _laid(rig, p, pitch_deg, ground)
        if hips_m > 0.0:
            return figure, figure.lowest_m("pelvis") - hips_m
        return figure, figure.lowest_m("pelvis") - figure.lowest_m("thorax")

    return where_it_balances(miss, -4.0, 4.0)


def where_it_balances(miss: Callable[[float], tuple[Figure, float]], low: float, high: float) -> Figure:
    """The figure at which the miss is 0 (secant steps to 0.3 mm)."""
    (_, miss_low), (figure, miss_high) = miss(low), miss(high)
    for _ in range(12):
        if abs(miss_high) < 3e-4 or miss_high == miss_low:
            break
        step = miss_high * (high - low) / (miss_high - miss_low)
        low, miss_low = high, miss_high
        high = high - float(np.clip(step, -15.0, 15.0))
        figure, miss_high = miss(high)
    return figure


@lru_cache(maxsize=16)
def _rest_pitch_deg(rig: Rig) -> float:
    """Pitch of a trunk that lies at rest."""
    figure = _settled(rig, dict(DEFAULTS), Ground(), 0.0)
    root = figure.rotations["root"]
    return float(np.degrees(np.arctan2(root[2, 1], root[1, 1]))) + 90.0


@lru_cache(maxsize=64)
def _full_lift_deg(rig: Rig, feet_deg: float) -> float:
    """How far the trunk tilts when the hips are lifted to a straight line from shoulder to knee."""
    p = {**DEFAULTS, "left_foot_flexion_deg": feet_deg, "right_foot_flexion_deg": feet_deg}

    def line_deg(lift_deg: float) -> float:
        figure = _laid(rig, p, _rest_pitch_deg(rig) - lift_deg)
        _legs(figure, p)
        thigh, trunk = (
            figure.middle("knee") - figure.middle("hip"),
            figure.middle("shoulder") - figure.middle("hip"),
        )
        return float(np.degrees(np.arctan2(thigh[2], -thigh[1]) + np.arctan2(trunk[2], trunk[1])))

    # In a straight line the thigh slopes up from the hips as far as the trunk slopes down from them.
    wanted = 180.0 - _FULL_LIFT_SHK_DEG
    lifts = np.arange(5.0, 60.0, 1.0)
    slopes = np.array([line_deg(lift) for lift in lifts])
    return float(lifts[int(np.argmin(np.abs(slopes - wanted)))])


@lru_cache(maxsize=512)
def foot_place(rig: Rig, side: str, flexion_deg: float) -> Vector:
    """Where the flat foot's ankle stands so that the knee has this flexion while the hips are down."""
    figure = _laid(rig, dict(DEFAULTS), _rest_pitch_deg(rig))
    hip = figure.joint(f"{side}_hip")
    sole_m = figure.sole_m(side)
    leg_m = rig.leg_m(side, flexion_deg)
    return vector(1.15 * hip[0], float(hip[1] - np.sqrt(leg_m**2 - (hip[2] - sole_m) ** 2)), sole_m)


def _legs(figure: Figure, p: dict[str, float]) -> None:
    """Feet where they stand, knees up or dropped to a side."""
    pole = turn_y(p["knees_aside_deg"]) @ vector(0.0, -0.3, 1.0)
    for side in SIDES:
        place = foot_place(figure.rig, side, p[f"{side}_foot_flexion_deg"])
        place = place + vector(0.0, 0.0, p[f"{side}_foot_lift_m"])
        heel_up = p[f"{side}_heel_up_deg"]
        ankle, foot = figure.flat_foot(side, place, heel_up)
        figure.leg_to(side, ankle, pole, foot, max(heel_up, 0.0))


def rest_head(figure: Figure, twist_deg: float, clear_m: float) -> None:
    """Bend the neck until the back of the head is where it rests, turned back by part of the chest's twist."""

    def miss(flexion_deg: float) -> tuple[Figure, float]:
        figure.bend_neck(flexion_deg, twist_deg=twist_deg)
        return figure, figure.lowest_m("head") - clear_m

    where_it_balances(miss, -8.0, 12.0)


def arms_beside(figure: Figure, p: dict[str, float]) -> None:
    """Arms along the body, palms down on the floor."""
    for side in SIDES:
        sign = SIGN[side]
        shoulder = figure.joint(f"{side}_shoulder")
        reach = figure.rig.arm_m(side, 0.0)
        hand = hand_axes(vector(0.05 * sign, -1.0, 0.0), vector(0.0, 0.0, -1.0))
        wrist = vector(
            shoulder[0] + 0.13 * sign, shoulder[1] - 0.93 * reach, figure.rig.hand_height_m(side, hand)
        )
        figure.arm_to(side, wrist, figure.pole_above_floor(side, wrist, vector(sign, 0.3, -2.0)), hand)


def hands_at_waist(figure: Figure, p: dict[str, float]) -> None:
    """Hands at the sides of the lower back, above the buttocks, elbows out and down."""
    pelvis = figure.world("root")
    back = figure.part("pelvis")
    for side in SIDES:
        sign = SIGN[side]
        half_width = float(np.abs(back[:, 0]).max())
        waist = figure.joint("spine05") + pelvis @ vector(sign * (0.92 * half_width), 0.02, 0.03)
        hand = hand_axes(pelvis @ vector(-0.55 * sign, 0.25, -0.8), pelvis @ vector(-sign, 0.1, 0.6))
        waist[2] = max(waist[2], figure.rig.hand_height_m(side, hand))
        figure.arm_to(side, waist, figure.pole_above_floor(side, waist, vector(sign, 0.0, -2.0)), hand)


def _hands_at_head(figure: Figure, p: dict[str, float]) -> None:
    """Hands behind the head, elbows out to the sides; `hands` 1 brings them down onto the chest."""
    head, chest = figure.world("head"), figure.world("spine01")
    skull = figure.joint("head") + head @ vector(0.0, 0.045, 0.06)
    for side in SIDES:
        sign = SIGN[side]
        behind = skull + head @ vector(0.095 * sign, 0.02, -0.01)
        on_chest = figure.joint("spine01") + chest @ vector(0.07 * sign, -0.2, 0.0)
        wrist = along_bow(
            behind, (behind + on_chest) / 2.0 + chest @ vector(0.25 * sign, -0.25, 0.0), on_chest, p["hands"]
        )
        outward = (
            chest @ turn_z(-sign * p["elbows_forward_deg"]) @ vector(sign, 0.12, 0.25 - 1.2 * p["hands"])
        )
        hand = _blended(
            head @ hand_axes(vector(-0.9 * sign, 0.15, 0.35), vector(-0.2 * sign, -1.0, 0.0)),
            chest @ hand_axes(vector(-sign, 0.0, 0.1), vector(0.0, 1.0, 0.0)),
            p["hands"],
        )
        figure.arm_to(side, wrist, figure.pole_above_floor(side, wrist, outward), hand)


def _blended(a: Matrix, b: Matrix, share: float) -> Matrix:
    """A hand between two attitudes, by blending its axes."""
    mixed = (1.0 - share) * a + share * b
    return hand_axes(mixed[:, 1], mixed[:, 2])


HOOK_LYING = Posture("hook_lying", DEFAULTS, partial(_lying, arms=arms_beside))
#: Hook-lying with the hands at the lower back: the hip lift with twist.
HANDS_AT_BACK = Posture("hands_at_back", DEFAULTS, partial(_lying, arms=hands_at_waist))
#: Hook-lying with the hands behind the head: the thoracic rotation.
HANDS_BEHIND_HEAD = Posture(
    "hands_behind_head", DEFAULTS, partial(_lying, arms=_hands_at_head, head_m=_HEAD_ON_HANDS_M)
)
#: The back on a roller, hips just off the floor, hands on the hips: the foam roll.
ON_ROLLER = Posture("on_roller", DEFAULTS, _on_roller)
