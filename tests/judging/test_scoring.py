"""The score of a repetition and why points are missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecoach.events import Deduction
from posecoach.exercises.declaration import Rule, Severity
from posecoach.judging.aims import AIM_POINTS
from posecoach.judging.scoring import POINTS, off_by, score


def rule(name: str, severity: Severity = "correct", **limits: float) -> Rule:
    return Rule(name=name, kind="duration", severity=severity, cue=name, why="so", source="me", **limits)


HOLD = rule("hold", at_least=2.0, aim_s=3.0)


def test_nothing_wrong_is_a_hundred() -> None:
    assert score([], []) == (100.0, ())


@pytest.mark.parametrize("severity", ["info", "correct", "stop"])
def test_a_fault_costs_by_its_severity_and_says_why(severity: Severity) -> None:
    points, deductions = score([(rule("bend", severity), "Lift")], [])

    assert points == 100.0 - POINTS[severity]
    assert deductions == (Deduction(POINTS[severity], "bend", "bend", "Lift"),)


def test_worse_faults_cost_more() -> None:
    assert 0.0 < POINTS["info"] < POINTS["correct"] < POINTS["stop"] < 100.0


@pytest.mark.parametrize(
    ("seconds", "points"), [(3.0, 0.0), (5.0, 0.0), (2.84, 0.0), (2.5, 4.0), (2.0, AIM_POINTS)]
)
def test_a_time_short_of_its_aim_costs_in_proportion(seconds: float, points: float) -> None:
    assert score([], [(HOLD, "Hold", seconds)])[0] == 100.0 - points


def test_a_time_hardly_short_of_its_aim_costs_less_than_a_point() -> None:
    assert score([], [(HOLD, "Hold", 2.8)]) == (
        99.6,
        (Deduction(0.4, "hold", "hold", "Hold", "2.8 s, aim for 3 s"),),
    )


def test_a_time_that_costs_nothing_is_no_deduction() -> None:
    assert score([], [(HOLD, "Hold", 3.0)]) == (100.0, ())


@pytest.mark.parametrize(("seconds", "error_s", "off"), [(2.0, 0.5, 6.0), (2.8, 0.5, 6.0), (2.5, 0.0, 0.0)])
def test_a_score_may_be_off_to_either_side(seconds: float, error_s: float, off: float) -> None:
    """At the least that is no fault it can only be better, near the aim only worse."""
    assert off_by([(HOLD, seconds, error_s, error_s)]) == pytest.approx(off, abs=0.05)


def test_times_that_are_off_by_themselves_hardly_are_all_in_one_direction() -> None:
    assert off_by([(HOLD, 2.8, 0.5, 0.5)] * 4) == pytest.approx(2.0 * off_by([(HOLD, 2.8, 0.5, 0.5)]))


def test_a_time_short_of_its_aim_says_in_which_phase_and_how_much_is_missing() -> None:
    (deduction,) = score([], [(HOLD, "Hold", 2.4)])[1]

    assert deduction == Deduction(5.2, "hold", "hold", "Hold", "2.4 s, aim for 3 s")
    assert deduction.reason == "hold (Hold): 2.4 s, aim for 3 s"


def test_the_phase_is_not_named_where_there_is_only_one() -> None:
    assert Deduction(5.0, "Slower", "slow", "", "0.8 s, aim for 2 s").reason == "Slower: 0.8 s, aim for 2 s"


def test_a_time_within_the_margin_costs_no_more_than_the_aim() -> None:
    assert score([], [(HOLD, "Hold", 1.9)])[0] == 100.0 - AIM_POINTS


def test_a_time_that_is_a_fault_is_not_taken_off_twice() -> None:
    assert score([(HOLD, "Hold")], [(HOLD, "Hold", 1.0)])[0] == 100.0 - POINTS["correct"]


def test_a_time_without_an_aim_costs_nothing() -> None:
    without = [rule("hold", at_least=2.0), rule("hold", at_most=9.0, aim_s=3.0)]

    assert score([], [(each, "Hold", 2.1) for each in without])[0] == 100.0


phases = st.sampled_from(["", "Lift", "Hold"])
rules = st.builds(rule, st.sampled_from("abcdefgh"), st.sampled_from(["info", "correct", "stop"]))
broken = st.tuples(rules, phases)
times = st.tuples(st.just(HOLD), phases, st.floats(1.8, 10.0))


@given(st.lists(broken, max_size=8), st.lists(times, max_size=4))
def test_the_deductions_explain_the_score(
    faults: list[tuple[Rule, str]], seconds: list[tuple[Rule, str, float]]
) -> None:
    points, deductions = score(faults, seconds)

    assert points == pytest.approx(max(0.0, 100.0 - sum(each.points for each in deductions)), abs=0.06)
    assert all(each.points >= 0.0 and each.reason for each in deductions)
