"""Decoded frames on their way to BGR: how light their pixels are, and FFmpeg's conversion."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any, Final

from posecoach.capture.opencv import cv2  # noqa: F401 - see below

# isort: split
import av  # after OpenCV: both bring a libxcb, and with this one's first no window opens, for ever
import numpy as np
from av.filter import Graph
from av.filter.context import FilterContext
from numpy.typing import NDArray

from posecoach.capture.luma import Luma
from posecoach.capture.resize import Shrinker

_PLANES: Final = re.compile(r"yuv(j?)4[0-9]{2}p(?:(9|10|12|14|16)le)?")
"""FFmpeg's names of the formats of three planes, luma first, with the bits of a level unless these are 8."""
_FULL_RANGE: Final = 2  # AVCOL_RANGE_JPEG; any other is taken for limited, as swscale does
_BLACK: Final = 16
_WHITE: Final = 235
"""In limited range, of 8 bits (ITU-R BT.601)."""


def planes_of(frame: av.VideoFrame) -> list[NDArray[Any]]:
    """Return views of the planes of a decoded frame, its luma first; none of one without luma, such as RGB."""
    named = _PLANES.fullmatch(frame.format.name)
    if named is None:
        return []
    kind = np.dtype(np.uint16 if named[2] else np.uint8)
    return [
        np.ndarray(
            (plane.height, plane.width),
            kind,
            buffer=memoryview(plane),
            strides=(plane.line_size, kind.itemsize),
        )
        for plane in frame.planes
    ]


def luma_of(frame: av.VideoFrame) -> Luma | None:
    """Return the luma of a decoded frame; None of one that has none of its own."""
    named = _PLANES.fullmatch(frame.format.name)
    if named is None:
        return None
    levels, bits = planes_of(frame)[0], int(named[2] or 8)
    if named[1] or frame.color_range == _FULL_RANGE:
        return Luma(levels, 0, 2**bits - 1)
    return Luma(levels, _BLACK << (bits - 8), _WHITE << (bits - 8))


class SmallFrames:
    """Makes the planes of decoded frames smaller, and only then converts them: from Full HD half of the work.

    Colours are no coarser than half of the small picture, as in most videos of that size.
    """

    def __init__(self, frame: av.VideoFrame, size_wh: tuple[int, int]) -> None:
        """Begin with frames like this one, to be made smaller to a size [px]."""
        self._key = kind_of(frame, size_wh)
        self._small = av.VideoFrame(*size_wh, frame.format.name)
        self._small.colorspace, self._small.color_range = frame.colorspace, frame.color_range
        self._shrinkers = [Shrinker() for _ in frame.planes]
        self._chain = Chain(self._small, size_wh)

    def fits(self, frame: av.VideoFrame, size_wh: tuple[int, int]) -> bool:
        """Whether a frame is like the first one, and meant to become as small."""
        return self._key == kind_of(frame, size_wh)

    def bgr(self, frame: av.VideoFrame) -> NDArray[np.uint8]:
        """Return a view of the small frame; its rows may be padded."""
        self._small.make_writable()
        for shrinker, plane, out in zip(
            self._shrinkers, planes_of(frame), planes_of(self._small), strict=True
        ):
            shrinker.shrink(plane, out)
        return self._chain.bgr(self._small)


class Chain:
    """FFmpeg's filters from decoded frames of one size, pixel format and kind of colours to BGR.

    Filters reuse their frames. Asking for a new frame at each conversion costs 2 ms at 1920x1080, for its pages alone.
    Interlaced frames are declared progressive first: swscale refuses to convert them, and a person shrunk to what the
    network sees has no combs.
    """

    def __init__(self, frame: av.VideoFrame, square_wh: tuple[int, int]) -> None:
        self._key = kind_of(frame, square_wh)
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
        return self._key == kind_of(frame, square_wh)

    def bgr(self, frame: av.VideoFrame) -> NDArray[np.uint8]:
        """Return a view of the converted frame, whose rows may be padded; let it go, and its memory is used again."""
        self._source.push(frame)
        converted = self._sink.pull()
        assert isinstance(converted, av.VideoFrame)  # noqa: S101 - for the type checker
        plane = converted.planes[0]
        shape = (converted.height, converted.width, 3)
        return np.ndarray(shape, np.uint8, buffer=memoryview(plane), strides=(plane.line_size, 3, 1))


def kind_of(frame: av.VideoFrame, size_wh: tuple[int, int]) -> tuple[object, ...]:
    """Return what frames that are converted in the same way to a size [px] have in common."""
    return frame.width, frame.height, frame.format.name, frame.colorspace, frame.color_range, size_wh
