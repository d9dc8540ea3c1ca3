"""A lock is held by one, is gone with its holder, and is never somebody else's file."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from posecoach.publishing import lock as module
from posecoach.publishing.lock import MARK, Lock, Taken

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="flock is POSIX's")


def test_one_holds_it_and_the_next_may_when_it_is_given_back(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with Lock(path) as held:
        assert path.read_bytes() == MARK
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        with pytest.raises(Taken):
            Lock(path)
        assert held.path == path
    assert not path.exists()
    held.release()
    Lock(path).release()
    assert not path.exists()


def test_where_standard_input_is_closed_its_number_is_given_back_as_well(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    kept = os.dup(0)
    os.close(0)
    try:
        Lock(path).release()
        assert not path.exists()
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(0)
    finally:
        os.dup2(kept, 0)
        os.close(kept)


def test_a_lock_that_came_in_its_place_is_left_to_its_holder(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    with Lock(folder / "lock"):
        folder.rename(tmp_path / "away")
        folder.mkdir()
        other = Lock(folder / "lock")
    assert (folder / "lock").exists()
    with pytest.raises(Taken):
        Lock(folder / "lock")
    other.release()


def test_a_mark_of_ones_own_is_what_it_is_known_by(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    held = Lock(path, b"mark/1 abc\n")
    assert path.read_bytes() == b"mark/1 abc\n"
    held.release(keep=True)
    assert path.exists()
    with pytest.raises(FileExistsError):
        Lock(path, b"mark/1 other\n")
    Lock(path, b"mark/1 abc\n").release()
    assert not path.exists()


def open_files() -> int:
    """Return how many files this process has open; 0 where a system does not say."""
    return len(list(Path("/proc/self/fd").iterdir())) if sys.platform.startswith("linux") else 0


@pytest.mark.parametrize("content", [b"mine", MARK + b"and more", b"posecoach.lock/2\n"])
def test_a_file_of_somebody_else_is_left_alone_and_does_not_stay_open(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "lock"
    path.write_bytes(content)
    before = open_files()
    with pytest.raises(FileExistsError) as caught:
        Lock(path)
    assert (caught.value.errno, caught.value.filename) == (errno.EEXIST, str(path))
    assert path.read_bytes() == content
    assert open_files() == before


@pytest.mark.parametrize("content", [b"", MARK[:5], MARK])
def test_what_a_killed_process_left_is_taken(content: bytes, tmp_path: Path) -> None:
    """Only a whole one is removed: the beginning of one may be somebody else's file."""
    path = tmp_path / "lock"
    path.write_bytes(content)
    with Lock(path), pytest.raises(Taken):
        Lock(path)
    assert path.exists() is (content != MARK)


def test_none_is_made_where_only_one_that_is_there_is_wanted(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Lock(tmp_path / "lock", make=False)
    assert list(tmp_path.iterdir()) == []


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "far").write_bytes(MARK)
    (tmp_path / "lock").symlink_to(tmp_path / "far")
    with pytest.raises(OSError, match="symbolic links"):
        Lock(tmp_path / "lock")


def test_where_there_is_no_room_for_the_mark_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("posecoach.publishing.disk.write", full)
    with pytest.raises(OSError, match="full"):
        Lock(tmp_path / "lock")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL])
def test_where_the_file_system_has_no_locks_one_goes_on_without(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(module.fcntl, "flock", refuse)
    with Lock(tmp_path / "lock"):
        assert (tmp_path / "lock").exists()
    assert not (tmp_path / "lock").exists()


def test_another_refusal_is_told_and_nothing_stays_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(module.fcntl, "flock", refuse)
    before = open_files()
    with pytest.raises(OSError, match="broken"):
        Lock(tmp_path / "lock")
    assert open_files() == before


def test_a_lock_whose_file_was_removed_meanwhile_is_taken_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its holder removes it just between the opening and the locking of another one."""
    path, real, removed = tmp_path / "lock", module._lock, []

    def late(number: int) -> bool:
        if not removed:
            removed.append(path.unlink())
        return real(number)

    monkeypatch.setattr(module, "_lock", late)
    with Lock(path):
        assert path.read_bytes() == MARK
        with pytest.raises(Taken):
            Lock(path)


def test_a_lock_that_is_always_removed_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, real, tries = tmp_path / "lock", module._lock, []

    def late(number: int) -> bool:
        tries.append(path.unlink())
        return real(number)

    monkeypatch.setattr(module, "_lock", late)
    with pytest.raises(Taken):
        Lock(path)
    assert len(tries) == 50
