"""What a pose estimator promises, whichever model it uses. `opening.py` opens one."""

from __future__ import annotations

from typing import Any, Protocol, Self

import msgspec

from posecoach.capture.frame import Frame
from posecoach.pose.pose import Pose


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
