"""What turns frames into poses, and the one way to a pose model: `open_estimator`.

Everything outside of `pose/mediapipe/` asks here. Another pose model is one more module that makes `Pose`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Protocol, Self

import msgspec

from posecoach.capture.frame import Frame
from posecoach.pose.pose import Pose
from posecoach.pose.scene import SceneLook


class ModelInfo(msgspec.Struct, frozen=True):
    """Which landmark model saw the person: file name and SHA-256 of the bundle."""

    name: str
    sha256: str


class PoseEstimator(Protocol):
    """Turns frames into poses, in the order of their media time."""

    def estimate(self, frame: Frame) -> Pose:
        """Return the pose in a frame; nobody seen is an answer, not an error."""

    def close(self) -> None:
        """Free the model; safe to call twice."""


class StagedEstimator(PoseEstimator, Protocol):
    """A pose estimator whose estimate has three parts, each of which may run on a thread of its own."""

    @property
    def model(self) -> ModelInfo:
        """The model it uses."""

    def prepare(self, frame: Frame) -> Any:
        """Return the network's input; the frame's pixels are no longer needed."""

    def detect(self, prepared: Any) -> Any:
        """Run the network, in the order of media time."""

    def pose(self, detected: Any) -> Pose:
        """Return the pose from the network's output."""

    def look_anew(self) -> None:
        """Forget the person being followed; the next frame is searched as a whole."""

    def __enter__(self) -> Self:
        """Return itself."""

    def __exit__(self, *_: object) -> None:
        """Close it."""


def open_estimator(model: str | os.PathLike[str] | None = None, outline: bool = False) -> StagedEstimator:
    """Open the pose model: the bundled one, or another pose landmarker bundle (.task).

    outline: whether poses carry the outline of the back, which costs a mask for each frame. Raises ModelError when
    the model cannot be used.
    """
    from posecoach.pose.mediapipe.estimator import MediaPipeEstimator

    return MediaPipeEstimator(model_path(model), outline)


def open_scene_look(model: str | os.PathLike[str] | None = None) -> SceneLook:
    """Open the watch of the place before an exercise; its network is loaded with the first look."""
    from posecoach.pose.mediapipe.scene_watch import SceneWatch

    return SceneWatch(model_path(model))


def model_path(model: str | os.PathLike[str] | None = None) -> Path:
    """Return the path of the model to use: the one asked for, else the bundled one."""
    from posecoach.pose.mediapipe import model as bundle

    return bundle.model_path(model)


def check_model(model: str | os.PathLike[str] | None = None, *, loads_next: bool = False) -> ModelInfo:
    """Return name and checksum of a model that can be used; it is hashed only once.

    loads_next: this process opens an estimator next, so the bytes read are kept for it. Raises ModelError.
    """
    from posecoach.pose.mediapipe.model import verify

    path = model_path(model)
    return ModelInfo(path.name, verify(path, loads_next=loads_next))
