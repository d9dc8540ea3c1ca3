"""One clip in front of slow computers of several speeds, each compared with the review of the clip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec

from benchmarks.accuracy.clip import poses_of
from benchmarks.accuracy.scoring import SAME_REPETITION, TOLERANCE_S, overlap_s, pairs
from benchmarks.slow.camera import seen_slowly
from posecoach.coaching.coach import Coach
from posecoach.coaching.recognition import Recogniser
from posecoach.events import CannotJudge, Event, Fault, Repetition
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.loader import builtin_exercises
from posecoach.pipeline import CoachLike, Moment, run
from posecoach.pose.pose import Pose
from posecoach.results.collecting import Collector
from posecoach.review.readings import read_twice
from posecoach.state import CoachState
from sample_videos.render.truth import read_truth, truth_path

KNOWN_LATE_S: Final = 3.0
"""How long after a movement its verdict may come."""


class SlowClip(msgspec.Struct, frozen=True):
    """What a slow computer said of one clip, against its review.

    named: whether it was told the exercise. repetitions, score: its own and the review's; without a score nothing was
    scored. invented: repetitions, or faults, that the review does not have. faults: those of the review; fine: of
    these, the ones in repetitions that it counted, of which it told neither the fault nor that it could not judge.
    verdicts: rules that the review judged, for each of its repetitions; unjudged: of these, the ones that it did not.
    """

    clip: str
    inference_ms: float
    named: bool
    repetitions: int
    repetitions_in_review: int
    repetitions_invented: int
    score: float | None
    score_in_review: float | None
    faults: int
    faults_fine: tuple[str, ...]
    faults_invented: tuple[str, ...]
    verdicts: int
    unjudged: int


@dataclass
class Told:
    """What was told of a clip. unjudged: (media time [s], rule) of what could not be judged."""

    exercise: str | None = None
    repetitions: Sequence[Repetition] = ()
    faults: Sequence[Fault] = ()
    score: float | None = None
    unjudged: list[tuple[float, str]] = field(default_factory=list)

    def listen(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        """Take note of what could not be judged (a sink)."""
        for event in events:
            if isinstance(event, CannotJudge):
                self.unjudged.append((event.t_s, event.rule))

    def take(self, collector: Collector, coach: CoachLike) -> Told:
        """Take over what was collected; nothing counts unless an exercise was recognised."""
        self.exercise = coach.recognised
        if self.exercise is not None:
            self.repetitions, self.faults = collector.repetitions, collector.faults
            self.score = collector.summary({}).score
        return self

    def is_unjudged(self, rule: str, start_s: float, end_s: float) -> bool:
        """Tell whether a rule could not be judged in what happened from one media time to another [s]."""
        return any(
            name == rule and start_s - TOLERANCE_S <= t_s <= end_s + KNOWN_LATE_S
            for t_s, name in self.unjudged
        )


def compare_sample(
    clip: Path, model: Path, cache: Path | None, inferences_ms: Sequence[float], named: bool
) -> list[SlowClip]:
    """Compare a sample video. named: whether the coach is told the exercise, if it is one of ours."""
    truth = read_truth(truth_path(clip))
    exercise = builtin_exercises().get(truth.exercise or "") if named else None
    return compare(clip.stem, poses_of(clip, model, cache).poses, exercise, inferences_ms)


def compare(
    clip: str, poses: Sequence[Pose], exercise: Exercise | None, inferences_ms: Sequence[float]
) -> list[SlowClip]:
    """Review poses, and show them to slow computers as a camera would. exercise: which it is, None: to be found out."""
    exercises = builtin_exercises()
    review = _reviewed(poses, _coach(exercise, exercises))
    return [
        compared(
            clip,
            inference_ms,
            exercise is not None,
            review,
            _live(seen_slowly(poses, inference_ms / 1000.0), _coach(exercise, exercises)),
            exercises,
        )
        for inference_ms in inferences_ms
    ]


def _coach(exercise: Exercise | None, exercises: Mapping[str, Exercise]) -> CoachLike:
    return Coach(exercise) if exercise is not None else Recogniser(tuple(exercises.values()))


def _reviewed(poses: Sequence[Pose], coach: CoachLike) -> Told:
    told = Told()
    reading = read_twice(map(Moment, poses), coach, [told.listen], features=False)
    return told.take(reading.collector, reading.coach)


def _live(poses: Sequence[Pose], coach: CoachLike) -> Told:
    told, collector = Told(), Collector()
    run(map(Moment, poses), coach, [collector, told.listen])
    return told.take(collector, coach)


def compared(
    clip: str, inference_ms: float, named: bool, review: Told, live: Told, exercises: Mapping[str, Exercise]
) -> SlowClip:
    """Return how what was told live differs from the review."""
    same = dict(pairs(review.repetitions, live.repetitions, SAME_REPETITION))
    fine = [
        fault.rule
        for fault in review.faults
        if not _tells(live.faults, fault)
        and not live.is_unjudged(fault.rule, fault.start_s, fault.end_s)
        and any(overlap_s(one, fault) > 0.0 for one in live.repetitions)
    ]
    invented = [fault.rule for fault in live.faults if not _tells(review.faults, fault)]
    rules = {rule.name for rule in exercises[review.exercise].rules} if review.exercise else set()
    verdicts = [
        (i, rule)
        for i, one in enumerate(review.repetitions)
        for rule in rules
        if not review.is_unjudged(rule, one.start_s, one.end_s)
    ]
    unjudged = [
        (i, rule)
        for i, rule in verdicts
        if i not in same
        or live.is_unjudged(rule, live.repetitions[same[i]].start_s, live.repetitions[same[i]].end_s)
    ]
    return SlowClip(
        clip=clip,
        inference_ms=inference_ms,
        named=named,
        repetitions=len(live.repetitions),
        repetitions_in_review=len(review.repetitions),
        repetitions_invented=len(live.repetitions) - len(same),
        score=live.score,
        score_in_review=review.score,
        faults=len(review.faults),
        faults_fine=tuple(fine),
        faults_invented=tuple(invented),
        verdicts=len(verdicts),
        unjudged=len(unjudged),
    )


def _tells(faults: Sequence[Fault], fault: Fault) -> bool:
    return any(one.rule == fault.rule and overlap_s(one, fault) > -TOLERANCE_S for one in faults)
