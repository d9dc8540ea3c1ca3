"""Notices a computer that is too slow for the model, so that the person can be told."""

from __future__ import annotations

import statistics
import time
from collections import deque
from collections.abc import Callable
from typing import Final

from posecoach.capture.frame import Frame
from posecoach.pose.pose import Pose, PoseEstimator

SLOW_MS: Final = 50.0
"""A slower model leaves fewer than 20 pictures a second: quick movements look coarse, and cues come later."""

LOOKED_AT: Final = 60
"""Estimates whose median is taken: three seconds at the limit, so that a busy moment does not count."""

ADVICE: Final = "This computer is slow: close other programs, or use the lite model (--model)"
TEXTS: Final = (ADVICE,)
"""Everything that is told, for the catalogues of other languages."""


class Watched:
    """A PoseEstimator that calls `slow` once, with the median time [ms], when another one is too slow.

    Only said, never acted upon: media time, and so every rule, is the same at any speed. Does not own the other
    one, which its owner closes.
    """

    def __init__(self, estimator: PoseEstimator, slow: Callable[[float], None]) -> None:
        self._estimator = estimator
        self._slow: Callable[[float], None] | None = slow
        self._taken_ms: deque[float] = deque(maxlen=LOOKED_AT)

    def estimate(self, frame: Frame) -> Pose:
        """Return the pose in a frame."""
        start_s = time.perf_counter()
        pose = self._estimator.estimate(frame)
        if self._slow is not None:
            self._taken_ms.append(1000 * (time.perf_counter() - start_s))
            if len(self._taken_ms) == LOOKED_AT:
                self._look()
        return pose

    def close(self) -> None:
        """Do nothing: the owner of the other estimator closes it."""

    def _look(self) -> None:
        """Judge the last estimates and start afresh."""
        median_ms = statistics.median(self._taken_ms)
        self._taken_ms.clear()
        if median_ms > SLOW_MS and self._slow is not None:
            slow, self._slow = self._slow, None
            slow(median_ms)
