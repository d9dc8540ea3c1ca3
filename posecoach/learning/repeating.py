"""What moves in a recording again and again: the excursions of a feature from where it rests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

import numpy as np

from posecoach.features.extract import get_feature
from posecoach.judging.rest_level import Column
from posecoach.learning.measuring import START_S, MeasuredRecording

Kind = Literal["one way", "both sides", "cycle"]
"""Of a movement: one way from rest and back; to either side, each of which counts; through rest from one end to the
other, which is one repetition."""

SEEN_SHARE: Final = 0.9
"""A feature that is hidden for more than the rest of the time cannot tell one repetition from the next."""

STILL_ERRORS: Final = 1.5
"""A start in which a feature moves by less than this many of its errors is still."""

ERRORS: Final = 4.0
"""A movement smaller than this many errors of its feature may be nothing but the error."""

OTHER_WAY: Final = 0.4
"""A feature goes both ways if it goes the lesser way by this share of the greater one."""

ENTER: Final = 0.5
LEAVE: Final = 0.25
"""An excursion begins and ends at these shares of the typical one: hysteresis, against wavering."""

SHORTEST_S: Final = 0.4
"""What is over sooner is no repetition of an exercise."""

PAUSE_S: Final = 0.5
"""A movement that stays at rest for less than this goes straight through it."""

LARGE_PERCENT: Final = 96.0


@dataclass(frozen=True, slots=True)
class Excursion:
    """A way from rest and back. sign: which way; size: how far; peak_s: when it was farthest [s]."""

    start_s: float
    peak_s: float
    end_s: float
    sign: int
    size: float


@dataclass(frozen=True, slots=True)
class InRecording:
    """What one feature does in one recording. rest: its value there; back: whether it is there again at the end."""

    rest: float
    back: bool
    excursions: tuple[Excursion, ...]
    repetitions: tuple[tuple[Excursion, ...], ...]

    @property
    def count(self) -> int:
        """How many repetitions there are."""
        return len(self.repetitions)


@dataclass(frozen=True, slots=True)
class RepeatedMovement:
    """What one feature does in all recordings. sign: which way it goes, for one way. irregular: 0 = all alike."""

    feature: str
    kind: Kind
    sign: int
    found: tuple[InRecording, ...]
    irregular: float

    @property
    def excursions(self) -> tuple[Excursion, ...]:
        """All of them, of all recordings."""
        return tuple(one for found in self.found for one in found.excursions)

    @property
    def back(self) -> bool:
        """Whether it is back at rest at the end of all recordings."""
        return all(found.back for found in self.found)

    @property
    def smallest(self) -> float:
        """The size of the smallest excursion."""
        return min(one.size for one in self.excursions)

    @property
    def errors(self) -> float:
        """The size of the smallest excursion in errors of the feature."""
        return self.smallest / get_feature(self.feature).error

    @property
    def counts(self) -> tuple[int, ...]:
        """How many repetitions each recording has."""
        return tuple(found.count for found in self.found)


def movement(
    feature: str, recordings: Sequence[MeasuredRecording], *, sided: bool
) -> RepeatedMovement | None:
    """Return what a feature does in all recordings; None if it does not move clearly, again and again.

    sided: whether its sign tells the side.
    """
    error = get_feature(feature).error
    ways: list[tuple[MeasuredRecording, Column, float]] = []
    for recording in recordings:
        column = recording.columns[feature]
        if np.count_nonzero(np.isfinite(column)) < SEEN_SHARE * len(column):
            return None
        rest = rest_of(recording.t_s, column, error)
        ways.append((recording, column - rest, rest))
    up, down = (
        min(max(0.0, float(np.nanpercentile(sign * way, LARGE_PERCENT))) for _, way, _ in ways)
        for sign in (1, -1)
    )
    if up + down < ERRORS * error:
        return None
    both = min(up, down) >= max(OTHER_WAY * max(up, down), ERRORS / 2.0 * error)
    sign = 1 if up >= down else -1
    if not both and max(up, down) < ERRORS * error:
        return None
    sizes = {1: up, -1: down} if both else {sign: max(up, down)}
    excursions = [excursions_of(recording.t_s, way, sizes) for recording, way, _ in ways]
    if not all(excursions):
        return None
    kind: Kind = "one way" if not both else "both sides" if sided or _pauses(excursions) else "cycle"
    found = tuple(
        InRecording(rest, _comes_back(way, sizes), tuple(some), _repetitions(some, kind))
        for (_, way, rest), some in zip(ways, excursions, strict=True)
    )
    if not all(one.count for one in found):
        return None
    return RepeatedMovement(feature, kind, sign, found, _irregular(excursions))


def rest_of(t_s: Column, column: Column, error: float) -> float:
    """Return where a feature rests: where it is in a still start, else most often."""
    seen = np.isfinite(column)
    start = column[seen & (t_s <= t_s[0] + START_S)]
    if len(start) and np.ptp(start) <= STILL_ERRORS * error:
        return float(np.median(start))
    return _most_frequent(column[seen], error)


def _most_frequent(values: Column, error: float) -> float:
    """Return the middle of the window as wide as the error that holds most of the values."""
    ordered = np.sort(values)
    after = np.searchsorted(ordered, ordered + error, side="right")
    first = int(np.argmax(after - np.arange(len(ordered))))
    return float(np.median(ordered[first : after[first]]))


def excursions_of(t_s: Column, way: Column, sizes: Mapping[int, float]) -> list[Excursion]:
    """Return the excursions of a feature; way: its difference from rest; sizes: about how far it goes each way."""
    found: list[Excursion] = []
    for sign, size in sizes.items():
        begun: int | None = None
        last_rest = 0
        outside = False
        for i, value in enumerate(sign * way):
            if value != value:  # NaN is not equal to itself
                continue
            if value < LEAVE * size:
                if outside and begun is not None:
                    found.append(_excursion(t_s, sign * way, begun, i, sign))
                last_rest, begun, outside = i, None, False
            elif not outside and value > ENTER * size:
                begun, outside = last_rest, True
    return sorted(
        (one for one in found if one.end_s - one.start_s >= SHORTEST_S), key=lambda one: one.start_s
    )


def _comes_back(way: Column, sizes: Mapping[int, float]) -> bool:
    """Tell whether a feature is back at rest when it is last seen."""
    last = float(way[np.isfinite(way)][-1])
    return abs(last) < ENTER * sizes.get(1 if last > 0.0 else -1, np.inf)


def _excursion(t_s: Column, way: Column, first: int, last: int, sign: int) -> Excursion:
    peak = first + int(np.nanargmax(way[first : last + 1]))
    return Excursion(float(t_s[first]), float(t_s[peak]), float(t_s[last]), sign, float(way[peak]))


def _pauses(recordings: Sequence[Sequence[Excursion]]) -> bool:
    """Tell whether the movement mostly stays at rest for a while between one excursion and the next."""
    pauses_s = [_pause_s(one, later) for some in recordings for one, later in pairwise(some)]
    return bool(pauses_s) and float(np.median(pauses_s)) >= PAUSE_S


def _pause_s(one: Excursion, later: Excursion) -> float:
    """Return how much longer it took from one excursion to the next than it does at the pace of both."""
    mean_s = (one.end_s - one.start_s + later.end_s - later.start_s) / 2.0
    return later.start_s - one.end_s - mean_s * LEAVE / (1.0 - LEAVE)


def _repetitions(excursions: Sequence[Excursion], kind: Kind) -> tuple[tuple[Excursion, ...], ...]:
    """Return the excursions that make up each repetition: each by itself, or two opposite ones that follow."""
    if kind != "cycle":
        return tuple((one,) for one in excursions)
    found: list[tuple[Excursion, ...]] = []
    open_: Excursion | None = None
    for one in excursions:
        if open_ is not None and open_.sign != one.sign:
            found.append((open_, one))
            open_ = None
        else:
            open_ = one
    return tuple(found)


def _irregular(recordings: Sequence[Sequence[Excursion]]) -> float:
    """Return how much sizes and lengths differ: the larger of both standard deviations, as shares of the means.

    Sizes are compared each way for itself.
    """
    every = [one for some in recordings for one in some]
    spreads = [
        np.std(lengths) / np.mean(lengths) for lengths in ([one.end_s - one.start_s for one in every],)
    ]
    for sign in (1, -1):
        sizes = [one.size for one in every if one.sign == sign]
        spreads += [np.std(sizes) / np.mean(sizes)] if sizes else []
    return float(max(spreads))
