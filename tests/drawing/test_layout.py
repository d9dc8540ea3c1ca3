"""Where things stand on the screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecoach.drawing.layout import Box, Layout, canvas_size, fit


def overlap(a: Box, b: Box) -> bool:
    across = a.left < b.left + b.width and b.left < a.left + a.width
    down = a.top < b.top + b.height and b.top < a.top + a.height
    return across and down


@given(st.integers(1, 8000), st.integers(1, 8000))
def test_canvas_keeps_its_limits_whatever_the_window(width: int, height: int) -> None:
    canvas_w, canvas_h = canvas_size((width, height))
    assert 640 <= canvas_w <= 1920
    assert 360 <= canvas_h <= 1080


@pytest.mark.parametrize("size_wh", [(1280, 720), (1920, 1080), (900, 1000), (1600, 700)])
def test_canvas_is_as_large_as_the_window(size_wh: tuple[int, int]) -> None:
    assert canvas_size(size_wh) == size_wh


def test_canvas_of_a_huge_window_has_its_shape() -> None:
    assert canvas_size((3840, 2160)) == (1920, 1080)


@given(st.integers(640, 1920), st.integers(360, 1080), st.integers(1, 4000), st.integers(1, 4000))
def test_picture_numbers_and_words_never_overlap_and_lie_on_the_canvas(
    width: int, height: int, picture_w: int, picture_h: int
) -> None:
    layout = Layout.of((width, height), (picture_w, picture_h))
    parts = (layout.picture, layout.panel, layout.band)
    assert not any(overlap(a, b) for a in parts for b in parts if a is not b)
    for part in (*parts, layout.ring):
        assert part.left >= 0
        assert part.top >= 0
        assert part.width > 0
        assert part.height > 0
        assert part.left + part.width <= width
        assert part.top + part.height <= height


def test_a_wide_picture_fills_what_numbers_and_words_leave() -> None:
    assert Layout.of((1280, 720), (1920, 1080)).picture == Box(0, 0, 896, 504)


@pytest.mark.parametrize("picture_wh", [(640, 480), (720, 1280)])
def test_a_narrower_picture_stands_beside_the_numbers_both_in_the_middle(picture_wh: tuple[int, int]) -> None:
    layout = Layout.of((1280, 720), picture_wh)
    right = layout.panel.left + layout.panel.width
    assert layout.panel.left == layout.picture.left + layout.picture.width
    assert layout.picture.left == pytest.approx(1280 - right, abs=1)


@given(st.integers(1, 4000), st.integers(1, 4000))
def test_a_picture_of_any_shape_fits_inside_and_touches_two_edges(width: int, height: int) -> None:
    fitted = fit((width, height), (900, 500))
    assert fitted[0] == 900 or fitted[1] == 500
    assert fitted[0] <= 900
    assert fitted[1] <= 500
