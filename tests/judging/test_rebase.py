"""Neutrals that are retaken in a phase, and the stay that a moment lies in."""

from __future__ import annotations

import msgspec
import pytest

from posecoach.features.extract import get_feature
from posecoach.judging.neutral import Rebase, Stay, stay_at
from posecoach.judging.phases import Span
from posecoach.judging.signals import Signals
from tests.exercise_files import bridge, changed

DOWN, UP = bridge().phases
BENDING = msgspec.structs.replace(UP, signal="knee_flexion_deg", rebase={"hip_height": 0.25})


def rebased(*knee_deg: float, height: float = 0.25, start_s: float = 0.0) -> tuple[float, bool]:
    """Return (neutral height, whether the phase has settled) after a bend of the knee, in frames of 0.1 s."""
    exercise = changed(phases=(DOWN, BENDING))
    signals = Signals(exercise)
    signals.set_neutral({"hip_height": 0.0})
    for number, bend_deg in enumerate(knee_deg):
        values = {"hip_height": height, "knee_flexion_deg": bend_deg}
        signals.update(0.1 * number, [values[name] for name in signals.names])
    span = Span(BENDING, start_s)
    Rebase(exercise, signals).step(signals.t_s, span)
    return signals.neutral[signals.index["hip_height"]], span.settled


STILL = [90.0] * 4
"""0.3 s of it: 0.1 * 3 is a little more."""


def test_what_is_as_near_as_its_limit_is_taken_anew_where_the_movement_rests() -> None:
    assert rebased(*STILL) == (0.25, True)
    assert rebased(*STILL, height=-0.25) == (-0.25, True)


def test_what_has_gone_further_keeps_its_neutral() -> None:
    assert rebased(*STILL, height=0.26) == (0.0, True)


def test_a_phase_rests_three_tenths_of_a_second_after_its_start_at_the_earliest() -> None:
    assert rebased(*STILL[:3]) == (0.0, False)
    assert rebased(*STILL, start_s=0.1 * 3 - 0.3) == (0.25, True)


def test_what_still_moves_does_not_rest() -> None:
    assert rebased(90.0, 100.0, 110.0, 120.0) == (0.0, False)
    assert rebased(90.0, 100.0, 110.0, 120.0, 122.0, 122.0, 122.0, 122.0, 122.0) == (0.25, True)


ERROR_DEG = get_feature("knee_flexion_deg").error


@pytest.mark.parametrize(
    ("further_deg", "height"), [(2.0 * ERROR_DEG + 0.1, 0.15), (2.0 * ERROR_DEG - 0.1, 0.25)]
)
def test_who_hesitates_and_goes_on_comes_to_rest_once_more(further_deg: float, height: float) -> None:
    exercise = changed(phases=(DOWN, BENDING))
    signals, span = Signals(exercise), Span(BENDING, 0.0)
    signals.set_neutral({"hip_height": 0.0, "knee_flexion_deg": 60.0})
    rebase = Rebase(exercise, signals)
    ways = [60.0, *[90.0] * 9, *[90.0 + further_deg] * 12]
    for number, bend_deg in enumerate(ways):
        values = {"hip_height": 0.25 if number < 10 else 0.15, "knee_flexion_deg": bend_deg}
        signals.update(0.1 * number, [values[name] for name in signals.names])
        rebase.step(signals.t_s, span)

    assert signals.neutral[signals.index["hip_height"]] == height
    assert span.settled


STAYS = [Stay(1.0, 2.0, {}, early=True, rough=frozenset()), Stay(3.0, 4.0, {}, early=True, rough=frozenset())]


@pytest.mark.parametrize(
    ("t_s", "number"), [(0.99, None), (1.0, 0), (2.0, 0), (2.5, None), (3.0, 1), (4.0, 1), (4.01, None)]
)
def test_a_moment_lies_in_a_stay_from_its_first_to_its_last(t_s: float, number: int | None) -> None:
    assert stay_at(STAYS, t_s) is (None if number is None else STAYS[number])
