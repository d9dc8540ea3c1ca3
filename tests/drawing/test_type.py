"""Type: sizes, line breaks and glyphs."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecoach.drawing.type import REGULAR, SEMIBOLD, line, paragraph, wrapped

INK = (255, 255, 255)


def drawn(text: str) -> np.ndarray:
    picture = np.zeros((120, 200, 3), np.uint8)
    line(text, 60, 1000).draw(picture, 20, 90, INK)
    return picture


def rows_of_ink(picture: np.ndarray) -> tuple[int, int]:
    rows = np.flatnonzero((picture[..., 0] > 127).any(axis=1))
    return int(rows[0]), int(rows[-1]) + 1


def test_capitals_are_as_high_as_asked_for() -> None:
    top, bottom = rows_of_ink(drawn("H"))
    assert (top, bottom) == pytest.approx((30, 90), abs=1)


@pytest.mark.parametrize("letter", "äöüßéèêñçåøœÄÖÜÉÅØ–—…’“”°×½")
def test_accented_letters_and_dashes_are_drawn(letter: str) -> None:
    picture = drawn(letter)
    assert picture.any()
    assert not np.array_equal(picture, drawn("?"))


def test_what_the_typeface_lacks_becomes_a_question_mark() -> None:
    assert np.array_equal(drawn("\N{GRINNING FACE}"), drawn("?"))


def test_a_line_that_fits_keeps_its_size() -> None:
    assert line("Slower", 60, 1000).cap_px == 60


def test_a_line_that_is_too_long_is_set_smaller() -> None:
    set_line = line("Push the floor away with both hands", 60, 400)
    assert set_line.cap_px < 60
    assert set_line.width_px <= 400


def test_a_short_text_stays_in_one_line() -> None:
    assert [row.text for row in paragraph("Bend your knees", 60, 1200)] == ["Bend your knees"]


def test_a_long_text_is_broken_evenly() -> None:
    rows = paragraph("Push the floor away and round your upper back", 60, 1100)
    assert [row.text for row in rows] == ["Push the floor away and", "round your upper back"]
    assert {row.cap_px for row in rows} == {60}


def test_both_lines_have_the_same_size_when_they_have_to_shrink() -> None:
    rows = paragraph(
        "Push your hips up until the shoulders, the hips and both of the knees make one line", 60, 900
    )
    assert len({row.cap_px for row in rows}) == 1
    assert rows[0].cap_px < 60


@given(st.text(min_size=0, max_size=200), st.integers(200, 1900))
def test_no_text_takes_more_than_two_lines_or_more_than_its_width(text: str, width: int) -> None:
    rows = paragraph(text, 60, width)
    assert 1 <= len(rows) <= 2
    assert " ".join(row.text for row in rows).split() == text.split()
    assert all(row.width_px <= width or row.cap_px <= 1 for row in rows)


@given(st.text(min_size=0, max_size=300), st.integers(100, 900))
def test_wrapped_lines_keep_every_word_and_stay_inside(text: str, width: int) -> None:
    rows = wrapped(text, 30, width)
    assert " ".join(row.text for row in rows).split() == text.split()
    assert all(row.width_px <= width or row.cap_px <= 1 for row in rows)


@pytest.mark.parametrize("width", range(100, 400, 20))
def test_no_line_begins_with_the_colon_of_a_french_text(width: int) -> None:
    text = "Douleur\N{NO-BREAK SPACE}: arrête\N{NO-BREAK SPACE}!"
    for rows in (wrapped(text, 30, width), paragraph(text, 30, width)):
        assert not any(row.text.startswith((":", "!")) for row in rows)


def test_wrapped_lines_are_as_full_as_they_can_be() -> None:
    rows = wrapped("one two three four five six seven", 30, 250)
    assert len(rows) > 2
    for row, following in pairwise(rows):
        assert line(f"{row.text} {following.text.split()[0]}", 30, 10_000, REGULAR).width_px > 250
    assert {row.cap_px for row in rows} == {30}


@pytest.mark.parametrize("weight", [REGULAR, SEMIBOLD])
def test_a_zero_is_a_ring_without_a_slash(weight: int) -> None:
    """As high as an 8, hollow in the middle."""
    zero, eight = (np.zeros((200, 200, 3), np.uint8) for _ in "08")
    line("0", 100, 1000, weight).draw(zero, 40, 150, INK)
    line("8", 100, 1000, weight).draw(eight, 40, 150, INK)
    assert rows_of_ink(zero) == pytest.approx(rows_of_ink(eight), abs=2)
    columns = np.flatnonzero((zero[..., 0] > 127).any(axis=0))
    middle = (columns[0] + columns[-1]) // 2
    assert not zero[80:120, middle - 5 : middle + 6].any()
    assert zero[100, columns[0] + 3].all()


@pytest.mark.parametrize("text", ["0", "10", "100 of 200"])
@pytest.mark.parametrize("weight", [REGULAR, SEMIBOLD])
def test_a_line_with_zeros_is_as_wide_as_it_says(text: str, weight: int) -> None:
    picture = np.zeros((100, 600, 3), np.uint8)
    one = line(text, 40, 1000, weight)
    one.draw(picture, 20, 70, INK)
    columns = np.flatnonzero(picture[..., 0].any(axis=0))
    assert columns[-1] < 20 + one.width_px
    assert columns[-1] > 20 + one.width_px - 12


@pytest.mark.parametrize(
    ("left", "baseline"), [(-30, 60), (185, 60), (100, 20), (100, 150), (-500, 60), (100, 900)]
)
def test_a_zero_may_lie_partly_outside_of_the_picture(left: int, baseline: int) -> None:
    large = np.zeros((1100, 1300, 3), np.uint8)
    line("0", 60, 1000).draw(large, 500 + left, 100 + baseline, INK)
    small = np.zeros((120, 200, 3), np.uint8)
    line("0", 60, 1000).draw(small, left, baseline, INK)
    assert np.array_equal(small, large[100:220, 500:700])
