"""Small videos for tests, made when they are needed."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

MILLISECONDS = Fraction(1, 1000)
STEP = 8  # grey levels between frames: more than compression changes


def evenly(count: int, rate_hz: float = 30.0) -> list[float]:
    """Return `count` time stamps [s] at a constant rate, in whole milliseconds."""
    return [round(index * 1000 / rate_hz) / 1000 for index in range(count)]


def grey_of(index: int) -> int:
    """Return the grey level that fills frame `index`."""
    return 16 + STEP * index % 224


def write_video(
    path: Path,
    times_s: Sequence[float],
    size_wh: tuple[int, int] = (64, 48),
    *,
    codec: str = "libx264",
    pixels: str = "yuv420p",
    pictures: Sequence[NDArray[np.uint8]] | None = None,
) -> Path:
    """Write a video with a frame at every time stamp: RGB pictures, or else each filled with its own grey."""
    width, height = size_wh
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=30)
        stream.width, stream.height, stream.pix_fmt = width, height, pixels
        stream.codec_context.time_base = stream.time_base = MILLISECONDS
        for index, t_s in enumerate(times_s):
            picture = (
                np.full((height, width, 3), grey_of(index), np.uint8) if pictures is None else pictures[index]
            )
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = round(t_s * 1000), MILLISECONDS
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def write_sound(path: Path) -> Path:
    """Write a file with half a second of silence and no picture."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=44100)
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 22050), np.float32), format="fltp", layout="mono")
        frame.sample_rate = 44100
        container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def turn_quarter(path: Path) -> Path:
    """Set the rotation flag of an .mp4, as a phone held upright does: to be turned clockwise by 90."""
    return say_turned(path, (0, 1, -1, 0))


def say_turned(path: Path, signs: tuple[int, int, int, int]) -> Path:
    """Write the signs (a, b, c, d) of a display matrix into an .mp4: how its frames are to be turned and mirrored."""
    content = bytearray(path.read_bytes())
    matrix = content.index(b"tkhd") + 44  # ISO/IEC 14496-12, track header box version 0
    a, b, c, d = (sign << 16 for sign in signs)
    numbers = (a, b, 0, c, d, 0, 0, 0, 1 << 30)
    content[matrix : matrix + 36] = b"".join(number.to_bytes(4, "big", signed=True) for number in numbers)
    path.write_bytes(content)
    return path
