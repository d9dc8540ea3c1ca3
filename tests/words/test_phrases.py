"""Marked texts are plain English wherever they are not said in another language."""

from __future__ import annotations

import pickle

import msgspec
import pytest

from posecoach.words.catalogue import ENGLISH, Words
from posecoach.words.phrase import C_, N_, Phrase, counted, filled, plain
from posecoach.words.po import read_po

PO = r"""
# A comment.
msgid ""
msgstr ""
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"Content-Type: text/plain; charset=utf-8\n"

#: somewhere.py
msgid "in {place}"
msgstr "bei {place}"

msgctxt "breath"
msgid "in"
msgstr "ein"

msgid "{count} day, {place}"
msgid_plural "{count} days, {place}"
msgstr[0] "{count} Tag, {place}"
msgstr[1] "{count} Tage, {place}"

msgid ""
"a long "
"text"
msgstr ""
"ein \"langer\"\n"
"Text"

msgid "home"
msgstr "daheim"

msgid "away"
msgstr "fort"

#, fuzzy
msgid "perhaps"
msgstr "vielleicht nicht"

msgid "empty"
msgstr ""
"""
GERMAN = Words("de", catalogue=read_po(PO))


def test_a_text_without_translation_stays_english() -> None:
    assert GERMAN("nowhere") == "nowhere"
    assert GERMAN("") == ""


def test_a_phrase_is_its_english_text() -> None:
    phrase = filled("in {place}", place="home")
    assert phrase == "in home"
    assert {phrase: 1}["in home"] == 1
    assert N_("in {place}") == "in {place}"


def test_a_phrase_is_said_with_its_values_translated() -> None:
    assert GERMAN(filled("in {place}", place="home")) == "bei daheim"
    assert GERMAN(filled("in {place}", place=filled("in {place}", place="home"))) == "bei bei daheim"
    assert GERMAN(filled("in {place}", place=("home", "away"))) == "bei daheim, fort"
    assert filled("in {place}", place=("home", "away")) == "in home, away"


def test_a_word_with_two_meanings_is_told_apart() -> None:
    assert C_("breath", "in") == "in"
    assert GERMAN(C_("breath", "in")) == "ein"
    assert GERMAN("in") == "in"


@pytest.mark.parametrize(
    ("count", "english", "german"),
    [
        (0, "0 days, home", "0 Tage, daheim"),
        (1, "1 day, home", "1 Tag, daheim"),
        (2, "2 days, home", "2 Tage, daheim"),
        (1.5, "1.5 days, home", "1.5 Tage, daheim"),
    ],
)
def test_numbers_have_their_plural(count: float, english: str, german: str) -> None:
    phrase = counted("{count} day, {place}", "{count} days, {place}", count, place="home")
    assert phrase == english
    assert ENGLISH(phrase) == english
    assert GERMAN(phrase) == german


def test_texts_over_several_lines_are_joined() -> None:
    assert GERMAN("a long text") == 'ein "langer"\nText'


def test_what_is_uncertain_or_empty_is_not_used() -> None:
    assert GERMAN("perhaps") == "perhaps"
    assert GERMAN("empty") == "empty"


def test_braces_without_values_are_only_braces() -> None:
    assert GERMAN("{not a name") == "{not a name"


def test_own_translations_stand_in_where_the_catalogue_has_none() -> None:
    words = GERMAN.including({"Wiggle your toes": "Wackle mit den Zehen", "home": "zu Hause"})
    assert words("Wiggle your toes") == "Wackle mit den Zehen"
    assert words("home") == "daheim"


def test_a_phrase_goes_to_another_process_whole() -> None:
    phrase = counted("{count} day, {place}", "{count} days, {place}", 2, place="home")
    assert GERMAN(pickle.loads(pickle.dumps(phrase))) == "2 Tage, daheim"  # noqa: S301 - our own


def test_a_phrase_is_text_in_json() -> None:
    assert msgspec.json.encode([filled("in {place}", place="home")], enc_hook=plain) == b'["in home"]'
    with pytest.raises(TypeError, match="object cannot be encoded"):
        msgspec.json.encode([object()], enc_hook=plain)


def test_an_error_keeps_its_phrase() -> None:
    assert isinstance(ValueError(filled("in {place}", place="home")).args[0], Phrase)
