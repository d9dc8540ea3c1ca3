"""Who is in the picture: bodies blended from those of the variants, clothes of any colour, long hair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from sample_videos.render.body import Body, load_body
from sample_videos.render.look import LOOKS, Outfit
from sample_videos.render.posing import Figure
from sample_videos.render.rig import Rig
from sample_videos.render.unruly.description import Person

FloatArray = npt.NDArray[np.float32]

#: Bodies that can be blended: those with the same mesh. None of them is in the half `test` of the catalogue.
FAMILIES: Final = (("tall", "heavy", "senior"), ("female_slim", "sturdy"), ("round",))

_STRANDS: Final = ((-0.045, 0.028), (0.0, 0.036), (0.045, 0.028))
_AROUND, _STEP_M = 9, 0.03
_FLOOR_M = 0.014


@lru_cache(maxsize=8)
def rig_for(body: str, other: str, share: float, scale: float) -> Rig:
    """The rig of a body with a share of another, scaled."""
    a, b = load_body(body), load_body(other)

    def mixed(of_a: FloatArray, of_b: FloatArray) -> FloatArray:
        return np.asarray(((1.0 - share) * of_a + share * of_b) * scale, np.float32)

    blended: Body = replace(
        a,
        rest_vertices=mixed(a.rest_vertices, b.rest_vertices),
        bone_heads=mixed(a.bone_heads, b.bone_heads),
        markings=mixed(a.markings, b.markings),
    )
    return Rig(blended)


def rig_of_person(person: Person) -> Rig:
    """The rig of a person."""
    return rig_for(person.body, person.other, person.share, person.scale)


def outfit_of(person: Person) -> Outfit:
    """What a person wears."""
    return Outfit(
        f"{person.top}{person.bottom}{person.looseness}", person.top, person.sleeve, person.bottom, person.legs,
        person.feet, person.footwear, person.looseness,
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class LongHair:
    """Hair that hangs from the back of a head: points (N, 3) [m] down the middle of each strand, and their radii."""

    strands: tuple[tuple[FloatArray, FloatArray], ...]
    colour: str

    def mesh(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Positions, normals and texture places, each (3 T, 3)."""
        tubes = [_tube(points, radii) for points, radii in self.strands]
        positions, normals = (np.concatenate([tube[part] for tube in tubes]) for part in (0, 1))
        # The middle of a pad: no groove of the roller's shader falls on it.
        places = np.tile(np.array([0.05, 0.0275, 0.0], np.float32), (len(positions), 1))
        return positions, normals, places


def long_hair(
    figure: Figure, person: Person, turned: npt.NDArray[np.float64], moved: npt.NDArray[np.float64]
) -> LongHair:
    """The hair of a posed figure in the world; `turned` (3, 3) and `moved` (3,) take the person frame there."""
    head, world = figure.joint("head"), figure.world("head")
    strands = []
    for x, radius_m in _STRANDS:
        root = head + world @ np.array([x * person.scale, 0.075, 0.10]) * 1.0
        points = _hanging(root, world @ np.array([2.0 * x, 0.75, -0.6]), person.hair_m)
        radii = radius_m * np.interp(
            np.linspace(0, 1, len(points)), [0.0, 0.25, 0.8, 1.0], [0.6, 1.0, 0.8, 0.25]
        )
        strands.append((np.asarray(points @ turned.T + moved, np.float32), radii.astype(np.float32)))
    return LongHair(tuple(strands), LOOKS[person.body].hair)


def _hanging(
    root: npt.NDArray[np.float64], along: npt.NDArray[np.float64], length_m: float
) -> npt.NDArray[np.float64]:
    """Points of a strand that leaves the head in a direction, falls, and lies on the floor where it meets it."""
    points, direction = [root], along / np.linalg.norm(along)
    for _ in range(max(int(length_m / _STEP_M), 2)):
        direction = direction + np.array([0.0, 0.0, -0.42])
        direction /= np.linalg.norm(direction)
        point = points[-1] + _STEP_M * direction
        if point[2] < _FLOOR_M:
            point[2] = _FLOOR_M
            direction = np.array([direction[0], direction[1] + 1e-3, 0.0])
            direction /= np.linalg.norm(direction)
        points.append(point)
    return np.array(points)


def _tube(points: FloatArray, radii: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Triangles of a tube: positions and normals (3 T, 3)."""
    along = np.gradient(points, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True) + 1e-9
    aside = np.cross(along, np.where(np.abs(along[:, 2:]) > 0.9, [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]))
    aside /= np.linalg.norm(aside, axis=1, keepdims=True) + 1e-9
    up = np.cross(aside, along)
    turn = np.linspace(0.0, 2.0 * np.pi, _AROUND)
    normals = np.cos(turn)[None, :, None] * aside[:, None] + np.sin(turn)[None, :, None] * up[:, None]
    positions = points[:, None] + radii[:, None, None] * normals
    corners = [(0, 0), (1, 1), (1, 0), (0, 0), (0, 1), (1, 1)]
    rows, columns = positions.shape[0] - 1, positions.shape[1] - 1

    def triangles(grid: npt.NDArray[np.floating]) -> FloatArray:
        cells = np.stack([grid[a : rows + a, b : columns + b] for a, b in corners], axis=2)
        return np.ascontiguousarray(cells.reshape(-1, 3), np.float32)

    return triangles(positions), triangles(normals)


COLOURS: Final[Mapping[str, tuple[str, ...]]] = {
    "top": ("#2b8c8c", "#8a3f63", "#3f74b8", "#8d9094", "#b0483e", "#5f7d54", "#e8e6e0", "#1d1f24", "#c9a227",
            "#d88fa4", "#34495e", "#b58b5e"),
    "bottom": ("#23303f", "#4a4a52", "#2c2c30", "#3b4252", "#6d6f66", "#2d3a55", "#101114", "#8c8577", "#5a3f5f",
               "#b9b4a8"),
    "footwear": ("#d6d5cf", "#aeb6bd", "#c9c4ba", "#4a4f58", "#202226", "#b84a3f"),
}  # fmt: skip
"""Clothes, some of them of the floor's or the wall's colour."""
