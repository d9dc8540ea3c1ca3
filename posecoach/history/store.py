"""The history of one person: sessions, the consent to the warning, and where a routine was interrupted."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final, Self

import msgspec

from posecoach import __version__
from posecoach.history import rows
from posecoach.history.database import explained, open_database, open_to_read, reading, transaction
from posecoach.history.going_on import is_going_on
from posecoach.history.place import clear_away, database_path
from posecoach.history.records import PainMoment, PainStopRow, PlanRow, RatingRow, Session
from posecoach.history.sink import HistorySink
from posecoach.history.writer import Writer

CLOSE_S: Final = 10.0
"""How long closing waits for a session that is still being written."""


def open_history(folder: Path | None = None) -> History:
    """Open the history in a folder, by default the user's data folder; it is made if it is not there.

    Raises HistoryError if it cannot be used: damaged, of a newer posecoach, no permission, disk full.
    """
    path = database_path(folder)
    return History(path, open_database(path))


def read_history(folder: Path | None = None) -> History:
    """Open the history in a folder only to read it: it may lie where nothing can be written.

    Raises HistoryError if it cannot be read.
    """
    path = database_path(folder)
    return History(path, open_to_read(path))


class History:
    """An open history; a context manager, used by one thread. Every method may raise HistoryError.

    Wall time comes in as a `datetime` with its offset from UTC; "today" is the date that it shows. A session counts
    for the day on which it began.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        """Begin with a connection to the database at `path`."""
        self.path = path
        self._connection = connection
        self._sinks: list[HistorySink] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Wait until all sessions are written, and close; safe to call twice."""
        for sink in self._sinks:
            sink.writer.end()
            sink.writer.wait(CLOSE_S)
        self._sinks.clear()
        self._connection.close()
        clear_away(self.path)

    def start_session(
        self,
        name: str,
        when: datetime,
        remark: Callable[[str], None] = lambda _: None,
        ratings: Sequence[RatingRow] = (),
    ) -> HistorySink:
        """Return a sink that keeps a session of a routine or exercise as it happens.

        remark: told once, by the thread that calls the sink, if the session cannot be written. ratings: given before
        it; kept with the first thing that is.
        """
        head = Session(name, _wall(when), ended=None, duration_s=0.0, posecoach_version=__version__)
        sink = HistorySink(Writer(self.path, head), remark, ratings)
        self._sinks.append(sink)
        return sink

    def sessions(self, first: date | None = None) -> list[Session]:
        """Return the sessions from a day on (None: all), the oldest first."""
        with reading(self.path):
            return rows.sessions_since(self._connection, first, partial(is_going_on, self.path))

    def done_today(self, when: datetime) -> dict[str, int]:
        """Return how many repetitions of each exercise were done on the day of `when`, both sides together."""
        with reading(self.path):
            return rows.repetitions_on(self._connection, when.date())

    def rate(self, sink: HistorySink, ratings: Sequence[RatingRow]) -> None:
        """Keep what the person said about a session that has ended; of one that was not kept, nothing is."""
        sink.writer.wait(CLOSE_S)
        number = sink.writer.number
        if number is None:
            return
        with explained(self.path), transaction(self._connection):
            for rating in ratings:
                rows.add(self._connection, number, rating)

    def stop_for_pain(self, sink: HistorySink, stop: PainStopRow) -> None:
        """Keep that it hurt after a session that had ended; of one that was not kept, nothing is."""
        sink.writer.wait(CLOSE_S)
        number = sink.writer.number
        if number is None:
            return
        with explained(self.path), transaction(self._connection):
            rows.add(self._connection, number, stop)
            rows.turn_to_pain(self._connection, number)

    def keep_unbegun(self, name: str, when: datetime, ratings: Sequence[RatingRow]) -> None:
        """Keep what the person said about a session that was left before it began."""
        head = Session(name, _wall(when), ended=None, duration_s=0.0, posecoach_version=__version__)
        with explained(self.path), transaction(self._connection):
            number = rows.add_session(self._connection, head)
            rows.end_session(self._connection, number, "left", 0.0)
            for rating in ratings:
                rows.add(self._connection, number, rating)

    def plans(self) -> list[PlanRow]:
        """Return the plans that are or were followed, the oldest first."""
        with reading(self.path):
            return rows.plans(self._connection)

    def follow(self, text: str, begins: date) -> None:
        """Follow a plan from a day on, in place of one that was followed until then. text: its file, which is valid."""
        with explained(self.path), transaction(self._connection):
            rows.end_plan(self._connection, begins)
            rows.begin_plan(self._connection, PlanRow(begins, None, text))

    def end_plan(self, day: date) -> bool:
        """Follow no plan from a day on; return whether one was followed."""
        with explained(self.path), transaction(self._connection):
            return rows.end_plan(self._connection, day)

    def consent(self, version: str) -> date | None:
        """Return the day on which this version of the warning was accepted, None if it never was."""
        with reading(self.path):
            found = self._connection.execute("SELECT accepted FROM consent WHERE version = ?", (version,))
            row = found.fetchone()
            return msgspec.convert(row[0][:10], date) if row else None

    def set_consent(self, version: str, when: datetime) -> None:
        """Note that this version of the warning was accepted."""
        with explained(self.path), transaction(self._connection):
            self._connection.execute("INSERT OR REPLACE INTO consent VALUES (?, ?)", (version, _wall(when)))

    def last_pain(self) -> PainMoment | None:
        """Return the stop for pain that still has to be asked about.

        None without one, or once a later session came to its end without pain, on another day.
        """
        with reading(self.path):
            found = rows.last_pain(self._connection)
            if found is None:
                return None
            started, exercise, t_s = found
            return PainMoment(datetime.fromisoformat(started) + timedelta(seconds=t_s), exercise)

    def progress(self, routine: str, when: datetime) -> int | None:
        """Return the step (from 1) with which a routine goes on if it was interrupted on the day of `when`.

        The sink keeps it: None after a routine was done to its end, or stopped because it hurt.
        """
        with reading(self.path):
            return rows.progress(self._connection, routine, when.date())


def _wall(when: datetime) -> str:
    if when.utcoffset() is None:
        raise ValueError("wall time needs its offset from UTC: datetime.now().astimezone()")
    return when.isoformat(timespec="seconds")
