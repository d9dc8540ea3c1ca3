"""Rules with three answers: ok, fault, cannot judge."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from posecoach.coaching.events import CannotJudge, Event, FaultCleared, FaultRaised, Side
from posecoach.coaching.movement import movement_s
from posecoach.coaching.phases import BLIND_S, PhaseSpan, all_hold
from posecoach.coaching.signals import Reader, Signals
from posecoach.exercises.declaration import Condition, Exercise, Of, Rule
from posecoach.features.extract import get_feature

MIN_SEEN_SHARE: Final = 0.5
"""A rule is judged in a phase only if its feature was seen for at least this share of the phase."""

HELD_SHARE: Final = 0.9
HELD_BEFORE_S: Final = 1.0
"""What a rule is given on must hold for this share of a phase that is judged when it is over, and of the time before:
what hid the way at first hid its beginning."""

REACHED_S: Final = 0.2
REACHED_SHARE: Final = 0.2
"""What a feature reaches counts if it is kept for this long, or in a short phase for this share of it."""

SHORTEST_S: Final = 0.1
"""What a feature reached in a shorter phase is not judged: that is a frame or two."""

CLEAR_S: Final = 0.2
"""A limit must be kept again for this long before its fault is over."""

WRONG_VIEW: Final = "the camera does not see you from the side that this needs"


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault with its span and worst value, as it is known so far."""

    rule: Rule
    phase: str | None
    side: Side | None
    start_s: float
    end_s: float
    value: float
    limit: float

    def raised(self, t_s: float) -> FaultRaised:
        """Return the event that the fault is known now."""
        rule = self.rule
        return FaultRaised(
            t_s,
            rule.name,
            self.phase,
            self.side,
            self.start_s,
            rule.severity,
            self.value,
            self.limit,
            unit(rule),
            rule.cue,
        )

    def cleared(self, t_s: float) -> FaultCleared:
        """Return the event that the fault is over."""
        rule = self.rule
        span = (self.start_s, self.end_s)
        return FaultCleared(
            t_s,
            rule.name,
            self.phase,
            self.side,
            *span,
            rule.severity,
            self.value,
            self.limit,
            unit(rule),
            rule.cue,
        )


def unit(rule: Rule) -> str:
    """Return the unit of a rule's value and limit."""
    if rule.kind in ("duration", "movement_time"):
        return "s"
    if rule.feature is None:
        return ""
    base = get_feature(rule.feature).unit
    return f"{base}/s" if rule.of == "speed" else "" if rule.of == "retreat" else base


def beyond(rule: Rule, value: float) -> float | None:
    """Return the limit that a value breaks by more than the margin, or None."""
    if rule.at_least is not None and value < rule.at_least - rule.margin:
        return rule.at_least
    if rule.at_most is not None and value > rule.at_most + rule.margin:
        return rule.at_most
    return None


class ViewShare:
    """Which share of a phase the camera's view allowed verdicts in."""

    __slots__ = ("_allowed_s", "_now", "_total_s")

    def __init__(self) -> None:
        """Begin with a view that allows verdicts."""
        self._now = True
        self.begin_phase()

    def begin_phase(self) -> None:
        """Count from here."""
        self._total_s = self._allowed_s = 0.0

    def add(self, dt_s: float, allowed: bool) -> None:
        """Take note of the time since the frame before; NaN or nothing for the first."""
        self._now = allowed
        if dt_s > 0.0:
            self._total_s += dt_s
            self._allowed_s += dt_s if allowed else 0.0

    @property
    def share(self) -> float:
        """The share, 0..1; what holds now if no time has passed."""
        return self._allowed_s / self._total_s if self._total_s > 0.0 else float(self._now)


class LimitWatch:
    """Watches a limit in every moment of its rule's phases."""

    def __init__(self, rule: Rule, signals: Signals) -> None:
        """Compile a rule of kind "limit"."""
        self.rule = rule
        self._read: Reader = signals.reader(rule.feature or "", rule.of)  # the loader demands a feature
        self._phases = frozenset(rule.phases)
        self._given = tuple(signals.condition(condition) for condition in rule.given)
        self.reset()

    def reset(self) -> None:
        """Forget everything, as if new."""
        self._since_s = self._last_s = math.nan
        self._worst = self._limit = math.nan
        self._open: Finding | None = None

    def step(self, t_s: float, span: PhaseSpan, judgeable: bool) -> list[Event]:
        """Look at the value now; return a raised or cleared fault."""
        applies = judgeable and (not self._phases or span.phase.name in self._phases)
        if not applies:
            return self.close(t_s)
        value = self._read() if all_hold(self._given) else math.nan
        if value != value:
            return self.close(t_s) if t_s - self._last_s > BLIND_S else []
        limit = beyond(self.rule, value)
        if limit is None:
            if self._open is None:
                self._since_s = math.nan
            elif t_s - self._last_s >= CLEAR_S:
                return self.close(t_s)
            return []
        cleared = self.close(t_s) if t_s - self._last_s > BLIND_S else []
        return cleared + self._violated(t_s, value, limit, span)

    def close(self, t_s: float) -> list[Event]:
        """End the fault under way, if there is one."""
        finding, self._open, self._since_s = self._open, None, math.nan
        return [] if finding is None else [self._finding(finding.phase, finding.side).cleared(t_s)]

    @property
    def open(self) -> bool:
        """Whether the rule is broken right now."""
        return self._open is not None

    @property
    def phase(self) -> str | None:
        """The phase in which the fault under way began, if there is one."""
        return None if self._open is None else self._open.phase

    def broken_before(self, t_s: float) -> bool:
        """Tell whether the rule is broken right now and already was before a media time."""
        return self._open is not None and self._start_s < t_s

    def _violated(self, t_s: float, value: float, limit: float, span: PhaseSpan) -> list[Event]:
        if self._since_s != self._since_s:
            self._start_s = self._since_s = t_s
            self._worst, self._limit = value, limit
        if limit == self._limit and abs(value - limit) > abs(self._worst - limit):
            self._worst = value
        self._last_s = t_s
        if self._open is not None or t_s - self._since_s < self.rule.dwell_s - 1e-9:
            return []
        self._open = self._finding(span.phase.name, span.side)
        return [self._open.raised(t_s)]

    def _finding(self, phase: str | None, side: Side | None) -> Finding:
        return Finding(self.rule, phase, side, self._start_s, self._last_s, self._worst, self._limit)


class PhaseCheck:
    """Judges a rule once for every phase that it applies to, when the phase is over."""

    def __init__(self, rule: Rule, signals: Signals) -> None:
        """Compile a rule of kind "reach", "duration" or "movement_time"; limit rules are only checked for sight."""
        self.rule = rule
        self._signals = signals
        self._phases = frozenset(rule.phases)
        self._given = () if rule.kind == "limit" else rule.given
        self._best = math.nan

    def reset(self) -> None:
        """Forget everything, as if new."""
        self._best = math.nan

    def judge(self, t_s: float, span: PhaseSpan, judgeable_share: float) -> Finding | CannotJudge | None:
        """Judge a phase that is over, at a media time; None = ok, or the rule does not apply to it."""
        if self._phases and span.phase.name not in self._phases:
            return None
        if self.rule.kind in {"limit", "reach"} and span.end_s - span.start_s < SHORTEST_S:
            return None
        if judgeable_share < MIN_SEEN_SHARE:
            return CannotJudge(t_s, self.rule.name, span.phase.name, WRONG_VIEW)
        value = self._value(span)
        if value != value:
            return CannotJudge(t_s, self.rule.name, span.phase.name, self._unseen())
        limit = beyond(self.rule, value) if self.rule.kind != "limit" else None
        if limit is None:
            limit = self._beyond_best(value)
        if limit is None:
            return None
        return Finding(self.rule, span.phase.name, span.side, span.start_s, span.end_s, value, limit)

    def seconds(self, span: PhaseSpan) -> float:
        """Return the time that a rule with an aim measures in a phase [s]; NaN if it does not apply to it."""
        applies = not self._phases or span.phase.name in self._phases
        return self._value(span) if applies else math.nan

    def _value(self, span: PhaseSpan) -> float:
        rule = self.rule
        if not all(self._held(condition, span) for condition in self._given):
            return math.nan
        if rule.kind == "duration":
            return span.end_s - span.start_s
        feature = span.phase.signal if rule.kind == "movement_time" else rule.feature
        if feature is None:
            return math.nan
        samples = self._samples(feature, span.start_s, span.end_s, rule.of)
        seen = [value for _, value in samples if value == value]
        if len(seen) < MIN_SEEN_SHARE * len(samples) or not seen:
            return math.nan
        if rule.kind == "movement_time":
            return movement_s(samples)
        return self._reached(seen, span.end_s - span.start_s)

    def _samples(self, feature: str, start_s: float, end_s: float, of: Of) -> list[tuple[float, float]]:
        i = self._signals.index[feature]
        base = 0.0 if of == "value" else self._signals.neutral[i]
        size = of == "size"
        return [
            (t_s, abs(values[i] - base) if size else values[i] - base)
            for t_s, values in self._signals.since(start_s)
            if t_s <= end_s
        ]

    def _held(self, condition: Condition, span: PhaseSpan) -> bool:
        """Tell whether a condition held in a phase and before, but for moments; what is not seen is no objection."""
        since_s = span.start_s - HELD_BEFORE_S
        samples = self._samples(condition.feature, since_s, span.end_s, condition.of)
        seen = [value for _, value in samples if value == value]  # NaN is not equal to itself
        least = -math.inf if condition.at_least is None else condition.at_least
        most = math.inf if condition.at_most is None else condition.at_most
        return sum(least <= value <= most for value in seen) >= HELD_SHARE * len(seen)

    def _reached(self, seen: Sequence[float], seconds: float) -> float:
        """Return what was reached and kept for a moment: a single frame may show somebody else's back."""
        upward = self.rule.at_least is not None
        kept = min(REACHED_SHARE, REACHED_S / seconds) if seconds > 0.0 else 0.0
        return sorted(seen, reverse=upward)[int(kept * len(seen))]

    def _beyond_best(self, value: float) -> float | None:
        """Compare with the person's own best so far; a range that they showed once can be asked for again."""
        rule, best = self.rule, self._best
        if rule.best_share is None:
            return None
        better: Callable[..., float] = max if rule.at_least is not None else min
        self._best = value if best != best else better(best, value)
        wanted = rule.best_share * best
        worse = value < wanted - rule.margin if rule.at_least is not None else value > wanted + rule.margin
        return wanted if worse else None

    def _unseen(self) -> str:
        if self.rule.kind == "duration" or self.rule.feature is None:
            return "the movement could not be seen"
        joints = {
            landmark.name.lower().replace("left_", "").replace("_", " ")
            for landmark in get_feature(self.rule.feature).landmarks
        }
        return f"could not see: {', '.join(sorted(joints))}"


def limit_watches(exercise: Exercise, signals: Signals) -> tuple[LimitWatch, ...]:
    """Return a watch for every rule of kind "limit"."""
    return tuple(LimitWatch(rule, signals) for rule in exercise.rules if rule.kind == "limit")


def phase_checks(exercise: Exercise, signals: Signals) -> tuple[PhaseCheck, ...]:
    """Return a check for every rule that is judged phase by phase, those of kind "limit" for sight alone."""
    return tuple(PhaseCheck(rule, signals) for rule in exercise.rules if rule.kind != "alternate")
