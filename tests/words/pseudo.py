"""A language made of accented letters: every text that the tool finds has a translation, and no other.

"Hold still" is ⟦Ħǿŀḓ şŧīŀŀ⟧. A letter of plain ASCII on the screen was not looked up, or no catalogue knows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from gettext import NullTranslations
from html.parser import HTMLParser
from typing import Final

from posecoach.words.catalogue import Words
from tools.words import extracted

LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
ACCENTED: Final = "ȧƀƈḓḗƒɠħīĵķŀḿƞǿƥɋřşŧŭṽẇẋẏẑ"
TABLE: Final = str.maketrans(LETTERS + LETTERS.upper(), ACCENTED + ACCENTED.upper())
FIELD: Final = re.compile(r"(\{[^}]*\}|%(?:\(\w+\))?[sdr])")
ENGLISH_LEFT: Final = re.compile(r"[A-Za-z]+")
SHOWN_ATTRIBUTES: Final = ("aria-label", "aria-valuetext", "alt", "title", "placeholder")


def disguised(text: str) -> str:
    """Return a text in the language; the names in braces stay."""
    parts = FIELD.split(text)
    return "⟦" + "".join(part if FIELD.fullmatch(part) else part.translate(TABLE) for part in parts) + "⟧"


class Disguise(NullTranslations):
    """Knows every text that the tool finds, by context and text, and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[tuple[str, str], str] = {}
        for message in extracted():
            for text in (message.id,) if isinstance(message.id, str) else message.id:
                self._known[message.context or "", text] = disguised(text)

    def gettext(self, message: str) -> str:
        return self._known.get(("", message), message)

    def pgettext(self, context: str, message: str) -> str:
        return self._known.get((context, message), message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@cache
def pseudo() -> Words:
    """Return the language."""
    return Words("en", catalogue=Disguise())


def left_in_english(texts: str | Iterable[str], *allowed: str) -> list[str]:
    """Return what is not in the language; allowed: regular expressions for names, keys, units and paths."""
    lines = texts.splitlines() if isinstance(texts, str) else list(texts)
    left = []
    for line in lines:
        rest = line
        for pattern in allowed:
            rest = re.sub(pattern, "", rest)
        if ENGLISH_LEFT.search(rest):
            left.append(line.strip())
    return left


class Page(HTMLParser):
    """Collects what a person sees or hears of a page: its text, and the attributes that are read out."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._silent = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent = tag in ("script", "style", "kbd")
        self.texts += [value for name, value in attrs if name in SHOWN_ATTRIBUTES and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent and data.strip():
            self.texts.append(data.strip())
