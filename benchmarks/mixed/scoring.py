"""What is right about one clip's part of a recording of several exercises. Pure functions over spans of time [s]."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

import msgspec

from benchmarks.accuracy.scoring import Counts, score_faults, score_repetitions
from benchmarks.mixed.sequences import Placed
from posecoach.events import Fault, Repetition
from posecoach.results.review import Segment, exercise_at
from sample_videos.render.truth import Truth


class ReviewLike(Protocol):
    """What is scored of a review."""

    @property
    def repetitions(self) -> Sequence[Repetition]:
        """The repetitions, of whichever exercise."""

    @property
    def faults(self) -> Sequence[Fault]:
        """The faults, of whichever exercise."""

    @property
    def segments(self) -> Sequence[Segment]:
        """Which exercise from when on."""


class PartScore(msgspec.Struct, frozen=True):
    """Repetitions and faults in some clips' parts of a recording.

    other: repetitions of an exercise that is not done there.
    """

    clips: int = 0
    repetitions: int = 0
    missed: int = 0
    invented: int = 0
    other: int = 0
    faults_right: int = 0
    faults_invented: int = 0
    faults_missed: int = 0

    def __add__(self, more: PartScore) -> PartScore:
        """Add up two scores."""
        names = self.__struct_fields__
        return PartScore(*(getattr(self, name) + getattr(more, name) for name in names))

    @property
    def is_wrong(self) -> bool:
        """Whether anything is wrong."""
        return bool(self.missed or self.invented or self.other or self.faults_invented or self.faults_missed)


def score(truth: Truth, sought: bool, review: ReviewLike, place: Placed) -> PartScore:
    """Score what a review says of a clip's part of a recording.

    sought: whether the clip's exercise is to be recognised. Else nothing should be said, but for what it may also be
    taken for.
    """
    start_s = place.start_s
    repetitions = [one for one in review.repetitions if _is_in((one.start_s + one.end_s) / 2.0, place)]
    faults = [one for one in review.faults if _is_in(one.start_s, place)]
    exercise = truth.exercise if sought else None
    allowed = set() if sought else {*truth.also, *([truth.exercise] if truth.exercise else [])}
    own = [
        _moved(one, -start_s) for one in repetitions if exercise_at(review.segments, one.start_s) == exercise
    ]
    other = [
        one for one in repetitions if exercise_at(review.segments, one.start_s) not in {exercise, *allowed}
    ]
    found = score_repetitions(truth.repetitions if sought else (), own)
    of_own = [
        _moved(one, -start_s) for one in faults if exercise_at(review.segments, one.start_s) == exercise
    ]
    of_other = [
        one for one in faults if exercise_at(review.segments, one.start_s) not in {exercise, *allowed}
    ]
    counts = sum(score_faults(truth.faults if sought else (), of_own, truth.repetitions).values(), Counts())
    return PartScore(
        clips=1,
        repetitions=found.true,
        missed=found.missed,
        invented=found.invented,
        other=len(other),
        faults_right=counts.right,
        faults_invented=counts.invented + len(of_other),
        faults_missed=counts.missed,
    )


def total(scores: Iterable[PartScore]) -> PartScore:
    """Add up scores."""
    return sum(scores, PartScore())


Told = TypeVar("Told", Repetition, Fault)


def _is_in(t_s: float, place: Placed) -> bool:
    return place.start_s <= t_s < place.end_s


def _moved(one: Told, by_s: float) -> Told:
    return msgspec.structs.replace(one, start_s=one.start_s + by_s, end_s=one.end_s + by_s)
