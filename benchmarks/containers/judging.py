"""The judgement of a variant of a video, compared with that of the original."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Final

from benchmarks.containers.making import Variant
from posecoach.exercises.library import AUTO, open_library
from posecoach.results.review import Review
from posecoach.review.job import carry_out
from posecoach.review.request import job_for

POINTS: Final = 1.0
"""By which a score may differ."""

FRAMES: Final = 1.0
"""By which the start and end of a repetition may differ, where nothing was encoded anew."""

ENCODED_S: Final = 0.17
"""The same where something was: the mean error of a measured time (sample videos against their truth)."""


def judged(path: Path, model: Path) -> Review:
    """Return the review of a video, without the name of its exercise."""
    return carry_out(job_for(path, AUTO, open_library(None), model), lambda _: None).review


def other_verdict(review: Review, original: Review, variant: Variant) -> str:
    """Return how a review differs from that of the original; "" if it does not."""
    if review.exercise != original.exercise:
        return f"{review.exercise}, not {original.exercise}"
    if len(review.repetitions) != len(original.repetitions):
        return f"{len(review.repetitions)} repetitions, not {len(original.repetitions)}"
    steps_s = [after - before for before, after in pairwise(variant.times_s)]
    allowed_s = FRAMES * max(steps_s) + 0.001 if variant.exact else ENCODED_S
    for one, known in zip(review.repetitions, original.repetitions, strict=True):
        late_s = max(abs(one.start_s - known.start_s), abs(one.end_s - known.end_s))
        if late_s > allowed_s:
            return f"repetition {one.index} is off by {late_s:.2f} s"
        if one.side != known.side or abs(one.score - known.score) > POINTS:
            return f"repetition {one.index}: {one.side} {one.score:g}, not {known.side} {known.score:g}"
    return ""
