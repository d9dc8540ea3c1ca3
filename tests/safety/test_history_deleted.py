"""`history --delete` leaves nothing of what was kept, and says what it could not or must not remove."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from posecoach.history.database import MIGRATIONS
from posecoach.history.store import open_history
from tests.safety.commands import command, tree


@pytest.fixture
def kept(data: Path) -> Path:
    """A data folder in which something is kept."""
    with open_history(data) as history:
        history.set_consent("1", datetime.now(UTC))
    return data


def test_nothing_is_left(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for suffix in ("-wal", "-shm", "-journal"):
        (kept / f"history.sqlite3{suffix}").write_text("kept")
    assert command("history", "--delete", "--yes") == 0
    assert not kept.exists()
    assert capsys.readouterr().err.endswith("nothing is kept any more\n")


def test_where_a_link_leads_is_deleted_too(kept: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.move(kept / "history.sqlite3", elsewhere / "mine.sqlite3")
    (elsewhere / "mine.sqlite3-wal").write_text("kept")
    (elsewhere / "other.txt").write_text("mine")
    (kept / "history.sqlite3").symlink_to(elsewhere / "mine.sqlite3")
    assert command("history", "--delete", "--yes") == 0
    assert not kept.exists()
    assert sorted(tree(elsewhere)) == ["other.txt"]


def test_what_is_no_history_is_not_deleted_through_a_link(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "diary.txt").write_text("mine")
    data.mkdir()
    (data / "history.sqlite3").symlink_to(tmp_path / "diary.txt")
    assert command("history", "--delete", "--yes") == 3
    assert (tmp_path / "diary.txt").read_text() == "mine"
    assert f"{tmp_path / 'diary.txt'}, which " in capsys.readouterr().err


def songs(path: Path, version: int) -> None:
    """Make the database of another program."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE sessions (title TEXT)")
        connection.execute(f"PRAGMA user_version = {version}")


@pytest.mark.parametrize("version", [None, 0, 1, len(MIGRATIONS)])
@pytest.mark.parametrize("asked", [[], ["--yes"]])
def test_what_is_no_history_is_not_deleted(
    version: int | None, asked: list[str], data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = data / "history.sqlite3"
    data.mkdir()
    if version is None:
        path.write_text("Dear diary")
    else:
        songs(path, version)
    before = path.read_bytes()
    assert command("history", "--delete", *asked) == 3
    printed = capsys.readouterr()
    kind = "no history of posecoach" if version is None else "a database of another program"
    told = f"{path} is {kind}: move it away, or name another folder in POSECOACH_DATA"
    assert (printed.out, printed.err) == ("", f"posecoach: {told}\n")
    assert path.read_bytes() == before
    assert command("history") == 3
    assert capsys.readouterr().err == f"posecoach: {told}\n"


def test_links_in_the_place_of_the_log_go_and_what_they_lead_to_stays(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("mine")
    (kept / "history.sqlite3-journal").symlink_to(tmp_path / "diary.txt")
    (kept / "history.sqlite3-shm").unlink(missing_ok=True)
    (kept / "history.sqlite3-shm").symlink_to(tmp_path / "nothing")
    assert command("history", "--delete", "--yes") == 0
    assert not kept.exists()
    assert (tmp_path / "diary.txt").read_text() == "mine"


def test_other_names_and_copies_are_told(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.link(kept / "history.sqlite3", tmp_path / "other name")
    (kept / "history.sqlite3-wal.bak").write_text("copy")
    assert command("history", "--delete", "--yes") == 3
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "is still kept under 1 other name (find" in error
    assert "history.sqlite3-wal.bak looks like a copy that posecoach did not make" in error


def test_an_export_never_goes_over_the_database(kept: Path) -> None:
    before = tree(kept)
    assert command("history", "--json", kept / "history.sqlite3", "--overwrite") == 3
    assert tree(kept) == before


def test_closed_standard_input_is_no_yes(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert command("history", "--delete") == 0
    assert (kept / "history.sqlite3").exists()
