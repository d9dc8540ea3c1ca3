"""The keys of a session without a window, read from the terminal one by one, without Enter."""

from __future__ import annotations

import math
import os
import re
import sys
import time
from contextlib import suppress
from types import TracebackType
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray
from rich.console import Console

from posecoach.drawing.page import ENTER, QUIT, Page, print_page
from posecoach.drawing.snapshot import Snapshot
from posecoach.events import Command
from posecoach.live.keys import COMMANDS, Repeats

PAGE_WAIT_S: Final = 0.1
_NAMES: Final = {"\x1b": QUIT, "\r": ENTER, "\n": ENTER}
_SEQUENCES: Final = re.compile(r"\x1b(?:\[\[[A-Z]|\[[0-?]*[ -/]*[@-~]|O[0-9;]*[ -~])")
"""Arrows and function keys send sequences that begin with Escape (ECMA-48; F1 to F5 of the Linux console: two `[`)."""
_UNFINISHED: Final = re.compile(r"\x1b(?:\[\[?[0-?]*[ -/]*|O[0-9;]*)?$")
REST_S: Final = 0.05
"""How long the rest of such a sequence may take: over a network it may come in two parts, the first like Escape."""


class TerminalKeys:
    """A Display that shows only pages, as text, and listens to the terminal.

    If standard input is not a terminal, nobody answers. A context manager, because the terminal has to be restored.
    Windows has its own way of reading keys.
    """

    def __init__(self, console: Console) -> None:
        """Take where pages are printed."""
        self._console = console
        self._pressed: list[Command] = []
        self._ahead: list[str] = []
        self._repeats = Repeats()
        self.ended = False
        self._restore = _listen() if sys.stdin is not None and sys.stdin.isatty() else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def attended(self) -> bool:
        """Whether a person can press a key."""
        return self._restore is not None

    def show(self, picture: NDArray[np.uint8], snapshot: Snapshot | None) -> None:
        """Do nothing: a sink of its own prints the words."""

    def attend(self, wait_ms: int) -> None:
        """Take the keys pressed within about `wait_ms`."""
        if self._restore is None:
            time.sleep(wait_ms / 1000)
            return
        for key in self._keys(wait_ms / 1000):
            if key == QUIT:
                self.ended = True
            elif key in COMMANDS:
                self._pressed.append(COMMANDS[key])

    def page(self, page: Page, patience_s: float | None = None) -> str:
        """Print a page and wait for a key that answers it; "" if none comes in time, or nobody can press one.

        Any key shows that somebody is there, who may take their time. Keys that came with the one that answers are for
        whatever comes next.
        """
        print_page(self._console, page)
        until_s = math.inf if patience_s is None else time.monotonic() + patience_s
        while self._restore is not None and time.monotonic() < until_s:
            keys = self._keys(PAGE_WAIT_S)
            while keys:
                until_s = math.inf
                if (answer := page.answer(keys.pop(0), 0)) is not None:
                    self._ahead = keys
                    return answer
        return ""

    def commands(self) -> list[Command]:
        """Return the person's commands since the last call."""
        pressed, self._pressed = self._pressed, []
        return pressed

    def close(self) -> None:
        """Restore the terminal; safe to call twice."""
        restore, self._restore = self._restore, None
        if restore is not None:
            restore()

    def _keys(self, wait_s: float) -> list[str]:
        """Return the names of the keys pressed within a time, as pages and the window call them; one held down once."""
        ahead, self._ahead = self._ahead, []
        if ahead:
            return ahead
        read = _read_keys(wait_s)
        while _UNFINISHED.search(read) and (rest := _read_keys(REST_S)):
            read += rest
        keys, now_s = [_NAMES.get(key, key) for key in _SEQUENCES.sub("", read).lower()], time.monotonic()
        return [key for key in keys if not self._repeats.held(key, now_s)]


if sys.platform == "win32":
    import msvcrt
    from collections.abc import Callable

    _TWO_PARTS: Final = ("\x00", "\xe0")
    """What arrows and function keys begin with, by the documentation of getch in Microsoft's C library."""

    def _listen() -> Callable[[], None]:
        return lambda: None

    def _read_keys(wait_s: float) -> str:
        until_s = time.monotonic() + wait_s
        keys = ""
        while time.monotonic() < until_s:
            while msvcrt.kbhit():
                key = msvcrt.getwch()
                if key in _TWO_PARTS:
                    msvcrt.getwch()  # down is this and a P, which alone would pause
                else:
                    keys += key
            time.sleep(0.005)
        return keys

else:
    import select
    import termios
    import tty
    from collections.abc import Callable

    def _listen() -> Callable[[], None]:
        """Have keys delivered one by one and not shown; return what restores the terminal."""
        number = sys.stdin.fileno()
        before = termios.tcgetattr(number)
        tty.setcbreak(number)

        def restore() -> None:
            with suppress(termios.error):  # it has been closed
                termios.tcsetattr(number, termios.TCSADRAIN, before)

        return restore

    def _read_keys(wait_s: float) -> str:
        number = sys.stdin.fileno()
        ready, _, _ = select.select([number], [], [], wait_s)
        if not ready:
            return ""
        with suppress(OSError):  # it has been closed, and so it has where nothing comes
            if keys := os.read(number, 64):
                return keys.decode("utf-8", "ignore")
        time.sleep(wait_s)
        return ""
