"""One line for every run that was put on the page."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec

from benchmarks.speed.history import commit_here


class Run(msgspec.Struct, frozen=True):
    """One run: when it was put on the page, of which commit, and its figures by their keys."""

    time: str
    commit: str
    figures: dict[str, float]


def run_now(figures: dict[str, float]) -> Run:
    """Return the line of a run that has just ended."""
    return Run(datetime.now(UTC).isoformat(timespec="seconds"), commit_here(), figures)


def read(path: Path) -> list[Run]:
    """Return all runs in a file, the oldest first; none if there is no such file."""
    if not path.exists():
        return []
    return [msgspec.json.decode(line, type=Run) for line in path.read_bytes().splitlines() if line.strip()]


def append(run: Run, path: Path) -> None:
    """Add a run to a file."""
    with path.open("ab") as file:
        file.write(msgspec.json.encode(run) + b"\n")
