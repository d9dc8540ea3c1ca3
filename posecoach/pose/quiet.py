"""Keeps the log of a C++ library off the user's terminal."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

# Lines of MediaPipe's and LiteRT's loggers. Errors too: what goes wrong is raised as well, with the same words.
_CHATTER = re.compile(rb"[IWE]\d{4} \d\d:\d\d:|(INFO|WARNING|ERROR): |Calculator::")


@contextmanager
def quiet_stderr() -> Iterator[None]:
    """Hold back file descriptor 2 for a moment, then pass on all lines but those of the library.

    The library writes past sys.stderr, so the descriptor itself is turned to a temporary file. Lines of other
    threads in this time are only delayed.
    """
    try:
        terminal = os.dup(2)
    except OSError:  # no standard error at all: nothing to keep clean
        yield
        return
    with tempfile.TemporaryFile() as held:
        _flush()
        os.dup2(held.fileno(), 2)
        try:
            yield
        finally:
            _flush()
            os.dup2(terminal, 2)
            os.close(terminal)
            held.seek(0)
            rest = b"".join(line for line in held if not _CHATTER.match(line))
            if rest:
                os.write(2, rest)


def _flush() -> None:
    if sys.stderr is not None:
        sys.stderr.flush()
