"""What can be reviewed: a video, with the model that looks at it, or a pose recording."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from posecoach.capture.video import VideoFile
from posecoach.pipeline import Moment
from posecoach.pose.mediapipe_estimator import MediaPipeEstimator
from posecoach.pose.model import verify
from posecoach.pose.recording import read_recording
from posecoach.review.ahead import observe_ahead
from posecoach.review.result import ModelInfo

RECORDING_SUFFIX = ".npz"


@dataclass(frozen=True, slots=True)
class Material:
    """An open recording and what a review says about it.

    size_wh: width and height of the frames [px].
    duration_s: length [s], if it is known beforehand.
    moments: every moment, once, in order of media time.
    missing_s: says after the last moment how much of the promised length [s] was not there.
    """

    name: str
    size_wh: tuple[int, int]
    duration_s: float | None
    model: ModelInfo
    moments: Iterator[Moment]
    missing_s: Callable[[], float]


@contextmanager
def open_material(path: Path, model: Path, *, outline: bool) -> Iterator[Material]:
    """Open a video, or a pose recording if the name ends in .npz.

    model: the bundle that looks at a video; a recording names the one it was made with. outline: whether the
    outline of the back is wanted. Raises VideoError, RecordingError or ModelError.
    """
    if is_recording(path):
        recording = read_recording(path)
        info = ModelInfo("pose recording", recording.model_sha256)
        moments = map(Moment, recording.poses)
        yield Material(str(path), recording.size_wh, recording.duration_s, info, moments, lambda: 0.0)
        return
    with (
        closing(VideoFile(path)) as source,
        closing(MediaPipeEstimator(model, outline=outline)) as estimator,
        observe_ahead(source, estimator) as seen,
    ):
        info = ModelInfo(model.name, verify(model))
        yield Material(str(path), source.size_wh, source.duration_s, info, seen, lambda: source.missing_s)


def is_recording(path: Path) -> bool:
    """Whether a path names a pose recording, for which no model is needed."""
    return path.suffix.lower() == RECORDING_SUFFIX
