"""Looks up what the coach says and shows in another language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Words:
    """The coach's texts in one language, looked up by the English text; English where the catalogue has none."""

    language: str
    texts: Mapping[str, str]

    def __call__(self, text: str, values: Mapping[str, str | float] | None = None) -> str:
        """Return a text in this language; `values` fill the names in braces, translated too if they are words."""
        translated = self.texts.get(text, text)
        if not values:
            return translated
        filled = {
            name: self.texts.get(value, value) if isinstance(value, str) else value
            for name, value in values.items()
        }
        return translated.format_map(filled)


ENGLISH: Final = Words("en", {})
