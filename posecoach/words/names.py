"""Names of exercise files as words."""

from __future__ import annotations


def in_words(name: str) -> str:
    """Return the name of a rule, phase or feature as words, without the unit that it may end in."""
    return name.removesuffix("_deg").replace("_", " ")
