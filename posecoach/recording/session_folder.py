"""The folder of a recorded session: a new one for every session, so that none is recorded over another."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import IO, Final

from posecoach.errors import OutputError, reason
from posecoach.publishing import disk
from posecoach.publishing.folder import LOCK, check_inputs, open_folder
from posecoach.publishing.lock import Lock, Taken
from posecoach.signals import put_off
from posecoach.words.phrase import filled

VOICE: Final = "voice.jsonl"
RESULT: Final = "review.json"
NAMES: Final = ("poses.npz", "poses.part.npz", "poses.npz.tmp", "events.jsonl", "video.mp4", VOICE, RESULT)
"""What a session leaves, whole or cut off."""
RECORD: Final = "--record"
"""The option that names such a folder."""
SESSION: Final = "session"
"""The kind that the manifest knows these files by."""


@dataclass(slots=True)
class SessionFolder:
    """Where a session is recorded. whole: it has come to its end, and nothing of it is missing."""

    path: Path
    identity: tuple[int, int] | None
    whole: bool = False
    _made: set[tuple[int, int]] = field(default_factory=set)

    def create(self, path: Path, mode: int = 0o666, *, buffering: int = -1) -> IO[bytes]:
        """Open a new file of the session; it is known as one by what it is, whatever it is called later."""
        file = disk.create(path, mode, buffering=buffering)
        self._made.add(disk.identity_of(file))
        return file

    @property
    def files(self) -> list[str]:
        """What the session has left; a file of somebody else by one of its names is none of it."""
        return [
            name
            for name in NAMES
            if not (self.path / name).is_symlink() and disk.identity(self.path / name) in self._made
        ]

    @property
    def moved(self) -> bool:
        """Whether it is no longer in its place: what is there now is somebody else's."""
        return disk.identity(self.path) != self.identity


@contextmanager
def session_folder(
    wanted: Path, *, overwrite: bool = False, inputs: Sequence[Path] = ()
) -> Iterator[SessionFolder]:
    """Yield the folder of a new session: the one wanted, or if a session is in it already one beside it (F-2, F-3).

    overwrite: in the end the new session takes the place of the one in the folder wanted, if it is whole; otherwise
    both stay. inputs: what is read, which it never takes the place of. A folder in which nothing was recorded is
    removed if it was made for that. One that was moved away meanwhile is left as it is, and so is what has come in its
    place. Raises OutputError.
    """
    if overwrite:
        check_inputs(wanted, NAMES, inputs)
    try:
        folder, lock, made = _free_folder(wanted)
    except OSError as error:
        raise OutputError(
            filled(
                "cannot make the folder {wanted}: {reason}; choose another place with --record",
                wanted=wanted,
                reason=disk.no_folder_because(wanted, error),
            )
        ) from error
    session = SessionFolder(folder, disk.identity(folder))
    try:
        with lock:
            yield session
    finally:
        if not session.moved:
            _end(session, wanted, inputs, takes_place=overwrite and session.whole and folder != wanted)
            if made:
                with suppress(OSError):  # something is in it: all is well
                    disk.remove_folder(folder)


def _end(session: SessionFolder, wanted: Path, inputs: Sequence[Path], *, takes_place: bool) -> None:
    """Note what a session has left, or put it in the place of another one. Raises OutputError."""
    if not session.files:
        return
    if not takes_place:
        _note(session)
        return
    try:
        _take_the_place(session.path, session.files, wanted, inputs)
    except OutputError:
        with suppress(OutputError):  # the first one is told
            _note(session)
        raise


def _note(session: SessionFolder) -> None:
    with put_off(), open_folder(session.path, option=RECORD) as opened:
        opened.note(session.files, SESSION)


def _free_folder(wanted: Path) -> tuple[Path, Lock, bool]:
    """Return a folder without a session, its lock, and whether it had to be made. Raises OSError."""
    wanted.parent.mkdir(disk.ONLY_OWNER, parents=True, exist_ok=True)
    for number in count(1):
        folder = wanted if number == 1 else wanted.with_name(f"{wanted.name}-{number}")
        made = True
        try:
            disk.make_folder(folder)
        except FileExistsError:
            if not folder.is_dir():
                if number == 1:
                    raise
                continue
            made = False
        with suppress(Taken), _gone_again(folder, made=made):
            lock = Lock(folder / LOCK)
            if not any(os.path.lexists(folder / name) for name in NAMES):
                return folder, lock, made
            lock.release()
    raise AssertionError("numbers do not end")


@contextmanager
def _gone_again(folder: Path, *, made: bool) -> Iterator[None]:
    """Remove a folder that was made in vain."""
    try:
        yield
    except OSError:
        if made:
            with suppress(OSError):
                disk.remove_folder(folder)
        raise


def _take_the_place(folder: Path, found: Sequence[str], wanted: Path, inputs: Sequence[Path]) -> None:
    """Put a session in the place of another one; it is where it was until all of it is there. Raises OutputError."""
    with open_folder(wanted, overwrite=True, inputs=inputs, option=RECORD) as opened:
        earlier = [name for name in NAMES if (wanted / name).is_file()]
        with opened.stage(SESSION, adopted=earlier) as content:
            for name in found:
                _twin(folder / name, content / name)
    try:
        for name in found:
            disk.remove(folder / name)
    except OSError as error:
        raise OutputError(
            filled("cannot delete {path}: {reason}; delete it by hand", path=folder, reason=reason(error))
        ) from error


def _twin(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
