"""A program killed at any moment loses at most the repetition under way; several programs do not disturb each other."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from posecoach.history.place import DATABASE
from posecoach.history.store import open_history
from tests.history.sessions import MORNING
from tests.history.version_1 import make_version_1
from tests.history.version_2 import make_version_2
from tests.history.version_3 import make_version_3

ROOT = Path(__file__).resolve().parents[2]
KILLS = 50
LATEST_S = 1.5
"""How long after the first repetition the program lives at most."""


class Program:
    """Does one repetition after another and tells of each in a file; made as soon as it has told of the first."""

    def __init__(self, folder: Path, told: Path) -> None:
        self._told = told
        with told.open("wb") as output:
            command = [sys.executable, "-m", "tests.history.replayed", str(folder)]
            self._process = subprocess.Popen(command, stdout=output, cwd=ROOT)
        while not told.read_bytes():
            assert self._process.poll() is None, "it ended by itself"
            time.sleep(0.005)

    def kill(self) -> int:
        """Kill it (SIGKILL) and return the number of the last repetition that it told of."""
        self._process.kill()
        self._process.wait()
        told = self._told.read_text().split()
        assert told == [str(index) for index in range(1, len(told) + 1)]
        return len(told)


def integrity(folder: Path) -> str:
    connection = sqlite3.connect(folder / DATABASE)
    try:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])
    finally:
        connection.close()


@pytest.mark.slow
def test_killed_at_fifty_moments_it_loses_at_most_the_repetition_under_way(tmp_path: Path) -> None:
    moments = random.Random(5)
    lost: list[int] = []
    kept_sessions = 0
    for _ in range(KILLS):
        program = Program(tmp_path, tmp_path / "told")
        time.sleep(moments.uniform(0.0, LATEST_S))
        told = program.kill()
        assert integrity(tmp_path) == "ok"
        with open_history(tmp_path) as history:
            sessions = history.sessions()[kept_sessions:]
        # None: killed while the first repetition was on its way.
        kept = [repetition.index for session in sessions for repetition in session.repetitions]
        assert kept == list(range(1, len(kept) + 1))
        assert [session.ended for session in sessions] == [None] * (1 if kept else 0)
        kept_sessions += len(sessions)
        lost.append(told - len(kept))
    assert max(lost) <= 1, lost


@pytest.mark.slow
def test_two_programs_at_once_keep_all_that_both_do(tmp_path: Path) -> None:
    programs = [Program(tmp_path, tmp_path / name) for name in ("first", "second")]
    time.sleep(LATEST_S)
    told = sorted(program.kill() for program in programs)
    with open_history(tmp_path) as history:
        kept = sorted(len(session.repetitions) for session in history.sessions())
    assert integrity(tmp_path) == "ok"
    assert len(kept) == 2
    assert all(a - b <= 1 for a, b in zip(told, kept, strict=True)), (told, kept)


OPEN_AND_WRITE = """
import sys
from pathlib import Path
from tests.history.sessions import MORNING, play, repetition
from posecoach.history.store import open_history
sys.stdin.readline()
with open_history(Path(sys.argv[1])) as history:
    play(history.start_session("toe_touch", MORNING, print), [repetition(1), repetition(2)])
"""


@pytest.mark.slow
def test_programs_that_create_the_history_at_the_same_moment_share_it(tmp_path: Path) -> None:
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", OPEN_AND_WRITE, str(tmp_path / "data")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=ROOT,
        )
        for _ in range(6)
    ]
    time.sleep(1.0)
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("go\n")
        program.stdin.flush()
    said = [program.communicate(timeout=60)[0] for program in programs]
    assert said == [""] * 6
    assert [program.returncode for program in programs] == [0] * 6
    with open_history(tmp_path / "data") as history:
        assert history.done_today(MORNING) == {"toe_touch": 12}


MIGRATE_AND_DIE = """
import os, signal, sqlite3, sys
from pathlib import Path
from posecoach.history.database import open_database

left = int(sys.argv[2])
class Dying(sqlite3.Connection):
    def execute(self, *statement):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().execute(*statement)

connect = sqlite3.connect
sqlite3.connect = lambda *arguments, **named: connect(*arguments, factory=Dying, **named)
open_database(Path(sys.argv[1]))
"""


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    connection = sqlite3.connect(path)
    try:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for (name,) in names}  # noqa: S608 - our own tables
    finally:
        connection.close()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("make", [make_version_1, make_version_2, make_version_3])
def test_killed_before_any_statement_of_a_migration_the_next_program_has_everything(
    make: Callable[[Path], None], tmp_path: Path
) -> None:
    killed, statements = -signal.SIGKILL, 0
    while killed == -signal.SIGKILL:
        folder = tmp_path / str(statements)
        folder.mkdir()
        make(folder / DATABASE)
        before = rows(folder / DATABASE)
        arguments = [sys.executable, "-c", MIGRATE_AND_DIE, str(folder / DATABASE), str(statements)]
        killed = subprocess.run(arguments, cwd=ROOT, check=False).returncode
        open_history(folder).close()
        after = rows(folder / DATABASE)
        assert {name: after[name] for name in before} == before
        assert integrity(folder) == "ok"
        statements += 1
    assert killed == 0
    assert statements > 8, "nothing was killed within the migration"
