"""Phases that were only attempted: the head nods as in a cat, but the back stays."""

from __future__ import annotations

import math

from posecoach.coaching.phases import PhaseSpan, all_hold
from posecoach.coaching.signals import Signals
from posecoach.exercises.declaration import Attempt, Exercise


class AttemptWatch:
    """Watches for one kind of attempt while the person is between the phases of a repetition."""

    def __init__(self, attempt: Attempt, exercise: Exercise, signals: Signals) -> None:
        """Compile an attempt."""
        self.phase = attempt.phase
        self._dwell_s = attempt.dwell_s
        self._counted = frozenset(exercise.repetition.phases)
        self._conditions = tuple(signals.condition(condition) for condition in attempt.when)
        self.reset()

    def reset(self) -> None:
        """Forget everything, as if new."""
        self._since_s = self._last_s = math.nan

    def step(self, t_s: float, span: PhaseSpan) -> tuple[float, float] | None:
        """Look at the signals now; return (start_s, end_s) of an attempt that is over."""
        between = span.phase.name not in self._counted
        if between and all_hold(self._conditions):
            if self._since_s != self._since_s:
                self._since_s = t_s
            self._last_s = t_s
            return None
        start_s, end_s = self._since_s, self._last_s
        self.reset()
        return (start_s, end_s) if end_s - start_s >= self._dwell_s else None


def attempt_watches(exercise: Exercise, signals: Signals) -> tuple[AttemptWatch, ...]:
    """Return a watch for every attempt that the exercise file declares."""
    return tuple(AttemptWatch(attempt, exercise, signals) for attempt in exercise.repetition.attempts)
