"""When the movement of a phase turns back, known well before the next phase has begun."""

from __future__ import annotations

import math
from typing import Final

from posecoach.features.extract import get_feature
from posecoach.judging.phases import STILL_SHARE, Span
from posecoach.judging.signals import Signals

TURN_SHARE: Final = 0.2
"""Going back by this share of the way made is turning back. Chosen on rendered clips and variants: on 132 of them no
cue about a movement was followed by a verdict that the movement was right."""

TURN_DWELL_S: Final = 0.1
"""For this long; anything shorter is a spike (movement.SPIKE_S)."""


class TurnWatch:
    """Follows the signal of the phase in progress to the end of its way."""

    def __init__(self, signals: Signals) -> None:
        """Take the signals to follow."""
        self._signals = signals
        self.reset()

    def reset(self) -> None:
        """Follow nothing."""
        self._index: int | None = None
        self._noise = self._base = self._most = self._least = self._since_s = math.nan
        self._most_s = self._least_s = math.nan

    def begin(self, span: Span) -> None:
        """Follow a phase from its start, which may be a while ago."""
        self.reset()
        if span.phase.signal is None:
            return
        self._index = self._signals.index[span.phase.signal]
        self._noise = STILL_SHARE * get_feature(span.phase.signal).error
        for t_s, values in self._signals.span(span.start_s):
            self._follow(t_s, values[self._index])

    def step(self, t_s: float) -> float | None:
        """Look at the signal now; return when it turned back [s], once per phase."""
        if self._index is None:
            return None
        value = self._signals.values[self._index]
        if value != value:  # NaN is not equal to itself
            return None
        self._follow(t_s, value)
        rise, fall = self._most - self._base, self._base - self._least
        way, back = (rise, self._most - value) if rise > fall else (fall, value - self._least)
        if back < max(2.0 * self._noise, TURN_SHARE * way):
            self._since_s = math.nan
        elif self._since_s != self._since_s:
            self._since_s = t_s
        if not t_s - self._since_s >= TURN_DWELL_S - 1e-9:
            return None
        turned_s = self._most_s if rise > fall else self._least_s
        self.reset()
        return turned_s

    def _follow(self, t_s: float, value: float) -> None:
        if value != value:
            return
        if self._base != self._base:
            self._base = value
        if not value <= self._most:
            self._most, self._most_s = value, t_s
        if not value >= self._least:
            self._least, self._least_s = value, t_s
