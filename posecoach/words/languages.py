"""Which languages there are, and which one the system speaks."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final

from posecoach.errors import UsageError
from posecoach.words.catalogue import ENGLISH, Words
from posecoach.words.phrase import Phrase, filled
from posecoach.words.po import read_po

SUFFIX: Final = ".po"
VARIABLES: Final = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""Where a system tells its language, the first that is set counts, as in GNU gettext."""


def languages() -> tuple[str, ...]:
    """Return the codes of all languages, English first, which needs no catalogue."""
    folder = resources.files("posecoach.words")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(SUFFIX))
    return (ENGLISH.language, *(name.removesuffix(SUFFIX) for name in names))


@cache
def load_words(language: str) -> Words:
    """Return the coach's words in a language, told by a code such as "de" or "de_AT".

    Raises UsageError for a language that there is no catalogue of, naming the nearest.
    """
    code = _code(language)
    known = languages()
    if code not in known:
        raise UsageError(
            filled("there is no language {name!r}; {nearest}", name=language, nearest=_nearest(code, known))
        )
    if code == ENGLISH.language:
        return ENGLISH
    text = resources.files("posecoach.words").joinpath(code + SUFFIX).read_text(encoding="utf-8")
    return Words(code, catalogue=read_po(text))


def system_language(environment: Mapping[str, str] = os.environ) -> str:
    """Return the first language of the system that there are words in, English if there is none.

    Where no variable tells it (on Windows, and on macOS outside a terminal) it is English; --language chooses another.
    """
    told = next((environment[name] for name in VARIABLES if environment.get(name)), "")
    known = languages()
    return next((code for code in map(_code, told.split(":")) if code in known), ENGLISH.language)


def _code(language: str) -> str:
    """Return "de" for "de_DE.UTF-8" and "de-AT"."""
    return language.strip().replace("-", "_").replace(".", "_").split("_")[0].lower()


def _nearest(code: str, known: tuple[str, ...]) -> Phrase:
    near = difflib.get_close_matches(code, known, 1, 0.5)
    if near:
        return filled("did you mean {name!r}?", name=near[0])
    return filled("choose from {known}", known=", ".join(known))
