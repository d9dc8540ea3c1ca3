"""Where the history lies, who may read it, and how all of it goes away again."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from platformdirs import user_data_path

from posecoach.errors import HistoryError

FOLDER_VARIABLE: Final = "POSECOACH_DATA"
"""An environment variable that names another data folder."""
DATABASE: Final = "history.sqlite3"
COMPANIONS: Final = ("-wal", "-shm", "-journal")
"""What SQLite puts beside a database while it is in use; the names begin with that of the database."""

ONLY_OWNER_FOLDER: Final = 0o700
ONLY_OWNER_FILE: Final = 0o600


def data_folder() -> Path:
    """Return the folder for this user's data: that of POSECOACH_DATA, else the one that the system provides for."""
    own = os.environ.get(FOLDER_VARIABLE)
    return Path(own).expanduser() if own else user_data_path("posecoach", appauthor=False)


def database_path(folder: Path | None = None) -> Path:
    """Return the database in a folder, by default the data folder; it need not exist."""
    return (folder or data_folder()) / DATABASE


def prepare(path: Path) -> None:
    """Make the folder and an empty database that only the owner may read; tighten what is there already.

    A folder that somebody else made keeps its mode: only the file in it is ours. The companions get the mode of the
    database from SQLite. Raises OSError.
    """
    if not path.parent.exists():
        path.parent.mkdir(mode=ONLY_OWNER_FOLDER, parents=True, exist_ok=True)
        path.parent.chmod(ONLY_OWNER_FOLDER)  # exactly, whatever the umask
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, ONLY_OWNER_FILE))
    for file in (path, *_companions(path)):
        if file.exists() and file.stat().st_mode & 0o777 != ONLY_OWNER_FILE:
            file.chmod(ONLY_OWNER_FILE)


def remove(path: Path) -> bool:
    """Remove a database, what SQLite put beside it, and the folder if nothing else is in it.

    Returns whether there was anything to remove. Raises HistoryError.
    """
    try:
        found = [file for file in (*_companions(path), path) if file.exists()]
        for file in found:
            file.unlink()
        if path.parent.is_dir() and not any(path.parent.iterdir()):
            path.parent.rmdir()
    except OSError as error:
        raise HistoryError(
            f"cannot delete {error.filename}: {error.strerror}; end other posecoach programs, or delete it by hand"
        ) from error
    return bool(found)


def clear_away(path: Path) -> None:
    """Remove what a connection may have left beside a database that was deleted while it was open."""
    if not path.exists():
        with suppress(HistoryError):
            remove(path)


def _companions(path: Path) -> list[Path]:
    return [path.with_name(path.name + suffix) for suffix in COMPANIONS]
