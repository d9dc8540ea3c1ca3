"""Kind "reach": a value to reach at least once in each of the rule's phases."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import ClassVar, Final

from posecoach.events import CannotJudge
from posecoach.exercises.declaration import Of, Rule
from posecoach.features.extract import get_feature
from posecoach.judging.phases import RELATIVE, STILL_SHARE, Span
from posecoach.judging.resolution import TOO_FEW_POSES, coarse
from posecoach.judging.rules.finding import Finding, beyond
from posecoach.judging.rules.kind import ROUGH_NEUTRAL, Check, RuleKind, register
from posecoach.judging.rules.phase_check import SHORTEST_S, PhaseCheck
from posecoach.judging.sampling import furthest_unseen, kept_for, seconds_of
from posecoach.judging.signals import Signals
from posecoach.words.phrase import N_

REACHED_S: Final = 0.2
REACHED_SHARE: Final = 0.2
"""A value counts as reached if kept for this long, or for this share of a short phase."""

QUICK_S: Final = 1.0
QUICK_SHARE: Final = 0.5
"""In a phase shorter than this, smoothing and few poses leave at least this share of a way: of rendered cats and cows
that went far enough, in 0.4 to 0.9 s at 10 poses a second, 0.58 to 0.9 of what is asked for was seen."""

UNDER_WAY: Final = N_("the next part began before this one was over")
TOO_QUICK: Final = N_("it was too quick to measure how far it went")


class ReachCheck(PhaseCheck):
    """Judges what a feature reached in a phase, and remembers the person's own best."""

    shortest_s = SHORTEST_S
    hints = True

    def __init__(self, rule: Rule, signals: Signals) -> None:
        """Compile a rule of kind "reach"."""
        super().__init__(rule, signals)
        self._best = math.nan

    def reset(self) -> None:
        """Forget everything, as if new."""
        super().reset()
        self._best = math.nan

    def measure(self, span: Span) -> float:
        """Return what the feature reached in a phase; NaN = not seen."""
        return self._measured(span, 0.0)

    def _measured(self, span: Span, longer_s: float) -> float:
        """Return the same if it had to be kept for longer [s]."""
        samples = self.seen_samples(self.rule.feature or "", span)  # the loader demands a feature
        stands_s = seconds_of([t_s for t_s, _ in samples])
        seen = [(value, s) for (_, value), s in zip(samples, stands_s, strict=True) if value == value]
        return self._reached(seen, longer_s) if seen else math.nan

    def judge(self, t_s: float, span: Span, judgeable_share: float) -> Finding | CannotJudge | None:
        """Judge a phase that is over; what may have been reached between two poses is not judged."""
        best = self._best
        verdict = super().judge(t_s, span, judgeable_share)
        if isinstance(verdict, CannotJudge) or not self._applies(span):
            return verdict
        if isinstance(verdict, Finding) and (self._on_the_way(span, t_s) or self._at_last(span, best)):
            return self._cannot_judge(t_s, span, UNDER_WAY)
        if isinstance(verdict, Finding) and self._may_be_unseen(span, best):
            return self._cannot_judge(t_s, span, self.unseen())
        gap_s = self._signals.gap_s(span.start_s, span.end_s)
        if not coarse(gap_s):
            return verdict
        least, most = (self._measured(span, by_s) for by_s in (gap_s / 2.0, -gap_s / 2.0))
        verdicts = {
            beyond(self.rule, value) is None and self._beyond(best, value) is None for value in (least, most)
        }
        return verdict if len(verdicts) == 1 else self._cannot_judge(t_s, span, TOO_FEW_POSES)

    def hint(self, span: Span, judgeable_share: float) -> bool:
        """Tell whether a phase breaks the rule so far; not if what is asked for may have been reached out of sight."""
        self.hinted = super().hint(span, judgeable_share) and not self._may_be_unseen(span, self._best)
        return self.hinted

    def _may_be_unseen(self, span: Span, best: float) -> bool:
        """Tell whether what is asked for may have been reached while the feature was not seen."""
        sign = 1.0 if self.rule.at_least is not None else -1.0
        samples = self._samples(self.rule.feature or "", span.start_s, span.end_s, self.rule.of)
        value = sign * furthest_unseen([(t_s, sign * value) for t_s, value in samples])
        return beyond(self.rule, value) is None and self._beyond(best, value) is None

    def _on_the_way(self, span: Span, t_s: float) -> bool:
        """Tell whether the feature was nearing what is asked for in a phase, and went on to since, beyond its error."""
        error = get_feature(self.rule.feature or "").error
        sign = 1.0 if self.rule.at_least is not None else -1.0
        during, after = (
            [sign * value for _, value in samples if value == value]
            for samples in (
                self._samples(self.rule.feature or "", span.start_s, span.end_s, self.rule.of),
                self._samples(self.rule.feature or "", span.end_s, t_s, self.rule.of),
            )
        )
        if not during or not after or during[-1] - during[0] < STILL_SHARE * error:
            return False
        return max(after) - max(during) > error

    def _at_last(self, span: Span, best: float) -> bool:
        """Tell whether what is asked for was reached as the phase ended, and kept for a moment of the next one."""
        value = self._value(replace(span, end_s=span.end_s + REACHED_S))
        seen = value == value  # NaN is not equal to itself
        return seen and beyond(self.rule, value) is None and self._beyond(best, value) is None

    def missed(self, value: float) -> float | None:
        """Return the limit, or share of the person's own best, that a value misses; the best then includes it."""
        limit = beyond(self.rule, value)
        return limit if limit is not None else self._beyond_best(value)

    def missed_so_far(self, value: float) -> float | None:
        """Return the same, but leave the best as it is."""
        limit = beyond(self.rule, value)
        return limit if limit is not None else self._beyond(self._best, value)

    def _reached(self, seen: Sequence[tuple[float, float]], longer_s: float) -> float:
        """Return what was reached and kept for a moment: a single frame may show another person's back.

        seen: values, each with the seconds that it stands for.
        """
        upward = self.rule.at_least is not None
        seen_s = sum(seconds for _, seconds in seen)
        kept_s = min(REACHED_S, REACHED_SHARE * seen_s) + longer_s
        return kept_for(sorted(seen, reverse=upward), max(kept_s, 0.0))

    def _beyond_best(self, value: float) -> float | None:
        """Compare with the person's own best so far; a range shown once can be asked for again."""
        best = self._best
        better: Callable[..., float] = max if self.rule.at_least is not None else min
        self._best = value if best != best else better(best, value)
        return self._beyond(best, value)

    def _beyond(self, best: float, value: float) -> float | None:
        """Return the share of a best that a value misses, None if it misses none or none is asked for."""
        rule = self.rule
        if rule.best_share is None:
            return None
        wanted = rule.best_share * best
        worse = value < wanted - rule.margin if rule.at_least is not None else value > wanted + rule.margin
        return wanted if worse else None


class Reach(RuleKind):
    """Reached at least once."""

    name = "reach"
    meaning = "reached at least once in each of its phases"
    needs_feature = True
    of: ClassVar[tuple[Of, ...]] = ("value", "change", "size")
    keys = frozenset({"best_share"})
    over_signal = True

    def doubt(self, rule: Rule, ended: Span, value: float, rough: Collection[str]) -> str | None:
        """Return why a fault should not be reported: too quick, cut off, or from an uncertain start."""
        # Whoever turned back near neutral, or beyond it, did not go far from it, or it is somewhere else.
        uncertain = ended.in_passing or any(name in rough for name in (rule.feature, ended.phase.signal))
        if rule.of in RELATIVE and uncertain:
            return ROUGH_NEUTRAL
        quick = ended.end_s - ended.start_s < QUICK_S
        if quick and rule.of in RELATIVE and beyond(rule, value / QUICK_SHARE) is None:
            return TOO_QUICK
        return super().doubt(rule, ended, value, rough)

    def in_every_moment(self, rule: Rule) -> bool:
        """Return True: what was reached is to be held."""
        return True

    def check(self, rule: Rule, signals: Signals) -> Check:
        """Return what judges the feature's furthest value in each phase."""
        return ReachCheck(rule, signals)


register(Reach())
