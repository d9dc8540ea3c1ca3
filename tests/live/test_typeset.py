"""Type: sizes, line breaks and glyphs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecoach.live.typeset import line, paragraph

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
