"""What is said, when, and when nothing is."""

from __future__ import annotations

import pytest

from posecoach.events import CueGiven
from posecoach.exercises.declaration import Rule, Severity
from posecoach.judging.cues import (
    ASKED_MOST,
    COOL_DOWN_S,
    FRESH_S,
    PRAISE,
    SAME_COOL_DOWN_S,
    TEMPO_FRESH_S,
    CueChooser,
)


def rule(name: str, severity: Severity = "correct", cue: str = "", *, more_range: bool = False) -> Rule:
    return Rule(
        more_range=more_range,
        name=name,
        kind="limit",
        feature="knee_flexion_deg",
        at_most=1.0,
        severity=severity,
        cue=cue or f"say {name}",
        why="so",
        source="me",
    )


FAST = Rule(name="fast", kind="movement_time", at_least=1.0, cue="say fast", why="so", source="me")
JERKY = Rule(
    name="jerky",
    kind="limit",
    feature="knee_flexion_deg",
    of="speed",
    at_most=60.0,
    severity="info",
    cue="say jerky",
    why="so",
    source="me",
)
FURTHER = rule("further", more_range=True)
HINT, FIRST, SECOND, STOP = rule("hint", "info"), rule("first"), rule("second"), rule("stop", "stop")


@pytest.fixture
def chooser() -> CueChooser:
    return CueChooser("cat_cow", (HINT, FURTHER, FIRST, SECOND, STOP, FAST, JERKY))


def broken(chooser: CueChooser, t_s: float, rule: Rule) -> None:
    chooser.fault(t_s, rule, t_s - 0.5, t_s - 0.2)


def said(chooser: CueChooser, t_s: float) -> str | None:
    cue = chooser.step(t_s)
    return cue.rule if cue else None


def test_what_was_kept_after_all_is_not_spoken_of(chooser: CueChooser) -> None:
    broken(chooser, 0.0, FIRST)
    chooser.step(0.0)
    broken(chooser, 2.5, SECOND)
    chooser.withdraw(SECOND)
    assert said(chooser, COOL_DOWN_S) is None


def test_nothing_is_said_about_nothing(chooser: CueChooser) -> None:
    assert chooser.step(0.0) is None


def test_a_fault_is_said_at_once_with_its_words(chooser: CueChooser) -> None:
    broken(chooser, 1.0, FIRST)

    assert chooser.step(1.0) == CueGiven(1.0, "cat_cow", "say first", "correct", "first", 0.5, 0.8)
    assert chooser.step(1.1) is None


@pytest.mark.parametrize(
    ("rules", "wanted"),
    [
        ((FIRST, FAST), "fast"),
        ((FIRST, HINT, JERKY), "jerky"),
        ((FAST, STOP), "stop"),
        ((HINT, FIRST), "first"),
        ((SECOND, FIRST), "first"),
        ((FIRST, STOP, HINT), "stop"),
        ((HINT,), "hint"),
    ],
)
def test_safety_comes_first_then_haste_then_what_stands_first_in_the_file(
    chooser: CueChooser, rules: tuple[Rule, ...], wanted: str
) -> None:
    for each in rules:
        broken(chooser, 1.0, each)

    assert said(chooser, 1.0) == wanted
    assert said(chooser, 1.0 + FRESH_S) is None


def test_between_two_cues_there_is_time_to_act(chooser: CueChooser) -> None:
    broken(chooser, 0.0, FIRST)
    chooser.step(0.0)

    broken(chooser, COOL_DOWN_S - 0.1, SECOND)
    assert said(chooser, COOL_DOWN_S - 0.1) is None
    assert said(chooser, COOL_DOWN_S) == "second"


def test_a_cue_that_waited_too_long_is_dropped(chooser: CueChooser) -> None:
    broken(chooser, 0.0, FIRST)
    chooser.step(0.0)
    broken(chooser, COOL_DOWN_S - FRESH_S - 0.1, SECOND)

    assert [said(chooser, t_s) for t_s in (COOL_DOWN_S, COOL_DOWN_S + 5.0)] == [None, None]


def test_that_something_was_too_fast_is_said_as_soon_as_there_is_room(chooser: CueChooser) -> None:
    broken(chooser, 0.0, FIRST)
    chooser.step(0.0)
    broken(chooser, COOL_DOWN_S - TEMPO_FRESH_S, FAST)
    broken(chooser, COOL_DOWN_S - 0.1, SECOND)

    assert said(chooser, COOL_DOWN_S) == "fast"


def asked(chooser: CueChooser, rule_: Rule, times_s: list[float]) -> int:
    """Return how often something is said about a rule that is broken now and then."""
    count = 0
    for t_s in times_s:
        broken(chooser, t_s, rule_)
        count += said(chooser, t_s) == rule_.name
    return count


TIMES_S = [10.0 * i for i in range(6)]


def test_nobody_is_asked_for_more_range_more_than_twice(chooser: CueChooser) -> None:
    assert asked(chooser, FURTHER, TIMES_S) == ASKED_MOST == 2
    assert asked(chooser, FIRST, [100.0 + t_s for t_s in TIMES_S]) == len(TIMES_S)


def test_a_range_that_was_shown_may_be_asked_for_again(chooser: CueChooser) -> None:
    asked(chooser, FURTHER, TIMES_S)
    chooser.repetition(65.0, ())

    assert asked(chooser, FURTHER, [70.0]) == 1


def test_a_new_set_forgets_what_was_asked_for(chooser: CueChooser) -> None:
    asked(chooser, FURTHER, TIMES_S)
    chooser.reset()

    assert asked(chooser, FURTHER, [0.0]) == 1


def test_the_same_rule_is_not_said_again_so_soon(chooser: CueChooser) -> None:
    broken(chooser, 0.0, FIRST)
    chooser.step(0.0)

    broken(chooser, COOL_DOWN_S + 0.1, FIRST)
    assert said(chooser, COOL_DOWN_S + 0.1) is None
    broken(chooser, SAME_COOL_DOWN_S, FIRST)
    assert said(chooser, SAME_COOL_DOWN_S) == "first"


def test_danger_does_not_wait_for_the_cue_before(chooser: CueChooser) -> None:
    broken(chooser, 0.0, FIRST)
    chooser.step(0.0)

    broken(chooser, 0.5, STOP)
    assert said(chooser, 0.5) == "stop"


def test_even_danger_is_not_repeated_without_end(chooser: CueChooser) -> None:
    broken(chooser, 0.0, STOP)
    chooser.step(0.0)

    broken(chooser, 0.5, STOP)
    assert said(chooser, 0.5) is None


def test_a_fault_that_did_not_come_again_is_praised(chooser: CueChooser) -> None:
    broken(chooser, 0.0, FIRST)
    chooser.step(0.0)

    assert chooser.repetition(6.0, ()) == CueGiven(6.0, "cat_cow", PRAISE, "info", None)
    assert chooser.repetition(20.0, ()) is None


def test_a_fault_that_came_again_is_not_praised(chooser: CueChooser) -> None:
    broken(chooser, 0.0, FIRST)
    chooser.step(0.0)

    assert chooser.repetition(6.0, ("first",)) is None
    assert chooser.repetition(12.0, ()) is not None


def test_another_fault_leaves_no_room_for_praise(chooser: CueChooser) -> None:
    broken(chooser, 0.0, FIRST)
    chooser.step(0.0)

    assert chooser.repetition(6.0, ("second",)) is None


def test_praise_does_not_come_right_after_a_cue(chooser: CueChooser) -> None:
    broken(chooser, 0.0, FIRST)
    chooser.step(0.0)

    assert chooser.repetition(COOL_DOWN_S - 0.1, ()) is None


def test_a_fault_that_nobody_was_told_of_is_not_praised(chooser: CueChooser) -> None:
    assert chooser.repetition(6.0, ()) is None


def test_praise_counts_as_a_cue(chooser: CueChooser) -> None:
    broken(chooser, 0.0, FIRST)
    chooser.step(0.0)
    chooser.repetition(6.0, ())

    broken(chooser, 6.5, SECOND)
    assert said(chooser, 6.5) is None


def test_reset_forgets_cool_downs_and_what_waits(chooser: CueChooser) -> None:
    broken(chooser, 0.0, FIRST)
    chooser.step(0.0)
    broken(chooser, 0.1, SECOND)
    chooser.reset()

    assert said(chooser, 0.2) is None
    broken(chooser, 0.3, FIRST)
    assert said(chooser, 0.3) == "first"
    assert chooser.repetition(0.4, ()) is None


def test_praise_may_follow_the_last_words_after_exactly_the_pause_between_cues(chooser: CueChooser) -> None:
    broken(chooser, 1.0, FIRST)
    chooser.step(1.0)

    assert chooser.repetition(1.0 + COOL_DOWN_S, ()) == CueGiven(
        1.0 + COOL_DOWN_S, "cat_cow", PRAISE, "info", None
    )


def test_praise_is_left_out_just_before_the_pause_between_cues_is_over(chooser: CueChooser) -> None:
    broken(chooser, 1.0, FIRST)
    chooser.step(1.0)

    assert chooser.repetition(1.0 + COOL_DOWN_S - 0.01, ()) is None
