"""The SQLite database: opening, its tables from version to version, and its errors in plain words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

import msgspec

from posecoach.errors import HistoryError, reason
from posecoach.files import is_file
from posecoach.history.place import FOLDER_VARIABLE, foreign, prepare
from posecoach.words.phrase import N_, Phrase, filled

BUSY_S: Final = 5.0
"""How long to wait for another posecoach that is writing; it takes milliseconds."""

LARGEST_BYTES: Final = 10**6
"""Of a row; ours have some hundred bytes."""

MIGRATIONS: Final[tuple[tuple[str, ...], ...]] = (
    (  # version 1
        """CREATE TABLE sessions (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL, started TEXT NOT NULL, day TEXT NOT NULL, ended TEXT,
            duration_s REAL, posecoach_version TEXT NOT NULL)""",
        "CREATE INDEX sessions_by_day ON sessions (day)",
        """CREATE TABLE steps (
            session INTEGER NOT NULL REFERENCES sessions, exercise TEXT NOT NULL, step INTEGER NOT NULL,
            repetitions INTEGER NOT NULL, complete INTEGER NOT NULL)""",
        """CREATE TABLE repetitions (
            session INTEGER NOT NULL REFERENCES sessions, exercise TEXT NOT NULL, "index" INTEGER NOT NULL, side TEXT,
            start_s REAL NOT NULL, end_s REAL NOT NULL, hold_s REAL, score REAL NOT NULL, range TEXT NOT NULL,
            faults TEXT NOT NULL)""",
        """CREATE TABLE faults (
            session INTEGER NOT NULL REFERENCES sessions, exercise TEXT NOT NULL, rule TEXT NOT NULL, phase TEXT,
            side TEXT, start_s REAL NOT NULL, end_s REAL NOT NULL, severity TEXT NOT NULL, value REAL, "limit" REAL,
            unit TEXT NOT NULL)""",
        """CREATE TABLE pain_stops (
            session INTEGER NOT NULL REFERENCES sessions, exercise TEXT NOT NULL, phase TEXT NOT NULL, side TEXT,
            t_s REAL NOT NULL)""",
        "CREATE INDEX repetitions_by_session ON repetitions (session)",
        "CREATE INDEX steps_by_session ON steps (session)",
        "CREATE INDEX faults_by_session ON faults (session)",
        "CREATE TABLE consent (version TEXT PRIMARY KEY, accepted TEXT NOT NULL)",
        "CREATE TABLE progress (routine TEXT PRIMARY KEY, step INTEGER NOT NULL, day TEXT NOT NULL)",
    ),
    (  # version 2
        """CREATE TABLE ratings (
            session INTEGER NOT NULL REFERENCES sessions, kind TEXT NOT NULL, value INTEGER NOT NULL)""",
        "CREATE INDEX ratings_by_session ON ratings (session)",
    ),
    (  # version 3
        "CREATE TABLE plans (begins TEXT NOT NULL, ends TEXT, text TEXT NOT NULL)",
    ),
    (  # version 4: a repetition may be without a score
        "ALTER TABLE repetitions RENAME TO scored_repetitions",
        "DROP INDEX repetitions_by_session",
        """CREATE TABLE repetitions (
            session INTEGER NOT NULL REFERENCES sessions, exercise TEXT NOT NULL, "index" INTEGER NOT NULL, side TEXT,
            start_s REAL NOT NULL, end_s REAL NOT NULL, hold_s REAL, score REAL, range TEXT NOT NULL,
            faults TEXT NOT NULL)""",
        "INSERT INTO repetitions SELECT * FROM scored_repetitions ORDER BY rowid",
        "DROP TABLE scored_repetitions",
        "CREATE INDEX repetitions_by_session ON repetitions (session)",
    ),
)
"""What makes each version of the tables out of the one before. A released one never changes: add another."""


def open_database(path: Path) -> sqlite3.Connection:
    """Open or create the database, private to its owner, with the newest tables.

    Every transaction is on the disk when it ends, also if the power fails (synchronous=FULL); the log (WAL) lets
    several programs read and write in turns. Raises HistoryError.
    """
    with explained(path):
        prepare(path)
        return connect(path)


def open_to_read(path: Path) -> sqlite3.Connection:
    """Open the database to read it: on storage that cannot be written, a copy of it in memory with the newest tables.

    What is done to the copy is lost. Raises HistoryError.
    """
    if not is_file(path) or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return open_database(path)
    with explained(path):
        connection = _copied(path)
        try:
            _migrate(connection, path)
            _check_tables(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection


def _copied(path: Path) -> sqlite3.Connection:
    """Return a copy in memory of a database that cannot be written. Raises sqlite3.Error."""
    # SQLite reads a database with a log through a file that it would have to make, unless told that nobody writes.
    nobody_writes = "" if path.with_name(f"{path.name}-wal").exists() else "&immutable=1"
    uri = f"{path.absolute().as_uri()}?mode=ro{nobody_writes}"
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        with closing(sqlite3.connect(uri, uri=True, timeout=BUSY_S)) as source:
            source.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_BYTES)
            source.backup(connection)
        _guard(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def connect(path: Path) -> sqlite3.Connection:
    """Connect to a database that exists, for one thread. Raises HistoryError, OSError or sqlite3.Error."""
    # Nothing is begun by itself (isolation_level): transactions begin where they are written.
    uri = path.absolute().as_uri() + "?mode=rw"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_S, isolation_level=None)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        _guard(connection)
        _migrate(connection, path)
        _check_tables(connection, path)
        _use_log(connection)
        # From the first look at it on, whoever has the log open is known to others: so it is not deleted meanwhile.
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _guard(connection: sqlite3.Connection) -> None:
    """Let a database that somebody may have changed run nothing, and hold no huge row."""
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_BYTES)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do all or nothing; other writers wait meanwhile."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what goes wrong with the database at `path` into a HistoryError that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise HistoryError(_explanation(path, error)) from error
    except UnicodeDecodeError as error:  # SQLite's own message quotes a broken name
        raise HistoryError(_damaged(path, N_("the names of its tables cannot be read"))) from error
    except OSError as error:
        raise HistoryError(_not_writable(path, reason(error))) from error


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """As `explained`; and what was read but cannot be understood is damage too, as a broken row can hold anything."""
    with explained(path):
        try:
            yield
        except (msgspec.MsgspecError, ValueError, TypeError) as error:
            raise HistoryError(_damaged(path, str(error))) from error


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the tables to the newest version, all steps or none; two programs at once take turns."""
    newest = len(MIGRATIONS)
    if _version(connection) == newest:
        return
    with transaction(connection):
        version = _version(connection)
        if version > newest:
            raise HistoryError(
                filled(
                    "the history {path} was written by a newer posecoach (its version is {version}, this program "
                    "knows {newest}): update posecoach, or name another folder in {variable}",
                    path=path,
                    version=version,
                    newest=newest,
                    variable=FOLDER_VARIABLE,
                )
            )
        if version == 0 and connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            raise HistoryError(_damaged(path, N_("it has no version")))
        for statements in MIGRATIONS[version:]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {newest}")


def _check_tables(connection: sqlite3.Connection, path: Path) -> None:
    """Raise HistoryError for a database in which something would run when it is read or written: it is not ours.

    A view may go on for ever, a trigger may do anything, and a virtual table is a program.
    """
    query = (
        "SELECT type || ' ' || name FROM sqlite_master WHERE type IN ('view', 'trigger') "
        "OR type = 'table' AND rootpage = 0"
    )
    found = connection.execute(query).fetchone()
    if found is not None:
        raise HistoryError(
            filled(
                "{path} holds a {found}, which no posecoach makes: put a copy of yours in its place, or remove "
                "it with 'posecoach history --delete'",
                path=path,
                found=found[0],
            )
        )


def _use_log(connection: sqlite3.Connection) -> None:
    """Switch a new database to the write-ahead log, so that reading and writing do not wait for each other.

    Where shared memory does not work (some network folders) SQLite stays with its other journal, which does as well.
    """
    if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        return
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if primary_code(error) != sqlite3.SQLITE_BUSY:
            raise  # busy: another program is creating it right now, and switches it


def primary_code(error: sqlite3.Error) -> int:
    """Return SQLite's kind of an error (SQLITE_FULL, ...): the low byte of the code; 0 = none of SQLite's own."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _explanation(path: Path, error: sqlite3.Error) -> Phrase:
    """Return what an error of SQLite means for the person."""
    code = primary_code(error)
    if code == sqlite3.SQLITE_FULL:
        return filled("the history {path} cannot be written: the disk is full; free some space", path=path)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return filled("the history {path} is in use by another program: end it and try again", path=path)
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR):
        return _not_writable(path, str(error))
    return _damaged(path, str(error))


def _not_writable(path: Path, why: str) -> Phrase:
    return filled(
        "the history {path} cannot be used: {reason}; check that the folder is yours and the disk has room, "
        "or name another folder in {variable}",
        path=path,
        reason=why,
        variable=FOLDER_VARIABLE,
    )


def _damaged(path: Path, why: str) -> Phrase:
    return foreign(path) or filled(
        "the history {path} is damaged ({reason}): put a copy of yours in its place, or remove it with "
        "'posecoach history --delete', and a new one begins",
        path=path,
        reason=why,
    )
