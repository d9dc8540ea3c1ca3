"""Decoded frames turned into what a viewer sees: square pixels, upright, BGR, all the size of the first."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from posecoach.capture.opencv import cv2

# isort: split
import av  # after OpenCV: both bring a libxcb, and with this one's first no window opens, for ever
import numpy as np
from av.filter import Graph
from av.filter.context import FilterContext
from av.sidedata.sidedata import SideData
from numpy.typing import NDArray

from posecoach.capture.luma import Luma
from posecoach.capture.resize import fit_into

_ASPECTS: Final = (Fraction(1, 4), Fraction(4))
"""Of one pixel, width to height. Camcorders and broadcasters use 8/11 to 2; anything beyond this is damage."""
Signs = tuple[int, int, int, int]

_TURNS: Final[dict[Signs, int]] = {
    (0, -1, 1, 0): cv2.ROTATE_90_COUNTERCLOCKWISE,
    (-1, 0, 0, -1): cv2.ROTATE_180,
    (0, 1, -1, 0): cv2.ROTATE_90_CLOCKWISE,
}
"""By the signs of the display matrix
(a, b, c, d): x shown = a x + c y, y shown = b x + d y (ISO/IEC 14496-12, 6.2.2)."""
_FLIPS: Final[dict[Signs, int | None]] = {
    (-1, 0, 0, 1): 1,
    (1, 0, 0, -1): 0,
    (0, 1, 1, 0): None,  # rows become columns
    (0, -1, -1, 0): -1,
}
"""By the same signs: the code of OpenCV's flip, after rows and columns are exchanged where x shown comes from y. Front
cameras mirror; programs that record what a graphics card draws store the bottom row first."""
_AS_STORED: Final = (1, 0, 0, 1)
_WITH_LUMA: Final = re.compile(r"yuv(j?)4[0-9]{2}p(?:(9|10|12|14|16)le)?")
"""FFmpeg's names of the formats whose first plane is the luma alone, with the bits of a level unless these are 8."""
_FULL_RANGE: Final = 2  # AVCOL_RANGE_JPEG; any other is taken for limited, as swscale does
_BLACK: Final = 16
_WHITE: Final = 235
"""In limited range, of 8 bits (ITU-R BT.601)."""


class Upright:
    """Turns decoded frames into upright BGR images with square pixels, in one buffer that is reused.

    The first frame sets the size. A later one of another shape is fitted with black bars, never stretched.
    """

    def __init__(self) -> None:
        self._chain: _Chain | None = None
        self._buffer: NDArray[np.uint8] | None = None
        self._rotation_deg = 0
        self._signs = _AS_STORED
        self._size_wh = (0, 0)

    def take(self, frame: av.VideoFrame, aspect: Fraction | None) -> Decoded:
        """Return the frame, to be converted if somebody wants to see it. aspect: of one pixel.

        Raises FFmpegError for a pixel format that FFmpeg cannot convert.
        """
        square_wh = square_size((frame.width, frame.height), aspect)
        if self._chain is None or not self._chain.fits(frame, square_wh):
            self._chain = _Chain(frame, square_wh)
            self._chain.bgr(frame)  # what cannot be converted is found out now
            self._look(frame)
        elif frame.rotation != self._rotation_deg:
            self._look(frame)
        if self._size_wh == (0, 0):
            self._size_wh = square_wh if self._signs[0] else square_wh[::-1]
        return Decoded(frame, self._chain, self._signs, self._size_wh, self._turned)

    def _look(self, frame: av.VideoFrame) -> None:
        """Take a frame's display matrix.

        Not of every frame: one whose side data was looked at refers to itself, and its pixels stay in memory until the
        garbage collector comes by (hundreds of frames later). `rotation` does not do that.
        """
        self._rotation_deg, self._signs = frame.rotation, matrix_signs(frame)

    def _turned(self, picture: NDArray[np.uint8], signs: Signs) -> NDArray[np.uint8]:
        """Copy an image into the buffer, turned and mirrored as the signs of its display matrix say."""
        if self._buffer is None:
            self._buffer = np.empty((*self._size_wh[::-1], 3), np.uint8)
        height, width = picture.shape[:2]
        shape = (height, width, 3) if signs[0] else (width, height, 3)
        if self._buffer.shape != shape:
            whole = np.empty(shape, np.uint8)
            _copy_turned(picture, signs, whole)
            fit_into(whole, self._buffer)
        else:
            _copy_turned(picture, signs, self._buffer)
        return self._buffer


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded frame that is converted, turned and fitted when it is wanted; size_wh: what it is fitted to [px]."""

    frame: av.VideoFrame
    chain: _Chain
    signs: Signs
    size_wh: tuple[int, int]
    turned: Callable[[NDArray[np.uint8], Signs], NDArray[np.uint8]]

    @property
    def luma(self) -> Luma | None:
        """How light its pixels are, as they are stored; None if only their colours tell."""
        return luma_of(self.frame)

    def bgr(self) -> NDArray[np.uint8]:
        """Return the frame as (H, W, 3) uint8 BGR, valid until another one of the file is converted."""
        return self.turned(self.chain.bgr(self.frame), self.signs)


def luma_of(frame: av.VideoFrame) -> Luma | None:
    """Return the luma of a decoded frame; None of one that has none of its own, such as RGB."""
    named = _WITH_LUMA.fullmatch(frame.format.name)
    if named is None:
        return None
    bits = int(named[2] or 8)
    plane, kind = frame.planes[0], np.dtype(np.uint8 if bits == 8 else np.uint16)
    strides = (plane.line_size, kind.itemsize)
    levels = np.ndarray((frame.height, frame.width), kind, buffer=memoryview(plane), strides=strides)
    if named[1] or frame.color_range == _FULL_RANGE:
        return Luma(levels, 0, 2**bits - 1)
    return Luma(levels, _BLACK << (bits - 8), _WHITE << (bits - 8))


def matrix_signs(frame: av.VideoFrame) -> Signs:
    """Return the signs of a frame's display matrix, each -1, 0 or 1, by the next multiple of 90 degrees."""
    matrix = frame.side_data.get("DISPLAYMATRIX")
    if not isinstance(matrix, SideData):
        return _AS_STORED
    a, b, _, c, d = struct.unpack_from("=5i", bytes(matrix))
    signs = (_sign(a), 0, 0, _sign(d)) if abs(a) >= abs(b) else (0, _sign(b), _sign(c), 0)
    return signs if signs in _TURNS or signs in _FLIPS else _AS_STORED  # else it is damage


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)


def _copy_turned(picture: NDArray[np.uint8], signs: Signs, out: NDArray[np.uint8]) -> None:
    """Copy an image into another one, turned and mirrored."""
    if signs == _AS_STORED:
        np.copyto(out, picture)
    elif signs in _TURNS:
        cv2.rotate(picture, _TURNS[signs], dst=out)
    else:
        code = _FLIPS[signs]
        stored = picture if signs[0] else np.asarray(cv2.transpose(picture), np.uint8)
        if code is None:
            np.copyto(out, stored)
        else:
            cv2.flip(stored, code, dst=out)


def square_size(size_wh: tuple[int, int], aspect: Fraction | None) -> tuple[int, int]:
    """Return the size [px] with square pixels, given that of one pixel; nothing is made smaller."""
    width, height = size_wh
    if not aspect or not _ASPECTS[0] <= aspect <= _ASPECTS[1]:
        return size_wh
    return (round(width * aspect), height) if aspect >= 1 else (width, round(height / aspect))


class _Chain:
    """FFmpeg's filters from decoded frames of one size, pixel format and kind of colours to BGR.

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
    return frame.width, frame.height, frame.format.name, frame.colorspace, frame.color_range, square_wh
