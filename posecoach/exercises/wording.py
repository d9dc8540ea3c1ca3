"""What an exercise or routine says to people: all its texts, words for its rules and faults, and translations of it.

A file is written in one language. Translations into others stand in tables by language, keyed by the text itself:

    [translations.de]
    "Side bend" = "Seitbeuge"
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Protocol

from posecoach.exercises.declaration import Exercise, Rule
from posecoach.words.catalogue import Words
from posecoach.words.names import in_words
from posecoach.words.phrase import Phrase, filled

CODE: Final = re.compile(r"[a-z]{2,3}")
"""A language as ISO 639 writes it."""


class Translated(Protocol):
    """A file that may carry translations: an exercise or a routine."""

    @property
    def translations(self) -> Mapping[str, Mapping[str, str]]:
        """Text to translation, by language."""


def fault_words(rule: Rule) -> str:
    """Return what is wrong when a rule is broken; a file that has no words for it says what to do."""
    return rule.fault or rule.cue


def rule_named(
    exercise: Exercise | None, name: str, phase: str | None = None, limit: float | None = None
) -> Rule | None:
    """Return the rule of a name; of several with it the one with the limit that was broken, and for the phase."""
    named = [rule for rule in exercise.rules if rule.name == name] if exercise is not None else []
    if limit is not None:
        named = [rule for rule in named if limit in (rule.at_least, rule.at_most)] or named
    return next((rule for rule in named if phase in rule.phases), named[0] if named else None)


def fault_named(
    exercise: Exercise | None, name: str, phase: str | None = None, limit: float | None = None
) -> str:
    """Return what is wrong when the rule of a name is broken; for phase and limit see `rule_named`.

    An exercise that is not known (any more) leaves only the rule's name.
    """
    rule = rule_named(exercise, name, phase, limit)
    return in_words(name) if rule is None else fault_words(rule)


def exercise_texts(exercise: Exercise) -> Iterator[str]:
    """Yield everything that an exercise says or shows to people, but for its sources, which are cited as they are."""
    yield from (exercise.name, exercise.summary, exercise.camera, *exercise.steps, *exercise.cautions)
    yield from filter(None, (exercise.fetch,))
    yield from (phase.label for phase in exercise.phases)
    for part in exercise.repetition.parts:
        yield from (part.advice, part.reason)
    yield from (mark.text for mark in (*exercise.needs, *exercise.is_not))
    for rule in exercise.rules:
        said = (rule.cue, rule.cue_too_little, rule.cue_too_much, rule.why, rule.fault)
        yield from (in_words(rule.name), *filter(None, said))


def translation_problems(
    translations: Mapping[str, Mapping[str, str]], texts: Iterable[str]
) -> Iterator[tuple[str, Phrase]]:
    """Yield (place, problem) for translations that nobody would ever see."""
    known = dict.fromkeys(texts)
    for language, table in translations.items():
        place = f"translations.{language}"
        if not CODE.fullmatch(language):
            yield (
                place,
                filled(
                    "{language!r} is no language; write its code of two or three small letters, such as 'de'",
                    language=language,
                ),
            )
        for text, translation in table.items():
            if text not in known:
                near = difflib.get_close_matches(text, known, 1, 0.5)
                meant = (
                    filled("did you mean {name!r}?", name=near[0])
                    if near
                    else filled("translate a name, label, cue or other text of it")
                )
                yield place, filled("{text!r} is no text of this file; {meant}", text=text, meant=meant)
            elif not translation.strip():
                yield (
                    place,
                    filled("the translation of {text!r} is empty; leave it out or write one", text=text),
                )


def untranslated(translations: Mapping[str, Mapping[str, str]], texts: Iterable[str]) -> dict[str, list[str]]:
    """Return by language which texts have no translation."""
    wanted = list(dict.fromkeys(texts))
    return {
        language: [text for text in wanted if text not in table] for language, table in translations.items()
    }


def with_translations(words: Words, files: Iterable[Translated]) -> Words:
    """Return words that know the translations which exercise and routine files carry for their language."""
    own: dict[str, str] = {}
    for file in files:
        own |= file.translations.get(words.language, {})
    return words.including(own)
