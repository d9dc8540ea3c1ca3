"""The rooms that the clips play in, and their light.

The floor is at z = 0 where the person is (the top of the mat), 6 mm lower beside the mat. The back wall is on the
+Y side, so that a camera at yaw 0 looks at it. Everything is built of boxes, cylinders and balls.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]
Point = tuple[float, float, float]

#: Beside the mat the floor is lower by the mat's thickness [m].
MAT_THICKNESS_M = 0.006
_MAT_HALF_SIZE_M = (1.02, 0.42)


class Surface(IntEnum):
    """What a triangle of the room is made of: chooses its texture in room.frag."""

    WALL = 0
    FLOOR = 1
    SKIRTING = 2
    MAT = 3
    WOOD = 4
    PICTURE = 5
    PLANT = 6
    WINDOW = 7
    DARK = 8


@dataclass(frozen=True)
class Light:
    """Light of a clip.

    `key_direction` points toward the key light; colours are linear; `noise` is the sensor's standard deviation in
    1/255 of full scale.
    """

    name: str
    key_direction: Point
    key_colour: Point
    sky_colour: Point
    ground_colour: Point
    exposure: float
    shadow_radius_m: float
    noise: float


@dataclass(frozen=True)
class Room:
    """A room's colours (sRGB), walls and furniture. `walls_m`: half width, distance of the back wall."""

    name: str
    wall: str
    floor: str
    mat: str
    furniture: str
    accent: str
    plank_size_m: tuple[float, float]
    walls_m: tuple[float, float]


LIGHTS: dict[str, Light] = {
    light.name: light
    for light in (
        Light("day", key_direction=(-0.45, -0.50, 0.78), key_colour=(1.55, 1.48, 1.36), sky_colour=(0.62, 0.68, 0.76),
              ground_colour=(0.34, 0.31, 0.28), exposure=1.15, shadow_radius_m=0.030, noise=2.5),
        Light("lamp", key_direction=(0.42, -0.38, 0.86), key_colour=(1.45, 1.18, 0.86), sky_colour=(0.60, 0.55, 0.49),
              ground_colour=(0.32, 0.27, 0.23), exposure=1.15, shadow_radius_m=0.018, noise=3.5),
        Light("dim", key_direction=(-0.60, -0.25, 0.75), key_colour=(0.62, 0.56, 0.52), sky_colour=(0.27, 0.28, 0.33),
              ground_colour=(0.14, 0.13, 0.13), exposure=0.80, shadow_radius_m=0.045, noise=8.0),
    )
}  # fmt: skip

ROOMS: dict[str, Room] = {
    room.name: room
    for room in (
        Room("living", "#e4dccd", "#b58b5e", "#4f7f86", "#8a6a49", "#5f8a54", (1.15, 0.14), (3.4, 1.75)),
        Room("studio", "#c3ccd1", "#8f8273", "#6a5a86", "#d9d6cf", "#c97b52", (1.6, 0.22), (3.9, 2.1)),
    )
}


@dataclass(frozen=True, eq=False)
class Mesh:
    """Triangles: `positions`, `normals` (3 T, 3), `surfaces` (3 T,)."""

    positions: FloatArray
    normals: FloatArray
    surfaces: FloatArray


def room_mesh(room: Room) -> Mesh:
    """Floor, walls, skirting boards, mat and furniture of a room."""
    half, back = room.walls_m
    front, height, low = -6.0, 9.0, -MAT_THICKNESS_M
    parts = [
        box((-half, front, low - 0.1), (half, back, low), Surface.FLOOR),
        box((-half, back, low), (half, back + 0.1, height), Surface.WALL),
        box((-half - 0.1, front, low), (-half, back, height), Surface.WALL),
        box((half, front, low), (half + 0.1, back, height), Surface.WALL),
        box((-half, back - 0.016, low), (half, back, 0.09), Surface.SKIRTING),
        box((-half, front, low), (-half + 0.016, back, 0.09), Surface.SKIRTING),
        box((half - 0.016, front, low), (half, back, 0.09), Surface.SKIRTING),
        box((-_MAT_HALF_SIZE_M[0], -_MAT_HALF_SIZE_M[1], low), (*_MAT_HALF_SIZE_M, 0.0), Surface.MAT),
    ]
    parts += _living(half, back) if room.name == "living" else _studio(half, back)
    return Mesh(*(np.concatenate(arrays) for arrays in zip(*parts, strict=True)))


_Part = tuple[FloatArray, FloatArray, FloatArray]


def _living(half: float, back: float) -> list[_Part]:
    """A sideboard with a plant, a picture, a lamp."""
    low = -MAT_THICKNESS_M
    return [
        box((-2.75, back - 0.42, 0.12), (-1.25, back - 0.02, 0.62), Surface.WOOD),
        box((-2.77, back - 0.44, 0.62), (-1.23, back - 0.02, 0.65), Surface.WOOD),
        *(box((x, back - 0.40, low), (x + 0.05, back - 0.35, 0.12), Surface.DARK) for x in (-2.70, -1.35)),
        box((-2.01, back - 0.425, 0.15), (-1.99, back - 0.42, 0.60), Surface.DARK),
        cylinder((-2.45, back - 0.22, 0.65), 0.085, 0.16, Surface.SKIRTING),
        *(ball((-2.45 + x, back - 0.22 + y, 0.94 + z), r, Surface.PLANT)
          for x, y, z, r in ((0, 0, 0, 0.13), (0.1, -0.03, 0.1, 0.09), (-0.09, 0.02, 0.12, 0.1), (0.02, 0, 0.2, 0.08))),
        box((0.55, back - 0.025, 1.05), (1.45, back, 1.68), Surface.DARK),
        box((0.58, back - 0.03, 1.08), (1.42, back - 0.001, 1.65), Surface.PICTURE),
        cylinder((2.7, back - 0.35, low), 0.14, 0.03, Surface.DARK),
        cylinder((2.7, back - 0.35, 0.02), 0.014, 1.4, Surface.DARK),
        cylinder((2.7, back - 0.35, 1.38), 0.17, 0.28, Surface.SKIRTING),
    ]  # fmt: skip


def _studio(half: float, back: float) -> list[_Part]:
    """A wide window, a bench, two balls."""
    panes = [box((x, back - 0.02, 0.95), (x + 0.78, back - 0.005, 2.2), Surface.WINDOW) for x in (-0.6, 0.24)]
    return [
        box((-0.68, back - 0.03, 0.87), (1.10, back, 2.28), Surface.SKIRTING),
        *(tuple_moved(pane, (0.0, -0.012, 0.0)) for pane in panes),
        box((-0.75, back - 0.14, 0.83), (1.17, back, 0.87), Surface.SKIRTING),
        box((-3.3, back - 0.45, 0.36), (-1.7, back - 0.05, 0.42), Surface.WOOD),
        *(box((x, back - 0.42, -MAT_THICKNESS_M), (x + 0.06, back - 0.08, 0.36), Surface.DARK) for x in (-3.2, -1.86)),
        ball((2.35, back - 0.40, 0.32), 0.325, Surface.PLANT),
        ball((-2.6, back - 0.25, 0.53), 0.11, Surface.PLANT),
        *(box((x, back - 0.05, low), (x + 0.05, back - 0.01, 2.3), Surface.WOOD)
          for x in (2.75, 3.55) for low in (0.09,)),
        *(box((2.75, back - 0.09, z), (3.6, back - 0.055, z + 0.03), Surface.WOOD) for z in np.arange(0.25, 2.2, 0.18)),
    ]  # fmt: skip


def tuple_moved(part: _Part, by: Point) -> _Part:
    """A part of the room moved by a vector."""
    return part[0] + np.asarray(by, np.float32), part[1], part[2]


def box(low: Point, high: Point, surface: Surface) -> _Part:
    """An upright box between two corners."""
    corners, normals = [], []
    for axis in range(3):
        for side in (0, 1):
            u, v = (axis + 1) % 3, (axis + 2) % 3
            quad = np.empty((4, 3))
            quad[:, axis] = (low, high)[side][axis]
            quad[:, u] = [low[u], high[u], high[u], low[u]]
            quad[:, v] = [low[v], low[v], high[v], high[v]]
            quad = quad if side else quad[::-1]
            corners.append(quad[[0, 1, 2, 0, 2, 3]])
            normals.append(np.tile(np.eye(3)[axis] * (2 * side - 1), (6, 1)))
    return _part(np.concatenate(corners), np.concatenate(normals), surface)


def cylinder(base: Point, radius: float, height: float, surface: Surface) -> _Part:
    """An upright cylinder with a lid, standing on `base`."""
    turn = np.linspace(0, 2 * np.pi, 33)
    rim = np.column_stack([np.cos(turn), np.sin(turn), 0 * turn])
    bottom = np.asarray(base) + radius * rim
    lifted = np.array([0, 0, height])
    top = bottom + lifted
    sides = np.stack([bottom[:-1], bottom[1:], top[1:], bottom[:-1], top[1:], top[:-1]], axis=1)
    outward = np.stack([rim[:-1], rim[1:], rim[1:], rim[:-1], rim[1:], rim[:-1]], axis=1)
    centre = np.tile(np.asarray(base) + lifted, (32, 1))
    lid = np.stack([centre, top[:-1], top[1:]], axis=1).reshape(-1, 3)
    return _part(
        np.concatenate([sides.reshape(-1, 3), lid]),
        np.concatenate([outward.reshape(-1, 3), np.tile([0.0, 0.0, 1.0], (len(lid), 1))]),
        surface,
    )


def ball(centre: Point, radius: float, surface: Surface) -> _Part:
    """A ball."""
    turn, rise = np.meshgrid(
        np.linspace(0, 2 * np.pi, 33), np.linspace(-np.pi / 2, np.pi / 2, 17), indexing="ij"
    )
    unit = np.stack([np.cos(turn) * np.cos(rise), np.sin(turn) * np.cos(rise), np.sin(rise)], axis=-1)
    a, b, c, d = unit[:-1, :-1], unit[1:, :-1], unit[1:, 1:], unit[:-1, 1:]
    normals = np.stack([a, b, c, a, c, d], axis=2).reshape(-1, 3)
    return _part(np.asarray(centre) + radius * normals, normals, surface)


def _part(positions: npt.NDArray[np.float64], normals: npt.NDArray[np.float64], surface: Surface) -> _Part:
    surfaces = np.full(len(positions), surface, np.float32)
    return positions.astype(np.float32), normals.astype(np.float32), surfaces
