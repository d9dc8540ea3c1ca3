"""A database as the second version of the tables was: the first with ratings; it stays as it is."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tests.history.version_1 import make_version_1

VERSION_2 = """
CREATE TABLE ratings (session INTEGER NOT NULL REFERENCES sessions, kind TEXT NOT NULL, value INTEGER NOT NULL);
CREATE INDEX ratings_by_session ON ratings (session);
INSERT INTO ratings VALUES (1, 'pain_before', 2);
INSERT INTO ratings VALUES (1, 'effort', 5);
INSERT INTO ratings VALUES (1, 'pain_after', 4);
PRAGMA user_version = 2;
"""


def make_version_2(path: Path) -> None:
    """Create the database at `path`."""
    make_version_1(path)
    connection = sqlite3.connect(path)
    connection.executescript(VERSION_2)
    connection.close()
