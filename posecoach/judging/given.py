"""What a neutral is taken under: conditions that hold where the person is at rest, and not elsewhere."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from posecoach.exercises.declaration import Condition
from posecoach.judging.rest_level import Column


def aside(given: Sequence[Condition], columns: Mapping[str, Column]) -> Column | None:
    """Return how far a feature is from the middle of the band in which it tells rest; None without such a band."""
    if not is_band(given) or given[0].of != "value":
        return None
    return columns[given[0].feature] - sum(_limits(given)) / 2.0


def is_band(given: Sequence[Condition]) -> bool:
    """Tell whether two conditions are the ends of a band of one value."""
    return len(given) == len(_limits(given)) == 2 and len({(one.feature, one.of) for one in given}) == 1


def _limits(given: Sequence[Condition]) -> list[float]:
    ends = [condition.at_least for condition in given] + [condition.at_most for condition in given]
    return [limit for limit in ends if limit is not None]


def keeps(condition: Condition, value: float, level: float) -> bool:
    """Tell whether one value meets a condition on a value, or on its change from a level."""
    return bool(holds(condition, np.array([value]), level)[0])


def holds(condition: Condition, column: Column, level: float) -> NDArray[np.bool_]:
    """Return which samples meet a condition on a value, or on its change from a level."""
    values = column if condition.of == "value" else column - level
    if condition.of == "size":
        values = np.abs(values)
    least = -math.inf if condition.at_least is None else condition.at_least
    most = math.inf if condition.at_most is None else condition.at_most
    return np.asarray((values >= least) & (values <= most))
