"""The page of a comparison: both videos side by side in step, phase by phase, and what changed."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from posecoach.plain_text import relative_url
from posecoach.report.page import render
from posecoach.report.requested import REPORT
from posecoach.report.words import amount
from posecoach.results.comparing import PER_PHASE, Change, Comparison, Side
from posecoach.words.names import in_words


def comparison_page(comparison: Comparison, names: tuple[str, str], video: str | None) -> str:
    """Return the page as HTML.

    names: of the recordings, and of the folders of their reports beside the page. video: the annotated video in
    each folder; None if there are none.
    """
    labels = {phase.name: phase.label for phase in comparison.exercise.phases}
    phases = [labels[name] for name in comparison.phases] or ["Repetition"]
    signals = [
        {
            "title": in_words(name),
            "sides": [[_rounded(course) for course in side.signals[name]] for side in comparison.sides],
        }
        for name in comparison.sides[0].signals
    ]
    return render(
        "compare.html",
        script="compare.js",
        plot=True,
        data={
            "phases": phases,
            "per_phase": PER_PHASE,
            "signals": signals,
            "names": names,
            "repetitions": [_repetitions(side) for side in comparison.sides],
        },
        title=comparison.exercise.name,
        names=names,
        videos=None if video is None else [relative_url([name, video]) for name in names],
        reports=[relative_url([name, REPORT]) for name in names],
        sides=comparison.sides,
        topics=[
            (topic, [_row(change) for change in changes])
            for topic, changes in groupby(comparison.changes, key=lambda change: change.topic)
        ],
    )


def _row(change: Change) -> tuple[str, str, str, Change]:
    return (
        in_words(change.name),
        written(change.before, change.unit),
        written(change.after, change.unit),
        change,
    )


def _repetitions(side: Side) -> list[dict[str, Any]]:
    return [{"index": one.index, "marks_s": list(one.marks_s)} for one in side.repetitions]


def _rounded(values: Any) -> list[float | None]:
    return [round(value, 4) if value == value else None for value in values.tolist()]


def written(value: float | None, unit: str) -> str:
    """Return a figure of a comparison with its unit."""
    if unit == "%" and value is not None:
        return f"{value:.0f} %"
    if unit == "s" and value is not None:
        return f"{value:.1f} s"
    return f"{value:.0f}" if value is not None and not unit and value >= 1 else amount(value, unit)
