"""A database as the third version of the tables was: the first with plans; it stays as it is."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tests.history.version_2 import make_version_2

VERSION_3 = """
CREATE TABLE plans (begins TEXT NOT NULL, ends TEXT, text TEXT NOT NULL);
INSERT INTO plans VALUES ('2025-01-01', '2025-01-15', 'schema = "posecoach.plan/1"');
PRAGMA user_version = 3;
"""


def make_version_3(path: Path) -> None:
    """Create the database at `path`."""
    make_version_2(path)
    connection = sqlite3.connect(path)
    connection.executescript(VERSION_3)
    connection.close()
