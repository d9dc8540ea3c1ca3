"""On the back with free limbs: a leg that leaves the floor, hands that draw it in, a head that comes up.

What hook-lying has, and each leg, each arm and the head on their own. The head is toward +Y, the face up.
"""

from __future__ import annotations

import numpy as np

from sample_videos.render.ik import Matrix, Vector, along_bow, turn_x, turn_y, unit, vector
from sample_videos.render.posing import Figure
from sample_videos.render.postures import Pose
from sample_videos.render.postures.supine import (
    HOOK_LYING,
    arms_beside,
    foot_place,
    rest_head,
    where_it_balances,
)
from sample_videos.render.rig import SIDES, SIGN, hand_axes
from sample_videos.render.unruly.freedom import free

#: How much of both hands is on a leg, 0 to 1: over the shin below the knee, or behind the thigh.
_HOLDS: Pose = {f"{leg}_{place}_held": 0.0 for leg in SIDES for place in ("shin", "thigh")}
#: An arm off the floor (1) points at the ceiling at 0 degrees, overhead at 90.
_ARMS: Pose = {
    f"{side}_{name}": value for side in SIDES for name, value in {"arm_free": 0.0, "arm_deg": 0.0}.items()
}
#: Both legs rolled to a side: the pelvis, and each knee, whose foot tips over by a part of that; + is to the left.
_ROLL: Pose = {"pelvis_roll_deg": 0.0, **{f"{side}_knee_aside_deg": 0.0 for side in SIDES}}
_FOOT_TIPS = 0.6
_EXTRA: Pose = {**_HOLDS, **_ARMS, **_ROLL, "both_shins_held": 0.0, "head_up_deg": 0.0}
_ARM_FLEXION_DEG = 10.0
_NECK = ("neck01", "neck02", "neck03", "head")
#: A hand that goes to a leg leaves the straight way by so much (outward, headward, up): over the belly [m].
_AROUND_M = (0.05, 0.14, 0.24)


def _changed(figure: Figure, p: dict[str, float]) -> None:
    """Head raised from where it rests, pelvis rolled; the hands follow when the legs are where they go."""
    if any(p[name] for name in _ROLL):
        _roll(figure, p)
    if p["head_up_deg"]:
        raised = turn_x(p["head_up_deg"] / len(_NECK))
        figure.set({bone: figure.rotations.get(bone, np.eye(3)) @ raised for bone in _NECK})
    for side in SIDES:
        if p[f"{side}_arm_free"] > 0.0:
            _point_arm(figure, side, p[f"{side}_arm_deg"])


def _roll(figure: Figure, p: dict[str, float]) -> None:
    """The pelvis turned about the spine, the trunk on the floor."""
    flat = turn_y(p["pelvis_roll_deg"]) @ figure.rotations["root"]

    def miss(pitch_deg: float) -> tuple[Figure, float]:
        figure.set({"root": turn_x(pitch_deg) @ flat})
        _roll_legs(figure, p)
        return figure, figure.lowest_m("pelvis") - figure.lowest_m("thorax")

    where_it_balances(miss, -3.0, 3.0)
    rest_head(figure, 0.0, 0.0)
    figure.move(vector(0.0, 0.0, -figure.lowest_m("trunk")))
    _roll_legs(figure, p)
    arms_beside(figure, p)


def _roll_legs(figure: Figure, p: dict[str, float]) -> None:
    """Knees to a side over feet that tip over."""
    for side in SIDES:
        aside = turn_y(p[f"{side}_knee_aside_deg"])
        place = foot_place(figure.rig, side, p[f"{side}_foot_flexion_deg"])
        foot = turn_y(_FOOT_TIPS * p[f"{side}_knee_aside_deg"]) @ figure.flat_foot(side, place)[1]
        ankle = vector(place[0], place[1], -figure.rig.lowest_of_foot_m(side, foot))
        figure.leg_to(side, ankle, aside @ vector(0.0, -0.3, 1.0), foot)


def _point_arm(figure: Figure, side: str, angle_deg: float) -> None:
    """An arm that is nearly straight, in the plane of the shoulder."""
    chest, sign = figure.world("spine01"), SIGN[side]
    turned = turn_x(-angle_deg)
    along = chest @ turned @ vector(0.10 * sign, -1.0, 0.0)
    figure.arm_along(side, along, _ARM_FLEXION_DEG, chest @ turned @ vector(0.5 * sign, 0.0, -1.0))
    fingers = chest @ turned @ vector(0.0, -1.0, 0.0)
    wrist, elbow = figure.joint(f"{side}_wrist"), figure.joint(f"{side}_elbow")
    figure.arm_through(side, elbow, wrist, chest @ turned @ vector(0.5 * sign, 0.0, -1.0),
                       hand_axes(fingers, chest @ vector(-sign, 0.0, 0.0)))  # fmt: skip


def _hold_legs(figure: Figure, p: dict[str, float]) -> None:
    """Both hands on the leg that is held, or each on its own knee."""
    for side in SIDES:
        grips = [
            (p[f"{leg}_{place}_held"], _grip(figure, side, leg, place))
            for leg in SIDES
            for place in ("shin", "thigh")
        ]
        grips.append((p["both_shins_held"], _grip(figure, side, side, "shin")))
        share, (wrist, hand) = max(grips, key=lambda grip: grip[0])
        if share > 0.0:
            _take_hand(figure, side, min(share, 1.0), wrist, hand)


def _grip(figure: Figure, side: str, leg: str, place: str) -> tuple[Vector, Matrix]:
    """Where the wrist (3,) of a side is and how its hand lies that holds a leg from this hand's own side."""
    sign, end = SIGN[side], leg[0].upper()
    if place == "shin":
        shank = figure.world(f"lowerleg01.{end}")
        wrist = figure.joint(f"{leg}_knee") + shank @ vector(0.075 * sign, -0.055, -0.10)
        return wrist, shank @ hand_axes(vector(-0.9 * sign, -0.35, 0.0), vector(-0.3 * sign, 1.0, 0.0))
    thigh = figure.world(f"upperleg01.{end}")
    wrist = figure.joint(f"{leg}_knee") + thigh @ vector(0.085 * sign, 0.06, 0.14)
    return wrist, thigh @ hand_axes(vector(-0.75 * sign, 0.5, 0.0), vector(-0.4 * sign, -1.0, 0.0))


def _take_hand(figure: Figure, side: str, share: float, wrist: Vector, hand: Matrix) -> None:
    """Take a hand from where it is to a grip, over the belly."""
    sign, chest = SIGN[side], figure.world("spine01")
    lying = figure.joint(f"{side}_wrist")
    out_m, head_m, up_m = _AROUND_M
    around = (lying + wrist) / 2.0 + vector(out_m * sign, head_m, up_m)
    now = _hand_now(figure, side)
    mixed = (1.0 - share) * now + share * hand
    pole = unit((1.0 - share) * vector(sign, 0.3, -2.0) + share * (chest @ vector(1.2 * sign, 0.6, -0.3)))
    place = along_bow(lying, around, wrist, share)
    figure.arm_to(
        side,
        place,
        figure.pole_above_floor(side, place, pole),
        hand_axes(mixed[:, 1], mixed[:, 2]),
    )


def _hand_now(figure: Figure, side: str) -> Matrix:
    return np.asarray(figure.world(f"wrist.{side[0].upper()}") @ figure.rig.hands[side])


ON_BACK = free(HOOK_LYING, "on_back", _EXTRA, _changed, _hold_legs)
