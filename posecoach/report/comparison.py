"""The page of a comparison: both videos side by side in step, phase by phase, and what changed."""

from __future__ import annotations

from itertools import groupby
from typing import Any, Final

from posecoach.exercises.wording import fault_named
from posecoach.features.extract import feature_names, get_feature
from posecoach.plain_text import relative_url
from posecoach.report.page import render, told
from posecoach.report.requested import REPORT
from posecoach.report.words import amount, sentence
from posecoach.results.comparing import (
    BROKEN,
    LENGTHS,
    PER_PHASE,
    Change,
    ComparedRecording,
    Comparison,
    Verdict,
)
from posecoach.words.catalogue import ENGLISH, Words
from posecoach.words.names import in_words
from posecoach.words.phrase import N_

SCRIPT_TEXTS: Final = {"play": N_("Play"), "pause": N_("Pause")}
VERDICTS: Final[dict[Verdict, str]] = {
    "better": N_("better"),
    "worse": N_("worse"),
    "same": N_("no measurable difference"),
    "changed": N_("changed"),
}
SIGNS: Final[dict[Verdict, str]] = {"better": "▲ ", "worse": "▼ ", "same": "= ", "changed": ""}


def comparison_page(
    comparison: Comparison, names: tuple[str, str], video: str | None, words: Words = ENGLISH
) -> str:
    """Return the page as HTML.

    names: of the recordings, and of the folders of their reports beside the page. video: the annotated video in
    each folder; None if there are none.
    """
    labels = {phase.name: words(phase.label) for phase in comparison.exercise.phases}
    phases = [labels[name] for name in comparison.phases] or [words("Repetition")]
    signals = [
        {
            "title": words(get_feature(name).label),
            "sides": [[_rounded(course) for course in side.signals[name]] for side in comparison.sides],
        }
        for name in comparison.sides[0].signals
    ]
    return render(
        "compare.html",
        words,
        script="compare.js",
        plot=True,
        data={
            "phases": phases,
            "per_phase": PER_PHASE,
            "signals": signals,
            "names": names,
            "repetitions": [_repetitions(side) for side in comparison.sides],
            "texts": told(SCRIPT_TEXTS, words),
        },
        title=words(comparison.exercise.name),
        names=names,
        videos=None if video is None else [relative_url([name, video]) for name in names],
        reports=[relative_url([name, REPORT]) for name in names],
        sides=comparison.sides,
        verdicts={verdict: SIGNS[verdict] + words(text) for verdict, text in VERDICTS.items()},
        topics=[
            (words(topic), [_row(comparison, change, words) for change in changes])
            for topic, changes in groupby(comparison.changes, key=lambda change: change.topic)
        ],
    )


def _row(comparison: Comparison, change: Change, words: Words) -> tuple[str, str, str, Change]:
    return (
        sentence(words(name_of(comparison, change))),
        written(change.before, change.unit, words),
        written(change.after, change.unit, words),
        change,
    )


def _repetitions(side: ComparedRecording) -> list[dict[str, Any]]:
    return [{"index": one.index, "marks_s": list(one.marks_s)} for one in side.repetitions]


def _rounded(values: Any) -> list[float | None]:
    return [round(value, 4) if value == value else None for value in values.tolist()]


def name_of(comparison: Comparison, change: Change) -> str:
    """Return what a figure is about: what goes wrong, the label of a phase, else the figure's own name."""
    exercise = comparison.exercise
    if change.topic == BROKEN:
        return fault_named(exercise, change.name)
    if change.name in feature_names():
        return get_feature(change.name).label
    labels = [phase.label for phase in exercise.phases if phase.name == change.name]
    return labels[0] if labels and change.topic == LENGTHS else in_words(change.name)


def written(value: float | None, unit: str, words: Words = ENGLISH) -> str:
    """Return a figure of a comparison with its unit."""
    if unit == "%" and value is not None:
        return words.number(value / 100.0, ".0%")
    if unit == "s" and value is not None:
        return f"{words.number(value, '.1f')} s"
    return f"{value:.0f}" if value is not None and not unit and value >= 1 else amount(value, unit, words)
