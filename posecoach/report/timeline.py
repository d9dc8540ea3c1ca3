"""What the timeline draws: spans of phases, repetitions and faults over the signals that matter."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

import numpy as np

from posecoach.exercises.declaration import Exercise, Rule
from posecoach.features.extract import get_feature
from posecoach.judging.rules.kind import kind_of
from posecoach.report.naming import Naming
from posecoach.report.words import AT_LEAST, AT_MOST, TRUNKS
from posecoach.results.evidence import Evidence, Values, shown_feature, worst_s
from posecoach.results.review import PhaseSpan

MOST_ROWS: Final = 6
"""Signals in the timeline; more would be too flat to read. All of them are in the exports."""
LEAST_SEEN: Final = 0.05
"""Share of the frames in which a signal must have been seen to be worth a row."""
BUCKETS: Final = 1000
"""A signal is thinned to its lowest and highest value in each of this many spans: more than a wide screen has
columns for, so that nothing that could be seen is lost, and no extreme ever is."""

_Row = dict[str, Any]


def timeline(evidence: Evidence, naming: Naming) -> dict[str, Any]:
    """Return spans and rows as plain values for JSON; not seen = None, times in media time [s]."""
    exercise = evidence.exercise
    review = evidence.report.review
    if exercise is None:
        return {
            "duration_s": review.video.duration_s,
            "phases": [],
            "repetitions": [],
            "faults": [],
            "rows": [],
        }
    return {
        "duration_s": review.video.duration_s,
        "phases": [
            _phase(evidence.exercise_at(span.start_s) or exercise, span, naming) for span in review.phases
        ],
        "repetitions": [
            {"start_s": one.start_s, "end_s": one.end_s, "label": f"{one.index}"}
            | ({} if one.score is None else {"score": round(one.score)})
            for one in review.repetitions
        ],
        "faults": [
            {
                "start_s": fault.start_s,
                "end_s": fault.end_s,
                "at_s": round(worst_s(evidence, fault), 3),
                "label": naming.fault(review, fault),
                "cue": naming.words(fault.cue),
                "severity": fault.severity,
                "feature": shown_feature(evidence.exercise_at(fault.start_s) or exercise, fault),
            }
            for fault in review.faults
        ],
        "rows": [_row(evidence, exercise, name, naming) for name in rows(evidence, exercise)],
    }


def _phase(exercise: Exercise, span: PhaseSpan, naming: Naming) -> dict[str, Any]:
    order = [phase.name for phase in exercise.phases]
    colour = order.index(span.phase)
    side = f", {naming.words(span.side)}" if span.side in ("left", "right") else ""
    label = f"{naming.words(exercise.phases[colour].label)}{side}"
    return {"start_s": span.start_s, "end_s": span.end_s, "label": label, "colour": colour}


def rows(evidence: Evidence, exercise: Exercise) -> list[str]:
    """Return the features to draw: what moves, what faults were seen in, then what has limits.

    None that was hardly seen; and none that is the same all the time, which shows nothing, unless that is a fault.
    """
    moving = [phase.signal for phase in exercise.phases]
    faulty = [
        shown_feature(exercise, fault)
        for fault in evidence.report.review.faults
        if evidence.exercise_at(fault.start_s) is exercise
    ]
    limited = [rule.feature for rule in exercise.rules if kind_of(rule).over_signal]
    names = [name for name in dict.fromkeys([*moving, *faulty, *limited]) if name is not None]
    return [name for name in names if _tells(evidence.features[name], faulty=name in faulty)][:MOST_ROWS]


def _tells(values: Values, *, faulty: bool) -> bool:
    """Whether a signal is worth a row."""
    seen = values[np.isfinite(values)]
    return seen.size >= LEAST_SEEN * values.size > 0 and (faulty or bool(np.ptp(seen) > 0.0))


def thinned(t_s: Values, values: Values, buckets: int = BUCKETS) -> tuple[Values, Values]:
    """Return a signal with at most 2 points in each of `buckets` equal spans of time: its lowest and its highest.

    A gap (NaN) of a whole span stays a gap; a shorter one keeps one NaN so that no line is drawn across it.
    """
    if len(t_s) <= 2 * buckets:
        return t_s, values
    edges = np.searchsorted(t_s, np.linspace(t_s[0], t_s[-1], buckets + 1)[1:-1])
    kept: list[int] = []
    for part in np.split(np.arange(len(t_s)), edges):
        if part.size:
            kept += _extremes(values, part)
    index = np.array(kept)
    return t_s[index], values[index]


def _extremes(values: Values, part: np.ndarray[Any, np.dtype[np.int64]]) -> list[int]:
    here = values[part]
    gaps = np.flatnonzero(np.isnan(here))
    if gaps.size == here.size:
        return [int(part[0])]
    picked = {int(np.nanargmin(here)), int(np.nanargmax(here)), *gaps[:1].tolist()}
    return [int(part[i]) for i in sorted(picked)]


def _row(evidence: Evidence, exercise: Exercise, name: str, naming: Naming) -> _Row:
    words = naming.words
    feature = get_feature(name)
    t_s, values = thinned(evidence.t_s, evidence.features[name])
    return {
        "name": name,
        "title": words(feature.label),
        "unit": {"deg": "°", "trunk lengths": words(TRUNKS)}.get(feature.unit, ""),
        "meaning": words(feature.meaning),
        "error": feature.error,
        "t_s": [round(t, 3) for t in t_s.tolist()],
        "values": [round(value, 4) if value == value else None for value in values.tolist()],
        "neutral": _steps(evidence.neutral(name), evidence.report.review.video.duration_s),
        "limits": list(_limits(evidence, exercise, name, naming)),
    }


def _steps(points: Sequence[tuple[float, float]], end_s: float) -> list[list[float]]:
    """Return [start, end, value] of each step."""
    marks = [*points, (end_s, math.nan)]
    return [
        [round(start, 3), round(end, 3), round(value, 4)]
        for (start, value), (end, _) in pairwise(marks)
        if end > start
    ]


def _limits(evidence: Evidence, exercise: Exercise, name: str, naming: Naming) -> Iterator[dict[str, Any]]:
    for rule in exercise.rules:
        if rule.feature == name and kind_of(rule).over_signal and rule.of in ("value", "change", "size"):
            for limit, words in ((rule.at_least, AT_LEAST), (rule.at_most, AT_MOST)):
                if limit is not None:
                    segments = list(_segments(evidence, rule, name, limit))
                    yield {"rule": naming.rule(rule.name), "words": naming.words(words), "segments": segments}


def _segments(evidence: Evidence, rule: Rule, name: str, limit: float) -> Iterator[list[float]]:
    """Yield [start, end, value] wherever a limit counts: in its phases, against the neutral of that time."""
    review = evidence.report.review
    if rule.phases:
        spans = [(span.start_s, span.end_s) for span in review.phases if span.phase in rule.phases]
    else:
        spans = [(span.start_s, span.end_s) for span in review.phases]
        spans = [(spans[0][0], spans[-1][1])] if spans else []
    for start_s, end_s in spans:
        base = 0.0 if rule.of == "value" else evidence.neutral_at(name, end_s)
        for signed in (limit, -limit) if rule.of == "size" else (limit,):
            if base == base:
                yield [start_s, end_s, round(base + signed, 4)]
