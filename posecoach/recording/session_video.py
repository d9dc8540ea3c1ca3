"""The pictures of a session as a video: encoded on a thread of their own, so that the coach does not wait."""

from __future__ import annotations

import queue
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecoach.errors import OutputError
from posecoach.events import Event
from posecoach.pipeline import Moment
from posecoach.publishing.disk import Create, cannot_write, create
from posecoach.recording.movie import LIVE_RATE_HZ, Movie, even, even_size
from posecoach.state import CoachState

BUFFERS: Final = 4
"""Pictures waiting for the encoder: a tenth of a second, and at most 25 MB at 1080p."""

_Picture = tuple[NDArray[np.uint8], float]


class VideoRecorder:
    """A sink that keeps the judged pictures, with their media times, as an .mp4.

    A picture that comes while all buffers wait for a slow disk or encoder is left out and counted in `missed`; the
    landmarks have them all. Raises OutputError, at the next picture or at the end, when the file cannot be written.
    """

    def __init__(self, path: Path, size_wh: tuple[int, int], create: Create = create) -> None:
        width, height = even_size(size_wh)
        try:  # the encoder takes whatever it finds in the place, or where a link there leads
            create(path).close()
        except OSError as error:
            raise cannot_write(path, error) from error
        self._movie = Movie(path, (width, height), LIVE_RATE_HZ, None, live=True)
        self._free: queue.SimpleQueue[NDArray[np.uint8]] = queue.SimpleQueue()
        for _ in range(BUFFERS):
            self._free.put(np.empty((height, width, 3), np.uint8))
        self._filled: queue.SimpleQueue[_Picture | None] = queue.SimpleQueue()
        self._error: OutputError | None = None
        self.missed = 0
        self._closed = False
        self._thread = threading.Thread(target=self._encode, name="posecoach video", daemon=True)
        self._thread.start()

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        """Copy the picture of one step."""
        if self._error is not None:
            raise self._error
        if moment is None or moment.frame is None:
            return
        try:
            buffer = self._free.get_nowait()
        except queue.Empty:
            self.missed += 1
            return
        np.copyto(buffer, even(moment.frame.bgr))
        self._filled.put((buffer, moment.frame.t_s))

    def close(self) -> None:
        """Write what waits and close the file; safe to call twice. Raises OutputError."""
        if self._closed:
            return
        self._closed = True
        self._filled.put(None)
        self._thread.join()
        if self._error is not None:
            raise self._error

    def _encode(self) -> None:
        try:
            with self._movie as movie:
                while (picture := self._filled.get()) is not None:
                    movie.add(*picture)
                    self._free.put(picture[0])
        except OutputError as error:
            self._error = error
