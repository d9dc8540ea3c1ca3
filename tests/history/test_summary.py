"""Kept sessions in figures, and as other programs read them."""

from __future__ import annotations

import json
from datetime import date, datetime

import msgspec

from posecoach import __version__
from posecoach.history.exports import to_csv, to_json
from posecoach.history.records import FaultRow, PainStopRow, RatingRow, RepetitionRow, Session, StepRow
from posecoach.history.summary import Figures, by_day, figures, only, overall, started, unbegun


def made(
    exercise: str,
    index: int,
    *,
    score: float | None = 80.0,
    hold_s: float | None = None,
    bow: float | None = 0.5,
) -> RepetitionRow:
    return RepetitionRow(exercise, index, "left", 1.0, 4.5, hold_s, score, {"bow": bow}, ("slow", "low"))


def broken(exercise: str, rule: str) -> FaultRow:
    return FaultRow(exercise, rule, None, None, 1.0, 2.0, "correct", None, None, "")


FIRST = Session(
    "full",
    "2025-03-01T07:30:00+01:00",
    "done",
    60.0,
    "1",
    steps=(StepRow("cat_cow", 1, 2, complete=True), StepRow("toe_touch", 2, 0, complete=False)),
    repetitions=(
        made("cat_cow", 1, score=100.0, hold_s=2.0),
        made("cat_cow", 2, score=50.0, hold_s=5.0),
        made("foam_roll", 1, score=None),
    ),
    faults=(
        broken("cat_cow", "slow"),
        broken("cat_cow", "low"),
        broken("cat_cow", "low"),
        broken("side_bend", "far"),
    ),
    pain_stops=(PainStopRow("press_up", "up", None, 50.0),),
    ratings=(RatingRow("pain_before", 2), RatingRow("effort", 7)),
)
SECOND = Session(
    "cat_cow", "2025-03-03T07:30:00+01:00", None, 20.0, "1", repetitions=(made("cat_cow", 1, bow=None),)
)


def test_figures_are_means_and_counts_of_each_exercise_as_they_came() -> None:
    assert figures([FIRST, SECOND]) == [
        Figures("cat_cow", 3, (100.0 + 50.0 + 80.0) / 3.0, 3.5, (("low", 2), ("slow", 1))),
        Figures("foam_roll", 1, None, None, ()),
        Figures("side_bend", 0, None, None, (("far", 1),)),
    ]


def test_a_session_as_a_whole_has_figures_by_its_name() -> None:
    assert overall(FIRST) == Figures("full", 3, 75.0, 3.5, (("low", 2), ("slow", 1), ("far", 1)))


def test_days_are_those_on_which_something_was_done_in_order() -> None:
    days = by_day([SECOND, FIRST, msgspec.structs.replace(FIRST, started="2025-03-01T19:00:00+01:00")])

    assert [(day, one.repetitions) for day, one in days["cat_cow"]] == [
        (date(2025, 3, 1), 4),
        (date(2025, 3, 3), 1),
    ]
    assert days.keys() == {"cat_cow", "foam_roll"}


def test_only_what_has_to_do_with_an_exercise_is_left() -> None:
    (one,) = only([FIRST, SECOND], "toe_touch")
    assert (one.steps, one.repetitions, one.faults, one.pain_stops) == (FIRST.steps[1:], (), (), ())
    (one,) = only([FIRST, SECOND], "foam_roll")
    assert (one.steps, one.repetitions, one.faults) == ((), FIRST.repetitions[2:], ())
    (one,) = only([FIRST, SECOND], "side_bend")
    assert (one.repetitions, one.faults) == ((), FIRST.faults[3:])
    (one,) = only([FIRST, SECOND], "press_up")
    assert one.pain_stops == FIRST.pain_stops
    both = only([FIRST, SECOND], "cat_cow")
    assert [len(one.repetitions) for one in both] == [2, 1]
    assert only([FIRST, SECOND], "arm_circles") == []


def test_a_session_that_was_only_rated_was_not_begun() -> None:
    assert unbegun(Session("full", FIRST.started, "left", 0.0, "1"))
    assert not unbegun(Session("full", FIRST.started, "left", 0.5, "1"))
    assert not unbegun(Session("full", FIRST.started, "done", 0.0, "1"))


def test_a_session_knows_its_day_its_moment_and_what_was_said() -> None:
    assert (FIRST.day, started(FIRST)) == ("2025-03-01", datetime.fromisoformat("2025-03-01T07:30:00+01:00"))
    assert [FIRST.rated(kind) for kind in ("pain_before", "effort", "pain_after")] == [2, 7, None]


def test_json_has_today_its_limits_and_every_session_as_it_is() -> None:
    now = datetime.fromisoformat("2025-03-03T23:30:00+01:00")
    text = to_json([FIRST, SECOND], now, {"cat_cow": 1, "mine": 4}, {"cat_cow": 30})
    found = json.loads(text)

    assert text.endswith("}\n")
    assert text.startswith('{\n  "schema": "posecoach.history/1",\n')
    assert found["posecoach_version"] == __version__
    assert found["today"] == {
        "date": "2025-03-03",
        "exercises": [
            {"exercise": "cat_cow", "repetitions": 1, "per_day": 30},
            {"exercise": "mine", "repetitions": 4, "per_day": None},
        ],
    }
    assert [msgspec.convert(one, Session) for one in found["sessions"]] == [FIRST, SECOND]


def test_a_table_has_a_line_for_each_repetition_with_what_was_said_of_its_session() -> None:
    other = msgspec.structs.replace(SECOND.repetitions[0], range={"knee": 12.5})
    text = to_csv([FIRST, msgspec.structs.replace(SECOND, repetitions=(other,))])

    head, *lines = text.splitlines()
    assert head == (
        "started,session,ended,exercise,index,side,start_s,end_s,hold_s,score,faults,range_bow,range_knee,"
        "pain_before,effort,pain_after"
    )
    assert lines == [
        "2025-03-01T07:30:00+01:00,full,done,cat_cow,1,left,1.0,4.5,2.0,100.0,slow low,0.5,,2,7,",
        "2025-03-01T07:30:00+01:00,full,done,cat_cow,2,left,1.0,4.5,5.0,50.0,slow low,0.5,,2,7,",
        "2025-03-01T07:30:00+01:00,full,done,foam_roll,1,left,1.0,4.5,,,slow low,0.5,,2,7,",
        "2025-03-03T07:30:00+01:00,cat_cow,,cat_cow,1,left,1.0,4.5,,80.0,slow low,,12.5,,,",
    ]
    assert text.endswith("\n")
