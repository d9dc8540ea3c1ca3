"""Whether a movement is the exercise at all: what the rest of the body did while its signal moved."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import Final

from msgspec.structs import replace

from posecoach.exercises.declaration import Exercise, Mark, Trait
from posecoach.judging.sampling import Sample, kept_for, seconds_of
from posecoach.judging.signals import Signals

SEEN_SHARE: Final = 0.5
"""A feature seen for a smaller share of the movement tells nothing about it."""

TRIMMED_SHARE: Final = 0.08
"""At most this share of a short movement's values is left out at each end of the range."""

Samples = Sequence[Sample]


class Identity:
    """Looks back over a complete movement; answers what speaks against it, or None."""

    def __init__(self, exercise: Exercise, signals: Signals) -> None:
        """Compile the marks of an exercise."""
        self._signals = signals
        self._needs = exercise.needs
        self._requires = exercise.requires
        self._is_not = exercise.is_not
        self._followed = {phase.signal for phase in exercise.phases}

    def another(self, start_s: float, end_s: float) -> str | None:
        """Return what shows that the movement is another exercise."""
        samples = self._samples(start_s, end_s)
        shown = (mark for mark in self._is_not if self._holds(mark, samples) or self._glimpsed(mark, samples))
        return next((mark.text for mark in shown), None)

    def given_up(self, start_s: float, end_s: float) -> str | None:
        """Return what is missing to make a movement a repetition: it was begun and given up."""
        return self._missing(self._needs, start_s, end_s)

    def lacks(self, start_s: float, end_s: float) -> str | None:
        """Return what the exercise shows and the movement did not.

        What the exercise is followed by must have been seen: of a back that is hidden nobody knows that it bent.
        """
        return self._missing(self._requires, start_s, end_s, seen=self._followed)

    def shown_by_both(self, first: tuple[float, float], second: tuple[float, float]) -> bool:
        """Tell whether two repetitions in a row, one to each side, show together what one alone need not.

        first, second: from when to when they lasted [s]. What is required of each alone they show alone.
        """
        wide = [mark for mark in self._requires if any(trait.both_sides is not None for trait in mark.when)]
        both = self._samples(first[0], second[1])
        return bool(wide) and all(
            self._holds(_of_both(mark), both) is True
            if mark in wide
            else all(self._holds(mark, self._samples(*times)) is not False for times in (first, second))
            for mark in self._requires
        )

    def _missing(
        self, marks: Sequence[Mark], start_s: float, end_s: float, *, seen: Collection[str | None] = ()
    ) -> str | None:
        """Return the first mark that is not there; seen: features without which it is not there either."""
        samples = self._samples(start_s, end_s)
        for mark in marks:
            if not self._is_for(mark, samples):
                continue
            holds = self._hold(mark.when, samples)
            hidden = any(trait.feature in seen and trait.across is None for trait in mark.when)
            if holds is False or (holds is None and hidden):
                return mark.text
        return None

    def _samples(self, start_s: float, end_s: float) -> Samples:
        return self._signals.span(start_s, end_s)

    def _holds(self, mark: Mark, samples: Samples) -> bool | None:
        """Tell whether all traits of a mark hold; None if one cannot be told and none is false, or it is not for it."""
        return self._hold(mark.when, samples) if self._is_for(mark, samples) else None

    def _is_for(self, mark: Mark, samples: Samples) -> bool:
        return not mark.only_if or self._hold(mark.only_if, samples) is True

    def _hold(self, traits: Sequence[Trait], samples: Samples) -> bool | None:
        known = True
        for trait in traits:
            value = self._value(trait, samples)
            if value != value:  # NaN is not equal to itself
                known = False
            elif not _between(trait, value):
                return False
        return True if known else None

    def _glimpsed(self, mark: Mark, samples: Samples) -> bool:
        """Tell whether a mark holds by what was seen of it, however little: what was there for all its dwell was there.

        Only of single heights that were reached. That one was not reached, or how far a limb came that is hidden most
        of the time, a glimpse does not tell.
        """
        return self._is_for(mark, samples) and all(self._reached(trait, samples) for trait in mark.when)

    def _reached(self, trait: Trait, samples: Samples) -> bool:
        limit = {"most": trait.at_least, "least": trait.at_most}.get(trait.of)
        if limit is None or not trait.dwell_s:
            return False
        sign, i = 1.0 if trait.of == "most" else -1.0, self._signals.index[trait.feature]
        stands_s = seconds_of([t_s for t_s, _ in samples])
        beyond_s = (
            s for (_, now), s in zip(samples, stands_s, strict=True) if sign * (now[i] - limit) >= 0.0
        )
        return sum(beyond_s) >= trait.dwell_s

    def _value(self, trait: Trait, samples: Samples) -> float:
        if trait.across is not None:
            return self._loop(trait.feature, trait.across, samples)
        least, most = self._span(trait.feature, trait.dwell_s, samples)
        if trait.of != "range":
            return least if trait.of == "least" else most
        if trait.per is None:
            return most - least
        other_least, other_most = self._span(trait.per, trait.dwell_s, samples)
        whole = other_most - other_least
        return (most - least) / whole if whole > 0.0 else math.nan

    def _span(self, name: str, dwell_s: float, samples: Samples) -> tuple[float, float]:
        """Return the least and most value of a feature that it went below or above for dwell_s; NaN: not seen."""
        i = self._signals.index[name]
        stands_s = seconds_of([t_s for t_s, _ in samples])
        seen = sorted((now[i], s) for (_, now), s in zip(samples, stands_s, strict=True) if now[i] == now[i])
        seen_s = sum(seconds for _, seconds in seen)
        if not seen or seen_s < SEEN_SHARE * (samples[-1][0] - samples[0][0]):
            return math.nan, math.nan
        trimmed_s = min(dwell_s, TRIMMED_SHARE * seen_s)
        return kept_for(seen, trimmed_s), kept_for(seen[::-1], trimmed_s)

    def _loop(self, name: str, across: str, samples: Samples) -> float:
        """Return how far a feature's way there lies from its way back, on average, in another feature; NaN: not seen.

        The area that both enclose, by the feature's range: noise, which goes to and fro, encloses next to nothing.
        """
        i, j = self._signals.index[name], self._signals.index[across]
        way = [(now[i], now[j]) for _, now in samples if now[i] == now[i] and now[j] == now[j]]
        if not way or len(way) < SEEN_SHARE * len(samples):
            return math.nan
        area = sum((b[0] - a[0]) * (a[1] + b[1]) / 2.0 for a, b in zip(way, [*way[1:], way[0]], strict=True))
        whole = max(value for value, _ in way) - min(value for value, _ in way)
        return abs(area) / whole if whole > 0.0 else math.nan


def _of_both(mark: Mark) -> Mark:
    """Return what a mark asks of two repetitions, one to each side."""
    when = tuple(
        trait if trait.both_sides is None else replace(trait, at_least=trait.both_sides)
        for trait in mark.when
    )
    return replace(mark, when=when)


def _between(trait: Trait, value: float) -> bool:
    least = -math.inf if trait.at_least is None else trait.at_least
    most = math.inf if trait.at_most is None else trait.at_most
    return least <= value <= most
