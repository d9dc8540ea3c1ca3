"""Tries of the wave: somebody in a posture raises the hand nearer the camera and waves at it; drawn, not yet seen."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.accuracy.unruly.program import Recording, estimate
from sample_videos.render.ik import Vector, turn_z, unit, vector
from sample_videos.render.posing import Figure
from sample_videos.render.rig import SIDES, SIGN
from sample_videos.render.unruly.acts import both
from sample_videos.render.unruly.description import Beat, Camera, Capture, Description, Side
from sample_videos.render.unruly.draw import Draw
from sample_videos.render.unruly.film import frames
from sample_videos.render.unruly.generator import describe
from sample_videos.render.unruly.play import Play, presence
from sample_videos.render.unruly.stage import Stage
from sample_videos.render.unruly.stamps import stamps_s

LENGTH_S: Final = 3.4
_LEAVES_S, _RISES_S = 0.5, 0.4
BEGINS_S: Final = _LEAVES_S + _RISES_S
"""Media time at which the hand is up and the wave begins [s]."""
_ELBOW_M: Final = 0.06
"""No elbow is lower than this: half the thickness of an arm."""

Directions = Sequence[tuple[float, float, float]]


@dataclass(frozen=True)
class Place:
    """A posture to wave from.

    elbows: where the elbow may point from the shoulder, in the frame of the chest (out, to the back, to the head).
    views: which sides may be near; None is a view from the front, where either hand may wave. free: the only hand that
    can, if it is not the near one.
    """

    posture: str
    pose: Mapping[str, float]
    elbows: Directions
    views: Sequence[Side | None]
    height_m: tuple[float, float]
    free: Side | None = None


_UPRIGHT: Final = ((0.9, -0.3, 0.1), (0.7, -0.2, 0.4), (0.5, -0.3, 0.7))
_ON_THE_BACK: Final = ((0.75, -0.1, -0.6), (0.5, -0.8, 0.1), (0.8, 0.0, 0.3))

PLACES: Final[Mapping[str, Place]] = {
    "standing": Place("standing", {}, _UPRIGHT, (None, None, "left", "right"), (0.7, 1.3)),
    "seated": Place(
        "sitting_up", {"sit_deg": 72.0, "spine_flexion_deg": 12.0, **both("foot_flexion_deg", 92.0)}, _UPRIGHT,
        ("left", "right"), (0.4, 1.0),
    ),
    "lying": Place("hook_lying", {}, _ON_THE_BACK, ("left", "right"), (0.3, 1.0)),
    "on the side": Place(
        "rolled", {"roll_deg": 90.0, "curl_deg": 40.0}, ((0.5, -0.7, 0.2), (0.9, -0.4, 0.2)), ("left", "right"),
        (0.3, 1.0), "right",
    ),
    "roller": Place("on_roller", {}, _ON_THE_BACK, ("left", "right"), (0.3, 1.0)),
    "hands and knees": Place(
        "all_fours", {}, ((0.4, -0.2, 0.9), (0.9, -0.1, 0.4), (0.3, -0.5, 0.9)), ("left", "right"), (0.3, 1.0)
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Wave:
    """How a hand waves.

    elbow: its direction from the shoulder, see `Place`. swing_deg: of the forearm to each side of `lean_deg`, which is
    from upright toward the right of the image. across_deg: how far it swings out of the image.
    """

    hand: Side
    elbow: tuple[float, float, float]
    hz: float
    swing_deg: float
    lean_deg: float
    across_deg: float

    def forearm(self, t_s: float, to_the_right: Vector) -> Vector:
        """Return the direction of the forearm, in the person's own frame; to_the_right: in the image."""
        turn = 2.0 * math.pi * self.hz * max(t_s - BEGINS_S, 0.0)
        tilt = math.radians(self.lean_deg + self.swing_deg * math.sin(turn))
        level = turn_z(self.across_deg) @ to_the_right
        return math.cos(tilt) * vector(0.0, 0.0, 1.0) + math.sin(tilt) * unit(vector(level[0], level[1], 0.0))


@dataclass(frozen=True)
class Try:
    """One try: who waves where and how, before which camera."""

    place: str
    wave: Wave
    description: Description


class _Waving(Play):
    """The motion of a description, with a wave in it."""

    def __init__(self, stage: Stage, wave: Wave) -> None:
        super().__init__(stage.description, stage.rig)
        self._wave = wave
        self._stage = stage
        self._right: Vector | None = None

    def look_from(self, stage: Stage) -> None:
        """Take over the camera, once it stands."""
        self._right = stage.turned.T @ np.linalg.inv(stage.camera.view())[:3, 0]

    def figure(self, t_s: float) -> Figure:
        figure = super().figure(t_s)
        if self._right is not None:
            self._raise_hand(figure, t_s, self._right)
        return figure

    def _raise_hand(self, figure: Figure, t_s: float, right: Vector) -> None:
        wave, side = self._wave, self._wave.hand
        x, y, z = wave.elbow
        shoulder = figure.joint(f"{side}_shoulder")
        upper_m = figure.rig.length_m(side, "shoulder", "elbow")
        elbow = shoulder + figure.world("spine01") @ unit(vector(SIGN[side] * x, y, z)) * upper_m
        elbow[2] = max(elbow[2], _ELBOW_M)
        wrist = elbow + wave.forearm(t_s, right) * figure.rig.length_m(side, "elbow", "wrist")
        up = presence(t_s, _LEAVES_S, _RISES_S, LENGTH_S, 0.1)
        elbow = (1.0 - up) * figure.joint(f"{side}_elbow") + up * elbow
        wrist = (1.0 - up) * figure.joint(f"{side}_wrist") + up * wrist
        figure.arm_through(side, elbow, wrist, elbow - (shoulder + wrist) / 2.0)


def draw(number: int, seed: int = 1) -> Try:
    """Return the try of this number: the places come in turn, all else is drawn."""
    draw = Draw("waves", seed, number)
    name = list(PLACES)[number % len(PLACES)]
    place = PLACES[name]
    near = draw.one_of(list(place.views))
    hand: Side = place.free or near or draw.one_of(SIDES)
    wave = Wave(
        hand=hand,
        elbow=draw.one_of(list(place.elbows)),
        hz=draw.between(1.5, 2.6),
        swing_deg=draw.between(22, 42, 0),
        lean_deg=draw.between(-15, 15, 0),
        across_deg=draw.between(-35, 35, 0),
    )
    camera = Camera(
        near=near,
        yaw_deg=draw.between(-25, 25, 0),
        height_m=draw.between(*place.height_m),
        roll_deg=draw.between(-3, 3, 0),
        fov_deg=draw.between(50, 70, 0),
        fill=draw.between(0.5, 0.75),
        pan_right=0.0,
        pan_up=-0.05,
        size_wh=(480, 360),
    )
    capture = Capture(
        fps=draw.one_of((12.0, 15.0, 20.0, 24.0, 30.0)),
        dropped=0.0,
        jitter=0.25,
        light=draw.one_of(("day", "lamp", "dim")),
        brightness=draw.between(0.8, 1.2),
        noise=draw.between(2, 10, 0),
        blur_px=0.0,
        jpeg=draw.count(50, 92),
        room=draw.one_of(("living", "studio")),
    )
    beat = Beat(place.posture, LENGTH_S, dict(place.pose))
    still = Beat(place.posture, 0.0, dict(place.pose))
    description = Description(
        seed=seed, number=number, exercise=None, kind="waves", traits=(), person=describe(seed, number).person,
        camera=camera, capture=capture, neutral=still, beats=(still, beat), repetitions=(), gestures=(), nods=(),
        sways=(), passers=(), window_s=(0.0, LENGTH_S), shown_s=(0.0, LENGTH_S),
    )  # fmt: skip
    return Try(name, wave, description)


def staged(one: Try) -> Stage:
    """Return the stage on which a try takes place."""
    stage = Stage(one.description)
    waving = _Waving(stage, one.wave)
    stage.camera  # noqa: B018 - stands where it shows the person before the hand goes up
    stage.moved  # noqa: B018
    waving.look_from(stage)
    stage.play = waving
    return stage


def recorded(one: Try, model: Path) -> Recording:
    """Return the poses that the network sees in a try."""
    times_s = [float(t_s) for t_s in stamps_s(one.description)]
    return estimate(frames(staged(one)), times_s, model)
