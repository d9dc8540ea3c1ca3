"""A source whose frames can be turned upside down while it runs: a phone or camera that hangs the wrong way up."""

from __future__ import annotations

import threading

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.frame import Frame, OpenSource, WrappedSource
from posecoach.capture.latest_frame import Wakeable
from posecoach.capture.opencv import cv2


class Turnable(WrappedSource):
    """Another source, which it owns; its frames are turned by 180 degrees once `turn` has been called, or back."""

    def __init__(self, source: OpenSource) -> None:
        """Begin with the frames as they come."""
        self._source = source
        self._turned = threading.Event()
        self._buffer: NDArray[np.uint8] | None = None

    def turn(self) -> None:
        """Turn the frames that follow upside down, or back; from any thread."""
        if self._turned.is_set():
            self._turned.clear()
        else:
            self._turned.set()

    def read(self) -> Frame | None:
        """Return the next frame, turned if so asked."""
        frame = self._source.read()
        if frame is None or not self._turned.is_set():
            return frame
        if self._buffer is None:
            self._buffer = np.empty_like(frame.bgr)
        cv2.rotate(frame.bgr, cv2.ROTATE_180, self._buffer)
        return Frame(self._buffer, frame.t_s, frame.index)

    def wake(self) -> None:
        """End a wait of the other source, if it waits; from any thread."""
        if isinstance(self._source, Wakeable):
            self._source.wake()

    def close(self) -> None:
        """Close the other source; safe to call twice."""
        self._source.close()
