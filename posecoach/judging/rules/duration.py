"""Kind "duration": how long a phase lasted."""

from __future__ import annotations

from posecoach.exercises.declaration import Rule
from posecoach.judging.phases import Span
from posecoach.judging.rules.kind import Check, register
from posecoach.judging.rules.phase_check import UNSEEN, PhaseCheck
from posecoach.judging.rules.timed import TimedKind
from posecoach.judging.signals import Signals
from posecoach.words.phrase import N_


class DurationCheck(PhaseCheck):
    """Judges how long a phase lasted [s]."""

    def measure(self, span: Span) -> float:
        """Return how long a phase lasted [s]."""
        return span.end_s - span.start_s

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
