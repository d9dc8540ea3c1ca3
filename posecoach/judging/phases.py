"""The phase machine: which phase a movement is in, with hysteresis and dwell, as the exercise file declares it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from posecoach.events import Side
from posecoach.exercises.declaration import Enter, Exercise, Phase
from posecoach.features.extract import get_feature
from posecoach.judging.movement import onset_s
from posecoach.judging.sampling import BLIND_S, crossing_s
from posecoach.judging.signals import TURNED, Holding, Signals

RELATIVE: Final = frozenset({"change", "size", "peak", "retreat", "dip", "hump"})
"""Meaningless without a neutral."""

STILL_SHARE: Final = 0.3
"""A smoothed feature of a still person wavers by about this share of its measuring error."""

SWING_ERRORS: Final = 2.0
"""A movement that starts this many measuring errors beyond neutral surely comes from the other side: 19 of 20 errors
are smaller than twice their spread."""

TURN_SHARE: Final = 2.0
"""What goes to one side this many times as far as to the other is a turn to that side: lying shoulders waver by 10
degrees and less, turns are seen as 20 and more. Chosen."""


@dataclass(slots=True)
class Span:
    """A phase from its start to its end (NaN while it lasts); the side may become known while it lasts.

    moved: False for a stand-in for a phase that was only attempted or left out. whole: False if it was already in
    progress when the person was first followed, or was broken off. arrived: whether it was broken off only after its
    movement had come to rest. settled: whether the neutrals that it retakes have been taken. start_seen: False if its
    movement went on already when the person was first followed. in_passing: whether it is known only because the
    movement turned back.
    """

    phase: Phase
    start_s: float
    end_s: float = math.nan
    side: Side | None = None
    moved: bool = True
    whole: bool = True
    arrived: bool = False
    settled: bool = False
    start_seen: bool = True
    in_passing: bool = False


@dataclass(slots=True)
class _Gate:
    """A compiled way into a phase."""

    target: Phase
    enter: Enter
    conditions: tuple[Holding, ...]
    since_s: float = math.nan
    last_true_s: float = math.nan
    armed: bool = True


@dataclass(slots=True)
class _PhaseState:
    span: Span | None = None
    gates: list[_Gate] = field(default_factory=list)


class PhaseMachine:
    """Follows the phases of one exercise.

    A phase begins only with a movement that was seen: at the start, a condition that holds from the first moment
    does not count until it has been false once, except for phases that a recording may begin in.
    """

    def __init__(self, exercise: Exercise, signals: Signals) -> None:
        """Compile the phases of an exercise."""
        self._phases = exercise.phases
        self._signals = signals
        self._zeros = {neutral.feature for neutral in exercise.neutral}
        self._sided = {phase.signal for phase in exercise.phases if phase.sided}
        self._gates: dict[str, list[_Gate]] = {
            phase.name: [
                _Gate(target, enter, tuple(signals.condition(condition) for condition in enter.when))
                for target in exercise.phases
                for enter in target.enter
                if phase.name in enter.after
            ]
            for phase in exercise.phases
        }
        self._needs = [
            {signals.index[condition.feature] for condition in gate.enter.when if condition.of in RELATIVE}
            for gate in self._gates[exercise.phases[0].name]
        ]
        self._plain = [
            phase for phase in exercise.phases if not any(one.of in RELATIVE for one in phase.first_when)
        ]
        """Phases that a recording may begin in, or none may, whatever the neutral is."""
        self._state = _PhaseState()
        self._begun_s = math.nan
        """When the person was first followed, this time."""

    def reset(self) -> None:
        """Forget everything, as if new."""
        self._state = _PhaseState()
        self._begun_s = math.nan

    @property
    def span(self) -> Span | None:
        """The phase in progress, or None before the start."""
        return self._state.span

    @property
    def at_rest(self) -> bool:
        """Whether the first phase of the exercise is in progress."""
        span = self._state.span
        return span is not None and span.phase is self._phases[0]

    @property
    def ready(self) -> bool:
        """Whether the person can be followed: it is known when the first phase ends, or that another one goes on."""
        neutral, values = self._signals.neutral, self._signals.values
        if any(self._begins_in(phase) for phase in self._plain):
            return True
        return not self._needs or any(
            all(
                values[i] - neutral[i] == values[i] - neutral[i] for i in needed
            )  # NaN is not equal to itself
            for needed in self._needs
        )

    def begin(self, t_s: float, still: bool = True) -> Span:
        """Start following a person who is in position; return the phase that this begins with.

        still: whether they have been still since the start, so that the phase is seen from its beginning.
        """
        first = next((phase for phase in self._phases if self._begins_in(phase)), None)
        self._begun_s = t_s
        span = self._enter(first or self._phases[0], t_s, proven=False)
        span.whole = first is None and still
        if span.phase.side_of is not None:
            span.side = self._side_of(span)
        return span

    def step(self, judgeable: bool = True) -> tuple[Span, Span] | None:
        """Look at the signals now; return (ended, begun) if the phase has changed.

        judgeable: whether the camera's view shows which side it is; if not, no phase with a side begins.
        """
        ended, t_s = self._state.span, self._signals.t_s
        if ended is None:
            return None
        for gate in self._state.gates:
            start_s = self._advance(gate, t_s)
            if gate.enter.settled and not ended.settled:
                continue
            if start_s == start_s and (judgeable or not _has_side(gate.target)):  # NaN is not equal to itself
                ended.end_s = max(start_s, ended.start_s)
                ended.side = self._settled_side(ended)
                under_way = self._was_under_way(ended, gate)
                begun = self._enter(gate.target, ended.end_s, proven=True)
                begun.side = self._side_of(begun)
                begun.start_seen = not under_way
                begun.in_passing = any(condition.of in TURNED for condition in gate.enter.when)
                return ended, begun
        return None

    def _was_under_way(self, ended: Span, gate: _Gate) -> bool:
        """Tell whether a movement whose start is looked for went on already when the person came into view."""
        return gate.enter.onset is not None and self._begun_s == ended.start_s == ended.end_s

    def leave(self, end_s: float, arrived: bool = False) -> Span | None:
        """Stop following: the person left, or the media ended. Return the phase that this ended.

        arrived: whether its movement had come to its end.
        """
        span = self._state.span
        if span is not None:
            span.end_s = max(end_s, span.start_s)
            span.arrived = span.whole and arrived
            span.whole = False
        self._state = _PhaseState()
        return span

    def _enter(self, phase: Phase, start_s: float, proven: bool) -> Span:
        gates = self._gates[phase.name]
        for gate in gates:
            gate.since_s = gate.last_true_s = math.nan
            gate.armed = proven and not gate.enter.anew
        span = Span(phase, start_s)
        self._state = _PhaseState(span, gates)
        return span

    def _advance(self, gate: _Gate, t_s: float) -> float:
        """Return when the gate's phase began if it is entered now, else NaN."""
        holds = all_hold(gate.conditions)
        if holds is None:
            return math.nan
        if not holds:
            gate.armed = True
            gate.since_s = math.nan
            return math.nan
        if not t_s - gate.last_true_s <= BLIND_S:
            gate.since_s = math.nan
        gate.last_true_s = t_s
        if not gate.armed:
            return math.nan
        if gate.since_s != gate.since_s:
            gate.since_s = held_since_s(gate.conditions, t_s)
        if t_s - gate.since_s < gate.enter.dwell_s - 1e-9:
            return math.nan
        return self._onset_s(gate)

    def _onset_s(self, gate: _Gate) -> float:
        span, onset = self._state.span, gate.enter.onset
        if onset is None or span is None:
            return gate.since_s
        i = self._signals.index[onset]
        until_s = min((gate.since_s, *self._turned_s(gate.enter, onset)))
        samples = [(t_s, values[i]) for t_s, values in self._signals.span(span.start_s, until_s)]
        error = get_feature(onset).error
        began_s = onset_s(samples, self._rising(gate.enter, onset), STILL_SHARE * error)
        if began_s != began_s:
            return gate.since_s
        if not gate.target.sided or onset != gate.target.signal:
            return began_s
        turn = [(t_s, value - self._signals.neutral[i]) for t_s, value in samples if t_s >= began_s]
        return max(began_s, _through_neutral_s(turn, SWING_ERRORS * error))

    def _turned_s(self, enter: Enter, onset: str) -> list[float]:
        """Return when a movement that has turned back already did so, which led into a phase [s]."""
        ways = {condition.of for condition in enter.when if condition.feature == onset}
        return [self._signals.turned_s(onset, of) for of in TURNED if of in ways]

    def _rising(self, enter: Enter, onset: str) -> bool:
        """Return the direction of the movement that leads into a phase."""
        i = self._signals.index[onset]
        positive = self._signals.values[i] > self._signals.neutral[i]
        for condition in enter.when:
            if condition.feature == onset and condition.of != "speed":
                upward = condition.at_least is not None
                if condition.of in ("fall", "dip"):
                    return not upward
                if condition.of == "size":
                    return upward == positive
                return upward != positive if condition.of == "retreat" else upward
        return positive

    def _side_of(self, span: Span) -> Side | None:
        if span.phase.side_of is not None:
            i = self._signals.index[span.phase.side_of]
            zero = self._signals.neutral[i] if span.phase.side_of in self._zeros else 0.0
            value = self._signals.values[i] - zero
            return None if not abs(value) > 0.0 else "left" if value > 0.0 else "right"
        if not span.phase.sided or span.phase.signal is None:
            return None
        i = self._signals.index[span.phase.signal]
        change = self._signals.values[i] - self._signals.neutral[i]
        return None if change != change else "left" if change > 0.0 else "right"

    def _settled_side(self, span: Span) -> Side | None:
        """Return the side of a phase that is over: that of a turn, though a waver to the other side led into it."""
        signal = span.phase.signal
        if signal is None or signal not in self._sided or span.side is None:
            return span.side
        i = self._signals.index[signal]
        neutral = self._signals.neutral[i]
        ways = [values[i] - neutral for _, values in self._signals.span(span.start_s, span.end_s)]
        left = max((way for way in ways if way > 0.0), default=0.0)
        right = -min((way for way in ways if way < 0.0), default=0.0)
        if max(left, right) < TURN_SHARE * min(left, right) or left == right:
            return span.side
        return "left" if left > right else "right"

    def _begins_in(self, phase: Phase) -> bool:
        conditions = tuple(self._signals.condition(condition) for condition in phase.first_when)
        return bool(conditions) and all_hold(conditions) is True


def _through_neutral_s(turn: Sequence[tuple[float, float]], least: float) -> float:
    """Return when a movement to one side passed neutral that came from the other side without a pause [s].

    turn: (t_s, value from neutral) in order. least: the smallest value that is a turn to
    a side. -inf if it did not come from there: one that begins a little beyond neutral is no swing.
    """
    seen = [(t_s, value) for t_s, value in turn if value == value]
    if not seen:
        return -math.inf
    sign = math.copysign(1.0, seen[-1][1])
    before = [k for k, (_, value) in enumerate(seen) if sign * value < 0.0]
    if not before or min(sign * value for _, value in seen) > -least:
        return -math.inf
    return crossing_s(seen[before[-1]], seen[before[-1] + 1], 0.0)


def _has_side(phase: Phase) -> bool:
    return phase.sided or phase.side_of is not None


def all_hold(conditions: Sequence[Holding]) -> bool | None:
    """Return whether all conditions hold; None if one cannot be told and none is false."""
    known = True
    for condition in conditions:
        holds = condition()
        if holds is False:
            return False
        if holds is None:
            known = False
    return True if known else None


def held_since_s(conditions: Sequence[Holding], t_s: float) -> float:
    """Return when conditions that hold together at a media time came to do so, since the pose before [s]."""
    return max((condition.since_s() for condition in conditions), default=t_s)


def held_until_s(conditions: Sequence[Holding], t_s: float) -> float:
    """Return until when conditions held together that did at the pose before a media time, and do not any more [s]."""
    return min((condition.until_s() for condition in conditions if condition() is False), default=t_s)
