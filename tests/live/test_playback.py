"""A file played as if it were the camera is judged like a review of it, frames dropped or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import closing

import pytest

from posecoach.capture.playback import Playback
from posecoach.capture.video import VideoFile
from posecoach.coaching.coach import Coach
from posecoach.events import Event, FaultRaised, RepetitionDone
from posecoach.exercises.loader import builtin_exercises
from posecoach.live.session import run_live
from posecoach.pipeline import Moment, observe, run
from posecoach.pose.mediapipe.estimator import MediaPipeEstimator
from posecoach.pose.mediapipe.model import model_path
from posecoach.state import CoachState
from tests.conftest import ROOT

BOUNDARY_S = 0.6
"""95 of 100 boundaries of phases in the sample videos are found within this of the truth."""


class Heard:
    """A sink that keeps what a person would notice."""

    def __init__(self) -> None:
        self.repetitions: list[tuple[str | None, tuple[str, ...]]] = []
        self.faults: list[str] = []
        self.ends_s: list[float] = []
        self.frames = 0

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        self.frames += moment is not None
        for event in events:
            if isinstance(event, RepetitionDone):
                self.repetitions.append((event.side, event.faults))
                self.ends_s.append(event.repetition.end_s)
            if isinstance(event, FaultRaised):
                self.faults.append(event.rule)


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.parametrize("clip", ["hip_lift_twist_feet_short_hold_a"])
def test_live_and_review_say_the_same(clip: str) -> None:
    """A busy machine may drop frames: the same faults in the same repetitions, though perhaps not told a second time.

    In the first repetition the heels come down and up again, the second time only just beyond the limit.
    """
    path = ROOT / "sample_videos" / f"{clip}.mp4"
    live, review = Heard(), Heard()
    for heard in (live, review):
        judge = Coach(builtin_exercises()["hip_lift_twist"])
        with closing(MediaPipeEstimator(model_path(None), outline=judge.needs_outline)) as estimator:
            if heard is live:
                assert run_live(Playback(path), estimator, judge, None, [heard])
            else:
                with closing(VideoFile(path)) as source:
                    assert run(observe(source, estimator), judge, [heard])
    assert review.repetitions
    assert live.repetitions == review.repetitions
    assert set(live.faults) == set(review.faults)
    assert Counter(live.faults) <= Counter(review.faults)
    assert live.ends_s == pytest.approx(review.ends_s, abs=BOUNDARY_S)
    if live.frames == review.frames:  # nothing was dropped
        assert (live.faults, live.ends_s) == (review.faults, review.ends_s)
