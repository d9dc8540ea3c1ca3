"""Recognition in a recording with several exercises one after another, on the poses of sample clips."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from posecoach.capture.video import VideoFile
from posecoach.coaching.recognition import Recogniser
from posecoach.events import ExerciseRecognised, RepetitionDone
from posecoach.exercises.loader import builtin_exercises
from posecoach.pipeline import observe
from posecoach.pose.mediapipe.estimator import MediaPipeEstimator
from posecoach.pose.mediapipe.model import model_path
from posecoach.pose.pose import Pose

SAMPLES = Path(__file__).parents[2] / "sample_videos"


def poses_one_after_another(*clips: str) -> Iterator[Pose]:
    start_s = 0.0
    for clip in clips:
        t_s = 0.0
        with (
            closing(VideoFile(SAMPLES / clip)) as source,
            closing(MediaPipeEstimator(model_path(None), outline=True)) as estimator,
        ):
            for moment in observe(source, estimator):
                t_s = moment.pose.t_s
                yield replace(moment.pose, t_s=start_s + t_s)
        start_s += t_s + 0.04


@pytest.mark.slow
def test_each_of_several_exercises_is_recognised_with_its_repetitions() -> None:
    first = Recogniser(list(builtin_exercises().values()))
    clips = ("toe_touch_clean_a.mp4", "torso_twist_clean_a.mp4", "hip_lift_twist_clean_a.mp4")

    poses = list(poses_one_after_another(*clips))
    for pose in poses:
        first.step(pose)
    first.finish()
    coach = first.with_hindsight() or first  # read twice, as in a review
    events = [event for pose in poses for event in coach.step(pose)]
    events += coach.finish()

    told = [
        event.exercise if isinstance(event, ExerciseRecognised) else "repetition"
        for event in events
        if isinstance(event, ExerciseRecognised | RepetitionDone)
    ]
    assert told == [
        *("toe_touch", "repetition", "repetition"),
        *("torso_twist", "repetition", "repetition", "repetition"),
        *("hip_lift_twist", "repetition", "repetition"),
    ]
    assert coach.recognised == "torso_twist"
