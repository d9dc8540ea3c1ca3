"""The person's own neutral: from a still second at the start, or from the movement itself if there is none."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecoach.exercises.declaration import Condition, Exercise, Phase
from posecoach.features.extract import get_feature
from posecoach.judging.phases import Span
from posecoach.judging.rest_level import (
    SAMPLE_S,
    Column,
    Seen,
    at_an_end,
    often_there,
    rest_elsewhere,
    rest_level,
)
from posecoach.judging.sampling import evenly
from posecoach.judging.signals import Reader, Signals

LOOK_EVERY_S: Final = 0.5
LOOK_SHARE: Final = 0.02
"""The longer a stay, the less often all of it is examined: only after it has grown by this share."""

MOST_SAMPLES: Final = 1500
"""Samples of one stay: two minutes; beyond that every second one is kept. Examining them costs a few milliseconds."""

STILL_MARGIN_S: Final = 0.5
"""The first frames of a stay, in which landmarks settle, may come before the still second."""

SURE_SWINGS: Final = 2
"""There and back: a movement that has gone only one way may still go on."""

SETTLED_SHARE: Final = 0.2
"""A movement has come to rest when its speed has fallen to this share of its largest."""

WENT_ON_ERRORS: Final = 2.0
"""A movement that goes further than where it rested by this many measuring errors surely goes on."""


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
                if condition.of == "value" and not _is_band(neutral.given)
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
                condition.feature == name and not _keeps(condition, beside[name], level)
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
            values[i] != values[i] or _keeps(condition, values[i], math.nan)
            for condition, i in self._given[k]
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


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay in the starting posture from one media time [s] to another, and the neutrals that were found in it.

    early: whether all were known before anything could have moved, so that hindsight adds nothing. rough: those too
    uncertain to tell how far a movement went from there.
    """

    start_s: float
    end_s: float
    neutral: Mapping[str, float]
    early: bool
    rough: frozenset[str]


class NeutralFinder:
    """Finds the person's own neutral in every stay in the starting posture, and what hindsight adds to it.

    A still second at the start is enough. Without one, the person is followed until the movement itself has shown
    where its middle or its low end is; until then nothing that is compared with it can be judged.
    """

    def __init__(self, exercise: Exercise, signals: Signals) -> None:
        """Compile the neutral features of an exercise."""
        self._declared = exercise.neutral
        self._index = signals.index
        self._features = {neutral.feature for neutral in exercise.neutral} | {
            condition.feature for neutral in exercise.neutral for condition in neutral.given
        }
        self._early_s = exercise.still_s + STILL_MARGIN_S
        self._still = StillWatch(exercise, signals)
        self.reset()

    def reset(self) -> None:
        """Forget everything, as if new."""
        self._stays: list[Stay] = []
        self._clear()

    def _clear(self, before: Mapping[str, float] | None = None) -> None:
        self._still.reset(before)
        self._start_s = self._t_s = self._looked_s = math.nan
        self._samples: list[tuple[float, ...]] = []
        self._step_s = SAMPLE_S
        self._found: dict[str, float] = {}
        self._early: set[str] = set()
        self.rough: frozenset[str] = frozenset()
        """The features whose neutral is too uncertain to tell how far a movement went from there."""

    def update(self, t_s: float, values: Sequence[float]) -> Mapping[str, float]:
        """Take in one frame; return the neutrals that are new or better known."""
        if not self._declared:
            return {}
        if self._start_s != self._start_s:  # NaN is not equal to itself
            self._start_s = self._looked_s = t_s
        self._t_s = t_s
        fresh = self._still.update(t_s, values)
        if t_s - self._start_s <= self._early_s:
            self._early |= fresh.keys()
        self._keep(t_s, values)
        if t_s - self._looked_s < max(LOOK_EVERY_S, LOOK_SHARE * (t_s - self._start_s)):
            return fresh
        self._looked_s = t_s
        return {**fresh, **self._better(self._levels(SURE_SWINGS))}

    @property
    def held_still(self) -> bool:
        """Whether the person has held still long enough in this stay."""
        return bool(self._still.taken)

    def end(self, elsewhere: bool = False) -> None:
        """The person left the posture, or the media ended: keep what the whole stay shows for hindsight.

        elsewhere: whether the next stay may be seen from another place.
        """
        known: dict[str, float] = {}
        if self._start_s == self._start_s and self._declared:
            self._better(self._levels(1))
            known = {**self._still.taken, **self._found}
            early = known.keys() <= self._early
            self._stays.append(Stay(self._start_s, self._t_s, known, early, self.rough))
        self._clear(None if elsewhere else {name: known[name] for name in known.keys() - self.rough})

    def forget_place(self) -> None:
        """Take note that the next stay may be seen from another place than those before."""
        self._clear()

    def stays(self) -> tuple[Stay, ...]:
        """Return all stays that have ended."""
        return tuple(self._stays)

    def _keep(self, t_s: float, values: Sequence[float]) -> None:
        """Keep a sample now and then; the longer the stay, the fewer a second."""
        if self._samples and t_s - self._samples[-1][0] < self._step_s:
            return
        self._samples.append((t_s, *(values[self._index[name]] for name in sorted(self._features))))
        if len(self._samples) > MOST_SAMPLES:
            self._samples = self._samples[::2]
            self._step_s *= 2.0

    def _levels(self, swings: int) -> dict[str, float]:
        """Return the neutrals that the stay has shown so far; note which are rough."""
        table = evenly(np.array(self._samples), self._step_s)
        columns = dict(zip(sorted(self._features), table.T[1:], strict=True))
        levels = dict(self._still.taken)
        rough: set[str] = set()
        for neutral in self._declared:
            name = neutral.feature
            kept = ~np.isnan(columns[name])
            # A still second of what the exercise does not move is compared with all that was seen of it.
            for condition in neutral.given if name not in levels or neutral.moves is not None else ():
                column = columns[condition.feature]
                if not np.isnan(column).all():  # what is never seen rules nothing out
                    kept &= _holds(condition, column, levels.get(condition.feature, math.nan))
            aside = _aside(neutral.given, columns)
            seen = Seen(table[:, 0], columns[name], aside, self._step_s).only(kept)
            if name not in levels:
                level = rest_level(neutral, seen, swings)
            elif (level := rest_elsewhere(neutral, seen, levels[name], swings)) is not None:
                self._still.refute(name)
                fallen = self._still.doubt(name, level.value)
                levels = {other: value for other, value in levels.items() if other not in fallen}
                self._early -= {name, *fallen}
            else:
                early = name in self._early
                doubtful = not early and not often_there(neutral, seen, levels[name])
                at_end = at_an_end(neutral, seen, levels[name], early=early)
                rough |= {name} if doubtful or at_end else set()
            if level is not None:
                levels[name] = level.value
                rough |= {name} if level.rough else set()
        self.rough = frozenset(rough)
        return levels

    def _better(self, levels: Mapping[str, float]) -> Mapping[str, float]:
        """Return the levels that are new or clearly differ from those found before."""
        fresh = {
            neutral.feature: levels[neutral.feature]
            for neutral in self._declared
            if neutral.feature in levels
            and neutral.feature not in self._still.taken
            and not abs(levels[neutral.feature] - self._found.get(neutral.feature, math.inf))
            <= neutral.still_range
        }
        self._found |= fresh
        return fresh


def stay_at(stays: Iterable[Stay], t_s: float) -> Stay | None:
    """Return the stay that a media time [s] lies in, or None."""
    return next((stay for stay in stays if stay.start_s <= t_s <= stay.end_s), None)


def _aside(given: Sequence[Condition], columns: Mapping[str, Column]) -> Column | None:
    """Return how far a feature is from the middle of the band in which it tells rest; None without such a band."""
    if not _is_band(given) or given[0].of != "value":
        return None
    return columns[given[0].feature] - sum(_limits(given)) / 2.0


def _is_band(given: Sequence[Condition]) -> bool:
    """Tell whether two conditions are the ends of a band of one value."""
    return len(given) == len(_limits(given)) == 2 and len({(one.feature, one.of) for one in given}) == 1


def _limits(given: Sequence[Condition]) -> list[float]:
    ends = [condition.at_least for condition in given] + [condition.at_most for condition in given]
    return [limit for limit in ends if limit is not None]


def _keeps(condition: Condition, value: float, level: float) -> bool:
    """Tell whether one value meets a condition on a value, or on its change from a level."""
    return bool(_holds(condition, np.array([value]), level)[0])


def _holds(condition: Condition, column: Column, level: float) -> NDArray[np.bool_]:
    """Return which samples meet a condition on a value, or on its change from a level."""
    values = column if condition.of == "value" else column - level
    if condition.of == "size":
        values = np.abs(values)
    least = -math.inf if condition.at_least is None else condition.at_least
    most = math.inf if condition.at_most is None else condition.at_most
    return np.asarray((values >= least) & (values <= most))


class Rebase:
    """Retakes some neutrals in a phase, once its movement has come to rest.

    Lifting the hips shifts the visible shoulders a little; the turn that follows is measured from there. A feature
    already further from its neutral than its limit is being moved, and keeps the old one. Who hesitates half way and
    goes on comes to rest once more.
    """

    def __init__(self, exercise: Exercise, signals: Signals) -> None:
        """Compile the phases of an exercise."""
        self._signals = signals
        self._plans = {phase.name: self._plan(phase) for phase in exercise.phases if phase.rebase}
        self.reset()

    def reset(self) -> None:
        """Forget everything, as if new."""
        self._way = math.nan
        """How far from neutral the movement had come to rest."""

    def step(self, t_s: float, span: Span) -> None:
        """Look at the signals now."""
        plan = self._plans.get(span.phase.name)
        if plan is None or t_s - span.start_s < 0.3:
            return
        share, way, reach, features = plan
        if span.settled and not way() > self._way + reach:
            return
        span.settled = False
        if share() <= SETTLED_SHARE:
            signals = self._signals
            still = [i for i, limit in features if abs(signals.values[i] - signals.neutral[i]) <= limit]
            signals.rebase(still)
            self._way = way()
            span.settled = True

    def _plan(self, phase: Phase) -> tuple[Reader, Reader, float, list[tuple[int, float]]]:
        features = [(self._signals.index[name], limit) for name, limit in phase.rebase.items()]
        signal, read = phase.signal or "", self._signals.reader
        reach = WENT_ON_ERRORS * get_feature(signal).error
        return read(signal, "speed_share"), read(signal, "size"), reach, features
