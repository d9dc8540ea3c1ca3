"""A frozen image: a call that hangs, a decoder that repeats its last frame. It shows nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.frame import Frame
from posecoach.pose.pose import Pose

FROZEN_S: Final = 1.0
"""Nobody holds so still for longer that no pixel changes: people breathe, and sensors have noise."""

EVERY_PX: Final = 4
"""One pixel in this many is compared, across and down."""

SAME: Final = 3
"""Grey levels. A frozen image, encoded with H.264, differs from its first frame by 2 at most; people lying as still
as they can before a camera without noise (rendered), by at least 7 within a second; an empty room by 6."""


class FrozenPicture:
    """Watches the frames of a source for stretches in which they stay the same, and empties the poses in them.

    Frames may be watched ahead of their poses, on another thread.
    """

    def __init__(self) -> None:
        """Start with nothing seen."""
        self._first: NDArray[np.int16] | None = None
        self._since_s = 0.0
        self._frozen_s: set[float] = set()

    def watched(self, frames: Iterable[Frame]) -> Iterator[Frame]:
        """Yield the frames as they are, and note those that only repeat an older one."""
        for frame in frames:
            if self._repeats(frame):
                self._frozen_s.add(frame.t_s)
            yield frame

    def emptied(self, pose: Pose) -> Pose:
        """Return the pose of a watched frame, or an empty one if the frame only repeated an older one."""
        if pose.t_s not in self._frozen_s:
            return pose
        self._frozen_s.discard(pose.t_s)
        return Pose.nobody(pose.t_s)

    def _repeats(self, frame: Frame) -> bool:
        """Tell whether nothing has changed for longer than people and cameras can be still."""
        looked = frame.bgr[::EVERY_PX, ::EVERY_PX, 1].astype(np.int16)
        first = self._first
        if first is None or first.shape != looked.shape or int(np.abs(looked - first).max()) > SAME:
            self._first, self._since_s = looked, frame.t_s
            return False
        return frame.t_s - self._since_s > FROZEN_S
