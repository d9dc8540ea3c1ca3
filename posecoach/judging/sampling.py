"""A signal between its samples: when it crossed a limit, and for how long each sample stands.

Poses come as often as the computer finds them, evenly or not. What is measured must not depend on that, so times come
from between the samples, and shares of a time are shares of its seconds, not of its samples.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecoach.judging.resolution import CALM_FINE_S

BLIND_S: Final = 0.5
"""After a longer gap nobody knows what happened in it: what could not be seen for this long has to begin anew."""

Sample = tuple[float, Sequence[float]]
"""A media time [s] and the values of all features then."""


def crossing_s(before: tuple[float, float], after: tuple[float, float], limit: float) -> float:
    """Return when the straight line between two samples, (t_s, value), reached a limit [s], at most at their times."""
    step = after[1] - before[1]
    share = (limit - before[1]) / step if step else 0.0
    return before[0] + min(1.0, max(0.0, share)) * (after[0] - before[0])


HALVINGS: Final = 20
"""Of the time between two samples: to a millionth of it."""


def curved_crossing_s(samples: Sequence[tuple[float, float]], after: int, limit: float) -> float:
    """Return when the curve through samples, (t_s, value) each, reached a limit just before one of them [s].

    after: the index of the first sample at the limit or beyond it. The straight line out of a rest leaves it too early,
    and the more so the further apart the samples are. The curve never goes beyond its samples (Fritsch and Butland
    1984). Where these are too far apart to know how it bends, it is the line.
    """
    (before_s, value), (after_s, later) = samples[after - 1], samples[after]
    seconds = after_s - before_s
    if seconds > CALM_FINE_S:
        return crossing_s(samples[after - 1], samples[after], limit)
    leaving, arriving = _slope(samples, after - 1) * seconds, _slope(samples, after) * seconds
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        share = (low + high) / 2.0
        rest = 1.0 - share
        reached = value * (1.0 + 2.0 * share) * rest**2 + later * share**2 * (3.0 - 2.0 * share)
        reached += leaving * share * rest**2 - arriving * share**2 * rest
        low, high = (share, high) if (reached < limit) == (later > value) else (low, share)
    return before_s + high * seconds


def _slope(samples: Sequence[tuple[float, float]], k: int) -> float:
    """Return how steep the curve is at a sample: 0 where it turns, as the line there at the ends."""
    steps = [
        (later_s - sooner_s, (later - sooner) / (later_s - sooner_s))
        for (sooner_s, sooner), (later_s, later) in pairwise(samples[max(k - 1, 0) : k + 2])
    ]
    (before_s, before), (after_s, after) = steps[0], steps[-1]
    if before * after <= 0.0:
        return 0.0
    weights = 2.0 * after_s + before_s, after_s + 2.0 * before_s
    return sum(weights) / (weights[0] / before + weights[1] / after)


def within_since_s(before: tuple[float, float], now: tuple[float, float], least: float, most: float) -> float:
    """Return when a value that is within limits now came within them [s]: since the sample before, (t_s, value).

    The time before if it was within them already, the time now if it was not seen or too long ago.
    """
    (before_s, value), (now_s, _) = before, now
    if not now_s - before_s <= BLIND_S or value != value:  # NaN is not equal to itself
        return now_s
    if value < least:
        return crossing_s(before, now, least)
    return crossing_s(before, now, most) if value > most else before_s


def beyond_since_s(before: tuple[float, float], now: tuple[float, float], least: float, most: float) -> float:
    """Return the same for a value that is beyond limits now."""
    (before_s, was), (now_s, value) = before, now
    if not now_s - before_s <= BLIND_S or was != was:  # NaN is not equal to itself
        return now_s
    if value < least:
        return before_s if was < least else crossing_s(before, now, least)
    return before_s if was > most else crossing_s(before, now, most)


def between(before: Sample, after: Sample, t_s: float) -> Sample:
    """Return the values at a media time between two samples; NaN where one of them did not see."""
    share = (t_s - before[0]) / (after[0] - before[0])
    return t_s, [old + share * (new - old) for old, new in zip(before[1], after[1], strict=True)]


def seconds_of(times_s: Sequence[float]) -> list[float]:
    """Return for how long each of some samples stands: half the way to its neighbours [s]."""
    last = len(times_s) - 1
    return [(times_s[min(i + 1, last)] - times_s[max(i - 1, 0)]) / 2.0 for i in range(len(times_s))]


def kept_for(values: Sequence[tuple[float, float]], seconds: float) -> float:
    """Return the value that the first of some values were kept at, or surpassed, for so many seconds.

    values: each with the seconds that it stands for, sorted; at least one.
    """
    stands_s = np.array([stands_s for _, stands_s in values])
    middles_s = np.cumsum(stands_s) - stands_s / 2.0
    return float(np.interp(seconds, middles_s, [value for value, _ in values]))


PACE_S: Final = 0.1
"""A pace is measured over this long: any shorter, and the landmarks' jitter counts as movement."""


def furthest_unseen(samples: Sequence[tuple[float, float]]) -> float:
    """Return how high a value may have gone while it was not seen, at the fastest pace of what was seen of it.

    samples: (t_s, value) of one movement, NaN = not seen. -inf if all was seen but for moments that leave nothing
    open, as between poses under `auto`, CALM_FINE_S apart at most.
    """
    seen = [(t_s, value) for t_s, value in samples if value == value]  # NaN is not equal to itself
    if not seen:
        return math.inf
    pace = _fastest(seen)
    furthest = -math.inf
    for (before_s, before), (after_s, after) in pairwise(seen):
        if after_s - before_s > CALM_FINE_S:
            furthest = max(furthest, (before + after + pace * (after_s - before_s)) / 2.0)
    for (edge_s, _), (t_s, value) in ((samples[0], seen[0]), (samples[-1], seen[-1])):
        if abs(t_s - edge_s) > CALM_FINE_S:
            furthest = max(furthest, value + pace * abs(t_s - edge_s))
    return furthest


def _fastest(seen: Sequence[tuple[float, float]]) -> float:
    """Return the fastest pace of a value between samples that are just PACE_S apart, or little more [1/s]."""
    times_s = [t_s for t_s, _ in seen]
    fastest = 0.0
    for t_s, value in seen:
        later = bisect_left(times_s, t_s + PACE_S - 1e-9)
        if later < len(seen) and times_s[later] - times_s[later - 1] <= CALM_FINE_S:
            fastest = max(fastest, abs(seen[later][1] - value) / (times_s[later] - t_s))
    return fastest


def evenly(table: NDArray[np.float64], step_s: float) -> NDArray[np.float64]:
    """Return samples of several values, a row each with its time first, as if they had come evenly.

    Quantiles and counts of such rows are shares of time. There is no row in a gap longer than BLIND_S; what one of two
    neighbours did not see is NaN between them.
    """
    times_s = table[:, 0]
    longest_s = max(BLIND_S, step_s)
    # Only where samples follow one another: over a gap of hours, the grid itself would take all the memory.
    pieces = np.split(times_s, np.flatnonzero(np.diff(times_s) > longest_s) + 1)
    steps = [
        np.arange(
            np.ceil((piece[0] - times_s[0]) / step_s - 1e-6),
            np.floor((piece[-1] - times_s[0]) / step_s + 1e-6) + 1.0,
        )
        for piece in pieces
    ]
    grid_s = times_s[0] + step_s * np.concatenate(steps)
    after = np.clip(np.searchsorted(times_s, grid_s + 1e-9, side="right"), 1, max(len(times_s) - 1, 1))
    if len(times_s) > 1:
        grid_s = grid_s[times_s[after] - times_s[after - 1] <= longest_s]
    return np.column_stack([grid_s, *(np.interp(grid_s, times_s, column) for column in table.T[1:])])
