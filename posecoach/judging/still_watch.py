"""A still second in the starting posture."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping, Sequence

from posecoach.exercises.declaration import Exercise
from posecoach.judging.given import is_band, keeps
from posecoach.judging.signals import Signals


class StillWatch:
    """Watches for a still second in a starting posture that may be neutral; takes each feature once.

    A person may also hold still in the middle of the exercise: a feature that has already moved as far as the
    exercise moves it is no longer taken, unless it matches the stay before; one that differs from it never is.
    """

    def __init__(self, exercise: Exercise, signals: Signals) -> None:
        """Compile the neutral features of an exercise."""
        self._declared = exercise.neutral
        self._indices = [signals.index[neutral.feature] for neutral in exercise.neutral]
        # A band is for moments in passing: who holds still beside it is at rest before a camera that stands askew.
        self._given = [
            [
                (condition, signals.index[condition.feature])
                for condition in neutral.given
                if condition.of == "value" and not is_band(neutral.given)
            ]
            for neutral in exercise.neutral
        ]
        self._still_s = exercise.still_s
        self.reset()

    def reset(self, before: Mapping[str, float] | None = None) -> None:
        """Begin a stay; before: the neutral of the previous stay, if seen from the same place."""
        self._before = before or {}
        self._window: deque[tuple[float, list[float]]] = deque()
        self._seen: list[bool] = []
        self._least = [math.inf] * len(self._declared)
        self._most = [-math.inf] * len(self._declared)
        self.taken: dict[str, float] = {}
        self._beside: dict[str, dict[str, float]] = {}
        self._never: set[str] = set()

    @property
    def complete(self) -> bool:
        """Whether all features have been taken."""
        return len(self.taken) == len(self._declared)

    def refute(self, name: str) -> None:
        """Give up a neutral that turned out to be none; what was still there will not be taken for it again."""
        del self.taken[name]
        k = next(k for k, neutral in enumerate(self._declared) if neutral.feature == name)
        self._least[k] = -math.inf

    def doubt(self, name: str, level: float) -> set[str]:
        """Give up what was taken where another feature, whose level turned out to be this, was not as it is at rest.

        Whoever is first seen with the hips up, and holds that, holds a turn there too. Returns the features.
        """
        fallen = {
            neutral.feature
            for neutral in self._declared
            if neutral.feature in self.taken
            and any(
                condition.feature == name and not keeps(condition, beside[name], level)
                for condition in neutral.given
                if name in (beside := self._beside[neutral.feature])
            )
        }
        for feature in fallen:
            del self.taken[feature]
        self._never |= fallen
        return fallen

    def update(self, t_s: float, values: Sequence[float]) -> Mapping[str, float]:
        """Take in one frame; return the neutrals taken now.

        A feature that is not seen does not hold up the others, and may be taken later. A mean outside a feature's
        declared band is not a neutral; if the exercise moves that feature, nothing is taken (the person may be
        holding still with an arched back).
        """
        if self.complete:
            return {}
        now = [values[i] for i in self._indices]
        seen = [value == value for value in now]  # NaN is not equal to itself
        if not all(self._may_be_rest(k, values) for k in range(len(now)) if seen[k]):
            self._window.clear()
            return {}
        for k, value in enumerate(now):
            if seen[k]:
                self._least[k], self._most[k] = min(self._least[k], value), max(self._most[k], value)
        if seen != self._seen:
            self._window.clear()
            self._seen = seen
        self._window.append((t_s, now))
        while len(self._window) > 1 and t_s - self._window[1][0] >= self._still_s:
            self._window.popleft()
        if t_s - self._window[0][0] < self._still_s:
            return {}
        still = self._still()
        fresh = {name: mean for name, mean in still.items() if name not in self.taken.keys() | self._never}
        self.taken |= fresh
        self._beside |= {name: self._means() for name in fresh}
        return fresh

    def _may_be_rest(self, k: int, values: Sequence[float]) -> bool:
        """Tell whether what a neutral is taken under holds now, or is not seen."""
        return all(
            values[i] != values[i] or keeps(condition, values[i], math.nan) for condition, i in self._given[k]
        )

    def _means(self) -> dict[str, float]:
        """Return the means of what is seen."""
        return {
            neutral.feature: sum(values[k] for _, values in self._window) / len(self._window)
            for k, neutral in enumerate(self._declared)
            if self._seen[k]
        }

    def _still(self) -> Mapping[str, float]:
        """Return the means of what is seen and still; nothing if a feature that the exercise moves is not neutral."""
        still: dict[str, float] = {}
        for k, neutral in enumerate(self._declared):
            if not self._seen[k]:
                continue
            column = [values[k] for _, values in self._window]
            mean = sum(column) / len(column)
            other = neutral.moves is not None and (
                abs(mean - self._before.get(neutral.feature, mean)) > neutral.still_range
            )
            moves = max(column) - min(column) > neutral.still_range
            if moves or other or not neutral.least <= mean <= neutral.most:
                if neutral.moves is not None:
                    return {}
            elif (
                neutral.moves is None
                or neutral.feature in self._before
                or self._most[k] - self._least[k] < neutral.moves
            ):
                still[neutral.feature] = mean
        return still
