"""A movement that is not safe is corrected once; the second time the person is asked to rest."""

from __future__ import annotations

from posecoach.events import Fault, FaultRaised
from posecoach.exercises.declaration import Severity
from posecoach.guiding.dangers import Dangers


def raised(severity: Severity = "stop") -> FaultRaised:
    return FaultRaised(
        1.0, "bridge", Fault("high", "lift", None, 0.0, 1.0, severity, 200.0, 190.0, "deg", "Lower your hips")
    )


def test_the_second_time_asks_for_a_rest() -> None:
    dangers = Dangers()
    assert [dangers.again(raised(), repetitions) for repetitions in (0, 1)] == [False, True]


def test_the_same_repetition_is_once() -> None:
    dangers = Dangers()
    assert [dangers.again(raised(), 0) for _ in range(3)] == [False, False, False]


def test_after_the_rest_the_cue_comes_first_again() -> None:
    dangers = Dangers()
    assert [dangers.again(raised(), repetitions) for repetitions in range(4)] == [False, True, False, True]


def test_other_faults_are_no_danger() -> None:
    dangers = Dangers()
    assert [dangers.again(raised("correct"), repetitions) for repetitions in (0, 1)] == [False, False]
