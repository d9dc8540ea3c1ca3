"""What the kinds of rules say of themselves: what they ask for, in which unit, and whether that is tempo."""

from __future__ import annotations

import pytest

from posecoach.events import Fault, FaultCleared, FaultRaised
from posecoach.exercises.declaration import Rule
from posecoach.judging.phases import Span
from posecoach.judging.repetitions import Draft
from posecoach.judging.rules.finding import Finding
from posecoach.judging.rules.kind import KINDS, kind_of
from tests.exercise_files import bridge

UP = bridge().phases[1]


def rule(**fields: object) -> Rule:
    return Rule(**({"name": "it", "kind": "limit", "cue": "Do it", "why": "so", "source": "me"} | fields))


HIPS, KNEES = {"feature": "hip_height"}, {"feature": "knee_flexion_deg"}


def test_these_kinds_are_known() -> None:
    assert set(KINDS) == {"alternate", "duration", "limit", "movement_time", "reach"}


@pytest.mark.parametrize(
    ("fields", "asked", "unit", "error"),
    [
        (KNEES | {"at_least": 60.0}, "bend of the knee at least 60°", "deg", 3.2),
        (
            KNEES | {"at_least": 60.0, "at_most": 120.5},
            "bend of the knee at least 60°, at most 120.5°",
            "deg",
            3.2,
        ),
        (
            KNEES | {"of": "speed", "at_most": 90.0},
            "speed of bend of the knee at most 90°/s",
            "deg/s",
            None,
        ),
        (HIPS | {"at_most": 0.5}, "height of the hips at most 0.5 trunk lengths", "trunk lengths", 0.03),
        (
            HIPS | {"of": "speed", "at_most": 0.5},
            "speed of height of the hips at most 0.5 trunk lengths/s",
            "trunk lengths/s",
            None,
        ),
        (
            HIPS | {"of": "retreat", "at_most": 0.5},
            "share given up of the change of height of the hips at most 0.5",
            "",
            None,
        ),
        (
            HIPS | {"of": "speed_share", "at_most": 0.5},
            "share of the largest speed of height of the hips at most 0.5",
            "",
            None,
        ),
        (
            HIPS | {"of": "change", "at_least": 0.5},
            "change of height of the hips at least 0.5 trunk lengths",
            "trunk lengths",
            0.03,
        ),
        (
            HIPS | {"kind": "reach", "at_least": 0.5, "best_share": 0.75},
            "height of the hips at least 0.5 trunk lengths, at least 75% of your own best",
            "trunk lengths",
            0.03,
        ),
        (
            {"kind": "duration", "at_least": 2.0, "aim_s": 3.5},
            "the phase lasts at least 2 s, aim for 3.5 s",
            "s",
            None,
        ),
        ({"kind": "movement_time", "at_least": 1.5}, "the movement lasts at least 1.5 s", "s", None),
        ({"kind": "alternate"}, "the sides take turns", "", None),
    ],
    ids=str,
)
def test_what_a_rule_asks_for(fields: dict[str, object], asked: str, unit: str, error: float | None) -> None:
    one = rule(**fields)
    kind = kind_of(one)

    assert (kind.asked(one), kind.unit(one), kind.error(one)) == (asked, unit, error)


@pytest.mark.parametrize(
    ("fields", "measured"),
    [
        (KNEES, "bend of the knee"),
        (KNEES | {"of": "change"}, "change of bend of the knee from your neutral"),
        (KNEES | {"of": "retreat"}, "share of bend of the knee given up again"),
        ({"kind": "duration"}, "held for"),
        ({"kind": "movement_time"}, "time of the movement"),
        ({"kind": "alternate"}, ""),
        ({}, ""),
    ],
    ids=str,
)
def test_what_was_measured_of_a_rule(fields: dict[str, object], measured: str) -> None:
    assert kind_of(rule(**fields)).measured(rule(**fields)) == measured


@pytest.mark.parametrize(
    ("fields", "is_tempo", "by_speed", "shown"),
    [
        (HIPS | {"at_most": 1.0}, False, False, "hip_height"),
        (HIPS | {"of": "speed", "at_most": 1.0}, True, True, "hip_height"),
        (HIPS | {"of": "speed", "at_least": 1.0}, False, True, "hip_height"),
        ({"kind": "movement_time", "at_least": 1.0}, True, True, "knee_flexion_deg"),
        ({"kind": "movement_time", "at_most": 1.0}, False, True, "knee_flexion_deg"),
        ({"kind": "duration", "at_least": 1.0}, False, False, None),
    ],
    ids=str,
)
def test_what_is_too_fast_is_tempo_and_shown_where_it_was_fastest(
    fields: dict[str, object], is_tempo: bool, by_speed: bool, shown: str | None
) -> None:
    one = rule(**fields)
    kind = kind_of(one)

    assert (kind.is_tempo(one), kind.shown_by_speed(one)) == (is_tempo, by_speed)
    assert kind.shown_feature(one, "knee_flexion_deg") == shown


def test_of_all_kinds_what_is_reached_is_held_in_every_moment() -> None:
    assert {name for name, kind in KINDS.items() if kind.in_every_moment(rule(kind=name)) is True} == {
        "reach"
    }


def test_limits_are_drawn_over_their_feature() -> None:
    assert {name for name, kind in KINDS.items() if kind.over_signal} == {"limit", "reach"}
    assert {name for name, kind in KINDS.items() if kind.needs_feature} == {"limit", "reach"}
    assert {name for name, kind in KINDS.items() if not kind.limited} == {"alternate"}


@pytest.mark.parametrize(
    ("fields", "problems"),
    [
        (HIPS | {"at_least": 1.0}, []),
        ({"at_least": 1.0}, ["a rule of kind 'limit' needs a feature"]),
        (HIPS, ["at_least or at_most is missing"]),
        (
            HIPS | {"at_least": 1.0, "best_share": 0.5},
            ["best_share is for rules of kind 'reach', not 'limit'"],
        ),
        (
            HIPS | {"at_least": 1.0, "aim_s": 2.0},
            ["aim_s is for rules of kind 'duration' or 'movement_time', not 'limit'"],
        ),
        (
            HIPS | {"kind": "reach", "of": "speed", "at_least": 1.0},
            ["a rule of kind 'reach' is about value, change or size, not 'speed'"],
        ),
        (HIPS | {"kind": "reach", "of": "change", "at_least": 1.0, "best_share": 0.5}, []),
        ({"kind": "duration", "at_least": 2.0}, []),
        ({"kind": "duration", "at_most": 2.0, "aim_s": 1.0}, []),
        ({"kind": "duration", "at_least": 2.0, "aim_s": 2.5}, []),
        ({"kind": "duration", "at_least": 2.0, "aim_s": 2.0}, ["aim_s must be more than at_least"]),
        ({"kind": "duration", "at_least": 2.0, "aim_s": 1.0}, ["aim_s must be more than at_least"]),
        ({"kind": "alternate"}, []),
    ],
    ids=str,
)
def test_what_is_wrong_with_a_rule_is_told(fields: dict[str, object], problems: list[str]) -> None:
    one = rule(**fields)

    assert list(kind_of(one).problems(one)) == problems


FAULT = Fault("it", "up", "left", 1.0, 2.0, "correct", 0.25, 0.5, "trunk lengths", "Do it")


def test_a_finding_is_raised_and_cleared_as_one_fault() -> None:
    found = Finding(rule(), "up", "left", 1.0, 2.0, 0.25, 0.5, "trunk lengths")

    assert found.raised(1.5, "cat_cow") == FaultRaised(1.5, "cat_cow", FAULT)
    assert found.cleared(2.5, "cat_cow") == FaultCleared(2.5, "cat_cow", FAULT)


@pytest.mark.parametrize(("before", "broken"), [("left", True), ("right", False), (None, False)])
def test_sides_take_turns(before: str | None, broken: bool) -> None:
    alternate = rule(kind="alternate")
    draft = Draft([Span(UP, 1.0, 3.0, side="left"), Span(UP, 3.0, 4.0)])

    assert kind_of(alternate).in_repetition(alternate, draft, before) == (
        Finding(alternate, None, "left", 1.0, 4.0, 0.0, 0.0, "") if broken else None
    )


def test_what_has_no_side_takes_no_turn() -> None:
    alternate = rule(kind="alternate")

    assert kind_of(alternate).in_repetition(alternate, Draft([Span(UP, 1.0, 3.0)]), None) is None
