"""How a language writes numbers."""

from __future__ import annotations

import pytest

from posecoach.words.languages import languages, load_words
from posecoach.words.phrase import counted, filled, numeral
from tests.words.pseudo import pseudo

SPACE = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("language", "number", "share"),
    [
        ("en", "2.5", "67%"),
        ("de", "2,5", f"67{SPACE}%"),
        ("es", "2,5", f"67{SPACE}%"),
        ("fr", "2,5", f"67{SPACE}%"),
    ],
)
def test_a_number_is_written_as_the_language_does(language: str, number: str, share: str) -> None:
    words = load_words(language)
    assert (words.number(2.5, ".1f"), words.number(2 / 3, ".0%")) == (number, share)


def test_every_language_has_been_asked() -> None:
    assert set(languages()) == {"en", "de", "es", "fr"}, "give the new language its row above"


def test_a_number_that_fills_a_text_is_written_so_too() -> None:
    held = filled("held {seconds} s", seconds=numeral(2.5, ".1f"))
    assert (held, load_words("de")(held)) == ("held 2.5 s", "2,5 s gehalten")


def test_a_number_that_a_text_formats_is_written_so_too() -> None:
    told = counted(
        "In your plan: hold for {count:g} second each time",
        "In your plan: hold for {count:g} seconds each time",
        2.5,
    )
    assert load_words("fr")(told) == f"Dans ton plan{SPACE}: tiens 2,5 secondes à chaque fois"


def test_a_version_in_a_text_stays_as_it_is() -> None:
    told = load_words("de")(
        "baseline {path} cannot be read ({reason}): check the path", path="1.5.json", reason=""
    )
    assert "1.5.json" in told


def test_a_language_that_says_nothing_about_numbers_has_the_english_ones() -> None:
    assert pseudo().number(0.5, ".1f") == "0.5"
