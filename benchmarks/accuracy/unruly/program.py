"""The program that is measured: poses of frames, and reviews of poses. Nothing else here imports it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import numpy as np
import numpy.typing as npt

from posecoach import __version__
from posecoach.capture.frame import Frame
from posecoach.coaching.coach import Coach
from posecoach.coaching.recognition import Recogniser
from posecoach.exercises.loader import builtin_exercises
from posecoach.pipeline import Moment
from posecoach.pose.landmarks import LANDMARK_COUNT as LANDMARKS
from posecoach.pose.landmarks import Landmark
from posecoach.pose.mediapipe.estimator import MediaPipeEstimator
from posecoach.pose.mediapipe.model import model_path, verify
from posecoach.pose.outline import OUTLINE_POINTS, outline_from_mask
from posecoach.pose.pose import Pose
from posecoach.pose.recording import Recorder, Recording, read_recording
from posecoach.results.review import ModelInfo, Review
from posecoach.review.job import review
from posecoach.review.sources import Material

Image = npt.NDArray[np.uint8]

__all__ = [
    "LANDMARKS",
    "OUTLINE_POINTS",
    "Landmark",
    "Pose",
    "Recording",
    "Review",
    "__version__",
    "estimate",
    "is_by_name",
    "model_path",
    "outline_from_mask",
    "read_recording",
    "review_named",
    "review_unnamed",
    "verify",
    "write_recording",
]


def estimate(frames: Iterable[Image], times_s: Iterable[float], model: Path) -> Recording:
    """The poses in pictures (H, W, 3) RGB at these media times [s], with the outline of the back."""
    size_wh = (1, 1)
    poses = []
    with closing(MediaPipeEstimator(model, outline=True)) as estimator:
        for index, (image, t_s) in enumerate(zip(frames, times_s, strict=True)):
            size_wh = (image.shape[1], image.shape[0])
            poses.append(estimator.estimate(Frame(np.ascontiguousarray(image[:, :, ::-1]), t_s, index)))
    return Recording(poses, size_wh, verify(model))


def write_recording(recording: Recording, path: Path) -> None:
    """Write poses to a file that `read_recording` reads."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with Recorder(path, recording.size_wh, recording.model_sha256) as recorder:
        for pose in recording.poses:
            recorder.add(pose)


def is_by_name(exercise: str) -> bool:
    """Whether an exercise is coached by name alone."""
    return builtin_exercises()[exercise].by_name


def review_named(name: str, recording: Recording, exercise: str) -> Review:
    """The review of poses when the exercise is named."""
    return _review(name, recording, Coach(builtin_exercises()[exercise]))


def review_unnamed(name: str, recording: Recording) -> Review:
    """The review of poses when the exercise has to be recognised."""
    return _review(name, recording, Recogniser(tuple(builtin_exercises().values())))


def _review(name: str, recording: Recording, judge: Coach | Recogniser) -> Review:
    material = Material(
        name=name,
        size_wh=recording.size_wh,
        duration_s=recording.duration_s,
        model=ModelInfo("", recording.model_sha256),
        moments=map(Moment, recording.poses),
        missing_s=lambda: 0.0,
    )
    return review(material, judge, builtin_exercises()).review
