"""Hair that stands off the head, added to a body at export: a bun, or chin-long hair around ears and neck."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

_BUN_RADII_M = np.array([0.037, 0.032, 0.032])
#: The bun sits on the head in this direction from the ears, backward from straight up.
_BUN_BACK_DEG = 38.0

#: Chin-long hair: how far it reaches forward, off the head, and down from the ears.
_OPENING_DEG = 72.0
_OFF_HEAD_M = 0.022
_THIN_M = 0.003
_TOP_M, _BOTTOM_M = 0.10, -0.10
_COLUMNS, _ROWS = 41, 14


@dataclass(frozen=True)
class Strands:
    """A surface of hair: `vertices` (N, 3) m and `quads` (Q, 4) counter-clockwise from outside."""

    vertices: Array
    quads: Array


def bun(head: Array, ears: Array) -> Strands:
    """A ball of hair high on the back of a head (V, 3); `ears` (3,) is the middle between the ears."""
    back = np.radians(_BUN_BACK_DEG)
    up_back = np.array([0.0, np.sin(back), np.cos(back)])
    centre = ears + ((head - ears) @ up_back).max() * up_back
    turn, rise = np.meshgrid(
        np.linspace(0, 2 * np.pi, 21), np.linspace(-np.pi / 2, np.pi / 2, 11), indexing="ij"
    )
    ball = np.stack([np.cos(turn) * np.cos(rise), np.sin(turn) * np.cos(rise), np.sin(rise)], axis=-1)
    return Strands((centre + _BUN_RADII_M * ball).reshape(-1, 3), _grid_quads(*turn.shape))


def bob(head: Array, ears: Array) -> Strands:
    """Hair that falls straight from the widest part of a head (V, 3) to the chin, open around the face."""
    turn = np.radians(np.linspace(-180 + _OPENING_DEG, 180 - _OPENING_DEG, _COLUMNS))
    height = np.linspace(_BOTTOM_M, _TOP_M, _ROWS)
    from_ears = head - ears
    radius = np.hypot(from_ears[:, 0], from_ears[:, 1])
    azimuth = np.arctan2(from_ears[:, 0], from_ears[:, 1])
    wide = np.zeros((_COLUMNS, _ROWS))
    for column, direction in enumerate(turn):
        beside = np.abs(np.angle(np.exp(1j * (azimuth - direction)))) < np.radians(9)
        for row, low in enumerate(height):
            above = beside & (from_ears[:, 2] > max(low, -0.02) - 0.003)
            wide[column, row] = radius[above].max(initial=0.03)
    # The hair leaves the scalp near the crown and bends a little inward at its ends.
    off_head = np.interp(
        height, [_BOTTOM_M, -0.07, 0.02, 0.07, _TOP_M], np.array([0.5, 0.95, 1.0, 0.75, 0.1]) * _OFF_HEAD_M
    )
    wide = _blurred(wide) + off_head
    sides = [_curtain(turn, wide, height) + ears, _curtain(turn, wide - _THIN_M, height) + ears]
    quads = _grid_quads(_COLUMNS, _ROWS)
    return Strands(np.concatenate(sides), np.concatenate([quads[:, ::-1], quads + len(sides[0])]))


def _curtain(turn: Array, wide: Array, height: Array) -> Array:
    """Points (columns x rows, 3) at a distance from a vertical axis, by direction and height."""
    across, back = np.sin(turn)[:, None] * wide, np.cos(turn)[:, None] * wide
    return np.stack([across, back, np.broadcast_to(height, wide.shape)], axis=-1).reshape(-1, 3)


def _blurred(grid: Array) -> Array:
    padded = np.pad(grid, ((1, 1), (0, 0)), mode="edge")
    return np.asarray((padded[:-2] + 2 * padded[1:-1] + padded[2:]) / 4)


def _grid_quads(columns: int, rows: int) -> Array:
    grid = np.arange(columns * rows).reshape(columns, rows)
    quads = np.stack([grid[:-1, :-1], grid[1:, :-1], grid[1:, 1:], grid[:-1, 1:]], axis=-1)
    return quads.reshape(-1, 4)
