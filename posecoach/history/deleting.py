"""What is not deleted: a history that another program is writing, and what is none."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from posecoach.errors import HistoryError
from posecoach.files import is_file
from posecoach.history.database import explained, primary_code
from posecoach.history.place import database_files, foreign

PATIENCE_S: Final = 1.0
"""How long to wait for a program that only looks something up."""


def check_deletable(path: Path) -> None:
    """Raise HistoryError for what is no history, and for one that is open elsewhere: what is still kept would be lost.

    A link is not looked through: what it leads to is deleted only if it is a history (`remove`). SQLite knows who has
    it open by its locks, which a program that was killed leaves none of. What it cannot read may go. Where there is a
    link in the place of a database's companion, it is not asked: it might write to where the link leads.
    """
    if not is_file(path) or any(one.is_symlink() for one in database_files(path)[1:]):
        return
    told = None if path.is_symlink() else foreign(path)
    if told is not None:
        raise HistoryError(told)
    with explained(path):
        try:
            _take_alone(path)
        except sqlite3.Error as error:
            if primary_code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise


def _take_alone(path: Path) -> None:
    """Have the database for oneself for a moment. Raises sqlite3.Error."""
    uri = path.absolute().as_uri() + "?mode=rw"
    with closing(sqlite3.connect(uri, uri=True, timeout=PATIENCE_S, isolation_level=None)) as connection:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
