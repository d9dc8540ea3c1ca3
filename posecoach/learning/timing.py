"""How one repetition goes in time: when it leaves rest, arrives, leaves again and is back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

import numpy as np

from posecoach.learning.measuring import Measured
from posecoach.learning.repeating import Excursion, Movement

NEAR: Final = 0.1
"""Within this share of its way from either end, a movement has not begun, or has arrived."""

TENTHS_SHARE: Final = 0.56
"""Share of a movement's time between both: see judging.movement."""

HOLD_S: Final = 1.5
"""Who mostly stays at the far end for this long, and never less than half as long, holds."""


@dataclass(frozen=True, slots=True)
class Way:
    """One excursion. All in media time [s]: left rest, reached the far end, left that, was back at rest."""

    excursion: Excursion
    left_s: float
    reached_s: float
    turned_s: float
    back_s: float

    @property
    def hold_s(self) -> float:
        """How long it stayed at the far end [s]."""
        return self.turned_s - self.reached_s

    @property
    def fastest_s(self) -> float:
        """How long the faster of both ways lasted [s]."""
        return min(self.reached_s - self.left_s, self.back_s - self.turned_s) / TENTHS_SHARE


def ways(movement: Movement, recordings: Sequence[Measured]) -> list[list[Way]]:
    """Return the excursions of every recording, timed."""
    return [
        [_way(one, recording, movement.feature, found.rest) for one in found.excursions]
        for recording, found in zip(recordings, movement.found, strict=True)
    ]


def _way(one: Excursion, recording: Measured, feature: str, rest: float) -> Way:
    kept = (recording.t_s >= one.start_s) & (recording.t_s <= one.end_s)
    t_s, share = recording.t_s[kept], one.sign * (recording.columns[feature][kept] - rest) / one.size
    peak = int(np.nanargmax(share))
    far = np.flatnonzero(share >= 1.0 - NEAR)
    near = np.flatnonzero(share <= NEAR)
    before, after = near[near < peak], near[near > peak]
    left = int(before[-1]) if len(before) else 0
    back = int(after[0]) if len(after) else len(t_s) - 1
    return Way(one, float(t_s[left]), float(t_s[far[0]]), float(t_s[far[-1]]), float(t_s[back]))


@dataclass(frozen=True, slots=True)
class Hold:
    """How long the far end is held [s], mostly and at the least."""

    typical_s: float
    shortest_s: float


def hold(all_ways: Sequence[Sequence[Way]]) -> Hold | None:
    """Return how long the far end is held; None if it is not held every time."""
    held_s = [way.hold_s for some in all_ways for way in some]
    found = Hold(median(held_s), min(held_s))
    always = found.shortest_s >= max(HOLD_S, found.typical_s) / 2.0
    return found if found.typical_s >= HOLD_S and always else None


def path_of(some: Sequence[Way], rest: float, feature: str) -> list[tuple[float, dict[str, float]]]:
    """Return the path of an example: the excursions of one recording, smoothed, with a still start and end [s]."""
    points: list[tuple[float, dict[str, float]]] = [(0.0, {feature: rest})]
    shift_s = STILL_S - some[0].left_s
    for t_s, value in _turns(some, rest):
        at_s = round(max(t_s + shift_s, points[-1][0] + GAP_S), 2)
        points.append((at_s, {} if value is None else {feature: value}))
    points.append((round(points[-1][0] + STILL_S, 2), {}))
    return points


STILL_S: Final = 1.5
GAP_S: Final = 0.2
"""Between two points of a path, at least."""


def _turns(some: Sequence[Way], rest: float) -> Iterator[tuple[float, float | None]]:
    """Yield when the feature turns, and to what; None: it stays as it is."""
    for i, way in enumerate(some):
        straight = i > 0 and way.left_s - some[i - 1].back_s < GAP_S
        if not straight:
            yield way.left_s, None
        yield way.reached_s, rest + way.excursion.sign * way.excursion.size
        yield way.turned_s, None
        through = i + 1 < len(some) and _opposite(way, some[i + 1])
        if not through:
            yield way.back_s, rest


def _opposite(one: Way, other: Way) -> bool:
    """Tell whether two excursions go opposite ways without a rest between."""
    return one.excursion.sign != other.excursion.sign and other.left_s - one.back_s < GAP_S


