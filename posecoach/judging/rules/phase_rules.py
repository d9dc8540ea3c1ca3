"""Rules that are judged once for every phase, when it is over, with three answers: ok, fault, cannot judge."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Final

from posecoach.events import CannotJudge
from posecoach.exercises.declaration import Condition, Exercise, Of, Rule
from posecoach.features.extract import get_feature
from posecoach.judging.movement import movement_s
from posecoach.judging.phases import PhaseSpan
from posecoach.judging.rules.finding import Finding, beyond
from posecoach.judging.signals import Signals

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

WRONG_VIEW: Final = "the camera does not see you from the side that this needs"


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


class PhaseCheck:
    """Judges a rule once for every phase that it applies to, when the phase is over."""

    def __init__(self, rule: Rule, signals: Signals) -> None:
        """Compile a rule of kind "reach", "duration" or "movement_time"; limit rules are only checked for sight."""
        self.rule = rule
        self._signals = signals
        self._phases = frozenset(rule.phases)
        self._given = () if rule.kind == "limit" else rule.given
        self.hinted = False
        self._best = math.nan

    def reset(self) -> None:
        """Forget everything, as if new."""
        self.hinted = False
        self._best = math.nan

    def hint(self, span: PhaseSpan, judgeable_share: float) -> bool:
        """Tell whether a phase whose movement has turned back breaks the rule, as far as it can be seen now.

        The verdict waits for the end of the phase, but the words about it need not.
        """
        if self.rule.kind not in {"reach", "movement_time"} or judgeable_share < MIN_SEEN_SHARE:
            return False
        if self._phases and span.phase.name not in self._phases:
            return False
        value = self._value(span)
        missed = beyond(self.rule, value) is not None or self._beyond(self._best, value) is not None
        self.hinted = value == value and missed  # NaN is not equal to itself
        return self.hinted

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
        best = self._best
        better: Callable[..., float] = max if self.rule.at_least is not None else min
        self._best = value if best != best else better(best, value)
        return self._beyond(best, value)

    def _beyond(self, best: float, value: float) -> float | None:
        """Return the share of a best that a value misses, None if it does not or none is asked for."""
        rule = self.rule
        if rule.best_share is None:
            return None
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


def phase_checks(exercise: Exercise, signals: Signals) -> tuple[PhaseCheck, ...]:
    """Return a check for every rule that is judged phase by phase, those of kind "limit" for sight alone."""
    return tuple(PhaseCheck(rule, signals) for rule in exercise.rules if rule.kind != "alternate")
