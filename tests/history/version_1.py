"""A database as the first version of the tables was, with something in each; it stays as it is."""

from __future__ import annotations

import sqlite3
from pathlib import Path

VERSION_1 = """
CREATE TABLE sessions (id INTEGER PRIMARY KEY, name TEXT NOT NULL, started TEXT NOT NULL, day TEXT NOT NULL,
    ended TEXT, duration_s REAL, posecoach_version TEXT NOT NULL);
CREATE INDEX sessions_by_day ON sessions (day);
CREATE TABLE steps (session INTEGER NOT NULL REFERENCES sessions, exercise TEXT NOT NULL, step INTEGER NOT NULL,
    repetitions INTEGER NOT NULL, complete INTEGER NOT NULL);
CREATE TABLE repetitions (session INTEGER NOT NULL REFERENCES sessions, exercise TEXT NOT NULL,
    "index" INTEGER NOT NULL, side TEXT, start_s REAL NOT NULL, end_s REAL NOT NULL, hold_s REAL, score REAL NOT NULL,
    range TEXT NOT NULL, faults TEXT NOT NULL);
CREATE TABLE faults (session INTEGER NOT NULL REFERENCES sessions, exercise TEXT NOT NULL, rule TEXT NOT NULL,
    phase TEXT, side TEXT, start_s REAL NOT NULL, end_s REAL NOT NULL, severity TEXT NOT NULL, value REAL,
    "limit" REAL, unit TEXT NOT NULL);
CREATE TABLE pain_stops (session INTEGER NOT NULL REFERENCES sessions, exercise TEXT NOT NULL, phase TEXT NOT NULL,
    side TEXT, t_s REAL NOT NULL);
CREATE INDEX repetitions_by_session ON repetitions (session);
CREATE INDEX steps_by_session ON steps (session);
CREATE INDEX faults_by_session ON faults (session);
CREATE TABLE consent (version TEXT PRIMARY KEY, accepted TEXT NOT NULL);
CREATE TABLE progress (routine TEXT PRIMARY KEY, step INTEGER NOT NULL, day TEXT NOT NULL);
INSERT INTO sessions VALUES (1, 'full', '2025-01-02T08:00:00+01:00', '2025-01-02', 'pain', 60.0, '0.4.0');
INSERT INTO steps VALUES (1, 'cat_cow', 1, 1, 0);
INSERT INTO repetitions VALUES (1, 'cat_cow', 1, NULL, 1.0, 9.5, NULL, 85.0,
    '{"back_bow":0.125,"head_pitch_deg":null}', '["slow"]');
INSERT INTO faults VALUES (1, 'cat_cow', 'slow', 'cat', NULL, 3.0, 4.0, 'correct', 0.8, 1.0, 's');
INSERT INTO pain_stops VALUES (1, 'cat_cow', 'cat', NULL, 12.5);
INSERT INTO consent VALUES ('1', '2025-01-02T07:59:00+01:00');
INSERT INTO progress VALUES ('full', 2, '2025-01-02');
PRAGMA user_version = 1;
"""


def make_version_1(path: Path) -> None:
    """Create the database at `path`."""
    connection = sqlite3.connect(path)
    connection.executescript(VERSION_1)
    connection.close()
