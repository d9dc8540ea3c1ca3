"""Attempts and the proof of an exercise, to the frame."""

from __future__ import annotations

import msgspec
import pytest

from posecoach.exercises.declaration import Attempt, Condition, Proof
from posecoach.judging.attempts import AttemptWatch, ProofWatch
from posecoach.judging.phases import Span
from posecoach.judging.signals import Signals
from tests.exercise_files import bridge, changed

HIGH = (Condition(feature="hip_height", at_least=1.0),)
STEP_S = 1 / 32


def proven_s(
    times_s: list[float], heights: list[float], dwell_s: float, *, adds_up: bool = False
) -> float | None:
    """Return when hips that were high for long enough were first proof."""
    signals = Signals(bridge())
    watch = ProofWatch(Proof(when=HIGH, dwell_s=dwell_s), signals, adds_up=adds_up)
    for t_s, height in zip(times_s, heights, strict=True):
        signals.update(t_s, [height] * len(signals.names))
        if watch.step(t_s):
            return t_s
    return None


def evenly(*parts: tuple[float, float]) -> tuple[list[float], list[float]]:
    """Return times and heights of (height, for seconds) one after the other."""
    heights = [height for height, seconds in parts for _ in range(round(seconds / STEP_S))]
    return [number * STEP_S for number in range(len(heights))], heights


def test_without_a_proof_any_movement_is_one() -> None:
    signals = Signals(bridge())
    signals.update(3.0, [0.0] * len(signals.names))

    assert ProofWatch(None, signals).step(3.0)


def test_a_proof_lasts_for_its_dwell() -> None:
    assert proven_s(*evenly((1.0, 1.0)), 0.25) == 0.25


@pytest.mark.parametrize(("break_s", "when_s"), [(0.25, 0.75), (0.3125, 1.0625)])
def test_a_break_of_less_than_three_tenths_of_a_second_ends_no_hold(break_s: float, when_s: float) -> None:
    """From the last frame before it to the first after it."""
    parts = ((1.0, 0.25 + STEP_S), (0.0, break_s - STEP_S), (1.0, 2.0))
    assert proven_s(*evenly(*parts), 0.75 if break_s == 0.25 else 0.5) == when_s


def test_either_way_of_a_proof_is_enough_and_both_together_last() -> None:
    signals = Signals(bridge())
    low = (Condition(feature="hip_height", at_most=-1.0),)
    watch = ProofWatch(Proof(when=HIGH, or_when=low, dwell_s=0.5), signals)
    told = []
    for t_s, height in ((0.0, -1.0), (0.25, -1.0), (0.5, 1.0), (0.75, 0.0), (2.0, 1.0), (2.25, 1.0)):
        signals.update(t_s, [height] * len(signals.names))
        told.append(watch.step(t_s))

    assert told == [False, False, True, False, False, False]


def test_a_break_of_three_tenths_ends_it() -> None:
    times_s = [0.0, 0.1, 0.2, 0.3, 0.55, 0.8]
    assert proven_s(times_s, [1.0, 0.0, 0.0, 1.0, 1.0, 1.0], 0.5) == 0.8


def test_quick_movements_show_a_proof_together_and_not_what_lies_between() -> None:
    parts = ((1.0, 0.25 + STEP_S), (0.0, STEP_S), (1.0, 1.0))
    assert proven_s(*evenly(*parts), 0.5, adds_up=True) == 0.25 + 2 * STEP_S + 0.25


def test_each_moment_of_a_proof_lasts_for_a_tenth_of_a_second() -> None:
    flicker = [(float(number % 2), STEP_S) for number in range(99)]
    assert proven_s(*evenly(*flicker), 0.25, adds_up=True) is None

    times_s, heights = [0.0, 0.1, 0.2, 0.5, 0.75, 1.0], [1.0, 1.0, 0.0, 1.0, 1.0, 1.0]
    assert proven_s(times_s, heights, 0.35, adds_up=True) == 0.75
    assert proven_s([0.0, 0.09, *times_s[2:]], heights, 0.35, adds_up=True) == 1.0


def test_a_proof_is_forgotten_with_the_person() -> None:
    signals = Signals(bridge())
    watch = ProofWatch(Proof(when=HIGH, dwell_s=0.5), signals, adds_up=True)
    for t_s, height in zip(*evenly((1.0, 0.4), (0.0, 0.2)), strict=True):
        signals.update(t_s, [height] * len(signals.names))
        watch.step(t_s)

    watch.reset()
    signals.update(1.0, [1.0] * len(signals.names))
    assert not watch.step(1.0)
    signals.update(1.25, [1.0] * len(signals.names))
    assert not watch.step(1.25)


@pytest.mark.parametrize(("frames", "made"), [(4, (0.25, 0.625)), (5, (0.25, 0.75)), (3, None)])
def test_an_attempt_lasts_for_its_dwell(frames: int, made: tuple[float, float] | None) -> None:
    """Frames of an eighth of a second, at the limit from the first to the last."""
    exercise = changed(repetition=msgspec.structs.replace(bridge().repetition, phases=("up",)))
    signals = Signals(exercise)
    watch = AttemptWatch(Attempt(phase="up", when=HIGH, dwell_s=0.375), exercise, signals)
    between = Span(exercise.phases[0], 0.0)
    found = []
    for number, height in enumerate([0.0, 0.0, *[1.0] * frames, 0.0, 0.0]):
        signals.update(number / 8, [height] * len(signals.names))
        found.append(watch.step(number / 8, between))

    assert [one for one in found if one is not None] == ([] if made is None else [made])
