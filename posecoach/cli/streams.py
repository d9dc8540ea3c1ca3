"""The three standard streams in any state: closed, full, or with a reader that has seen enough."""

from __future__ import annotations

import errno
import io
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO, cast

from posecoach.errors import OutputError, reason
from posecoach.signals import silence_libraries_when_interrupted
from posecoach.words.phrase import N_, filled


def prepare_streams(*, results: bool) -> None:
    """Make the standard streams fit to be written to.

    results: whether the command's results go to standard output, so that a closed one is an error. The numbers of
    streams that are closed are filled first: else the next file that is opened would get one of them, and what a
    library prints would end up in it.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.dup2(os.open(os.devnull, os.O_RDWR), number)
    if sys.stderr is None:
        sys.stderr = _nowhere()
    elif sys.stderr is sys.__stderr__:
        sys.stderr = _Forgiving(_apart(cast("TextIO", sys.stderr)))
    output: Any = sys.stdout
    is_own = output is sys.__stdout__
    if output is None:
        sys.stdout = _checked(None, "utf-8", lines=False) if results else _nowhere()
    elif is_own and output.fileno() == 1:
        sys.stdout = _checked(1, output.encoding, lines=output.isatty())


def abandon_output() -> None:
    """Send what is still to be printed nowhere: Python would complain once more when it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _apart(stream: TextIO) -> TextIO:
    """Return a standard error of the program's own, so that libraries, which write to number 2, can be silenced."""
    try:
        silence_libraries_when_interrupted()
        number = os.dup(stream.fileno())
    except (OSError, ValueError):  # none, or no room for one more
        return stream
    binary = io.BufferedWriter(io.FileIO(number, "w"))
    return io.TextIOWrapper(binary, stream.encoding, stream.errors, line_buffering=True)


def _checked(number: int | None, encoding: str, *, lines: bool) -> TextIO:
    """Return a standard output that says in our words why it cannot be written.

    A dash or a tick that the terminal's or the file's encoding does not know is no reason to fail.
    """
    binary = io.BufferedWriter(_Output(number))
    return io.TextIOWrapper(binary, encoding, errors="replace", line_buffering=lines)


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


class _Output(io.RawIOBase):
    """Standard output by its number, None if it was closed before the program began.

    Raises OutputError once; what comes later is lost anyway, and Python would complain about it when it ends.
    """

    def __init__(self, number: int | None) -> None:
        self._number = number
        self._failed = False

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return self._number is not None and os.isatty(self._number)

    def fileno(self) -> int:
        return super().fileno() if self._number is None else self._number

    def write(self, content: Any) -> int:
        if self._failed:
            return len(memoryview(content).cast("B"))
        try:
            return _write(self._number, content)
        except BrokenPipeError:
            raise
        except OSError as error:
            self._failed = True
            if error.errno == errno.EIO and _is_closed_terminal(
                self._number
            ):  # nobody reads any more; what was done is kept all the same
                return len(memoryview(content).cast("B"))
            raise OutputError(
                filled(
                    "cannot write to standard output: {reason}; send it to a file that can be written",
                    reason=reason(error),
                )
            ) from error


def _write(number: int | None, content: bytes) -> int:
    if number is None:
        raise OSError(errno.EBADF, N_("it is closed"))
    return os.write(number, content)


def _is_closed_terminal(number: int | None) -> bool:
    """Whether a stream was a terminal: closed, it is none any more, but still a device."""
    return number is not None and stat.S_ISCHR(os.fstat(number).st_mode) and not os.isatty(number)


class _Forgiving(io.TextIOBase):
    """A standard error that ignores failed writes: there is nowhere left to report them."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        try:
            return self._stream.write(text)
        except OSError:
            self._abandon()
            return len(text)

    def flush(self) -> None:
        try:
            self._stream.flush()
        except OSError:
            self._abandon()

    def isatty(self) -> bool:
        return self._stream.isatty()

    def fileno(self) -> int:
        return self._stream.fileno()

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._stream.encoding

    def _abandon(self) -> None:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())
