"""From recordings to an exercise file that counts in them what was counted without it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from posecoach.coaching.coach import Coach
from posecoach.errors import NothingToJudge
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.loader import read_exercise
from posecoach.exercises.template import key_of
from posecoach.judging.examples import check_examples
from posecoach.learning.choosing import movements, ranked
from posecoach.learning.measuring import MeasuredRecording, measure
from posecoach.learning.proposal import OUT_SHARES, Proposal
from posecoach.learning.repeating import RepeatedMovement
from posecoach.learning.writing import exercise_text
from posecoach.pipeline import Moment
from posecoach.pose.pose import Pose
from posecoach.review.readings import read_twice
from posecoach.words.names import in_words
from posecoach.words.phrase import filled

FEWEST: Final = 3
"""Repetitions, in all recordings together: two that look alike may do so by chance."""

ALSO: Final = 8
"""Other movements that are told of, at most."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted in one recording: start and end of every repetition [s]."""

    name: str
    repetitions: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Learned:
    """A proposed exercise. text: of its file. counted: by the coach with that file, in each recording."""

    text: str
    exercise: Exercise
    feature: str
    counted: tuple[Counted, ...]


def learn(name: str, recordings: Iterable[tuple[str, Sequence[Pose]]]) -> Learned:
    """Propose an exercise from recordings of it done well, each with what it is called.

    name: of the file that it is for, without its ending. Raises NothingToJudge with what is wrong with the recordings.
    """
    poses = dict(recordings)
    measured = [measure(one, some) for one, some in poses.items()]
    _check_alike(measured)
    found = ranked(movements(measured))
    if not found:
        raise NothingToJudge(
            filled("nothing repeats itself in the recordings: is the whole movement in view?")
        )
    _check_enough(found[0])
    key = key_of(name, "my")
    for one, share in product(found, OUT_SHARES):
        if sum(one.counts) < FEWEST:
            continue
        also = [other for other in found if other.counts == one.counts and other is not one][:ALSO]
        text = exercise_text(Proposal(key, in_words(key).capitalize(), measured, one, also, share))
        exercise = read_exercise(text, name)
        if check_examples(exercise):
            continue
        counted = tuple(_counted(exercise, other, some) for other, some in poses.items())
        if tuple(len(other.repetitions) for other in counted) == one.counts:
            return Learned(text, exercise, one.feature, counted)
    raise NothingToJudge(
        filled(
            "what moves in the recordings moves too differently each time: film three repetitions, done alike, "
            "with a still second before the first and after the last"
        )
    )


def _check_alike(measured: Sequence[MeasuredRecording]) -> None:
    """Refuse recordings that begin in different postures, or are seen from different sides."""
    first = measured[0]
    for other in measured[1:]:
        if other.posture != first.posture:
            raise NothingToJudge(
                filled(
                    "{name} begins in the posture {posture!r}, but {first} in {wanted!r}: "
                    "give recordings of one exercise",
                    name=other.name,
                    posture=other.posture,
                    first=first.name,
                    wanted=first.posture,
                )
            )
        if other.view != first.view:
            raise NothingToJudge(
                filled(
                    "{name} is seen in the view {view!r}, but {first} in {wanted!r}: "
                    "give recordings of one view",
                    name=other.name,
                    view=other.view,
                    first=first.name,
                    wanted=first.view,
                )
            )


def _check_enough(best: RepeatedMovement) -> None:
    if sum(best.counts) < FEWEST:
        raise NothingToJudge(
            filled(
                "too few repetitions: {count} in all recordings together, but {least} are needed",
                count=sum(best.counts),
                least=FEWEST,
            )
        )


def _counted(exercise: Exercise, name: str, poses: Sequence[Pose]) -> Counted:
    """Return what a review with the exercise counts in a recording."""
    reading = read_twice(map(Moment, poses), Coach(exercise), (), features=False)
    return Counted(name, tuple((one.start_s, one.end_s) for one in reading.collector.repetitions))
