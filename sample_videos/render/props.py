"""Things that people use in a clip: the foam roller, a chair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from sample_videos.render.room import Surface, box

FloatArray = npt.NDArray[np.float32]

_SEGMENTS = 48
_ROUNDED_M = 0.006
#: A kitchen chair; its front edge is before the hips (-Y), its back is free of somebody who sits on its front half.
_SEAT_HALF_M, _SEAT_FRONT_M, _SEAT_BEHIND_M, _WOOD_M = 0.22, -0.17, 0.27, 0.035


class Prop(Protocol):
    """Something that is drawn beside the people."""

    @property
    def colour(self) -> str:
        """Its colour, sRGB."""

    def mesh(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Positions, normals and texture places (see prop.frag) of its triangles, each (3 T, 3)."""


@dataclass(frozen=True)
class Roller:
    """A foam roller lying on the floor.

    `centre` (3,) m; its axis is level, `axis_deg` counter-clockwise from +Y seen from above (at 0 it lies across a
    body that lies along X); `turn_deg` turns it about that axis, right-handed. Standard rollers are 15 cm thick.
    """

    centre: tuple[float, float, float]
    turn_deg: float = 0.0
    axis_deg: float = 0.0
    radius_m: float = 0.075
    length_m: float = 0.45
    colour: str = "#2f6fa8"

    def mesh(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Positions, normals and texture places (turns, along the axis [m], 1 on the ends), each (3 T, 3)."""
        rings = _rings(self.radius_m, self.length_m)
        corners = [(0, 0), (1, 0), (1, 1), (0, 0), (1, 1), (0, 1)]
        cells = [
            np.stack([ring[a : len(ring) - 1 + a, b : ring.shape[1] - 1 + b] for a, b in corners], axis=2)
            for ring in rings
        ]
        position, normal, local = (cell.reshape(-1, 3) for cell in cells)
        place = self._placement()
        return (
            (position @ place.T + self.centre).astype(np.float32),
            (normal @ place.T).astype(np.float32),
            local.astype(np.float32),
        )

    def _placement(self) -> npt.NDArray[np.float64]:
        """Rotation (3, 3) from the roller's own frame, its axis along Y."""
        turn, yaw = np.radians([self.turn_deg, self.axis_deg])
        about_y = np.array([[np.cos(turn), 0, np.sin(turn)], [0, 1, 0], [-np.sin(turn), 0, np.cos(turn)]])
        about_z = np.array([[np.cos(yaw), -np.sin(yaw), 0], [np.sin(yaw), np.cos(yaw), 0], [0, 0, 1]])
        return np.asarray(about_z @ about_y)


@dataclass(frozen=True)
class Chair:
    """A chair that stands on the floor, or a stool: a chair without a back.

    `place` (x, y) m is where the hips of somebody who sits on its front half are; at `heading_deg` 0 they face -Y, more
    turns the chair counter-clockwise seen from above.
    """

    place: tuple[float, float]
    seat_m: float
    heading_deg: float = 0.0
    has_back: bool = True
    colour: str = "#9a6b3f"

    def mesh(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Positions, normals and texture places (plain all over), each (3 T, 3)."""
        parts = [box(low, high, Surface.WOOD) for low, high in self._boxes()]
        position, normal = (np.concatenate([part[i] for part in parts]) for i in (0, 1))
        yaw = np.radians(self.heading_deg)
        turned = np.array([[np.cos(yaw), -np.sin(yaw), 0], [np.sin(yaw), np.cos(yaw), 0], [0, 0, 1]])
        return (
            (position @ turned.T + (*self.place, 0.0)).astype(np.float32),
            (normal @ turned.T).astype(np.float32),
            np.ones_like(position, dtype=np.float32),
        )

    def _boxes(self) -> list[tuple[tuple[float, float, float], tuple[float, float, float]]]:
        """Seat, legs, and the two posts and two rails of the back."""
        half, front, behind, thick = _SEAT_HALF_M, _SEAT_FRONT_M, _SEAT_BEHIND_M, _WOOD_M
        top = self.seat_m
        boxes = [((-half, front, top - thick), (half, behind, top))]
        for x in (-half, half - thick):
            boxes += [((x, y, 0.0), (x + thick, y + thick, top - thick)) for y in (front, behind - thick)]
            if self.has_back:
                boxes.append(((x, behind - thick, top), (x + thick, behind, top + 0.46)))
        if self.has_back:
            rails = ((0.18, 0.25), (0.34, 0.44))
            boxes += [
                ((-half + thick, behind - 0.025, top + low), (half - thick, behind - 0.005, top + high))
                for low, high in rails
            ]
        return boxes


def _rings(radius: float, length: float) -> tuple[npt.NDArray[np.float64], ...]:
    """Grids (turn, profile, 3) of positions, normals and texture places of a roller with rounded rims."""
    half = length / 2
    profile = np.array([  # place along the axis, distance from it, normal along the axis, is an end
        [-half, 0.0, -1, 1], [-half, radius - _ROUNDED_M, -1, 1], [-half + _ROUNDED_M, radius, 0, 0],
        [half - _ROUNDED_M, radius, 0, 0], [half, radius - _ROUNDED_M, 1, 1], [half, 0.0, 1, 1],
    ])  # fmt: skip
    turn = np.linspace(0, 2 * np.pi, _SEGMENTS + 1)[:, None]
    along, wide, lengthwise, end = profile.T
    shape = (len(turn), len(profile))
    outward = 1 - np.abs(lengthwise)
    position = np.stack([np.sin(turn) * wide, np.broadcast_to(along, shape), np.cos(turn) * wide], axis=-1)
    normal = np.stack(
        [np.sin(turn) * outward, np.broadcast_to(lengthwise, shape), np.cos(turn) * outward], axis=-1
    )
    relative = np.broadcast_to(wide / radius, shape)
    around = np.where(end > 0, relative * 0.5, np.broadcast_to(turn / (2 * np.pi), shape))
    local = np.stack([around, np.broadcast_to(along, shape), np.broadcast_to(end, shape)], axis=-1)
    return position, normal, local
