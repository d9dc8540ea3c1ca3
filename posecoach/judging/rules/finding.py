"""What is known so far of a broken rule."""

from __future__ import annotations

from dataclasses import dataclass

from posecoach.events import Fault, FaultCleared, FaultRaised, Side
from posecoach.exercises.declaration import Rule


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault with its span and worst value, as known so far; unit: of value and limit."""

    rule: Rule
    phase: str | None
    side: Side | None
    start_s: float
    end_s: float
    value: float
    limit: float
    unit: str

    def raised(self, t_s: float, exercise: str) -> FaultRaised:
        """Return the event that raises the fault."""
        return FaultRaised(t_s, exercise, self._fault())

    def cleared(self, t_s: float, exercise: str) -> FaultCleared:
        """Return the event that clears the fault."""
        return FaultCleared(t_s, exercise, self._fault())

    def _fault(self) -> Fault:
        rule = self.rule
        return Fault(
            rule=rule.name,
            phase=self.phase,
            side=self.side,
            start_s=self.start_s,
            end_s=self.end_s,
            severity=rule.severity,
            value=self.value,
            limit=self.limit,
            unit=self.unit,
            cue=rule.cue,
        )


def beyond(rule: Rule, value: float) -> float | None:
    """Return the limit that a value breaks by more than the margin, or None."""
    if rule.at_least is not None and value < rule.at_least - rule.margin:
        return rule.at_least
    if rule.at_most is not None and value > rule.at_most + rule.margin:
        return rule.at_most
    return None
