"""Nothing of the user's is lost or overwritten: every way that was found once, and its kind."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from posecoach.publishing import disk
from posecoach.publishing.disk import put
from posecoach.publishing.folder import is_interrupted, open_folder
from posecoach.publishing.manifest import is_inside, read_manifest
from posecoach.publishing.names import LONGEST_BYTES, distinct, safe_name
from posecoach.publishing.staging import Staging
from posecoach.recording.session_folder import session_folder
from tests.history.weeks import make_weeks
from tests.safety.commands import changed, command, inside, tree

NO_VIDEO = "--no-video"


@pytest.fixture
def place(tmp_path: Path, small: Path) -> Path:
    """A folder with a recording and files of the user's."""
    folder = tmp_path / "place"
    folder.mkdir()
    shutil.copy(small, folder / "clip.npz")
    (folder / "k").mkdir()
    (folder / "k" / "diary.txt").write_text("mine")
    return folder


@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize("name", ["...npz", "..npz.npz", ". .npz"])
def test_a_recording_whose_name_leads_upwards_leaves_everything_beside_out(
    place: Path, small: Path, name: str, workers: str
) -> None:
    shutil.copy(small, place / name)
    before = tree(place)
    with inside(place):
        status = command("review", name, "clip.npz", "--workers", workers, "--out", "k/out", NO_VIDEO)
    assert status in (3, 4)  # from Python 3.14 on, "...npz" is a name without an ending: no recording
    after = tree(place)
    assert changed(before, after) == set()
    assert all(new.startswith("k/out") for new in after.keys() - before.keys())


def test_a_folder_of_the_users_own_with_the_name_of_a_recording_stays(
    place: Path, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "clip").mkdir()
    (place / "clip" / "notes.txt").write_text("mine")
    before = tree(place)
    assert command("review", place, "--out", place, NO_VIDEO) == 3
    assert changed(before, tree(place)) == set()
    assert "was not made by posecoach" in " ".join(capsys.readouterr().out.split())


def test_hidden_folders_of_others_stay(place: Path) -> None:
    for name in (".holiday.0a1b2c3d.part", ".posecoach-0123456789abcdef.part", "week.part"):
        (place / "out" / name).mkdir(parents=True)
        (place / "out" / name / "kept.txt").write_text("mine")
    before = tree(place)
    assert command("review", place / "clip.npz", "--out", place / "out", NO_VIDEO) == 4
    assert command("review", place, "--out", place / "out", NO_VIDEO) == 4
    assert changed(before, tree(place)) == set()


def test_two_runs_with_one_folder_take_turns(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = place / "out"
    with open_folder(out):
        before = tree(out)
        assert command("review", place / "clip.npz", "--out", out, NO_VIDEO) == 3
        assert command("review", place, "--out", out, NO_VIDEO) == 3
        assert tree(out) == before
    told = f"posecoach: {out} is being written by another posecoach: wait until it has ended, or choose another place"
    left_out = f"posecoach: left out of {place}, because they are no videos: k/diary.txt"
    assert capsys.readouterr().err.splitlines() == [told, left_out, told]


def test_work_under_way_is_not_swept_away(place: Path) -> None:
    (place / "out").mkdir()
    with Staging(place / "out") as staging:
        (staging.content / "half.npz").write_text("half")
        assert command("review", place, "--out", place / "out", NO_VIDEO) == 4
        assert (staging.content / "half.npz").read_text() == "half"


class _PulledPlug(BaseException):
    """The power is gone."""


@pytest.mark.parametrize(
    "words",
    [
        ("history", "--json"),
        ("history", "--csv"),
        ("history", "--html"),
        ("plan", "calendar", "nhs_lower_back", "--out"),
        ("exercises", "new"),
        ("review", "CLIP", "--json"),
    ],
)
def test_a_file_made_in_an_interrupted_folder_takes_nothing_that_the_next_run_needs(
    place: Path, data: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    make_weeks(data, datetime.now(UTC))
    clip, out = place / "clip.npz", place / "out"
    command("review", clip, "--out", out, NO_VIDEO)
    german = ("--language", "de", "review", clip, "--out", out, NO_VIDEO)

    def pull(*_: Path) -> None:
        raise _PulledPlug

    with monkeypatch.context() as patch:
        patch.setattr(disk, "replace", pull)
        with pytest.raises(_PulledPlug):
            command(*german)
    assert is_interrupted(out)
    new = out / ("new.toml" if words[0] == "exercises" else "new")
    assert command(*(clip if word == "CLIP" else word for word in words), new) in (0, 1, 4)
    assert new.exists()
    assert command(*german) == 4
    assert not is_interrupted(out)
    assert 'lang="de"' in (out / "report.html").read_text()


@pytest.mark.parametrize("more", [[], ["--overwrite"]])
def test_an_input_is_never_written_over(
    place: Path, more: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    out = place / "out"
    command("review", place / "clip.npz", "--out", out)
    before = tree(place)
    for name in ("annotated.mp4", "poses.npz"):
        assert command("review", out / name, "--out", out, NO_VIDEO, *more) == 3
        assert f"{out / name} is what is read ({out / name}): choose another place" in capsys.readouterr().err
    assert tree(place) == before


@pytest.mark.parametrize("option", ["--json"])
@pytest.mark.parametrize("more", [[], ["--overwrite"]])
@pytest.mark.parametrize("way", ["itself", "dots", "link", "hard link"])
def test_an_input_is_known_by_every_name(place: Path, option: str, way: str, more: list[str]) -> None:
    names = {"itself": "clip.npz", "dots": "k/../clip.npz", "link": "soft", "hard link": "hard"}
    (place / "soft").symlink_to("clip.npz")
    os.link(place / "clip.npz", place / "hard")
    before = tree(place)
    with inside(place):
        assert command("review", "clip.npz", option, names[way], *more) == 3
    assert tree(place) == before


def test_an_output_of_one_is_not_written_over_the_input_of_another(place: Path) -> None:
    out = place / "out"
    shutil.copy(place / "clip.npz", place / "other.npz")
    command("review", place / "clip.npz", place / "other.npz", "--out", out)
    before = tree(place)
    words = ["review", out / "clip" / "annotated.mp4", place / "clip.npz", "--out", out]
    assert command(*words) == 3
    assert command(*words, "--workers", "2") == 3
    assert tree(place) == before


@pytest.mark.parametrize("name", ["report.html", "review.json", "poses.npz", "cues.vtt", ".posecoach.json"])
def test_files_of_the_users_are_only_replaced_if_asked(place: Path, name: str) -> None:
    out = place / "out"
    out.mkdir()
    (out / name).write_text("mine")
    before = tree(place)
    assert command("review", place / "clip.npz", "--out", out, NO_VIDEO) == 3
    assert tree(place) == before
    assert command("review", place / "clip.npz", "--out", out, NO_VIDEO, "--overwrite") == 4
    assert changed(before, tree(place)) == {f"out/{name}"}


@pytest.mark.parametrize(
    "name", ["../k/diary.txt", "./../k/diary.txt", "ABSOLUTE", "inner/../../k/diary.txt"]
)
def test_a_forged_list_of_files_leads_nowhere_else(place: Path, name: str) -> None:
    """Whoever gets a list of files into a folder of results could have others deleted by it."""
    out, diary = place / "out", place / "k" / "diary.txt"
    words = ["review", place / "clip.npz", "--out", out, NO_VIDEO]
    assert command(*words, "--export", "csv") == 4
    (out / "inner").mkdir()
    listed = json.loads((out / ".posecoach.json").read_text())
    kind = listed["files"]["features.csv"]["kind"]
    forged = {"sha256": hashlib.sha256(diary.read_bytes()).hexdigest(), "kind": kind}
    listed["files"][str(diary) if name == "ABSOLUTE" else name] = forged
    (out / ".posecoach.json").write_text(json.dumps(listed))
    for more in ([], ["--overwrite"]):
        command(*words, *more)
        assert diary.read_text() == "mine"


@pytest.mark.parametrize(
    "name",
    [
        "../x",
        "a/../../x",
        "/x",
        "a//x",
        "./x",
        "a\\x",
        "c:x",
        "a\0",
        "",
        ".",
        "..",
        ".posecoach.lock",
        ".posecoach-1/x",
    ],
)
def test_what_is_no_place_for_results(name: str) -> None:
    assert not is_inside(name)


@pytest.mark.parametrize("more", [[], ["--overwrite"]])
@pytest.mark.parametrize("name", [".posecoach.json", ".posecoach.lock", ".posecoach-1.part"])
def test_the_list_of_a_folder_of_results_is_no_place_for_a_result(
    place: Path, name: str, more: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    out = place / "out"
    assert command("review", place / "clip.npz", "--out", out, NO_VIDEO) == 4
    before = tree(out)
    capsys.readouterr()
    assert command("review", place / "clip.npz", "--json", out / name, *more) == 3
    assert capsys.readouterr().err == (
        f"posecoach: {out / name} has a name that posecoach keeps for its own lists of files: "
        "choose another file with --json\n"
    )
    assert tree(out) == before


@pytest.mark.parametrize("name", ["x", "a/x", "..x", "a/.posecoach", ".x"])
def test_what_is_a_place_for_results(name: str) -> None:
    assert is_inside(name)


@pytest.mark.parametrize("content", ["", "posecoach"])
def test_an_interrupted_lock_is_taken_and_left_as_it_is(place: Path, content: str) -> None:
    """It holds the beginning of what a lock holds; it may as well be an empty file of the user's."""
    (place / "out").mkdir()
    (place / "out" / ".posecoach.lock").write_text(content)
    before = tree(place)
    assert command("review", place / "clip.npz", "--out", place / "out", NO_VIDEO) == 4
    assert changed(before, tree(place)) == set()


def test_what_was_changed_since_is_the_users(place: Path) -> None:
    out = place / "out"
    words = ["review", place / "clip.npz", "--out", out]
    assert command(*words) == 4
    assert command(*words, NO_VIDEO) == 4
    assert not (out / "annotated.mp4").exists(), "results of another review would lie among the new ones"
    with (out / "cues.srt").open("a") as file:
        file.write("my remark")
    before = tree(out)
    assert command(*words, NO_VIDEO) == 3
    assert tree(out) == before


@pytest.mark.parametrize("place_of_link", ["file", "folder", "entry"])
def test_no_link_leads_out_of_the_folder(place: Path, place_of_link: str) -> None:
    out = place / "out"
    out.mkdir()
    link = {"file": out / "report.html", "folder": out / "openpose", "entry": out / "clip"}[place_of_link]
    link.symlink_to(place / ("k/diary.txt" if place_of_link == "file" else "k"))
    before = tree(place / "k")
    what = place if place_of_link == "entry" else place / "clip.npz"
    words = ["review", what, "--out", out, NO_VIDEO, "--export", "openpose"]
    assert command(*words) == 3
    assert command(*words, "--overwrite") == (4 if place_of_link == "file" else 3)
    assert tree(place / "k") == before


@pytest.mark.parametrize("option", ["--json", "--csv", "--html"])
def test_a_file_of_the_users_is_refused_and_an_earlier_one_of_ours_replaced(
    tmp_path: Path, option: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_weeks(data, datetime.now(UTC))
    target = tmp_path / "file"
    target.write_text("mine")
    assert command("history", option, target) == 3
    assert capsys.readouterr().err == (
        f"posecoach: {target} was not made by posecoach: choose another file with {option}, or replace it with "
        "--overwrite\n"
    )
    assert target.read_text() == "mine"
    assert command("history", option, target, "--overwrite") == 0
    assert command("history", option, target) == 0
    assert target.read_text() != "mine"
    link = tmp_path / "link"
    link.symlink_to(target)
    assert command("history", option, link) == 3
    assert link.is_symlink()


def test_names_are_distinct_whatever_they_are() -> None:
    assert distinct(["clip-2", "clip", "clip"]) == ["clip-2", "clip", "clip-3"]
    assert distinct(["Clip", "clip", "CLIP-2"]) == ["Clip", "clip-3", "CLIP-2"]
    assert distinct(["index.html", "compare.html"]) == ["index.html-2", "compare.html-2"]
    assert distinct(["é", "e\u0301"]) == ["é", "é-2"]


@pytest.mark.parametrize(
    "name", ["..", ".", "", "...", "a/b", "a\\b", "con", "NUL.txt", "x" * 245, "\udcff", "a\nb", "é" * 200]
)
def test_names_are_safe(name: str) -> None:
    safe = safe_name(name)
    assert safe_name(safe) == safe
    assert 1 <= len(os.fsencode(safe)) <= LONGEST_BYTES
    assert not set(safe) & set('/\\:*?"<>|\n')
    assert safe.strip(". ") == safe
    assert safe.split(".")[0].lower() not in {"con", "nul", ""}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("clip", "clip"),
        (" clip. ", "clip"),
        ("..", "recording"),
        (".hidden", "_hidden"),
        ("a/b:c", "a_b_c"),
        ("con", "_con"),
        ("NUL.txt", "_NUL.txt"),
        ("concert", "concert"),
        ("e\u0301", "é"),
    ],
)
def test_a_name_is_changed_no_more_than_it_has_to_be(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_a_long_name_is_cut_and_told_from_others_that_begin_like_it() -> None:
    whole = "x" * LONGEST_BYTES
    assert safe_name(whole) == whole
    one, other = safe_name(whole + "1"), safe_name(whole + "2")
    assert len(one) == len(other) == LONGEST_BYTES
    assert one != other
    assert one[: LONGEST_BYTES - 9] == "x" * (LONGEST_BYTES - 9)


def test_three_recordings_have_three_results(tmp_path: Path, small: Path) -> None:
    for name in ("a/clip-2.npz", "b/clip.npz", "c/clip.npz"):
        (tmp_path / name).parent.mkdir()
        shutil.copy(small, tmp_path / name)
    paths = [tmp_path / name for name in ("a/clip-2.npz", "b/clip.npz", "c/clip.npz")]
    command("review", *paths, "--out", tmp_path / "out", NO_VIDEO)
    assert len(list((tmp_path / "out").glob("*/review.json"))) == 3


def test_names_that_only_case_tells_apart_have_two_results(tmp_path: Path, small: Path) -> None:
    for name in ("Clip.npz", "clip.npz", "x" * 245 + ".npz"):
        shutil.copy(small, tmp_path / name)
    assert command("review", tmp_path, "--out", tmp_path / "out", NO_VIDEO) == 4
    made = [path.parent.name for path in (tmp_path / "out").glob("*/review.json")]
    assert len({name.lower() for name in made}) == 3


def test_a_report_and_a_review_in_one_folder_leave_each_other_alone(
    place: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_weeks(data, datetime.now(UTC))
    out = place / "out"
    commands = {
        "review": ("review", place / "clip.npz", "--out", out, NO_VIDEO),
        "report": ("report", "--out", out),
    }
    for first, second in (("review", "report"), ("report", "review")):
        shutil.rmtree(out, ignore_errors=True)
        assert command(*commands[first]) in (0, 4)
        before = tree(out)
        capsys.readouterr()
        assert command(*commands[second]) == 3
        assert capsys.readouterr().err == (
            f"posecoach: {out / 'report.html'} was made by another command: choose another place, or replace it with "
            "--overwrite\n"
        )
        assert tree(out) == before
        assert command(*commands[first]) in (0, 4)
        assert command(*commands[second], "--overwrite") in (0, 4)
        assert set(tree(out)) >= set(before)


def test_a_second_session_in_one_folder_goes_beside_the_first(tmp_path: Path) -> None:
    for expected in ("F", "F-2", "F-3"):
        with session_folder(tmp_path / "F") as session:
            assert session.path == tmp_path / expected
            put(session.path / "video.mp4", expected.encode(), session.create)
    kept = {path.parent.name: path.read_text() for path in tmp_path.glob("F*/video.mp4")}
    assert kept == {"F": "F", "F-2": "F-2", "F-3": "F-3"}
    made = read_manifest(tmp_path / "F-2")
    assert made is not None
    assert list(made.files) == ["video.mp4"]


@pytest.fixture
def session(tmp_path: Path) -> Path:
    """A recorded session with a file of the user's."""
    with session_folder(tmp_path / "F") as session:
        put(session.path / "video.mp4", b"old", session.create)
        put(session.path / "voice.jsonl", b"old", session.create)
    (tmp_path / "F" / "mine.txt").write_text("mine")
    return tmp_path / "F"


def test_a_session_takes_the_place_of_another_only_if_asked_and_only_its_files(session: Path) -> None:
    with session_folder(session, overwrite=True) as new:
        put(new.path / "video.mp4", b"new", new.create)
        assert (session / "video.mp4").read_text() == "old"
        new.whole = True
    found = {path.name: path.read_text() for path in session.iterdir() if not path.name.startswith(".")}
    assert found == {"video.mp4": "new", "mine.txt": "mine"}
    assert sorted(path.name for path in session.parent.iterdir()) == ["F"]


@pytest.mark.parametrize("by", ["its name", "another name"])
def test_a_session_takes_no_place_of_what_it_looks_at(
    session: Path, by: str, capsys: pytest.CaptureFixture[str]
) -> None:
    source = session / "video.mp4" if by == "its name" else session.with_name("another name.mp4")
    if by == "another name":
        source.hardlink_to(session / "video.mp4")
    before = tree(session.parent)
    words = ["live", "cat_cow", "--no-window", "--no-voice", "--source", source, "--record", session]
    assert command(*words, "--overwrite") == 3
    assert capsys.readouterr().err == (
        f"posecoach: {session / 'video.mp4'} is what is read ({source}): choose another place for results\n"
    )
    assert tree(session.parent) == before


def test_a_session_that_is_not_whole_takes_no_place(session: Path) -> None:
    before = tree(session)
    with session_folder(session, overwrite=True) as new:
        put(new.path / "video.mp4", b"half", new.create)
    assert tree(session) == before
    assert (session.with_name("F-2") / "video.mp4").read_text() == "half"


@pytest.mark.parametrize("source", ["99", "missing.mp4"])
def test_without_a_camera_a_recorded_session_stays_and_no_empty_folder_is_left(
    session: Path, source: str
) -> None:
    before = tree(session.parent)
    words = ["live", "cat_cow", "--no-window", "--no-voice", "--source", source, "--record", session]
    assert command(*words) == 3
    assert command(*words, "--overwrite") == 3
    assert tree(session.parent) == before


def test_a_folder_of_the_users_in_which_nothing_was_recorded_stays(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    for name in ("mine", "new"):
        with session_folder(tmp_path / name):
            pass
    assert tree(tmp_path) == {"mine": "folder"}


def test_a_recorded_session_is_not_replaced_by_its_review(tmp_path: Path, small: Path) -> None:
    with session_folder(tmp_path / "F") as session:
        put(session.path / "poses.npz", small.read_bytes(), session.create)
    before = tree(tmp_path / "F")
    shutil.copy(small, tmp_path / "other.npz")
    assert command("review", tmp_path / "other.npz", "--out", tmp_path / "F", NO_VIDEO) == 3
    assert tree(tmp_path / "F") == before
