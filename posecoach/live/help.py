"""The help that `h` shows in place of the picture: keys, and how to read the screen."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecoach.live.colours import BACKGROUND, QUIET, SKY_BLUE, TEXT
from posecoach.live.typeset import REGULAR, line

KEYS: Final = (("h", "Show or hide this help"), ("q, Esc", "End; the summary follows"))
READING: Final = (
    "The picture is a mirror: your left is on the left.",
    "Diamonds mark the joints that a cue is about.",
    "The ring fills while you hold.",
    "Pain, numbness or weakness: stop.",
)


def draw_help(picture: NDArray[np.uint8], unit: float) -> None:
    """Fill a part of the canvas in place; `unit` is one hundredth of the canvas's height [px]."""
    picture[:] = BACKGROUND
    left, right = 6 * unit, picture.shape[1] - 3 * unit
    line("Help", 5 * unit, right - left).draw(picture, left, 13 * unit, TEXT)
    y = 24 * unit
    for key, meaning in KEYS:
        line(key, 3.2 * unit, 24 * unit).draw(picture, left, y, SKY_BLUE)
        line(meaning, 3.2 * unit, right - left - 26 * unit, REGULAR).draw(picture, left + 26 * unit, y, TEXT)
        y += 7 * unit
    y += 3 * unit
    for sentence in READING:
        line(sentence, 2.8 * unit, right - left, REGULAR).draw(picture, left, y, QUIET)
        y += 6 * unit
