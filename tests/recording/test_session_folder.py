"""The folder of a recorded session: a new one for each, and none of anybody else's."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from posecoach.errors import OutputError
from posecoach.publishing import disk
from posecoach.publishing.disk import put
from posecoach.publishing.folder import LOCK
from posecoach.publishing.lock import Lock
from posecoach.publishing.manifest import MANIFEST, read_manifest
from posecoach.recording.session_folder import NAMES, RESULT, SESSION, VOICE, session_folder


def record(
    wanted: Path,
    text: str,
    *,
    overwrite: bool = False,
    whole: bool = True,
    names: tuple[str, ...] = ("poses.npz", VOICE),
) -> Path:
    with session_folder(wanted, overwrite=overwrite) as session:
        for name in names:
            put(session.path / name, text.encode(), session.create)
        session.whole = whole
        return session.path


def files(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir() if path.name != MANIFEST}


def listed(folder: Path) -> dict[str, str]:
    manifest = read_manifest(folder)
    return {} if manifest is None else {name: made.kind for name, made in manifest.files.items()}


def test_a_session_is_kept_in_the_folder_that_is_wanted_with_a_list_of_its_files(tmp_path: Path) -> None:
    wanted = tmp_path / "above" / "morning"
    assert record(wanted, "one") == wanted
    assert files(wanted) == {"poses.npz": "one", VOICE: "one"}
    assert listed(wanted) == {"poses.npz": SESSION, VOICE: SESSION}
    assert wanted.stat().st_mode & 0o777 == wanted.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("link", [False, True])
def test_a_file_of_somebody_else_by_the_name_of_one_of_the_sessions_is_not_listed(
    link: bool, tmp_path: Path
) -> None:
    with session_folder(tmp_path / "morning") as session:
        put(session.path / "poses.npz", b"one", session.create)
        if link:
            (session.path / "video.mp4").symlink_to("poses.npz")
        else:
            (session.path / "video.mp4").write_text("mine")
    assert listed(session.path) == {"poses.npz": SESSION}
    assert os.path.lexists(session.path / "video.mp4")


def test_a_file_of_the_session_is_listed_by_the_name_that_it_has_in_the_end(tmp_path: Path) -> None:
    with session_folder(tmp_path / "morning") as session:
        put(session.path / "poses.npz.tmp", b"one", session.create)
        (session.path / "poses.npz.tmp").rename(session.path / "poses.npz")
    assert listed(session.path) == {"poses.npz": SESSION}


def test_a_file_of_somebody_else_does_not_take_the_place_of_one_of_an_earlier_session(tmp_path: Path) -> None:
    record(tmp_path / "morning", "one", names=("poses.npz", "video.mp4"))
    with session_folder(tmp_path / "morning", overwrite=True) as session:
        put(session.path / "poses.npz", b"two", session.create)
        (session.path / "video.mp4").write_text("mine")
        session.whole = True
    assert files(tmp_path / "morning") == {"poses.npz": "two"}
    assert files(tmp_path / "morning-2") == {"video.mp4": "mine"}


def test_an_empty_folder_of_somebody_else_stays_when_the_session_has_taken_its_place(tmp_path: Path) -> None:
    record(tmp_path / "morning", "one")
    (tmp_path / "morning-2").mkdir()
    record(tmp_path / "morning", "two", overwrite=True)
    assert files(tmp_path / "morning")["poses.npz"] == "two"
    assert files(tmp_path / "morning-2") == {}


def test_a_session_that_cannot_take_the_place_of_another_is_listed_where_it_is(tmp_path: Path) -> None:
    record(tmp_path / "morning", "one")
    with Lock(tmp_path / "morning" / LOCK), pytest.raises(OutputError, match="another posecoach"):
        record(tmp_path / "morning", "two", overwrite=True)
    assert files(tmp_path / "morning")["poses.npz"] == "one"
    assert listed(tmp_path / "morning-2") == {"poses.npz": SESSION, VOICE: SESSION}


def test_a_session_that_cannot_take_its_place_makes_no_file_there_its_own(tmp_path: Path) -> None:
    (tmp_path / "morning" / "poses.npz").mkdir(parents=True)
    (tmp_path / "morning" / "video.mp4").write_text("mine")
    with pytest.raises(OutputError, match="is a folder"):
        record(tmp_path / "morning", "two", overwrite=True)
    assert listed(tmp_path / "morning") == {}
    assert listed(tmp_path / "morning-2") == {"poses.npz": SESSION, VOICE: SESSION}


def test_the_rest_of_a_session_that_was_cut_off_goes_with_it(tmp_path: Path) -> None:
    (tmp_path / "morning").mkdir()
    for name in ("poses.part.npz", "video.mp4"):
        (tmp_path / "morning" / name).write_text("cut off")
    record(tmp_path / "morning", "two", overwrite=True)
    assert files(tmp_path / "morning") == {"poses.npz": "two", VOICE: "two"}


def test_a_list_that_has_no_room_is_told_with_the_option_that_names_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    def is_full() -> None:
        with session_folder(tmp_path / "morning") as session:
            put(session.path / "poses.npz", b"one", session.create)
            monkeypatch.setattr("posecoach.publishing.disk.make_folder", refuse)

    with pytest.raises(OutputError) as caught:
        is_full()
    assert str(caught.value) == (
        f"cannot write {tmp_path / 'morning'}: No space left on device; choose another place with --record"
    )


def test_each_session_has_a_folder_of_its_own(tmp_path: Path) -> None:
    wanted = tmp_path / "morning"
    places = [record(wanted, str(number)) for number in range(3)]
    assert [place.name for place in places] == ["morning", "morning-2", "morning-3"]
    assert [files(place)["poses.npz"] for place in places] == ["0", "1", "2"]


@pytest.mark.parametrize("name", NAMES)
def test_whatever_is_left_of_a_session_is_one(name: str, tmp_path: Path) -> None:
    (tmp_path / "morning").mkdir()
    (tmp_path / "morning" / name).symlink_to("nowhere")
    assert record(tmp_path / "morning", "new").name == "morning-2"
    assert os.path.lexists(tmp_path / "morning" / name)


def test_a_folder_with_other_things_in_it_is_used_and_they_stay(tmp_path: Path) -> None:
    (tmp_path / "diary").write_text("mine")
    assert record(tmp_path, "one", names=(RESULT,)) == tmp_path
    assert files(tmp_path) == {"diary": "mine", RESULT: "one"}
    assert listed(tmp_path) == {RESULT: SESSION}


def test_a_folder_that_somebody_records_in_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "morning").mkdir()
    with Lock(tmp_path / "morning" / LOCK):
        assert record(tmp_path / "morning", "one").name == "morning-2"
    assert files(tmp_path / "morning") == {}


def test_the_folder_is_locked_while_it_is_recorded(tmp_path: Path) -> None:
    with session_folder(tmp_path / "morning") as session:
        assert (session.path / LOCK).exists()
        assert record(tmp_path / "morning", "other").name == "morning-2"
        put(session.path / "poses.npz", b"one", session.create)
    assert not (session.path / LOCK).exists()


def test_files_by_the_names_beside_it_are_stepped_over_and_one_in_its_place_is_told(tmp_path: Path) -> None:
    record(tmp_path / "morning", "one")
    (tmp_path / "morning-2").write_text("mine")
    assert record(tmp_path / "morning", "two").name == "morning-3"
    (tmp_path / "noon").write_text("mine")
    with pytest.raises(OutputError) as caught:
        record(tmp_path / "noon", "one")
    assert str(caught.value) == (
        f"cannot make the folder {tmp_path / 'noon'}: it is a file, not a folder; choose another place with --record"
    )


def test_a_folder_in_which_nothing_was_recorded_is_gone_if_it_was_made_for_that(tmp_path: Path) -> None:
    record(tmp_path / "morning", "", names=())
    (tmp_path / "noon").mkdir()
    record(tmp_path / "noon", "", names=())
    assert [path.name for path in tmp_path.iterdir()] == ["noon"]
    assert files(tmp_path / "noon") == {}


def test_a_folder_that_has_no_room_for_its_lock_is_gone_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("posecoach.publishing.disk.create", refuse)
    (tmp_path / "noon").mkdir()
    for name in ("morning", "noon"):
        with pytest.raises(OutputError, match="No space left"):
            record(tmp_path / name, "one")
    assert [path.name for path in tmp_path.iterdir()] == ["noon"]


def test_a_whole_session_takes_the_place_of_another_if_asked(tmp_path: Path) -> None:
    wanted = tmp_path / "morning"
    record(wanted, "one", names=("poses.npz", "video.mp4"))
    (wanted / "diary").write_text("mine")
    record(wanted, "two", overwrite=True)

    assert files(wanted) == {"poses.npz": "two", VOICE: "two", "diary": "mine"}
    assert listed(wanted) == {"poses.npz": SESSION, VOICE: SESSION}
    assert [path.name for path in tmp_path.iterdir()] == ["morning"]


def test_what_was_put_beside_the_new_session_stays(tmp_path: Path) -> None:
    record(tmp_path / "morning", "one")
    with session_folder(tmp_path / "morning", overwrite=True) as session:
        put(session.path / "poses.npz", b"two", session.create)
        (session.path / "notes").write_text("mine")
        session.whole = True
    assert files(tmp_path / "morning") == {"poses.npz": "two"}
    assert files(tmp_path / "morning-2") == {"notes": "mine"}


@pytest.mark.parametrize(("overwrite", "whole"), [(True, False), (False, True)])
def test_a_session_that_is_not_whole_or_not_asked_to_takes_no_place(
    overwrite: bool, whole: bool, tmp_path: Path
) -> None:
    wanted = tmp_path / "morning"
    record(wanted, "one")
    record(wanted, "two", overwrite=overwrite, whole=whole)
    assert [files(tmp_path / name)["poses.npz"] for name in ("morning", "morning-2")] == ["one", "two"]
    assert listed(tmp_path / "morning-2") == {"poses.npz": SESSION, VOICE: SESSION}


def test_a_first_session_needs_to_take_no_place(tmp_path: Path) -> None:
    record(tmp_path / "morning", "one", overwrite=True)
    assert files(tmp_path / "morning") == {"poses.npz": "one", VOICE: "one"}


@pytest.mark.skipif(sys.platform == "win32", reason="there a folder with open files cannot be moved")
@pytest.mark.parametrize("used", [True, False])
def test_a_folder_that_comes_in_its_place_is_left_as_it_is(used: bool, tmp_path: Path) -> None:
    wanted, away = tmp_path / "morning", tmp_path / "away"
    with session_folder(wanted) as session:
        put(wanted / "poses.npz", b"one", session.create)
        assert not session.moved
        wanted.rename(away)
        assert session.moved
        wanted.mkdir()
        if used:
            (wanted / "poses.npz").write_text("mine")
        assert session.moved
        session.whole = True
    assert files(wanted) == ({"poses.npz": "mine"} if used else {})
    assert listed(wanted) == {}
    assert files(away)["poses.npz"] == "one"


def test_what_was_recorded_is_noted_also_where_the_session_broke_off(tmp_path: Path) -> None:
    def breaks() -> None:
        with session_folder(tmp_path / "morning") as session:
            put(session.path / "poses.npz", b"one", session.create)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        breaks()
    assert listed(tmp_path / "morning") == {"poses.npz": SESSION}


def test_who_is_in_a_hurry_at_the_end_has_the_session_listed_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(path: Path) -> str:
        signal.raise_signal(signal.SIGINT)
        return real(path)

    real = disk.sha256
    monkeypatch.setattr(disk, "sha256", interrupted)
    with pytest.raises(KeyboardInterrupt):
        record(tmp_path / "morning", "one")
    assert listed(tmp_path / "morning") == {"poses.npz": SESSION, VOICE: SESSION}


def test_where_files_cannot_have_two_names_they_are_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(1, "Operation not permitted")

    record(tmp_path / "morning", "one")
    monkeypatch.setattr(os, "link", refuse)
    record(tmp_path / "morning", "two", overwrite=True)
    assert files(tmp_path / "morning") == {"poses.npz": "two", VOICE: "two"}
    assert [path.name for path in tmp_path.iterdir()] == ["morning"]


def test_a_session_that_cannot_be_deleted_in_its_old_place_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        if path.parent.name == "morning-2" and path.name == "poses.npz":
            raise OSError(1, "Operation not permitted")
        path.unlink()

    record(tmp_path / "morning", "one")
    monkeypatch.setattr("posecoach.publishing.disk.remove", refuse)
    with pytest.raises(OutputError) as caught:
        record(tmp_path / "morning", "two", overwrite=True)
    assert str(caught.value) == (
        f"cannot delete {tmp_path / 'morning-2'}: Operation not permitted; delete it by hand"
    )
    assert files(tmp_path / "morning")["poses.npz"] == "two"
