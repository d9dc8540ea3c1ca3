"""Free limbs for any posture: hands that are sent somewhere else, legs that leave the floor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from sample_videos.render.ik import X, turn_x, turn_y, vector
from sample_videos.render.posing import Figure
from sample_videos.render.postures import Pose, Posture
from sample_videos.render.rig import SIDES, SIGN, Rig
from sample_videos.render.unruly.blending import slerp
from sample_videos.render.unruly.hands import PLACES, reach

Parameters = dict[str, float]

#: Added to every posture, for each side: hands that are somewhere else, and a leg that leaves the floor (0 to 1).
_LEG: Pose = {
    "leg_free": 0.0,
    "leg_flexion_deg": 0.0,  # thigh against the pelvis, + forward
    "leg_out_deg": 0.0,
    "leg_bend_deg": 0.0,  # knee
    "leg_point_deg": 0.0,  # foot, + pointed
}
_CIRCLE: Pose = {
    "circle_m": 0.0,
    "circle_turns": 0.0,
}  # a hand that goes round its place: up, ahead, down, back
FREE: Final[Pose] = {
    f"{side}_{name}": value
    for side in SIDES
    for name, value in {**_LEG, **_CIRCLE, **{f"to_{place}": 0.0 for place in PLACES}}.items()
}


def free(
    base: Posture,
    name: str | None = None,
    extra: Pose | None = None,
    change: Callable[[Figure, Parameters], None] | None = None,
    after_legs: Callable[[Figure, Parameters], None] | None = None,
) -> Posture:
    """A posture whose hands and legs may leave what they do; `change` looks after the parameters of `extra`.

    `after_legs` does so once the legs are where they go.
    """
    own = {**base.defaults, **(extra or {})}

    def build(rig: Rig, p: Parameters) -> Figure:
        figure = base.build(rig, {key: p[key] for key in base.defaults})
        if change is not None:
            change(figure, p)
        for side in SIDES:
            if p[f"{side}_leg_free"] > 0.0:
                _free_leg(figure, side, p)
        if after_legs is not None:
            after_legs(figure, p)
        send_hands(figure, p)
        return figure

    return Posture(name or base.name, {**own, **FREE}, build, base.face_down)


def send_hands(figure: Figure, p: Mapping[str, float]) -> None:
    """Hands where the parameters send them."""
    for side in SIDES:
        reach(figure, side, {place: p[f"{side}_to_{place}"] for place in PLACES})
        if p[f"{side}_circle_m"] > 0.0:
            _small_circle(figure, side, p)


def _small_circle(figure: Figure, side: str, p: Mapping[str, float]) -> None:
    """An arm held out to the side whose hand goes round: up, ahead, down, back."""
    chest, turn = figure.world("spine01"), 2.0 * np.pi * p[f"{side}_circle_turns"]
    wide = p[f"{side}_circle_m"] / figure.rig.arm_m(side, 0.0)
    out = vector(SIGN[side], -0.12 - wide * float(np.sin(turn)), wide * float(np.cos(turn)))
    pole = vector(0.2 * SIGN[side], 0.5, -1.0)
    figure.arm_along(side, chest @ out, p.get("elbow_flexion_deg", 8.0), chest @ pole)


def _free_leg(figure: Figure, side: str, p: Parameters) -> None:
    """A leg between where its foot stands and where hip and knee angles take it."""
    end = side[0].upper()
    bones = [f"{bone}.{end}" for bone in ("upperleg01", "lowerleg01", "foot")]
    planted = [figure.rotations.get(bone, np.eye(3)) for bone in bones]
    leg_by_angles(figure, side, p)
    share = min(p[f"{side}_leg_free"], 1.0)
    figure.set({
        bone: slerp(before, figure.rotations[bone], share) for bone, before in zip(bones, planted, strict=True)
    })  # fmt: skip


def leg_by_angles(figure: Figure, side: str, p: Mapping[str, float]) -> None:
    """A leg by the angles of hip and knee, its foot on its own."""
    pelvis, rig = figure.world("root"), figure.rig
    flexion, bend = p[f"{side}_leg_flexion_deg"], p[f"{side}_leg_bend_deg"]
    out = turn_y(-SIGN[side] * p[f"{side}_leg_out_deg"])
    down = vector(0.0, 0.0, -1.0)
    thigh, shank = out @ turn_x(-flexion) @ down, out @ turn_x(bend - flexion) @ down
    knee = figure.joint(f"{side}_hip") + pelvis @ thigh * rig.length_m(side, "hip", "knee")
    ankle = knee + pelvis @ shank * rig.length_m(side, "knee", "ankle")
    foot = pelvis @ out @ turn_x(bend - flexion + p[f"{side}_leg_point_deg"])
    figure.leg_through(side, knee, ankle, pelvis @ out @ X, foot)
