"""What a rule limits, in words and units: what all kinds of rules say alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from posecoach.exercises.declaration import Of, Rule
from posecoach.features.extract import get_feature
from posecoach.words.names import in_words

SUBJECTS: Final[Mapping[Of, str]] = {
    "value": "{}",
    "change": "change of {}",
    "size": "size of the change of {}",
    "rise": "rise of {}",
    "fall": "fall of {}",
    "speed": "speed of {}",
    "speed_share": "share of the largest speed of {}",
    "peak": "largest change of {}",
    "retreat": "share given up of the change of {}",
}
"""What of a feature a rule is about, as the start of a phrase."""

MEASURED: Final[Mapping[Of, str]] = {
    "value": "{}",
    "change": "change of {} from your neutral",
    "size": "{} away from your neutral",
    "rise": "rise of {}",
    "fall": "fall of {}",
    "speed": "speed of {}",
    "speed_share": "share of the largest speed of {}",
    "peak": "largest change of {} from your neutral",
    "retreat": "share of {} given up again",
}
"""The same to the person whose movement it was."""

SHARES: Final[frozenset[Of]] = frozenset({"speed_share", "retreat"})
"""These are shares (0..1), whatever the feature's unit."""

WITHOUT_ERROR: Final[frozenset[Of]] = SHARES | {"speed"}
"""The error of a feature says nothing about these."""


def unit_of(rule: Rule) -> str:
    """Return the unit of what a rule limits of its feature."""
    if rule.feature is None or rule.of in SHARES:
        return ""
    base = get_feature(rule.feature).unit
    return f"{base}/s" if rule.of == "speed" else base


def subject_of(rule: Rule) -> str:
    """Return what a rule limits of its feature: "speed of hip height"."""
    return SUBJECTS[rule.of].format(in_words(rule.feature or ""))


def measured_of(rule: Rule) -> str:
    """Return what was measured, as a title; "" without a feature."""
    if rule.feature is None:
        return ""
    title = MEASURED[rule.of].format(in_words(rule.feature))
    return title[:1].upper() + title[1:]


def limits(rule: Rule, unit: str) -> str:
    """Return the limits of a rule, such as "at least 60°, at most 120°"."""
    parts = [_bound("at least", rule.at_least, unit), _bound("at most", rule.at_most, unit)]
    if rule.aim_s is not None:
        parts.append(f"{rule.aim_s:g} s aimed at")
    if rule.best_share is not None:
        parts.append(f"at least {rule.best_share:.0%} of your own best".replace("%", " %"))
    return ", ".join(filter(None, parts))


def _bound(word: str, limit: float | None, unit: str) -> str:
    if limit is None:
        return ""
    return f"{word} {limit:g}°{unit[3:]}" if unit.startswith("deg") else f"{word} {limit:g} {unit}".rstrip()
