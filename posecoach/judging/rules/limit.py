"""Kind "limit": a limit to keep at every moment of the rule's phases."""

from __future__ import annotations

import math
from typing import Final

from posecoach.events import CannotJudge, Event, Side
from posecoach.exercises.declaration import Rule
from posecoach.judging.movement import SPIKE_S
from posecoach.judging.phases import RELATIVE, Span, all_hold, held_since_s
from posecoach.judging.resolution import TOO_FEW_POSES, coarse
from posecoach.judging.rules.finding import Finding, beyond
from posecoach.judging.rules.kind import ROUGH_NEUTRAL, Check, RuleKind, Watch, register
from posecoach.judging.rules.phase_check import SHORTEST_S, PhaseCheck
from posecoach.judging.sampling import BLIND_S, beyond_since_s, within_since_s
from posecoach.judging.signals import Reader, Signals

CLEAR_S: Final = 0.2
"""A limit must be kept again for this long before its fault is over."""


class LimitWatch:
    """Watches a limit at every moment of its rule's phases."""

    def __init__(self, rule: Rule, signals: Signals) -> None:
        """Compile a rule of kind "limit"."""
        self.rule = rule
        self._signals = signals
        self._least = -math.inf if rule.at_least is None else rule.at_least - rule.margin
        self._most = math.inf if rule.at_most is None else rule.at_most + rule.margin
        self._exercise = signals.exercise
        self._read: Reader = signals.reader(rule.feature or "", rule.of)  # the loader demands a feature
        self._phases = frozenset(rule.phases)
        self._given = tuple(signals.condition(condition) for condition in rule.given)
        self.reset()

    def reset(self) -> None:
        """Forget everything, as if new."""
        self._since_s = self._last_s = math.nan
        self._first_s = self._before_s = self._beyond_s = self._first_gap_s = math.nan
        self._was_kept = False
        self._worst = self._limit = math.nan
        self._open: Finding | None = None

    def step(self, t_s: float, span: Span, judgeable: bool) -> list[Event]:
        """Look at the value now; return a raised or cleared fault."""
        applies = judgeable and (not self._phases or span.phase.name in self._phases)
        if not applies or rests_on_doubt(self.rule, self._signals):
            return self.close(t_s)
        value = self._read() if all_hold(self._given) else math.nan
        if value != value:
            return self.close(t_s) if t_s - self._last_s > BLIND_S else []
        limit = beyond(self.rule, value)
        if limit is None:
            return self._kept(t_s)
        cleared = self.close(t_s) if t_s - self._last_s > BLIND_S else []
        return cleared + self._violated(t_s, value, limit, span)

    def close(self, t_s: float) -> list[Event]:
        """End the fault in progress, if there is one."""
        finding, self._open = self._open, None
        since_s, self._since_s = self._since_s, math.nan
        if finding is not None:
            return [self._finding(finding.phase, finding.side).cleared(t_s, self._exercise)]
        return self._unsettled(t_s) if since_s == since_s else []  # NaN is not equal to itself

    @property
    def open(self) -> bool:
        """Whether the rule is broken right now."""
        return self._open is not None

    @property
    def phase(self) -> str | None:
        """The phase in which the fault in progress began, if there is one."""
        return None if self._open is None else self._open.phase

    def broken_before(self, t_s: float) -> bool:
        """Tell whether the rule is broken right now and already was before a media time."""
        return self._open is not None and self._start_s < t_s

    def _kept(self, t_s: float) -> list[Event]:
        """Take note that the limit is kept now; it may have been broken up to a moment ago."""
        if self._last_s == self._signals.before_s:
            before, now = self._signals.last_two(self._read)
            self._last_s = within_since_s(before, now, self._least, self._most)
        self._was_kept = self._open is None
        return self.close(t_s) if t_s - self._last_s >= (SPIKE_S if self._was_kept else CLEAR_S) else []

    def _unsettled(self, t_s: float) -> list[Event]:
        """Return that it cannot be judged if, between poses, the limit may have been broken for long enough."""
        gap_s = t_s - self._signals.before_s
        longest_s = min(t_s, self._beyond_s + gap_s) - self._before_s
        if not coarse(max(self._signals.last_gap_s, self._first_gap_s)) or longest_s < self.rule.dwell_s:
            return []
        return [CannotJudge(t_s, self._exercise, self.rule.name, self._phase, TOO_FEW_POSES)]

    def _violated(self, t_s: float, value: float, limit: float, span: Span) -> list[Event]:
        if self._since_s != self._since_s:
            self._start_s = self._since_s = self._came_beyond_s(t_s, span)
            self._before_s, self._first_s, self._phase = self._signals.before_s, t_s, span.phase.name
            self._first_gap_s = self._signals.last_gap_s
            self._worst, self._limit = value, limit
        elif self._was_kept and self._open is None:
            kept_s = self._came_beyond_s(t_s, span) - self._last_s
            self._since_s += max(0.0, kept_s)  # that moment is not counted
        self._was_kept = False
        if limit == self._limit and abs(value - limit) > abs(self._worst - limit):
            self._worst = value
        self._last_s = self._beyond_s = t_s
        surely_s = self._first_s if coarse(self._first_gap_s) else self._since_s
        if self._open is not None or t_s - surely_s < self.rule.dwell_s - 1e-9:
            return []
        self._open = self._finding(span.phase.name, span.side)
        return [self._open.raised(t_s, self._exercise)]

    def _came_beyond_s(self, t_s: float, span: Span) -> float:
        """Return since when the limit is broken that was not at the pose before [s]."""
        before, now = self._signals.last_two(self._read)
        since_s = beyond_since_s(before, now, self._least, self._most)
        return max(since_s, min(span.start_s, t_s), held_since_s(self._given, before[0]))

    def _finding(self, phase: str | None, side: Side | None) -> Finding:
        unit = LIMIT.unit(self.rule)
        return Finding(self.rule, phase, side, self._start_s, self._last_s, self._worst, self._limit, unit)


def rests_on_doubt(rule: Rule, signals: Signals) -> bool:
    """Tell whether a limit counts from a neutral that is too uncertain."""
    return rule.of in RELATIVE and rule.feature in signals.rough


class SightCheck(PhaseCheck):
    """Tells of each phase whether the limit could be watched in it; the watch itself reports what broke it."""

    shortest_s = SHORTEST_S

    def __init__(self, rule: Rule, signals: Signals) -> None:
        """Compile a rule of kind "limit"; its `given` is a matter of moments, not of phases."""
        super().__init__(rule, signals)
        self._given = ()

    def measure(self, span: Span) -> float:
        """Return a value of the phase; NaN = not seen, or nothing to count from."""
        if rests_on_doubt(self.rule, self._signals):
            return math.nan
        samples = self.seen_samples(self.rule.feature or "", span)
        return next((value for _, value in samples if value == value), math.nan)

    def unseen(self) -> str:
        """Return why the phase cannot be judged."""
        return ROUGH_NEUTRAL if rests_on_doubt(self.rule, self._signals) else super().unseen()

    def missed(self, value: float) -> float | None:
        """Return None: only whether it could be seen is asked here."""
        return None


class Limit(RuleKind):
    """Kept in every moment."""

    name = "limit"
    meaning = "kept in every moment of its phases"
    needs_feature = True
    over_signal = True

    def watch(self, rule: Rule, signals: Signals) -> Watch:
        """Return what watches the limit at every moment."""
        return LimitWatch(rule, signals)

    def check(self, rule: Rule, signals: Signals) -> Check:
        """Return what tells whether the limit could be seen in a phase."""
        return SightCheck(rule, signals)


LIMIT: Final = Limit()
register(LIMIT)
