"""Poses written and read back: the seam where everything downstream can be replayed without MediaPipe.

A recording is an uncompressed .npz (a zip of plain numpy arrays, no pickle):

    schema         the text "posecoach.poses/1"
    model_sha256   the model that saw the poses, "" if not known
    size_wh        (2,) int64, the frame [px]
    t_s            (T,) float64, media time [s], strictly increasing
    image_px       (T, 33, 2) float32
    world_m        (T, 33, 3) float32
    visibility     (T, 33) float32
    back_outline   (T, 40) float32
    outline_given  (T,) bool, whether the pose had an outline

What was not seen is NaN. Read is also the form without `schema`, in which `mask_bits` (T, H, ceil(W / 8))
uint8 holds the person masks: the outlines are then computed from them.

While NAME.npz is recorded, poses go to NAME.part.npz beside it (a line of JSON, then rows of numbers) and
leave the process once a second of media time; `close` makes the .npz and then removes the part. So a killed
program loses at most the last second (a machine that loses power perhaps more), the part that it leaves can be
read like a recording, and no existing file is half overwritten.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, Self, overload

import numpy as np
from numpy.typing import NDArray

from posecoach.errors import OutputError, RecordingError, reason
from posecoach.files import open_file
from posecoach.pose.landmarks import LANDMARK_COUNT
from posecoach.pose.npz import ArrayFile, DamagedArray
from posecoach.pose.outline import OUTLINE_POINTS, outline_from_mask
from posecoach.pose.pose import Pose
from posecoach.publishing.disk import (
    Create,
    create,
    is_at,
    move_new,
    moved_away,
    remove,
    replace,
    sync,
    whole_or_gone,
    write,
)
from posecoach.words.phrase import filled

SCHEMA: Final = "posecoach.poses/1"
_LEAVE_EVERY_S: Final = 1.0
_LATEST_S: Final = 1e7  # 115 days
_LARGEST_SIDE_PX: Final = 16384
_HEAD_LIMIT: Final = 1000  # bytes of the part's first line; ours are about 150
_LIMIT_BYTES: Final = 2**30  # for one array: 30 hours of the largest one at 25 frames/s
_LANDMARK_FIELDS: Final[dict[str, tuple[int, ...]]] = {
    "image_px": (LANDMARK_COUNT, 2),
    "world_m": (LANDMARK_COUNT, 3),
    "visibility": (LANDMARK_COUNT,),
}
_FIELDS: Final = _LANDMARK_FIELDS | {"back_outline": (OUTLINE_POINTS,)}
_LARGEST: Final = {"image_px": 1e6, "world_m": 1e3, "visibility": 1.001, "back_outline": 1e3}
# The flag takes eight bytes so that the floats of every row stay aligned.
_ROW: Final = np.dtype(
    [("t_s", "<f8"), *((name, "<f4", shape) for name, shape in _FIELDS.items()), ("outline_given", "<i8")]
)


@dataclass(frozen=True, slots=True)
class Recording:
    """What was recorded: poses in order, the frame's size [px], the model's checksum ("" if not known)."""

    poses: Sequence[Pose]
    size_wh: tuple[int, int]
    model_sha256: str

    @property
    def duration_s(self) -> float:
        """From the start of the media to the end of the last frame [s]; 0 without a pose."""
        times_s = [pose.t_s for pose in self.poses[-2:]]
        return 2 * times_s[-1] - times_s[0] if times_s else 0.0


class Recorder:
    """Writes poses to a recording of frames of `size_wh` [px]; a context manager.

    Raises OutputError when the file cannot be written.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        size_wh: tuple[int, int],
        model_sha256: str = "",
        *,
        create: Create = create,
    ) -> None:
        self._path = Path(path)
        self._create = create
        self._part = self._path.with_suffix(".part" + self._path.suffix)
        self._replaces = os.path.lexists(self._path)
        self._row = np.zeros((), _ROW)
        self._leave_at_s = -math.inf
        self._file: IO[bytes] | None = None
        head = {"schema": SCHEMA, "model_sha256": model_sha256, "size_wh": [int(side) for side in size_wh]}
        with self._output():
            self._file = self._create(self._part)
            write(self._file, json.dumps(head).encode() + b"\n")

    def add(self, pose: Pose) -> None:
        """Append a pose; its media time must be later than that of the one before."""
        if self._file is None:
            raise ValueError("the recorder is closed")
        row = self._row
        row["t_s"], row["image_px"], row["world_m"] = pose.t_s, pose.image_px, pose.world_m
        row["visibility"] = pose.visibility
        row["back_outline"] = np.nan if pose.back_outline is None else pose.back_outline
        row["outline_given"] = pose.back_outline is not None
        with self._output():
            write(self._file, row.tobytes())
            if pose.t_s >= self._leave_at_s:
                self._file.flush()
                self._leave_at_s = pose.t_s + _LEAVE_EVERY_S

    def close(self) -> None:
        """Turn the part into the recording; safe to call twice."""
        file, self._file = self._file, None
        if file is None:
            return
        with self._output():
            with file:
                moved = not is_at(file, self._part)
            if moved:
                raise moved_away(self._part)
            head, rows = _read_part(self._part)
            whole = self._path.with_name(self._path.name + ".tmp")
            target = self._create(whole)
            with whole_or_gone(whole), target:
                np.savez(target, allow_pickle=False, **_arrays(head, rows))
            sync([whole])
            if self._replaces:
                replace(whole, self._path)
            else:
                move_new(whole, self._path)  # not over a file that somebody has put there since
            remove(self._part)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _output(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise OutputError(
                filled(
                    "{path} cannot be written ({reason}): choose another place",
                    path=self._path,
                    reason=reason(error),
                )
            ) from error


def read_recording(path: str | os.PathLike[str]) -> Recording:
    """Read a recording, or the part that an interrupted one left.

    Raises RecordingError for whatever is not one: damage, other arrays, values that no camera delivers.
    """
    path = Path(path)
    try:
        with open_file(path) as file:
            part = file.read(1) == b"{"
        if part:
            return _recording(*_read_part(path))
        with ArrayFile(path) as arrays:
            return _recording(*(_read_own(arrays) if "schema" in arrays.names else _read_masks(arrays)))
    except OSError as error:
        raise RecordingError(
            filled("{path} cannot be read ({reason}): check the path", path=path, reason=reason(error))
        ) from error
    except DamagedArray as error:
        raise RecordingError(
            filled(
                "{path} is not a readable pose recording: {reason}; record it again",
                path=path,
                reason=reason(error),
            )
        ) from error


class _Poses(Sequence[Pose]):
    """Rows seen as poses, each made when it is asked for; the arrays are views into the rows."""

    def __init__(self, rows: NDArray[np.void], size_wh: tuple[int, int]) -> None:
        self._rows = rows
        self._size_wh = size_wh

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Pose: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Pose]: ...
    def __getitem__(self, index: int | slice) -> Pose | Sequence[Pose]:
        if isinstance(index, slice):
            return _Poses(self._rows[index], self._size_wh)
        row = self._rows[index]
        outline = row["back_outline"] if row["outline_given"] else None
        return Pose(
            float(row["t_s"]), row["image_px"], row["world_m"], row["visibility"], outline, self._size_wh
        )


def _arrays(head: dict[str, Any], rows: NDArray[np.void]) -> dict[str, NDArray[Any]]:
    """Return the arrays of the .npz."""
    return {
        "schema": np.array(head["schema"]),
        "model_sha256": np.array(head["model_sha256"]),
        "size_wh": np.array(head["size_wh"], "<i8"),
        "t_s": rows["t_s"],
        **{name: rows[name] for name in _FIELDS},
        "outline_given": rows["outline_given"] != 0,
    }


def _read_part(path: Path) -> tuple[dict[str, Any], NDArray[np.void]]:
    """Read what an interrupted recording left; a row that is cut off at the end is dropped."""
    with path.open("rb") as file:
        line = file.readline(_HEAD_LIMIT)
        content = file.read()
    try:
        head = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DamagedArray(filled("its first line is damaged")) from error
    if not isinstance(head, dict):
        raise DamagedArray(filled("its first line is damaged"))
    return head, np.frombuffer(content, _ROW, count=len(content) // _ROW.itemsize)


def _read_rows(arrays: ArrayFile, fields: Mapping[str, tuple[int, ...]]) -> NDArray[np.void]:
    """Read times and fields; memory for the rows is only asked for once every field is found to be as long."""
    t_s = arrays.read("t_s", "<f8", (None,), _LIMIT_BYTES)
    for name, shape in fields.items():
        arrays.check(name, "<f4", (len(t_s), *shape), _LIMIT_BYTES)
    rows = np.zeros(len(t_s), _ROW)
    rows["t_s"] = t_s
    for name, shape in fields.items():
        rows[name] = arrays.read(name, "<f4", (len(t_s), *shape), _LIMIT_BYTES)
    return rows


def _read_own(arrays: ArrayFile) -> tuple[dict[str, Any], NDArray[np.void]]:
    head = {
        "schema": arrays.text("schema"),
        "model_sha256": arrays.text("model_sha256"),
        "size_wh": arrays.read("size_wh", "<i8", (2,), _LIMIT_BYTES).tolist(),
    }
    rows = _read_rows(arrays, _FIELDS)
    rows["outline_given"] = arrays.read("outline_given", "|b1", (len(rows),), _LIMIT_BYTES)
    return head, rows


def _read_masks(arrays: ArrayFile) -> tuple[dict[str, Any], NDArray[np.void]]:
    """Read the form with person masks and compute the outlines."""
    rows = _read_rows(arrays, _LANDMARK_FIELDS)
    size_wh = arrays.read("size_wh", "<i8", (2,), _LIMIT_BYTES).tolist()
    head = {"schema": SCHEMA, "model_sha256": "", "size_wh": size_wh}
    _check(head, rows)
    width, height = size_wh
    row_bytes = (width + 7) // 8
    for row, mask in zip(rows, arrays.rows("mask_bits", "|u1", (len(rows), height, row_bytes)), strict=True):
        seen = not math.isnan(row["image_px"][0, 0])
        row["outline_given"] = seen
        row["back_outline"] = (
            outline_from_mask(mask, row["image_px"], row["world_m"], (width, height)) if seen else np.nan
        )
    return head, rows


def _recording(head: dict[str, Any], rows: NDArray[np.void]) -> Recording:
    _check(head, rows)
    width, height = head["size_wh"]
    return Recording(_Poses(rows, (width, height)), (width, height), head["model_sha256"])


def _check(head: dict[str, Any], rows: NDArray[np.void]) -> None:
    """Raise DamagedArray unless all values are such as a camera and a model can give."""
    if head.get("schema") != SCHEMA:
        raise DamagedArray(
            filled(
                "its schema is {found}, known is {schema!r}", found=repr(head.get("schema")), schema=SCHEMA
            )
        )
    match head.get("size_wh"):
        case [int(width), int(height)] if 1 <= width <= _LARGEST_SIDE_PX and 1 <= height <= _LARGEST_SIDE_PX:
            pass
        case size:
            raise DamagedArray(filled("size_wh is {size}", size=str(size)))
    if not isinstance(head.get("model_sha256"), str):
        raise DamagedArray(filled("model_sha256 is no text"))
    t_s = rows["t_s"]
    if not (np.all((t_s >= 0) & (t_s < _LATEST_S)) and np.all(np.diff(t_s) > 0)):
        raise DamagedArray(filled("t_s does not increase from 0 on"))
    for name, largest in _LARGEST.items():
        values = rows[name]
        if not np.all((np.abs(values) <= largest) | np.isnan(values)):
            raise DamagedArray(filled("{name} has values beyond {largest:g}", name=name, largest=largest))
