"""The help that `h` shows in place of the image: keys, and how to read the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecoach.drawing import texts
from posecoach.drawing.colours import BACKGROUND, QUIET, SKY_BLUE, TEXT, Bgr
from posecoach.drawing.type import LINE_PITCH, TextLine, line, wrapped
from posecoach.words.catalogue import ENGLISH, Words

HEADING: Final = 4.5
CAP: Final = 3.0
"""Heights of capitals of headings and at most of texts, in units of the canvas."""
LEAST: Final = 0.45
"""Of CAP: no text is smaller."""
UPRIGHT: Final = 1.15
"""Where the part of the canvas is less wide than this many of its heights, the keys stand over the rest."""
NARROW: Final = 85.0
"""Units of its own that a narrow part is wide, so that headings and edges leave room for the texts."""
KEYS_SHARE: Final = 0.5
"""Of the height, for the keys over the rest; beside it they have about as much of the width."""


def draw_help(
    picture: NDArray[np.uint8], unit: float, words: Words = ENGLISH, *, waves: bool = False
) -> None:
    """Fill a part of the canvas in place; `unit` is one hundredth of the canvas's height [px].

    waves: whether a wave pauses.
    """
    picture[:] = BACKGROUND
    height, width = picture.shape[:2]
    unit = min(unit, width / NARROW)
    edge = 4 * unit
    if width < UPRIGHT * height:
        split = round(KEYS_SHARE * height)
        keys, reading = picture[:split], picture[split:]
    else:
        split = round(0.49 * width)
        keys, reading = picture[:, :split], picture[:, split:]
    _draw_keys(keys, edge, unit, words)
    sentences = (texts.WAVE, *texts.READING) if waves else texts.READING
    _draw_reading(reading, edge, unit, [words(one) for one in sentences], words)


def _draw_keys(picture: NDArray[np.uint8], edge: float, unit: float, words: Words) -> None:
    """Write what each key does, all as large as they fit."""
    width = picture.shape[1] - 2 * edge
    room = _head(picture, words(texts.HELP), edge, unit)
    for cap in _caps(unit):
        names = [line(words(key), cap, 0.4 * width) for key, _ in texts.KEYS]
        indent = max(name.width_px for name in names) + 3 * unit
        meanings = [wrapped(words(meaning), cap, width - indent) for _, meaning in texts.KEYS]
        if sum(_tall(rows, cap) for rows in meanings) <= room:
            break
    y = picture.shape[0] - room
    for name, rows in zip(names, meanings, strict=True):
        name.draw(picture, edge, y + cap, SKY_BLUE)
        y = _draw_rows(picture, rows, edge + indent, y, cap, TEXT)


def _draw_reading(
    picture: NDArray[np.uint8], edge: float, unit: float, sentences: Sequence[str], words: Words
) -> None:
    """Write the sentences as large as they fit."""
    room = _head(picture, words(texts.READING_TITLE), edge, unit)
    for cap in _caps(unit):
        paragraphs = [wrapped(sentence, cap, picture.shape[1] - 2 * edge) for sentence in sentences]
        if sum(_tall(rows, cap) for rows in paragraphs) <= room:
            break
    y = picture.shape[0] - room
    for rows in paragraphs:
        y = _draw_rows(picture, rows, edge, y, cap, QUIET)


def _head(picture: NDArray[np.uint8], title: str, edge: float, unit: float) -> float:
    """Write a heading; return the height below it [px]."""
    baseline = edge + HEADING * unit
    line(title, HEADING * unit, picture.shape[1] - 2 * edge).draw(picture, edge, baseline, TEXT)
    return float(picture.shape[0] - baseline - 0.9 * edge)


def _caps(unit: float) -> Iterator[float]:
    """Yield heights of capitals to try, from the largest to the smallest that can be read [px]."""
    cap = CAP * unit
    while cap > LEAST * CAP * unit:
        yield cap
        cap *= 0.95


def _tall(rows: Sequence[TextLine], cap: float) -> float:
    """Return the height of a paragraph with the space below it [px]."""
    return (len(rows) * LINE_PITCH + 0.9) * cap


def _draw_rows(
    picture: NDArray[np.uint8], rows: Sequence[TextLine], left: float, top: float, cap: float, ink: Bgr
) -> float:
    """Write a paragraph; return where the next one begins [px]."""
    for index, row in enumerate(rows):
        row.draw(picture, left, top + (1.0 + index * LINE_PITCH) * cap, ink)
    return top + _tall(rows, cap)
