"""The person's own neutral: from a still second at the start, or from the movement itself if there is none."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from posecoach.exercises.declaration import Exercise, Phase
from posecoach.features.extract import get_feature
from posecoach.judging.given import aside, holds
from posecoach.judging.phases import Span
from posecoach.judging.rest_level import (
    SAMPLE_S,
    Seen,
    at_an_end,
    often_there,
    rest_elsewhere,
    rest_level,
)
from posecoach.judging.sampling import evenly
from posecoach.judging.signals import Reader, Signals
from posecoach.judging.still_watch import StillWatch

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
                    kept &= holds(condition, column, levels.get(condition.feature, math.nan))
            beside = aside(neutral.given, columns)
            seen = Seen(table[:, 0], columns[name], beside, self._step_s).only(kept)
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
