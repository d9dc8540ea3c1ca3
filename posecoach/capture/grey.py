"""Small grey pictures of a frame: enough to see what moves, without its colours where it need not be converted."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.frame import Frame
from posecoach.capture.luma import Luma
from posecoach.capture.opencv import cv2

CELLS_WH: Final = (64, 48)
_BETWEEN_WH: Final = (320, 240)


def grey_cells(frame: Frame) -> NDArray[np.uint8]:
    """Return a frame as 48 rows of 64 grey cells, stretched to fit: enough to see what moves.

    Each cell is the mean of 25 pixels of a smaller picture, which takes 0.2 ms at any size.
    """
    if frame.luma is not None:
        smaller = cv2.resize(frame.luma.levels, _BETWEEN_WH, interpolation=cv2.INTER_LINEAR)
        grey = as_grey(
            frame.luma, np.asarray(smaller)
        )  # of the whole picture: levels of cells are too coarse
        return np.asarray(cv2.resize(grey, CELLS_WH, interpolation=cv2.INTER_AREA), np.uint8)
    smaller = cv2.resize(frame.bgr, _BETWEEN_WH, interpolation=cv2.INTER_LINEAR)
    cells = cv2.resize(smaller, CELLS_WH, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(cells, cv2.COLOR_BGR2GRAY), np.uint8)


def grey_samples(frame: Frame, every_px: int) -> NDArray[np.uint8]:
    """Return how light one pixel in so many is, across and down; in colours, the green, which is most of it."""
    luma = frame.luma
    if luma is None:
        return frame.bgr[::every_px, ::every_px, 1].copy()
    return as_grey(luma, luma.levels[::every_px, ::every_px].copy())


def as_grey(luma: Luma, part: NDArray[Any]) -> NDArray[np.uint8]:
    """Return levels, taken from a luma, as grey from 0 to 255: what the colours would give, within a level or two."""
    if part.dtype == np.uint8:
        return np.asarray(cv2.LUT(part, _greys(luma.black, luma.white)), np.uint8)
    return _scaled(part, luma.black, luma.white)


@lru_cache
def _greys(black: int, white: int) -> NDArray[np.uint8]:
    """Return the grey of each of 256 levels: looked up, a picture takes half of the time."""
    return _scaled(np.arange(256, dtype=np.uint8), black, white).reshape(-1)


def _scaled(levels: NDArray[Any], black: int, white: int) -> NDArray[np.uint8]:
    share = 255.0 / (white - black)
    lit = np.maximum(levels, black)
    return np.asarray(cv2.convertScaleAbs(lit, alpha=share, beta=-share * black), np.uint8)
