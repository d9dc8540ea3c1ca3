"""The tries as they are kept: the landmarks that a wave is seen by, as whole numbers, without rendering anything."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.accuracy.unruly.program import LANDMARKS, Pose, Recording

POSES: Final = Path(__file__).parent / "data" / "poses.npz"

_MARKS: Final = [11, 12, 13, 14, 15, 16, 23, 24]
"""Shoulders, elbows, wrists and hips."""
_PER_PX, _PER_SURE = 16, 100
_NOTHING: Final = -32768

Stored = Mapping[tuple[int, str], Recording]
"""Recordings by the number and the place of their try."""


def write_stored(tries: Stored, path: Path = POSES) -> None:
    """Store what was seen in tries."""
    rows = [pose for recording in tries.values() for pose in recording.poses]
    points = np.array([pose.image_px[_MARKS] for pose in rows], np.float64) * _PER_PX
    sure = np.array([pose.visibility[_MARKS] for pose in rows], np.float64) * _PER_SURE
    np.savez_compressed(
        path,
        allow_pickle=False,
        numbers=np.array([number for number, _ in tries], np.int16),
        places=np.array([place for _, place in tries]),
        frames=np.array([len(recording.poses) for recording in tries.values()], np.int16),
        size_wh=np.array([recording.size_wh for recording in tries.values()], np.int16),
        t_ms=np.array([round(1000 * pose.t_s) for pose in rows], np.int32),
        points=np.where(np.isnan(points), _NOTHING, np.round(points)).astype(np.int16),
        sure=np.round(np.nan_to_num(sure)).astype(np.uint8),
    )


def read_stored(path: Path = POSES) -> dict[tuple[int, str], Recording]:
    """Return the stored tries; all landmarks but those that matter are NaN."""
    with np.load(path, allow_pickle=False) as data:
        arrays = {name: data[name] for name in data.files}
    found, first = {}, 0
    keys = zip(arrays["numbers"].tolist(), arrays["places"].tolist(), strict=True)
    for key, count, size in zip(keys, arrays["frames"].tolist(), arrays["size_wh"].tolist(), strict=True):
        rows = range(first, first + count)
        size_wh = (size[0], size[1])
        found[key] = Recording([_pose(arrays, row, size_wh) for row in rows], size_wh, "")
        first = rows.stop
    return found


def _pose(arrays: Mapping[str, np.ndarray], row: int, size_wh: tuple[int, int]) -> Pose:
    t_s = float(arrays["t_ms"][row]) / 1000.0
    points = arrays["points"][row]
    if (points == _NOTHING).all():
        return Pose.nobody(t_s)
    image_px = np.full((LANDMARKS, 2), np.nan, np.float32)
    image_px[_MARKS] = np.where(points == _NOTHING, np.nan, points / _PER_PX)
    visibility = np.zeros(LANDMARKS, np.float32)
    visibility[_MARKS] = arrays["sure"][row] / _PER_SURE
    return Pose(t_s, image_px, np.full((LANDMARKS, 3), np.nan, np.float32), visibility, None, size_wh)
