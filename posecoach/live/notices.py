"""Notices about the computer: a slow model, a lost camera, a full disk."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from posecoach.drawing.snapshot import NOTICE_S
from posecoach.words.catalogue import ENGLISH, Words
from posecoach.words.phrase import titled


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
        self._waiting = ""
        self._gives_way = False

    def tell(
        self,
        text: str,
        details: str = "",
        *,
        lasting: bool = False,
        on_screen: bool = True,
        can_wait: bool = False,
    ) -> None:
        """Say something once; `details` are left out on the screen. A lasting notice stays until the next one.

        on_screen: whether the person can do something about it now; notes on setting
        up the computer are left to the terminal and to `doctor`, because they would cover the instructions.
        can_wait: the screen shows it when nobody exercises, for the same reason.
        """
        if on_screen:
            with self._lock:
                if can_wait:
                    self._waiting = text
                else:
                    self._show(text, float("inf") if lasting else time.monotonic() + NOTICE_S)
        said = self._words(text)
        why = self._words(details)
        if why[:1].islower() and ". " not in said:  # no sentence of its own, and belongs to the only one
            said = self._words(titled(text, details))
        elif why:
            said = f"{said}. {why}"
        self._remark(said)

    def current(self, *, exercising: bool = False) -> str:
        """Return the text for the screen right now; may be empty.

        exercising: the screen is needed for what to do next. What can wait is then shown later, and once.
        """
        now_s = time.monotonic()
        with self._lock:
            if self._waiting and not exercising and now_s >= self._until_s:
                self._show(self._waiting, now_s + NOTICE_S)
                self._waiting, self._gives_way = "", True
            if now_s >= self._until_s or (exercising and self._gives_way):
                return ""
            return self._text

    def _show(self, text: str, until_s: float) -> None:
        self._text, self._until_s, self._gives_way = text, until_s, False
