"""A session that a running program keeps is told from one that was cut off."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from posecoach.exercises.loader import builtin_exercises
from posecoach.history.going_on import SUFFIX
from posecoach.history.place import DATABASE, remove
from posecoach.history.records import Session
from posecoach.history.sink import HistorySink
from posecoach.history.store import History, open_history, read_history
from posecoach.publishing.lock import MARK
from posecoach.report.appointment import ReportedWeeks, stops_of
from posecoach.report.history_words import ending
from posecoach.report.naming import Naming
from posecoach.words.catalogue import ENGLISH
from tests.history.sessions import MORNING, play, repetition, wait_until_written

ROOT = Path(__file__).resolve().parents[2]
CUT_OFF = """
import os, signal, sys
from pathlib import Path
from posecoach.history.store import open_history
from tests.history.sessions import MORNING, play, repetition, wait_until_written
sink = open_history(Path(sys.argv[1])).start_session("toe_touch", MORNING)
play(sink, [repetition(1)], end=False)
wait_until_written(sink)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    with open_history(tmp_path) as opened:
        yield opened


def under_way(history: History, *, end: bool = False) -> HistorySink:
    sink = history.start_session("toe_touch", MORNING)
    play(sink, [repetition(1)], end=end)
    wait_until_written(sink)
    return sink


def killed(folder: Path) -> None:
    """Have a program begin a session in a folder, and killed then."""
    if sys.platform == "win32":
        pytest.skip("there is no SIGKILL")
    command = [sys.executable, "-c", CUT_OFF, str(folder)]
    with Popen(command, cwd=ROOT, stderr=PIPE) as program:
        _, errors = program.communicate()
    assert (program.returncode, errors) == (-9, b"")


def kept(folder: Path) -> list[Session]:
    with read_history(folder) as history:
        return history.sessions()


def locks(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob(f"{DATABASE}{SUFFIX}*"))


def test_a_session_under_way_is_told_as_going_on(history: History, tmp_path: Path) -> None:
    under_way(history)
    (session,) = kept(tmp_path)
    assert ending(session, ENGLISH) == "still going on"


def test_a_session_that_a_killed_program_kept_is_told_as_cut_off(tmp_path: Path) -> None:
    killed(tmp_path)
    (session,) = kept(tmp_path)
    assert ending(session, ENGLISH) == "cut off"
    assert locks(tmp_path) == []


def test_an_older_session_stays_cut_off_while_another_goes_on(tmp_path: Path) -> None:
    killed(tmp_path)
    with open_history(tmp_path) as history:
        under_way(history)
        assert [session.going_on for session in kept(tmp_path)] == [False, True]


def test_what_has_ended_goes_on_no_more_and_leaves_no_lock(history: History, tmp_path: Path) -> None:
    sink = under_way(history, end=True)
    assert sink.writer.wait(10.0)
    assert [session.going_on for session in kept(tmp_path)] == [False]
    assert locks(tmp_path) == []


def test_a_session_given_up_without_its_end_leaves_no_lock(tmp_path: Path) -> None:
    with open_history(tmp_path) as history:
        under_way(history)
        assert len(locks(tmp_path)) == 1
    assert [session.going_on for session in kept(tmp_path)] == [False]
    assert locks(tmp_path) == []


def test_locks_that_killed_programs_left_go_with_the_history_and_files_of_yours_stay(tmp_path: Path) -> None:
    killed(tmp_path)
    mine = tmp_path / f"{DATABASE}{SUFFIX}9"
    mine.write_text("mine")
    assert len(locks(tmp_path)) == 2
    left = remove(tmp_path / DATABASE)
    assert locks(tmp_path) == [mine.name]
    assert len(left) == 1


def test_a_session_that_cannot_hold_its_lock_is_kept_as_well(history: History, tmp_path: Path) -> None:
    (tmp_path / f"{DATABASE}{SUFFIX}1").mkdir()
    under_way(history)
    (session,) = kept(tmp_path)
    assert (len(session.repetitions), session.going_on) == (1, False)


def test_a_lock_without_a_holder_is_no_session_that_goes_on(tmp_path: Path) -> None:
    killed(tmp_path)
    (tmp_path / f"{DATABASE}{SUFFIX}1").write_bytes(MARK)
    assert [session.going_on for session in kept(tmp_path)] == [False]


def test_the_sheet_counts_no_session_that_goes_on_among_those_stopped(
    history: History, tmp_path: Path
) -> None:
    under_way(history)
    sessions, day = kept(tmp_path), MORNING.date()
    weeks = ReportedWeeks("", day, day, sessions, [], [], [], sessions)
    assert stops_of(weeks, Naming(ENGLISH, builtin_exercises(), {})) == []
