"""One file that is named: which is ours, which may go in its place, and what is left whatever happens."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from posecoach.errors import OutputError
from posecoach.publishing import disk
from posecoach.publishing.folder import open_folder
from posecoach.publishing.single_file import (
    CALENDAR_HEAD,
    CSV_HEADS,
    GENERATOR,
    HEAD_BYTES,
    REVIEWS,
    check_file,
    is_own,
    mark_of,
    publish_file,
)

OURS = b'{"schema": "posecoach.review/1", "a": 1}\n'
HISTORY = b'{\n  "schema": "posecoach.history/1"\n}\n'
OPTION = "--json"


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(OutputError) as caught:
        act()
    return str(caught.value)


def publish(
    path: Path, content: bytes = OURS, *, overwrite: bool = False, inputs: tuple[Path, ...] = ()
) -> None:
    publish_file(path, content, OPTION, overwrite=overwrite, inputs=inputs)


@pytest.mark.parametrize(
    ("head", "mark"),
    [
        (OURS, REVIEWS),
        (b"[" + OURS, REVIEWS),
        (b" \n[\n  " + OURS, REVIEWS),
        (b"[]\n", REVIEWS),
        (b"[]", ""),
        (HISTORY, "posecoach.history"),
        (b'{"schema": "posecoach.Review/1"}', ""),
        (b'{"schema": "mine/1"}', ""),
        (b'{"a": 1, "schema": "posecoach.review/1"}', ""),
        (f"<!doctype html><html><head>{GENERATOR} 1.0".encode(), "page"),
        (b"<!doctype html><html><head>", ""),
        (f"<html>{GENERATOR}".encode(), ""),
        (CALENDAR_HEAD.encode(), "calendar"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//mine//", ""),
        (f"{CSV_HEADS[0]},range_knee\n1".encode(), "table"),
        (f"{CSV_HEADS[1]};range_knee\n1".encode(), "table"),
        (f"mine\n{CSV_HEADS[0]}".encode(), ""),
        (b"\xff\xfe", ""),
        (b"", ""),
    ],
)
def test_what_a_file_is_known_by(head: bytes, mark: str, tmp_path: Path) -> None:
    assert mark_of(head) == mark
    (tmp_path / "file").write_bytes(head)
    assert is_own(tmp_path / "file") is bool(mark)


def test_only_the_head_of_a_file_is_looked_at(tmp_path: Path) -> None:
    page = "<!doctype html>" + " " * (HEAD_BYTES - len("<!doctype html>") - len(GENERATOR)) + GENERATOR
    (tmp_path / "page").write_text(page)
    (tmp_path / "late").write_text(page.replace(" " * 9, " " * 10, 1))
    assert (is_own(tmp_path / "page"), is_own(tmp_path / "late")) == (True, False)


def test_a_file_is_made_and_replaced_by_the_next_of_its_kind(tmp_path: Path) -> None:
    publish(tmp_path / "a.json")
    assert (tmp_path / "a.json").read_bytes() == OURS
    publish(tmp_path / "a.json", b"[]\n")
    assert (tmp_path / "a.json").read_bytes() == b"[]\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_a_file_keeps_its_mode_and_a_new_one_has_the_usual_one(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        publish(tmp_path / "a.json")
        assert stat.S_IMODE((tmp_path / "a.json").stat().st_mode) == 0o644
        (tmp_path / "a.json").chmod(0o640)
        publish(tmp_path / "a.json")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.json").stat().st_mode) == 0o640


@pytest.mark.parametrize("content", [b"mine", b"", b'{"schema": "mine/1"}'])
def test_a_file_of_somebody_else_is_only_replaced_if_asked(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)
    assert refusal(lambda: publish(path)) == (
        f"{path} was not made by posecoach: choose another file with --json, or replace it with --overwrite"
    )
    assert path.read_bytes() == content
    publish(path, overwrite=True)
    assert path.read_bytes() == OURS


def test_a_file_of_another_command_is_only_replaced_if_asked(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    publish(path, HISTORY)
    message = (
        f"{path} was made by another command: choose another file with --json, or replace it with --overwrite"
    )
    assert refusal(lambda: publish(path)) == message
    assert refusal(lambda: check_file(path, OPTION, overwrite=False, mark="table")) == message
    check_file(path, OPTION, overwrite=False)
    check_file(path, OPTION, overwrite=False, mark="posecoach.history")
    publish(path, overwrite=True)
    assert path.read_bytes() == OURS


@pytest.mark.parametrize("name", ["review.json", "deep/er/review.json"])
def test_a_result_of_a_folder_is_only_replaced_if_asked(name: str, tmp_path: Path) -> None:
    with open_folder(tmp_path) as opened, opened.stage() as content:
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_bytes(OURS)
    assert refusal(lambda: publish(tmp_path / name)) == (
        f"{tmp_path / name} belongs to the results in {tmp_path}: choose another file with --json, or replace it "
        "with --overwrite"
    )
    publish(tmp_path / "other.json")
    publish(tmp_path / "other.json")
    publish(tmp_path / name, b"[]\n", overwrite=True)
    assert (tmp_path / name).read_bytes() == b"[]\n"


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices as POSIX has them")
def test_a_link_to_a_device_is_not_replaced_even_if_asked(tmp_path: Path) -> None:
    path = tmp_path / "stdout"
    path.symlink_to(os.devnull)
    for overwrite in (False, True):
        with pytest.raises(OutputError) as caught:
            publish_file(path, b"{}", "--json", overwrite=overwrite)
        assert str(caught.value) == (
            f"cannot write {path}: it is a pipe or a device; choose another file with --json"
        )
    assert path.is_symlink()


def test_a_link_is_not_followed_and_only_replaced_if_asked(tmp_path: Path) -> None:
    (tmp_path / "far.json").write_bytes(OURS)
    path = tmp_path / "a.json"
    path.symlink_to(tmp_path / "far.json")
    assert refusal(lambda: publish(path)) == (
        f"{path} is a link: give the file itself with --json, or replace the link with --overwrite"
    )
    publish(path, b"[]\n", overwrite=True)
    assert not path.is_symlink()
    assert [(tmp_path / name).read_bytes() for name in ("a.json", "far.json")] == [b"[]\n", OURS]


@pytest.mark.parametrize("name", [".posecoach.json", ".posecoach.lock", ".posecoach-journal.json"])
def test_names_of_our_own_lists_are_never_taken(name: str, tmp_path: Path) -> None:
    for overwrite in (False, True):
        assert "has a name that posecoach keeps for its own lists of files" in refusal(
            lambda overwrite=overwrite: publish(tmp_path / name, overwrite=overwrite)
        )
    assert list(tmp_path.iterdir()) == []


def test_a_folder_and_a_pipe_are_no_places(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for overwrite in (False, True):
        for name, what in (("folder", "it is a folder"), ("pipe", "it is a pipe or a device")):
            assert refusal(
                lambda name=name, overwrite=overwrite: publish(tmp_path / name, overwrite=overwrite)
            ) == (f"cannot write {tmp_path / name}: {what}; choose another file with --json")


@pytest.mark.parametrize("overwrite", [False, True])
def test_what_is_read_is_not_written_over_by_any_name(overwrite: bool, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(OURS)
    (tmp_path / "clip").hardlink_to(path)
    assert refusal(
        lambda: publish(path, overwrite=overwrite, inputs=(tmp_path / "x", tmp_path / "clip"))
    ) == (f"{path} is what is read ({tmp_path / 'clip'}): choose another file with --json")
    publish(tmp_path / "b.json", overwrite=overwrite, inputs=(tmp_path / "x", tmp_path / "clip"))


def test_a_place_where_nothing_can_be_made_is_told_before_the_work(tmp_path: Path) -> None:
    message = refusal(lambda: check_file(tmp_path / "missing" / "a.json", OPTION, overwrite=False))
    assert message == (
        f"cannot write {tmp_path / 'missing' / 'a.json'}: there is no folder {tmp_path / 'missing'}; make it first"
    )


@pytest.mark.parametrize(
    ("step", "there"),
    [
        ("write", False),
        ("write", True),
        ("sync", False),
        ("sync", True),
        ("move_new", False),
        ("replace", True),
    ],
)
def test_without_room_the_old_is_left_and_nothing_else(
    step: str, there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "a.json"
    if there:
        path.write_bytes(HISTORY)
    real = disk.write
    monkeypatch.setattr(disk, step, full)
    if step == "write":  # the mark of the staging folder has room
        monkeypatch.setattr(
            disk, "write", lambda file, content: full() if content == HISTORY + b"\n" else real(file, content)
        )
    message = refusal(lambda: publish(path, HISTORY + b"\n"))
    assert message == f"cannot write {path}: No space left on device; choose another file with --json"
    assert [one.read_bytes() for one in tmp_path.iterdir()] == ([HISTORY] if there else [])


def test_it_is_on_the_disk_before_it_takes_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    for name in ("sync", "replace", "move_new", "sync_folder"):
        real = getattr(disk, name)

        def act(*paths: object, name: str = name, real: Callable[..., None] = real) -> None:
            steps.append(name)
            real(*paths)

        monkeypatch.setattr(disk, name, act)
    publish(tmp_path / "a.json")
    publish(tmp_path / "a.json")
    assert steps == ["sync", "move_new", "sync_folder", "sync", "replace", "sync_folder"]
