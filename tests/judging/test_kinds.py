"""What the kinds of rules do at the end of a phase, and when its movement has turned back."""

from __future__ import annotations

import pytest

from posecoach.events import CannotJudge
from posecoach.exercises.declaration import Condition, Rule
from posecoach.judging.phases import Span
from posecoach.judging.rules.finding import Finding
from posecoach.judging.rules.kind import Check, kind_of
from posecoach.judging.signals import Signals
from tests.exercise_files import changed

UP = changed().phases[1]


def followed(rule: Rule, *heights: tuple[float, float]) -> Check:
    """Return the check of a rule that has seen hips at (height, for seconds) one after the other."""
    exercise = changed(rules=(rule,))
    signals = Signals(exercise)
    check = kind_of(rule).check(rule, signals)
    assert check is not None
    frame = 0
    for height, seconds in heights:
        for _ in range(round(30.0 * seconds)):
            values = {"hip_height": height, "knee_flexion_deg": 90.0}
            signals.update(frame / 30.0, [values[name] for name in signals.names])
            frame += 1
    return check


def rule(**fields: object) -> Rule:
    return Rule(**({"name": "it", "cue": "Do it", "why": "so", "source": "me"} | fields))


def test_a_hint_learns_nothing_of_a_phase_that_is_not_over() -> None:
    high = rule(kind="reach", feature="hip_height", at_least=0.2, best_share=0.5)
    check = followed(high, (1.0, 1.0), (0.4, 1.0))

    assert not check.hint(Span(UP, 0.0, 0.9), 1.0)
    assert check.judge(2.0, Span(UP, 1.0, 1.9), 1.0) is None


def test_a_phase_that_is_over_is_remembered_as_the_best() -> None:
    high = rule(kind="reach", feature="hip_height", at_least=0.2, best_share=0.5)
    check = followed(high, (1.0, 1.0), (0.4, 1.0))

    assert check.judge(1.0, Span(UP, 0.0, 0.9), 1.0) is None
    found = check.judge(2.0, Span(UP, 1.0, 1.9), 1.0)
    assert isinstance(found, Finding)
    assert (found.value, found.limit, found.unit) == (0.4, 0.5, "trunk lengths")


@pytest.mark.parametrize(("least_s", "hasty"), [(3.0, True), (0.1, False)])
def test_haste_is_hinted_at_as_soon_as_the_movement_turns_back(least_s: float, hasty: bool) -> None:
    slow = rule(kind="movement_time", at_least=least_s)
    check = followed(slow, (0.0, 0.5), (0.1, 0.2), (0.3, 0.2), (0.5, 0.2), (0.4, 0.2))

    assert check.hint(Span(UP, 0.0, 1.3), 1.0) is hasty


def test_a_limit_that_was_not_asked_for_in_a_phase_could_still_be_seen_in_it() -> None:
    given = (Condition(feature="hip_height", at_least=0.9),)
    bent = rule(kind="limit", feature="knee_flexion_deg", at_least=60.0, given=given)
    check = followed(bent, (0.1, 1.0))

    assert check.judge(1.0, Span(UP, 0.0, 0.9), 1.0) is None


def test_a_time_that_was_not_asked_for_in_a_phase_cannot_be_judged() -> None:
    given = (Condition(feature="hip_height", at_least=0.9),)
    check = followed(rule(kind="duration", at_least=3.0, given=given), (0.1, 1.0))

    assert check.judge(1.0, Span(UP, 0.0, 0.9), 1.0) == CannotJudge(
        1.0, changed().key, "it", "up", "the movement could not be seen"
    )


def test_why_a_movement_cannot_be_judged_says_nothing_of_the_one_before() -> None:
    given = (Condition(feature="hip_height", at_most=0.6),)
    steadily_up = [(0.01 * step, 1 / 30) for step in range(30)]
    check = followed(rule(kind="movement_time", at_least=0.8, given=given), *steadily_up, (0.9, 2.0))
    cut, not_asked = check.judge(0.5, Span(UP, 0.0, 0.5), 1.0), check.judge(2.7, Span(UP, 1.9, 2.6), 1.0)

    assert isinstance(cut, CannotJudge)
    assert isinstance(not_asked, CannotJudge)
    assert cut.reason == "the movement was not seen from its start to its end"
    assert not_asked.reason == "the movement could not be seen"
