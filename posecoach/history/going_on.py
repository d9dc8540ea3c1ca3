"""Tells a session that is going on from one that was cut off.

Whatever keeps a session holds a lock beside the database meanwhile, which is gone with the program, however that ends.
"""

from __future__ import annotations

import glob
from pathlib import Path
from typing import Final

from posecoach.publishing.lock import Lock, Taken

SUFFIX: Final = "-session-"
"""What the number of the session follows in the name of its lock, behind the name of the database."""


def hold(path: Path, number: int) -> Lock | None:
    """Hold the lock of a session in the database at `path`.

    None where that cannot be done, and then the session is taken for one that was cut off until it has ended.
    """
    try:
        return Lock(_place(path, number))
    except (Taken, OSError):
        return None


def is_going_on(path: Path, number: int) -> bool:
    """Whether a program that runs holds the lock of a session; the lock that a killed one left is removed."""
    try:
        Lock(_place(path, number), make=False).release()
    except Taken:
        return True
    except OSError:
        pass
    return False


def clear_locks(path: Path) -> None:
    """Remove the locks of sessions that killed programs have left beside the database at `path`."""
    begins = f"{path.name}{SUFFIX}"
    for file in path.parent.glob(f"{glob.escape(begins)}*"):
        if (number := file.name.removeprefix(begins)).isdecimal():
            is_going_on(path, int(number))


def _place(path: Path, number: int) -> Path:
    return path.with_name(f"{path.name}{SUFFIX}{number}")
