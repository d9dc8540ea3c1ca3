"""The result of a review as other programs read it: JSON with the schema `posecoach.review/1`.

All times are media time [s] from the start of the video. `side` is the person's own. The JSON is strict: what
was not seen is null, never NaN.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from posecoach.events import Deduction, Fault, Repetition, RepetitionRejected, Side
from posecoach.pose.estimator import ModelInfo
from posecoach.publishing.disk import put
from posecoach.words.phrase import plain

ReviewSchema = Literal["posecoach.review/1"]
SCHEMA: ReviewSchema = "posecoach.review/1"


class VideoInfo(msgspec.Struct, frozen=True):
    """What was reviewed. `frames` counts the frames that were judged, `size_wh` is in pixels."""

    path: str
    duration_s: float
    frames: int
    size_wh: tuple[int, int]
    frames_with_person: int


class Candidate(msgspec.Struct, frozen=True):
    """An exercise that was considered, and how well it fits (0..1)."""

    exercise: str
    confidence: float


class SetupInfo(msgspec.Struct, frozen=True):
    """How the camera stood: view, yaw [deg] (null if it could not be told), what to change next time."""

    view: str | None
    yaw_deg: float | None
    advice: tuple[str, ...]


class Summary(msgspec.Struct, frozen=True):
    """The review in numbers: mean score 0..100, fault spans and gaps by rule.

    The score is null without repetitions, and where poses came so seldom that it may be more than 3 points off.
    """

    repetitions: int
    score: float | None
    faults: dict[str, int]
    cannot_judge: dict[str, str]


class PhaseSpan(msgspec.Struct, frozen=True):
    """A phase of movement, with the pause at its end."""

    phase: str
    side: Side | None
    start_s: float
    end_s: float


class Segment(msgspec.Struct, frozen=True):
    """One exercise in a recording that may hold several: from when to when [s], and how many repetitions."""

    exercise: str
    start_s: float
    end_s: float
    repetitions: int


def exercise_at(segments: Sequence[Segment], t_s: float) -> str | None:
    """Return the exercise of the last segment that had begun at a media time [s], None before the first."""
    return next((part.exercise for part in reversed(segments) if part.start_s <= t_s), None)


class Review(msgspec.Struct, frozen=True):
    """Everything that one review found. `features` is only there when per-frame values were asked for."""

    schema: ReviewSchema
    posecoach_version: str
    model: ModelInfo
    video: VideoInfo
    exercise: str | None
    recognised: bool
    candidates: tuple[Candidate, ...]
    setup: SetupInfo
    summary: Summary
    phases: tuple[PhaseSpan, ...]
    repetitions: tuple[Repetition, ...]
    faults: tuple[Fault, ...]
    segments: tuple[Segment, ...] = ()
    features: dict[str, list[float | None]] | msgspec.UnsetType = msgspec.UNSET

    def one_of_several_at(self, t_s: float) -> str | None:
        """Return the exercise done at a media time [s], None where the recording holds no other."""
        return exercise_at(self.segments, t_s) if len(self.segments) > 1 else None


@dataclass(frozen=True, slots=True)
class Report:
    """A review with what only people need: title, why points are missing, which movements did not count."""

    review: Review
    title: str
    deductions: Sequence[tuple[Deduction, ...]] = ()
    rejected: Sequence[RepetitionRejected] = ()
    complete: bool = True
    missing_s: float = 0.0

    @property
    def only_in_review(self) -> int:
        """How many repetitions only the second reading of the recording could tell of."""
        return sum(one.only_in_review is True for one in self.review.repetitions)


def to_json(reviews: Sequence[Review], *, several: bool = False) -> bytes:
    """Return the one review as an object, or several as an array; indented, strict, with a line end."""
    document = reviews if several else reviews[0]
    return msgspec.json.format(msgspec.json.encode(document, enc_hook=plain), indent=2) + b"\n"


def write_json(path: Path, reviews: Sequence[Review], *, several: bool = False) -> None:
    """Write reviews to a new file.

    Raises OutputError if the file cannot be written, or is there already.
    """
    put(path, to_json(reviews, several=several))
