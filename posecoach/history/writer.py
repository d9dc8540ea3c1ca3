"""Writes one session from a thread of its own: the frame loop never waits for a disk."""

from __future__ import annotations

import sqlite3
import threading
from collections import deque
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from posecoach.errors import HistoryError
from posecoach.history import rows
from posecoach.history.database import connect, explained, transaction
from posecoach.history.going_on import hold
from posecoach.history.place import clear_away
from posecoach.history.records import Ended, Session
from posecoach.history.rows import Record
from posecoach.publishing.lock import Lock
from posecoach.words.phrase import N_, filled

MOST_WAITING: Final = 20_000
"""Records kept in memory while the disk does not take them; an hour of exercise has a few hundred. More are lost."""
RETRY_S: Final = 5.0
"""How often a disk that failed is tried again; every new record tries as well."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """Which step of the routine comes next; None: there is nothing to go on with."""

    step: int | None


@dataclass(frozen=True, slots=True)
class End:
    """How a session ended, and how long it lasted."""

    ended: Ended
    duration_s: float


class Writer:
    """Takes records at once and writes them in order, each as soon as it can be.

    What arrives during a transaction goes into the next one together. A killed program loses what was not
    yet written: the thread needs a few milliseconds, a repetition takes seconds.
    What fails is kept and tried again; `problem` says what went wrong last, "" if nothing did. Nothing is written into
    a database that is no longer at its place, nor the rest of a session into one that does not have its beginning.
    """

    def __init__(self, path: Path, session: Session) -> None:
        """Get ready; the session is written with its first record."""
        self._path = path
        self._session = session
        self._number: int | None = None
        self._lock: Lock | None = None
        self.problem = ""
        self._waiting: deque[Record | NextStep | End] = deque()
        self._changed = threading.Condition()
        self._ending = False
        # A daemon: a disk that never answers cannot keep the program alive.
        self._thread = threading.Thread(target=self._run, name="posecoach history", daemon=True)
        self._thread.start()

    @property
    def number(self) -> int | None:
        """The number of the session in the database, None while it is not in it."""
        return self._number

    @property
    def unwritten(self) -> int:
        """How many records are still only in memory."""
        return len(self._waiting)

    def put(self, record: Record | NextStep | End) -> None:
        """Take a record to be written; returns at once."""
        with self._changed:
            if len(self._waiting) < MOST_WAITING:
                self._waiting.append(record)
            self._changed.notify()

    def end(self) -> None:
        """Write what is left, once more if it failed before, and stop; see `wait`."""
        with self._changed:
            self._ending = True
            self._changed.notify()

    def wait(self, timeout_s: float) -> bool:
        """Wait until the writing has ended; return whether it has."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        """Write until the end; leave nothing behind of a history that was deleted meanwhile."""
        self._write_all()
        if self._lock is not None:
            self._lock.release()
        clear_away(self._path)

    def _write_all(self) -> None:
        """Write until the end; a connection is reopened after a failure, as the disk may be another one by then."""
        while True:
            try:
                with explained(self._path), closing(self._connect()) as connection:
                    opened = _identity(self._path)
                    while records := self._take():
                        if _identity(self._path) != opened:
                            raise self._gone()
                        self._write(connection, records)
                        for _ in records:
                            self._waiting.popleft()
                        self.problem = ""
                    return
            except HistoryError as error:
                self.problem = error.args[0]
            with self._changed:
                if self._ending:
                    return
                self._changed.wait(RETRY_S)

    def _connect(self) -> sqlite3.Connection:
        """Connect to the database in which the session is, if it has begun. Raises as `connect`."""
        if self._number is not None and _identity(self._path) is None:
            raise self._gone()
        connection = connect(self._path)
        if self._number is not None and not rows.is_session(connection, self._number, self._session):
            connection.close()
            raise self._gone()
        return connection

    def _gone(self) -> HistoryError:
        template = N_("the history {path} was deleted, moved or replaced during the session")
        return HistoryError(filled(template, path=self._path))

    def _take(self) -> tuple[Record | NextStep | End, ...]:
        """Wait for records and return all that are there; none once there will be none any more."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._ending)
            return tuple(self._waiting)

    def _write(self, connection: sqlite3.Connection, records: Sequence[Record | NextStep | End]) -> None:
        number = self._number
        with transaction(connection):
            for record in records:
                if isinstance(record, NextStep):
                    rows.set_progress(connection, self._session.name, record.step, self._session.day)
                    continue
                if number is None:
                    number = rows.add_session(connection, self._session)
                if isinstance(record, End):
                    rows.end_session(connection, number, record.ended, record.duration_s)
                else:
                    rows.add(connection, number, record)
        if number is not None and self._number is None:
            self._lock = hold(self._path, number)
        self._number = number  # only now: what was rolled back has no number


def _identity(path: Path) -> tuple[int, int] | None:
    """Return which file is at a place, None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
