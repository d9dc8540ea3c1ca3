"""Features over media time, as the phases and rules want them: value, change, size, speed, retreat."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from posecoach.exercises.declaration import Condition, Exercise, Of

SPEED_TIME_CONSTANT_S: Final = 0.12
"""A speed lags the movement by about this much; any shorter and the landmarks' jitter counts as movement."""

HISTORY_S: Final = 40.0
SAMPLE_S: Final = 0.03
"""The history keeps at most one sample per interval, so that its length does not depend on the frame rate."""

Reader = Callable[[], float]


def used_features(exercise: Exercise) -> tuple[str, ...]:
    """Return the names of all features that an exercise uses, each once, in order of appearance."""
    names = [neutral.feature for neutral in exercise.neutral]
    names += [condition.feature for neutral in exercise.neutral for condition in neutral.given]
    names += [*exercise.repetition.report, *exercise.repetition.travel]
    names += [condition.feature for condition in exercise.proof.when] if exercise.proof else []
    for mark in (*exercise.needs, *exercise.requires, *exercise.is_not):
        for trait in mark.when:
            names += [trait.feature, trait.per] if trait.per else [trait.feature]
    for attempt in exercise.repetition.attempts:
        names += [condition.feature for condition in attempt.when]
    for phase in exercise.phases:
        names += [phase.signal] if phase.signal else []
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
        self.reset()

    def reset(self) -> None:
        """Forget everything, as if new."""
        count = len(self.names)
        self.t_s = math.nan
        self.values = [math.nan] * count
        self.speeds = [math.nan] * count
        self.rest_neutral = [math.nan] * count
        self.neutral = list(self.rest_neutral)
        self.peaks = [0.0] * count
        self.new_phase()
        self.history: deque[tuple[float, Sequence[float]]] = deque(maxlen=int(HISTORY_S / SAMPLE_S))

    def update(self, t_s: float, values: Sequence[float]) -> None:
        """Take in the values of one frame."""
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
        self.t_s = t_s
        self.values = list(values)
        if not self.history or t_s - self.history[-1][0] >= SAMPLE_S:
            self.history.append((t_s, self.values))

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

    def new_phase(self) -> None:
        """Start counting largest speeds, least and most values here."""
        self.speed_peaks = [0.0] * len(self.names)
        self.least = [
            value if value == value else math.inf for value in self.values
        ]  # NaN is not equal to itself
        self.most = [value if value == value else -math.inf for value in self.values]

    def rebase(self, indices: Sequence[int]) -> None:
        """Take the current value of some features as their neutral for now."""
        for i in indices:
            self.neutral[i] = self.values[i]
            self.peaks[i] = 0.0

    def forget_neutral(self) -> None:
        """Forget the neutral: the person or the camera may have moved."""
        self.rest_neutral = [math.nan] * len(self.names)
        self.restore_neutral()

    def restore_neutral(self) -> None:
        """Go back to the neutral of the starting posture."""
        self.neutral = list(self.rest_neutral)

    def reader(self, feature: str, of: Of) -> Reader:
        """Return a function that reads the given aspect of a feature now; NaN if not seen."""
        i = self.index[feature]
        readers: dict[Of, Reader] = {
            "value": lambda: self.values[i],
            "change": lambda: self.values[i] - self.neutral[i],
            "size": lambda: abs(self.values[i] - self.neutral[i]),
            "rise": lambda: self.values[i] - self.least[i],
            "fall": lambda: self.most[i] - self.values[i],
            "speed": lambda: abs(self.speeds[i]),
            "speed_share": lambda: _share(abs(self.speeds[i]), self.speed_peaks[i]),
            "peak": lambda: self.peaks[i],
            "retreat": lambda: _retreat(abs(self.values[i] - self.neutral[i]), self.peaks[i]),
        }
        return readers[of]

    def condition(self, condition: Condition) -> Callable[[], bool | None]:
        """Compile a condition: True, False, or None if unknown."""
        read = self.reader(condition.feature, condition.of)
        least = -math.inf if condition.at_least is None else condition.at_least
        most = math.inf if condition.at_most is None else condition.at_most

        def holds() -> bool | None:
            value = read()
            return least <= value <= most if value == value else None

        return holds

    def since(self, start_s: float) -> list[tuple[float, Sequence[float]]]:
        """Return the samples from a media time on."""
        samples: list[tuple[float, Sequence[float]]] = []
        for sample in reversed(self.history):
            if sample[0] < start_s:
                break
            samples.append(sample)
        samples.reverse()
        return samples


def _share(speed: float, largest: float) -> float:
    """Return a speed as a share of the largest; a feature that has not moved at all is at rest."""
    return speed / largest if largest > 0.0 else speed


def _retreat(size: float, peak: float) -> float:
    return 1.0 - size / peak if peak > 0.0 else math.nan
