"""Every catalogue has all that the coach says and shows, and nothing else.

A module that says or shows something lists its English texts in a tuple whose name ends in TEXTS.
"""

from __future__ import annotations

import importlib
import pkgutil
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import posecoach.capture
import posecoach.cli
import posecoach.coaching
import posecoach.drawing
import posecoach.guiding
import posecoach.live
import posecoach.recording
import posecoach.voice
from posecoach.coaching import coach
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.loader import builtin_exercises
from posecoach.exercises.routines import builtin_routines
from posecoach.judging import cues, repetitions
from posecoach.judging.rules.kind import checks_of
from posecoach.judging.rules.phase_check import WRONG_VIEW
from posecoach.judging.signals import Signals
from posecoach.words.catalogue import ENGLISH
from posecoach.words.languages import languages, load_words
from posecoach.words.names import in_words

PACKAGES = (
    posecoach.capture,
    posecoach.coaching,
    posecoach.live,
    posecoach.drawing,
    posecoach.guiding,
    posecoach.recording,
    posecoach.voice,
    posecoach.cli,
)
FOLDER = Path(posecoach.__file__).parent / "words"
LANGUAGES = [code for code in languages() if code != ENGLISH.language]
REASONS = (
    repetitions.UNFINISHED,
    repetitions.TOO_SHORT,
    repetitions.TOO_LONG,
    coach.LEFT_POSITION,
    coach.LOST,
    WRONG_VIEW,
)


def listed() -> Iterator[str]:
    """Yield the texts that the modules list."""
    for package in PACKAGES:
        for entry in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(entry.name)
            for name, value in vars(module).items():
                if name.endswith("TEXTS") and isinstance(value, tuple):
                    yield from value


def declared(exercise: Exercise) -> Iterator[str]:
    """Yield the texts of an exercise's file that are said or shown, and the reasons why its rules cannot be judged."""
    yield from (exercise.name, exercise.summary, exercise.camera, *exercise.steps, *exercise.cautions)
    yield from (phase.label for phase in exercise.phases)
    yield from (rule.cue for rule in exercise.rules)
    yield from (in_words(rule.name) for rule in exercise.rules)
    yield from (check.unseen() for check in checks_of(exercise, Signals(exercise)))


def all_texts() -> set[str]:
    texts = {*listed(), *REASONS, cues.PRAISE}
    for exercise in builtin_exercises().values():
        texts.update(declared(exercise))
    for routine in builtin_routines(builtin_exercises()).values():
        texts |= {routine.name, routine.summary}
    return texts


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_there_is_a_second_language() -> None:
    assert "de" in LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_in_english(language: str) -> None:
    missing = all_texts() - set(load_words(language).texts)
    assert not missing, f"{language}.toml lacks: {sorted(missing)}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_translated_that_is_not_said_any_more(language: str) -> None:
    stale = set(load_words(language).texts) - all_texts()
    assert not stale, f"{language}.toml has what nobody says: {sorted(stale)}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_stands_in_two_sections(language: str) -> None:
    sections = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    texts = [text for section in sections.values() for text in section]
    assert sorted(texts) == sorted(set(texts))


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_in_braces_are_kept(language: str) -> None:
    for english, own in load_words(language).texts.items():
        assert fields(english) == fields(own), f"{language}.toml: {english!r} is not filled as {own!r} is"


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_are_about_as_long_and_end_as_the_english_does(language: str) -> None:
    """What does not fit on the screen, or takes long to say, is not read and not heard in time."""
    for english, own in load_words(language).texts.items():
        assert own.strip() == own != "", english
        assert len(own) <= max(1.5 * len(english), len(english) + 18), f"too long: {own!r}"
        assert english.endswith((".", "?", ":")) == own.endswith((".", "?", ":")), f"ends otherwise: {own!r}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_cues_can_be_said_in_three_seconds(language: str) -> None:
    words = load_words(language)
    for exercise in builtin_exercises().values():
        for rule in exercise.rules:
            assert len(words(rule.cue).split()) <= 10, words(rule.cue)
