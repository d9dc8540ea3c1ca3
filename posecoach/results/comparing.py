"""Two recordings of the same exercise: repetitions aligned by phase, and what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final, Literal

import numpy as np

from posecoach.errors import NothingToJudge
from posecoach.events import Repetition
from posecoach.exercises.declaration import Exercise
from posecoach.features.extract import get_feature
from posecoach.results.evidence import Evidence, Values
from posecoach.results.review import PhaseSpan
from posecoach.words.phrase import N_, filled

PER_PHASE: Final = 40
"""Points of an aligned signal in each phase."""

PHASE_ERROR_S: Final = 0.3
"""How sure the length of a phase is: what the accuracy benchmark demands of the median boundary."""

SUMMARY: Final = N_("Summary")
BROKEN: Final = N_("Faults, share of repetitions")
RANGES: Final = N_("Range of movement")
LENGTHS: Final = N_("Length of the phases")
"""What the figures are about."""

Verdict = Literal["better", "worse", "same", "changed"]


@dataclass(frozen=True, slots=True)
class Change:
    """One figure of both recordings; a change within the measuring error has the verdict "same"."""

    topic: str
    name: str
    before: float | None
    after: float | None
    unit: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Aligned:
    """One repetition with the media times [s] at which its phases begin and, last, end."""

    index: int
    marks_s: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ComparedRecording:
    """One of the two recordings: its repetitions, and each signal's lowest, mean and highest course over them."""

    repetitions: tuple[Aligned, ...]
    signals: dict[str, tuple[Values, Values, Values]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two recordings have in common and what changed. phases: those of a repetition, in order."""

    exercise: Exercise
    phases: tuple[str, ...]
    sides: tuple[ComparedRecording, ComparedRecording]
    changes: tuple[Change, ...]


def compare(before: Evidence, after: Evidence) -> Comparison:
    """Compare two reviews.

    Raises NothingToJudge unless both recordings show repetitions of the same exercise.
    """
    exercise = before.exercise
    for evidence in (before, after):
        video = evidence.report.review.video.path
        if evidence.exercise is None:
            raise NothingToJudge(
                filled("no exercise was recognised in {video}: there is nothing to compare", video=video)
            )
        if not evidence.report.review.repetitions:
            raise NothingToJudge(
                filled("no complete repetition was seen in {video}: there is nothing to compare", video=video)
            )
    if exercise is None or after.exercise is None or exercise.key != after.exercise.key:
        names = [evidence.exercise.name for evidence in (before, after) if evidence.exercise is not None]
        raise NothingToJudge(
            filled(
                "the recordings show different exercises: {one} and {other}", one=names[0], other=names[-1]
            )
        )
    phases = _common_phases([before, after])
    moving = [phase.signal for phase in exercise.phases if phase.name in phases or not phases]
    signals = tuple(dict.fromkeys(name for name in moving if name is not None))
    sides = (_side(before, phases, signals), _side(after, phases, signals))
    return Comparison(exercise, phases, sides, tuple(_changes(exercise, before, after)))


def _common_phases(evidences: Sequence[Evidence]) -> tuple[str, ...]:
    """Return the sequence of phases that most repetitions of both recordings have."""
    patterns: list[Counter[tuple[str, ...]]] = []
    for evidence in evidences:
        review = evidence.report.review
        patterns.append(Counter(_pattern(spans_of(one, review.phases)) for one in review.repetitions))
    shared = [pattern for pattern in patterns[0] if pattern and pattern in patterns[1]]
    if not shared:
        return ()
    return max(shared, key=lambda pattern: (min(counts[pattern] for counts in patterns), len(pattern)))


def spans_of(repetition: Repetition, phases: Sequence[PhaseSpan]) -> list[PhaseSpan]:
    """Return the phases that a repetition is made of, in order."""
    return [
        span
        for span in phases
        if span.start_s >= repetition.start_s - 1e-3 and span.end_s <= repetition.end_s + 1e-3
    ]


def _pattern(spans: Sequence[PhaseSpan]) -> tuple[str, ...]:
    return tuple(span.phase for span in spans)


def _side(evidence: Evidence, phases: tuple[str, ...], names: Sequence[str]) -> ComparedRecording:
    review = evidence.report.review
    aligned = []
    for repetition in review.repetitions:
        spans = spans_of(repetition, review.phases)
        if phases and _pattern(spans) == phases:
            marks = (*(span.start_s for span in spans), spans[-1].end_s)
            aligned.append(Aligned(repetition.index, marks))
        elif not phases:
            aligned.append(Aligned(repetition.index, (repetition.start_s, repetition.end_s)))
    return ComparedRecording(tuple(aligned), {name: _course(evidence, aligned, name) for name in names})


def _course(evidence: Evidence, repetitions: Sequence[Aligned], name: str) -> tuple[Values, Values, Values]:
    """Return the lowest, mean and highest value of a signal over repetitions that are stretched phase by phase."""
    values = evidence.features[name]
    seen = np.isfinite(values)
    rows = []
    for repetition in repetitions:
        marks = repetition.marks_s
        at_s = np.interp(
            np.linspace(0, len(marks) - 1, PER_PHASE * (len(marks) - 1) + 1), np.arange(len(marks)), marks
        )
        rows.append(np.interp(at_s, evidence.t_s[seen], values[seen]) if seen.any() else at_s * np.nan)
    table = np.array(rows)
    return table.min(axis=0), table.mean(axis=0), table.max(axis=0)


def _changes(exercise: Exercise, before: Evidence, after: Evidence) -> Iterator[Change]:
    reviews = (before.report.review, after.report.review)
    scores = [review.summary.score for review in reviews]
    yield _change(SUMMARY, N_("score"), scores, "", error=1.0, more_is_better=True)
    yield _change(
        SUMMARY, N_("repetitions"), [review.summary.repetitions for review in reviews], "", error=0.5
    )
    for rule in dict.fromkeys(rule.name for rule in exercise.rules):
        shares = [_broken_share(review.repetitions, rule) for review in reviews]
        if any(shares):
            yield _change(BROKEN, rule, shares, "%", error=0.5, more_is_better=False)
    for name in exercise.repetition.report:
        feature = get_feature(name)
        means = [_mean([one.range.get(name) for one in review.repetitions]) for review in reviews]
        yield _change(RANGES, name, means, feature.unit, error=feature.error)
    for phase in exercise.phases:
        lengths = [
            _mean([span.end_s - span.start_s for span in review.phases if span.phase == phase.name])
            for review in reviews
        ]
        if None not in lengths:
            yield _change(LENGTHS, phase.name, lengths, "s", error=PHASE_ERROR_S)


def _change(
    topic: str,
    name: str,
    values: Sequence[float | None],
    unit: str,
    *,
    error: float,
    more_is_better: bool | None = None,
) -> Change:
    """Return a change with its verdict; one within the measuring error is none."""
    before, after = values
    verdict: Verdict = "changed"
    if before is not None and after is not None:
        if abs(after - before) <= error:
            verdict = "same"
        elif more_is_better is not None:
            verdict = "better" if (after > before) == more_is_better else "worse"
    return Change(topic, name, before, after, unit, verdict)


def _broken_share(repetitions: Sequence[Repetition], rule: str) -> float:
    return 100.0 * sum(rule in one.faults for one in repetitions) / len(repetitions)


def _mean(values: Sequence[float | None]) -> float | None:
    seen = [value for value in values if value is not None]
    return fmean(seen) if seen else None
