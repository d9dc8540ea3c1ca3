"""Where things stand on the screen: a picture, a column of numbers on its right, a band of words below.

The parts never overlap, so that words do not hide the person. All sizes follow the height of the canvas.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

CUE_CAP_HEIGHT: Final = 1 / 12
"""Height of a cue's capitals in canvas heights. On a 14 inch laptop (174 mm high) they are 14.5 mm, at 3 m
16.6 minutes of arc: three times the 5 that normal eyes need."""
BAND_HEIGHT: Final = 0.30
MARGIN: Final = 1 / 45
SMALLEST_WH: Final = (640, 360)
LARGEST_WH: Final = (1920, 1080)
ASPECT: Final = 16 / 9


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the canvas, in whole pixels."""

    left: int
    top: int
    width: int
    height: int

    def of(self, canvas: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return this part of a canvas as a view."""
        return canvas[self.top : self.top + self.height, self.left : self.left + self.width]

    def inset(self, by_px: int) -> Box:
        """Return the rectangle with a margin on all sides."""
        return Box(self.left + by_px, self.top + by_px, self.width - 2 * by_px, self.height - 2 * by_px)


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a canvas of `width` x `height` pixels; `unit` is one hundredth of its height.

    The ring is a part of the panel that changes more often than the rest; nothing else is drawn on it.
    """

    width: int
    height: int
    unit: float
    picture: Box
    panel: Box
    ring: Box
    band: Box

    @classmethod
    def of_size(cls, size_wh: tuple[int, int]) -> Layout:
        """Lay out a canvas."""
        width, height = size_wh
        unit = height / 100
        margin = round(height * MARGIN)
        band_top = round(height * (1 - BAND_HEIGHT))
        picture_width = round(band_top * ASPECT)
        return cls(
            width,
            height,
            unit,
            Box(0, 0, picture_width, band_top),
            Box(picture_width, 0, width - picture_width, band_top),
            Box(picture_width + round(2.5 * unit), round(40 * unit), round(24 * unit), round(24 * unit)),
            Box(margin, band_top + margin, width - 2 * margin, height - band_top - 2 * margin),
        )


def canvas_size(window_wh: tuple[int, int]) -> tuple[int, int]:
    """Return the largest 16:9 canvas in a window, legible and not too dear to draw [px]."""
    width, height = window_wh
    width = min(width, round(height * ASPECT))
    width = min(max(width, SMALLEST_WH[0]), LARGEST_WH[0])
    return width, round(width / ASPECT)


def fit(size_wh: tuple[int, int], area: Box) -> Box:
    """Return the largest rectangle of a picture's shape that fits in the middle of an area."""
    width, height = size_wh
    scale = min(area.width / width, area.height / height)
    fitted_w, fitted_h = max(round(width * scale), 1), max(round(height * scale), 1)
    return Box(
        area.left + (area.width - fitted_w) // 2, area.top + (area.height - fitted_h) // 2, fitted_w, fitted_h
    )
