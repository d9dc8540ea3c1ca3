"""A video file delivered in real time, as if it were the camera."""

from __future__ import annotations

import os
import threading
import time

from posecoach.capture.frame import Frame, OpenSource
from posecoach.capture.video import VideoFile


class Playback(OpenSource):
    """A video file whose frames come at their media time, counted from the first read.

    A reader slower than the file gets late frames, as from any file; NewestFrames drops them, as from a
    camera. Raises VideoError as VideoFile does.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._file = VideoFile(path)
        self._start_s: float | None = None
        self._closed = threading.Event()

    @property
    def name(self) -> str:
        """Path of the file as it was given."""
        return self._file.name

    @property
    def size_wh(self) -> tuple[int, int]:
        """Width and height of every frame [px]."""
        return self._file.size_wh

    @property
    def duration_s(self) -> float | None:
        """Length [s] as far as the container says; None if it does not say."""
        return self._file.duration_s

    @property
    def frame_count(self) -> int | None:
        """Number of frames as far as the container says; None if it does not say."""
        return self._file.frame_count

    def read(self) -> Frame | None:
        """Wait until the next frame is due and return it, or None at the end."""
        frame = self._file.read()
        if frame is None:
            return None
        now_s = time.monotonic()
        if self._start_s is None:
            self._start_s = now_s - frame.t_s
        due_s = self._start_s + frame.t_s - now_s
        if due_s > 0 and self._closed.wait(due_s):
            return None
        return frame

    def close(self) -> None:
        """Close the file and wake a waiting read; safe to call twice."""
        self._closed.set()
        self._file.close()
