"""The band of words: legible, inside, and told apart without colour."""

from __future__ import annotations

import numpy as np
import pytest

from posecoach.drawing.colours import BACKGROUND, BLACK, FAULT
from posecoach.drawing.cue_band import Message, draw_band, message_for
from posecoach.drawing.layout import Layout
from posecoach.events import Stage
from tests.drawing.scenes import snapshot, state

HD = (1280, 720)
FULL_HD = (1920, 1080)


def band(message: Message, size_wh: tuple[int, int] = HD) -> np.ndarray:
    layout = Layout.of(size_wh, size_wh)
    picture = np.zeros((layout.band.height, layout.band.width, 3), np.uint8)
    draw_band(picture, message, layout.unit)
    return picture


def ink(picture: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows and columns of black pixels."""
    black = (picture == BLACK).all(axis=-1)
    return np.flatnonzero(black.any(axis=1)), np.flatnonzero(black.any(axis=0))


@pytest.mark.parametrize("size_wh", [HD, FULL_HD])
def test_capitals_of_a_cue_are_a_twelfth_of_the_height(size_wh: tuple[int, int]) -> None:
    rows, _ = ink(band(Message("HIPS", severity="info"), size_wh))
    assert len(rows) == pytest.approx(size_wh[1] / 12, abs=3)


@pytest.mark.parametrize("severity", ["info", "correct", "stop"])
@pytest.mark.parametrize(
    "text",
    [
        "Slower",
        "Push the floor away and round your upper back",
        "Bend your knees to a right angle, keep both feet flat on the floor, and only then lift your hips",
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    ],
)
def test_words_of_any_length_stay_inside_the_band(severity: str, text: str) -> None:
    picture = band(Message(text, severity=severity))  # type: ignore[arg-type]
    rows, columns = ink(picture)
    assert rows[0] >= 8
    assert rows[-1] < picture.shape[0] - 8
    assert columns[0] >= 20
    assert columns[-1] < picture.shape[1] - 20


def test_the_band_has_round_corners_on_the_background() -> None:
    picture = band(Message("Slower", severity="correct"))
    for corner in (picture[0, 0], picture[0, -1], picture[-1, 0], picture[-1, -1]):
        assert tuple(corner) == BACKGROUND
    assert tuple(picture[0, 600]) == FAULT["correct"]


def test_a_correction_and_a_stop_differ_by_shape_too() -> None:
    """A triangle is wider at its foot, an octagon as wide as at its head; information has no sign."""
    widths = {}
    for severity in ("info", "correct", "stop"):
        sign = (band(Message("", severity=severity)) == BLACK).all(axis=-1)  # type: ignore[arg-type]
        rows = np.flatnonzero(sign.any(axis=1))
        widths[severity] = (sign[rows[2]].sum(), sign[rows[-3]].sum()) if len(rows) else None
    assert widths["info"] is None
    assert widths["correct"][0] < widths["correct"][1] / 4
    assert widths["stop"][0] == pytest.approx(widths["stop"][1], abs=2)


def test_a_remark_does_not_touch_the_words() -> None:
    with_remark = band(Message("Take the starting position", remark="breathe out"))
    columns = (with_remark.max(axis=-1) > 120).any(axis=0)
    runs = np.flatnonzero(np.diff(np.flatnonzero(columns)) > 25)
    assert len(runs) >= 1


@pytest.mark.parametrize("severity", ["info", "correct", "stop"])
def test_contrast_is_at_least_five_to_one(severity: str) -> None:
    """Twice what WCAG 2.2 asks for large type."""
    blue, green, red = (channel / 255 for channel in FAULT[severity])  # type: ignore[index]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert (luminance + 0.05) / 0.05 >= 5.0


def test_a_pause_says_how_it_ends() -> None:
    paused = snapshot(state(stage=Stage.PAUSED))
    assert message_for(paused) == Message("Paused", "space: go on · x: it hurts")
    assert message_for(paused, waves=True) == Message("Paused", "wave or space: go on · x: it hurts")


def test_until_the_first_movement_the_band_says_to_begin() -> None:
    assert (
        message_for(snapshot(state(phase_label="Upright", awaited=True))).text == "Begin when you are ready"
    )
    assert message_for(snapshot(state(phase_label="", awaited=True))).text == "Begin when you are ready"
    assert message_for(snapshot(state(phase_label="Upright"))).text == "Upright"


def test_between_repetitions_the_band_says_to_go_on() -> None:
    assert message_for(snapshot(state(phase_label=""))).text == "Go on when you are ready"
    assert message_for(snapshot(state(phase_label="", repetitions=0))).text == "Begin when you are ready"


def test_a_pause_because_of_the_camera_says_what_is_wrong_with_it() -> None:
    frozen = message_for(snapshot(state(stage=Stage.PAUSED, no_picture="frozen")))
    assert frozen.text == "The image froze: check the camera and its connection"


@pytest.mark.parametrize(
    "text", ["Begin when you are ready", "Take the starting position", "Paused: step into view"]
)
def test_large_text_makes_no_words_smaller(text: str) -> None:
    """Two lines in the band are smaller than one that fills its width."""
    heights = []
    for large in (False, True):
        layout = Layout.of((1280, 720), (1280, 720), large=large)
        part = np.zeros((layout.band.height, layout.band.width, 3), np.uint8)
        draw_band(part, Message(text), layout.unit)
        # An initial capital or its foot is the tallest of what stands at the left edge.
        inked = (part[:, : round(10 * layout.unit)].max(axis=-1) > 200).any(axis=1)
        edges = np.flatnonzero(np.diff(np.concatenate(([0], inked.astype(int), [0]))))
        heights.append(edges[1] - edges[0])
    assert heights[1] >= heights[0]
