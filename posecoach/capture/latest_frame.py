"""Only the newest frame of a source: late ones are dropped, never queued."""

from __future__ import annotations

import threading
from typing import Final, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.frame import Frame, FrameSource, WrappedSource

_WAKE_EVERY_S: Final = 0.2  # on Windows Ctrl-C is only seen between waits
_JOIN_S: Final = 2.0  # a camera that hangs must not hang the program


@runtime_checkable
class Wakeable(Protocol):
    """A source whose `read` may wait a long time, and can be told to return."""

    def wake(self) -> None:
        """Let `read` return None; from any thread."""


class NewestFrames(WrappedSource):
    """Reads a source on a thread of its own and hands out the newest frame that was not handed out yet.

    Takes the source over: the thread closes it. Three buffers are allocated once: one is being filled, one is
    the newest, and one is held by the reader until its next read. Errors of the source are raised by `read`.
    """

    def __init__(self, source: FrameSource) -> None:
        width, height = source.size_wh
        self._source = source
        self._buffers = [np.empty((height, width, 3), np.uint8) for _ in range(3)]
        self._newest: Frame | None = None  # the last that came, handed out or not
        self._held: Frame | None = None
        self._dropped = 0
        self._error: BaseException | None = None
        self._ended = False
        self._stop = threading.Event()
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name=f"frames of {source.name}", daemon=True)
        self._thread.start()

    @property
    def dropped(self) -> int:
        """Number of frames replaced by newer ones before they were read."""
        return self._dropped

    def read(self) -> Frame | None:
        """Wait for a frame newer than the last one and return it; None at the end, or once closed.

        Raises what the source raised. The pixels are valid until the next read.
        """
        with self._changed:
            while self._newest is self._held and not self._ended and not self._stop.is_set():
                self._changed.wait(_WAKE_EVERY_S)
            if self._newest is not self._held:
                self._held = self._newest
                return self._held
            if self._error is not None:
                raise self._error
            return None

    def latest_for_display(self, out: NDArray[np.uint8]) -> float | None:
        """Copy the newest frame, read or not, to `out`; return its media time [s], or None if none came."""
        with self._changed:
            if self._newest is None:
                return None
            np.copyto(out, self._newest.bgr)
            return self._newest.t_s

    def close(self) -> None:
        """Stop and join the thread, which closes the source; safe to call twice."""
        self._stop.set()
        if isinstance(self._source, Wakeable):
            self._source.wake()
        self._thread.join(_JOIN_S)

    def _run(self) -> None:
        try:
            while not self._stop.is_set() and (frame := self._source.read()) is not None:
                self._keep(frame)
        except BaseException as error:  # noqa: BLE001 - handed to the reader, whatever it is
            self._error = error
        finally:
            self._source.close()
            with self._changed:
                self._ended = True
                self._changed.notify_all()

    def _keep(self, frame: Frame) -> None:
        """Copy a frame into the unused buffer, then make it the newest."""
        with self._changed:
            used = [held.bgr for held in (self._newest, self._held) if held is not None]
        buffer = next(buffer for buffer in self._buffers if not any(buffer is other for other in used))
        np.copyto(buffer, frame.bgr)
        with self._changed:
            if self._newest is not self._held:
                self._dropped += 1
            self._newest = Frame(buffer, frame.t_s, frame.index)
            self._changed.notify_all()
