"""One file that the user names: made aside, synced and renamed; only an earlier one of posecoach's own is replaced."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from posecoach.errors import OutputError, reason
from posecoach.files import open_file
from posecoach.publishing import disk
from posecoach.publishing.staging import Staging, sweep
from posecoach.words.phrase import filled

HEAD_BYTES: Final = 4096
BOOKKEEPING: Final = ".posecoach"
"""How the names of lists and locks begin. Without its list, a folder of results is no longer known as posecoach's."""
GENERATOR: Final = '<meta name="generator" content="posecoach'
"""In the head of every page that posecoach makes."""
_COLUMNS: Final = "started,session,ended,exercise,index,side,start_s,end_s,hold_s,score,faults"
CSV_HEADS: Final = (_COLUMNS, _COLUMNS.replace(",", ";"))
"""How tables begin that posecoach makes, in either dialect."""
CALENDAR_HEAD: Final = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//posecoach//"
"""How calendars begin that posecoach makes."""
_JSON: Final = re.compile(rb'\s*(\[\s*)?\{\s*"schema":\s*"posecoach\.[a-z]+/[0-9]+"')
_NOTHING_FOUND: Final = b"[]\n"
"""The JSON of several recordings of which none could be judged."""


def check_file(path: Path, option: str, *, overwrite: bool, inputs: Iterable[Path] = ()) -> None:
    """Raise OutputError unless a file may be written in a place, and can be.

    option: the one that names it. inputs: what is read, which may not be written over by any name.
    """
    try:
        _check_place(path, option, overwrite=overwrite)
        identity = disk.identity(path)
        same = next((one for one in inputs if identity is not None and disk.identity(one) == identity), None)
        if same is not None:
            raise OutputError(
                filled(
                    "{path} is what is read ({same}): choose another file with {option}",
                    path=path,
                    same=same,
                    option=option,
                )
            )
        with Staging(path.parent):
            pass
    except OSError as error:
        raise _cannot_write(path, option, error) from error


def publish_file(
    path: Path, content: bytes, option: str, *, overwrite: bool, inputs: Iterable[Path] = ()
) -> None:
    """Write a file so that its old content is there or the new, whenever the process ends.

    Raises OutputError as `check_file`, or if there is no room.
    """
    check_file(path, option, overwrite=overwrite, inputs=inputs)
    try:
        sweep(path.parent)
        with Staging(path.parent) as staging:
            made = staging.content / "file"
            with disk.create(made) as file:
                disk.write(file, content)
            disk.sync([made])
            if os.path.lexists(path):
                if not path.is_symlink():
                    made.chmod(stat.S_IMODE(path.stat().st_mode))
                disk.replace(made, path)
            else:
                disk.move_new(made, path)
        disk.sync_folder(path.parent)
    except OSError as error:
        raise _cannot_write(path, option, error) from error


def is_own(path: Path) -> bool:
    """Whether a file is one that posecoach made, by how it begins. Raises OSError."""
    if (
        path.stat().st_size == 0
    ):  # also what the system only pretends to be a file, and loses what is read from it
        return False
    with open_file(path) as file:
        head = file.read(HEAD_BYTES)
    if head == _NOTHING_FOUND or _JSON.match(head):
        return True
    text = head.decode("utf-8", "replace")
    if text.startswith("<!doctype html>") and GENERATOR in text:
        return True
    return text.startswith(CALENDAR_HEAD) or text.partition("\n")[0].startswith(CSV_HEADS)


def _check_place(path: Path, option: str, *, overwrite: bool) -> None:
    path.parent.stat()
    if path.name.startswith(BOOKKEEPING):
        raise OutputError(
            filled(
                "{path} has a name that posecoach keeps for its own lists of files: choose another file with {option}",
                path=path,
                option=option,
            )
        )
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISDIR(mode):
        raise OutputError(
            filled(
                "cannot write {path}: it is a folder; choose another file with {option}",
                path=path,
                option=option,
            )
        )
    if not stat.S_ISREG(mode) and not stat.S_ISLNK(mode):
        raise OutputError(
            filled(
                "cannot write {path}: it is a pipe or a device; choose another file with {option}",
                path=path,
                option=option,
            )
        )
    if overwrite:
        return
    if stat.S_ISLNK(mode):
        raise OutputError(
            filled(
                "{path} is a link: give the file itself with {option}, or replace the link with --overwrite",
                path=path,
                option=option,
            )
        )
    if not is_own(path):
        raise OutputError(
            filled(
                "{path} was not made by posecoach: choose another file with {option}, or replace it with --overwrite",
                path=path,
                option=option,
            )
        )


def _cannot_write(path: Path, option: str, error: OSError) -> OutputError:
    return OutputError(
        filled(
            "cannot write {path}: {reason}; choose another file with {option}",
            path=path,
            reason=reason(error),
            option=option,
        )
    )
