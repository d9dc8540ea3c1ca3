"""Hands that go anywhere: places on and around the body, and arms that reach them from wherever they are.

Directions are in the person frame of `ik.py`; a place is found on the posed figure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from sample_videos.render.ik import Vector, vector
from sample_videos.render.posing import Figure
from sample_videos.render.rig import SIGN
from sample_videos.render.unruly.blending import slerp

#: A wrist is never lower than this [m].
_LOWEST_WRIST_M = 0.035

#: A wrist's place and the direction of its elbow.
Reach = tuple[Vector, Vector]


def _at(
    bone: str, x: float, y: float, z: float, pole: tuple[float, float, float]
) -> Callable[[Figure, str], Reach]:
    """A place in the frame of a bone, mirrored for the right side; the pole is in the chest's frame."""

    def place(figure: Figure, side: str) -> Reach:
        sign = SIGN[side]
        name = f"{bone}.{side[0].upper()}" if bone.endswith("leg01") else bone
        point = figure.joint(name) + figure.world(name) @ vector(sign * x, y, z)
        return point, figure.world("spine01") @ vector(sign * pole[0], pole[1], pole[2])

    return place


def _out(
    x: float, y: float, z: float, share: float, pole: tuple[float, float, float]
) -> Callable[[Figure, str], Reach]:
    """A direction from the shoulder in the chest's frame, and how much of the arm's length is used."""

    def place(figure: Figure, side: str) -> Reach:
        sign, chest = SIGN[side], figure.world("spine01")
        along = vector(sign * x, y, z)
        reach_m = share * figure.rig.arm_m(side, 0.0) / float(np.linalg.norm(along))
        return (
            figure.joint(f"{side}_shoulder") + chest @ along * reach_m,
            chest @ vector(sign * pole[0], pole[1], pole[2]),
        )

    return place


PLACES: Mapping[str, Callable[[Figure, str], Reach]] = {
    "head": _at("head", 0.10, 0.055, 0.055, (1.0, 0.1, 0.3)),  # behind the ear
    "face": _at("head", 0.05, -0.17, 0.03, (0.8, -0.2, -1.0)),
    "chest": _at("spine01", -0.06, -0.20, -0.05, (1.0, -0.1, -0.6)),  # crossed over
    "belly": _at("spine05", 0.06, -0.21, 0.10, (1.0, 0.2, 0.0)),
    "hip": _at("root", 0.19, -0.04, 0.10, (1.0, 0.6, 0.0)),
    "thigh": _at("upperleg01", 0.0, -0.14, -0.20, (1.0, 0.5, 0.0)),
    "knee": _at("lowerleg01", 0.03, -0.09, 0.03, (1.0, 0.6, 0.0)),
    "ahead": _out(0.12, -1.0, 0.0, 0.93, (0.6, 0.2, -1.0)),
    "aside": _out(1.0, -0.15, 0.1, 0.93, (0.2, 0.5, -1.0)),
    "up": _out(0.12, -0.08, 1.0, 0.97, (1.0, -0.3, 0.0)),
    "speaking": _out(0.35, -1.0, -0.35, 0.62, (0.8, 0.3, -1.0)),
    "pointing": _out(0.75, -0.7, 0.25, 0.95, (0.3, 0.3, -1.0)),
    "beside": _out(0.22, 0.0, -1.0, 0.96, (0.6, 1.0, 0.0)),
}


def reach(figure: Figure, side: str, weights: Mapping[str, float], offset: Vector | None = None) -> None:
    """Take a wrist from where it is toward places, by their weights; weights of 1 and more leave nothing of before."""
    weights = {place: weight for place, weight in weights.items() if weight > 1e-4}
    if not weights:
        return
    total = sum(weights.values())
    rest = max(1.0 - total, 0.0)
    wrist = rest * figure.joint(f"{side}_wrist")
    pole = rest * _elbow_pole(figure, side)
    for place, weight in weights.items():
        point, elbow = PLACES[place](figure, side)
        share = weight / max(total, 1.0)
        wrist, pole = wrist + share * point, pole + share * elbow / float(np.linalg.norm(elbow))
    if offset is not None:
        wrist = wrist + min(total, 1.0) * offset
    wrist[2] = max(wrist[2], _LOWEST_WRIST_M)
    _relax_hand(figure, side, min(total, 1.0))
    figure.arm_to(side, wrist, figure.pole_above_floor(side, wrist, pole))


def _relax_hand(figure: Figure, side: str, share: float) -> None:
    """Let the hand come in line with the forearm, as it does when it leaves the floor."""
    bones = [f"{bone}.{side[0].upper()}" for bone in ("lowerarm02", "wrist")]
    figure.set({
        bone: slerp(figure.rotations[bone], np.eye(3), share) for bone in bones if bone in figure.rotations
    })  # fmt: skip


def _elbow_pole(figure: Figure, side: str) -> Vector:
    """The direction in which an elbow points now, away from the line shoulder to wrist."""
    shoulder, elbow, wrist = (figure.joint(f"{side}_{joint}") for joint in ("shoulder", "elbow", "wrist"))
    out = elbow - (shoulder + wrist) / 2.0
    length_m = float(np.linalg.norm(out))
    return out / length_m if length_m > 0.02 else vector(SIGN[side], 0.3, -0.6)
