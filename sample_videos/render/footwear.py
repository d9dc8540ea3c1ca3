"""Socks and shoes: the toes are gathered into one rounded shape that moves rigidly with the foot."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.spatial import ConvexHull  # type: ignore[import-untyped]  # scipy comes without types

from sample_videos.render.body import Body, FloatArray

Array = npt.NDArray[np.floating]

#: The shape is the foot's convex hull up to the first height and fades into the leg until the second [m].
_HULL_TOP_M, _FADED_M = 0.055, 0.095
#: Points are moved away from a line through the foot that ends so far before heel and toes, at this height [m].
_LINE_END_M, _LINE_HEIGHT_M = 0.045, 0.012


@dataclass(frozen=True, eq=False)
class Last:
    """The form of one foot in a sock or shoe: `rows` of the body's vertices and where they move to (N, 3) [m]."""

    rows: npt.NDArray[np.intp]
    rest: FloatArray
    offset: FloatArray

    def moved(self, vertices: FloatArray) -> FloatArray:
        """The rows (N, 3) of a posed body, moved as the foot is turned now."""
        return np.asarray(
            vertices[self.rows] + self.offset @ _turn(self.rest, vertices[self.rows]).T, np.float32
        )


def lasts(body: Body) -> list[Last]:
    """The forms of the left and the right foot."""
    found = []
    for end in (".L", ".R"):
        bones = [name for name in body.bone_names if name.startswith(("foot", "toe")) and name.endswith(end)]
        low = body.rest_vertices[:, 2] < _FADED_M
        rows = np.flatnonzero((body.bone_weight(*bones) > 0.05) & low)
        rest = body.rest_vertices[rows]
        found.append(Last(rows, rest, _offset(rest.astype(np.float64)).astype(np.float32)))
    return found


def _offset(foot: Array) -> Array:
    """How far each point (N, 3) of a foot is from the hull, seen from a line through the foot."""
    hull = ConvexHull(foot[foot[:, 2] < _HULL_TOP_M]).equations
    y = np.clip(foot[:, 1], foot[:, 1].min() + _LINE_END_M, foot[:, 1].max() - _LINE_END_M)
    along = np.polyfit(foot[:, 1], foot[:, 0], 1)
    line = np.column_stack([np.polyval(along, y), y, np.full(len(foot), _LINE_HEIGHT_M)])
    way = foot - line
    toward = way @ hull[:, :3].T
    inside = -(line @ hull[:, :3].T + hull[:, 3])
    with np.errstate(divide="ignore", invalid="ignore"):
        reach = np.where(toward > 1e-9, inside / toward, np.inf).min(axis=1)
    fading = np.clip((_FADED_M - foot[:, 2]) / (_FADED_M - _HULL_TOP_M), 0, 1)
    return np.asarray(way * (np.clip(reach - 1, 0, 12) * fading)[:, None])


def _turn(rest: FloatArray, posed: FloatArray) -> Array:
    """Rotation (3, 3) that takes points (N, 3) closest to where they are now (Kabsch 1976)."""
    spread = (posed - posed.mean(axis=0)).T @ (rest - rest.mean(axis=0))
    left, _, right = np.linalg.svd(spread)
    left[:, 2] *= np.linalg.det(left @ right)
    return np.asarray(left @ right)
