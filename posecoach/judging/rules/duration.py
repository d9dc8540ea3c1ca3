"""Kind "duration": how long a phase lasted."""

from __future__ import annotations

from typing import Final

from posecoach.exercises.declaration import Phase, Rule
from posecoach.judging.phases import Span
from posecoach.judging.repetitions import Draft
from posecoach.judging.resolution import coarse
from posecoach.judging.rules.finding import Finding, beyond
from posecoach.judging.rules.kind import Check, register
from posecoach.judging.rules.phase_check import UNSEEN
from posecoach.judging.rules.timed import TimedCheck, TimedKind
from posecoach.judging.signals import Signals
from posecoach.words.phrase import N_

ERROR_GAPS: Final = 1.5
"""The hold of a sample video with poses 0.15 to 0.3 s apart differs from that of all frames by at most this many gaps
in 19 of 20 cases."""

NEAR_SHARE: Final = 0.8
"""Who turns back at once is beyond this share of the way for a third of the time of a smooth movement there and back;
a hold that was not recognised as one lies there too, and is none that was left out."""


class DurationCheck(TimedCheck):
    """Judges how long a phase lasted [s]."""

    def measure(self, span: Span) -> float:
        """Return how long a phase lasted [s]."""
        return span.end_s - span.start_s

    def near_the_end(self, span: Span, signal: str) -> tuple[float, float] | None:
        """Return from when to when a movement there and back was near its furthest [s]; a hold can only lie in there.

        None where it was not seen, or cannot be judged.
        """
        samples = self._samples(signal, span.start_s, span.end_s, "value")
        seen = [value for _, value in samples if value == value]  # NaN is not equal to itself
        if not seen or not all(self._held(condition, span) for condition in self._given):
            return None
        least = NEAR_SHARE * max(abs(value - seen[0]) for value in seen)
        near_s = [t_s for t_s, value in samples if not abs(value - seen[0]) < least]  # or not seen
        return near_s[0], near_s[-1]

    def error_s(self, span: Span) -> float:
        """Return by how much the time may be off because poses were far apart where it began or ended [s]."""
        gap_s = max(self._signals.gap_s(at_s, at_s) for at_s in (span.start_s, span.end_s))
        return ERROR_GAPS * gap_s if coarse(gap_s) else 0.0

    def unseen(self) -> str:
        """Return why the phase cannot be judged."""
        return UNSEEN


class Duration(TimedKind):
    """How long a phase lasted."""

    name = "duration"
    meaning = "how long the phase lasted [s]"

    def check(self, rule: Rule, signals: Signals) -> Check:
        """Return what judges how long each phase lasted."""
        return DurationCheck(rule, signals)

    def left_out(self, rule: Rule, phase: Phase, draft: Draft, signals: Signals) -> Finding | None:
        """Return the fault of a movement that turned back without the phase, if there was no time for it either."""
        if phase.name not in rule.phases or phase.signal is None:
            return None
        span = Span(phase, draft.start_s, draft.end_s)
        times_s = DurationCheck(rule, signals).near_the_end(span, phase.signal)
        if times_s is None:
            return None
        held_s = times_s[1] - times_s[0]
        limit = beyond(rule, held_s)
        if limit is None:
            return None
        return Finding(rule, phase.name, draft.side, *times_s, held_s, limit, self.unit(rule))

    def subject(self, rule: Rule) -> str:
        """Return what a rule limits."""
        return N_("the phase lasts")

    def measured(self, rule: Rule) -> str:
        """Return what was measured."""
        return N_("held for")


register(Duration())
