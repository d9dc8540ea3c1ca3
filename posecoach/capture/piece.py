"""A part of a video file, from one media time to another, with the media times of the whole."""

from __future__ import annotations

import math
import os
from typing import Final

from posecoach.capture.frame import Frame
from posecoach.capture.opencv import cv2
from posecoach.capture.video import MediaClock, VideoFile
from posecoach.errors import VideoError

_EARLIER_S: Final = 0.5
"""So much before the wanted moment is sought, because a container's index may land on the next frame instead."""


class VideoPiece(VideoFile):
    """The frames of a video file with `start_s` <= media time < `end_s`; index counts from where reading began.

    Frames are found by seeking and known by their own time stamps; where seeking lands too late, the file is read
    from its beginning. Raises VideoError like VideoFile.
    """

    def __init__(self, path: str | os.PathLike[str], start_s: float, end_s: float = math.inf) -> None:
        self._start_s = start_s
        self._until_s = end_s
        super().__init__(path)

    def read(self) -> Frame | None:
        """Return the next frame, or None at the end of the piece; its pixels are valid until the next read."""
        frame = super().read()
        while frame is not None and frame.t_s < self._start_s:
            frame = super().read()
        if frame is not None and frame.t_s >= self._until_s:
            self.close()
            return None
        return frame

    def _first_frame(self) -> Frame:
        early_s = self._start_s - _EARLIER_S
        if early_s > 0.0 and self._capture.set(cv2.CAP_PROP_POS_MSEC, 1000 * early_s):
            try:
                frame = super()._first_frame()
            except VideoError:  # sought beyond what can be read
                frame = None
            if frame is not None and frame.t_s <= self._start_s:
                return frame
            self._capture.open(str(self._path.absolute()), cv2.CAP_FFMPEG)
            self._stamps = MediaClock(self._interval_s)
        return super()._first_frame()
