"""The help: every key and sentence is there, inside, and clear of its neighbours, in every language and window."""

from __future__ import annotations

import numpy as np
import pytest

from posecoach.drawing import texts
from posecoach.drawing.colours import BACKGROUND, SKY_BLUE
from posecoach.drawing.help import draw_help
from posecoach.drawing.layout import Layout
from posecoach.words.languages import load_words

SIZES = ((1366, 768), (900, 1600), (1000, 1000), (3840, 2160))


def drawn(size_wh: tuple[int, int], language: str) -> np.ndarray:
    layout = Layout.of(size_wh, (640, 480))
    picture = np.zeros((layout.upper.height, layout.upper.width, 3), np.uint8)
    draw_help(picture, layout.unit, load_words(language), waves=True)
    return picture


@pytest.mark.parametrize("size_wh", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["en", "de", "es", "fr"])
def test_every_key_has_a_row_of_its_own_and_nothing_is_cut(size_wh: tuple[int, int], language: str) -> None:
    picture = drawn(size_wh, language)
    blue = (picture == SKY_BLUE).all(axis=-1).any(axis=1)
    rows = int(np.count_nonzero(np.diff(blue.astype(int)) == 1))
    assert rows >= len(texts.KEYS)  # a letter with a dot or an accent shows as two
    written = (picture != BACKGROUND).any(axis=-1)
    assert not written[-2:].any()
    assert not written[:, -2:].any()
