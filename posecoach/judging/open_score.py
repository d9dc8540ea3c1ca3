"""Scores of which something stayed open, because poses came too seldom: told only if it hardly matters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from posecoach.events import RepetitionDone

FULL_SCORE: Final = 100.0

OPEN_POINTS: Final = 3.0
"""A score is told if it may be off by at most this much: a sixth of what one fault to correct costs."""

ROUNDING: Final = 0.05
"""Points that a deduction may be off because it is rounded to tenths."""


def mean_score(done: Sequence[RepetitionDone], uncounted: int) -> float | None:
    """Return the mean of the scores told; None without any, or if that of all repetitions may be too far from it.

    uncounted: movements of which poses came too seldom to tell whether they are repetitions; each may have any score.
    """
    told = [one.repetition.score for one in done if one.repetition.score is not None]
    if not told:
        return None
    mean = sum(told) / len(told)
    bounds = [_bounds(one) for one in done] + uncounted * [(0.0, FULL_SCORE)]
    least, most = (sum(side) / len(bounds) for side in zip(*bounds, strict=True))
    return mean if max(mean - least, most - mean) <= OPEN_POINTS + ROUNDING else None


def _bounds(done: RepetitionDone) -> tuple[float, float]:
    """Return between which scores that of a repetition lies."""
    score = done.repetition.score
    if score is None:
        score = FULL_SCORE - sum(deduction.points for deduction in done.deductions)
    return max(0.0, score - done.open_points), min(FULL_SCORE, max(0.0, score) + done.open_points)
