"""Keeps the log of a C++ library off the user's terminal."""

from __future__ import annotations

import os
import re
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from posecoach.signals import libraries_are_silenced

# Lines of MediaPipe's and LiteRT's loggers. Errors too: what goes wrong is raised as well, with the same words.
_CHATTER = re.compile(rb"[IWE]\d{4} \d\d:\d\d:|(INFO|WARNING|ERROR): |Calculator::")


@contextmanager
def quiet_stderr() -> Iterator[None]:
    """Hold back file descriptor 2 for a moment, then pass on all lines but those of the library.

    The library writes past sys.stderr, so the descriptor itself is turned to a temporary file. Lines of other
    threads in this time are only delayed. Several threads may be in here at once: the first turns the
    descriptor away, the last gives it back.
    """
    _held.enter()
    try:
        yield
    finally:
        _held.leave()


class _Held:
    """Standard error while it is turned away; `terminal` is a copy of what it was."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users = 0
        self._terminal = -1
        self._file: IO[bytes] | None = None

    def enter(self) -> None:
        with self._lock:
            self._users += 1
            if self._users > 1:
                return
            try:
                self._terminal = os.dup(2)
                self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the last one to leave
            except OSError:  # no standard error, or no place for a file: better noisy than not at all
                self._close_terminal()
                return
            _flush()
            os.dup2(self._file.fileno(), 2)

    def leave(self) -> None:
        with self._lock:
            self._users -= 1
            if self._users or self._file is None:
                return
            _flush()
            over = libraries_are_silenced()
            if not over:
                os.dup2(self._terminal, 2)
            self._close_terminal()
            with self._file as held:
                self._file = None
                if over:
                    return
                held.seek(0)
                rest = b"".join(line for line in held if not _CHATTER.match(line))
            if rest:
                os.write(2, rest)

    def _close_terminal(self) -> None:
        if self._terminal >= 0:
            os.close(self._terminal)
            self._terminal = -1


_held = _Held()


def _flush() -> None:
    if sys.stderr is not None:
        sys.stderr.flush()
