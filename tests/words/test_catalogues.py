"""Every catalogue has all that people can see, and nothing else: a text without a translation fails here."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Final

import pytest
from babel.messages.catalog import Catalog, Message

from posecoach.exercises.loader import builtin_exercises
from posecoach.words.catalogue import ENGLISH
from posecoach.words.languages import languages, load_words
from posecoach.words.phrase import Phrase
from tools import words as tool

LANGUAGES = [code for code in languages() if code != ENGLISH.language]
PERCENT = re.compile(r"%(?:\(\w+\))?[sdr]")


@cache
def found() -> Catalog:
    return tool.extracted()


@cache
def catalogue(language: str) -> Catalog:
    return tool.read(tool.FOLDER / f"{language}{tool.SUFFIX}")


def messages(language: str) -> list[Message]:
    """Return what is translated; that nothing is left has a test of its own."""
    return [message for message in catalogue(language) if message.id and is_translated(message)]


def is_translated(message: Message) -> bool:
    return not message.fuzzy and all((message.string,) if isinstance(message.string, str) else message.string)


def pairs(language: str) -> list[tuple[str, str]]:
    """Return (English, translation) of every text and every plural."""
    both: list[tuple[str, str]] = []
    for message in messages(language):
        ids = (message.id,) if isinstance(message.id, str) else message.id
        strings = (message.string,) if isinstance(message.string, str) else message.string
        both += [(ids[min(i, len(ids) - 1)], own) for i, own in enumerate(strings)]
    return both


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name} | set(PERCENT.findall(text))


def test_there_is_a_second_language() -> None:
    assert "de" in LANGUAGES


def test_texts_are_found_wherever_they_stand() -> None:
    """Code, templates, what scripts say, exercises, routines, features, joints, the command line."""
    texts = {message.id if isinstance(message.id, str) else message.id[0] for message in found()}
    for text in (
        "I can see you",
        "Nothing to judge",
        "Full screen",
        "Look up as you arch",
        "Slow movement keeps the end of the range gentle.",
        "Head does not follow",
        "Full routine",
        "bend of the knee",
        "How far the knee is bent; 0 = straight.",
        "foot index",
        "number of worker processes (default 1)",
        "unrecognized arguments: %s",
        "{count} repetition",
    ):
        assert text in texts


def trees() -> Iterator[tuple[str, ast.AST]]:
    for path in tool.PACKAGE.rglob("*.py"):
        yield path.name, ast.parse(path.read_text(encoding="utf-8"))


def marked(tree: ast.AST) -> Iterator[list[ast.expr]]:
    """Yield the texts of each call that marks some."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, (ast.Name, ast.Attribute)):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            if name in tool.KEYWORDS and node.args:
                yield node.args[:2] if name in ("counted", "C_") else node.args[:1]


def test_no_text_is_put_together_before_it_is_marked() -> None:
    """What an f-string says no catalogue can know; its values belong into the braces of a template."""
    texts = ((name, text) for name, tree in trees() for texts in marked(tree) for text in texts)
    assert [f"{name}:{text.lineno}" for name, text in texts if isinstance(text, ast.JoinedStr)] == []


def test_no_text_is_marked_within_an_f_string() -> None:
    """Babel sees into them from Python 3.12 on only; what is translated must not depend on who looks."""
    joined = (
        (name, node) for name, tree in trees() for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)
    )
    texts = ((name, text) for name, node in joined for texts in marked(node) for text in texts)
    assert [f"{name}:{text.lineno}" for name, text in texts if isinstance(text, ast.Constant)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_in_english(language: str) -> None:
    lacking = tool.missing(catalogue(language), found())
    assert not lacking, f"{language}.po lacks (make words, then translate): {lacking}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_as_the_tool_writes_it(language: str) -> None:
    """Also: nothing is translated that nobody sees any more."""
    path = tool.FOLDER / f"{language}{tool.SUFFIX}"
    assert path.read_bytes() == tool.updated(tool.read(path), found()), "run: make words"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_program_reads_what_babel_reads(language: str) -> None:
    words = load_words(language)
    for message in messages(language):
        if isinstance(message.id, str):
            said = words(Phrase(message.id, {}, context=message.context or ""))
            assert said == message.string, message.id
        else:
            one, many = message.id
            said_both = tuple(words(Phrase(one, {}, many, number)) for number in (1, 2))
            assert said_both == message.string, message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_in_braces_are_kept(language: str) -> None:
    for english, own in pairs(language):
        assert fields(english) == fields(own), f"{language}.po: {english!r} is not filled as {own!r} is"


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_are_about_as_long_and_end_as_the_english_does(language: str) -> None:
    """What does not fit on the screen, or takes long to say, is not read and not heard in time."""
    for english, own in pairs(language):
        assert own != ""
        assert len(own) <= max(1.5 * len(english), len(english) + 20), f"too long: {own!r}"
        ends = (".", "?", ":", " ", "…") if " " in english else ("?", ":", "…")  # "Reps" may be "Wdh."
        for end in ends:
            assert english.endswith(end) == own.endswith(end), f"ends otherwise: {own!r}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_cues_can_be_said_in_three_seconds(language: str) -> None:
    words = load_words(language)
    for exercise in builtin_exercises().values():
        for cue in {rule.cue for rule in exercise.rules}:
            said = words(cue)
            assert said == cue or len(said.split()) <= 10, said


def test_english_cues_can_be_said_in_three_seconds() -> None:
    cues = {rule.cue for exercise in builtin_exercises().values() for rule in exercise.rules}
    assert [cue for cue in cues if len(cue.split()) > 10] == []


SAME_IN_TWO: Final = frozenset({"ADDRESS"})
"""What two languages write alike, as "ADRESSE" in German and French."""


@pytest.mark.parametrize(("one", "other"), list(combinations(LANGUAGES, 2)))
def test_no_catalogue_holds_the_texts_of_another(one: str, other: str) -> None:
    """Two languages with the same words, which are not English, are one of them left in the wrong catalogue."""
    same = set(pairs(one)) & set(pairs(other))
    wrong = {english for english, own in same if own != english and re.search(r"[^\W\d_]{4}", _own(own))}
    assert wrong - SAME_IN_TWO == set()


def _own(text: str) -> str:
    return re.sub(r"\{.*?\}", "", text)


def test_a_catalogue_says_of_which_language_it_is() -> None:
    for language in LANGUAGES:
        head = Path(tool.FOLDER / f"{language}{tool.SUFFIX}").read_text(encoding="utf-8")
        assert f'"Language: {language}\\n"' in head


def test_no_line_of_french_can_end_before_its_colon() -> None:
    """The space before : ; ? ! and inside of quotation marks holds what it stands between together."""
    loose = re.compile(r"\S [:;?!»](?=\s|$)|« ")
    assert [own for _, own in pairs("fr") if loose.search(own)] == []
