"""Numbers drawn from a seed, the same with every Python: only `Random.random` is used, which never changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Draw:
    """A stream of drawn numbers; the same key gives the same stream."""

    def __init__(self, *key: int | str) -> None:
        self._random = Random("/".join(map(str, key)))  # noqa: S311  # nothing secret

    def chance(self, probability: float) -> bool:
        """Whether something of this probability happens."""
        return self._random.random() < probability

    def between(self, low: float, high: float, digits: int = 2) -> float:
        """A number from low to high, all alike, rounded."""
        return round(low + (high - low) * self._random.random(), digits)

    def count(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return min(low + int((high - low + 1) * self._random.random()), high)

    def one_of(self, options: Sequence[T]) -> T:
        """One of the options, all alike."""
        return options[self.count(0, len(options) - 1)]

    def weighted(self, options: Mapping[T, float]) -> T:
        """One of the options by its weight."""
        left = self._random.random() * sum(options.values())
        for option, weight in options.items():
            left -= weight
            if left < 0.0:
                return option
        return option

    def shuffled(self, options: Sequence[T]) -> list[T]:
        """The options in any order."""
        rest = list(options)
        return [rest.pop(self.count(0, len(rest) - 1)) for _ in options]
