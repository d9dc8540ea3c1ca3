"""What reviews say of the stored clips of people who do not do what they are asked for, kept to be compared.

python -m tests.judging.stored_reviews        keeps what they say now; look at the difference before you commit it
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from benchmarks.accuracy.unruly.stored import read_stored
from posecoach.coaching.coach import Coach
from posecoach.exercises.loader import builtin_exercises
from posecoach.pipeline import Moment
from posecoach.pose.estimator import ModelInfo
from posecoach.pose.recording import Recording
from posecoach.review.job import review
from posecoach.review.sources import Material
from posecoach.words.phrase import plain

KEPT = Path(__file__).resolve().parents[1] / "data" / "stored_reviews.json"
WITHIN = 0.0021
"""Results are kept to a thousandth: another processor may round the last digit otherwise."""


@cache
def clips() -> list[tuple[str, str, Recording]]:
    """Return name, exercise and poses of each clip that shows an exercise."""
    stored = [(verdict.truth, recording) for verdict, recording in read_stored()]
    return [(truth.clip, truth.exercise, recording) for truth, recording in stored if truth.exercise]


def told(name: str, exercise: str, recording: Recording) -> dict[str, Any]:
    """Return what a review says of a clip whose exercise is named, with what its features come to."""
    material = Material(
        name=name,
        size_wh=recording.size_wh,
        duration_s=recording.duration_s,
        model=ModelInfo("", ""),
        moments=map(Moment, recording.poses),
        missing_s=lambda: 0.0,
    )
    report = review(material, Coach(builtin_exercises()[exercise]), builtin_exercises(), features=True)
    found: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(report.review, enc_hook=plain))
    for always in ("schema", "posecoach_version", "model", "segments"):
        del found[always]
    for texts in (found["summary"], found["setup"]):  # which, not in which words
        for key in texts.keys() & {"cannot_judge", "advice"}:
            texts[key] = sorted(texts[key]) if key == "cannot_judge" else len(texts[key])
    for fault in found["faults"]:
        del fault["cue"]
    found["features"] = {key: _digest(values) for key, values in found["features"].items() if key != "t_s"}
    found["deductions"] = [[round(one.points, 1) for one in several] for several in report.deductions]
    found["rejected"] = len(report.rejected)
    return found


def _digest(values: list[float | None]) -> list[float]:
    """Return how often a feature was seen, and its least, middle and greatest value."""
    seen = np.array([value for value in values if value is not None])
    share = seen.size / len(values)
    return (
        [round(float(value), 4) for value in (share, *np.quantile(seen, (0.0, 0.5, 1.0)))]
        if seen.size
        else [0.0]
    )


def differences(now: Any, kept: Any, where: str = "") -> Iterator[str]:
    """Yield where two results differ by more than processors do."""
    if isinstance(now, dict) and isinstance(kept, dict):
        for key in sorted(now.keys() | kept.keys()):
            yield from differences(now.get(key), kept.get(key), f"{where}.{key}" if where else key)
    elif isinstance(now, list) and isinstance(kept, list) and len(now) == len(kept):
        for number, (one, other) in enumerate(zip(now, kept, strict=True)):
            yield from differences(one, other, f"{where}[{number}]")
    elif isinstance(now, float) and isinstance(kept, float | int):
        if not math.isclose(now, kept, rel_tol=0.0, abs_tol=WITHIN):
            yield f"{where}: {now}, kept was {kept}"
    elif now != kept:
        yield f"{where}: {now}, kept was {kept}"


def kept() -> dict[str, Any]:
    """Return what was said when it was kept."""
    return dict(json.loads(KEPT.read_text(encoding="utf-8")))


if __name__ == "__main__":
    lines = [f"{json.dumps(clip[0])}: {json.dumps(told(*clip))}" for clip in clips()]
    KEPT.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
