"""What the kinds that measure a time have in common."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import ClassVar

from posecoach.events import CannotJudge
from posecoach.exercises.declaration import Rule
from posecoach.judging.phases import Span
from posecoach.judging.resolution import MEASURABLE_S, TOO_FEW_POSES
from posecoach.judging.rules.finding import Finding
from posecoach.judging.rules.kind import TOO_SHORT, RuleKind
from posecoach.judging.rules.phase_check import PhaseCheck
from posecoach.words.phrase import Phrase, filled


class TimedCheck(PhaseCheck):
    """Judges a number of seconds; cannot where poses were so far apart that it may lie on either side of a limit."""

    def hint(self, span: Span, judgeable_share: float) -> bool:
        """Tell whether a phase whose movement has turned back breaks the rule, as far as it can be seen now."""
        self.hinted = super().hint(span, judgeable_share) and not self._open(span)
        return self.hinted

    def judge(self, t_s: float, span: Span, judgeable_share: float) -> Finding | CannotJudge | None:
        """Judge a phase that is over, at a media time; None = ok, or the rule does not apply to it."""
        verdict = super().judge(t_s, span, judgeable_share)
        if not self._applies(span):
            return None
        open_ = self.unsure(span) if isinstance(verdict, CannotJudge) else self._open(span)
        if not open_:
            return verdict
        return self._cannot_judge(t_s, span, TOO_FEW_POSES)

    def unsure(self, span: Span) -> bool:
        """Tell whether a time that was not found would have been with more poses."""
        return False

    def _open(self, span: Span) -> bool:
        """Tell whether the time may lie on either side of a limit."""
        error_s = self.error_s(span)
        if error_s == 0.0:
            return False
        rule, seconds = self.rule, self._value(span)
        limits_s = (
            None if rule.at_least is None else rule.at_least - rule.margin,
            None if rule.at_most is None else rule.at_most + rule.margin,
        )
        least_s, most_s = seconds - error_s, seconds + self.more_share * error_s
        return any(limit_s is not None and least_s <= limit_s <= most_s for limit_s in limits_s)


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
