"""The stored run: poses and verdicts of fixed clips, judged without rendering anything.

`poses.npz` packs all clips one after the other: landmarks as whole numbers, each less that of the frame before, which
take a tenth of what `posecoach --record` writes. The steps are far below what a network can tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from benchmarks.accuracy.unruly.program import LANDMARKS, OUTLINE_POINTS, Pose, Recording
from sample_videos.render.unruly.verdict import Verdict, read_verdicts, write_verdicts

FOLDER: Final = Path(__file__).parent / "data"
POSES: Final = FOLDER / "poses.npz"
VERDICTS: Final = FOLDER / "verdicts.json"
FLOORS: Final = FOLDER / "floors.toml"

STORED: Final = tuple((20, number) for number in range(40))
"""Seed and number of each clip."""

#: Steps of what is stored: 1/16 px, 1 mm, 1/100, 1/2000 trunk length; and the number that stands for nothing.
_STEPS: Final = {"image_px": 1 / 16, "world_m": 1 / 1024, "visibility": 1 / 128, "outline": 1 / 2048}
_SHAPES: Final = {
    "image_px": (LANDMARKS, 2),
    "world_m": (LANDMARKS, 3),
    "visibility": (LANDMARKS,),
    "outline": (OUTLINE_POINTS,),
}
_NOTHING: Final = -32768

Stored = Sequence[tuple[Recording, Verdict]]
Ints = npt.NDArray[np.int16]


def write_stored(clips: Stored, poses: Path = POSES, verdicts: Path = VERDICTS) -> None:
    """Store poses and verdicts of clips."""
    poses.parent.mkdir(parents=True, exist_ok=True)
    packed = {name: np.concatenate([_packed(recording, name) for recording, _ in clips]) for name in _SHAPES}
    np.savez_compressed(
        poses,
        allow_pickle=False,
        frames=np.array([len(recording.poses) for recording, _ in clips]),
        size_wh=np.array([recording.size_wh for recording, _ in clips]),
        t_ms=np.concatenate([[round(1000 * pose.t_s) for pose in recording.poses] for recording, _ in clips]),
        model_sha256=np.array(clips[0][0].model_sha256),
        **packed,
    )
    write_verdicts([verdict for _, verdict in clips], verdicts)


def read_stored(poses: Path = POSES, verdicts: Path = VERDICTS) -> list[tuple[Verdict, Recording]]:
    """The stored clips in order."""
    with np.load(poses, allow_pickle=False) as data:
        arrays = {name: data[name] for name in data.files}
    found, first = [], 0
    for verdict, count, size in zip(
        read_verdicts(verdicts), arrays["frames"], arrays["size_wh"], strict=True
    ):
        rows = slice(first, first + int(count))
        size_wh = (int(size[0]), int(size[1]))
        values = {name: _unpacked(arrays[name][rows], name) for name in _SHAPES}
        frames = [
            _pose(float(t_ms) / 1000.0, {name: series[index] for name, series in values.items()}, size_wh)
            for index, t_ms in enumerate(arrays["t_ms"][rows])
        ]
        found.append((verdict, Recording(frames, size_wh, str(arrays["model_sha256"]))))
        first = rows.stop
    return found


def _packed(recording: Recording, name: str) -> Ints:
    """One field of all poses (T, ...) as steps from frame to frame."""
    shape = _SHAPES[name]
    rows = [_field(pose, name) for pose in recording.poses]
    values = np.array([np.full(shape, np.nan) if row is None else row for row in rows], np.float64).reshape(
        -1, *shape
    )
    whole = np.where(
        np.isnan(values), _NOTHING, np.clip(np.round(values / _STEPS[name]), -32767, 32767)
    ).astype(np.int16)
    return np.diff(whole, axis=0, prepend=np.zeros((1, *shape), np.int16))


def _unpacked(steps: Ints, name: str) -> npt.NDArray[np.float32]:
    whole = np.cumsum(steps, axis=0, dtype=np.int16)
    return np.where(whole == _NOTHING, np.nan, whole * _STEPS[name]).astype(np.float32)


def _field(pose: Pose, name: str) -> npt.NDArray[np.float32] | None:
    return pose.back_outline if name == "outline" else getattr(pose, name)


def _pose(t_s: float, values: dict[str, npt.NDArray[np.float32]], size_wh: tuple[int, int]) -> Pose:
    if np.isnan(values["image_px"]).all():
        return Pose.nobody(t_s)
    return Pose(t_s, values["image_px"], values["world_m"], values["visibility"], values["outline"], size_wh)
