"""Movements to the other side that were too small to count."""

from __future__ import annotations

import math

import pytest

from posecoach.events import Side
from posecoach.exercises.loader import builtin_exercises
from posecoach.judging.other_side import ALSO_SHARE, also_to_the_other_side
from posecoach.judging.phases import Span
from posecoach.judging.repetitions import Draft
from posecoach.judging.signals import Signals

SIDE_BEND = builtin_exercises()["side_bend"]
BEND = next(phase for phase in SIDE_BEND.phases if phase.sided)
STEP_S = 0.1
NEUTRAL_DEG = 2.0


def bends(*peaks_deg: float) -> Signals:
    """Return what was seen of bends of 2 s each, from neutral and back; NaN = not seen."""
    signals = Signals(SIDE_BEND)
    signals.set_neutral({"side_bend_deg": NEUTRAL_DEG})
    for number in range(len(peaks_deg) * 20):
        peak_deg = peaks_deg[number // 20]
        value = NEUTRAL_DEG + peak_deg * math.sin(math.pi * (number % 20) / 20)
        signals.update(
            number * STEP_S, [value if name == "side_bend_deg" else math.nan for name in signals.names]
        )
    return signals


def bend(number: int, side: Side | None) -> Draft:
    """Return the repetition that the bend of a number is."""
    return Draft([Span(BEND, 2.0 * number, 2.0 * number + 1.9, side=side)])


@pytest.mark.parametrize(("share", "also"), [(ALSO_SHARE + 0.02, True), (ALSO_SHARE - 0.02, False)])
def test_a_way_to_the_other_side_between_two_repetitions_is_one_from_a_share_of_theirs(
    share: float, also: bool
) -> None:
    assert also_to_the_other_side(bends(20.0, -20.0 * share, 20.0), bend(2, "left"), 0.0) is also
    assert also_to_the_other_side(bends(-20.0, 20.0 * share, -20.0), bend(2, "right"), 0.0) is also


def test_what_was_before_the_last_repetition_does_not_count() -> None:
    assert not also_to_the_other_side(bends(-20.0, 20.0, 20.0), bend(2, "left"), 2.0)


def test_what_was_not_seen_did_not_go_anywhere() -> None:
    assert not also_to_the_other_side(bends(20.0, math.nan, 20.0), bend(2, "left"), 0.0)


@pytest.mark.parametrize(("side", "since_s"), [(None, 0.0), ("left", math.nan)])
def test_without_a_side_or_a_repetition_before_there_is_nothing_to_tell(
    side: Side | None, since_s: float
) -> None:
    assert not also_to_the_other_side(bends(20.0, -20.0, 20.0), bend(2, side), since_s)
