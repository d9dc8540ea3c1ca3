"""The history for other programs: JSON with the schema `posecoach.history/1`, and CSV with a line per repetition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, Literal

import msgspec

from posecoach import __version__
from posecoach.history.records import RATING_KINDS, Session
from posecoach.publishing.tables import CsvDialect, csv_text

HistorySchema = Literal["posecoach.history/1"]

COLUMNS: Final = (
    "started",
    "session",
    "ended",
    "exercise",
    "index",
    "side",
    "start_s",
    "end_s",
    "hold_s",
    "score",
    "faults",
)


class DayLimit(msgspec.Struct, frozen=True):
    """Repetitions of an exercise today, both sides together, and the most that its file allows (null: not known)."""

    exercise: str
    repetitions: int
    per_day: int | None


class Today(msgspec.Struct, frozen=True):
    """The person's own date, YYYY-MM-DD, and what was done on it."""

    date: str
    exercises: tuple[DayLimit, ...]


class Document(msgspec.Struct, frozen=True):
    """Everything that was kept of the sessions asked for, the oldest first."""

    schema: HistorySchema
    posecoach_version: str
    today: Today
    sessions: Sequence[Session]


def to_json(
    sessions: Sequence[Session], now: datetime, today: Mapping[str, int], per_day: Mapping[str, int]
) -> str:
    """Return the history as JSON; strict, indented, with a line end.

    today: repetitions by exercise on the day of `now`; per_day: the most of each exercise.
    """
    limits = tuple(DayLimit(exercise, count, per_day.get(exercise)) for exercise, count in today.items())
    document = Document(
        "posecoach.history/1", __version__, Today(now.date().isoformat(), limits), tuple(sessions)
    )
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def to_csv(sessions: Sequence[Session], dialect: CsvDialect = "point") -> str:
    """Return one line per repetition under a head; how far each feature went is in columns `range_FEATURE`.

    Rules broken are joined with spaces; what was not seen or does not apply is empty.
    """
    features = sorted({name for session in sessions for one in session.repetitions for name in one.range})
    rows: list[list[object]] = [[*COLUMNS, *(f"range_{name}" for name in features), *RATING_KINDS]]
    for session in sessions:
        for one in session.repetitions:
            head = (session.started, session.name, session.ended, one.exercise, one.index, one.side)
            times = (one.start_s, one.end_s, one.hold_s, one.score, " ".join(one.faults))
            said = (session.rated(kind) for kind in RATING_KINDS)
            rows.append([*head, *times, *(one.range.get(name) for name in features), *said])
    return csv_text(rows, dialect)
