"""The steps on the disk: what each does, and what it refuses."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import sys
from pathlib import Path
from typing import IO

import pytest

from posecoach.errors import OutputError
from posecoach.publishing import disk


def test_a_new_file_is_only_made_where_nothing_is(tmp_path: Path) -> None:
    disk.put(tmp_path / "a", b"mine")
    assert (tmp_path / "a").read_bytes() == b"mine"
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("a", "link"):
        with pytest.raises(FileExistsError):
            disk.create(tmp_path / name)
        with pytest.raises(OutputError) as caught:
            disk.put(tmp_path / name, b"other")
        assert str(caught.value) == f"cannot write {tmp_path / name}: File exists; choose another place"
    assert (tmp_path / "a").read_bytes() == b"mine"
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_a_new_file_is_written_whole_or_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(file: IO[bytes], content: bytes) -> None:
        file.write(content[:2])
        file.flush()
        raise OSError(28, "No space left on device")

    (tmp_path / "mine").write_text("mine")
    monkeypatch.setattr(disk, "write", half)
    for name in ("new", "mine"):
        with pytest.raises(OutputError):
            disk.put(tmp_path / name, b"whole")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"mine": "mine"}


def test_what_is_made_has_the_mode_that_is_asked_for(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        disk.create(tmp_path / "open").close()
        disk.create(tmp_path / "own", 0o600).close()
        disk.make_folder(tmp_path / "folder")
        disk.make_folder(tmp_path / "shared", 0o755)
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {"open": 0o666, "own": 0o600, "folder": 0o700, "shared": 0o755}


def test_a_folder_is_only_made_where_nothing_is(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError):
        disk.make_folder(tmp_path)


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was brought to the disk: names of files, or "everything"."""
    done: list[str] = []
    monkeypatch.setattr(
        os, "fsync", lambda number: done.append(Path(f"/proc/self/fd/{number}").readlink().name)
    )
    monkeypatch.setattr(os, "sync", lambda: done.append("everything"))
    return done


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc tells what was synced")
def test_files_are_brought_to_the_disk_one_by_one_and_many_at_once(tmp_path: Path, synced: list[str]) -> None:
    paths = [tmp_path / f"{number:02}" for number in range(disk.SYNC_ALL_FROM)]
    for path in paths:
        disk.put(path, b"")
    disk.sync(paths[:-1])
    assert synced == [path.name for path in paths[:-1]]
    synced.clear()
    disk.sync(iter(paths))
    assert synced == ["everything"]
    synced.clear()
    disk.sync_folder(tmp_path)
    assert synced == [tmp_path.name]


def test_a_folder_that_cannot_be_synced_is_no_error(tmp_path: Path) -> None:
    disk.sync_folder(tmp_path / "missing")
    open_before = set(Path("/proc/self/fd").iterdir()) if sys.platform.startswith("linux") else set()
    disk.sync_folder(tmp_path)
    disk.sync([])
    assert not open_before or set(Path("/proc/self/fd").iterdir()) == open_before


def test_a_link_is_replaced_and_not_what_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "far").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "far")
    (tmp_path / "new").write_text("new")
    disk.replace(tmp_path / "new", tmp_path / "link")
    assert [(tmp_path / name).read_text() for name in ("far", "link")] == ["mine", "new"]
    assert not (tmp_path / "link").is_symlink()
    assert not (tmp_path / "new").exists()


NO_LINKS = [errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK]


@pytest.mark.parametrize("number", [0, *NO_LINKS])
def test_a_file_moves_to_a_name_that_is_free_and_to_no_other(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    if number:
        monkeypatch.setattr(os, "link", refuse)
    for name in ("new", "newer", "newest"):
        (tmp_path / name).write_text(name)
    disk.move_new(tmp_path / "new", tmp_path / "place")
    assert (tmp_path / "place").read_text() == "new"
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    for source, target in (("newer", "place"), ("newest", "dangling")):
        with pytest.raises(FileExistsError):
            disk.move_new(tmp_path / source, tmp_path / target)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dangling", "newer", "newest", "place"]
    assert (tmp_path / "place").read_text() == "new"


def test_another_refusal_to_move_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        disk.move_new(tmp_path / "missing", tmp_path / "place")


def test_a_folder_moves_to_a_name_that_is_free_and_to_no_other(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "file").touch()
    disk.move_folder(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b" / "file").exists()
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for target in ("empty", "link"):
        with pytest.raises(FileExistsError) as caught:
            disk.move_folder(tmp_path / "b", tmp_path / target)
        assert (caught.value.errno, caught.value.filename) == (errno.EEXIST, str(tmp_path / target))
    assert (tmp_path / "b" / "file").exists()


def test_a_tree_goes_without_what_its_links_lead_to(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "diary").touch()
    (tmp_path / "tree" / "deep" / "deeper").mkdir(parents=True)
    (tmp_path / "tree" / "deep" / "file").touch()
    (tmp_path / "tree" / "to mine").symlink_to(tmp_path / "mine")
    disk.remove_tree(tmp_path / "tree")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["diary", "mine"]


def test_a_folder_with_something_in_it_is_not_removed(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "file").touch()
    with pytest.raises(OSError, match="not empty"):
        disk.remove_folder(tmp_path / "a")
    disk.remove(tmp_path / "a" / "file")
    disk.remove_folder(tmp_path / "a")
    assert not (tmp_path / "a").exists()


def test_a_checksum_is_that_of_the_whole_content(tmp_path: Path) -> None:
    content = bytes(range(256)) * 10_000  # more than one piece of it
    (tmp_path / "a").write_bytes(content)
    assert disk.sha256(tmp_path / "a") == hashlib.sha256(content).hexdigest()


def test_a_file_is_the_same_by_every_name(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    (tmp_path / "b").hardlink_to(tmp_path / "a")
    (tmp_path / "c").symlink_to(tmp_path / "a")
    (tmp_path / "other").touch()
    same = {disk.identity(tmp_path / name) for name in "abc"}
    assert len(same) == 1
    assert disk.identity(tmp_path / "other") not in same
    assert disk.identity(tmp_path / "missing") is None
    assert disk.identity(Path("a\0b")) is None
