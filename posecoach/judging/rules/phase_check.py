"""Judging a rule once for each phase, when it is over, with three answers: ok, fault, cannot judge."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from typing import ClassVar, Final

from posecoach.events import CannotJudge
from posecoach.exercises.declaration import Condition, Of, Rule
from posecoach.features.extract import get_feature
from posecoach.judging.phases import RELATIVE, Span
from posecoach.judging.rules.finding import Finding, beyond
from posecoach.judging.rules.kind import kind_of
from posecoach.judging.sampling import seconds_of
from posecoach.judging.signals import Signals
from posecoach.words.phrase import N_, filled

MIN_SEEN_SHARE: Final = 0.5
"""A rule is judged in a phase only if its feature was seen for at least this share of the phase."""

HELD_SHARE: Final = 0.9
HELD_BEFORE_S: Final = 1.0
"""A rule's `given` must hold for this share of a phase that is judged when it is over, and of the time before it:
what hid the way at first hid its beginning."""

SHORTEST_S: Final = 0.1
"""What a feature reached in a shorter phase, a frame or two, is not judged."""

WRONG_VIEW: Final = N_("the camera does not see you from the side that this needs")
UNSEEN: Final = N_("the movement could not be seen")


class PhaseCheck(ABC):
    """Judges a rule when a phase is over: `measure` gives the value, `missed` the limit that it misses.

    shortest_s: shorter phases are not judged [s]. hints: whether the verdict may be announced before the phase is over.
    """

    shortest_s: ClassVar[float] = 0.0
    hints: ClassVar[bool] = False
    more_share: ClassVar[float] = 1.0

    def __init__(self, rule: Rule, signals: Signals) -> None:
        """Compile a rule."""
        self.rule = rule
        self._signals = signals
        self._phases = frozenset(rule.phases)
        self._given = rule.given
        self.hinted = False

    def reset(self) -> None:
        """Forget everything, as if new."""
        self.hinted = False

    @abstractmethod
    def measure(self, span: Span) -> float:
        """Return the value by which a phase is judged; NaN = not seen."""

    def missed(self, value: float) -> float | None:
        """Return the limit that the value of a finished phase misses; None if it meets all."""
        return beyond(self.rule, value)

    def missed_so_far(self, value: float) -> float | None:
        """Return the same for a phase whose movement has turned back; it is not over, and nothing is remembered."""
        return beyond(self.rule, value)

    def unseen(self) -> str:
        """Return why the rule cannot be judged when its phase was not seen well enough."""
        if self.rule.feature is None:
            return UNSEEN
        joints = {
            landmark.name.lower().replace("left_", "").replace("_", " ")
            for landmark in get_feature(self.rule.feature).landmarks
        }
        return filled("could not see: {joints}", joints=tuple(sorted(joints)))

    def hint(self, span: Span, judgeable_share: float) -> bool:
        """Tell whether a phase whose movement has turned back breaks the rule, as far as it can be seen now.

        The verdict waits for the end of the phase, but the words about it need not.
        """
        if not self.hints or judgeable_share < MIN_SEEN_SHARE or not self._applies(span):
            return False
        value = self._value(span)
        self.hinted = value == value and self.missed_so_far(value) is not None  # NaN is not equal to itself
        return self.hinted

    def _cannot_judge(self, t_s: float, span: Span, reason: str) -> CannotJudge:
        return CannotJudge(t_s, self._signals.exercise, self.rule.name, span.phase.name, reason)

    def judge(self, t_s: float, span: Span, judgeable_share: float) -> Finding | CannotJudge | None:
        """Judge a phase that is over, at a media time; None = ok, or the rule does not apply to it."""
        if not self._applies(span) or span.end_s - span.start_s < self.shortest_s:
            return None
        if judgeable_share < MIN_SEEN_SHARE:
            return self._cannot_judge(t_s, span, WRONG_VIEW)
        value = self._value(span)
        if value != value:
            return self._cannot_judge(t_s, span, self.unseen())
        limit = self.missed(value)
        if limit is None:
            return None
        times_s = (span.start_s, span.end_s)
        unit = kind_of(self.rule).unit(self.rule)
        return Finding(self.rule, span.phase.name, span.side, *times_s, value, limit, unit)

    def seconds(self, span: Span) -> float:
        """Return the time that a rule with an aim measures in a phase [s]; NaN if it does not apply to it."""
        return self._value(span) if self._applies(span) else math.nan

    def error_s(self, span: Span) -> float:
        """Return by how much a time may be off because poses were far apart [s]; 0 if it does not matter."""
        return 0.0

    def seen_samples(self, feature: str, span: Span) -> list[tuple[float, float]]:
        """Return (media time [s], what the rule means of a feature) in a phase; nothing if too little was seen.

        What was not seen is NaN.
        """
        samples = self._samples(feature, span.start_s, span.end_s, self.rule.of)
        stands_s = seconds_of([t_s for t_s, _ in samples])
        seen_s = sum(s for (_, value), s in zip(samples, stands_s, strict=True) if value == value)
        any_seen = any(value == value for _, value in samples)  # NaN is not equal to itself
        return samples if any_seen and seen_s >= MIN_SEEN_SHARE * sum(stands_s) else []

    def _applies(self, span: Span) -> bool:
        return not self._phases or span.phase.name in self._phases

    def _value(self, span: Span) -> float:
        if not all(self._held(condition, span) for condition in self._given):
            return math.nan
        return self.measure(span)

    def _samples(self, feature: str, start_s: float, end_s: float, of: Of) -> list[tuple[float, float]]:
        i = self._signals.index[feature]
        base = self._signals.neutral[i] if of in RELATIVE else 0.0
        size = of == "size"
        return [
            (t_s, abs(values[i] - base) if size else values[i] - base)
            for t_s, values in self._signals.span(start_s, end_s)
        ]

    def _held(self, condition: Condition, span: Span) -> bool:
        """Tell whether a condition held in a phase and before it, but for moments; unseen samples are no objection."""
        since_s = span.start_s - HELD_BEFORE_S
        samples = self._samples(condition.feature, since_s, span.end_s, condition.of)
        stands_s = seconds_of([t_s for t_s, _ in samples])
        seen = [(value, s) for (_, value), s in zip(samples, stands_s, strict=True) if value == value]
        least = -math.inf if condition.at_least is None else condition.at_least
        most = math.inf if condition.at_most is None else condition.at_most
        held_s = sum(s for value, s in seen if least <= value <= most)
        return held_s >= HELD_SHARE * sum(s for _, s in seen)
