"""A lock that a process holds while it writes to a folder; it is gone with the process, however that ends."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final, Self

from posecoach.publishing import disk
from posecoach.words.phrase import N_

MARK: Final = b"posecoach.lock/1\n"
_OPEN: Final = (
    os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
)
_NO_LOCKS: Final = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL}
"""What file systems that know no locks answer: there two programs at once are not noticed."""
_TRIES: Final = 50


class Taken(Exception):
    """Somebody else holds the lock."""


class Lock:
    """Holds a lock by a file, which is made if it is not there and removed in the end; a context manager.

    mark: the file's content, by which it is known as ours. path: to be changed when the file is moved.
    Raises Taken, OSError, and FileExistsError if there is a file of that name that is not ours.
    """

    def __init__(self, path: Path, mark: bytes = MARK, *, make: bool = True) -> None:
        self.path, self._mark = path, mark
        for _ in range(_TRIES):
            number = self._opened(make=make)
            if _lock(number) and disk.identity(path) == _identity(number):
                self._number = number
                return
            os.close(number)  # its holder has removed the file meanwhile: take the new one
        raise Taken

    def _opened(self, *, make: bool) -> int:
        if make:
            self._make()
        number = os.open(self.path, _OPEN)
        try:
            content = (
                os.pread(number, len(self._mark) + 1, 0) if hasattr(os, "pread") else os.read(number, 99)
            )
        except OSError:
            os.close(number)
            raise
        if not self._mark.startswith(content):  # a killed process may have written only the beginning
            os.close(number)
            raise FileExistsError(
                errno.EEXIST, N_("it is a file of yours by the name of a lock"), str(self.path)
            )
        self._ours = content == self._mark
        return number

    def _make(self) -> None:
        """Make the file if it is not there; one that cannot be written is removed again."""
        with suppress(FileExistsError):
            file = disk.create(self.path, 0o600)
            try:
                with file:
                    disk.write(file, self._mark)
            except OSError:
                with suppress(OSError):
                    disk.remove(self.path)
                raise

    def release(self, *, keep: bool = False) -> None:
        """Give the lock back and remove its file unless it is to be kept; safe to call twice."""
        number, self._number = self._number, -1
        if number < 0:
            return
        # Its folder may have been moved away, and another one with a lock of its own be in its place.
        self._ours = self._ours and not keep and disk.identity(self.path) == _identity(number)
        if self._ours and sys.platform != "win32":
            with suppress(OSError):
                disk.remove(self.path)
        os.close(number)
        if self._ours and sys.platform == "win32":
            with suppress(OSError):
                disk.remove(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def _identity(number: int) -> tuple[int, int]:
    found = os.fstat(number)
    return found.st_dev, found.st_ino


if sys.platform == "win32":
    import msvcrt

    def _lock(number: int) -> bool:
        """Take the lock of an open file. Raises Taken."""
        os.lseek(number, 0x7FFF0000, os.SEEK_SET)  # beyond the content, which others may read
        try:
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            os.close(number)
            raise Taken from error
        return True

else:
    import fcntl

    def _lock(number: int) -> bool:
        """Take the lock of an open file. Raises Taken."""
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(number)
            raise Taken from error
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                os.close(number)
                raise
        return True
