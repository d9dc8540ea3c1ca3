"""Type on the picture: one typeface, sizes by the height of its capitals, lines broken evenly.

OpenCV 5 draws TrueType with anti-aliasing. Its built-in "sans" (Rubik, variable weight) has the accented
Latin letters; what it lacks is drawn as a question mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.opencv import cv2
from posecoach.drawing.colours import Bgr

REGULAR: Final = 400
SEMIBOLD: Final = 600
CAP_HEIGHT: Final = 0.75
"""Height of a capital letter in units of OpenCV's font size: measured on the drawn letter H of "sans"."""
DESCENT: Final = 0.31
"""Depth of a descender in heights of a capital: measured on the drawn letter g of "sans"."""
LINE_PITCH: Final = 1.33
"""From baseline to baseline, in heights of a capital: descenders clear the capitals of the next line."""


_FINER: Final = 8
"""The zero is drawn so much larger and then scaled down, which makes its edges as smooth as those of the letters."""
_ROUND: Final = np.linspace(0.0, 2.0 * np.pi, 256, endpoint=False)


@dataclass(frozen=True, slots=True)
class Zero:
    """The digit that the typeface has with a slash, which looks like another letter from afar, without it.

    In heights of a capital: width with its margins, left and right edge, thickness at the sides and at top and
    bottom; measured on the drawn digit.
    """

    advance: float
    left: float
    right: float
    side: float
    top: float


OVERSHOOT: Final = 0.012
"""Round letters are that much higher and deeper than flat ones, in heights of a capital."""
ZEROS: Final = {
    REGULAR: Zero(0.880, 0.077, 0.803, 0.143, 0.123),
    SEMIBOLD: Zero(0.927, 0.062, 0.860, 0.234, 0.184),
}


@cache
def _zero(size: int, weight: int) -> NDArray[np.float32]:
    """Return how much the digit covers each pixel, (height, advance, 1); one pixel of margin above and below."""
    zero, cap = ZEROS[weight], size * CAP_HEIGHT
    width, height = round(zero.advance * cap), round(cap) + 2
    large = np.zeros((height * _FINER, width * _FINER), np.uint8)
    middle = (zero.left + zero.right) / 2 * cap, round(cap) + 1 - 0.5 * cap
    across, up = (zero.right - zero.left) / 2, 0.5 + OVERSHOOT
    for a, b, ink in ((across, up, 255), (across - zero.side, up - zero.top, 0)):
        shape = np.stack((a * _squarish(np.cos(_ROUND)), b * _squarish(np.sin(_ROUND))), axis=1)
        cv2.fillPoly(large, [np.round((shape * cap + middle) * _FINER).astype(np.int32)], ink)
    covered = cv2.resize(large, (width, height), interpolation=cv2.INTER_AREA)
    return (covered.astype(np.float32) / 255.0)[..., None]


def _draw_zero(
    picture: NDArray[np.uint8], covered: NDArray[np.float32], left: int, baseline: int, colour: Bgr
) -> None:
    """Draw in place what of the digit is inside the picture."""
    top = baseline + 1 - covered.shape[0]
    rows = slice(max(-top, 0), max(min(picture.shape[0] - top, covered.shape[0]), 0))
    columns = slice(max(-left, 0), max(min(picture.shape[1] - left, covered.shape[1]), 0))
    share = covered[rows, columns]
    part = picture[top + rows.start :, left + columns.start :][: share.shape[0], : share.shape[1]]
    part[:] = (part * (1.0 - share) + np.array(colour, np.float32) * share + 0.5).astype(np.uint8)


def _squarish(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return cosines or sines of a superellipse: the typeface's round letters are a little square."""
    return np.sign(values) * np.abs(values) ** (2.0 / 2.5)


@cache
def _face() -> cv2.FontFace:
    return cv2.FontFace("sans")


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text that fits: its capitals are `cap_px` high, and it is `width_px` wide."""

    text: str
    cap_px: float
    width_px: int
    weight: int

    def draw(self, picture: NDArray[np.uint8], left_px: float, baseline_px: float, colour: Bgr) -> None:
        """Draw the line in place, its first letter at `left_px` on `baseline_px`."""
        x, y, size = round(left_px), round(baseline_px), _size(self.cap_px)
        at = 0
        for part in re.split("(0)", self.text):
            # Measured from the start, so that roundings do not add up.
            place = x + (_width(self.text[:at], self.cap_px, self.weight) if at else 0)
            if part == "0":
                _draw_zero(picture, _zero(size, self.weight), place, y, colour)
            elif part:
                cv2.putText(picture, part, (place, y), colour, _face(), size, self.weight)
            at += len(part)


def line(text: str, cap_px: float, width_px: float, weight: int = SEMIBOLD) -> TextLine:
    """Set one line with capitals of `cap_px`, or smaller if it would be wider than `width_px`."""
    wide = _width(text, cap_px, weight)
    while wide > width_px and _size(cap_px) > 1:
        # One more try where rounding to whole sizes has left it a pixel too wide.
        size = min(int(_size(cap_px) * width_px / wide), _size(cap_px) - 1)
        cap_px = max(size, 1) * CAP_HEIGHT
        wide = _width(text, cap_px, weight)
    return TextLine(text, cap_px, wide, weight)


def paragraph(text: str, cap_px: float, width_px: float, weight: int = SEMIBOLD) -> tuple[TextLine, ...]:
    """Set a text in one line, or in two of about the same length, smaller if even these would be too wide."""
    words = _breakable(text)
    if len(words) < 2 or _width(" ".join(words), cap_px, weight) <= width_px:
        return (line(" ".join(words), cap_px, width_px, weight),)
    breaks = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    best = min(breaks, key=lambda pair: max(_width(part, cap_px, weight) for part in pair))
    cap_px = min(line(part, cap_px, width_px, weight).cap_px for part in best)
    return tuple(line(part, cap_px, width_px, weight) for part in best)


def wrapped(text: str, cap_px: float, width_px: float, weight: int = REGULAR) -> tuple[TextLine, ...]:
    """Set a text in as many lines as it needs; only a word that alone is too wide is set smaller."""
    lines: list[str] = []
    for word in _breakable(text):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _width(longer, cap_px, weight) <= width_px:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(line(one, cap_px, width_px, weight) for one in lines)


def _breakable(text: str) -> list[str]:
    """Return the parts between which a line may end: not at the space that joins a French colon to its word."""
    return re.findall(r"[^ \n]+", text)


def _size(cap_px: float) -> int:
    return round(cap_px / CAP_HEIGHT)


def _width(text: str, cap_px: float, weight: int) -> int:
    x, _, width, _ = cv2.getTextSize((0, 0), text, (0, 0), _face(), _size(cap_px), weight)
    return int(x + width)
