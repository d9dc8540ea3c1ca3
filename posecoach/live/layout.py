"""Where things stand on the screen: a picture, a column of numbers on its right, a band of words below.

The parts never overlap, so that words do not hide the person. All sizes follow the height of the canvas.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

CUE_CAP_HEIGHT: Final = 1 / 12
"""Height of a cue's capitals in heights of a 16:9 canvas. On a 14 inch laptop (174 mm high) they are 14.5 mm, at 3 m
16.6 minutes of arc: three times the 5 that normal eyes need."""
ASPECT: Final = 16 / 9
BAND_HEIGHT: Final = 30.0
PANEL_WIDTH: Final = BAND_HEIGHT * ASPECT
"""So that a 16:9 picture fills what is left of a 16:9 canvas."""
RING_SIZE: Final = 24.0
MARGIN: Final = 2.2
SMALLEST_WH: Final = (640, 360)
LARGEST_WH: Final = (1920, 1080)


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
    """The parts of a canvas of any shape; `unit` is one hundredth of its height, of a tall one that of 16:9.

    The ring is a part of the panel that changes more often than the rest; nothing else is drawn on it.
    """

    unit: float
    picture: Box
    panel: Box
    ring: Box
    band: Box

    @classmethod
    def of_size(cls, size_wh: tuple[int, int]) -> Layout:
        """Lay out a canvas [px]."""
        width, height = size_wh
        unit = min(height, width / ASPECT) / 100
        margin = round(MARGIN * unit)
        band_top = height - round(BAND_HEIGHT * unit)
        left = width - round(PANEL_WIDTH * unit)
        ring = round(RING_SIZE * unit)
        return cls(
            unit,
            picture=Box(0, 0, left, band_top),
            panel=Box(left, 0, width - left, band_top),
            ring=Box(left + round(2.5 * unit), round(40 * unit), ring, ring),
            band=Box(margin, band_top + margin, width - 2 * margin, height - band_top - 2 * margin),
        )


def canvas_size(window_wh: tuple[int, int]) -> tuple[int, int]:
    """Return the canvas for a window: as large as it, where that is legible and not too dear to draw [px]."""
    width, height = window_wh
    scale = min(1.0, LARGEST_WH[0] / width, LARGEST_WH[1] / height)
    return max(round(width * scale), SMALLEST_WH[0]), max(round(height * scale), SMALLEST_WH[1])


def fit(size_wh: tuple[int, int], area: Box) -> Box:
    """Return the largest rectangle of a picture's shape that fits in the middle of an area."""
    width, height = size_wh
    scale = min(area.width / width, area.height / height)
    fitted_w, fitted_h = max(round(width * scale), 1), max(round(height * scale), 1)
    return Box(
        area.left + (area.width - fitted_w) // 2, area.top + (area.height - fitted_h) // 2, fitted_w, fitted_h
    )
