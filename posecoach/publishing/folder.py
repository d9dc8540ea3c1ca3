"""Files of a folder: all new ones take their places together, and nothing else in the folder is touched.

Everything is made in a staging folder and synced. Then a journal is written: from that moment on the new files count,
and if this process is killed, the next one to open the folder puts the rest in their places. So a folder
holds the old files or the new ones, or a journal with which the next run makes it the new ones.

A manifest says what posecoach has made here. A file that is not in it, or was changed since, belongs to somebody else.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from posecoach.errors import OutputError, reason
from posecoach.publishing import disk
from posecoach.publishing.lock import Lock, Taken
from posecoach.publishing.manifest import (
    JOURNAL,
    MANIFEST,
    NOTHING,
    Journal,
    Made,
    Manifest,
    Move,
    Removal,
    encoded,
    read_journal,
    read_manifest,
    state,
)
from posecoach.publishing.staging import CONTENT, Staging, sweep
from posecoach.signals import put_off
from posecoach.words.phrase import Phrase, filled

OUT: Final = "--out"
"""The usual option that names a folder to publish in."""
LOCK: Final = ".posecoach.lock"
REVIEW: Final = "review"
"""The usual kind of what is made together."""


@contextmanager
def published(
    folder: Path,
    *,
    overwrite: bool = False,
    inputs: Iterable[Path] = (),
    names: Iterable[str] = (),
    own: bool = True,
    kind: str = REVIEW,
) -> Iterator[Path]:
    """Yield an empty folder to make files in, which appear in `folder` together if all went well.

    The folder is made if it is not there. own: one that is there must be posecoach's or empty; else new files may lie
    among others. inputs: what may not be written over by any name. names: what will be made, so that it can be refused
    before the work. kind: of what is made; nothing of another kind is replaced or removed. Raises OutputError.
    """
    if own and not os.path.lexists(folder):
        with _made_new(folder, kind) as content:
            yield content
        return
    with open_folder(folder, overwrite=overwrite, inputs=inputs) as opened:
        if own:
            opened.check_own()
        opened.check(names, kind)
        with opened.stage(kind) as content:
            yield content


@contextmanager
def _made_new(folder: Path, kind: str) -> Iterator[Path]:
    """Yield a folder that gets its name when all is in it."""
    with _told(folder):
        folder.parent.mkdir(disk.ONLY_OWNER, parents=True, exist_ok=True)
        sweep(folder.parent)
    with _told(folder), Staging(folder.parent) as staging:
        with _as_if_in(folder, staging.content):
            yield staging.content
        _finish_new(staging, kind)
        disk.move_folder(staging.content, folder)
        disk.sync_folder(folder.parent)


def is_interrupted(folder: Path) -> bool:
    """Whether the run that published in a folder last did not come to its end; `open_folder` does the rest."""
    return os.path.lexists(folder / JOURNAL)


def check_inputs(folder: Path, names: Iterable[str], inputs: Iterable[Path]) -> None:
    """Raise OutputError if one of the files to be made in a folder, or made there earlier, is what is read."""
    Folder(folder, overwrite=True, inputs=inputs).check_inputs(names)


@contextmanager
def open_folder(
    folder: Path, *, overwrite: bool = False, inputs: Iterable[Path] = (), option: str = OUT
) -> Iterator[Folder]:
    """Yield a folder that this process alone publishes in, made if it is not there; see `published`.

    What a killed run had decided is carried out first. option: the one that names it. Raises OutputError.
    """
    with _told(folder, option):
        made = not folder.is_dir()
        if made:
            folder.parent.mkdir(disk.ONLY_OWNER, parents=True, exist_ok=True)
            disk.make_folder(folder)
    try:
        with _told(folder, option):
            lock = _locked(folder)
        with lock:
            opened = Folder(folder, overwrite=overwrite, inputs=inputs, option=option)
            opened.recover()
            yield opened
    finally:
        if made:
            with suppress(OSError):  # something is in it: all is well
                disk.remove_folder(folder)


class Folder:
    """A folder of results while it is locked."""

    def __init__(self, path: Path, *, overwrite: bool, inputs: Iterable[Path], option: str = OUT) -> None:
        self.path = path
        self._option = option
        self._overwrite = overwrite
        self._inputs = {found: one for one in inputs if (found := disk.identity(one)) is not None}

    def recover(self) -> None:
        """Carry out what a killed run had decided, and remove what others left half made. Raises OutputError."""
        with _told(self.path, self._option), put_off():
            if os.path.lexists(self.path / JOURNAL):
                journal = read_journal(self.path)
                if journal is None:
                    raise OutputError(
                        filled(
                            "{path} is no journal of posecoach that can be read: move it away",
                            path=self.path / JOURNAL,
                        )
                    )
                self._apply(journal)
            sweep(self.path)

    def check_own(self) -> None:
        """Raise OutputError for a folder with something in it that posecoach did not make, unless it may be used."""
        manifest = read_manifest(self.path)
        if self.path.is_symlink():
            raise OutputError(
                filled(
                    "{path} is a link to another folder: remove it, or choose another place", path=self.path
                )
            )
        with _told(self.path, self._option):
            others = [path for path in self.path.iterdir() if path.name != LOCK]
        if others and manifest is None and not self._overwrite:
            raise OutputError(
                filled(
                    "{path} was not made by posecoach: choose another place, or write into it with --overwrite",
                    path=self.path,
                )
            )

    def check(self, names: Iterable[str], kind: str = REVIEW) -> None:
        """Raise OutputError unless files of these names may be made here."""
        self.check_inputs(names)
        manifest = read_manifest(self.path) or Manifest()
        with _told(self.path, self._option):
            for name in names:
                self._before(name, manifest, kind)
            self._before(MANIFEST, manifest, kind)

    def check_inputs(self, names: Iterable[str]) -> None:
        """Raise OutputError if one of the files to be made, or made earlier, is what is read."""
        manifest = read_manifest(self.path) or Manifest()
        for name in dict.fromkeys([*names, *manifest.files]):
            self._check_input(name)

    def note(self, names: Iterable[str], kind: str) -> None:
        """Note in the manifest that files were made here by posecoach. Raises OutputError."""
        with _told(self.path, self._option):
            manifest = read_manifest(self.path)
            if manifest is None and os.path.lexists(self.path / MANIFEST):
                raise OutputError(
                    filled("{path} was not made by posecoach: move it away", path=self.path / MANIFEST)
                )
            self._write_manifest(self._with(names, kind))

    def _with(self, names: Iterable[str], kind: str) -> Manifest:
        """Return what was made here, and besides these files as of one kind. Raises OSError."""
        manifest = read_manifest(self.path) or Manifest()
        return Manifest(
            files=manifest.files | {name: Made(disk.sha256(self.path / name), kind) for name in names}
        )

    @contextmanager
    def stage(self, kind: str = REVIEW, adopted: Iterable[str] = ()) -> Iterator[Path]:
        """Yield an empty folder to make files in, which take their places together if all went well.

        Files of the same kind that an earlier run made and this one did not are removed. adopted: files that count as
        such without being listed. Raises OutputError.
        """
        with _told(self.path, self._option), Staging(self.path) as staging:
            with _as_if_in(self.path, staging.content):
                yield staging.content
            self._commit(staging, kind, adopted)

    def _commit(self, staging: Staging, kind: str, adopted: Iterable[str]) -> None:
        files = staging.files()
        manifest = self._with(adopted, kind)
        self._before(MANIFEST, manifest, kind)
        moves = tuple(
            Move(name, self._before(name, manifest, kind), disk.sha256(path)) for name, path in files.items()
        )
        old = {name: made for name, made in manifest.files.items() if made.kind == kind and name not in files}
        removals = tuple(Removal(name, made.sha256) for name, made in old.items())
        for name in old:
            self._check_input(name)
        kept = {name: made for name, made in manifest.files.items() if name not in old}
        new = Manifest(files=kept | {move.name: Made(move.sha256, kind) for move in moves})
        token = staging.path.name.removeprefix(".posecoach-").removesuffix(".part")
        journal = Journal("posecoach.journal/1", token, moves, removals, new)
        _write(staging.path / "journal.json", encoded(journal))
        disk.sync([*files.values(), staging.path / "journal.json"])
        for folder in (*{path.parent for path in files.values()}, staging.content, staging.path):
            disk.sync_folder(folder)
        staging.needed = True
        try:
            with put_off():
                disk.move_new(staging.path / "journal.json", self.path / JOURNAL)
                disk.sync_folder(self.path)
                self._apply(journal, fresh=True)
        finally:
            staging.needed = os.path.lexists(self.path / JOURNAL)

    def _apply(self, journal: Journal, *, fresh: bool = False) -> None:
        """Carry a decision out, as far as it has not been; what somebody has put in a place since stays there.

        fresh: it was decided a moment ago, so that nothing has to be looked at again. Where a new file is lost, the
        earlier one stays, and is listed as before.
        """
        staging = self.path / f".posecoach-{journal.token}.part"
        made, earlier = dict(journal.manifest.files), read_manifest(self.path) or Manifest()
        for move in journal.moves:
            source, target = staging / CONTENT / move.name, self.path / move.name
            if not fresh and (
                state(source) != move.sha256 or state(target) not in {move.before, move.sha256}
            ):
                if state(target) == move.before != move.sha256 and move.name in earlier.files:
                    made[move.name] = earlier.files[move.name]
                continue
            self._make_parents(move.name)
            disk.replace(source, target)
        for removal in journal.removals:
            if not self._leads_out(removal.name) and state(self.path / removal.name) == removal.sha256:
                disk.remove(self.path / removal.name)
        self._write_manifest(Manifest(files=made))
        disk.remove(self.path / JOURNAL)
        disk.sync_folder(self.path)

    def _write_manifest(self, manifest: Manifest) -> None:
        with Staging(self.path) as staging:
            made = staging.content / "manifest"
            _write(made, encoded(manifest))
            disk.sync([made])
            disk.replace(made, self.path / MANIFEST)
        disk.sync_folder(self.path)

    def _before(self, name: str, manifest: Manifest, kind: str) -> str:
        """Return what is in a place if something of ours may go there. Raises OutputError."""
        if (link := self._leads_out(name)) is not None:
            raise OutputError(
                filled("{link} is no folder of its own: remove it, or choose another place", link=link)
            )
        self._check_input(name)
        path = self.path / name
        found = state(path)
        made = manifest.files.get(name)
        own = found == NOTHING or (made is not None and (made.kind, made.sha256) == (kind, found))
        own = own or (name == MANIFEST and read_manifest(self.path) is not None)
        if found == "folder":
            raise OutputError(filled("{path} is a folder: move it away, or choose another place", path=path))
        if made is not None and made.sha256 == found and made.kind != kind and not self._overwrite:
            raise OutputError(
                filled(
                    "{path} was made by another command: choose another place, or replace it with --overwrite",
                    path=path,
                )
            )
        if not own and not self._overwrite:
            raise OutputError(
                filled(
                    "{path} was not made by posecoach, or has been changed since: choose another place, or replace it "
                    "with --overwrite",
                    path=path,
                )
            )
        return found

    def _check_input(self, name: str) -> None:
        source = self._inputs.get(disk.identity(self.path / name) or (0, 0))
        if source is not None:
            raise OutputError(
                filled(
                    "{path} is what is read ({source}): choose another place for results",
                    path=self.path / name,
                    source=source,
                )
            )

    def _leads_out(self, name: str) -> Path | None:
        """Return a link or file that is in the place of a folder above a name; None if there is none."""
        here = self.path
        for part in name.split("/")[:-1]:
            here /= part
            if os.path.lexists(here) and not stat.S_ISDIR(here.lstat().st_mode):
                return here
        return None

    def _make_parents(self, name: str) -> None:
        if (link := self._leads_out(name)) is not None:
            raise OutputError(
                filled("{link} is no folder of its own: remove it, or choose another place", link=link)
            )
        here = self.path
        for part in name.split("/")[:-1]:
            here /= part
            if not here.is_dir():
                disk.make_folder(here)


def _finish_new(staging: Staging, kind: str) -> None:
    """Add the manifest to files that will be a folder of their own, and sync all."""
    files = staging.files()
    made = {name: Made(disk.sha256(path), kind) for name, path in files.items()}
    _write(staging.content / MANIFEST, encoded(Manifest(files=made)))
    disk.sync([*files.values(), staging.content / MANIFEST])
    for folder in (*{path.parent for path in files.values()}, staging.content):
        disk.sync_folder(folder)


def _write(path: Path, content: bytes) -> None:
    with disk.create(path) as file:
        disk.write(file, content)


def _locked(folder: Path) -> Lock:
    try:
        return Lock(folder / LOCK)
    except Taken as error:
        raise OutputError(
            filled(
                "{folder} is being written by another posecoach: wait until it has ended, or choose another place",
                folder=folder,
            )
        ) from error


@contextmanager
def _told(folder: Path, option: str = OUT) -> Iterator[None]:
    """Turn what the system refuses into an OutputError."""
    try:
        yield
    except OSError as error:
        place = error.filename if isinstance(error.filename, str) and error.filename else folder
        if ".posecoach-" in str(place):
            place = folder
        raise OutputError(
            filled(
                "cannot write {place}: {reason}; choose another place with {option}",
                place=place,
                reason=disk.no_folder_because(folder, error) if place == str(folder) else reason(error),
                option=option,
            )
        ) from error


@contextmanager
def _as_if_in(folder: Path, content: Path) -> Iterator[None]:
    """Name the place that the person knows in an error about one where files are made."""
    try:
        yield
    except OutputError as error:
        raise type(error)(_renamed(reason(error), str(content), str(folder))) from error


def _renamed(message: str, before: str, after: str) -> str:
    """Return a message with another name of a folder, wherever it stands among what fills the message."""
    if not isinstance(message, Phrase):
        return message.replace(before, after)
    return message.refilled(
        {
            name: _renamed(str(value), before, after) if isinstance(value, Path | str) else value
            for name, value in message.values.items()
        }
    )
