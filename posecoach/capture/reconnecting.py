"""A camera that may go and come back: it is reopened, its time goes on, and the trouble is reported."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.frame import EndlessSource, Frame, FrameSource
from posecoach.capture.resize import fit_into
from posecoach.errors import CameraError
from posecoach.words.phrase import N_, filled

RETRY_EVERY_S: Final = 1.0
PATIENCE_S: Final = 120.0
"""Time to get up with a stiff back, find the cable and lie down again; then the session ends, saved."""

SETTLED_S: Final = 10.0
"""A camera that stays for this long is back for good."""

STALLED_S: Final = 3.0
"""No frame for this long is reported; a webcam in the dark still delivers one every 0.2 s."""
FROZEN_S: Final = 4.0
"""The same frame to the last bit for this long: sensor noise never repeats."""
SLOW_HZ: Final = 10.0
"""Fewer frames a second leave fewer than ten for the quickest movement that is judged (1 s)."""
LOOKED_AT_S: Final = 5.0
_SAMPLED: Final = 24  # one pixel in this many is compared; noise shows in any of them

GONE: Final = N_("The camera has stopped: check its cable. I am waiting for it")
BACK: Final = N_("The camera is back")
STALLED: Final = N_("No image from the camera at the moment")
FROZEN: Final = N_("The camera's image is frozen: check the camera")
SLOW: Final = N_("The camera is slow: more light usually helps")


class TellNotice(Protocol):
    """Tells the person something, on the screen and elsewhere; see live.notices."""

    def __call__(self, text: str, *, lasting: bool = False) -> None:
        """Say a text; a lasting one stays until the next."""


class Steady(EndlessSource):
    """A FrameSource over a camera that `reopen` opens again when it stops delivering; media time goes on meanwhile.

    A frame of another size after that is fitted into the first one's. It reports: gone, back, no frames, a frozen
    image, few frames a second. Raises CameraError when the camera stays away for PATIENCE_S.
    """

    def __init__(
        self,
        source: FrameSource,
        reopen: Callable[[], FrameSource],
        tell: TellNotice,
        patience_s: float | None = None,
    ) -> None:
        self._source = source
        self._reopen = reopen
        self._tell = tell
        self._patience_s = PATIENCE_S if patience_s is None else patience_s
        self._name, self._size_wh = source.name, source.size_wh
        self._buffer: NDArray[np.uint8] | None = None
        self._offset_s = 0.0
        self._last_s = 0.0
        self._arrived_s = time.monotonic()
        self._index = -1
        self._closed = threading.Event()
        self._found_s = self._until_s = -math.inf
        self._gone = self._stalled = False
        self._checks = _Checks(tell)
        self._watching = threading.Thread(target=self._watch, name=f"watch of {self._name}", daemon=True)
        self._begun = False

    @property
    def name(self) -> str:
        """Name of the camera."""
        return self._name

    @property
    def size_wh(self) -> tuple[int, int]:
        """Width and height of every frame [px]."""
        return self._size_wh

    def read(self) -> Frame | None:
        """Wait for the next frame, through a loss of the camera if need be, and return it; None once closed."""
        self._begin()
        while not self._closed.is_set():
            try:
                frame = self._source.read()
            except CameraError as error:
                self._find_again(error)
                continue
            if self._closed.is_set():
                return None
            if frame is not None:
                return self._taken(frame)
            self._find_again(
                CameraError(filled("{name} has stopped delivering frames: check its cable", name=self._name))
            )
        return None

    def wake(self) -> None:
        """End the wait for a camera that is gone: `read` returns None from now on; from any thread."""
        self._closed.set()

    def close(self) -> None:
        """Release the camera; safe to call twice; for the thread that reads."""
        self._closed.set()
        self._source.close()
        if self._begun:
            self._watching.join()

    def _begin(self) -> None:
        """Watch from the first read on: after opening, the model is still to be loaded, which takes a while."""
        if not self._begun:
            self._begun = True
            self._arrived_s = time.monotonic()
            self._watching.start()

    def _taken(self, frame: Frame) -> Frame:
        self._arrived_s = time.monotonic()
        if self._stalled:
            self._stalled = False
            self._tell(BACK)
        self._last_s = max(frame.t_s + self._offset_s, self._last_s + 1e-3)
        self._index += 1
        bgr = frame.bgr
        if frame.size_wh != self._size_wh:
            if self._buffer is None:
                self._buffer = np.empty((self._size_wh[1], self._size_wh[0], 3), np.uint8)
            fit_into(bgr, self._buffer)
            bgr = self._buffer
        self._checks.look(bgr, self._last_s)
        return Frame(bgr, self._last_s, self._index)

    def _find_again(self, error: CameraError) -> None:
        """Reopen the camera, trying as often as needed; raise the error when patience is over."""
        self._gone = True
        self._tell(GONE, lasting=True)
        self._source.close()
        now_s = time.monotonic()
        # A loose contact that comes and goes does not start the patience over each time.
        if now_s - self._found_s > SETTLED_S:
            self._until_s = now_s + self._patience_s
        while not self._closed.wait(RETRY_EVERY_S):
            try:
                self._source = self._reopen()
            except CameraError:
                if time.monotonic() >= self._until_s:
                    raise error from None
                continue
            if time.monotonic() >= self._until_s:
                self._source.close()
                raise error
            # The new camera's clock starts over; ours has gone on since the last frame.
            self._offset_s = self._last_s + time.monotonic() - self._arrived_s
            self._arrived_s = self._found_s = time.monotonic()
            self._gone = self._stalled = False
            self._checks.forget()
            self._tell(BACK)
            return

    def _watch(self) -> None:
        """Report a read that does not return: some drivers hang instead of failing."""
        while not self._closed.wait(RETRY_EVERY_S / 2):
            if self._gone or self._stalled or time.monotonic() - self._arrived_s <= STALLED_S:
                continue
            self._stalled = True
            self._tell(STALLED, lasting=True)


class _Checks:
    """Notices a frozen image and a low frame rate, in the camera's own media time."""

    def __init__(self, tell: TellNotice) -> None:
        self._tell = tell
        self._told_slow = False
        self.forget()

    def forget(self) -> None:
        """Start over, with another camera."""
        self._sample: NDArray[np.uint8] | None = None
        self._changed_s = self._since_s = float("nan")
        self._told_frozen = False
        self._frames = 0

    def look(self, bgr: NDArray[np.uint8], t_s: float) -> None:
        """Look at a frame."""
        self._look_at_rate(t_s)
        sample = bgr[::_SAMPLED, ::_SAMPLED]
        if self._sample is None or not np.array_equal(sample, self._sample):
            self._sample = sample.copy()
            self._changed_s, self._told_frozen = t_s, False
        elif not self._told_frozen and t_s - self._changed_s > FROZEN_S:
            self._told_frozen = True
            self._tell(FROZEN)

    def _look_at_rate(self, t_s: float) -> None:
        if self._frames == 0:
            self._since_s = t_s
        self._frames += 1
        past_s = t_s - self._since_s
        if past_s < LOOKED_AT_S:
            return
        if not self._told_slow and (self._frames - 1) / past_s < SLOW_HZ:
            self._told_slow = True
            self._tell(SLOW)
        self._frames = 0
