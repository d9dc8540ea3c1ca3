"""Kind "alternate": the sides take turns."""

from __future__ import annotations

from posecoach.events import Side
from posecoach.exercises.declaration import Rule
from posecoach.judging.repetitions import Draft
from posecoach.judging.rules.finding import Finding
from posecoach.judging.rules.kind import RuleKind, register
from posecoach.words.phrase import N_


class Alternate(RuleKind):
    """The sides take turns."""

    name = "alternate"
    meaning = N_("the sides take turns")
    limited = False

    def in_repetition(self, rule: Rule, draft: Draft, last_side: Side | None) -> Finding | None:
        """Return the fault of a repetition to the same side as the one before."""
        if draft.side is None or draft.side != last_side:
            return None
        return Finding(rule, None, draft.side, draft.start_s, draft.end_s, 0.0, 0.0, self.unit(rule))

    def asked(self, rule: Rule) -> str:
        """Return what a rule asks for."""
        return self.meaning

    def measured(self, rule: Rule) -> str:
        """Return "": there is no value to compare."""
        return ""


register(Alternate())
