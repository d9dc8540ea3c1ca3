"""A history on storage that cannot be written: it is read, and left as it is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from posecoach.history.place import DATABASE
from posecoach.history.store import open_history
from tests.history.sessions import MORNING, play, repetition
from tests.history.version_1 import make_version_1
from tests.plans.weeks import PLAN

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534
READ = """
import os, sys
from posecoach.cli.main import main
elsewhere, *arguments = sys.argv[1:]
if os.getuid() == 0:  # everything is imported first: who is nobody may not be allowed to read the modules
    place, os.environ["POSECOACH_DATA"] = os.environ["POSECOACH_DATA"], elsewhere
    main(arguments)
    os.environ["POSECOACH_DATA"] = place
    os.setgid(65534)
    os.setuid(65534)
print("now", flush=True)
sys.exit(main(arguments))
"""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="another system has other permissions")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that anybody may look into, wherever the tests' own folders lie."""
    place = Path(tempfile.mkdtemp(prefix="posecoach-"))
    place.chmod(0o755)
    yield place
    place.chmod(0o755)
    shutil.rmtree(place)


def locked(folder: Path) -> dict[str, bytes]:
    """Take the right to write from a folder and its files; return what is in it."""
    for file in folder.iterdir():
        if os.getuid() == 0:
            os.chown(file, NOBODY, NOBODY)
        file.chmod(0o400)
    folder.chmod(0o555)
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def read(folder: Path, *arguments: str) -> tuple[int, list[str], str]:
    """Return the exit status of a command, what it prints and what it complains about, for one who may only read."""
    with tempfile.TemporaryDirectory() as elsewhere:
        shutil.copytree(folder, elsewhere, dirs_exist_ok=True)
        for file in Path(elsewhere).iterdir():
            file.chmod(0o600)
        Path(elsewhere).chmod(0o700)
        run = subprocess.run(
            [sys.executable, "-c", READ, elsewhere, *arguments],
            capture_output=True,
            check=False,
            text=True,
            cwd=ROOT,
            env=os.environ | {"POSECOACH_DATA": str(folder), "COLUMNS": "100"},
        )
    lines = run.stdout.splitlines()
    return run.returncode, lines[lines.index("now") + 1 :], run.stderr


def content(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_a_history_that_may_only_be_read_is_shown_and_left_as_it_is(folder: Path) -> None:
    with open_history(folder) as history:
        play(history.start_session("toe_touch", MORNING), [repetition(1), repetition(2)])
    before = locked(folder)
    status, lines, complaints = read(folder, "history", "--by", "session")
    assert (status, complaints) == (0, "")
    assert any("Toe touch" in line for line in lines)
    assert content(folder) == before


def test_tables_of_an_older_version_are_brought_up_to_date_in_memory_only(folder: Path) -> None:
    make_version_1(folder / DATABASE)
    before = locked(folder)
    status, lines, _ = read(folder, "history", "--by", "session")
    assert status == 0
    assert any("pain" in line.casefold() for line in lines)
    assert content(folder) == before


def test_what_only_a_log_holds_is_not_left_out_in_silence(folder: Path) -> None:
    with open_history(folder) as history:
        history.set_consent("1", MORNING)
        log = (folder / f"{DATABASE}-wal").read_bytes()
        database = (folder / DATABASE).read_bytes()
    (folder / DATABASE).write_bytes(database)
    (folder / f"{DATABASE}-wal").write_bytes(log)
    before = locked(folder)
    status, lines, complaints = read(folder, "history")
    assert (status, lines) == (3, [])
    assert complaints.splitlines()[-1] == (
        f"posecoach: the history {folder / DATABASE} cannot be used: unable to open database file; check that the "
        "folder is yours and the disk has room, or name another folder in POSECOACH_DATA"
    )
    assert content(folder) == before


def test_a_plan_that_is_followed_is_shown_from_there(folder: Path) -> None:
    with open_history(folder) as history:
        history.follow(PLAN, MORNING.date())
    before = locked(folder)
    status, lines, complaints = read(folder, "plan", "show")
    assert (status, complaints) == (0, "")
    assert any("For my back" in line for line in lines)
    assert content(folder) == before
