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
RING_TOP: Final = 39.0
RING_LEFT: Final = 1.9
PACER_LEFT: Final = 26.6
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


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a canvas of any shape; `unit` is one hundredth of its height, of a tall one that of 16:9.

    Picture and panel stand side by side in the middle of what the band leaves, which is `upper`. Ring and pacer are
    parts of the panel that change more often than the rest; nothing else is drawn on them.
    """

    unit: float
    upper: Box
    picture: Box
    panel: Box
    ring: Box
    pacer: Box
    band: Box

    @classmethod
    def of(cls, canvas_wh: tuple[int, int], picture_wh: tuple[int, int]) -> Layout:
        """Lay out a canvas for a picture of this shape [px]."""
        width, height = canvas_wh
        unit = min(height, width / ASPECT) / 100
        margin = round(MARGIN * unit)
        upper_h = height - round(BAND_HEIGHT * unit)
        panel_w, panel_h = round(PANEL_WIDTH * unit), min(round((100 - BAND_HEIGHT) * unit), upper_h)
        picture_w, picture_h = fit(picture_wh, (width - panel_w, upper_h))
        left = (width - panel_w - picture_w) // 2
        panel = Box(left + picture_w, (upper_h - panel_h) // 2, panel_w, panel_h)
        ring = round(RING_SIZE * unit)
        return cls(
            unit,
            upper=Box(0, 0, width, upper_h),
            picture=Box(left, (upper_h - picture_h) // 2, picture_w, picture_h),
            panel=panel,
            ring=Box(panel.left + round(RING_LEFT * unit), panel.top + round(RING_TOP * unit), ring, ring),
            pacer=Box(panel.left + round(PACER_LEFT * unit), panel.top + round(RING_TOP * unit), ring, ring),
            band=Box(margin, upper_h + margin, width - 2 * margin, height - upper_h - 2 * margin),
        )


def canvas_size(window_wh: tuple[int, int]) -> tuple[int, int]:
    """Return the canvas for a window: as large as it, where that is legible and not too dear to draw [px]."""
    width, height = window_wh
    scale = min(1.0, LARGEST_WH[0] / width, LARGEST_WH[1] / height)
    return max(round(width * scale), SMALLEST_WH[0]), max(round(height * scale), SMALLEST_WH[1])


def fit(size_wh: tuple[int, int], area_wh: tuple[int, int]) -> tuple[int, int]:
    """Return the largest size in which a picture of this shape fits in an area [px]."""
    scale = min(area_wh[0] / size_wh[0], area_wh[1] / size_wh[1])
    return max(round(size_wh[0] * scale), 1), max(round(size_wh[1] * scale), 1)
