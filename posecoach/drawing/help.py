"""The help that `h` shows in place of the image: keys, and how to read the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecoach.drawing import texts
from posecoach.drawing.colours import BACKGROUND, QUIET, SKY_BLUE, TEXT
from posecoach.drawing.type import LINE_PITCH, REGULAR, line, paragraph, wrapped
from posecoach.words.catalogue import ENGLISH, Words

TOP: Final = 10.0
BOTTOM: Final = 74.0
ROW: Final = 7.5
CAP: Final = 3.0
"""In units of the canvas."""


def draw_help(
    picture: NDArray[np.uint8], unit: float, words: Words = ENGLISH, *, waves: bool = False
) -> None:
    """Fill a part of the canvas in place; `unit` is one hundredth of the canvas's height [px].

    waves: whether a wave pauses.
    """
    picture[:] = BACKGROUND
    left, width = 6 * unit, picture.shape[1] - 9 * unit
    middle = left + 0.47 * width
    _draw_keys(picture, left, middle - 3 * unit - left, unit, words)
    sentences = (texts.WAVE, *texts.READING) if waves else texts.READING
    _draw_reading(picture, middle, left + width - middle, unit, [words(one) for one in sentences], words)


def _draw_keys(picture: NDArray[np.uint8], left: float, width: float, unit: float, words: Words) -> None:
    line(words(texts.HELP), 4.5 * unit, width).draw(picture, left, TOP * unit, TEXT)
    names = [line(words(key), CAP * unit, 0.4 * width) for key, _ in texts.KEYS]
    indent = max(name.width_px for name in names) + 3 * unit
    y = (TOP + ROW) * unit
    for name, (_, meaning) in zip(names, texts.KEYS, strict=True):
        name.draw(picture, left, y, SKY_BLUE)
        rows = paragraph(words(meaning), CAP * unit, width - indent, REGULAR)
        for i, row in enumerate(rows):
            below = (i - (len(rows) - 1) / 2) * LINE_PITCH * row.cap_px
            row.draw(picture, left + indent, y + below, TEXT)
        y += ROW * unit


def _draw_reading(
    picture: NDArray[np.uint8], left: float, width: float, unit: float, sentences: Sequence[str], words: Words
) -> None:
    """Write the sentences as large as they fit."""
    line(words(texts.READING_TITLE), 4.5 * unit, width).draw(picture, left, TOP * unit, TEXT)
    room = (BOTTOM - TOP - ROW + CAP) * unit
    cap = CAP * unit
    while True:
        rows = [wrapped(sentence, cap, width) for sentence in sentences]
        tall = sum(len(row) * 1.3 * LINE_PITCH * cap + cap for row in rows)
        if tall <= room or cap < 0.5 * CAP * unit:
            break
        cap *= 0.95
    y = (TOP + ROW) * unit
    for row in rows:
        for one in row:
            one.draw(picture, left, y, QUIET)
            y += 1.3 * LINE_PITCH * cap
        y += cap
