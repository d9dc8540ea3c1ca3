"""Pictures on the sheet for an appointment, from sessions that were recorded."""

from __future__ import annotations

import re
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from posecoach.cli.main import main
from posecoach.history.place import person_folder
from posecoach.history.store import open_history
from tests.history.sessions import cleared, play
from tests.reviewed import recorded

__all__ = ["recorded"]


@pytest.fixture
def kept(data_folder: Path) -> Path:
    """A session of today in which two rules of cat-cow and one of another exercise were broken."""
    now = datetime.now().astimezone()
    faults = [
        cleared("slow", 1.0, 2.0, exercise="cat_cow"),
        cleared("elbows_straight", 3.0, 4.0, exercise="cat_cow"),
        cleared("knees_straight", 5.0, 6.0),
    ]
    with open_history(person_folder(None)) as history:
        play(history.start_session("cat_cow", now), faults)
    return data_folder


@pytest.fixture
def session(recorded: Path, tmp_path: Path) -> Path:
    """A folder as `live --record` leaves it, without pictures."""
    folder = tmp_path / "monday"
    folder.mkdir()
    shutil.copy(recorded, folder / "poses.npz")
    return folder


def sheet(out: Path, *arguments: str | Path) -> tuple[int, str]:
    status = main(["report", "--language", "en", "--out", str(out), *map(str, arguments)])
    return status, (out / "report.html").read_text() if out.exists() else ""


def titles(page: str) -> tuple[list[str], list[str]]:
    """Return the faults on a sheet with a picture, and those without."""
    items = re.findall(r"<li>(<img [^>]*src=\"data:image/webp;base64,[^\"]+\">)?<b>(.*?)</b>", page)
    return [name for picture, name in items if picture], [name for picture, name in items if not picture]


def test_a_fault_that_a_recording_shows_has_a_picture(kept: Path, session: Path, tmp_path: Path) -> None:
    status, page = sheet(tmp_path / "out", "--recordings", session)

    assert status == 0
    assert titles(page) == (
        ["Cat-cow: Too fast"],
        ["Cat-cow: Elbows bent", "Toe touch: Knees too bent"],
    )


def test_without_recordings_there_are_no_pictures(kept: Path, tmp_path: Path) -> None:
    shown, others = titles(sheet(tmp_path / "out")[1])

    assert (shown, len(others)) == ([], 3)


def test_a_folder_without_a_session_is_refused_before_anything_is_written(
    kept: Path, session: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    status, _ = sheet(tmp_path / "out", "--recordings", session, tmp_path / "empty")

    told = f"there is no recorded session in {tmp_path / 'empty'}: give folders that live --record has made"
    assert (status, capsys.readouterr().err) == (3, f"posecoach: {told}\n")
    assert not (tmp_path / "out").exists()


def test_the_recordings_stay_as_they_are(kept: Path, session: Path, tmp_path: Path) -> None:
    before = (session / "poses.npz").read_bytes()
    sheet(tmp_path / "out", "--recordings", session)

    assert {path.name for path in session.iterdir()} == {"poses.npz"}
    assert (session / "poses.npz").read_bytes() == before
