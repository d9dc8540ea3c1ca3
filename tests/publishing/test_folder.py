"""Files of a folder: together in their places or not at all, and never in the place of somebody else's."""

from __future__ import annotations

import hashlib
import shutil
import signal
import stat
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from posecoach.errors import OutputError
from posecoach.publishing import disk
from posecoach.publishing.folder import (
    LOCK,
    check_inputs,
    is_interrupted,
    open_folder,
    published,
)
from posecoach.publishing.lock import Lock
from posecoach.publishing.manifest import JOURNAL, MANIFEST, Made, Manifest, encoded, read_manifest


def publish(folder: Path, files: dict[str, str], *, overwrite: bool = False, own: bool = True) -> None:
    with published(folder, overwrite=overwrite, own=own) as content:
        for name, text in files.items():
            (content / name).parent.mkdir(parents=True, exist_ok=True)
            (content / name).write_text(text)


def found(folder: Path) -> dict[str, str]:
    """Return what is in a folder, but for the list of files."""
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def listed(folder: Path) -> dict[str, str]:
    manifest = read_manifest(folder)
    assert manifest is not None
    return {name: made.kind for name, made in manifest.files.items()}


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(OutputError) as caught:
        act()
    return str(caught.value)


FIRST = {"report.html": "one", "deep/er/a.json": "a", "old.csv": "old"}
SECOND = {"report.html": "two", "deep/er/a.json": "a", "new/b.json": "b"}


def test_a_new_folder_has_all_of_it_with_its_list_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "above" / "out"
    publish(folder, FIRST)

    assert found(folder) == FIRST
    assert read_manifest(folder) == Manifest(
        files={
            name: Made(hashlib.sha256(text.encode()).hexdigest(), "review") for name, text in FIRST.items()
        }
    )
    assert [path.name for path in folder.parent.iterdir()] == ["out"]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_next_run_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    publish(folder, FIRST)
    publish(folder, SECOND)

    assert found(folder) == SECOND
    assert listed(folder) == dict.fromkeys(SECOND, "review")
    assert sorted(path.name for path in folder.iterdir()) == [MANIFEST, "deep", "new", "report.html"]


def test_files_of_another_kind_and_of_somebody_else_stay(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    publish(folder, FIRST)
    (folder / "diary").write_text("mine")
    (folder / "session.mp4").write_text("film")
    with open_folder(folder) as opened:
        opened.note(["session.mp4"], "session")
    publish(folder, SECOND)

    assert found(folder) == SECOND | {"diary": "mine", "session.mp4": "film"}
    assert listed(folder) == dict.fromkeys(SECOND, "review") | {"session.mp4": "session"}


def test_what_was_changed_since_is_only_replaced_if_asked(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    publish(folder, FIRST)
    (folder / "report.html").write_text("mine")
    (folder / "old.csv").write_text("mine too")

    assert refusal(lambda: publish(folder, SECOND)) == (
        f"{folder / 'report.html'} was not made by posecoach, or has been changed since: choose another place, or "
        "replace it with --overwrite"
    )
    assert found(folder) == FIRST | {"report.html": "mine", "old.csv": "mine too"}
    publish(folder, SECOND, overwrite=True)
    assert found(folder) == SECOND | {"old.csv": "mine too"}


def test_a_file_of_another_kind_is_not_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    publish(folder, FIRST)
    with open_folder(folder) as opened:
        assert refusal(lambda: opened.check(["old.csv"], "session")) == (
            f"{folder / 'old.csv'} was made by another command: choose another place, or replace it with --overwrite"
        )
        opened.check(["old.csv", "none yet"], "review")


@pytest.mark.parametrize("new", [True, False])
def test_what_one_kind_made_another_neither_replaces_nor_removes(new: bool, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    if not new:
        folder.mkdir()

    def report(text: str, *, overwrite: bool = False) -> None:
        with published(folder, kind="report", overwrite=overwrite) as content:
            (content / "report.html").write_text(text)
            (content / "weeks.csv").write_text(text)

    report("sheet")
    assert listed(folder) == {"report.html": "report", "weeks.csv": "report"}
    report("sheet 2")
    assert refusal(lambda: publish(folder, FIRST)) == (
        f"{folder / 'report.html'} was made by another command: choose another place, or replace it with --overwrite"
    )
    assert found(folder) == {"report.html": "sheet 2", "weeks.csv": "sheet 2"}
    publish(folder, FIRST, overwrite=True)
    assert found(folder) == FIRST | {"weeks.csv": "sheet 2"}


def test_a_folder_of_somebody_else_is_only_used_if_asked(tmp_path: Path) -> None:
    (tmp_path / "diary").write_text("mine")
    assert refusal(lambda: publish(tmp_path, FIRST)) == (
        f"{tmp_path} was not made by posecoach: choose another place, or write into it with --overwrite"
    )
    assert found(tmp_path) == {"diary": "mine"}
    publish(tmp_path, FIRST, own=False)
    assert found(tmp_path) == FIRST | {"diary": "mine"}


def test_with_overwrite_it_is_used_and_what_is_in_it_stays(tmp_path: Path) -> None:
    (tmp_path / "diary").write_text("mine")
    publish(tmp_path, FIRST, overwrite=True)
    assert found(tmp_path) == FIRST | {"diary": "mine"}


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    publish(tmp_path, FIRST)
    assert found(tmp_path) == FIRST


def test_a_link_is_no_folder_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "far")
    assert refusal(lambda: publish(tmp_path / "out", FIRST)) == (
        f"{tmp_path / 'out'} is a link to another folder: remove it, or choose another place"
    )
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "deep").symlink_to(tmp_path / "far")
    assert refusal(lambda: publish(tmp_path / "real", FIRST, own=False)) == (
        f"{tmp_path / 'real' / 'deep'} is no folder of its own: remove it, or choose another place"
    )
    assert list((tmp_path / "far").iterdir()) == []


def test_a_folder_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "report.html").mkdir()
    assert refusal(lambda: publish(tmp_path, FIRST, overwrite=True)) == (
        f"{tmp_path / 'report.html'} is a folder: move it away, or choose another place"
    )


@pytest.mark.parametrize("name", ["report.html", "old.csv", "deep/er/a.json"])
def test_what_is_read_is_never_written_over_by_any_name(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    publish(folder, FIRST)
    (tmp_path / "clip").hardlink_to(folder / name)
    message = f"{folder / name} is what is read ({tmp_path / 'clip'}): choose another place for results"

    assert refusal(lambda: check_inputs(folder, ["report.html"], [tmp_path / "clip"])) == message
    with open_folder(folder, overwrite=True, inputs=[tmp_path / "clip"]) as opened:
        assert refusal(lambda: opened.check([])) == message

    def write() -> None:
        with (
            open_folder(folder, overwrite=True, inputs=[tmp_path / "clip"]) as opened,
            opened.stage() as content,
        ):
            (content / "report.html").write_text("two")

    assert refusal(write) == message
    assert found(folder) == FIRST


def test_an_input_beside_the_results_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "clip").touch()
    check_inputs(tmp_path / "out", ["report.html"], [tmp_path / "clip", tmp_path / "missing"])


def test_names_are_refused_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text("mine")
    worked = []

    def write() -> None:
        with published(tmp_path, names=["report.html"], own=False):
            worked.append(1)

    assert "was not made by posecoach" in refusal(write)
    assert worked == []


def test_two_at_once_are_noticed(tmp_path: Path) -> None:
    with Lock(tmp_path / LOCK):
        assert refusal(lambda: publish(tmp_path, FIRST)) == (
            f"{tmp_path} is being written by another posecoach: wait until it has ended, or choose another place"
        )
    publish(tmp_path, FIRST)
    assert not (tmp_path / LOCK).exists()


@pytest.mark.parametrize("new", [True, False])
def test_where_the_work_fails_all_is_as_before(new: bool, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    if not new:
        publish(folder, FIRST)

    def write() -> None:
        with published(folder) as content:
            (content / "report.html").write_text("half")
            raise OutputError(f"cannot write {content / 'report.html'}: full")

    assert refusal(write) == f"cannot write {folder / 'report.html'}: full"
    assert (found(folder) if folder.exists() else {}) == ({} if new else FIRST)
    assert [path.name for path in tmp_path.iterdir()] == ([] if new else ["out"])


def test_a_folder_that_was_made_for_nothing_is_gone_again(tmp_path: Path) -> None:
    with open_folder(tmp_path / "out"):
        assert (tmp_path / "out" / LOCK).exists()
    assert list(tmp_path.iterdir()) == []


class _PulledPlug(BaseException):
    """The power is gone."""


def test_a_folder_that_has_no_room_for_its_lock_is_gone_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "create", refuse)
    with pytest.raises(OutputError, match="No space left"), open_folder(tmp_path / "out"):
        pass
    assert not (tmp_path / "out").exists()


def stopped_before(number: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Publish SECOND, and pull the plug before the n-th file takes its place."""
    left, real = [number], disk.replace

    def until(source: Path, target: Path) -> None:
        if not left[0]:
            raise _PulledPlug
        left[0] -= 1
        real(source, target)

    monkeypatch.setattr(disk, "replace", until)
    with pytest.raises(_PulledPlug):
        publish(folder, SECOND)
    monkeypatch.setattr(disk, "replace", real)


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("somebody", ["", "report.html", "old.csv"])
def test_what_was_decided_is_carried_out_by_the_next_run(
    number: int, somebody: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What somebody has put in a place since stays there."""
    folder = tmp_path / "out"
    publish(folder, FIRST)
    stopped_before(number, folder, monkeypatch)
    assert is_interrupted(folder)
    assert (folder / JOURNAL).exists()
    if somebody:
        (folder / somebody).write_text("mine")
    with open_folder(folder):
        pass

    assert not is_interrupted(folder)
    kept = {somebody: "mine"} if somebody else {}
    assert found(folder) == SECOND | kept
    assert listed(folder) == dict.fromkeys(SECOND, "review")
    assert not list(folder.glob(".posecoach-*"))


@pytest.mark.parametrize("again", [False, True])
def test_what_is_interrupted_between_two_files_ends_when_all_are_in_their_places(
    again: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """again: interrupted as it carries out what a killed run had decided."""
    folder, real = tmp_path / "out", disk.replace
    publish(folder, FIRST)

    def killed(*_: object) -> None:
        raise _PulledPlug

    def interrupted(source: Path, target: Path) -> None:
        signal.raise_signal(signal.SIGINT)
        real(source, target)

    if again:
        monkeypatch.setattr(disk, "replace", killed)
        with pytest.raises(_PulledPlug):
            publish(folder, SECOND)
    monkeypatch.setattr(disk, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        publish(folder, SECOND)
    assert found(folder) == SECOND
    assert listed(folder) == dict.fromkeys(SECOND, "review")
    assert not list(folder.glob(".posecoach-*"))


@pytest.mark.parametrize("number", range(3))
def test_what_was_decided_and_is_lost_leaves_what_was_there_as_ours(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    publish(folder, FIRST)
    stopped_before(number, folder, monkeypatch)
    for path in folder.glob(".posecoach-*.part"):
        shutil.rmtree(path)
    publish(folder, SECOND)
    assert found(folder) == SECOND


def test_a_journal_that_cannot_be_read_is_left_with_one_line(tmp_path: Path) -> None:
    publish(tmp_path / "out", FIRST)
    (tmp_path / "out" / JOURNAL).write_text("mine")
    assert refusal(lambda: publish(tmp_path / "out", SECOND)) == (
        f"{tmp_path / 'out' / JOURNAL} is no journal of posecoach that can be read: move it away"
    )
    assert found(tmp_path / "out") == FIRST | {JOURNAL: "mine"}


def test_a_list_of_files_that_is_somebody_elses_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text("mine")
    (tmp_path / "a").touch()
    with open_folder(tmp_path) as opened:
        assert refusal(lambda: opened.note(["a"], "session")) == (
            f"{tmp_path / MANIFEST} was not made by posecoach: move it away"
        )
        assert "was not made by posecoach" in refusal(lambda: opened.check(["b"]))
    assert (tmp_path / MANIFEST).read_text() == "mine"


def test_what_is_noted_is_added_to_the_list(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).write_text(name)
        with open_folder(tmp_path) as opened:
            opened.note([name], "session")
    sums = {name: Made(hashlib.sha256(name.encode()).hexdigest(), "session") for name in "ab"}
    assert (tmp_path / MANIFEST).read_bytes() == encoded(Manifest(files=sums))


def test_everything_is_on_the_disk_before_it_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files and folders first, then the decision, then the places."""
    folder, steps = tmp_path / "out", []
    publish(folder, FIRST)
    reals = {name: getattr(disk, name) for name in ("sync", "sync_folder", "move_new", "replace")}

    def sync(paths: Iterable[Path]) -> None:
        several = list(paths)
        steps.append(("files", sorted(path.name for path in several)))
        reals["sync"](several)

    def noted(name: str) -> Callable[..., None]:
        def act(*paths: Path) -> None:
            steps.append((name, paths[-1].name))
            reals[name](*paths)

        return act

    monkeypatch.setattr(disk, "sync", sync)
    for name in ("sync_folder", "move_new", "replace"):
        monkeypatch.setattr(disk, name, noted(name))
    publish(folder, {"a": "1", "deep/b": "2"})

    journal = steps.index(("move_new", JOURNAL))
    before, after = steps[:journal], steps[journal + 1 :]
    assert ("files", ["a", "b", "journal.json"]) in before
    assert {name for kind, name in before if kind == "sync_folder"} >= {"deep", "new"}
    assert not [step for step in before if step[0] == "replace"]
    assert after[0] == ("sync_folder", "out")
    assert [name for kind, name in after if kind == "replace"] == ["a", "b", MANIFEST]
    assert after[-1] == ("sync_folder", "out")


def test_a_place_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    message = refusal(lambda: publish(tmp_path / "file" / "out", FIRST))
    assert message.startswith(f"cannot write {tmp_path / 'file'}")
    assert message.endswith("; choose another place with --out")


def test_a_new_folder_gets_its_name_when_all_of_it_is_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[tuple[str, object]] = []
    reals = {name: getattr(disk, name) for name in ("sync", "sync_folder", "move_folder")}

    def noted(name: str) -> Callable[..., None]:
        def act(*paths: Path | Iterable[Path]) -> None:
            told = paths[-1]
            steps.append((name, told.name if isinstance(told, Path) else sorted(path.name for path in told)))
            reals[name](*paths)

        return act

    for name in reals:
        monkeypatch.setattr(disk, name, noted(name))
    publish(tmp_path / "out", {"a": "1", "deep/b": "2"})

    named = steps.index(("move_folder", "out"))
    assert ("sync", [MANIFEST, "a", "b"]) in steps[:named]
    assert {told for name, told in steps[:named] if name == "sync_folder"} >= {"deep", "new"}
    assert steps[named + 1 :] == [("sync_folder", tmp_path.name)]


def test_a_file_in_the_place_of_the_folder_is_called_one(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="it is a file, not a folder"), open_folder(tmp_path / "file"):
        pass
