"""The database itself: versions, modes, several programs at once, damage, and a disk that does not take it."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from posecoach.errors import HistoryError, OutputError
from posecoach.history import database
from posecoach.history.place import DATABASE
from posecoach.history.records import RepetitionRow
from posecoach.history.store import open_history
from tests.history.sessions import MORNING, play, repetition, wait_until_written
from tests.history.version_1 import make_version_1

HERE = Path(__file__).resolve().parent


def user_version(path: Path) -> int:
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def refusal(folder: Path) -> str:
    """Return why a history cannot be opened."""
    with pytest.raises(HistoryError) as caught:
        open_history(folder)
    assert "\n" not in str(caught.value)
    return str(caught.value)


# Versions


def test_a_database_of_version_1_comes_with_all_that_is_in_it(tmp_path: Path) -> None:
    make_version_1(tmp_path / DATABASE)
    with open_history(tmp_path) as history:
        (session,) = history.sessions()
        assert session.repetitions[0] == RepetitionRow(
            "cat_cow", 1, None, 1.0, 9.5, None, 85.0, {"back_bow": 0.125, "head_pitch_deg": None}, ("slow",)
        )
        assert (session.name, session.started, session.ended) == ("full", "2025-01-02T08:00:00+01:00", "pain")
        assert (len(session.steps), len(session.faults), len(session.pain_stops)) == (1, 1, 1)
        assert session.ratings == ()
        assert str(history.consent("1")) == "2025-01-02"
    assert user_version(tmp_path / DATABASE) == len(database.MIGRATIONS)


@pytest.mark.parametrize("version", range(len(database.MIGRATIONS) + 1))
def test_every_earlier_version_gets_the_tables_of_a_new_one(version: int, tmp_path: Path) -> None:
    earlier, new = tmp_path / "earlier", tmp_path / "new"
    earlier.mkdir()
    connection = sqlite3.connect(earlier / DATABASE, isolation_level=None)
    for statement in (one for statements in database.MIGRATIONS[:version] for one in statements):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    for folder in (earlier, new):
        open_history(folder).close()
    assert tables(earlier) == tables(new)


def tables(folder: Path) -> list[tuple[str, str]]:
    connection = sqlite3.connect(folder / DATABASE)
    try:
        return connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
    finally:
        connection.close()


def test_a_migration_that_fails_leaves_the_version_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_version_1(tmp_path / DATABASE)
    before = tables(tmp_path)
    broken = ("ALTER TABLE sessions ADD COLUMN mood TEXT", "this is no SQL")
    monkeypatch.setattr(database, "MIGRATIONS", (*database.MIGRATIONS, broken))
    refusal(tmp_path)
    assert tables(tmp_path) == before
    assert user_version(tmp_path / DATABASE) == 1


def test_a_migration_adds_to_what_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_version_1(tmp_path / DATABASE)
    added = ("ALTER TABLE sessions ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'",)
    monkeypatch.setattr(database, "MIGRATIONS", (*database.MIGRATIONS, added))
    with open_history(tmp_path) as history:
        assert len(history.sessions()) == 1
        assert history._connection.execute("SELECT mood FROM sessions").fetchall() == [("calm",)]
    assert user_version(tmp_path / DATABASE) == len(database.MIGRATIONS)


def test_the_history_of_a_newer_posecoach_is_left_alone(tmp_path: Path) -> None:
    open_history(tmp_path).close()
    path = tmp_path / DATABASE
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    assert refusal(tmp_path) == (
        f"the history {path} was written by a newer posecoach (its version is 99, this program knows "
        f"{len(database.MIGRATIONS)}): update posecoach, or name another folder in POSECOACH_DATA"
    )
    assert path.read_bytes() == before


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / DATABASE
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE songs (title TEXT)")
    connection.close()
    assert refusal(tmp_path) == (
        f"{path} is a database of another program: move it away, or name another folder in POSECOACH_DATA"
    )
    assert [name for name, _ in tables(tmp_path)] == ["songs"]


def test_what_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / DATABASE
    path.write_text("Dear diary" * 300)
    assert refusal(tmp_path) == (
        f"{path} is no history of posecoach: move it away, or name another folder in POSECOACH_DATA"
    )
    assert path.read_text() == "Dear diary" * 300


def test_a_history_without_its_version_is_damaged_and_not_of_another_program(tmp_path: Path) -> None:
    open_history(tmp_path).close()
    connection = sqlite3.connect(tmp_path / DATABASE)
    connection.execute("PRAGMA user_version = 0")
    connection.close()
    assert " is damaged (it has no version): " in refusal(tmp_path)


# Who may read it


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes; the profile is the user's own")
@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_only_the_owner_can_read_any_of_it(umask: int, tmp_path: Path) -> None:
    before = os.umask(umask)
    try:
        with open_history(tmp_path / "a" / "data") as history:
            sink = history.start_session("toe_touch", MORNING)
            play(sink, [repetition(1)], end=False)
            wait_until_written(sink)
            modes = {path.name: mode(path) for path in history.path.parent.iterdir()}
            assert mode(history.path.parent) == 0o700
    finally:
        os.umask(before)
    assert modes == {f"{DATABASE}{suffix}": 0o600 for suffix in ("", "-wal", "-shm", "-session-1")}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_a_database_that_others_could_read_is_tightened_and_their_folder_is_not(tmp_path: Path) -> None:
    make_version_1(tmp_path / DATABASE)
    (tmp_path / DATABASE).chmod(0o644)
    tmp_path.chmod(0o755)
    open_history(tmp_path).close()
    assert (mode(tmp_path / DATABASE), mode(tmp_path)) == (0o600, 0o755)


# What goes wrong


def test_a_damaged_database_is_named_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / DATABASE
    content = b"SQLite format 3\0" + b"\xff" * 4080
    path.write_bytes(content)
    assert refusal(tmp_path) == (
        f"the history {path} is damaged (file is not a database): put a copy of yours in its place, or remove it with "
        "'posecoach history --delete', and a new one begins"
    )
    assert path.read_bytes() == content


def test_damage_inside_is_told_when_it_is_read(tmp_path: Path) -> None:
    make_version_1(tmp_path / DATABASE)
    connection = sqlite3.connect(tmp_path / DATABASE)
    connection.execute("UPDATE repetitions SET range = '{\"back_bow\"'")
    connection.commit()
    connection.close()
    with (
        open_history(tmp_path) as history,
        pytest.raises(HistoryError, match="Input data was truncated"),
    ):
        history.sessions()


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a note")
    path = tmp_path / "data" / DATABASE
    assert refusal(tmp_path / "data") == (
        f"the history {path} cannot be used: Not a directory; check that the folder is yours and the disk has room, "
        "or name another folder in POSECOACH_DATA"
    )


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc is a folder that nobody may write to")
def test_a_folder_that_cannot_be_written() -> None:
    message = refusal(Path("/proc/self/posecoach"))
    assert message.startswith(f"the history /proc/self/posecoach/{DATABASE} cannot be used: ")


def test_a_full_disk_is_called_so(tmp_path: Path) -> None:
    with open_history(tmp_path) as history:
        history._connection.execute("PRAGMA max_page_count = 1")  # what SQLite takes for a full disk
        with pytest.raises(HistoryError) as caught:
            history.set_consent("1" * 10_000, MORNING)
        assert str(caught.value) == (
            f"the history {tmp_path / DATABASE} cannot be written: the disk is full; free some space"
        )
        assert history.consent("1") is None


def test_an_error_of_the_history_is_one_of_output() -> None:
    assert issubclass(HistoryError, OutputError)
    assert HistoryError.exit_status == 3


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from posecoach.history.store import open_history
from tests.history.sessions import MORNING, play, repetition, wait_until_written
folder, room = Path(sys.argv[1]), int(sys.argv[2])
told = []
with open_history(folder) as history:
    sink = history.start_session("toe_touch", MORNING, told.append)
    play(sink, [repetition(1)], end=False)
    wait_until_written(sink)
    limit = history.path.with_name(history.path.name + "-wal").stat().st_size + 100
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    play(sink, [repetition(index) for index in range(2, 6)], end=False)
    while not sink.writer.problem:
        pass
    play(sink, [], end=False)
    play(sink, [], end=False)
    print(*told, sep="\\n")
    print(sink.writer.unwritten, "waiting")
    if room:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    told.clear()
    play(sink, [])
    print(*told, sep="\\n")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of file sizes")
@pytest.mark.parametrize("room", [True, False], ids=["room again", "full to the end"])
def test_a_disk_that_is_full_is_said_once_and_tried_again(room: bool, tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path), str(int(room))],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        cwd=HERE.parent.parent,
    )
    problem = f"the history {tmp_path / DATABASE} cannot be used: disk I/O error; check that the folder is yours and "
    said = run.stdout.splitlines()
    assert said[0].startswith(problem)
    assert said[0].endswith(". The session goes on; keeping it is tried again.")
    assert said[1] == "4 waiting"
    with open_history(tmp_path) as history:
        (session,) = history.sessions()
    if room:
        assert said[2:] == [""]
        assert [one.index for one in session.repetitions] == [1, 2, 3, 4, 5]
    else:
        assert said[2].endswith(". Not all of this session could be kept.")
        assert [one.index for one in session.repetitions] == [1]


def test_tables_that_another_program_has_brought_up_to_date_meanwhile_are_left_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It did so between the look at the version and the turn to write."""
    open_history(tmp_path).close()
    before = tables(tmp_path)
    looks = iter([0, len(database.MIGRATIONS)])
    monkeypatch.setattr(database, "_version", lambda _: next(looks))
    open_history(tmp_path).close()
    assert list(looks) == []
    assert tables(tmp_path) == before
