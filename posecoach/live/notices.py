"""Notices about the computer: a slow model, a lost camera, a full disk."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from posecoach.drawing.snapshot import NOTICE_S
from posecoach.words.catalogue import ENGLISH, Words


class Notices:
    """Takes notices from any thread, passes each on at once, and keeps the newest for the screen.

    remark: called with each text, in the person's language, on the thread that reports it, for everything but the
    screen (standard error, the voice). The screen looks up its texts itself.
    The real clock decides when a notice has been read, because frames may stop coming just then.
    """

    def __init__(self, remark: Callable[[str], None] = lambda _: None, words: Words = ENGLISH) -> None:
        self._remark = remark
        self._words = words
        self._lock = threading.Lock()
        self._text = ""
        self._until_s = 0.0

    def tell(self, text: str, details: str = "", *, lasting: bool = False, on_screen: bool = True) -> None:
        """Say something once; `details` are left out on the screen. A lasting notice stays until the next one.

        on_screen: whether the person can do something about it now; notes on setting
        up the computer are left to the terminal and to `doctor`, because they would cover the instructions.
        """
        if on_screen:
            with self._lock:
                self._text = text
                self._until_s = float("inf") if lasting else time.monotonic() + NOTICE_S
        said = self._words(text)
        self._remark(f"{said}. {self._words(details)}" if details else said)

    @property
    def current(self) -> str:
        """The text for the screen right now; may be empty."""
        with self._lock:
            return self._text if time.monotonic() < self._until_s else ""
