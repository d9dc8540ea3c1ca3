"""Where a feature lies while a person is neutral, from what was seen of it: nobody has to hold still.

Pure functions over the samples of one stay in the starting posture.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecoach.exercises.declaration import Neutral

Column = NDArray[np.float64]

EXTREME_PERCENT: Final = (4.0, 96.0)
"""The ends of a feature's range, as percentiles: a spike or a wrong frame lies beyond them."""

LOW_SHARE: Final = 0.35
"""Where rest is the low end (hips down, trunk upright), this lowest share of the range is rest. Smooth movement spends
a third of its time there, and people pause there besides."""

THIRDS: Final = (1.0 / 3.0, 2.0 / 3.0)
"""A swing goes from one outer third of the range to the other."""

CALM_S: Final = 0.5
CALM_SHARE: Final = 0.5
"""A feature is calm where it stays within this share of its `still_range` for this long: a second of that would still
count as still, and a movement of 3 s leaves it at once."""

PLATEAU_SHARES: Final = (0.2, 0.7)
PLATEAU_S: Final = 0.6
"""Calm moments of this length together, well away from both ends of the range, are the neutral itself."""

END_SHARE: Final = 0.2
END_SWINGS: Final = 5
"""A still start within this share of the range at one of its ends is doubtful once the feature has gone there and back
twice, and there again: a person who goes only one way has been told so by then, or began in the middle."""

USUAL_S: Final = 2.0
"""A feature must have been seen for this long to have a usual value."""

USUAL_SPREAD: Final = 1.5
"""A value is usual only if 80 % of what was seen lies within this many `still_range`s."""

USUAL_SHARE: Final = 0.5
"""What the exercise moves, and other features tell to be at rest, passes through there without a stop: there 80 % may
lie within this share of what shows that the exercise was done."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Samples of one feature, in order, only where it was seen: media times [s] and values."""

    t_s: Column
    values: Column

    def only(self, kept: NDArray[np.bool_]) -> Seen:
        """Return the samples that a mask keeps."""
        return Seen(self.t_s[kept], self.values[kept])


@dataclass(frozen=True, slots=True)
class Level:
    """Where a feature lies while the person is neutral. rough: known only as a share of its range."""

    value: float
    rough: bool = False


def rest_level(neutral: Neutral, seen: Seen, swings: int) -> Level | None:
    """Return where a feature lies while the person is neutral; None if that is too uncertain.

    swings: how often the feature must have gone from one end of its range to the other before the ends are believed:
    a single swing may still be going on.
    """
    if len(seen.t_s) < 2:
        return None
    level = _usual(neutral, seen) if neutral.lies == "usual" else _of_range(neutral, seen, swings)
    return level if level is not None and neutral.least <= level.value <= neutral.most else None


def at_an_end(neutral: Neutral, seen: Seen, value: float) -> bool:
    """Tell whether what was taken for the neutral has turned out to be an end of the feature's range.

    A person who holds still in a cow before beginning shows no other neutral; nor does one who never arches.
    """
    if len(seen.t_s) < 2 or neutral.moves is None or neutral.share is None:
        return False
    low, high = np.percentile(seen.values, EXTREME_PERCENT)
    far = high - low >= neutral.moves and swings_of(seen.values, low, high) >= END_SWINGS
    return bool(far and min(value - low, high - value) < END_SHARE * (high - low))


def _usual(neutral: Neutral, seen: Seen) -> Level | None:
    low, high = np.percentile(seen.values, (10.0, 90.0))
    spread = USUAL_SPREAD * neutral.still_range if neutral.moves is None else USUAL_SHARE * neutral.moves
    if _seconds(seen) < USUAL_S or high - low > spread:
        return None
    return Level(float(np.median(seen.values)))


def _of_range(neutral: Neutral, seen: Seen, swings: int) -> Level | None:
    low, high = np.percentile(seen.values, EXTREME_PERCENT)
    if neutral.moves is None or high - low < neutral.moves or swings_of(seen.values, low, high) < swings:
        return None
    if neutral.lies == "low":
        return Level(float(np.median(seen.values[seen.values <= low + LOW_SHARE * (high - low)])))
    return _between(neutral, seen, low, high)


def _between(neutral: Neutral, seen: Seen, low: float, high: float) -> Level | None:
    """Return the level of the calm moments between both ends, else the usual value, if any."""
    shares = (seen.values - low) / (high - low)
    inside = (shares > PLATEAU_SHARES[0]) & (shares < PLATEAU_SHARES[1])
    plateau = seen.only(inside & calm(seen, CALM_SHARE * neutral.still_range))
    if len(plateau.t_s) * _step_s(seen) >= PLATEAU_S:
        return Level(float(np.median(plateau.values)))
    return None if neutral.share is None else Level(float(low + neutral.share * (high - low)), rough=True)


def swings_of(values: Column, low: float, high: float) -> int:
    """Return how often values went from one outer third of a range to the other."""
    shares = (values - low) / (high - low)
    ends = np.where(shares < THIRDS[0], -1, np.where(shares > THIRDS[1], 1, 0))
    visited = ends[ends != 0]
    return int(np.count_nonzero(np.diff(visited)))


def calm(seen: Seen, reach: float) -> NDArray[np.bool_]:
    """Return the samples around which, for CALM_S, all values stay within a reach."""
    first = np.searchsorted(seen.t_s, seen.t_s - CALM_S / 2.0)
    after = np.searchsorted(seen.t_s, seen.t_s + CALM_S / 2.0, side="right")
    return np.array(
        [np.ptp(seen.values[a:b]) <= reach for a, b in zip(first, after, strict=True)], dtype=np.bool_
    )


def _step_s(seen: Seen) -> float:
    return float(np.median(np.diff(seen.t_s)))


def _seconds(seen: Seen) -> float:
    return len(seen.t_s) * _step_s(seen)
