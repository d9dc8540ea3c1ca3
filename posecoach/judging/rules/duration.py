"""Kind "duration": how long a phase lasted."""

from __future__ import annotations

from typing import Final

from posecoach.exercises.declaration import Rule
from posecoach.judging.phases import Span
from posecoach.judging.resolution import coarse
from posecoach.judging.rules.kind import Check, register
from posecoach.judging.rules.phase_check import UNSEEN
from posecoach.judging.rules.timed import TimedCheck, TimedKind
from posecoach.judging.signals import Signals
from posecoach.words.phrase import N_

ERROR_GAPS: Final = 1.5
"""The hold of a sample video with poses 0.15 to 0.3 s apart differs from that of all frames by at most this many gaps
in 19 of 20 cases."""


class DurationCheck(TimedCheck):
    """Judges how long a phase lasted [s]."""

    def measure(self, span: Span) -> float:
        """Return how long a phase lasted [s]."""
        return span.end_s - span.start_s

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

    def subject(self, rule: Rule) -> str:
        """Return what a rule limits."""
        return N_("the phase lasts")

    def measured(self, rule: Rule) -> str:
        """Return what was measured."""
        return N_("held for")


register(Duration())
