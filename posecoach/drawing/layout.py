"""Where things go on the screen: image, numbers, gauges, a small figure, and a band of words below.

The parts never overlap, so that words do not hide the person. A wide window has a column beside the picture, a
square or upright one has rows below it. Before an exercise the picture makes room for the figure and the steps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

CUE_CAP_HEIGHT: Final = 1 / 12
"""Height of a cue's capitals in heights of a 16:9 canvas. On a 14 inch laptop (174 mm high) they are 14.5 mm, at 3 m
16.6 minutes of arc: three times the 5 that normal eyes need."""
READABLE: Final = 2.5
"""Least height of capitals for what matters, in units: 1/40 of the height, 4.4 mm on that laptop, 5 minutes at 3 m."""
ASPECT: Final = 16 / 9
WIDE: Final = 1.45
"""Windows that are wider than this many heights have a column beside the picture: a 16:9 picture is larger so."""
NARROWEST: Final = 56.0
"""The width of an upright canvas in units: numbers and gauges fit beside each other in it."""
BAND_HEIGHT: Final = 22.0
"""So that a 16:9 picture fills 78 by 78 %, which is 61 % of a 16:9 canvas."""
PANEL_WIDTH: Final = BAND_HEIGHT * ASPECT
NUMBERS_HEIGHT: Final = 38.0
FLAT_HEIGHT: Final = 22.0
"""The numbers are as high in a column, and in a row."""
GAUGE: Final = 18.0
FIGURE_HEIGHT: Final = 9.0
"""The least of the figure while one exercises: the gauges above it make room, as a speck shows nobody how."""
MARGIN: Final = 1.5
LARGER: Final = 1.2
"""For people who see little: words and numbers are larger by this, the picture smaller."""
TAUGHT_SHARE: Final = 0.5
"""While an exercise is shown before it begins, the picture has this share of the width."""
TAUGHT_SHARE_LARGE: Final = 0.38
"""The same where words are larger: so much less that the steps are larger as well, and not only in more lines."""
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
    """The parts of a canvas of any shape; `unit` is one hundredth of its height, less where that is too wide.

    `upper` is all but the band. figure: the moving figure. steps: how the exercise is done, in words, empty while it is
    being done. Ring, pacer and figure change more often than the rest; nothing else is drawn on them.
    """

    unit: float
    upper: Box
    picture: Box
    panel: Box
    ring: Box
    pacer: Box
    figure: Box
    steps: Box
    band: Box

    @classmethod
    def of(
        cls,
        canvas_wh: tuple[int, int],
        picture_wh: tuple[int, int],
        *,
        teaching: bool = False,
        large: bool = False,
    ) -> Layout:
        """Lay out a canvas for a picture of this shape [px].

        teaching: the exercise is shown, not yet done. large: words and numbers are larger.
        """
        width, height = canvas_wh
        wide, unit = is_wide(canvas_wh), unit_of(canvas_wh, large=large)
        band_h, margin = round(BAND_HEIGHT * unit), round(MARGIN * unit)
        upper = Box(0, 0, width, height - band_h)
        band = Box(margin, upper.height + margin, width - 2 * margin, band_h - 2 * margin)
        if teaching:
            parts = _taught_wide(upper, unit, large=large) if wide else _taught_tall(upper, unit)
        else:
            parts = _beside(upper, picture_wh, unit, large=large) if wide else _rows(upper, unit)
        area, panel, ring, pacer, figure, steps = parts
        picture_w, picture_h = fit(picture_wh, (area.width, area.height))
        picture = Box(
            area.left + (area.width - picture_w) // 2,
            area.top + (area.height - picture_h) // 2,
            picture_w,
            picture_h,
        )
        return cls(unit, upper, picture, panel, ring, pacer, figure, steps, band)


_Areas = tuple[Box, Box, Box, Box, Box, Box]
"""Room for the picture, panel, ring, pacer, figure, steps."""


def _beside(upper: Box, picture_wh: tuple[int, int], unit: float, *, large: bool) -> _Areas:
    """Numbers, gauges and figure beside the picture, as wide as their height asks for."""
    return _wide_column(upper, picture_wh, unit) if large else _column(upper, picture_wh, unit)


def _wide_column(upper: Box, picture_wh: tuple[int, int], unit: float) -> _Areas:
    """A column for larger words: the gauges stand beside the numbers, as below them they would leave no figure."""
    gauge, gap = round(GAUGE * unit), round(unit)
    panel_w, high = round(PANEL_WIDTH * unit), min(round(78.0 * unit), upper.height)
    wide, numbers = panel_w + gauge + gap, round(NUMBERS_HEIGHT * unit)
    picture_w, _ = fit(picture_wh, (upper.width - wide, upper.height))
    left = (upper.width - wide - picture_w) // 2
    x, y = left + picture_w, (upper.height - high) // 2
    ring = Box(x + panel_w, y + gap, gauge, gauge)
    pacer = Box(ring.left, ring.top + gauge, gauge, gauge)
    figure = Box(x + gap, y + numbers, wide - 2 * gap, high - numbers)
    area, panel = Box(left, 0, picture_w, upper.height), Box(x, y, panel_w, numbers)
    return area, panel, ring, pacer, figure, _none(upper)


def _column(upper: Box, picture_wh: tuple[int, int], unit: float) -> _Areas:
    """A column beside the picture; what the picture leaves stands on both sides of them."""
    wide, high = round(PANEL_WIDTH * unit), min(round(78.0 * unit), upper.height)
    picture_w, _ = fit(picture_wh, (upper.width - wide, upper.height))
    left = (upper.width - wide - picture_w) // 2
    x, y = left + picture_w, (upper.height - high) // 2
    numbers = round(NUMBERS_HEIGHT * unit)
    gauge = min(round(GAUGE * unit), high - numbers - round(FIGURE_HEIGHT * unit))
    ring = Box(x + round(1.2 * unit), y + numbers, gauge, gauge)
    pacer = Box(ring.left + gauge + round(0.8 * unit), ring.top, gauge, gauge)
    below = ring.top + gauge
    figure = Box(x + round(unit), below, wide - 2 * round(unit), y + high - below)
    return Box(left, 0, picture_w, upper.height), Box(x, y, wide, numbers), ring, pacer, figure, _none(upper)


def _rows(upper: Box, unit: float) -> _Areas:
    """Below the picture the numbers, beside them or below them the gauges and the figure."""
    gauge, gap, flat = round(GAUGE * unit), round(unit), round(FLAT_HEIGHT * unit)
    beside = upper.width >= 98.0 * unit
    top = upper.height - (flat if beside else flat + gauge + gap)
    numbers_w = upper.width - 2 * gauge - round(22.0 * unit) - gap if beside else upper.width
    x, y = (numbers_w, top + (flat - gauge) // 2) if beside else (gap, top + flat)
    ring, pacer = Box(x, y, gauge, gauge), Box(x + gauge, y, gauge, gauge)
    figure = Box(x + 2 * gauge, y, upper.width - gap - x - 2 * gauge, gauge)
    return Box(0, 0, upper.width, top), Box(0, top, numbers_w, flat), ring, pacer, figure, _none(upper)


def _taught_wide(upper: Box, unit: float, *, large: bool) -> _Areas:
    """Picture and numbers at the left, figure and steps at the right."""
    share = TAUGHT_SHARE_LARGE if large else TAUGHT_SHARE
    left_w, flat = round(share * upper.width), round(FLAT_HEIGHT * unit)
    figure_h, gap = round((14.0 if large else 28.0) * unit), round(2.0 * unit)
    right = left_w + gap
    panel, ring, pacer = _numbers_and_ring(Box(0, upper.height - flat, left_w, flat), unit)
    figure = Box(right, gap, upper.width - right - gap, figure_h - gap)
    if large:  # beside the numbers the ring would leave them no room for larger words
        panel = Box(0, upper.height - flat, left_w, flat)
        ring = Box(figure.left + figure.width - figure_h, 0, figure_h, figure_h)
        figure = Box(right, gap, ring.left - right - gap, figure_h - gap)
    steps = Box(right, figure_h, upper.width - right - gap, upper.height - figure_h)
    return Box(0, 0, left_w, upper.height - flat), panel, ring, pacer, figure, steps


def _taught_tall(upper: Box, unit: float) -> _Areas:
    """Picture, numbers, figure and steps below each other; the figure beside the picture where there is room."""
    flat, gap = round(19.0 * unit), round(unit)
    steps_h = round((33.0 if upper.width >= 98.0 * unit else 26.0) * unit)
    if upper.width >= 98.0 * unit:
        picture_w, high = round(TAUGHT_SHARE * upper.width), upper.height - flat - steps_h
        figure = Box(picture_w + gap, gap, upper.width - picture_w - 2 * gap, high - 2 * gap)
        area, top = Box(0, 0, picture_w, high), high
    else:
        figure_h = round(13.0 * unit)
        high = upper.height - flat - steps_h - figure_h
        area, top = Box(0, 0, upper.width, high), high + figure_h
        figure = Box(gap, high, upper.width - 2 * gap, figure_h)
    panel, ring, pacer = _numbers_and_ring(Box(0, top, upper.width, flat), unit)
    steps = Box(2 * gap, top + flat, upper.width - 4 * gap, upper.height - top - flat)
    return area, panel, ring, pacer, figure, steps


def _numbers_and_ring(row: Box, unit: float) -> tuple[Box, Box, Box]:
    """The ring of holding still at the right end of a row; there is no breath yet."""
    gauge = round(GAUGE * unit)
    left, top = row.left + row.width - gauge - round(unit), row.top + (row.height - gauge) // 2
    panel = Box(row.left, row.top, left - row.left, row.height)
    return panel, Box(left, top, gauge, gauge), Box(left, top, 0, 0)


def _none(upper: Box) -> Box:
    return Box(upper.width, upper.height, 0, 0)


def is_wide(canvas_wh: tuple[int, int]) -> bool:
    """Whether a canvas is wide enough for a column beside the picture."""
    return canvas_wh[0] >= WIDE * canvas_wh[1]


def unit_of(canvas_wh: tuple[int, int], *, large: bool) -> float:
    """Return the unit of a canvas [px]; large: for larger words."""
    width, height = canvas_wh
    wide = is_wide(canvas_wh)
    unit = min(height, width / ASPECT if wide else width * 100.0 / NARROWEST) / 100.0
    return unit * LARGER if large and wide else unit  # in other windows words fill the width already


def canvas_size(window_wh: tuple[int, int]) -> tuple[int, int]:
    """Return the canvas for a window: its own size if that is legible and not too expensive to draw [px]."""
    width, height = window_wh
    (long, short), upright = LARGEST_WH, height > width
    most_w, most_h = (short, long) if upright else (long, short)
    least_w, least_h = reversed(SMALLEST_WH) if upright else SMALLEST_WH
    scale = min(1.0, most_w / width, most_h / height)
    return max(round(width * scale), least_w), max(round(height * scale), least_h)


def fit(size_wh: tuple[int, int], area_wh: tuple[int, int]) -> tuple[int, int]:
    """Return the largest size in which a picture of this shape fits in an area [px]."""
    scale = min(area_wh[0] / size_wh[0], area_wh[1] / size_wh[1])
    return max(round(size_wh[0] * scale), 1), max(round(size_wh[1] * scale), 1)
