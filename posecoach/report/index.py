"""The summary page of many reviews: one line for each recording, linked to its report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from posecoach import __version__
from posecoach.exercises.loader import builtin_exercises
from posecoach.report.naming import Naming
from posecoach.report.page import render
from posecoach.results.outcome import Outcome, Status
from posecoach.words.catalogue import ENGLISH
from posecoach.words.phrase import N_

WORDS: Final[dict[Status, str]] = {
    "judged": N_("judged"),
    "nothing": N_("without an exercise"),
    "unusable": N_("unreadable"),
    "failed": N_("failed"),
}
NOTHING: Final = N_("no exercise was recognised")
ENDS_PERCENT: Final = (2.0, 98.0)
"""Where the trend begins and ends, in hundredths of its width: the width of a page is not known here."""


@dataclass(frozen=True, slots=True)
class RecordingSummary:
    """What the page says about one recording. href: its report relative to the page; x: its place in the trend [%]."""

    name: str
    title: str
    href: str | None
    message: str
    duration_s: float
    repetitions: int
    score: float | None
    faults: tuple[tuple[str, int], ...]
    x: float = ENDS_PERCENT[0]


@dataclass(frozen=True, slots=True)
class Group:
    """The recordings of one exercise."""

    title: str
    rows: list[RecordingSummary]
    points: list[RecordingSummary]


def index_page(
    names: Sequence[str],
    outcomes: Sequence[Outcome | None],
    hrefs: Sequence[str | None],
    naming: Naming | None = None,
) -> str:
    """Return the summary as HTML; an outcome that is None was not reached."""
    naming = naming or Naming(ENGLISH, builtin_exercises())
    words = naming.words
    reached = [
        (name, outcome, href)
        for name, outcome, href in zip(names, outcomes, hrefs, strict=True)
        if outcome is not None
    ]
    rows = [_row(name, outcome, href, naming) for name, outcome, href in reached]
    judged = [row for row, (_, outcome, _) in zip(rows, reached, strict=True) if outcome.status == "judged"]
    counts = Counter(outcome.status for _, outcome, _ in reached)
    return render(
        "index.html",
        words,
        script="index.js",
        plot=False,
        data={},
        rows=rows,
        groups=[_group(title, judged) for title in dict.fromkeys(row.title for row in judged)],
        others=[row for row in rows if row not in judged],
        counts=[f"{counts[status]} {words(what)}" for status, what in WORDS.items() if counts[status]],
        complete=len(reached) == len(names),
        left=len(names) - len(reached),
        version=__version__,
    )


def _group(title: str, judged: Sequence[RecordingSummary]) -> Group:
    rows = [row for row in judged if row.title == title]
    scored = [row for row in rows if row.score is not None]
    first, last = ENDS_PERCENT
    step = (last - first) / max(1, len(scored) - 1)
    points = [replace(row, x=round(first + step * number, 2)) for number, row in enumerate(scored)]
    return Group(title, rows, points)


def _row(name: str, outcome: Outcome, href: str | None, naming: Naming) -> RecordingSummary:
    review = outcome.review
    return RecordingSummary(
        name=name,
        title=naming.words(outcome.title),
        href=href if review is not None else None,
        message=naming.words(outcome.message or NOTHING),
        duration_s=outcome.duration_s,
        repetitions=review.summary.repetitions if review else 0,
        score=review.summary.score if review else None,
        faults=tuple(naming.faults(review)) if review else (),
    )
