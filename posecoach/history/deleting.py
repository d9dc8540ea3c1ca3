"""What is not deleted: a history that another program is writing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from posecoach.files import is_file
from posecoach.history.database import explained, primary_code
from posecoach.history.place import database_files

PATIENCE_S: Final = 1.0
"""How long to wait for a program that only looks something up."""


def check_deletable(path: Path) -> None:
    """Raise HistoryError if another program has a history open: what it goes on to keep would be lost.

    SQLite knows it by its locks, which a program that was killed leaves none of. What it cannot read may go. Where
    there is a link in the place of a database's companion, it is not asked: it might write to where the link leads.
    """
    if not is_file(path) or any(one.is_symlink() for one in database_files(path)[1:]):
        return
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
