"""Things that people use in a clip: the foam roller."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]

_SEGMENTS = 48
_ROUNDED_M = 0.006


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
