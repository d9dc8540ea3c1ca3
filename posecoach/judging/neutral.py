"""The person's own neutral, from a still start."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping, Sequence
from typing import Final

from posecoach.exercises.declaration import Exercise, Phase
from posecoach.judging.phases import PhaseSpan
from posecoach.judging.signals import Reader, Signals

SETTLE_S: Final = 0.5
"""The first frames of a recording, in which landmarks settle, may be added to the still time."""

SETTLED_SHARE: Final = 0.2
"""A movement has come to rest when its speed has fallen to this share of its largest."""


class NeutralSampler:
    """Watches for a still second in a starting posture that can be a neutral one; takes each feature once."""

    def __init__(self, exercise: Exercise, signals: Signals) -> None:
        """Compile the neutral features of an exercise."""
        self._declared = exercise.neutral
        self._indices = [signals.index[neutral.feature] for neutral in exercise.neutral]
        self._still_s = exercise.still_s
        self.reset()

    def reset(self) -> None:
        """Forget everything, as if new."""
        self._window: deque[tuple[float, list[float]]] = deque()
        self._seen: list[bool] = []
        self._taken: set[str] = set()
        self._since_s = math.nan
        self.undecided = False
        """Whether the first still time is under way: nothing has moved yet, so that no movement can have begun,
        whatever the difference from the typical neutral may say."""

    def interrupt(self) -> None:
        """Start the still time afresh: the person moved away or was not seen."""
        self._window.clear()

    def update(self, t_s: float, values: Sequence[float]) -> Mapping[str, float] | None:
        """Take in one frame; return the neutral of what was taken now, once the start has been still for long enough.

        A feature that is not seen is no obstacle for the others, and may be taken later. A mean outside of a feature's
        declared band is not a neutral (somebody may hold still with an arched back) and is not accepted.
        """
        self.undecided = False
        if len(self._taken) == len(self._declared):
            return None
        if self._since_s != self._since_s:  # NaN is not equal to itself
            self._since_s = t_s
        now = [values[i] for i in self._indices]
        seen = [value == value for value in now]  # NaN is not equal to itself
        if seen != self._seen:
            self._window.clear()
            self._seen = seen
        self._window.append((t_s, now))
        while len(self._window) > 1 and t_s - self._window[1][0] >= self._still_s:
            self._window.popleft()
        still = self._still()
        if t_s - self._window[0][0] < self._still_s:
            self.undecided = bool(still) and t_s - self._since_s <= self._still_s + SETTLE_S
            return None
        return self._accept(still)

    def _accept(self, still: Mapping[str, float] | None) -> Mapping[str, float] | None:
        fresh = {name: mean for name, mean in (still or {}).items() if name not in self._taken}
        self._taken.update(fresh)
        return fresh or None

    def _still(self) -> Mapping[str, float] | None:
        """Return the means of what is seen, or None if one of them moves or is no neutral."""
        still: dict[str, float] = {}
        for k, neutral in enumerate(self._declared):
            if not self._seen[k]:
                continue
            column = [values[k] for _, values in self._window]
            mean = sum(column) / len(column)
            if max(column) - min(column) > neutral.still_range or not neutral.least <= mean <= neutral.most:
                return None
            still[neutral.feature] = mean
        return still


class Rebase:
    """Takes some neutrals anew in a phase, once its movement has come to rest.

    Lifting the hips shifts what is seen of the shoulders a little; the turn that follows is measured from there. A
    feature that has already left its neutral by more than its limit is being moved, and keeps its old one.
    """

    def __init__(self, exercise: Exercise, signals: Signals) -> None:
        """Compile the phases of an exercise."""
        self._signals = signals
        self._plans = {phase.name: self._plan(phase) for phase in exercise.phases if phase.rebase}
        self.reset()

    def reset(self) -> None:
        """Forget everything, as if new."""
        self._done: PhaseSpan | None = None

    def step(self, t_s: float, span: PhaseSpan) -> None:
        """Look at the signals now."""
        plan = self._plans.get(span.phase.name)
        if plan is None or self._done is span or t_s - span.start_s < 0.3:
            return
        settled, features = plan
        share = settled()
        if share <= SETTLED_SHARE:
            signals = self._signals
            still = [i for i, limit in features if abs(signals.values[i] - signals.neutral[i]) <= limit]
            signals.rebase(still)
            self._done = span

    def _plan(self, phase: Phase) -> tuple[Reader, list[tuple[int, float]]]:
        features = [(self._signals.index[name], limit) for name, limit in phase.rebase.items()]
        return self._signals.reader(phase.signal or "", "speed_share"), features
