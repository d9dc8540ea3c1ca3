"""One line for every run, and how the ratios went over time as a plot."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from benchmarks.speed.result import SpeedRun, limits

ROOT: Final = Path(__file__).resolve().parents[2]

# What is drawn, from top to bottom: the figure's name in the ratios, the title, and the limit that it must keep.
PLOTTED: Final = (
    ("review_to_bare", "review against the bare loop (more is better)", 1.05),
    ("review_to_tutorial", "review against the tutorial loop (more is better)", 1.25),
    ("own_to_network", "own work in units of the network's time (less is better)", None),
)


class Entry(msgspec.Struct, frozen=True):
    """One run: when, of which commit, on which kind of machine; its ratios and the figures that have a limit.

    busy_elsewhere: cores that other programs used meanwhile; a point with many of them says little.
    """

    time: str
    commit: str
    kind: str
    busy_elsewhere: float
    ratios: dict[str, float]
    figures: dict[str, float]


def entry_of(run: SpeedRun) -> Entry:
    """Return the line of a run that has just ended."""
    return Entry(
        datetime.now(UTC).isoformat(timespec="seconds"),
        commit_here(),
        run.loop.machine.kind,
        run.loop.videos[0].busy_elsewhere,
        run.loop.ratios,
        {limit.name: limit.value for limit in limits(run)},
    )


def append(entry: Entry, path: Path) -> None:
    """Add a line to a history."""
    with path.open("ab") as file:
        file.write(msgspec.json.encode(entry) + b"\n")


def read(path: Path) -> list[Entry]:
    """Return all lines of a history, the oldest first; none if there is no such file."""
    if not path.exists():
        return []
    return [msgspec.json.decode(line, type=Entry) for line in path.read_bytes().splitlines() if line.strip()]


def plot(entries: list[Entry], path: Path) -> None:
    """Draw the ratios over the runs, each kind of machine in its own colour; the name's ending is the format."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 2.4 * len(PLOTTED)), layout="constrained")
    for axes, (name, title, limit) in zip(
        figure.subplots(len(PLOTTED), 1, sharex=True), PLOTTED, strict=True
    ):
        for kind in sorted({entry.kind for entry in entries}):
            points = [(i, entry.ratios[name]) for i, entry in enumerate(entries) if entry.kind == kind]
            axes.plot(*zip(*points, strict=True), marker="o", label=kind)
        if limit is not None:
            axes.axhline(limit, color="#d55e00", linewidth=1, linestyle="--", label=f"limit {limit:g}")
        axes.set_title(title, loc="left", fontsize=10)
        axes.grid(alpha=0.3)
        axes.legend(fontsize=8)
    axes.set_xticks(range(len(entries)), [entry.commit[:7] for entry in entries], rotation=90, fontsize=7)
    figure.savefig(path)


def commit_here() -> str:
    """Return the commit of the checkout, "unknown" where git does not tell."""
    try:
        done = subprocess.run(
            ["git", "rev-parse", "HEAD"],  # noqa: S607 - whichever git the developer uses
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return done.stdout.strip()
