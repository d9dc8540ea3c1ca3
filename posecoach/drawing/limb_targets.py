"""Where a part of the body should go: dashed, with an arrow from where it is, so that nobody takes it for a limb."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.opencv import cv2
from posecoach.drawing.colours import BLACK, YELLOW
from posecoach.drawing.shapes import ONE, SHIFT, disc, fixed
from posecoach.features.geometry import Point
from posecoach.state import Correction

CLEAR: Final = 2.4
"""Half the width of a faulty joint's mark, which is left clear."""
TARGET: Final = 1.9
"""Radius of the ring where the part should be."""
HEAD: Final = 2.4
SHORTEST: Final = 1.6
"""Length of the arrow's head, and of the least of its shaft: a shorter arrow begins behind where the part is."""
DASH: Final = 1.2
GAP: Final = 2.1
"""Between the middles of the round ends, which make the gap 0.9 shorter for the eye. All in units of the canvas."""


def placed(
    corrections: Iterable[Correction], source_wh: tuple[int, int], screen_wh: tuple[int, int]
) -> list[Correction]:
    """Return corrections where a mirrored and scaled image shows them; those far outside are left out."""
    scale_x, scale_y = screen_wh[0] / source_wh[0], screen_wh[1] / source_wh[1]

    def on_screen(places: Iterable[Point]) -> tuple[Point, ...]:
        # Pixel centres, not corners, keep their place when a picture is scaled.
        return tuple(((source_wh[0] - 0.5 - x) * scale_x - 0.5, (y + 0.5) * scale_y - 0.5) for x, y in places)

    moved = (Correction(on_screen(one.line), on_screen(one.way)) for one in corrections)
    return [one for one in moved if _inside(one, screen_wh)]


def scaled(corrections: Iterable[Correction], left: float, top: float, scale: float) -> list[Correction]:
    """Return corrections in a part of the source's frame that begins at (left, top) [px] and is scaled."""

    def moved(places: Iterable[Point]) -> tuple[Point, ...]:
        return tuple(((x - left) * scale, (y - top) * scale) for x, y in places)

    return [Correction(moved(one.line), moved(one.way)) for one in corrections]


def draw_corrections(picture: NDArray[np.uint8], corrections: Iterable[Correction], unit: float) -> None:
    """Draw in place; widths follow `unit` [px]."""
    for one in corrections:
        there = one.way[-1]
        dashes = [np.array([fixed(at) for at in dash], np.int32) for dash in _dashes(one.line, unit)]
        for colour, width in ((BLACK, 1.7 * unit), (YELLOW, 0.9 * unit)):
            cv2.polylines(picture, dashes, False, colour, max(round(width), 2), cv2.LINE_AA, SHIFT)
        for colour, radius in ((BLACK, TARGET * unit), (YELLOW, 1.5 * unit), (BLACK, 0.7 * unit)):
            disc(picture, there, radius, colour)
        _draw_arrow(picture, one.way, unit)


def _inside(correction: Correction, screen_wh: tuple[int, int]) -> bool:
    """Tell whether all is near the screen: OpenCV's fixed-point drawing would overflow on what is far outside."""
    width, height = screen_wh
    return all(
        -width < x < 2 * width and -height < y < 2 * height for x, y in (*correction.line, *correction.way)
    )


def _dashes(line: Sequence[Point], unit: float) -> Iterator[list[Point]]:
    """Yield dashes that fill each stretch of a line evenly; what is too short for one is left out."""
    for start, end in pairwise(line):
        length = math.dist(start, end)
        if length < DASH * unit:
            continue
        count = max(round((length / unit + GAP) / (DASH + GAP)), 1)
        pitch = (1.0 + GAP / (DASH * count + GAP * (count - 1))) / count
        dash = pitch * DASH / (DASH + GAP)
        for i in range(count):
            yield [
                (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))
                for share in (i * pitch, i * pitch + dash)
            ]


def _draw_arrow(picture: NDArray[np.uint8], way: Sequence[Point], unit: float) -> None:
    """Draw an arrow along a way; it ends at the ring, and begins clear of the joint's mark if there is room."""
    length = sum(math.dist(a, b) for a, b in pairwise(way))
    if length < 1.0:
        return
    tip_px = max(length - TARGET * unit, 0.4 * length)
    neck_px = tip_px - HEAD * unit
    start_px = min(CLEAR * unit, neck_px - SHORTEST * unit)
    shaft = [_at(way, start_px + (neck_px - start_px) * i / 8.0) for i in range(9)]
    tip, neck = _at(way, tip_px), shaft[-1]
    along = math.dist(neck, tip) or 1.0
    nx, ny = (neck[1] - tip[1]) / along, (tip[0] - neck[0]) / along
    half = 1.5 * unit
    corners = np.array([tip, *((neck[0] + s * half * nx, neck[1] + s * half * ny) for s in (1.0, -1.0))])
    head = [np.round(corners * ONE).astype(np.int32)]
    line = [np.array([fixed(at) for at in shaft], np.int32)]
    for colour, edge in ((BLACK, 1.0), (YELLOW, 0.0)):
        width = max(round((0.7 + edge) * unit), 1)
        cv2.polylines(picture, line, False, colour, width, cv2.LINE_AA, SHIFT)
        cv2.fillPoly(picture, head, colour, cv2.LINE_AA, SHIFT)
        if edge:
            cv2.polylines(picture, head, True, colour, max(round(edge * unit), 1), cv2.LINE_AA, SHIFT)


def _at(way: Sequence[Point], distance_px: float) -> Point:
    """Return the place on a way at a distance from its start; before the start it goes straight on backward."""
    for start, end in pairwise(way):
        length = math.dist(start, end)
        if distance_px <= length and length > 0.0:
            share = distance_px / length
            return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])
        distance_px -= length
    return way[-1]
