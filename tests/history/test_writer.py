"""What writes a session: records in order, each once, whatever the disk does meanwhile."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from posecoach.history import writer as module
from posecoach.history.place import DATABASE, prepare
from posecoach.history.records import RatingRow, Session, StepRow
from posecoach.history.store import open_history
from posecoach.history.writer import End, NextStep, Writer
from tests.history.sessions import MORNING

HEAD = Session("full", MORNING.isoformat(), None, 0.0, "1")


def steps(number: int) -> list[StepRow]:
    return [StepRow("cat_cow", index, index, complete=True) for index in range(1, number + 1)]


def until(true: Callable[[], bool]) -> None:
    end_s = time.monotonic() + 20.0
    while not true():
        assert time.monotonic() < end_s, "it did not happen"
        time.sleep(0.002)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    open_history(tmp_path).close()
    return tmp_path / DATABASE


def kept(path: Path) -> list[Session]:
    with open_history(path.parent) as history:
        return history.sessions()


def test_records_are_written_in_order_into_one_session(path: Path) -> None:
    writer = Writer(path, HEAD)
    assert (writer.number, writer.problem) == (None, "")
    for record in (*steps(3), NextStep(4), RatingRow("effort", 7), End("left", 12.5)):
        writer.put(record)
    until(lambda: not writer.unwritten)
    assert writer.number == 1
    writer.end()
    assert writer.wait(20.0)

    [session] = kept(path)
    assert (session.name, session.ended, session.duration_s) == ("full", "left", 12.5)
    assert session.steps == tuple(steps(3))
    assert session.ratings == (RatingRow("effort", 7),)
    with open_history(path.parent) as history:
        assert history.progress("full", MORNING) == 4


def test_where_to_go_on_alone_makes_no_session(path: Path) -> None:
    writer = Writer(path, HEAD)
    writer.put(NextStep(2))
    writer.end()
    assert writer.wait(20.0)
    assert (writer.number, kept(path)) == (None, [])


def test_each_writer_has_a_session_of_its_own(path: Path) -> None:
    for _ in range(2):
        writer = Writer(path, HEAD)
        writer.put(StepRow("cat_cow", 1, 1, complete=True))
        writer.end()
        assert writer.wait(20.0)
    assert [len(session.steps) for session in kept(path)] == [1, 1]


def test_a_disk_that_comes_back_gets_what_was_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without another record, after a while."""
    monkeypatch.setattr(module, "RETRY_S", 0.01)
    path = tmp_path / "data" / DATABASE
    writer = Writer(path, HEAD)
    for record in steps(2):
        writer.put(record)
    until(lambda: bool(writer.problem))
    assert writer.problem.startswith(f"the history {path} cannot be used: ")
    assert (writer.unwritten, writer.number) == (2, None)
    prepare(path)
    until(lambda: not writer.unwritten)
    until(lambda: not writer.problem)
    writer.end()
    assert writer.wait(20.0)
    assert kept(path)[0].steps == tuple(steps(2))


def test_a_disk_that_stays_away_is_given_up_at_the_end(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "data" / DATABASE, HEAD)
    writer.put(End("done", 1.0))
    writer.end()
    assert writer.wait(20.0)
    assert writer.unwritten == 1
    assert writer.problem


def test_no_more_than_so_many_records_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_WAITING", 5)
    writer = Writer(tmp_path / "data" / DATABASE, HEAD)
    for record in steps(9):
        writer.put(record)
    assert writer.unwritten == 5
    writer.end()
    assert writer.wait(20.0)


def test_what_fails_in_the_middle_is_written_once_and_whole(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from posecoach.errors import HistoryError
    from posecoach.history import rows

    monkeypatch.setattr(module, "RETRY_S", 0.01)
    real, failed = rows.add, threading.Event()

    def stumbling(connection: object, session: int, record: object) -> None:
        if isinstance(record, StepRow) and record.step == 2 and not failed.is_set():
            failed.set()
            raise HistoryError("full")
        real(connection, session, record)  # type: ignore[arg-type]

    monkeypatch.setattr(rows, "add", stumbling)
    writer = Writer(path, HEAD)
    with writer._changed:  # all come together, into one transaction
        for record in steps(3):
            writer._waiting.append(record)
        writer._changed.notify()
    until(lambda: not writer.unwritten)
    writer.end()
    assert writer.wait(20.0)
    assert failed.is_set()
    [session] = kept(path)
    assert session.steps == tuple(steps(3))


def test_waiting_says_whether_the_writing_has_ended(path: Path) -> None:
    writer = Writer(path, HEAD)
    assert not writer.wait(0.0)
    writer.end()
    assert writer.wait(20.0)


def test_a_disk_that_hangs_does_not_keep_the_program_alive(path: Path) -> None:
    writer = Writer(path, HEAD)
    assert writer._thread.daemon
    writer.end()
    assert writer.wait(20.0)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps an open database in its place")
@pytest.mark.parametrize("replaced", [False, True])
def test_a_history_that_goes_away_during_a_session_is_told(
    replaced: bool, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing of the session gets into another session of another history."""
    monkeypatch.setattr(module, "RETRY_S", 0.01)
    writer = Writer(path, HEAD)
    writer.put(steps(1)[0])
    until(lambda: writer.number is not None)
    path.unlink()
    if replaced:
        with open_history(path.parent) as other:
            other.keep_unbegun("other", MORNING, [])
    writer.put(steps(2)[1])
    until(lambda: bool(writer.problem))
    writer.end()
    assert writer.wait(20.0)
    assert writer.unwritten == 1
    assert writer.problem.startswith(f"the history {path} was deleted, moved or replaced during the session")
    assert [(one.name, one.steps) for one in kept(path)] == ([("other", ())] if replaced else [])
