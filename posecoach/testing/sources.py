"""A camera and a pose model that do as they are told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.frame import Frame, OpenSource
from posecoach.pose.coco import COCO_17
from posecoach.pose.estimator import ModelInfo
from posecoach.pose.pose import Pose

Sees = Callable[[Frame], Pose]


def _nothing(_: Any) -> None:
    """Do nothing."""


def _nobody(frame: Frame) -> Pose:
    return Pose.nobody(frame.t_s)


class FakeSource(OpenSource):
    """A camera with plain frames, each of its own grey (its index, modulo 256).

    count: how many frames there are; None: it does not end. before: called with a frame's index before it is
    delivered, to wait or to look. error: raised in place of the end. duration_s: what a container would say.
    """

    def __init__(
        self,
        count: int | None = None,
        *,
        rate_hz: float = 30.0,
        size_wh: tuple[int, int] = (64, 48),
        name: str = "camera 0",
        before: Callable[[int], object] = _nothing,
        error: Exception | None = None,
        duration_s: float | None = None,
    ) -> None:
        """Describe the camera."""
        self._count, self._rate_hz = count, rate_hz
        self._name, self._size_wh, self._duration_s = name, size_wh, duration_s
        self._before, self._error = before, error
        self.delivered = 0
        self.closed = False

    @property
    def name(self) -> str:
        """What to call it in messages."""
        return self._name

    @property
    def size_wh(self) -> tuple[int, int]:
        """Width and height of every frame [px]."""
        return self._size_wh

    @property
    def duration_s(self) -> float | None:
        """Length [s], as it was given."""
        return self._duration_s

    @property
    def frame_count(self) -> int | None:
        """Number of frames, None for one that does not end."""
        return self._count

    def read(self) -> Frame | None:
        """Return the next frame; None at the end, and once it is closed."""
        if self.closed:
            return None
        self._before(self.delivered)
        if self.delivered == self._count:
            if self._error is not None:
                raise self._error
            return None
        index, self.delivered = self.delivered, self.delivered + 1
        width, height = self._size_wh
        return Frame(np.full((height, width, 3), index % 256, np.uint8), index / self._rate_hz, index)

    def close(self) -> None:
        """Deliver nothing more."""
        self.closed = True


class FakeEstimator:
    """A pose model that sees the poses it is given; a StagedEstimator.

    sees: a function from a frame to its pose, or poses, one for each frame (nobody once they have run out); nobody if
    left out. `frames` holds the indices of the frames that it was given.
    """

    def __init__(self, sees: Sees | Iterable[Pose] = _nobody) -> None:
        """Take what it sees."""
        self._sees: Sees = sees if callable(sees) else _in_turn(iter(sees))
        self.model = ModelInfo("fake", "")
        self.frames: list[int] = []
        self.looked_anew = 0
        self.closed = False

    def estimate(self, frame: Frame) -> Pose:
        """Return the pose in a frame."""
        return self.pose(self.detect(self.prepare(frame)))

    def prepare(self, frame: Frame) -> Frame:
        """Take note of a frame."""
        self.frames.append(frame.index)
        return frame

    def detect(self, prepared: Frame) -> Pose:
        """Return what is seen in it."""
        return self._sees(prepared)

    def pose(self, detected: Pose) -> Pose:
        """Return it."""
        return detected

    def look_anew(self) -> None:
        """Count that it was asked to."""
        self.looked_anew += 1

    def close(self) -> None:
        """Take note that it was closed."""
        self.closed = True

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()


def keypoints_coco17(pose: Pose) -> NDArray[np.float32]:
    """Return what a model with the 17 points of COCO would have seen: (17, 3) x [px], y [px], score (0 = not found)."""
    places = [int(landmark) for landmark in COCO_17]
    points = np.column_stack([pose.image_px[places], pose.visibility[places]])
    return np.where(np.isfinite(points).all(axis=1, keepdims=True), points, 0.0).astype(np.float32)


def _in_turn(poses: Iterator[Pose]) -> Sees:
    return lambda frame: next(poses, None) or _nobody(frame)
