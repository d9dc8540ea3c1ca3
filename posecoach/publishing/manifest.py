"""What posecoach has made in a folder, by checksum, and what it is about to put there."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePosixPath
from typing import Final, Literal, TypeVar

import msgspec

from posecoach.files import open_file
from posecoach.json_decoding import decoded_json
from posecoach.publishing import disk

MANIFEST: Final = ".posecoach.json"
JOURNAL: Final = ".posecoach-journal.json"
_LIMIT_BYTES: Final = 2**26
"""Of either file: 400,000 names; an hour of OpenPose files has 108,000."""
NOTHING: Final = ""
"""The state of a place where nothing is."""


class Made(msgspec.Struct, frozen=True):
    """A file that posecoach made. kind: what it belongs to; a new set replaces all of one kind."""

    sha256: str
    kind: str


class Manifest(msgspec.Struct, frozen=True):
    """What posecoach has made in a folder, by place relative to it."""

    schema: Literal["posecoach.manifest/1"] = "posecoach.manifest/1"
    files: dict[str, Made] = {}


class Move(msgspec.Struct, frozen=True):
    """A file to put in its place. before: what was there when it was decided; sha256: of the new one."""

    name: str
    before: str
    sha256: str


class Removal(msgspec.Struct, frozen=True):
    """A file of ours that is out of date."""

    name: str
    sha256: str


class Journal(msgspec.Struct, frozen=True):
    """A decision that only has to be carried out: once it is on the disk, the new files take their places.

    token: of the staging folder where they wait.
    """

    schema: Literal["posecoach.journal/1"]
    token: str
    moves: tuple[Move, ...]
    removals: tuple[Removal, ...]
    manifest: Manifest


D = TypeVar("D", Manifest, Journal)


def read_manifest(folder: Path) -> Manifest | None:
    """Return what posecoach has made in a folder; None if nothing says so that could be understood."""
    found = _read(folder / MANIFEST, Manifest)
    return found if found is not None and all(map(is_inside, found.files)) else None


def read_journal(folder: Path) -> Journal | None:
    """Return what an interrupted run had decided; None if there is nothing, or nothing that could be understood."""
    found = _read(folder / JOURNAL, Journal)
    if found is None:
        return None
    names = [*(one.name for one in found.moves), *(one.name for one in found.removals), *found.manifest.files]
    return found if all(map(is_inside, names)) else None


def encoded(document: Manifest | Journal) -> bytes:
    """Return a document as it is kept."""
    return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"


def is_inside(name: str) -> bool:
    """Whether a name is a place below a folder, and none of the files that keep account of it."""
    parts = PurePosixPath(name).parts
    plain = parts and "/".join(parts) == name and ".." not in parts and not name.startswith("/")
    return bool(plain) and not set(name) & set("\\:\0") and not parts[0].startswith(".posecoach")


def state(path: Path) -> str:
    """Return what is in a place: the checksum of a file, NOTHING, or a word for what is no file. Raises OSError."""
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return NOTHING
    if stat.S_ISLNK(mode):
        return f"link to {os.fsencode(path.readlink()).hex()}"
    if stat.S_ISDIR(mode):
        return "folder"
    return disk.sha256(path) if stat.S_ISREG(mode) else "device"


def _read(path: Path, kind: type[D]) -> D | None:
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return None
        with open_file(path) as file:
            content = file.read(_LIMIT_BYTES + 1)
        return decoded_json(content, kind) if len(content) <= _LIMIT_BYTES else None
    except (OSError, ValueError, msgspec.MsgspecError):
        return None
