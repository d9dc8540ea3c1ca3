"""What a row may hold: at its limits it is read as it is, beyond them the history is damaged."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import msgspec
import pytest

from posecoach.errors import HistoryError
from posecoach.history import rows
from posecoach.history.database import transaction
from posecoach.history.place import DATABASE
from posecoach.history.records import (
    FaultRow,
    PainStopRow,
    PlanRow,
    RatingRow,
    RepetitionRow,
    Session,
    StepRow,
)
from posecoach.history.store import History, open_history

STARTED = "2025-03-01T07:30:00+01:00"
DONE = Session(
    "full",
    STARTED,
    "pain",
    61.25,
    "1.0",
    steps=(StepRow("cat_cow", 1, 2, complete=True), StepRow("toe_touch", 2, 0, complete=False)),
    repetitions=(
        RepetitionRow("cat_cow", 1, "left", 0.5, 4.5, 2.25, 77.5, {"back_bow": 0.125}, ("slow", "low")),
        RepetitionRow("cat_cow", 2, None, 5.0, 9.5, None, None, {"back_bow": None}, ()),
    ),
    faults=(
        FaultRow("cat_cow", "slow", "cat", "right", 3.0, 4.0, "correct", 0.8, 1.0, "s"),
        FaultRow("cat_cow", "low", None, None, 3.5, 4.0, "info", None, None, ""),
    ),
    pain_stops=(PainStopRow("toe_touch", "down", "both", 60.5),),
    ratings=(RatingRow("pain_before", 0), RatingRow("effort", 10)),
)


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    with open_history(tmp_path) as opened:
        yield opened


def keep(history: History, *sessions: Session) -> None:
    connection = history._connection
    for session in sessions:
        number = rows.add_session(connection, session)
        for record in (
            *session.steps,
            *session.repetitions,
            *session.faults,
            *session.pain_stops,
            *session.ratings,
        ):
            rows.add(connection, number, record)
        if session.ended is not None:
            rows.end_session(connection, number, session.ended, session.duration_s)


def change(history: History, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(history.path)) as connection:
        connection.execute(statement, values)
        connection.commit()


def test_every_field_of_every_record_comes_back(history: History) -> None:
    keep(history, DONE)
    assert history.sessions() == [DONE]


def test_records_belong_to_their_own_session_in_the_order_in_which_they_were_kept(history: History) -> None:
    later = msgspec.structs.replace(
        DONE,
        started="2025-03-02T07:30:00+01:00",
        steps=DONE.steps[::-1],
        repetitions=DONE.repetitions[::-1],
        faults=DONE.faults[1:],
        pain_stops=(),
        ratings=DONE.ratings[::-1],
    )
    keep(history, DONE, later)
    assert history.sessions() == [DONE, later]
    assert history.sessions(date(2025, 3, 2)) == [later]
    assert history.sessions(date(2025, 3, 3)) == []


@pytest.mark.parametrize(
    ("column", "least", "most", "beyond"),
    [
        ("repetitions.index", 0, 10**9, (-1, 10**9 + 1)),
        ("repetitions.start_s", 0.0, 1e9, (-0.001, 1.0001e9)),
        ("repetitions.end_s", 0.0, 1e9, (-0.001, 1.0001e9)),
        ("repetitions.hold_s", 0.0, 1e9, (-0.001, 1.0001e9)),
        ("repetitions.score", 0.0, 100.0, (-0.001, 100.001)),
        ("faults.start_s", 0.0, 1e9, (-0.001, 1.0001e9)),
        ("faults.end_s", 0.0, 1e9, (-0.001, 1.0001e9)),
        ("faults.value", -1e12, 1e12, (-1.0001e12, 1.0001e12)),
        ("faults.limit", -1e12, 1e12, (-1.0001e12, 1.0001e12)),
        ("steps.step", 0, 10**9, (-1, 10**9 + 1)),
        ("steps.repetitions", 0, 10**9, (-1, 10**9 + 1)),
        ("pain_stops.t_s", 0.0, 1e9, (-0.001, 1.0001e9)),
        ("ratings.value", 0, 10, (-1, 11)),
        ("sessions.duration_s", 0.0, 1e9, (-0.001, 1.0001e9)),
    ],
)
def test_a_number_is_read_up_to_its_limits_and_no_further(
    column: str, least: float, most: float, beyond: tuple[float, float], history: History
) -> None:
    table, name = column.split(".")
    keep(history, DONE)
    for value in (least, most):
        change(history, f'UPDATE {table} SET "{name}" = ?', value)  # noqa: S608 - our own names
        (found,) = history.sessions()
        several = [found] if table == "sessions" else getattr(found, table)
        assert {getattr(one, name) for one in several} == {value}
    for value in beyond:
        change(history, f'UPDATE {table} SET "{name}" = ?', value)  # noqa: S608 - our own names
        with pytest.raises(HistoryError, match="is damaged"):
            history.sessions()


@pytest.mark.parametrize("value", [-1.0001e12, 1.0001e12])
def test_how_far_a_feature_went_has_limits_too(value: float, history: History) -> None:
    keep(history, DONE)
    change(history, "UPDATE repetitions SET range = ?", '{"back_bow": 1e12, "knee": -1e12}')
    assert history.sessions()[0].repetitions[0].range == {"back_bow": 1e12, "knee": -1e12}
    change(history, "UPDATE repetitions SET range = ?", f'{{"back_bow": {value}}}')
    with pytest.raises(HistoryError, match="is damaged"):
        history.sessions()


@pytest.mark.parametrize(
    "column", ["sessions.name", "repetitions.exercise", "faults.rule", "faults.unit", "pain_stops.phase"]
)
def test_a_name_has_at_most_two_thousand_letters(column: str, history: History) -> None:
    table, name = column.split(".")
    keep(history, DONE)
    change(history, f"UPDATE {table} SET {name} = ?", "n" * 2000)  # noqa: S608 - our own names
    assert len(history.sessions()) == 1
    change(history, f"UPDATE {table} SET {name} = ?", "n" * 2001)  # noqa: S608 - our own names
    with pytest.raises(HistoryError, match="is damaged"):
        history.sessions()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("sessions.ended", "later"),
        ("repetitions.side", "up"),
        ("faults.severity", "bad"),
        ("ratings.kind", "mood"),
        ("sessions.started", "soon"),
        ("sessions.started", "20250301T073000+01:00"),
        ("repetitions.faults", '"slow"'),
    ],
)
def test_a_word_that_no_posecoach_writes_is_damage(column: str, value: str, history: History) -> None:
    table, name = column.split(".")
    keep(history, DONE)
    change(history, f"UPDATE {table} SET {name} = ?", value)  # noqa: S608 - our own names
    with pytest.raises(HistoryError, match="is damaged"):
        history.sessions()


@pytest.mark.parametrize(("year", "is_read"), [(1899, False), (1900, True), (2199, True), (2200, False)])
def test_a_session_is_of_a_year_that_a_clock_can_show(year: int, is_read: bool, history: History) -> None:
    keep(history, DONE)
    change(
        history, "UPDATE sessions SET started = ?, day = ?", f"{year}-06-01T08:00:00+00:00", f"{year}-06-01"
    )
    if is_read:
        assert history.sessions()[0].day == f"{year}-06-01"
    else:
        with pytest.raises(
            HistoryError, match=f"'{year}-06-01T08:00:00.00:00' is not in a year from 1900 to 2199"
        ):
            history.sessions()


def test_sessions_without_an_offset_are_read_as_of_greenwich(history: History) -> None:
    first = msgspec.structs.replace(DONE, started="2025-03-01T07:30:00+01:00")  # half past six in Greenwich
    second = msgspec.structs.replace(DONE, started="2025-03-01T07:00:00")
    keep(history, second, first)
    assert [session.started for session in history.sessions()] == [first.started, second.started]


def test_a_session_that_was_cut_off_lasted_until_its_last_repetition_ended(history: History) -> None:
    keep(
        history,
        msgspec.structs.replace(DONE, ended=None),
        msgspec.structs.replace(DONE, ended=None, repetitions=()),
    )
    assert [(session.ended, session.duration_s) for session in history.sessions()] == [
        (None, 9.5),
        (None, 0.0),
    ]


def test_only_the_day_that_is_asked_for_counts(history: History) -> None:
    other = msgspec.structs.replace(DONE, started="2025-03-02T00:10:00+01:00")
    keep(history, DONE, other, other)
    zone = timezone(timedelta(hours=1))
    assert history.done_today(datetime(2025, 3, 1, 23, 0, tzinfo=zone)) == {"cat_cow": 2}
    assert history.done_today(datetime(2025, 3, 2, 1, 0, tzinfo=zone)) == {"cat_cow": 4}


# Pain


def stopped(history: History, day: int, t_s: float, exercise: str = "cat_cow") -> None:
    keep(
        history,
        Session(
            "full",
            f"2025-03-{day:02}T07:30:00+01:00",
            "pain",
            9.0,
            "1",
            pain_stops=(PainStopRow(exercise, "", None, t_s),),
        ),
    )


def ended(history: History, day: int, how: str) -> None:
    keep(history, Session("full", f"2025-03-{day:02}T09:30:00+01:00", how, 9.0, "1"))  # type: ignore[arg-type]


def test_without_a_stop_for_pain_there_is_nothing_to_ask(history: History) -> None:
    assert history.last_pain() is None
    ended(history, 1, "done")
    assert history.last_pain() is None


def test_the_last_stop_for_pain_is_told_with_its_moment(history: History) -> None:
    stopped(history, 1, 5.0, "toe_touch")
    stopped(history, 2, 90.0)
    found = history.last_pain()
    assert found is not None
    assert (found.when, found.exercise) == (datetime.fromisoformat("2025-03-02T07:31:30+01:00"), "cat_cow")


@pytest.mark.parametrize(
    ("day", "how", "asked"),
    [(3, "done", False), (2, "done", True), (3, "left", True), (3, "pain", True)],
    ids=["done on another day", "done on the same day", "left", "hurt again without a moment"],
)
def test_only_a_session_done_on_another_day_ends_the_question(
    day: int, how: str, asked: bool, history: History
) -> None:
    stopped(history, 2, 90.0)
    ended(history, day, how)
    assert (history.last_pain() is not None) is asked


def test_a_session_that_was_done_before_the_stop_ends_nothing(history: History) -> None:
    ended(history, 1, "done")
    stopped(history, 2, 90.0)
    assert history.last_pain() is not None


# Plans and progress


def test_plans_are_told_in_the_order_in_which_they_begin(history: History) -> None:
    history.follow("second", date(2025, 3, 8))
    history.follow("third", date(2025, 3, 20))
    assert history.plans() == [
        PlanRow(date(2025, 3, 8), date(2025, 3, 20), "second"),
        PlanRow(date(2025, 3, 20), None, "third"),
    ]


def test_a_plan_that_had_not_begun_goes_where_another_is_followed(history: History) -> None:
    history.follow("never", date(2025, 3, 20))
    history.follow("first", date(2025, 3, 8))
    assert history.plans() == [PlanRow(date(2025, 3, 8), None, "first")]
    history.follow("instead", date(2025, 3, 8))
    assert history.plans() == [PlanRow(date(2025, 3, 8), None, "instead")]


def test_whether_there_was_a_plan_to_end_is_told(history: History) -> None:
    assert history.end_plan(date(2025, 3, 1)) is False
    history.follow("mine", date(2025, 3, 1))
    assert history.end_plan(date(2025, 3, 5)) is True
    assert history.plans() == [PlanRow(date(2025, 3, 1), date(2025, 3, 5), "mine")]
    assert history.end_plan(date(2025, 3, 6)) is False
    history.follow("not yet", date(2025, 3, 9))
    assert history.end_plan(date(2025, 3, 9)) is True
    assert len(history.plans()) == 1


def test_each_routine_goes_on_with_the_step_that_was_noted_last(history: History) -> None:
    connection, today = history._connection, date(2025, 3, 1)
    rows.set_progress(connection, "full", 2, "2025-03-01")
    rows.set_progress(connection, "full", 3, "2025-03-01")
    rows.set_progress(connection, "bedtime", 5, "2025-03-01")
    assert rows.progress(connection, "full", today) == 3
    rows.set_progress(connection, "full", None, "2025-03-01")
    assert rows.progress(connection, "full", today) is None
    assert rows.progress(connection, "bedtime", today) == 5
    assert rows.progress(connection, "bedtime", date(2025, 3, 2)) is None


# The connection


def test_how_the_database_is_opened(history: History) -> None:
    """Every transaction is on the disk when it ends, and nothing of a foreign file runs."""
    asked = ("foreign_keys", "synchronous", "trusted_schema", "journal_mode", "busy_timeout")
    told = [history._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked]
    assert told == [1, 2, 0, "wal", 5000]
    assert history._connection.getlimit(sqlite3.SQLITE_LIMIT_LENGTH) == 10**6
    assert history._connection.isolation_level is None


def test_a_record_of_no_session_is_refused(history: History) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        rows.add(history._connection, 77, RatingRow("effort", 3))


def test_a_history_that_another_program_holds_is_said_to_be_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("posecoach.history.database.BUSY_S", 0.01)
    with open_history(tmp_path) as history, closing(sqlite3.connect(tmp_path / DATABASE)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(HistoryError) as caught:
            history.follow("mine", date(2025, 3, 1))
    assert str(caught.value) == (
        f"the history {tmp_path / DATABASE} is in use by another program: end it and try again"
    )


def test_what_a_transaction_could_not_finish_is_as_before(history: History) -> None:
    def begun() -> None:
        with transaction(history._connection):
            rows.end_plan(history._connection, date(2025, 3, 5))
            raise ZeroDivisionError

    history.follow("mine", date(2025, 3, 1))
    with pytest.raises(ZeroDivisionError):
        begun()
    assert history.plans() == [PlanRow(date(2025, 3, 1), None, "mine")]
    assert not history._connection.in_transaction
