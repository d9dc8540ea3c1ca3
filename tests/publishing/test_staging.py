"""Where files are made: known as ours by a mark, gone in the end, and swept away when its process was killed."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from posecoach.publishing.lock import Lock, Taken
from posecoach.publishing.manifest import JOURNAL, Journal, Manifest, encoded
from posecoach.publishing.staging import CONTENT, MARK_NAME, NAME, Staging, is_staging, sweep

DIGITS = "0123456789abcdef"


def left(parent: Path, token: str = DIGITS, mark: bytes | None = None) -> Path:
    """Make what a killed process leaves."""
    path = parent / f".posecoach-{token}.part"
    (path / CONTENT / "deep").mkdir(parents=True)
    (path / CONTENT / "deep" / "half").write_text("half")
    (path / "journal.json").write_text("{}")
    (path / MARK_NAME).write_bytes(f"posecoach.part/1 {token}\n".encode() if mark is None else mark)
    return path


def test_a_staging_folder_is_hidden_marked_and_gone_in_the_end(tmp_path: Path) -> None:
    with Staging(tmp_path) as staging:
        [path] = tmp_path.iterdir()
        assert path == staging.path
        named = NAME.fullmatch(path.name)
        assert named is not None
        assert staging.content == path / CONTENT
        assert list(staging.content.iterdir()) == []
        assert (path / MARK_NAME).read_text() == f"posecoach.part/1 {named[1]}\n"
        assert [stat.S_IMODE(one.stat().st_mode) for one in (path, staging.content)] == [0o700, 0o700]
        with pytest.raises(Taken):
            Lock(path / MARK_NAME, (path / MARK_NAME).read_bytes())
        (staging.content / "file").touch()
    assert list(tmp_path.iterdir()) == []


def test_two_have_different_names(tmp_path: Path) -> None:
    with Staging(tmp_path) as one, Staging(tmp_path) as other:
        assert one.path != other.path


def test_files_are_told_by_their_place_in_order(tmp_path: Path) -> None:
    with Staging(tmp_path) as staging:
        (staging.content / "b" / "c").mkdir(parents=True)
        for name in ("z", "b/c/d", "a"):
            (staging.content / name).touch()
        assert staging.files() == {name: staging.content / name for name in ("a", "b/c/d", "z")}
        assert list(staging.files()) == ["a", "b/c/d", "z"]


@pytest.mark.parametrize("kind", ["link", "link to a folder", "pipe"])
def test_what_is_no_file_is_not_published(kind: str, tmp_path: Path) -> None:
    with Staging(tmp_path) as staging:
        odd = staging.content / "odd"
        if kind == "pipe":
            os.mkfifo(odd)
        else:
            odd.symlink_to(tmp_path if "folder" in kind else staging.path / MARK_NAME)
        with pytest.raises(OSError, match="it is no file") as caught:
            staging.files()
        assert caught.value.filename == str(odd)


def test_what_a_journal_needs_stays_and_its_lock_is_given_back(tmp_path: Path) -> None:
    with Staging(tmp_path) as staging:
        (staging.content / "file").touch()
        staging.needed = True
    assert (staging.content / "file").exists()
    mark = staging.path / MARK_NAME
    Lock(mark, mark.read_bytes()).release(keep=True)
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_is_swept_away(tmp_path: Path) -> None:
    left(tmp_path)
    left(tmp_path, "fedcba9876543210")
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_a_journal_beside_it_needs_is_not_and_has_its_mark_still(tmp_path: Path) -> None:
    needed = left(tmp_path)
    left(tmp_path, "fedcba9876543210")
    journal = Journal("posecoach.journal/1", DIGITS, (), (), Manifest())
    (tmp_path / JOURNAL).write_bytes(encoded(journal))
    sweep(tmp_path)
    assert sorted(tmp_path.iterdir()) == [needed, tmp_path / JOURNAL]
    assert (needed / CONTENT / "deep" / "half").read_text() == "half"
    (tmp_path / JOURNAL).unlink()
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_beside_a_journal_that_cannot_be_read_all_stays(tmp_path: Path) -> None:
    needed = left(tmp_path)
    (tmp_path / JOURNAL).write_text("{")
    sweep(tmp_path)
    assert sorted(tmp_path.iterdir()) == [needed, tmp_path / JOURNAL]


def test_what_is_under_way_is_not(tmp_path: Path) -> None:
    with Staging(tmp_path) as staging:
        (staging.content / "file").touch()
        left(tmp_path)
        sweep(tmp_path)
        assert list(tmp_path.iterdir()) == [staging.path]
        assert (staging.content / "file").exists()


@pytest.mark.parametrize("mark", [b"", b"mine", b"posecoach.part/1 fedcba9876543210\n"])
def test_a_folder_without_our_mark_stays(mark: bytes, tmp_path: Path) -> None:
    path = left(tmp_path, mark=mark)
    sweep(tmp_path)
    assert sorted(one.name for one in path.rglob("*")) == ["deep", "half", "journal.json", MARK_NAME, CONTENT]


def test_a_folder_without_a_mark_a_file_and_a_link_stay(tmp_path: Path) -> None:
    (left(tmp_path) / MARK_NAME).unlink()
    (tmp_path / ".posecoach-1111111111111111.part").write_text("mine")
    far = left(tmp_path / "far", "2222222222222222")
    (tmp_path / ".posecoach-2222222222222222.part").symlink_to(far)
    before = sorted(tmp_path.rglob("*"))
    sweep(tmp_path)
    assert sorted(tmp_path.rglob("*")) == before
    assert far.exists()


def test_what_somebody_put_beside_ours_stays(tmp_path: Path) -> None:
    path = left(tmp_path)
    (path / "diary").write_text("mine")
    sweep(tmp_path)
    assert [one.name for one in path.iterdir()] == ["diary"]


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        (f".posecoach-{DIGITS}.part", True),
        (f".posecoach-{DIGITS}.new", False),
        (f".posecoach-{DIGITS}0.part", False),
        (f".posecoach-{DIGITS.upper()}.part", False),
        (f"posecoach-{DIGITS}.part", False),
        (f".posecoach-{DIGITS}.part2", False),
    ],
)
def test_what_such_a_folder_is_called(name: str, is_one: bool) -> None:
    assert is_staging(name) is is_one


def test_a_folder_that_is_not_there_has_nothing_to_sweep(tmp_path: Path) -> None:
    sweep(tmp_path / "missing")


def test_where_it_cannot_be_made_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr("posecoach.publishing.disk.move_folder", refuse)
    with pytest.raises(OSError, match="full"):
        Staging(tmp_path)
    assert list(tmp_path.iterdir()) == []
