"""Decoded frames turned into what a viewer sees: square pixels, upright, BGR, all the size of the first."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from posecoach.capture.opencv import cv2

# isort: split
import av  # after OpenCV: both bring a libxcb, and with this one's first no window opens, for ever
import numpy as np
from av.sidedata.sidedata import SideData
from numpy.typing import NDArray

from posecoach.capture.conversion import Chain, SmallFrames, luma_of
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


class Upright:
    """Turns decoded frames into upright BGR images with square pixels, in one buffer that is reused.

    The first frame sets the size. A later one of another shape is fitted with black bars, never stretched.
    """

    def __init__(self) -> None:
        self._chain: Chain | None = None
        self._small: SmallFrames | None = None
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
            self._chain = Chain(frame, square_wh)
            self._chain.bgr(frame)  # what cannot be converted is found out now
            self._look(frame)
        elif frame.rotation != self._rotation_deg:
            self._look(frame)
        if self._size_wh == (0, 0):
            self._size_wh = _as_stored(square_wh, self._signs)
        return Decoded(frame, self._chain, self._signs, self._size_wh, self)

    def _look(self, frame: av.VideoFrame) -> None:
        """Take a frame's display matrix.

        Not of every frame: one whose side data was looked at refers to itself, and its pixels stay in memory until the
        garbage collector comes by (hundreds of frames later). `rotation` does not do that.
        """
        self._rotation_deg, self._signs = frame.rotation, matrix_signs(frame)

    def small(self, frame: av.VideoFrame, size_wh: tuple[int, int]) -> NDArray[np.uint8]:
        """Return a frame as it is stored, but small and converted; valid until the next call."""
        if self._small is None or not self._small.fits(frame, size_wh):
            self._small = SmallFrames(frame, size_wh)
        return self._small.bgr(frame)

    def turned(self, picture: NDArray[np.uint8], signs: Signs) -> NDArray[np.uint8]:
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
    chain: Chain
    signs: Signs
    size_wh: tuple[int, int]
    upright: Upright

    @property
    def luma(self) -> Luma | None:
        """How light its pixels are, as they are stored; None if only their colours tell."""
        return luma_of(self.frame)

    def bgr(self) -> NDArray[np.uint8]:
        """Return the frame as (H, W, 3) uint8 BGR, valid until another one of the file is converted."""
        return self.upright.turned(self.chain.bgr(self.frame), self.signs)

    def small_into(self, out: NDArray[np.uint8]) -> bool:
        """Fill a smaller picture, (H, W, 3), for less than `bgr` costs; not of frames with other than square pixels."""
        stored_wh = _as_stored(self.size_wh, self.signs)
        small_wh = _as_stored((out.shape[1], out.shape[0]), self.signs)
        smaller = small_wh[0] < stored_wh[0] and small_wh[1] < stored_wh[1]
        if not smaller or stored_wh != (self.frame.width, self.frame.height) or self.luma is None:
            return False
        _copy_turned(self.upright.small(self.frame, small_wh), self.signs, out)
        return True


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


def _as_stored(size_wh: tuple[int, int], signs: Signs) -> tuple[int, int]:
    """Return the size of a turned picture as it is stored; and the other way round."""
    return size_wh if signs[0] else size_wh[::-1]


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
