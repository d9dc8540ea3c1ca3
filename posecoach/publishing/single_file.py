"""One file that the user names: made aside, synced and renamed; only an earlier one of posecoach's own is replaced."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from posecoach.errors import OutputError, reason
from posecoach.files import open_file, real_path
from posecoach.publishing import disk
from posecoach.publishing.manifest import read_manifest
from posecoach.publishing.staging import Staging, sweep
from posecoach.words.phrase import N_, Phrase, filled

HEAD_BYTES: Final = 4096
FILE: Final = N_("FILE")
"""In place of an option for a file that is named without one."""
BOOKKEEPING: Final = ".posecoach"
"""How the names of lists and locks begin. Without its list, a folder of results is no longer known as posecoach's."""
GENERATOR: Final = '<meta name="generator" content="posecoach'
"""In the head of every page that posecoach makes."""
_COLUMNS: Final = "started,session,ended,exercise,index,side,start_s,end_s,hold_s,score,faults"
CSV_HEADS: Final = (_COLUMNS, _COLUMNS.replace(",", ";"))
"""How tables begin that posecoach makes, in either dialect."""
CALENDAR_HEAD: Final = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//posecoach//"
"""How calendars begin that posecoach makes."""
_JSON: Final = re.compile(rb'\s*(?:\[\s*)?\{\s*"schema":\s*"(posecoach\.[a-z]+)/[0-9]+"')
REVIEWS: Final = "posecoach.review"
"""The mark of the JSON of reviews."""
_NOTHING_FOUND: Final = b"[]\n"
"""The JSON of several recordings of which none could be judged."""


def check_file(
    path: Path, option: str, *, overwrite: bool, inputs: Iterable[Path] = (), mark: str | None = None
) -> None:
    """Raise OutputError unless a file may be written in a place, and can be.

    option: the one that names it. inputs: what is read, which may not be written over by any name. mark: of the
    content to come, as `mark_of` returns it; None if it is not known yet.
    """
    try:
        _check_place(path, option, mark, overwrite=overwrite)
        identity = disk.identity(path)
        same = next((one for one in inputs if identity is not None and disk.identity(one) == identity), None)
        if same is not None:
            raise OutputError(
                filled(
                    "{path} is what is read ({same}): {another}",
                    path=path,
                    same=same,
                    another=_another(option),
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
    check_file(path, option, overwrite=overwrite, inputs=inputs, mark=mark_of(content[:HEAD_BYTES]))
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
    return _mark_at(path) != ""


def mark_of(head: bytes) -> str:
    """Return what kind of posecoach's files begins like this: the name of a schema or a word; "" for none of them."""
    if head == _NOTHING_FOUND:
        return REVIEWS
    schema = _JSON.match(head)
    if schema is not None:
        return schema[1].decode()
    text = head.decode("utf-8", "replace")
    if text.startswith("<!doctype html>") and GENERATOR in text:
        return "page"
    if text.startswith(CALENDAR_HEAD):
        return "calendar"
    return "table" if text.partition("\n")[0].startswith(CSV_HEADS) else ""


def _mark_at(path: Path) -> str:
    # An empty file may be one that the system only pretends to be a file, and loses what is read from it.
    if path.stat().st_size == 0:
        return ""
    with open_file(path) as file:
        return mark_of(file.read(HEAD_BYTES))


def _results_with(path: Path) -> Path | None:
    """Return the folder of results whose list names a file, if there is one."""
    place = real_path(path.parent) / path.name
    for folder in place.parents:
        manifest = read_manifest(folder)
        if manifest is not None and place.relative_to(folder).as_posix() in manifest.files:
            return folder
    return None


def _is_device(path: Path) -> bool:
    """Whether a link leads to a pipe or a device, as /dev/stdout does: it is not replaced even if asked."""
    try:
        mode = path.stat().st_mode
    except OSError:  # it leads nowhere
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _check_place(path: Path, option: str, mark: str | None, *, overwrite: bool) -> None:
    path.parent.stat()
    if path.name.startswith(BOOKKEEPING):
        raise OutputError(
            filled(
                "{path} has a name that posecoach keeps for its own lists of files: {another}",
                path=path,
                another=_another(option),
            )
        )
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISDIR(mode):
        raise OutputError(
            filled(
                "cannot write {path}: it is a folder; {another}",
                path=path,
                another=_another(option),
            )
        )
    if not stat.S_ISREG(mode) and (not stat.S_ISLNK(mode) or _is_device(path)):
        raise OutputError(
            filled(
                "cannot write {path}: it is a pipe or a device; {another}",
                path=path,
                another=_another(option),
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
    found = _mark_at(path)
    if not found:
        raise OutputError(
            filled(
                "{path} was not made by posecoach: {another}, or replace it with --overwrite",
                path=path,
                another=_another(option),
            )
        )
    results = _results_with(path)
    if results is not None:
        raise OutputError(
            filled(
                "{path} belongs to the results in {folder}: {another}, or replace it with --overwrite",
                path=path,
                folder=results,
                another=_another(option),
            )
        )
    if mark is not None and found != mark:
        raise OutputError(
            filled(
                "{path} was made by another command: {another}, or replace it with --overwrite",
                path=path,
                another=_another(option),
            )
        )


def _another(option: str) -> Phrase:
    """Return the advice to write to another file; option: the one that names it, or FILE."""
    return (
        Phrase(N_("choose another file"), {})
        if option == FILE
        else filled("choose another file with {option}", option=option)
    )


def _cannot_write(path: Path, option: str, error: OSError) -> OutputError:
    if isinstance(error, FileNotFoundError) and not os.path.lexists(path.parent):
        return OutputError(
            filled(
                "cannot write {path}: there is no folder {folder}; make it first",
                path=path,
                folder=path.parent,
            )
        )
    return OutputError(
        filled(
            "cannot write {path}: {reason}; {another}",
            path=path,
            reason=reason(error),
            another=_another(option),
        )
    )
