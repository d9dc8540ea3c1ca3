"""Type on the picture: one typeface, sizes by the height of its capitals, lines broken evenly.

OpenCV 5 draws TrueType with anti-aliasing. Its built-in "sans" (Rubik, variable weight) has the accented
Latin letters; what it lacks is drawn as a question mark.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.opencv import cv2
from posecoach.live.colours import Bgr

REGULAR: Final = 400
SEMIBOLD: Final = 600
CAP_HEIGHT: Final = 0.75
"""Height of a capital letter in units of OpenCV's font size: measured on the drawn letter H of "sans"."""
DESCENT: Final = 0.31
"""Depth of a descender in heights of a capital: measured on the drawn letter g of "sans"."""
LINE_PITCH: Final = 1.33
"""From baseline to baseline, in heights of a capital: descenders clear the capitals of the next line."""


@cache
def _face() -> cv2.FontFace:
    return cv2.FontFace("sans")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text that fits: its capitals are `cap_px` high, and it is `width_px` wide."""

    text: str
    cap_px: float
    width_px: int
    weight: int

    def draw(self, picture: NDArray[np.uint8], left_px: float, baseline_px: float, colour: Bgr) -> None:
        """Draw the line in place, its first letter at `left_px` on `baseline_px`."""
        origin = (round(left_px), round(baseline_px))
        cv2.putText(picture, self.text, origin, colour, _face(), _size(self.cap_px), self.weight)


def line(text: str, cap_px: float, width_px: float, weight: int = SEMIBOLD) -> Line:
    """Set one line with capitals of `cap_px`, or smaller if it would be wider than `width_px`."""
    wide = _width(text, cap_px, weight)
    while wide > width_px and _size(cap_px) > 1:
        # One more try where rounding to whole sizes has left it a pixel too wide.
        size = min(int(_size(cap_px) * width_px / wide), _size(cap_px) - 1)
        cap_px = max(size, 1) * CAP_HEIGHT
        wide = _width(text, cap_px, weight)
    return Line(text, cap_px, wide, weight)


def paragraph(text: str, cap_px: float, width_px: float, weight: int = SEMIBOLD) -> tuple[Line, ...]:
    """Set a text in one line, or in two of about the same length, smaller if even these would be too wide."""
    words = text.split()
    if len(words) < 2 or _width(" ".join(words), cap_px, weight) <= width_px:
        return (line(" ".join(words), cap_px, width_px, weight),)
    breaks = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    best = min(breaks, key=lambda pair: max(_width(part, cap_px, weight) for part in pair))
    cap_px = min(line(part, cap_px, width_px, weight).cap_px for part in best)
    return tuple(line(part, cap_px, width_px, weight) for part in best)


def _size(cap_px: float) -> int:
    return round(cap_px / CAP_HEIGHT)


def _width(text: str, cap_px: float, weight: int) -> int:
    x, _, width, _ = cv2.getTextSize((0, 0), text, (0, 0), _face(), _size(cap_px), weight)
    return int(x + width)
