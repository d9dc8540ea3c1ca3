"""The confusion tables: a row for each movement, what it was taken for beside how often that was right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from benchmarks.accuracy.tables import Figures, write_between
from benchmarks.confusion.taken import SOURCES, Taken

BEGIN: Final = "<!-- confusion -->"
END: Final = "<!-- end of confusion -->"
NONE: Final = "–"


def tables(taken: Sequence[Taken]) -> list[Figures]:
    """Return the table of exercises that `auto` recognises, and that of what it has to leave alone."""
    sought = [one for one in taken if one.sought]
    others = [one for one in taken if not one.sought]
    return [
        _table("Exercises, rightly recognised, and taken for", sought),
        _table("Other movements and exercises coached by name, left alone, and taken for", others),
    ]


def write_readme(taken: Sequence[Taken]) -> None:
    """Put the tables between the marks in benchmarks/README.md."""
    write_between(BEGIN, END, tables(taken))


def _table(title: str, taken: Sequence[Taken]) -> Figures:
    headings = ["shown", *(heading for source in SOURCES for heading in (source, "taken for"))]
    rows = [_row(shown, [one for one in taken if one.shown == shown]) for shown in _in_order(taken)]
    return Figures(title, headings, [*rows, _row("all", taken)])


def _in_order(taken: Sequence[Taken]) -> list[str]:
    return sorted({one.shown for one in taken})


def _row(name: str, taken: Sequence[Taken]) -> list[str]:
    cells = (cell for source in SOURCES for cell in _cells([one for one in taken if one.source == source]))
    return [name, *cells]


def _cells(taken: Sequence[Taken]) -> tuple[str, str]:
    """Return how many of some clips are right, and what the others were taken for, the most frequent first."""
    if not taken:
        return NONE, ""
    wrong = Counter(one.told or "nothing" for one in taken if not one.right)
    right = f"{sum(one.right for one in taken)} of {len(taken)}"
    return right, ", ".join(f"{told} {count}" if count > 1 else told for told, count in wrong.most_common())
