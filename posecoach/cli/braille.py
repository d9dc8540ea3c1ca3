"""Line drawings in the terminal: every character of Unicode's braille block is a picture of 2 x 4 dots."""

from __future__ import annotations

import math
from typing import Final

from posecoach.features.geometry import Point

BLANK: Final = 0x2800
DOTS: Final = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""The bit of a dot by its column and row within a character."""


class BrailleCanvas:
    """A drawing of dots. Coordinates are in dots, x to the right, y up, (0, 0) at the lower left."""

    def __init__(self, width: int, height: int) -> None:
        """Create an empty drawing with at least this many dots."""
        self._columns, self._rows = math.ceil(width / 2), math.ceil(height / 4)
        self._cells = [[0] * self._columns for _ in range(self._rows)]

    def line(self, start: Point, end: Point) -> None:
        """Draw a straight line."""
        steps = max(1, math.ceil(2.0 * max(abs(end[0] - start[0]), abs(end[1] - start[1]))))
        for i in range(steps + 1):
            share = i / steps
            self._dot(start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))

    def circle(self, centre: Point, radius: float) -> None:
        """Draw a circle."""
        steps = max(8, math.ceil(8.0 * radius))
        for i in range(steps):
            angle = 2.0 * math.pi * i / steps
            self._dot(centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle))

    def rows(self) -> list[str]:
        """Return the drawing, line by line, all of the same length; where nothing is drawn stands a space."""
        return ["".join(chr(BLANK + cell) if cell else " " for cell in row) for row in self._cells]

    def _dot(self, x: float, y: float) -> None:
        column, row = round(x), 4 * self._rows - 1 - round(y)
        if 0 <= column < 2 * self._columns and 0 <= row < 4 * self._rows:
            self._cells[row // 4][column // 2] |= DOTS[column % 2][row % 4]
