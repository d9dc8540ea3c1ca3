"""Whether a frame shows anything: one that is black, all one colour or frozen shows nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.frame import Frame
from posecoach.capture.grey import grey_samples
from posecoach.capture.opencv import cv2
from posecoach.pose.pose import NoPicture, Pose

FROZEN_S: Final = 1.0
"""Nobody holds so still for longer that no pixel changes: people breathe, and sensors have noise."""

EVERY_PX: Final = 4
"""One pixel in this many is compared, across and down."""

SAME: Final = 3
"""Grey levels. A frozen image, encoded with H.264, differs from its first frame by 2 at most; people lying as still
as they can before a camera without noise (rendered), by at least 7 within a second; an empty room by 6."""

PAUSE_S: Final = 0.25
PAUSES_SHARE: Final = 0.3
"""Strong compression removes small movements. A recording that keeps stopping for longer than PAUSE_S, for this share
of its time, cannot tell a still person from a frozen image. Sample videos encoded with x264 down to CRF 38 stay below
0.1; an interlaced video of a person lying still, at 70 kbit/s, reaches 0.57."""

LIFE_S: Final = 2.0
"""It takes this long to know whether a recording does that; an image that never moved at all is frozen."""

PLAIN_EVERY_PX: Final = 16
PLAIN_LEVELS: Final = 12
PLAIN_SHARE: Final = 0.98
"""An image is one colour if this share of it lies within this many grey levels of the median. The smallest person that
can be judged fills 3 % of the frame; compression and sensors leave 5 levels of noise."""

BLACK: Final = 32
"""Grey level. Black in limited range is 16, and the noise of a covered sensor stays below this limit; in the darkest
room in which a person is found, light things reach 40 and more."""

GREENER: Final = 60
"""Levels above red and blue. A decoder that fails leaves zeros, which are (0, 135, 0) in colour."""


class PictureWatch:
    """Watches the frames of a source for those that show nothing, and empties their poses.

    Frames may be watched ahead of their poses, on another thread. All are watched for stillness, which their light
    tells; whether they are of one colour only those that are looked at.
    """

    def __init__(self) -> None:
        """Start with nothing seen."""
        self._stillness = _Stillness()
        self._without: dict[float, NoPicture] = {}

    def watched(self, frames: Iterable[Frame]) -> Iterator[Frame]:
        """Yield the frames as they are, and note those that stand still."""
        for frame in frames:
            if self._stillness.repeats(frame):
                self._without[frame.t_s] = "frozen"
            yield frame

    def look_at(self, frame: Frame) -> None:
        """Note whether a frame whose pose is wanted is of one colour."""
        why = plain(frame)
        if why:
            self._without[frame.t_s] = why

    def emptied(self, pose: Pose) -> Pose:
        """Return the pose of a watched frame, or an empty one with the reason if the frame showed nothing.

        Poses come in order; frames before that have none are forgotten.
        """
        for t_s in list(self._without):
            if t_s < pose.t_s:
                del self._without[t_s]
        why = self._without.pop(pose.t_s, "")
        return Pose.nobody(pose.t_s, why) if why else pose


def plain(frame: Frame) -> NoPicture:
    """Return which one colour a frame consists of; "" for any other. Only one of a single grey is converted."""
    if _varies(grey_samples(frame, PLAIN_EVERY_PX)):
        return ""
    coarse = frame.bgr[::PLAIN_EVERY_PX, ::PLAIN_EVERY_PX].reshape(-1, 3)
    if _varies(coarse[:, 1]):
        return ""
    blue, green, red = np.median(coarse, axis=0)
    if max(blue, green, red) <= BLACK:
        return "black"
    return "green" if green - max(blue, red) > GREENER else "plain"


def _varies(levels: NDArray[np.uint8]) -> bool:
    """Whether more than a few of the levels lie away from their median."""
    some = levels.reshape(-1).astype(np.int16)
    middle = int(np.partition(some, some.size // 2)[some.size // 2])
    return int(np.count_nonzero(np.abs(some - middle) > PLAIN_LEVELS)) > (1.0 - PLAIN_SHARE) * some.size


class _Stillness:
    """Knows how long the image has not changed, and whether that means anything in this recording."""

    def __init__(self) -> None:
        self._first: NDArray[np.uint8] | None = None
        self._since_s = self._last_s = 0.0
        self._seen_s = self._paused_s = 0.0

    def repeats(self, frame: Frame) -> bool:
        """Tell whether nothing has changed for longer than people and cameras can be still."""
        looked = grey_samples(frame, EVERY_PX)
        first = self._first
        if first is None or first.shape != looked.shape or cv2.norm(looked, first, cv2.NORM_INF) > SAME:
            if first is not None:
                self._learn(frame.t_s)
            self._first, self._since_s = looked, frame.t_s
            self._last_s = frame.t_s
            return False
        self._last_s = frame.t_s
        return frame.t_s - self._since_s > FROZEN_S and self._tells

    def _learn(self, t_s: float) -> None:
        """Note how long the image stood still until now; a stretch taken for frozen says nothing about people."""
        still_s = self._last_s - self._since_s
        if still_s > FROZEN_S and self._tells:
            return
        self._seen_s += t_s - self._since_s
        if still_s > PAUSE_S:
            self._paused_s += still_s

    @property
    def _tells(self) -> bool:
        """Whether stillness means a frozen image here."""
        if self._seen_s == 0.0:
            return True
        return self._seen_s >= LIFE_S and self._paused_s <= PAUSES_SHARE * self._seen_s
