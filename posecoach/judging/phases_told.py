"""Which phases are told: several of the exercise may be one to the person, and some are nobody's business."""

from __future__ import annotations

import math

from posecoach.events import Event, PhaseEnded, PhaseStarted
from posecoach.judging.phases import Span


class PhasesTold:
    """Turns phases of the machine into those that are reported, by the names that they are shown as."""

    def __init__(self, exercise: str) -> None:
        """Begin with nothing told. exercise: its key."""
        self._exercise = exercise
        self.reset()

    def reset(self) -> None:
        """Forget everything, as if new."""
        self._name, self._since_s = "", math.nan

    def begun(self, t_s: float, span: Span) -> list[Event]:
        """Report a phase that has begun, if that is another one to the person."""
        name = span.phase.shown_as or span.phase.name
        if span.phase.hidden or self._name == name:
            return []
        self._name, self._since_s = name, span.start_s
        return [PhaseStarted(t_s, self._exercise, name, span.side, span.start_s)]

    def ended(self, t_s: float, span: Span, following: Span | None) -> list[Event]:
        """Report a phase that is over, unless the one that follows is the same to the person."""
        if span.phase.hidden:
            return []
        name = span.phase.shown_as or span.phase.name
        if following is not None:
            next_name = following.phase.shown_as or following.phase.name
            if next_name == name and not name == span.phase.name == following.phase.name:
                return []
        self._name = ""
        return [PhaseEnded(t_s, self._exercise, name, span.side, self._since_s, span.end_s)]
