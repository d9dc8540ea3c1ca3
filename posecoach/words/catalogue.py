"""Says the coach's English texts in another language."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from gettext import NullTranslations
from pathlib import Path
from typing import Final, Self

from posecoach.words.phrase import C_, JOINT, Numeral, Phrase, Value, english, fill, numeral


@dataclass(frozen=True, slots=True)
class Words:
    """The coach's texts in one language, looked up by the English text; English where there is no translation.

    own: translations that somebody's own exercise files carry; the catalogue comes first.
    """

    language: str
    own: Mapping[str, str] = field(default_factory=dict)
    catalogue: NullTranslations = field(default_factory=NullTranslations, compare=False)

    def __call__(self, text: str, values: Mapping[str, Value] | None = None, /, **named: Value) -> str:
        """Return a text in this language; the values fill the names in braces, translated too if they are words."""
        own = text.values if isinstance(text, Phrase) else {}
        given = {**own, **(values or {}), **named}
        template = self._template(text)
        quoted = _QUOTED.findall(template)
        return fill(
            template,
            {name: english(value) if name in quoted else self._value(value) for name, value in given.items()},
        )

    def number(self, value: float, spec: str) -> str:
        """Return a number in a format such as ".1f", "g" or ".0%", as this language writes it."""
        return self._written(numeral(value, spec))

    def including(self, own: Mapping[str, str]) -> Words:
        """Return these words and the translations that exercise files of one's own carry."""
        return dataclasses.replace(self, own={**self.own, **own}) if own else self

    def _template(self, text: str) -> str:
        if not isinstance(text, Phrase):
            return self._text(text)
        if text.context:
            return self.catalogue.pgettext(text.context, text.template)
        if text.number is not None:
            return self.catalogue.ngettext(text.template, text.many, _whole(text.number))
        return self._text(text.template)

    def _text(self, text: str) -> str:
        if not text:
            return ""  # gettext keeps its own notes under the empty text
        found = self.catalogue.gettext(text)
        return self.own.get(text, text) if found == text else found

    def _value(self, value: Value) -> str | float | Path:
        if isinstance(value, tuple):
            return JOINT.join(self(one) for one in value)
        if isinstance(value, Numeral):
            return self._written(value)
        if isinstance(value, float):
            return _OwnFloat(value, self)
        return self(value) if isinstance(value, str) else value

    def _written(self, number: Numeral) -> str:
        mark = _MARK.search(self._template(DECIMAL))
        space = _SPACE.search(self._template(SHARE))
        written = number.replace(".", mark[1]) if mark else str(number)
        return written.replace("%", f"{space[1]}%") if space else written


class _OwnFloat(float):
    """A number that a template such as "{count:g}" formats, in the manner of a language."""

    __slots__ = ("_words",)

    _words: Words

    def __new__(cls, value: float, words: Words) -> Self:
        own = super().__new__(cls, value)
        own._words = words
        return own

    def __format__(self, spec: str) -> str:
        return self._words.number(float(self), spec)


def _whole(number: float) -> int:
    """Return a number that has the same plural: gettext knows whole numbers only, and 1.5 is more than one."""
    return int(number) if number == int(number) else int(number) + 2


DECIMAL: Final = C_("number", "1.5")
SHARE: Final = C_("number", "50%")
"""How a language writes numbers: the mark before tenths, and whether a space precedes the sign of percent."""
_MARK: Final = re.compile(r"1(\D)5")
_SPACE: Final = re.compile(r"0(\s?)%")
_QUOTED: Final = re.compile(r"\{(\w+)!r\}")
"""What a text quotes, such as the key of a file, is the same in every language."""

ENGLISH: Final = Words("en")
