"""What the kinds that measure a time have in common."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import ClassVar, Final

from posecoach.exercises.declaration import Rule
from posecoach.judging.phases import Span
from posecoach.judging.rules.kind import TOO_SHORT, RuleKind
from posecoach.words.phrase import Phrase, filled

MEASURABLE_S: Final = 0.05
"""Anything this short was over before it was seen to begin."""


class TimedKind(RuleKind):
    """A kind whose value is a number of seconds; its aim may be more than the least that is no fault."""

    keys = frozenset({"aim_s"})
    measurable_s: ClassVar[float] = MEASURABLE_S
    """A shorter time is too short to judge."""

    def problems(self, rule: Rule) -> Iterator[Phrase]:
        """Yield what is wrong with a rule of this kind in an exercise file."""
        yield from super().problems(rule)
        if rule.aim_s is not None and rule.at_least is not None and rule.aim_s <= rule.at_least:
            yield filled("aim_s must be more than at_least")

    def doubt(self, rule: Rule, ended: Span, value: float, rough: Collection[str]) -> str | None:
        """Return why a fault should not be reported: the time is too short to measure, or its end was not seen."""
        return TOO_SHORT if value < self.measurable_s else super().doubt(rule, ended, value, rough)

    def unit(self, rule: Rule) -> str:
        """Return the unit of a time."""
        return "s"

    def error(self, rule: Rule) -> float | None:
        """Return None: the error of a feature says nothing about a time."""
        return None
