"""How one repetition goes in time: when it leaves rest, arrives, leaves again and is back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

import numpy as np

from posecoach.judging.movement import TENTHS_SHARE
from posecoach.learning.measuring import MeasuredRecording
from posecoach.learning.repeating import Excursion, RepeatedMovement

NEAR: Final = 0.1
"""Within this share of its way from either end, a movement has not begun, or has arrived."""

EDGE_S: Final = 1.0
"""So far before and after an excursion a movement may begin and end: one is counted from a quarter of its way on."""

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


def ways(movement: RepeatedMovement, recordings: Sequence[MeasuredRecording]) -> list[list[Way]]:
    """Return the excursions of every recording, timed."""
    return [
        [_way(one, recording, movement.feature, found.rest) for one in found.excursions]
        for recording, found in zip(recordings, movement.found, strict=True)
    ]


def _way(one: Excursion, recording: MeasuredRecording, feature: str, rest: float) -> Way:
    kept = (recording.t_s >= one.start_s - EDGE_S) & (recording.t_s <= one.end_s + EDGE_S)
    t_s, share = recording.t_s[kept], one.sign * (recording.columns[feature][kept] - rest) / one.size
    within = (t_s >= one.start_s) & (t_s <= one.end_s)
    far = t_s[within & (share >= 1.0 - NEAR)]
    near = t_s[share <= NEAR]
    left_s = max(near[near < one.peak_s], default=one.start_s)
    back_s = min(near[near > one.peak_s], default=one.end_s)
    return Way(one, float(left_s), float(far[0]), float(far[-1]), float(back_s))


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


STILL_S: Final = 1.5
GAP_S: Final = 0.2
"""Of an example: how long it is still at its start and end, and between two points of its path, at least."""

ExamplePath = list[tuple[float, dict[str, float]]]
"""Media times [s] and what the features are then; nothing: they stay as they are."""


def path_of(
    some: Sequence[Way], recording: MeasuredRecording, features: Sequence[str], rest: float
) -> ExamplePath:
    """Return the path of an example: the ways of one recording, smoothed.

    features: the one that moves so, and others along with it; rest: its value at rest.
    """
    before = recording.columns[features[0]][recording.t_s <= some[0].left_s]
    at_rest_s = float(recording.t_s[int(np.nanargmin(np.abs(before - rest)))])
    points: ExamplePath = [(0.0, _values(recording, features, at_rest_s))]
    shift_s = STILL_S - _begun_s(some[0])
    for t_s, seen_s in _turns(some):
        at_s = round(max(t_s + shift_s, points[-1][0] + GAP_S), 2)
        where_s = at_rest_s if seen_s == AT_REST else seen_s
        points.append((at_s, {} if where_s is None else _values(recording, features, where_s)))
    points.append((round(points[-1][0] + STILL_S, 2), {}))
    return points


AT_REST: Final = -1.0
"""In place of a media time: as at the start."""


def _turns(some: Sequence[Way]) -> Iterator[tuple[float, float | None]]:
    """Yield when a movement turns [s], and when it is as it is then [s]; None: it stays as it is."""
    for i, way in enumerate(some):
        if i == 0 or not _straight(some[i - 1], way):
            yield _begun_s(way), None
        yield _arrived_s(way), way.excursion.peak_s
        yield way.turned_s - _ease_s(way, way.back_s - way.turned_s), None
        through = i + 1 < len(some) and _straight(way, some[i + 1])
        if not (through and some[i + 1].excursion.sign != way.excursion.sign):
            yield way.back_s + _ease_s(way, way.back_s - way.turned_s), AT_REST


def _begun_s(way: Way) -> float:
    return way.left_s - _ease_s(way, way.reached_s - way.left_s)


def _arrived_s(way: Way) -> float:
    return way.reached_s + _ease_s(way, way.reached_s - way.left_s)


def _ease_s(way: Way, tenths_s: float) -> float:
    """Return how long a smooth movement goes on beyond either tenth of its way [s]; not into the next one."""
    return min(tenths_s * (1.0 / TENTHS_SHARE - 1.0) / 2.0, max(0.0, way.hold_s - GAP_S) / 2.0)


def _straight(one: Way, other: Way) -> bool:
    """Tell whether a way follows another without a rest between."""
    return other.left_s - one.back_s < GAP_S


def _values(recording: MeasuredRecording, features: Sequence[str], t_s: float) -> dict[str, float]:
    """Return the features that are seen at a media time [s]."""
    i = int(np.argmin(np.abs(recording.t_s - t_s)))
    values = {name: float(recording.columns[name][i]) for name in features}
    return {name: value for name, value in values.items() if np.isfinite(value)}
