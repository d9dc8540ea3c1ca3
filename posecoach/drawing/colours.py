"""Colours of the screen, as OpenCV's blue-green-red.

The accents are those of Okabe and Ito (2008, "Color Universal Design"), which people with any kind of colour
vision can tell apart. Nothing is said by colour alone: faults have their own shapes too.
"""

from __future__ import annotations

from typing import Final

from posecoach.exercises.declaration import Severity

Bgr = tuple[int, int, int]


def _bgr(hexadecimal: int) -> Bgr:
    return hexadecimal & 0xFF, hexadecimal >> 8 & 0xFF, hexadecimal >> 16


BACKGROUND: Final = _bgr(0x10161D)
SURFACE: Final = _bgr(0x1D2630)
TRACK: Final = _bgr(0x33404D)
TEXT: Final = _bgr(0xF5F7FA)
QUIET: Final = _bgr(0xA3B1BF)
BLACK: Final = _bgr(0x000000)

SKY_BLUE: Final = _bgr(0x56B4E9)
BLUE: Final = _bgr(0x0072B2)
GREEN: Final = _bgr(0x009E73)
ORANGE: Final = _bgr(0xE69F00)
VERMILION: Final = _bgr(0xD55E00)
PURPLE: Final = _bgr(0xCC79A7)
YELLOW: Final = _bgr(0xF0E442)

FAULT: Final[dict[Severity, Bgr]] = {"info": SKY_BLUE, "correct": ORANGE, "stop": VERMILION}
"""Colour of the cue's band, and of the joints that break the rule."""
