"""Movements that are not phases: a cat attempted with the head alone, the proof that the exercise is really done."""

from __future__ import annotations

import math
from typing import Final

from posecoach.exercises.declaration import Attempt, Exercise, Proof
from posecoach.judging.movement import SPIKE_S
from posecoach.judging.phases import Span, all_hold, held_since_s, held_until_s
from posecoach.judging.signals import Signals


class AttemptWatch:
    """Watches for one kind of attempt while the person is between the phases of a repetition."""

    def __init__(self, attempt: Attempt, exercise: Exercise, signals: Signals) -> None:
        """Compile an attempt."""
        self.phase = attempt.phase
        self._signals = signals
        self._dwell_s = attempt.dwell_s
        self._counted = frozenset(exercise.repetition.counted)
        self._conditions = tuple(signals.condition(condition) for condition in attempt.when)
        self.reset()

    def reset(self) -> None:
        """Forget everything, as if new."""
        self._since_s = self._last_s = self._begun_s = math.nan

    def step(self, t_s: float, span: Span) -> tuple[float, float] | None:
        """Look at the signals now; return (start_s, end_s) of an attempt that has ended.

        That the back stays is known late, when a quick nod is over already: what came since is looked at again. Where
        the movement itself follows, it was begun with the head.
        """
        if span.phase.name == self.phase:
            self._since_s = self._last_s = math.nan
        between = span.phase.name not in self._counted
        made = None
        if between and span.start_s != self._begun_s:
            made = self._look_back(span.start_s)
        self._begun_s = span.start_s
        return self._look(t_s, between) or made

    def _look(self, t_s: float, between: bool) -> tuple[float, float] | None:
        if between and all_hold(self._conditions):
            if self._since_s != self._since_s:
                self._since_s = held_since_s(self._conditions, t_s)
            self._last_s = t_s
            return None
        start_s, end_s = self._since_s, self._last_s
        if end_s == self._signals.before_s and between:
            end_s = held_until_s(self._conditions, end_s)
        self._since_s = self._last_s = math.nan
        return (start_s, end_s) if end_s - start_s >= self._dwell_s else None

    def _look_back(self, start_s: float) -> tuple[float, float] | None:
        """Look at the signals since the start of a phase that has just become known; return the last attempt."""
        made = None
        for _ in self._signals.again(start_s):
            made = self._look(self._signals.t_s, between=True) or made
        return made


STIR_S: Final = 0.3
"""A hold that must last is not ended by a break shorter than this: landmarks of somebody who scratches, or of a dim
picture, wander for 0.2 s (rendered people); hips that tilt in half a second move for longer."""


class ProofWatch:
    """Watches for what must be seen once before a recording counts as the exercise."""

    def __init__(self, proof: Proof | None, signals: Signals, *, adds_up: bool = False) -> None:
        """Compile a proof; without one, any of the exercise's movements is proof enough.

        adds_up: whether moments together may last for the dwell. Quick movements show the proof only for a moment each;
        of a hold that must last, no break ends it that is shorter than STIR_S.
        """
        ways = proof.ways if proof else ((),)
        self._ways = tuple(tuple(signals.condition(condition) for condition in way) for way in ways)
        self._dwell_s = proof.dwell_s if proof else 0.0
        self._adds_up = adds_up
        self.reset()

    def reset(self, from_s: float = -math.inf) -> None:
        """Forget everything, as if new. from_s: media time before which nothing counts [s]."""
        self._from_s = from_s
        self._since_s = self._last_s = math.nan
        self._before_s = 0.0

    def step(self, t_s: float) -> bool:
        """Look at the signals now; return whether the proof is complete."""
        seen = [way for way in self._ways if all_hold(way)]
        if not seen:
            if self._adds_up:
                self._end()
            return False
        since_s = max(min(held_since_s(way, t_s) for way in seen), self._from_s)
        if not since_s - self._last_s < STIR_S:
            self._end()
        if self._since_s != self._since_s:
            self._since_s = since_s
        self._last_s = t_s
        return self._before_s + t_s - self._since_s >= self._dwell_s

    def _end(self) -> None:
        """End a moment in which the proof was seen."""
        lasted_s = self._last_s - self._since_s
        if self._adds_up and lasted_s >= SPIKE_S:
            self._before_s += lasted_s
        self._since_s = self._last_s = math.nan


def attempt_watches(exercise: Exercise, signals: Signals) -> tuple[AttemptWatch, ...]:
    """Return a watch for every attempt that the exercise file declares."""
    return tuple(AttemptWatch(attempt, exercise, signals) for attempt in exercise.repetition.attempts)
