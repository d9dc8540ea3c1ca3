"""Opening what a user names: only real files, because a pipe or a device would keep the program waiting for ever."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import IO, Final

from posecoach.words.phrase import N_, filled

DEFAULT_LIMIT_BYTES: Final = 200 * 2**20
"""Nothing that is read as a whole comes near: models, baselines, exercise files."""
_NOTHING_THERE: Final = (errno.ENOENT, errno.ENOTDIR, errno.EBADF, errno.ELOOP)


def open_file(path: Path) -> IO[bytes]:
    """Open a file to read its bytes.

    Raises OSError, also for a folder, a pipe and a device; its `strerror` says what is wrong.
    """
    file = open(path, "rb", opener=_without_waiting)  # noqa: SIM115 - Path.open takes no opener
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(None, N_("it is a pipe or a device, not a file"), str(path))
    return file


def read_file(path: Path, limit_bytes: int = DEFAULT_LIMIT_BYTES) -> bytes:
    """Return the bytes of a file; OSError as from `open_file`, or if it is larger than the limit."""
    with open_file(path) as file:
        content = file.read(limit_bytes + 1) if os.fstat(file.fileno()).st_size <= limit_bytes else None
    if content is None or len(content) > limit_bytes:
        raise OSError(errno.EFBIG, filled("it is larger than {size} MB", size=limit_bytes >> 20), str(path))
    return content


def is_folder(path: Path) -> bool:
    """Whether there is a folder; False where that cannot be found out (a name too long, a locked folder above)."""
    try:
        return path.is_dir()
    except OSError:
        return False


def is_file(path: Path) -> bool:
    """Whether there is a file; False where that cannot be found out, as for `is_folder`."""
    try:
        return path.is_file()
    except OSError:
        return False


def may_exist(path: Path) -> bool:
    """Whether there is something, or it cannot be found out: opening it then tells why.

    Path.exists says no where it cannot be found out, from Python 3.14 on.
    """
    try:
        path.stat()
    except OSError as error:
        return error.errno not in _NOTHING_THERE
    except ValueError:  # a name that no system can have
        return False
    return True


def real_path(path: Path) -> Path:
    """Return a place with all links followed; Path.resolve raises an error where links lead in circles."""
    return Path(os.path.realpath(path))


def _without_waiting(path: str, flags: int) -> int:
    """Open without waiting for somebody to write to a pipe; Windows has no such pipes among its files."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
