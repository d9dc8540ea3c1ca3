"""Features over media time, as the phases and rules want them: value, change, size, speed, retreat."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import Final

from posecoach.exercises.declaration import Condition, Exercise, Of
from posecoach.judging.resolution import coarse, open_s
from posecoach.judging.sampling import BLIND_S, Sample, between, beyond_since_s, within_since_s
from posecoach.judging.there_and_back import ThereAndBack

SPEED_TIME_CONSTANT_S: Final = 0.12
"""A speed lags the movement by about this much; any shorter and the landmarks' jitter counts as movement."""

HISTORY_S: Final = 40.0
SAMPLE_S: Final = 0.03
"""The history keeps at most one sample per interval, so that its length does not depend on the frame rate."""

RETURNS: Final = 16
"""How many times within the history somebody came back into position are remembered."""

USUAL_GAP_S: Final = 1 / 15
"""Poses came up to this far apart in the recordings that the limits of speeds were chosen on."""

ONSET_S: Final = 2.0
"""A phase becomes known at most this long after it began: a movement's onset, and the dwell of its gate."""

TURNED: Final[frozenset[Of]] = frozenset({"dip", "hump"})
"""What is known of a movement only after it has turned back."""

Reader = Callable[[], float]


def used_features(exercise: Exercise) -> tuple[str, ...]:
    """Return the names of all features that an exercise uses, each once, in order of appearance."""
    names = [neutral.feature for neutral in exercise.neutral]
    names += [condition.feature for neutral in exercise.neutral for condition in neutral.given]
    names += [*exercise.repetition.report, *exercise.repetition.travel]
    ways = exercise.proof.ways if exercise.proof else ()
    names += [condition.feature for way in ways for condition in way]
    for mark in (*exercise.needs, *exercise.requires, *exercise.is_not):
        for trait in (*mark.only_if, *mark.when):
            names += [name for name in (trait.feature, trait.per, trait.across) if name]
    for attempt in exercise.repetition.attempts:
        names += [condition.feature for condition in attempt.when]
    for phase in exercise.phases:
        names += [phase.signal] if phase.signal else []
        names += [phase.side_of] if phase.side_of else []
        names += phase.rebase
        names += [condition.feature for condition in phase.first_when]
        for enter in phase.enter:
            names += [enter.onset] if enter.onset else []
            names += [condition.feature for condition in enter.when]
    for rule in exercise.rules:
        names += [rule.feature] if rule.feature else []
        names += [condition.feature for condition in rule.given]
    return tuple(dict.fromkeys(names))


class Signals:
    """Current and recent values of the features of one exercise; indices instead of names."""

    def __init__(self, exercise: Exercise) -> None:
        """Compile the list of features of an exercise."""
        self.exercise = exercise.key
        self.names = used_features(exercise)
        self.index = {name: i for i, name in enumerate(self.names)}
        self._turns: dict[tuple[int, Of], ThereAndBack] = {}
        self.reset()

    def reset(self) -> None:
        """Forget everything, as if new."""
        count = len(self.names)
        self.t_s = self.before_s = math.nan
        self.values = [math.nan] * count
        self.speeds = [math.nan] * count
        self._before = self.values, self.speeds
        self.rest_neutral = [math.nan] * count
        self.neutral = list(self.rest_neutral)
        self.rough: frozenset[str] = frozenset()
        self.peaks = [0.0] * count
        self.history: deque[Sample] = deque(maxlen=int(HISTORY_S / SAMPLE_S))
        self._ways: deque[float] = deque(maxlen=self.history.maxlen)
        self.way = math.inf
        self._away = False
        self._returns_s: deque[float] = deque(maxlen=RETURNS)
        self._recent_speeds: deque[Sample] = deque()
        self.new_phase()

    @property
    def last_gap_s(self) -> float:
        """The time since the pose before [s], as far as it leaves anything open."""
        return open_s(self.t_s - self.before_s, self.way)

    def update(self, t_s: float, values: Sequence[float], way: float = math.inf) -> None:
        """Take in the values of one frame. way: how far the body went since the one before [trunk lengths]."""
        self.before_s, self.way = self.t_s, way
        self._before = self.values, list(self.speeds)
        self._follow_speeds(t_s - self.t_s, values)
        neutral, peaks, least, most = self.neutral, self.peaks, self.least, self.most
        for i, value in enumerate(values):  # NaN loses every comparison
            change = value - neutral[i]
            if change > peaks[i] or -change > peaks[i]:
                peaks[i] = abs(change)
            if value < least[i]:  # noqa: PLR1730 - calls of min and max take twice as long as all else here
                least[i] = value
            if value > most[i]:  # noqa: PLR1730
                most[i] = value
        for (i, _), turn in self._turns.items():
            turn.step(t_s, values[i])
        self.t_s = t_s
        self.values = list(values)
        if self._away or not self.history or t_s - self.history[-1][0] >= SAMPLE_S:
            if self._away:
                self._returns_s.append(t_s)
                self._away = False
            self.history.append((t_s, self.values))
            self._ways.append(way)
            self._recent_speeds.append((t_s, list(self.speeds)))
            while t_s - self._recent_speeds[0][0] > ONSET_S:
                self._recent_speeds.popleft()

    def _follow_speeds(self, dt_s: float, values: Sequence[float]) -> None:
        if not dt_s > 0.0:  # also true for NaN: the first call
            return
        rate = dt_s / (dt_s + SPEED_TIME_CONSTANT_S)
        kept = 1.0 - rate
        before, speeds, largest = self.values, self.speeds, self.speed_peaks
        for i, value in enumerate(values):
            step = (value - before[i]) / dt_s
            speed = speeds[i]
            speeds[i] = speed = step * rate + speed * kept if speed == speed else step
            if speed > largest[i] or -speed > largest[i]:
                largest[i] = abs(speed)

    def set_neutral(self, values: Mapping[str, float]) -> None:
        """Take the person's own neutral of some features."""
        for name, value in values.items():
            self.rest_neutral[self.index[name]] = value
        self.restore_neutral()

    def new_repetition(self) -> None:
        """Start counting largest changes here."""
        self.peaks = [0.0] * len(self.names)

    def new_phase(self, start_s: float = math.inf) -> None:
        """Start counting largest speeds, least and most values here.

        start_s: when the phase began. With few poses a second, its movement is past its fastest when it becomes known.
        """
        self.speed_peaks = [0.0] * len(self.names)
        for turn in self._turns.values():
            turn.begin()
        if coarse(self.last_gap_s):
            self.speed_peaks = self._largest_speeds(start_s)
        self.least = [
            value if value == value else math.inf for value in self.values
        ]  # NaN is not equal to itself
        self.most = [value if value == value else -math.inf for value in self.values]

    def _largest_speeds(self, since_s: float) -> list[float]:
        """Return the largest speed of each feature since a media time, of those remembered."""
        largest = [0.0] * len(self.names)
        for t_s, speeds in self._recent_speeds:
            if t_s >= since_s:
                largest = [
                    max(most, abs(speed)) if speed == speed else most  # NaN is not equal to itself
                    for most, speed in zip(largest, speeds, strict=True)
                ]
        return largest

    def rebase(self, indices: Sequence[int]) -> None:
        """Take the current value of some features as their neutral for now."""
        for i in indices:
            self.neutral[i] = self.values[i]
            self.peaks[i] = 0.0

    def forget_neutral(self) -> None:
        """Forget the neutral: the person has left the position, and they or the camera may have moved."""
        self._away = True
        self.rest_neutral = [math.nan] * len(self.names)
        self.restore_neutral()

    def restore_neutral(self) -> None:
        """Go back to the neutral of the starting posture."""
        self.neutral = list(self.rest_neutral)

    def reader(self, feature: str, of: Of) -> Reader:
        """Return a function that reads the given aspect of a feature now; NaN if not seen."""
        i = self.index[feature]
        if of in TURNED:
            self._turns.setdefault((i, of), ThereAndBack(-1.0 if of == "dip" else 1.0))
        readers: dict[Of, Reader] = {
            "value": lambda: self.values[i],
            "change": lambda: self.values[i] - self.neutral[i],
            "size": lambda: abs(self.values[i] - self.neutral[i]),
            "rise": lambda: self.values[i] - self.least[i],
            "fall": lambda: self.most[i] - self.values[i],
            "speed": lambda: abs(self.speeds[i]),
            "speed_share": lambda: _share(abs(self.speeds[i]), self.speed_peaks[i]),
            "peak": lambda: self.peaks[i],
            "dip": lambda: self._turns[i, of].way(self.neutral[i], self.values[i]),
            "hump": lambda: self._turns[i, of].way(self.neutral[i], self.values[i]),
            "retreat": lambda: _retreat(abs(self.values[i] - self.neutral[i]), self.peaks[i]),
        }
        return readers[of]

    def turned_s(self, feature: str, of: Of) -> float:
        """Return when a feature turned back in a dip or a hump [s]; NaN if it has not."""
        return self._turns[self.index[feature], of].turned_s

    def last_two(self, read: Reader) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return (media time [s], what is read) of the pose before and of this one.

        Both from the neutral and the extremes that are known now.
        """
        now = self.values, self.speeds
        self.values, self.speeds = self._before
        before = read()
        self.values, self.speeds = now
        return (self.before_s, before), (self.t_s, read())

    def condition(self, condition: Condition) -> Holding:
        """Compile a condition."""
        return Holding(self, condition)

    def span(self, start_s: float, end_s: float = math.inf) -> list[Sample]:
        """Return the samples from one media time to another, with those at both times, from between their neighbours.

        Nothing is made up where the neighbours are far apart, before the first sample or after the last.
        """
        samples: list[Sample] = []
        after: Sample | None = None
        for sample in reversed(self.history):
            if sample[0] <= end_s:
                if not samples:
                    samples += _edge(sample, after, end_s)
                if sample[0] < start_s:
                    samples += _edge(sample, after, start_s)
                    break
                samples.append(sample)
            after = sample
        samples.reverse()
        return samples

    def again(self, start_s: float) -> Iterator[None]:
        """Go through the values since a media time once more, without the newest: each in turn is what is read now.

        Speeds are not known again.
        """
        kept = self.t_s, self.values, self.speeds, self.before_s, self._before, self.way
        unknown = [math.nan] * len(self.names)
        earlier = [sample for sample in self.span(start_s) if sample[0] < self.t_s]
        self.t_s, self.values, self.speeds, self.way = math.nan, unknown, unknown, math.inf
        try:
            for sample in earlier:
                self.before_s, self._before = self.t_s, (self.values, unknown)
                self.t_s, self.values = sample[0], list(sample[1])
                yield
        finally:
            self.t_s, self.values, self.speeds, self.before_s, self._before, self.way = kept

    def poses(self, start_s: float, end_s: float) -> int:
        """Return how many poses there are from one media time to another."""
        return sum(start_s <= t_s <= end_s for t_s, _ in self.history)

    def mean_gap_s(self, start_s: float, end_s: float) -> float:
        """Return the mean time between poses from one media time to another [s], as far as it leaves anything open."""
        sure_s = sum(
            after_s - before_s - open_s(after_s - before_s, way)
            for ((before_s, _), (after_s, _)), way in zip(
                pairwise(self.history), islice(self._ways, 1, None), strict=True
            )
            if before_s >= start_s and after_s <= end_s
        )
        return (end_s - start_s - sure_s) / max(self.poses(start_s, end_s), 1)

    def gap_s(self, start_s: float, end_s: float) -> float:
        """Return the longest time between two poses that lies between two media times, or reaches there [s].

        As far as it leaves anything open: see `open_s` in resolution.py.
        """
        longest_s, after_s, later_s, later_way = 0.0, math.inf, math.inf, math.inf
        for (t_s, _), way in zip(reversed(self.history), reversed(self._ways), strict=True):
            if t_s <= end_s and after_s < math.inf:
                # Somebody who was away was not seen seldom: how often they are seen shows after they are back.
                gap_s = (
                    after_s - t_s if after_s not in self._returns_s else min(after_s - t_s, later_s - after_s)
                )
                longest_s = max(longest_s, open_s(gap_s, later_way))
            if t_s < start_s:
                break
            after_s, later_s, later_way = t_s, after_s, way
        return longest_s


class Holding:
    """A condition, compiled: asked whether it holds now."""

    __slots__ = ("_is_speed", "_least", "_most", "_read", "_signals")

    def __init__(self, signals: Signals, condition: Condition) -> None:
        """Compile a condition on signals."""
        self._signals = signals
        self._read = signals.reader(condition.feature, condition.of)
        self._is_speed = condition.of in ("speed", "speed_share")
        self._least = -math.inf if condition.at_least is None else condition.at_least
        self._most = math.inf if condition.at_most is None else condition.at_most

    def __call__(self) -> bool | None:
        """Return True, False, or None if it cannot be told."""
        value = self._read()
        return self._least <= value <= self._most if value == value else None

    def since_s(self) -> float:
        """Return when a condition that holds now came to hold, since the pose before [s].

        A speed between two poses is that of the time in their middle.
        """
        before, now = self._signals.last_two(self._read)
        since_s = within_since_s(before, now, self._least, self._most)
        late_s = max(0.0, now[0] - before[0] - USUAL_GAP_S) / 2.0 if self._is_speed else 0.0
        return since_s - late_s

    def until_s(self) -> float:
        """Return when a condition that held at the pose before, and does not now, ceased to hold [s]."""
        before, now = self._signals.last_two(self._read)
        return beyond_since_s(before, now, self._least, self._most) if now[1] == now[1] else before[0]


def _edge(sample: Sample, after: Sample | None, t_s: float) -> list[Sample]:
    """Return the sample at a media time, from between two; nothing if there is none, or they are far apart."""
    if after is None or not sample[0] < t_s < after[0] or after[0] - sample[0] > BLIND_S:
        return []
    return [between(sample, after, t_s)]


def _share(speed: float, largest: float) -> float:
    """Return a speed as a share of the largest; a feature that has not moved at all is at rest."""
    return speed / largest if largest > 0.0 else speed


def _retreat(size: float, peak: float) -> float:
    return 1.0 - size / peak if peak > 0.0 else math.nan
