"""The steps that change a disk: everything published is made of these, so that a test can fail each of them."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final, Protocol

from posecoach.errors import MovedAway, OutputError, reason
from posecoach.files import is_file, open_file
from posecoach.words.phrase import N_, filled

ONLY_OWNER: Final = 0o700
"""Of a folder that we make for somebody's pictures, landmarks and results."""
SYNC_ALL_FROM: Final = 64
"""Files from which the whole system is synced once, which is faster than one file after another."""
_NEW: Final = os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_CHUNK_BYTES: Final = 2**20
_NO_HARD_LINKS: Final = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}
"""What file systems without hard links answer (FAT, some network folders)."""


class Create(Protocol):
    """Opens a new file for writing, as `create` does."""

    def __call__(self, path: Path, mode: int = 0o666, *, buffering: int = -1) -> IO[bytes]: ...  # noqa: D102 - see it


def create(path: Path, mode: int = 0o666, *, buffering: int = -1) -> IO[bytes]:
    """Open a new file for writing; OSError if there is anything of that name, a link included."""
    return os.fdopen(os.open(path, os.O_WRONLY | _NEW, mode), "wb", buffering)


def put(path: Path, content: bytes, create: Create = create) -> None:
    """Write a new file, whole or not at all. Raises OutputError, also if there is one already."""
    try:
        file = create(path)
        with whole_or_gone(path), file:
            write(file, content)
    except OSError as error:
        raise cannot_write(path, error) from error


@contextmanager
def whole_or_gone(path: Path) -> Iterator[None]:
    """Remove a new file that could not be written to its end."""
    try:
        yield
    except OSError:
        with suppress(OSError):
            remove(path)
        raise


def write(file: IO[bytes], content: bytes) -> None:
    """Write bytes to an open file."""
    file.write(content)


def make_folder(path: Path, mode: int = ONLY_OWNER) -> None:
    """Make a folder; OSError if there is anything of that name."""
    path.mkdir(mode)


def sync(paths: Iterable[Path]) -> None:
    """Have the system bring files to the disk, and wait for it."""
    files = list(paths)
    if len(files) >= SYNC_ALL_FROM and hasattr(os, "sync"):
        os.sync()
        return
    for path in files:
        number = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
        try:
            os.fsync(number)
        finally:
            os.close(number)


def sync_folder(path: Path) -> None:
    """Have the names in a folder brought to the disk; some systems do that by themselves and refuse to be told."""
    with suppress(OSError):
        number = os.open(path, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def replace(source: Path, target: Path) -> None:
    """Give a file the name of another one, which is gone in the same moment; a link there is itself replaced."""
    source.replace(target)


def move_new(source: Path, target: Path) -> None:
    """Give a file a name that nothing has yet; FileExistsError otherwise, also if it came a moment ago."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from error
        source.rename(target)
        return
    remove(source)


def move_folder(source: Path, target: Path) -> None:
    """Give a folder a name that nothing has yet."""
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    source.rename(target)


def remove(path: Path) -> None:
    """Remove a file, or a link and not what it leads to."""
    path.unlink()


def remove_folder(path: Path) -> None:
    """Remove an empty folder."""
    path.rmdir()


def remove_tree(path: Path) -> None:
    """Remove a folder of ours with everything in it; links in it are removed, not followed."""
    for inside in sorted(path.iterdir()):
        if stat.S_ISDIR(inside.lstat().st_mode):
            remove_tree(inside)
        else:
            remove(inside)
    remove_folder(path)


def sha256(path: Path) -> str:
    """Return the checksum of a file's content; OSError as from `open_file`."""
    found = hashlib.sha256()
    with open_file(path) as file:
        while chunk := file.read(_CHUNK_BYTES):
            found.update(chunk)
    return found.hexdigest()


def identity(path: Path) -> tuple[int, int] | None:
    """Return what makes a file one and the same by whatever name or link; None where there is none."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def identity_of(file: IO[bytes]) -> tuple[int, int]:
    """Return what makes an open file one and the same, whatever it is called by now."""
    found = os.fstat(file.fileno())
    return found.st_dev, found.st_ino


def is_at(file: IO[bytes], path: Path) -> bool:
    """Whether an open file is the one that has a name now. Raises OSError."""
    return identity(path) == identity_of(file)


def no_folder_because(path: Path, error: OSError) -> str:
    """Return why there is no folder to write in; the system only says "File exists" of a file in its place."""
    if isinstance(error, FileExistsError | NotADirectoryError) and is_file(path):
        return N_("it is a file, not a folder")
    return reason(error)


def cannot_write(path: Path, error: OSError) -> OutputError:
    """Return the error to raise where something cannot be written."""
    return OutputError(
        filled("cannot write {path}: {reason}; choose another place", path=path, reason=reason(error))
    )


def moved_away(path: Path) -> MovedAway:
    """Return the error to raise where a file or folder is no longer in its place."""
    return MovedAway(
        filled(
            "{path} was moved or deleted during the recording: what was recorded went with it, unfinished",
            path=path,
        )
    )
