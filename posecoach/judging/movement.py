"""When a movement began and how long it lasted, from samples of one signal."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecoach.judging.sampling import crossing_s, curved_crossing_s

LOW: Final = 0.12
HIGH: Final = 0.5
EASE: Final = 1.0
"""A movement begins smoothly: it reaches LOW and HIGH of its way some time after it began. The time before LOW is
LOW**(1/n) / (HIGH**(1/n) - LOW**(1/n)) times that between the two if the way grows with the nth power of time: 0.96
for constant acceleration (n = 2), 1.64 for minimum jerk (n = 3); people are between."""

PAUSE_S: Final = 0.5
"""A signal that hardly moves for this long is pausing: what follows is a new movement."""

SPIKE_S: Final = 0.1
"""Anything shorter than this is not a movement."""

REST_S: Final = 0.4
REST_SHARE: Final = 0.1
"""A movement rests where it advances by less than this share of its way in this time: a smooth one of 3 s covers 25 %
in its middle. Over a shorter time the back's outline, wavering under loose clothes, would pass for a rest."""

GREATER: Final = 0.75
"""Up to this share of its way, a movement cannot be the drift of a pause."""

PACE_S: Final = 0.15
GOING_SHARE: Final = 0.6
"""A movement goes on at an end where it is faster than this share of its fastest, over this time. One that has come to
its end is slower there: minimum jerk has 0.36 of its greatest speed left at nine tenths of its way."""

RESTING_SHARE: Final = 0.3
"""At this share of its fastest, over PACE_S, a movement of minimum jerk has come through nine tenths of its way."""

TENTHS_SHARE: Final = 0.555
"""Share of a movement's time between one tenth and nine tenths of its way: 0.51 for minimum jerk (Flash and Hogan
1985), 0.59 for a cosine, 0.61 for a cubic. With the curve between poses, times are as they were along lines with 0.56
at 24 frames a second, by which the limits were chosen."""


def onset_s(samples: Sequence[tuple[float, float]], rising: bool, noise: float) -> float:
    """Return when the movement at the end of the samples began [s]; NaN if no sample was seen.

    samples: (t_s, value) in order, up to a moment in the movement or just at its end; NaN values are passed over.
    rising: the direction of the movement. noise: how far the value wavers while it is still.
    """
    sign = 1.0 if rising else -1.0
    seen = _without_spikes([(t_s, sign * value) for t_s, value in samples if value == value])
    if not seen:
        return math.nan
    seen = seen[_plateau_index(seen, noise) :]
    lowest_s, low = min(reversed(seen), key=lambda sample: sample[1])
    travel = seen[-1][1] - low
    low_s = _last_below(seen, low + LOW * travel)
    high_s = _last_below(seen, low + HIGH * travel)
    return max(lowest_s, low_s - EASE * max(0.0, high_s - low_s))


def _plateau_index(seen: Sequence[tuple[float, float]], noise: float) -> int:
    """Return where the plateau that a rising movement left was reached, going back from its end.

    The plateau is where the value, going back, has hardly fallen for PAUSE_S, or starts to rise again.
    """
    top = low = mark = seen[-1][1]
    mark_s = seen[-1][0]
    for i in range(len(seen) - 1, -1, -1):
        t_s, value = seen[i]
        low = min(low, value)
        if mark - low > max(noise, 0.06 * (top - low)):
            mark, mark_s = low, t_s
        reversed_ = value - low > max(2.0 * noise, 0.25 * (top - low))
        if reversed_ or mark_s - t_s > PAUSE_S:
            return i
    return 0


def movement_s(samples: Sequence[tuple[float, float]], rest_share: float = REST_SHARE) -> float:
    """Return how long the movement at the start of the samples lasted [s]; NaN if there was none.

    samples: (t_s, value) of a phase, in order; NaN values are skipped. The movement runs from the first sample to
    the extreme, or to the first rest beyond half of that way: drift during the pause at the end of a phase is not
    part of it. Measured between one and nine tenths of the way, because the ends of a smooth movement
    cannot be seen.
    """
    way = _way(samples)
    return _timed_s(way, _first_rest(way, rest_share)) if way else math.nan


def timed_between_s(samples: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return from when to when the same movement was timed [s]: that at one and at nine tenths; NaN without one."""
    way = _way(samples)
    if not way:
        return math.nan, math.nan
    rest = _first_rest(way, REST_SHARE)
    return _from_a_tenth_s([(t_s, share / rest) for t_s, share in way], 0.9)


def whole_movement_s(samples: Sequence[tuple[float, float]]) -> float:
    """Return how long the same movement lasted if it did not end where it first rested [s]."""
    way = _way(samples)
    return _timed_s(way, 1.0) if way else math.nan


def way_of(samples: Sequence[tuple[float, float]]) -> float:
    """Return how far the movement at the start of the samples went, in the signal's unit; 0 if there was none."""
    seen = _without_spikes([(t_s, value) for t_s, value in samples if value == value])
    return max((abs(value - seen[0][1]) for _, value in seen), default=0.0)


def _way(samples: Sequence[tuple[float, float]]) -> Sequence[tuple[float, float]]:
    """Return (media time [s], share of the way) from the first sample to the extreme; nothing without a movement."""
    seen = _without_spikes([(t_s, value) for t_s, value in samples if value == value])
    if len(seen) < 3:
        return ()
    start = seen[0][1]
    _, extreme = max(seen, key=lambda sample: abs(sample[1] - start))
    return [(t_s, (value - start) / (extreme - start)) for t_s, value in seen] if extreme != start else ()


def _timed_s(way: Sequence[tuple[float, float]], rest: float) -> float:
    """Return how long a movement to a share of the way lasted [s]."""
    left_s, arrived_s = _from_a_tenth_s([(t_s, share / rest) for t_s, share in way], 0.9)
    return (arrived_s - left_s) / TENTHS_SHARE


def _from_a_tenth_s(way: Sequence[tuple[float, float]], until: float) -> tuple[float, float]:
    """Return when a tenth of the way was left for good, and when a greater share of it was reached [s]."""
    arrived = next(i for i, (_, share) in enumerate(way) if share >= until)
    left = next(i for i in range(arrived, 0, -1) if way[i - 1][1] < 0.1)
    return curved_crossing_s(way, left, 0.1), curved_crossing_s(way, arrived, until)


def goes_on(samples: Sequence[tuple[float, float]]) -> bool:
    """Tell whether a movement goes on when the samples end: then it took longer than they show.

    samples: as for `movement_s`.
    """
    seen = _without_spikes([(t_s, value) for t_s, value in samples if value == value])
    return _last_pace(seen, seen) > GOING_SHARE


def comes_to_rest(samples: Sequence[tuple[float, float]]) -> bool:
    """Tell whether a movement has come to its end, or turned back, when the samples end.

    samples: as for `movement_s`.
    """
    seen = _without_spikes([(t_s, value) for t_s, value in samples if value == value])
    return _last_pace(seen, seen) <= RESTING_SHARE  # NaN is unknown


def went_on_already(before: Sequence[tuple[float, float]], samples: Sequence[tuple[float, float]]) -> bool:
    """Tell whether a movement may have gone on already when its samples begin, from those just before them.

    One that turned back there, or rested, began there, wherever neutral is.
    """
    seen, earlier = (
        _without_spikes([(t_s, value) for t_s, value in some if value == value]) for some in (samples, before)
    )
    return not _last_pace(earlier, seen) <= GOING_SHARE  # NaN is unknown


def _last_pace(seen: Sequence[tuple[float, float]], of: Sequence[tuple[float, float]]) -> float:
    """Return how fast samples come on at their end, as a share of the fastest of others; NaN if that is unknown."""
    if len(seen) < 2 or len(of) < 3:
        return math.nan
    last, all_ = _gains(seen, PACE_S), _gains(of, PACE_S)
    fastest = all_[np.argmax(np.abs(all_))] if len(all_) else 0.0
    return float(last[-1] / fastest) if len(last) and fastest else math.nan


def body_of_movement_s(samples: Sequence[tuple[float, float]]) -> float:
    """Return how long the greater part of a movement lasted, from one tenth to three quarters of its way [s].

    samples: as for `movement_s`; NaN without a movement. However slow, it counts as moving: in slow motion every
    movement looks like a rest.
    """
    way = _way(samples)
    if not way:
        return math.nan
    left_s, arrived_s = _from_a_tenth_s(way, GREATER)
    return arrived_s - left_s


def _without_spikes(seen: Sequence[tuple[float, float]]) -> Sequence[tuple[float, float]]:
    """Return the samples, each value replaced by the median around it; what only rises or only falls is unchanged.

    An outline under loose clothes jumps for a frame by a fifth of its way.
    """
    calm: list[tuple[float, float]] = []
    first = after = 0
    for i, (t_s, _) in enumerate(seen):
        while seen[first][0] < t_s - SPIKE_S:
            first += 1
        while after < len(seen) and seen[after][0] <= t_s + SPIKE_S:
            after += 1
        reach = min(i - first, after - 1 - i)
        calm.append((t_s, sorted(value for _, value in seen[i - reach : i + reach + 1])[reach]))
    return calm


def _first_rest(way: Sequence[tuple[float, float]], rest_share: float) -> float:
    """Return the share of the way at which the movement first rests between its half and nine tenths; 1 if nowhere."""
    last = 0
    for t_s, share in way:
        while last + 1 < len(way) and way[last][0] - t_s < REST_S:
            last += 1
        later_s, later = way[last]
        if share >= HIGH and later < 0.9 and later_s - t_s >= REST_S and later - share < rest_share:
            return max(share, later)
    return 1.0


def _gains(samples: Sequence[tuple[float, float]], seconds: float) -> NDArray[np.float64]:
    """Return how far the value came on in so many seconds, wherever these begin or end with a sample, in order."""
    t_s, values = np.array(samples).T
    starts_s = np.union1d(t_s, t_s - seconds)
    starts_s = starts_s[(starts_s >= t_s[0]) & (starts_s + seconds <= t_s[-1] + 1e-9)]
    return np.asarray(np.interp(starts_s + seconds, t_s, values) - np.interp(starts_s, t_s, values))


def _last_below(samples: Sequence[tuple[float, float]], limit: float) -> float:
    i = max(k for k, (_, value) in enumerate(samples) if value <= limit)
    return crossing_s(samples[i], samples[i + 1], limit) if i + 1 < len(samples) else samples[i][0]
