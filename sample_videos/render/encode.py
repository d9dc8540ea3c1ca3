"""Writes frames to an H.264 file, with constant or variable time stamps and, if wanted, rotation metadata."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

Image = npt.NDArray[np.uint8]

#: Time stamps are stored in this unit; 24, 25, 30 and 60 frames/s are whole numbers of it.
_TIME_BASE = Fraction(1, 90_000)


def encode(
    path: Path, frames: Iterable[Image], times_s: Sequence[float], crf: float = 26, rotation_deg: int = 0
) -> int:
    """Write frames (H, W, 3) uint8 RGB shown at `times_s` (increasing) and return how many bytes it took.

    `rotation_deg` (a multiple of 90) is written as metadata only: players turn the stored picture by so much
    counter-clockwise before they show it. The same frames give the same bytes: no date, one encoder thread. Libx264
    needs even widths and heights. The file appears when it is complete. ValueError when time stamps do not increase,
    or are more or fewer than the frames.
    """
    ticks = np.round(np.asarray(times_s, np.float64) / float(_TIME_BASE)).astype(np.int64)
    if len(ticks) == 0 or (np.diff(ticks) <= 0).any():
        raise ValueError(
            f"{path}: {len(ticks)} time stamps; there must be some, and each later than the one before"
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".part")
    try:
        _write(unfinished, frames, ticks, crf, rotation_deg)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path.stat().st_size


def _write(
    path: Path, frames: Iterable[Image], ticks: npt.NDArray[np.int64], crf: float, rotation_deg: int
) -> None:
    options = {"fflags": "+bitexact", "movflags": "+faststart"}
    with av.open(str(path), "w", format="mp4", options=options) as file:
        stream = _add_stream(file, ticks, crf)
        for place, (image, tick) in enumerate(zip(frames, ticks, strict=True)):
            if place == 0:
                stream.height, stream.width = image.shape[:2]
                stream.set_display_rotation(rotation_deg)
            frame = av.VideoFrame.from_ndarray(image, format="rgb24")
            frame.time_base = _TIME_BASE
            frame.pts = int(tick)
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))


def _add_stream(
    file: av.container.OutputContainer, ticks: npt.NDArray[np.int64], crf: float
) -> av.VideoStream:
    step = float(np.median(np.diff(ticks))) if len(ticks) > 1 else 3750.0
    stream = file.add_stream("libx264", rate=Fraction(round(1 / (step * float(_TIME_BASE)))))
    stream.pix_fmt = "yuv420p"
    stream.time_base = stream.codec_context.time_base = _TIME_BASE
    stream.codec_context.thread_count = 1
    stream.options = {"crf": str(crf), "preset": "medium", "flags": "+bitexact"}
    return stream
