"""What a list of files may say, and what is in a place."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import msgspec
import pytest

from posecoach.publishing import manifest as module
from posecoach.publishing.manifest import (
    JOURNAL,
    MANIFEST,
    Journal,
    Made,
    Manifest,
    Move,
    Removal,
    encoded,
    is_inside,
    read_journal,
    read_manifest,
    state,
)

LISTED = Manifest(files={"a/b.html": Made("5f41", "review"), "c.json": Made("9d", "session")})
DECIDED = Journal(
    "posecoach.journal/1",
    "0123456789abcdef",
    (Move("a/b.html", "", "5f41"),),
    (Removal("old.csv", "11"),),
    LISTED,
)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_bytes(encoded(LISTED))
    (tmp_path / JOURNAL).write_bytes(encoded(DECIDED))
    assert read_manifest(tmp_path) == LISTED
    assert read_journal(tmp_path) == DECIDED
    assert encoded(LISTED).startswith(b'{\n "schema": "posecoach.manifest/1",\n "files": {\n')
    assert encoded(LISTED).endswith(b"}\n")


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b'{"schema": "posecoach.manifest/2", "files": {}}', b'{"files": {"a": 1}}', b"{" * 9],
)
def test_what_cannot_be_understood_is_none(content: bytes, tmp_path: Path) -> None:
    assert (read_manifest(tmp_path), read_journal(tmp_path)) == (None, None)
    for name in (MANIFEST, JOURNAL):
        (tmp_path / name).write_bytes(content)
    assert (read_manifest(tmp_path), read_journal(tmp_path)) == (None, None)


def test_a_list_that_is_no_file_or_is_endless_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "far").write_bytes(encoded(LISTED))
    (tmp_path / MANIFEST).symlink_to(tmp_path / "far")
    assert read_manifest(tmp_path) is None
    (tmp_path / MANIFEST).unlink()
    content = encoded(LISTED)
    (tmp_path / MANIFEST).write_bytes(content)
    monkeypatch.setattr(module, "_LIMIT_BYTES", len(content))
    assert read_manifest(tmp_path) == LISTED
    monkeypatch.setattr(module, "_LIMIT_BYTES", len(content) - 1)
    assert read_manifest(tmp_path) is None


@pytest.mark.parametrize("part", ["move", "removal", "list"])
def test_no_name_of_a_decision_may_lead_out(part: str, tmp_path: Path) -> None:
    forged = {
        "move": msgspec.structs.replace(DECIDED, moves=(Move("../x", "", "1"),)),
        "removal": msgspec.structs.replace(DECIDED, removals=(Removal("/x", "1"),)),
        "list": msgspec.structs.replace(DECIDED, manifest=Manifest(files={"..": Made("1", "review")})),
    }
    (tmp_path / JOURNAL).write_bytes(encoded(forged[part]))
    assert read_journal(tmp_path) is None


@pytest.mark.parametrize(
    "name", ["a", "a/b", "a/b/c.txt", "...", "a..b", " ", "a/.posecoach.json", ".hidden"]
)
def test_places_below_a_folder(name: str) -> None:
    assert is_inside(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "/a",
        "//a",
        "a/../b",
        "../a",
        "a//b",
        "a/",
        "./a",
        "a\\b",
        "c:a",
        "a\0",
        ".posecoach.lock",
    ],
)
def test_places_that_are_none(name: str) -> None:
    assert not is_inside(name)


def test_what_is_in_a_place(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("file")
    (tmp_path / "gone").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe")
    assert {path.name: state(path) for path in tmp_path.iterdir()} == {
        "file": hashlib.sha256(b"mine").hexdigest(),
        "folder": "folder",
        "link": f"link to {b'file'.hex()}",
        "gone": f"link to {b'nowhere'.hex()}",
        "pipe": "device",
    }
    assert state(tmp_path / "missing") == state(tmp_path / "file" / "below") == ""
