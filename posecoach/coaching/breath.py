"""The breath pacer: how full the lungs should be now, in the person's own tempo."""

from __future__ import annotations

import math
from collections import deque
from statistics import median
from typing import Final

from posecoach.exercises.declaration import Exercise, Phase
from posecoach.judging.phases import Span

TYPICAL_S: Final = (3.0, 4.0)
"""Least and most seconds of a breath if the exercise file does not say: 3 to 4 s each way (McGill)."""

REMEMBERED: Final = 9
"""Breaths of a kind from which the tempo is taken: it may change during a session."""


class Pacer:
    """Follows the phases that have a breath.

    A breath lasts as long as this person's phases of its kind typically do (the median so far), within the range that
    the file declares; before the first, the middle of that range.
    """

    def __init__(self, exercise: Exercise) -> None:
        """Take the phases' ranges."""
        self._ranges_s = {phase.name: phase.seconds or TYPICAL_S for phase in exercise.phases}
        self.reset()

    def reset(self) -> None:
        """Forget everything, as if new."""
        self._span: Span | None = None
        self._lasted_s: dict[str, deque[float]] = {}
        self._breath_s = {
            name: (least_s + most_s) / 2.0 for name, (least_s, most_s) in self._ranges_s.items()
        }

    def step(self, t_s: float, span: Span | None) -> float | None:
        """Take in the phase in progress; return the share, 0 = empty to 1 = full, None where breathing is free."""
        before = self._span
        if before is not None and before is not span and before.end_s > before.start_s:
            self._learn(before)
        self._span = span
        if span is None or span.phase.breath == "free" or span.phase.hidden:
            return None
        way = min(1.0, max(0.0, (t_s - span.start_s) / self.breath_s(span.phase)))
        share = (1.0 - math.cos(math.pi * way)) / 2.0  # breathing begins and ends softly
        return share if span.phase.breath == "in" else 1.0 - share

    def breath_s(self, phase: Phase) -> float:
        """Return how long a phase's breath lasts now [s]."""
        return self._breath_s[phase.name]

    def _learn(self, span: Span) -> None:
        name = span.phase.name
        lasted_s = self._lasted_s.setdefault(name, deque(maxlen=REMEMBERED))
        lasted_s.append(span.end_s - span.start_s)
        least_s, most_s = self._ranges_s[name]
        self._breath_s[name] = min(most_s, max(least_s, median(lasted_s)))
