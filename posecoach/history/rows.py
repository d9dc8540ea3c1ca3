"""Records to rows of tables and back; every statement that touches what was done is here."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Final, TypeVar

import msgspec

from posecoach.history.records import (
    Ended,
    FaultRow,
    PainStopRow,
    PlanRow,
    RatingRow,
    RepetitionRow,
    Session,
    StepRow,
)
from posecoach.json_decoding import decoded_json
from posecoach.words.phrase import plain

Record = StepRow | RepetitionRow | FaultRow | PainStopRow | RatingRow
R = TypeVar("R", StepRow, RepetitionRow, FaultRow, PainStopRow)
K = TypeVar("K", StepRow, RepetitionRow, FaultRow, PainStopRow, RatingRow)

TABLES: Final[dict[type[Record], str]] = {
    StepRow: "steps",
    RepetitionRow: "repetitions",
    FaultRow: "faults",
    PainStopRow: "pain_stops",
    RatingRow: "ratings",
}
YEARS: Final = range(1900, 2200)
"""Of sessions. A clock without a battery says 1970, or 1969 to the west of Greenwich; beyond these a row is damaged."""
AS_JSON: Final[dict[type[Record], tuple[str, ...]]] = {RepetitionRow: ("range", "faults")}
"""Fields that hold several values; they are kept as JSON."""


def add_session(connection: sqlite3.Connection, session: Session) -> int:
    """Insert the head of a session and return its number."""
    values = (session.name, session.started, session.day, session.posecoach_version)
    cursor = connection.execute(
        "INSERT INTO sessions (name, started, day, posecoach_version) VALUES (?, ?, ?, ?)", values
    )
    assert cursor.lastrowid is not None  # noqa: S101 - an INSERT has one; for the type checker
    return cursor.lastrowid


def is_session(connection: sqlite3.Connection, number: int, session: Session) -> bool:
    """Whether the head of a session has this number."""
    query = "SELECT 1 FROM sessions WHERE id = ? AND name = ? AND started = ?"
    return connection.execute(query, (number, session.name, session.started)).fetchone() is not None


def add(connection: sqlite3.Connection, session: int, record: Record) -> None:
    """Insert what was done in a session."""
    fields = record.__struct_fields__
    values = [getattr(record, field) for field in fields]
    for place, field in enumerate(fields):
        if field in AS_JSON.get(type(record), ()):
            values[place] = msgspec.json.encode(values[place], enc_hook=plain).decode()
    columns = ", ".join(f'"{field}"' for field in fields)
    marks = ", ".join("?" * len(values))
    table = TABLES[type(record)]
    connection.execute(
        f"INSERT INTO {table} (session, {columns}) VALUES (?, {marks})",  # noqa: S608 - names of ours, no input
        (session, *values),
    )


def sessions_since(
    connection: sqlite3.Connection, first: date | None, going_on: Callable[[int], bool]
) -> list[Session]:
    """Return the sessions from a day on (None: all), with everything in them, the oldest first.

    A session that was cut off lasted as long as is known of it. going_on: whether one that has not ended, by its
    number, is kept by a program right now.
    """
    since = first.isoformat() if first else ""
    steps, repetitions = _of(connection, StepRow, since), _of(connection, RepetitionRow, since)
    faults, stops = _of(connection, FaultRow, since), _of(connection, PainStopRow, since)
    ratings = _of(connection, RatingRow, since)
    heads = connection.execute(
        "SELECT id, name, started, ended, duration_s, posecoach_version FROM sessions WHERE day >= ? "
        "ORDER BY id",
        (since,),
    )
    found = [
        msgspec.convert(
            {
                "name": name,
                "started": _checked(started),
                "ended": ended,
                "duration_s": max((one.end_s for one in repetitions[number]), default=0.0)
                if duration_s is None
                else duration_s,
                "posecoach_version": version,
                "steps": steps[number],
                "repetitions": repetitions[number],
                "faults": faults[number],
                "pain_stops": stops[number],
                "ratings": ratings[number],
                "going_on": ended is None and going_on(number),
            },
            Session,
        )
        for number, name, started, ended, duration_s, version in heads
    ]
    return sorted(
        found, key=_began
    )  # as texts, the hours around the end of summer time would be in the wrong order


def _checked(started: str) -> str:
    """Return a wall time as it is.

    Raises ValueError if it is none, does not begin with its day, or lies in a year that no clock shows.
    """
    day = datetime.fromisoformat(started).date()
    if day.isoformat() != started[:10]:
        raise ValueError(f"{started!r} does not begin with its day")
    if day.year not in YEARS:
        raise ValueError(f"{started!r} is not in a year from {YEARS.start} to {YEARS.stop - 1}")
    return started


def _began(session: Session) -> datetime:
    """Return when a session began; of a row of somebody else that has no offset, as if in Greenwich."""
    when = datetime.fromisoformat(session.started)
    return when if when.tzinfo is not None else when.replace(tzinfo=UTC)


def _of(connection: sqlite3.Connection, kind: type[K], since: str) -> defaultdict[int, list[K]]:
    """Return the records of one kind by session, in the order in which they were kept."""
    fields = kind.__struct_fields__
    columns = ", ".join(f'record."{field}"' for field in fields)
    rows = connection.execute(
        f"SELECT record.session, {columns} FROM {TABLES[kind]} record JOIN sessions ON sessions.id = record.session "  # noqa: S608 - names of ours, no input
        "WHERE sessions.day >= ? ORDER BY record.rowid",
        (since,),
    )
    found: defaultdict[int, list[K]] = defaultdict(list)
    for session, *values in rows:
        named = dict(zip(fields, values, strict=True))
        for field in AS_JSON.get(kind, ()):
            named[field] = decoded_json(named[field], object)
        found[session].append(msgspec.convert(named, kind, strict=False))
    return found


def end_session(connection: sqlite3.Connection, session: int, ended: Ended, duration_s: float) -> None:
    """Note how a session ended."""
    connection.execute(
        "UPDATE sessions SET ended = ?, duration_s = ? WHERE id = ?", (ended, duration_s, session)
    )


def turn_to_pain(connection: sqlite3.Connection, session: int) -> None:
    """Mark a session that was over as one stopped for pain; its routine is not gone on with."""
    connection.execute("UPDATE sessions SET ended = 'pain' WHERE id = ?", (session,))
    connection.execute(
        "DELETE FROM progress WHERE routine = (SELECT name FROM sessions WHERE id = ?)", (session,)
    )


def repetitions_on(connection: sqlite3.Connection, day: date) -> dict[str, int]:
    """Return how many repetitions of each exercise were done in the sessions begun on a day."""
    found = connection.execute(
        "SELECT exercise, count(*) FROM repetitions JOIN sessions ON sessions.id = session WHERE day = ? "
        "GROUP BY exercise",
        (day.isoformat(),),
    )
    return msgspec.convert(dict(found.fetchall()), dict[str, int])


def last_pain(connection: sqlite3.Connection) -> tuple[str, str, float] | None:
    """Return the last stop for pain: start of its session, exercise, media time [s].

    None without one, or once a session that was kept later, on another day, came to its end without pain. Later is what
    was kept later: where a clock was years ahead at the stop, no day would be later for years.
    """
    found = connection.execute(
        "SELECT started, exercise, t_s, day, sessions.id FROM pain_stops JOIN sessions ON sessions.id = session "
        "ORDER BY sessions.id DESC, pain_stops.rowid DESC LIMIT 1"
    ).fetchone()
    if found is None:
        return None
    *stop, day, number = found
    later = connection.execute(
        "SELECT 1 FROM sessions WHERE id > ? AND day != ? AND ended = 'done' LIMIT 1", (number, day)
    ).fetchone()
    return None if later else msgspec.convert(tuple(stop), tuple[str, str, float])


def plans(connection: sqlite3.Connection) -> list[PlanRow]:
    """Return the plans that are or were followed, the oldest first."""
    found = connection.execute("SELECT begins, ends, text FROM plans ORDER BY begins, rowid")
    names = PlanRow.__struct_fields__
    return [msgspec.convert(dict(zip(names, row, strict=True)), PlanRow) for row in found]


def begin_plan(connection: sqlite3.Connection, plan: PlanRow) -> None:
    """Note that a plan is followed; see `end_plan`."""
    ends = None if plan.ends is None else plan.ends.isoformat()
    connection.execute("INSERT INTO plans VALUES (?, ?, ?)", (plan.begins.isoformat(), ends, plan.text))


def end_plan(connection: sqlite3.Connection, day: date) -> bool:
    """End the plan that is followed, from a day on; return whether there was one. One that had not begun goes."""
    connection.execute("DELETE FROM plans WHERE ends IS NULL AND begins >= ?", (day.isoformat(),))
    gone = bool(connection.execute("SELECT changes()").fetchone()[0])
    connection.execute("UPDATE plans SET ends = ? WHERE ends IS NULL", (day.isoformat(),))
    return gone or bool(connection.execute("SELECT changes()").fetchone()[0])


def set_progress(connection: sqlite3.Connection, routine: str, step: int | None, day: str) -> None:
    """Note which step of a routine comes next; None: none does."""
    if step is None:
        connection.execute("DELETE FROM progress WHERE routine = ?", (routine,))
    else:
        connection.execute("INSERT OR REPLACE INTO progress VALUES (?, ?, ?)", (routine, step, day))


def progress(connection: sqlite3.Connection, routine: str, day: date) -> int | None:
    """Return the step that comes next if the routine was interrupted on this day."""
    found = connection.execute(
        "SELECT step FROM progress WHERE routine = ? AND day = ?", (routine, day.isoformat())
    ).fetchone()
    return msgspec.convert(found[0], int) if found else None
