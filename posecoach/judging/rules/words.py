"""What a rule limits, in words and units: what all kinds of rules have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from posecoach.exercises.declaration import Of, Rule
from posecoach.features.extract import get_feature
from posecoach.words.phrase import N_, Numeral, Phrase, filled, numeral

SUBJECTS: Final[Mapping[Of, str]] = {
    "change": N_("change of {feature}"),
    "size": N_("size of the change of {feature}"),
    "rise": N_("rise of {feature}"),
    "fall": N_("fall of {feature}"),
    "speed": N_("speed of {feature}"),
    "speed_share": N_("share of the largest speed of {feature}"),
    "peak": N_("largest change of {feature}"),
    "retreat": N_("share given up of the change of {feature}"),
    "dip": N_("dip of {feature}"),
    "hump": N_("hump of {feature}"),
}
"""Which aspect of a feature a rule is about, as the start of a phrase."""

MEASURED: Final[Mapping[Of, str]] = {
    "change": N_("change of {feature} from your neutral"),
    "size": N_("{feature} away from your neutral"),
    "rise": N_("rise of {feature}"),
    "fall": N_("fall of {feature}"),
    "speed": N_("speed of {feature}"),
    "speed_share": N_("share of the largest speed of {feature}"),
    "peak": N_("largest change of {feature} from your neutral"),
    "retreat": N_("share of {feature} given up again"),
    "dip": N_("dip of {feature}"),
    "hump": N_("hump of {feature}"),
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
    return _about(SUBJECTS, rule)


def measured_of(rule: Rule) -> str:
    """Return what was measured, as a title; "" without a feature."""
    return _about(MEASURED, rule) if rule.feature is not None else ""


def _about(templates: Mapping[Of, str], rule: Rule) -> str:
    feature = "" if rule.feature is None else get_feature(rule.feature).label
    return filled(templates[rule.of], feature=feature) if rule.of in templates else feature


def limits(rule: Rule, unit: str) -> tuple[Phrase, ...]:
    """Return the limits of a rule, such as "at least 60°" and "at most 120°"."""
    parts: list[Phrase] = []
    if rule.at_least is not None:
        parts.append(filled("at least {limit}", limit=_amount(rule.at_least, unit)))
    if rule.at_most is not None:
        parts.append(filled("at most {limit}", limit=_amount(rule.at_most, unit)))
    if rule.aim_s is not None:
        parts.append(filled("aim for {seconds} s", seconds=numeral(rule.aim_s, "g")))
    if rule.best_share is not None:
        parts.append(filled("at least {share} of your own best", share=numeral(rule.best_share, ".0%")))
    return tuple(parts)


def _amount(limit: float, unit: str) -> str:
    number = numeral(limit, "g")
    if unit.startswith("deg"):
        return Numeral(f"{number}°{unit[3:]}")
    if unit == "trunk lengths":
        return filled("{number} trunk lengths", number=number)
    if unit == "trunk lengths/s":
        return filled("{number} trunk lengths/s", number=number)
    return Numeral(f"{number} {unit}".rstrip())
