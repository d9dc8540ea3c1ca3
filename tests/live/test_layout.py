"""Where things stand on the screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecoach.live.layout import Box, Layout, canvas_size, fit


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


@given(st.integers(640, 1920), st.integers(360, 1080))
def test_picture_numbers_and_words_never_overlap_and_lie_on_the_canvas(width: int, height: int) -> None:
    layout = Layout.of_size((width, height))
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
    area = Layout.of_size((1280, 720)).picture
    assert fit((1280, 720), area) == area


@given(st.integers(1, 4000), st.integers(1, 4000))
def test_a_picture_of_any_shape_fits_inside_and_touches_two_edges(width: int, height: int) -> None:
    area = Box(10, 20, 900, 500)
    box = fit((width, height), area)
    assert box.width == area.width or box.height == area.height
    assert box.left >= area.left
    assert box.top >= area.top
    assert box.left + box.width <= area.left + area.width
    assert box.top + box.height <= area.top + area.height


def test_a_portrait_picture_stands_in_the_middle() -> None:
    assert fit((720, 1280), Box(0, 0, 936, 526)) == Box(320, 0, 296, 526)
