"""Decoded frames turned into what a viewer sees: square pixels, upright, BGR, all the size of the first."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

import av
import numpy as np
from av.filter import Graph
from av.filter.context import FilterContext
from numpy.typing import NDArray

from posecoach.capture.opencv import cv2
from posecoach.capture.resize import fit_into

_ASPECTS: Final = (Fraction(1, 4), Fraction(4))
"""Of one pixel, width to height. Camcorders and broadcasters use 8/11 to 2; anything beyond this is damage."""
_TURNS: Final = {
    90: cv2.ROTATE_90_COUNTERCLOCKWISE,
    180: cv2.ROTATE_180,
    270: cv2.ROTATE_90_CLOCKWISE,
}


class Upright:
    """Turns decoded frames into upright BGR images with square pixels, in one buffer that is reused.

    The first frame sets the size. A later one of another shape is fitted with black bars, never stretched.
    """

    def __init__(self) -> None:
        self._chain: _Chain | None = None
        self._buffer: NDArray[np.uint8] | None = None

    def convert(self, frame: av.VideoFrame, aspect: Fraction | None) -> NDArray[np.uint8]:
        """Return the frame as (H, W, 3) uint8 BGR, valid until the next call. aspect: of one pixel.

        Raises FFmpegError for a pixel format that FFmpeg cannot convert.
        """
        square_wh = square_size((frame.width, frame.height), aspect)
        if self._chain is None or not self._chain.fits(frame, square_wh):
            self._chain = _Chain(frame, square_wh)
        return self._turned(self._chain.bgr(frame), frame.rotation)

    def _turned(self, picture: NDArray[np.uint8], rotation_deg: int) -> NDArray[np.uint8]:
        """Copy an image into the buffer, turned counterclockwise by the next multiple of 90 degrees."""
        turn = _TURNS.get(90 * round(rotation_deg / 90) % 360)
        height, width = picture.shape[:2]
        shape = (width, height, 3) if turn in (_TURNS[90], _TURNS[270]) else (height, width, 3)
        if self._buffer is None:
            self._buffer = np.empty(shape, np.uint8)
        if self._buffer.shape != shape:
            fit_into(
                picture if turn is None else np.asarray(cv2.rotate(picture, turn), np.uint8), self._buffer
            )
        elif turn is None:
            np.copyto(self._buffer, picture)
        else:
            cv2.rotate(picture, turn, dst=self._buffer)
        return self._buffer


def square_size(size_wh: tuple[int, int], aspect: Fraction | None) -> tuple[int, int]:
    """Return the size [px] with square pixels, given that of one pixel; nothing is made smaller."""
    width, height = size_wh
    if not aspect or not _ASPECTS[0] <= aspect <= _ASPECTS[1]:
        return size_wh
    return (round(width * aspect), height) if aspect >= 1 else (width, round(height / aspect))


class _Chain:
    """FFmpeg's filters from decoded frames of one size and pixel format to BGR.

    Filters reuse their frames. Asking for a new frame at each conversion costs 2 ms at 1920x1080, for its pages alone.
    Interlaced frames are declared progressive first: swscale refuses to convert them, and a person shrunk to what the
    network sees has no combs.
    """

    def __init__(self, frame: av.VideoFrame, square_wh: tuple[int, int]) -> None:
        self._key = _key(frame, square_wh)
        self._graph = Graph()
        self._graph.threads = 1
        width, height = square_wh
        self._source = self._graph.add_buffer(
            width=frame.width,
            height=frame.height,
            format=frame.format,
            time_base=frame.time_base or Fraction(1, 1000),
        )
        self._sink = self._source
        # OpenCV's own reader used the bicubic scaler as well: frames stay the same to the last bit.
        self._add("setfield", "prog")
        self._add("scale", f"{width}:{height}:flags=bicubic")
        self._add("format", "bgr24")
        self._add("buffersink")
        self._graph.configure()

    def _add(self, name: str, settings: str | None = None) -> None:
        following: FilterContext = self._graph.add(name, settings)
        self._sink.link_to(following)
        self._sink = following

    def fits(self, frame: av.VideoFrame, square_wh: tuple[int, int]) -> bool:
        """Whether a frame fits these filters."""
        return self._key == _key(frame, square_wh)

    def bgr(self, frame: av.VideoFrame) -> NDArray[np.uint8]:
        """Return a view of the converted frame; its rows may be padded."""
        self._source.push(frame)
        self._converted = self._sink.pull()
        assert isinstance(self._converted, av.VideoFrame)  # noqa: S101 - for the type checker
        plane = self._converted.planes[0]
        shape = (self._converted.height, self._converted.width, 3)
        return np.ndarray(shape, np.uint8, buffer=memoryview(plane), strides=(plane.line_size, 3, 1))


def _key(frame: av.VideoFrame, square_wh: tuple[int, int]) -> tuple[object, ...]:
    return frame.width, frame.height, frame.format.name, square_wh
