"""Where files are made before they are published: a hidden folder beside their place, known by a mark as ours.

A process holds the lock of its staging folder. What a killed one has left is removed by the next that publishes in the
same place: only folders with our mark, none whose process still lives, and none that a journal beside it still needs.
"""

from __future__ import annotations

import os
import re
import secrets
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final, Self

from posecoach.publishing import disk
from posecoach.publishing.lock import Lock, Taken
from posecoach.publishing.manifest import JOURNAL, read_journal
from posecoach.words.phrase import N_

NAME: Final = re.compile(r"\.posecoach-([0-9a-f]{16})\.part")
MARK_NAME: Final = "mark"
CONTENT: Final = "new"


class Staging:
    """A folder to make things in, gone in the end; a context manager.

    content: the folder for what will be published. needed: a journal says that what is in it counts already.
    Raises OSError if it cannot be made.
    """

    def __init__(self, parent: Path) -> None:
        token = secrets.token_hex(8)
        # A sweep looks for the other name, so that must not exist before the lock is held.
        self.path = parent / f".posecoach-{token}.new"
        self._lock: Lock | None = None
        self.needed = False
        disk.make_folder(self.path)
        try:
            self._lock = Lock(self.path / MARK_NAME, _mark(token))
            disk.make_folder(self.path / CONTENT)
            self._rename(parent / f".posecoach-{token}.part")
        except BaseException:
            self.discard()
            raise
        self.content = self.path / CONTENT

    def _rename(self, path: Path) -> None:
        disk.move_folder(self.path, path)
        self.path = path
        if self._lock is not None:
            self._lock.path = path / MARK_NAME

    def files(self) -> dict[str, Path]:
        """Return what was made, by its place relative to the content with slashes; OSError if it is no plain file."""
        found: dict[str, Path] = {}
        for place, folders, names in os.walk(self.content, onerror=_raise):
            here = Path(place)
            for name in (*folders, *names):
                mode = (here / name).lstat().st_mode
                if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
                    raise OSError(None, N_("it is no file"), str(here / name))
            found |= {(here / name).relative_to(self.content).as_posix(): here / name for name in names}
        return dict(sorted(found.items()))

    def discard(self) -> None:
        """Remove it with what is still in it, the mark last; what cannot be removed now is swept later.

        While it is needed, only the lock is given back.
        """
        if self.needed and self._lock is not None:
            self._lock.release(keep=True)
            return
        with suppress(OSError):
            _clear(self.path)
        if self._lock is not None:
            self._lock.release()
        with suppress(OSError):
            disk.remove_folder(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.discard()


def is_staging(name: str) -> bool:
    """Whether a folder is called like one in which results are being made."""
    return NAME.fullmatch(name) is not None


def sweep(parent: Path) -> None:
    """Remove what killed processes have left half made in a folder; whatever cannot be removed stays."""
    with suppress(OSError):
        found = [path for path in parent.iterdir() if is_staging(path.name)]
        for path in found:
            with suppress(OSError, Taken):
                _sweep(path)


def _sweep(path: Path) -> None:
    token = NAME.fullmatch(path.name)
    if token is None or not stat.S_ISDIR(path.lstat().st_mode):
        return
    mark = path / MARK_NAME
    with Lock(mark, _mark(token[1]), make=False) as lock:
        if mark.stat().st_size == 0:
            return  # killed before it had its mark, with nothing made yet; or somebody else's
        if _is_decided(path.parent, token[1]):
            lock.release(keep=True)
            return
        _clear(path)
    disk.remove_folder(path)


def _is_decided(parent: Path, token: str) -> bool:
    """Whether a journal says that what is in a staging folder counts already; one that cannot be read may say so."""
    if not os.path.lexists(parent / JOURNAL):
        return False
    journal = read_journal(parent)
    return journal is None or journal.token == token


def _clear(path: Path) -> None:
    """Remove what is ours in a staging folder but for the mark."""
    for name in (CONTENT, "journal.json"):
        inside = path / name
        if not os.path.lexists(inside):
            continue
        if stat.S_ISDIR(inside.lstat().st_mode):
            disk.remove_tree(inside)
        else:
            disk.remove(inside)


def _mark(token: str) -> bytes:
    return f"posecoach.part/1 {token}\n".encode()


def _raise(error: OSError) -> None:
    raise error
