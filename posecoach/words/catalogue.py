"""Says the coach's English texts in another language."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from gettext import NullTranslations
from pathlib import Path
from typing import Final

from posecoach.words.phrase import JOINT, Phrase, Value, english, fill


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
        return self(value) if isinstance(value, str) else value


def _whole(number: float) -> int:
    """Return a number that has the same plural: gettext knows whole numbers only, and 1.5 is more than one."""
    return int(number) if number == int(number) else int(number) + 2


_QUOTED: Final = re.compile(r"\{(\w+)!r\}")
"""What a text quotes, such as the key of a file, is the same in every language."""

ENGLISH: Final = Words("en")
