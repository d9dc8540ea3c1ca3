"""Whether a frame shows anything: one that is all black, all of one colour, or stands still shows nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.frame import Frame
from posecoach.pose.pose import NoPicture, Pose

FROZEN_S: Final = 1.0
"""Nobody is so still for longer that no pixel shows it: people breathe, and sensors have noise."""

EVERY_PX: Final = 4
"""One pixel of so many is looked at, across and down."""

SAME: Final = 3
"""Grey levels. A frozen picture, encoded with H.264, differs from its first frame by 2 at most; people who lie as still
as they can before a camera without noise (rendered), by at least 7 within a second; an empty room by 6."""

PAUSE_S: Final = 0.25
PAUSES_SHARE: Final = 0.3
"""Strong compression takes away small movements. A recording that has stood still for longer than PAUSE_S, again and
again, for this share of its time, cannot tell a person who is still from a picture that hangs. Sample videos encoded
with x264 down to CRF 38 stay below 0.1; interlaced film of somebody lying still, at 70 kbit/s, reaches 0.57."""

LIFE_S: Final = 2.0
"""So much must have been seen to know whether a recording is like that; a picture that never moved at all is frozen."""

PLAIN_EVERY_PX: Final = 16
PLAIN_LEVELS: Final = 12
PLAIN_SHARE: Final = 0.98
"""A picture is of one colour if this share of it lies within so many grey levels of its median. A person who fills the
smallest part of the frame that can be judged takes 3 % of it; compression and sensors leave 5 levels of noise."""

BLACK: Final = 32
"""Grey level: 16 is black in limited range, and the noise of a covered sensor stays below. In the darkest room in which
a person is found, light things are at 40 and more."""

GREENER: Final = 60
"""Levels above red and blue. A decoder that delivers nothing leaves zeros, which are (0, 135, 0) in colour."""


class PictureWatch:
    """Watches the frames of a source for what shows nothing, and empties the poses of these frames.

    Frames may be watched ahead of their poses, on another thread.
    """

    def __init__(self) -> None:
        """Start with nothing seen."""
        self._stillness = _Stillness()
        self._without: dict[float, NoPicture] = {}

    def watched(self, frames: Iterable[Frame]) -> Iterator[Frame]:
        """Yield the frames as they are, and take note of those that show nothing."""
        for frame in frames:
            frozen = self._stillness.repeats(frame)
            why = plain(frame.bgr) or ("frozen" if frozen else "")
            if why:
                self._without[frame.t_s] = why
            yield frame

    def emptied(self, pose: Pose) -> Pose:
        """Return the pose of a watched frame, or that of nobody, with the reason, if the frame showed nothing."""
        why = self._without.pop(pose.t_s, "")
        return Pose.nobody(pose.t_s, why) if why else pose


def plain(bgr: NDArray[np.uint8]) -> NoPicture:
    """Return what is wrong with a picture, (H, W, 3) uint8 BGR, that is of one colour; "" for any other."""
    coarse = bgr[::PLAIN_EVERY_PX, ::PLAIN_EVERY_PX].reshape(-1, 3)
    green = coarse[:, 1].astype(np.int16)
    middle = int(np.partition(green, green.size // 2)[green.size // 2])
    if np.count_nonzero(np.abs(green - middle) > PLAIN_LEVELS) > (1.0 - PLAIN_SHARE) * green.size:
        return ""
    blue, _, red = np.median(coarse, axis=0)
    if max(blue, middle, red) <= BLACK:
        return "black"
    return "green" if middle - max(blue, red) > GREENER else "plain"


class _Stillness:
    """Knows for how long a picture has not changed, and whether that means anything in this recording."""

    def __init__(self) -> None:
        self._first: NDArray[np.int16] | None = None
        self._since_s = self._last_s = 0.0
        self._seen_s = self._paused_s = 0.0

    def repeats(self, frame: Frame) -> bool:
        """Tell whether nothing has changed for longer than people and cameras can be still."""
        looked = frame.bgr[::EVERY_PX, ::EVERY_PX, 1].astype(np.int16)
        first = self._first
        if first is None or first.shape != looked.shape or int(np.abs(looked - first).max()) > SAME:
            if first is not None:
                self._learn(frame.t_s)
            self._first, self._since_s = looked, frame.t_s
            self._last_s = frame.t_s
            return False
        self._last_s = frame.t_s
        return frame.t_s - self._since_s > FROZEN_S and self._tells

    def _learn(self, t_s: float) -> None:
        """Take note of how long the picture stood still until now; what was taken for frozen says nothing of people."""
        still_s = self._last_s - self._since_s
        if still_s > FROZEN_S and self._tells:
            return
        self._seen_s += t_s - self._since_s
        if still_s > PAUSE_S:
            self._paused_s += still_s

    @property
    def _tells(self) -> bool:
        """Whether stillness means a frozen picture here."""
        if self._seen_s == 0.0:
            return True
        return self._seen_s >= LIFE_S and self._paused_s <= PAUSES_SHARE * self._seen_s
