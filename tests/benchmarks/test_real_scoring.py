"""Reviews of a recording against what somebody saw in it, on cases small enough to check by hand."""

from __future__ import annotations

import pytest

from benchmarks.real.labels import Expected, Label, Seen
from benchmarks.real.program import Found, FoundFault, FoundPhase, Span
from benchmarks.real.scoring import Result, agreement_s, score, usable, verdict

BRIDGE = Expected("hip_lift_twist", (2, 3), ("slow_return",), ("feet_flat",), ("plain_bridge",))
NOTHING = Expected(None, (0, 0), (), ("knees_bent",))
NO_REVIEW = Found()


def label(
    expected: Expected = BRIDGE, *phases: Seen, usable_s: tuple[tuple[float, float], ...] = ()
) -> Label:
    return Label(duration_s=20.0, tol_s=0.5, expected=expected, phases=phases, usable_s=usable_s or None)


def repetitions(count: int) -> tuple[Span, ...]:
    return tuple(Span(2.0 * index, 2.0 * index + 2.0) for index in range(count))


def fault(rule: str, start_s: float = 1.0, end_s: float = 2.0) -> FoundFault:
    return FoundFault(start_s, end_s, rule, 1.0, 2.0)


def named(found: Found) -> Result:
    return score("bridge_a", label(), BRIDGE, found, NO_REVIEW)


def auto(found: Found, expected: Expected = BRIDGE) -> Result:
    named = NO_REVIEW if expected.exercise else None
    return score("bridge_a", label(expected), expected, named, found)


@pytest.mark.parametrize(
    ("told", "right", "missed", "invented"), [(0, 0, 2, 0), (2, 2, 0, 0), (3, 3, 0, 0), (5, 3, 0, 2)]
)
def test_repetitions_are_right_between_the_lowest_and_the_highest_answer(
    told: int, right: int, missed: int, invented: int
) -> None:
    result = named(Found("hip_lift_twist", repetitions=repetitions(told)))
    assert (result.right, result.missed, result.invented) == (right, missed, invented)


def test_without_one_of_the_exercises_no_repetition_is_missed_or_invented() -> None:
    result = auto(Found("cat_cow", repetitions=repetitions(3)), NOTHING)
    assert (result.right, result.missed, result.invented) == (0, 0, 0)


@pytest.mark.parametrize(
    ("expected", "taken_for", "rightly"),
    [
        (BRIDGE, "hip_lift_twist", True),
        (BRIDGE, "plain_bridge", True),
        (BRIDGE, "foam_roll", False),
        (BRIDGE, None, False),
        (NOTHING, None, True),
        (NOTHING, "foam_roll", False),
    ],
)
def test_recognition_is_right_for_any_accepted_exercise_and_for_leaving_others_alone(
    expected: Expected, taken_for: str | None, rightly: bool
) -> None:
    assert auto(Found(taken_for, segments=(Span(0, 9),)), expected).taken_rightly is rightly


def test_what_is_recognised_only_outside_the_usable_spans_is_not_counted() -> None:
    found = Found("foam_roll", segments=(Span(12, 15),))
    result = score("other_a", label(NOTHING, usable_s=((0, 10),)), NOTHING, None, found)
    assert result.taken_rightly


@pytest.mark.parametrize(
    ("rule", "exercise", "expected", "what"),
    [
        ("slow_return", "hip_lift_twist", BRIDGE, "true"),
        ("feet_flat", "hip_lift_twist", BRIDGE, "arguable"),
        ("knees_bent", "hip_lift_twist", BRIDGE, "false"),
        ("slow_return", "plain_bridge", BRIDGE, "true"),
    ],
)
def test_a_fault_is_true_or_arguable_if_its_label_says_so(
    rule: str, exercise: str, expected: Expected, what: str
) -> None:
    assert verdict(rule, exercise, expected) == what


@pytest.mark.parametrize("rule", ["slow_return", "feet_flat"])
def test_under_a_wrong_exercise_every_fault_is_false(rule: str) -> None:
    assert verdict(rule, "foam_roll", BRIDGE) == "false"


def test_a_relative_may_have_arguable_faults() -> None:
    assert verdict("knees_bent", "hip_lift_twist", NOTHING) == "arguable"
    assert verdict("feet_flat", "hip_lift_twist", NOTHING) == "false"


def test_where_nobody_looked_for_faults_none_counts() -> None:
    assert verdict("slow", "bird_dog", Expected("bird_dog", (4, 6), faults_seen=False)) == "arguable"


def test_every_reported_fault_counts() -> None:
    found = Found("hip_lift_twist", faults=(fault("knees_bent"), fault("knees_bent", 5, 6)))
    judged = named(found).named
    assert judged
    assert [(one.rule, one.verdict) for one in judged.faults] == [("knees_bent", "false")] * 2


def test_a_true_fault_of_which_nothing_is_said_is_missed_once() -> None:
    judged = named(Found("hip_lift_twist", faults=(fault("knees_bent"),))).named
    assert judged
    assert judged.missed == ("slow_return",)


def test_a_true_fault_that_is_reported_is_not_missed() -> None:
    judged = named(Found("hip_lift_twist", faults=(fault("slow_return"),))).named
    assert judged
    assert judged.missed == ()


def test_a_true_fault_is_missed_if_its_name_is_told_under_a_wrong_exercise() -> None:
    result = auto(Found("foam_roll", faults=(fault("slow_return"),), segments=(Span(0, 9),)))
    assert result.auto.missed == ("slow_return",)


@pytest.mark.parametrize(
    ("span", "counts"),
    [
        (Span(5, 9), True),
        (Span(8, 12), True),
        (Span(8.1, 12.1), False),
        (Span(12, 14), False),
        (Span(0, 30), True),
        (Span(7, 7), True),
        (Span(11, 11), False),
        (Span(17, 21), True),
    ],
)
def test_what_is_reported_counts_if_at_least_half_of_the_shorter_is_usable(span: Span, counts: bool) -> None:
    assert bool(usable([span], label(usable_s=((0, 10), (17, 19))))) is counts


def test_without_usable_spans_everything_counts() -> None:
    assert usable([Span(0, 1), Span(50, 60)], label()) == [Span(0, 1), Span(50, 60)]


def test_phases_agree_over_the_inside_of_what_was_clearly_seen() -> None:
    """The reading error of 0.5 s is left out at both ends."""
    seen = label(BRIDGE, Seen("up", 1, 4), Seen("down", 5, 8))
    found = [FoundPhase(1, 2.5, "lift"), FoundPhase(2.5, 6, "hold"), FoundPhase(6, 7, "return")]
    assert agreement_s(seen, found) == (4.0, 3.5, 3.0)


@pytest.mark.parametrize(
    ("seen", "agreeing"),
    [
        ("arched", {"cow"}),
        ("rounded", {"cat"}),
        ("up", {"lift", "twist", "hold"}),
        ("up+turn", {"lift", "twist", "hold"}),
        ("down", {"rest", "return"}),
    ],
)
def test_each_seen_phase_stands_for_phases_of_the_program(seen: str, agreeing: set[str]) -> None:
    told = ["neutral", "cow", "cat", "rest", "lift", "twist", "hold", "return"]
    shown = label(BRIDGE, Seen(seen, 0, 4))
    assert {name for name in told if agreement_s(shown, [FoundPhase(0, 9, name)])[2] == 3.0} == agreeing


@pytest.mark.parametrize("phase", ["transition", "arched_shallow", "down (close-up)", "neutral"])
def test_phases_that_are_not_clear_do_not_count(phase: str) -> None:
    assert agreement_s(label(BRIDGE, Seen(phase, 0, 4)), [FoundPhase(0, 4, "cow")]) == (0, 0, 0)


def test_a_phase_shorter_than_its_reading_error_does_not_count() -> None:
    assert agreement_s(label(BRIDGE, Seen("up", 2, 2.9)), [FoundPhase(0, 4, "lift")]) == (0, 0, 0)


def test_phases_count_only_in_the_usable_spans() -> None:
    seen = label(BRIDGE, Seen("up", 1, 6), usable_s=((0, 3), (4, 9)))
    assert agreement_s(seen, [FoundPhase(0, 9, "lift")]) == (3.0, 3.0, 3.0)


def test_phases_of_something_else_are_not_compared() -> None:
    result = score("other_a", label(NOTHING, Seen("up", 1, 6)), NOTHING, None, NO_REVIEW)
    assert result.agreement is None


@pytest.mark.parametrize(("told", "right"), [(None, True), ("side_plank", False), ("bird_dog", False)])
def test_an_exercise_coached_by_name_is_rightly_left_alone(told: str | None, right: bool) -> None:
    expected = Expected("side_plank", (1, 1), by_name=True)
    found = Found(exercise=told, repetitions=repetitions(1) if told else ())

    assert auto(found, expected).taken_rightly is right
