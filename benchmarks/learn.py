"""`python -m benchmarks learn`: files proposed from sample videos of one half, judging those of the other half.

`posecoach exercises learn` knows no exercise, so each one is unknown to it. The figure counts repetitions only: an
exercise is done if in every clip of the other half the proposed file finds each repetition, and none besides.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from benchmarks.accuracy.clip import poses_of
from benchmarks.accuracy.run import SAMPLES, clips_with_truth
from benchmarks.accuracy.scoring import SAME_REPETITION, pairs
from posecoach.coaching.coach import Coach
from posecoach.errors import NothingToJudge
from posecoach.learning.learning import learn
from posecoach.pipeline import Moment
from posecoach.pose.mediapipe.model import model_path
from posecoach.pose.pose import Pose
from posecoach.review.readings import read_twice
from sample_videos.render.truth import Truth, read_truth, truth_path

HALVES = ("tune", "test")
LEAST_DONE = 5
"""Exercises of the eight whose repetitions are all to be found, learned from the first two clips of the tune half."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A sample video with its truth and its poses."""

    truth: Truth
    poses: Sequence[Pose]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a file proposed from some clips makes of others. found: repetitions that are there; extra: that are not.

    told: why there is no file, or which feature it counts by.
    """

    learned_from: tuple[str, ...]
    told: str
    true: int
    found: int
    extra: int

    @property
    def done(self) -> bool:
        """Whether all repetitions were found, and none besides."""
        return self.true == self.found and not self.extra


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.description = "Learn each exercise from two clips of one half, and judge the other half with that."
    parser.add_argument(
        "--cache", type=Path, metavar="FOLDER", help="keep the poses there, and use those kept"
    )
    parser.add_argument(
        "--pairs", action="store_true", help="every pair of clips of either half, not only the first"
    )
    parser.add_argument(
        "--check", action="store_true", help=f"exit status 1 if under {LEAST_DONE} exercises are done"
    )


def run(arguments: argparse.Namespace) -> int:
    """Run the benchmark; return the exit status."""
    clips = _clips(arguments.cache)
    exercises = dict.fromkeys(clip.truth.exercise for clip in clips)
    done = 0
    for exercise in exercises:
        for half in HALVES if arguments.pairs else HALVES[:1]:
            outcomes = list(
                _outcomes([one for one in clips if one.truth.exercise == exercise], half, arguments.pairs)
            )
            for one in outcomes:
                said = "done" if one.done else f"{one.found} of {one.true}, {one.extra} more than are there"
                print(f"{exercise}  {half}  {' + '.join(one.learned_from)}  {one.told}: {said}")
            if half == HALVES[0]:
                done += outcomes[0].done
            if arguments.pairs:
                print(f"{exercise}  {half}: {sum(one.done for one in outcomes)} of {len(outcomes)} pairs")
    print(f"{done} of {len(exercises)} exercises are done, each learned from the first two clips")
    return int(arguments.check and done < LEAST_DONE)


def _clips(cache: Path | None) -> list[Clip]:
    model = model_path(None)
    truths = [(path, read_truth(truth_path(path))) for path in clips_with_truth(SAMPLES)]
    return [
        Clip(truth, poses_of(path, model, cache).poses)
        for path, truth in truths
        if truth.exercise is not None
    ]


def _outcomes(clips: Sequence[Clip], half: str, every_pair: bool) -> Iterator[Outcome]:
    """Yield what comes of learning from clips of one half; those done well come first."""
    mine = sorted(
        (one for one in clips if one.truth.split == half), key=lambda one: "clean" not in one.truth.clip
    )
    others = [one for one in clips if one.truth.split != half]
    for some in combinations(mine, 2) if every_pair else [mine[:2]]:
        names = tuple(one.truth.clip for one in some)
        true = sum(len(one.truth.repetitions) for one in others)
        try:
            learned = learn("learned", [(one.truth.clip, one.poses) for one in some])
        except NothingToJudge as error:
            yield Outcome(names, str(error), true, 0, 0)
            continue
        found = extra = 0
        for one in others:
            counted = read_twice(
                map(Moment, one.poses), Coach(learned.exercise), (), features=False
            ).collector
            same = len(pairs(one.truth.repetitions, counted.repetitions, SAME_REPETITION))
            found, extra = found + same, extra + len(counted.repetitions) - same
        yield Outcome(names, learned.feature, true, found, extra)
