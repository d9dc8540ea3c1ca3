"""Where the history lies, who may read it, and how all of it goes away again."""

from __future__ import annotations

import glob
import os
import sqlite3
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from platformdirs import user_data_path

from posecoach.errors import HistoryError, UsageError, reason
from posecoach.files import is_file, is_folder, open_file, real_path
from posecoach.history.going_on import clear_locks
from posecoach.words.phrase import N_, Phrase, counted, filled

FOLDER_VARIABLE: Final = "POSECOACH_DATA"
"""An environment variable that names another data folder."""
DATABASE: Final = "history.sqlite3"
COMPANIONS: Final = ("-wal", "-shm", "-journal")
"""What SQLite puts beside a database while it is in use; the names begin with that of the database."""

SQLITE_BEGINS: Final = b"SQLite format 3\0"
OUR_WORDS: Final = ("posecoach_version", "pain_stops", "hold_s")
"""Of the tables of every version. One of them tells a history also where others are damaged."""
LOOKED_AT_BYTES: Final = 2**24
"""Of a file that does not begin as a database: the words of its tables are near the beginning."""

PEOPLE: Final = "people"
"""The folder in the data folder with a folder for each person who was named."""
LONGEST_NAME: Final = 60
LONGEST_FOLDER_BYTES: Final = 255
"""Of a name on most file systems."""

ONLY_OWNER_FOLDER: Final = 0o700
ONLY_OWNER_FILE: Final = 0o600


def data_folder() -> Path:
    """Return the folder for this user's data: that of POSECOACH_DATA, else the one that the system provides for.

    Raises HistoryError if it cannot be told.
    """
    own = os.environ.get(FOLDER_VARIABLE)
    try:
        folder = Path(own).expanduser() if own else user_data_path("posecoach", appauthor=False)
    except RuntimeError as error:  # "~name" of a user who does not exist, or no home at all
        raise _no_folder(
            f"{FOLDER_VARIABLE}={own}" if own else N_("the home folder"), reason(error)
        ) from error
    if is_file(folder):
        raise _no_folder(f"{FOLDER_VARIABLE}={own}" if own else str(folder), N_("it is a file, not a folder"))
    return folder


def _no_folder(named: str, why: str) -> HistoryError:
    return HistoryError(
        filled(
            "there is no such folder for the history: {named} ({reason}); name another in {variable}",
            named=named,
            reason=why,
            variable=FOLDER_VARIABLE,
        )
    )


def person_folder(name: str | None) -> Path:
    """Return the data folder of one person, by default that of whoever gives no name.

    Raises UsageError for what cannot be a name, HistoryError as `data_folder`.
    """
    if name is None:
        return data_folder()
    told = " ".join(unicodedata.normalize("NFKC", name).split())
    if len(told) > LONGEST_NAME:
        raise UsageError(
            filled(
                "the name of a person has {count} characters; it may have {most} at most",
                count=len(told),
                most=LONGEST_NAME,
            )
        )
    if not told or not all(one.isalnum() or one in " -_'" for one in told):
        raise _no_name(name)
    folder = told.casefold().replace(" ", "_").replace("'", "_")
    if len(folder.encode()) > LONGEST_FOLDER_BYTES:  # small letters of some scripts are three letters
        raise _no_name(name)
    return data_folder() / PEOPLE / folder


def _no_name(name: str) -> UsageError:
    return UsageError(
        filled("{name!r} cannot be the name of a person: use letters, digits, spaces and hyphens", name=name)
    )


def database_path(folder: Path | None = None) -> Path:
    """Return the database in a folder, by default the data folder; it need not exist."""
    return (folder or data_folder()) / DATABASE


def database_files(path: Path) -> list[Path]:
    """Return a database and what SQLite may have put beside it."""
    return [path, *_companions(path)]


def every_history() -> list[Path]:
    """Return the databases of all people, with what SQLite may have put beside them; they need not exist."""
    try:
        folders = [data_folder()]
    except HistoryError:
        return []
    with suppress(OSError, ValueError):
        folders += sorted((folders[0] / PEOPLE).iterdir())
    return [file for folder in folders for file in database_files(folder / DATABASE)]


def prepare(path: Path) -> None:
    """Make the folder and an empty database that only the owner may read; tighten what is there already.

    A folder that somebody else made keeps its mode: only the file in it is ours. The companions get the mode of the
    database from SQLite. Raises OSError.
    """
    own = [path.parent.parent] if path.parent.parent.name == PEOPLE else []
    for folder in (*own, path.parent):
        if not folder.exists():
            folder.mkdir(mode=ONLY_OWNER_FOLDER, parents=True, exist_ok=True)
            folder.chmod(ONLY_OWNER_FOLDER)  # exactly, whatever the umask
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, ONLY_OWNER_FILE))
    for file in (path, *_companions(path)):
        if file.exists() and file.stat().st_mode & 0o777 != ONLY_OWNER_FILE:
            file.chmod(ONLY_OWNER_FILE)


def remove(path: Path) -> list[str]:
    """Remove a database, what SQLite put beside it, and the folder if nothing else is in it.

    Where the database is a link, what it leads to goes as well if that is a history of ours. Returns what may still
    hold something of it and could not or must not be removed, each with the reason. Raises HistoryError.
    """
    left: list[str] = []
    places = [path]
    if os.path.islink(path):  # noqa: PTH114 - Path.is_symlink raises where a name is too long
        real = real_path(path)
        if is_history(real):
            places.append(real)
        elif real.exists():
            left.append(
                filled("{real}, which {path} led to, is no history of posecoach", real=real, path=path)
            )
    try:
        for place in places:
            left += _remove(place)
        own = [path.parent.parent] if path.parent.parent.name == PEOPLE else []
        for folder in (path.parent, *own):
            if is_folder(folder) and not any(folder.iterdir()):
                folder.rmdir()
    except OSError as error:
        raise HistoryError(
            filled(
                "cannot delete {path}: {reason}; end other posecoach programs, or delete it by hand",
                path=error.filename,
                reason=reason(error),
            )
        ) from error
    return left


def _remove(path: Path) -> Iterator[str]:
    """Remove a database and its companions; yield what is left of them under other names. Raises OSError."""
    for file in (*_companions(path), path):
        if not os.path.lexists(file):
            continue
        found = file.lstat()
        file.unlink()
        if stat.S_ISREG(found.st_mode) and found.st_nlink > 1:
            others = counted(
                "{count} other name (find / -inum {inode})",
                "{count} other names (find / -inum {inode})",
                found.st_nlink - 1,
                inode=found.st_ino,
            )
            yield filled("what was {file} is still kept under {others}", file=file, others=others)
    if is_folder(path.parent):
        clear_locks(path)
        for copy in sorted(path.parent.glob(f"{glob.escape(path.name)}?*")):
            yield filled("{copy} looks like a copy that posecoach did not make", copy=copy)


def is_history(path: Path) -> bool:
    """Whether a file is a database with the tables of a history; a damaged one is none."""
    try:
        with closing(sqlite3.connect(path.absolute().as_uri() + "?mode=ro", uri=True)) as connection:
            found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    except (sqlite3.Error, OSError, UnicodeError):
        return False
    return {("sessions",), ("repetitions",), ("consent",), ("progress",)} <= set(found)


def foreign(path: Path) -> Phrase | None:
    """Return how to refuse what is plainly no history: the database of another program, or no database at all.

    None for a history, for nothing, and for what is too damaged to tell.
    """
    try:
        with open_file(path) as file:
            content = file.read(LOOKED_AT_BYTES)
    except OSError:
        return None
    if content[: len(SQLITE_BEGINS)] == SQLITE_BEGINS[: len(content)]:
        tables = _tables(path)
        if not tables or any(one in tables for one in OUR_WORDS):
            return None
        template = N_(
            "{path} is a database of another program: move it away, or name another folder in {variable}"
        )
    elif any(one.encode() in content for one in OUR_WORDS):
        return None
    else:
        template = N_("{path} is no history of posecoach: move it away, or name another folder in {variable}")
    return filled(template, path=path, variable=FOLDER_VARIABLE)


def _tables(path: Path) -> str:
    """Return what made the tables of a database; "" if that cannot be read."""
    try:
        with closing(sqlite3.connect(path.absolute().as_uri() + "?mode=ro", uri=True)) as connection:
            found = connection.execute("SELECT coalesce(sql, '') FROM sqlite_master").fetchall()
    except (sqlite3.Error, OSError, UnicodeError):
        return ""
    return "\n".join(str(sql) for (sql,) in found)


def clear_away(path: Path) -> None:
    """Remove what a connection may have left beside a database that was deleted while it was open."""
    if not path.exists():
        with suppress(HistoryError):
            remove(path)


def _companions(path: Path) -> list[Path]:
    return [path.with_name(path.name + suffix) for suffix in COMPANIONS]
