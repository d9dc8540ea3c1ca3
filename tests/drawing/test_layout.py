"""Where things stand on the screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecoach.drawing.layout import LARGER, READABLE, Box, Layout, canvas_size, fit
from posecoach.drawing.round_gauges import FULL_RADIUS


def overlap(a: Box, b: Box) -> bool:
    across = a.left < b.left + b.width and b.left < a.left + a.width
    down = a.top < b.top + b.height and b.top < a.top + a.height
    return across and down


@given(st.integers(1, 8000), st.integers(1, 8000))
def test_canvas_keeps_its_limits_whatever_the_window(width: int, height: int) -> None:
    small, large = sorted(canvas_size((width, height)))
    assert 360 <= small <= 1080
    assert 360 <= large <= 1920


@pytest.mark.parametrize("size_wh", [(1280, 720), (1920, 1080), (900, 1000), (1600, 700)])
def test_canvas_is_as_large_as_the_window(size_wh: tuple[int, int]) -> None:
    assert canvas_size(size_wh) == size_wh


def test_canvas_of_a_huge_window_has_its_shape() -> None:
    assert canvas_size((3840, 2160)) == (1920, 1080)


@given(
    st.integers(360, 1920), st.integers(360, 1920), st.integers(1, 4000), st.integers(1, 4000), st.booleans()
)
def test_the_parts_never_overlap_and_lie_on_the_canvas(
    width: int, height: int, picture_w: int, picture_h: int, teaching: bool
) -> None:
    layout = Layout.of((width, height), (picture_w, picture_h), teaching=teaching)
    parts = [layout.picture, layout.panel, layout.band, layout.ring, layout.figure]
    parts.append(layout.steps if teaching else layout.pacer)
    assert not any(overlap(a, b) for a in parts for b in parts if a is not b)
    for part in parts:
        assert part.left >= 0
        assert part.top >= 0
        assert part.width > 0
        assert part.height > 0
        assert part.left + part.width <= width
        assert part.top + part.height <= height


def test_a_wide_picture_fills_what_numbers_and_words_leave() -> None:
    """At least 60 % of the canvas."""
    picture = Layout.of((1280, 720), (1920, 1080)).picture
    assert picture == Box(0, 0, 998, 561)
    assert picture.width * picture.height >= 0.6 * 1280 * 720


@pytest.mark.parametrize("size_wh", [(1280, 720), (1920, 1080), (1000, 1000), (1080, 1920), (1024, 768)])
def test_sizes_follow_the_height_of_the_screen(size_wh: tuple[int, int]) -> None:
    assert READABLE * Layout.of(size_wh, (1280, 720)).unit >= 0.0249 * size_wh[1]


@pytest.mark.parametrize("size_wh", [(1000, 1000), (1080, 1920)])
def test_a_square_or_upright_canvas_has_the_picture_across_its_width(size_wh: tuple[int, int]) -> None:
    layout = Layout.of(size_wh, (1280, 720))
    assert layout.picture.width >= 0.98 * size_wh[0]
    assert layout.panel.top >= layout.picture.top + layout.picture.height


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


@pytest.mark.parametrize("size_wh", [(1280, 720), (1366, 768), (1920, 1080), (1024, 640)])
@pytest.mark.parametrize("large", [False, True])
def test_the_figure_beside_the_picture_can_be_seen(size_wh: tuple[int, int], large: bool) -> None:
    layout = Layout.of(size_wh, (640, 480), large=large)
    assert layout.figure.height >= 0.1 * size_wh[1]
    assert layout.ring.height >= 0.15 * size_wh[1]


@pytest.mark.parametrize("size_wh", [(1280, 720), (1366, 768), (1920, 1080), (1024, 640)])
@pytest.mark.parametrize("teaching", [False, True])
def test_large_text_has_a_larger_unit_and_everything_stays_on_the_canvas(
    size_wh: tuple[int, int], teaching: bool
) -> None:
    usual = Layout.of(size_wh, (640, 480), teaching=teaching)
    large = Layout.of(size_wh, (640, 480), teaching=teaching, large=True)
    assert large.unit == pytest.approx(LARGER * usual.unit)
    for box in (large.picture, large.panel, large.ring, large.pacer, large.figure, large.steps, large.band):
        assert min(box.left, box.top, box.width, box.height) >= 0
        assert box.left + box.width <= size_wh[0]
        assert box.top + box.height <= size_wh[1]


@pytest.mark.parametrize("size_wh", [(1280, 720), (1366, 768), (1920, 1080), (1024, 640)])
@pytest.mark.parametrize("picture_wh", [(640, 480), (1280, 720), (720, 1280)])
def test_with_large_text_gauges_have_room_for_their_circles_and_nothing_is_smaller(
    size_wh: tuple[int, int], picture_wh: tuple[int, int]
) -> None:
    usual, large = (Layout.of(size_wh, picture_wh, large=large) for large in (False, True))
    for circle in (large.ring, large.pacer):
        assert min(circle.width, circle.height) >= 2 * FULL_RADIUS * large.unit
    for now, before in ((large.panel, usual.panel), (large.figure, usual.figure), (large.ring, usual.ring)):
        assert now.width >= before.width
        assert now.height >= before.height
