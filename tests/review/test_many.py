"""Many recordings: each finished once, a bad one stops nothing."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from posecoach.cli.main import main
from posecoach.errors import OutputError
from posecoach.publishing.names import below
from posecoach.report.requested import Wishes
from posecoach.results.outcome import Outcome
from posecoach.review import many
from posecoach.review.job import Job, Progress
from posecoach.review.many import (
    DONE,
    Done,
    Entry,
    Going,
    contents,
    fingerprint,
    finished,
    names_of,
    review_entry,
    review_many,
)
from posecoach.review.workers import Died, Failed, Finished, News, Told
from tests.reviewed import job_on
from tests.videos import evenly, write_video

EMPTY = Outcome(fingerprint="1", status="nothing", message="nobody")


@pytest.fixture
def folder(recorded: Path, tmp_path: Path) -> Path:
    """A folder with three good recordings, one of them further down, and a file that is none."""
    place = tmp_path / "recordings"
    (place / "week 2").mkdir(parents=True)
    for name in ("monday", "tuesday", "week 2/monday"):
        shutil.copy(recorded, place / f"{name}.npz")
    (place / "broken.npz").write_text("not a recording")
    (place / "notes.txt").write_text("no recording either")
    return place


def dones(entries: Sequence[Entry], workers: int = 2) -> list[Done]:
    return [news for news in review_many(entries, workers) if isinstance(news, Done)]


def entries_of(folder: Path, out: Path) -> list[Entry]:
    paths = contents(folder, out).recordings
    names = names_of([below(path, folder) for path in paths])
    return [
        Entry(name, job_on(path, out / name, wishes=Wishes(video=False)))
        for name, path in zip(names, paths, strict=True)
    ]


def test_recordings_of_a_folder_are_found_in_order(folder: Path) -> None:
    found = [path.relative_to(folder).as_posix() for path in contents(folder, None).recordings]
    assert found == ["broken.npz", "monday.npz", "tuesday.npz", "week 2/monday.npz"]


def test_folders_are_gone_through_in_the_order_of_their_names(tmp_path: Path) -> None:
    names = [f"{letter}{number}" for letter in "ca" for number in (9, 1, 5)]
    for name in names:
        (tmp_path / name).mkdir()
        for recording in ("two", "one"):
            (tmp_path / name / f"{recording}.npz").touch()
    found = [path.relative_to(tmp_path).as_posix() for path in contents(tmp_path, None).recordings]
    assert found == [f"{name}/{recording}.npz" for name in sorted(names) for recording in ("one", "two")]


def test_nothing_hidden_and_nothing_half_made_is_looked_at(tmp_path: Path) -> None:
    for name in (".hidden.npz", "a.part.npz", "a.npz", "notes.txt", ".notes"):
        (tmp_path / name).write_text("x")
    found = contents(tmp_path, None)
    assert [path.name for path in found.recordings] == ["a.npz"]
    assert [path.name for path in found.others] == ["notes.txt"]


def test_the_folder_itself_may_be_that_of_the_results(folder: Path) -> None:
    assert len(contents(folder, folder).recordings) == 4
    assert len(contents(folder, folder / "week 2").recordings) == 3


@pytest.mark.parametrize(
    ("exit_code", "cause"),
    [(-9, "signal 9"), (7, "exit status 7"), (0, "exit status 0"), (None, "exit status None")],
)
def test_a_process_that_ended_by_itself_is_told_with_how(
    exit_code: int | None, cause: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[News[Outcome]] = [Told(1, Progress("judging", 2.5, 9.0)), Died(1, exit_code)]
    monkeypatch.setattr(many, "run_tasks", lambda *_: (one for one in [*told, Finished(0, EMPTY)]))
    entries = [Entry(name, job_on(Path(f"{name}.npz"), None)) for name in ("a", "b")]
    going, died, finished_one = review_many(entries, 2)

    assert going == Going(1, "judging", 2.5, 9.0)
    assert finished_one == Done(0, EMPTY)
    assert isinstance(died, Done)
    assert (died.number, died.again, died.outcome.status, died.outcome.fingerprint) == (
        1,
        False,
        "failed",
        "",
    )
    assert str(died.outcome.message) == (
        f"b.npz: its process ended by itself ({cause}): the file may be damaged, or memory ran out; the others went on"
    )


def test_what_a_process_could_not_do_is_told_in_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    error = OutputError("the disk is full")
    monkeypatch.setattr(many, "run_tasks", lambda *_: (one for one in [Failed(0, error)]))
    [done] = review_many([Entry("a", job_on(Path("a.npz"), None))], 2)
    assert isinstance(done, Done)
    assert (done.outcome.status, str(done.outcome.message)) == ("failed", "a.npz: the disk is full")


@pytest.mark.parametrize(("wanted", "given"), [(0, 1), (1, 1), (2, 2), (9, 3)])
def test_there_are_no_more_processes_than_recordings_and_one_at_least(
    wanted: int, given: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, int]] = []

    def run(tasks: Sequence[object], workers: int) -> Iterator[object]:
        asked.append((len(tasks), workers))
        yield from (Finished(number, EMPTY) for number in range(len(tasks)))

    monkeypatch.setattr(many, "run_tasks", run)
    entries = [Entry(name, job_on(Path(f"{name}.npz"), None)) for name in "abc"]
    assert len(dones(entries, wanted)) == 3
    assert asked == [(3, given)]


def test_where_all_is_finished_no_process_is_started(
    recorded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = job_on(recorded, tmp_path / "kept", wishes=Wishes(video=False))
    outcome = review_entry(job, lambda _: None)
    monkeypatch.setattr(many, "run_tasks", None)
    assert list(review_many([Entry("kept", job)], 2)) == [Done(0, outcome, again=True)]


@pytest.mark.parametrize("name", ["a.m2ts", "b.ts", "camera roll.bin", "without_ending", "c.flv"])
def test_videos_of_a_folder_are_found_whatever_their_ending(tmp_path: Path, name: str) -> None:
    container = {".m2ts": "a.m2ts", ".ts": "a.ts", ".flv": "a.flv"}.get(Path(name).suffix, "a.mp4")
    made = write_video(tmp_path / container, evenly(3))
    made.rename(tmp_path / name)
    (tmp_path / "program.ts").write_text("const greeting: string = 'Good morning';\n" * 100)
    (tmp_path / "photo.heic").write_bytes(b"\0\0\0\x18ftypheic" + bytes(100))
    found = contents(tmp_path, None)
    assert found.recordings == [tmp_path / name]
    assert [path.name for path in found.others] == ["photo.heic", "program.ts"]


def test_results_are_not_taken_for_recordings(folder: Path) -> None:
    for place in ("results", "results/monday", ".posecoach-0123456789abcdef.part"):
        (folder / place).mkdir()
    (folder / "results" / "poses.npz").touch()
    (folder / "results" / "monday" / "poses.npz").touch()
    (folder / ".posecoach-0123456789abcdef.part" / "poses.npz").touch()
    (folder / "old").mkdir()
    (folder / "old" / "review.json").touch()
    (folder / "old" / "poses.npz").touch()
    (folder / "poses.part.npz").touch()
    assert len(contents(folder, folder / "results").recordings) == 4


def test_names_are_distinct_and_tell_where_a_recording_was() -> None:
    paths = [Path("/in/a.mp4"), Path("/in/a.npz"), Path("/in/b/a.mp4"), Path("/in/c.mp4")]
    assert names_of([below(path, Path("/in")) for path in paths]) == ["a.mp4", "a.npz", "b__a", "c"]
    assert names_of([Path("a.mp4"), Path("a.mp4")]) == ["a.mp4", "a.mp4-2"]


def test_fingerprint_follows_whatever_the_results_depend_on(recorded: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    shutil.copy(recorded, path)
    job = job_on(path, None)
    before = fingerprint(job)
    assert fingerprint(replace(job, folder=tmp_path)) == before
    for change in ({"exercise": "cat_cow"}, {"features": True}, {"wishes": Wishes(exports=("csv",))}):
        assert fingerprint(replace(job, **change)) != before
    os.utime(path, ns=(1, 1))
    assert fingerprint(job) != before


def test_outcome_of_a_recording_is_kept_with_its_results(recorded: Path, tmp_path: Path) -> None:
    job = job_on(recorded, tmp_path / "kept", wishes=Wishes(video=False))
    assert finished(job) is None
    outcome = review_entry(job, lambda _: None)
    assert (outcome.status, outcome.title) == ("judged", "Cat-cow")
    assert finished(job) == outcome
    assert finished(replace(job, exercise="hip_lift_twist")) is None
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept"]


def test_damaged_outcome_is_no_outcome(recorded: Path, tmp_path: Path) -> None:
    job = job_on(recorded, tmp_path / "kept", wishes=Wishes(video=False))
    review_entry(job, lambda _: None)
    (tmp_path / "kept" / DONE).write_text("{")
    assert finished(job) is None


def test_unusable_recording_is_an_outcome_that_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "broken.npz"
    path.write_text("not a recording")
    job = job_on(path, tmp_path / "kept")
    outcome = review_entry(job, lambda _: None)
    assert outcome.status == "unusable"
    assert outcome.message.startswith(f"{path} is not a readable pose recording: ")
    assert finished(job) == outcome


def test_a_link_that_leads_nowhere_is_unusable_and_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "gone.mp4"
    path.symlink_to(tmp_path / "was here.mp4")
    outcome = review_entry(job_on(path, tmp_path / "kept"), lambda _: None)
    assert outcome.status == "unusable"
    assert outcome.message == f"{path} is a link that leads nowhere: bring back its file, or remove it"


def test_what_stays_unreadable_is_not_to_be_tried_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    videos = tmp_path / "videos"
    videos.mkdir()
    (videos / "text.mp4").write_text("not a video")
    (videos / "gone.mp4").symlink_to(tmp_path / "was here.mp4")
    out = tmp_path / "out"
    assert main(["review", str(videos), "--out", str(out), "--workers", "1"]) == 3
    assert capsys.readouterr().err.splitlines() == [
        f"posecoach: summary in {out / 'index.html'}",
        "posecoach: 2 could not be reviewed",
    ]
    assert "2 unreadable" in (out / "index.html").read_text()


@pytest.mark.slow
def test_every_recording_ends_once_and_is_not_repeated(folder: Path, tmp_path: Path) -> None:
    entries = entries_of(folder, tmp_path / "out")
    first = dones(entries)
    assert sorted(one.number for one in first) == [0, 1, 2, 3]
    assert [one.outcome.status for one in sorted(first, key=lambda one: one.number)] == [
        "unusable",
        *["judged"] * 3,
    ]
    kept = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.*")}
    again = dones(entries)
    assert all(one.again for one in again)
    assert {one.number: one.outcome for one in again} == {one.number: one.outcome for one in first}
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.*")} == kept


@pytest.mark.slow
def test_only_what_is_missing_is_reviewed_again(folder: Path, tmp_path: Path) -> None:
    entries = entries_of(folder, tmp_path / "out")
    dones(entries)
    shutil.rmtree(tmp_path / "out" / "monday")
    os.utime(folder / "tuesday.npz", ns=(1, 1))
    again = {entries[one.number].name: one.again for one in dones(entries)}
    assert again == {"broken": True, "monday": False, "tuesday": False, "week 2__monday": True}


@pytest.mark.slow
def test_workers_say_the_same_as_one_process(folder: Path, tmp_path: Path) -> None:
    job = job_on(folder / "monday.npz", None)
    (one,) = dones([Entry("monday", job)], 1)
    assert one.outcome == review_entry(job, lambda _: None)


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "posecoach", "review", *map(str, arguments)]


@pytest.mark.slow
def test_folder_on_the_command_line(folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out, target = tmp_path / "out", tmp_path / "all.json"
    arguments = [
        "review",
        str(folder),
        "--out",
        str(out),
        "--no-video",
        "--workers",
        "2",
        "--json",
        str(target),
    ]
    assert main(arguments) == 3
    text, error = capfd.readouterr()
    assert [line.split()[0] for line in text.splitlines() if "Cat-cow" in line] == [
        "monday",
        "tuesday",
        "week",
    ]
    assert "broken  " in text
    assert error.splitlines() == [
        f"posecoach: left out of {folder}, because they are no videos: notes.txt",
        f"posecoach: summary in {out / 'index.html'}",
        "posecoach: 1 could not be reviewed",
    ]
    assert [review["exercise"] for review in json.loads(target.read_text())] == ["cat_cow"] * 3
    page = (out / "index.html").read_text()
    assert 'href="monday/report.html"' in page
    assert "is not a readable pose recording" in page


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_killed_and_started_again_repeats_nothing_that_was_finished(
    number: signal.Signals, folder: Path, tmp_path: Path
) -> None:
    """Killed in the middle of a long recording, after short ones were finished."""
    long = folder / "zz" / "long.mp4"
    long.parent.mkdir()
    write_video(long, evenly(6000))
    out = tmp_path / "out"
    process = subprocess.Popen(
        command(folder, "--out", out, "--no-video"), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    deadline_s = time.monotonic() + 300
    while time.monotonic() < deadline_s:
        begun = list(out.glob(".posecoach-*.part/new/poses.part.npz"))
        if begun and len(list(out.glob(f"*/{DONE}"))) == 4:
            break
        time.sleep(0.05)
    process.send_signal(number)
    text, error = process.communicate(timeout=60)
    finished_before = {path: path.stat().st_mtime_ns for path in out.glob(f"*/{DONE}")}
    assert len(finished_before) == 4
    if number is signal.SIGINT:
        assert process.returncode == 130
        assert b"monday" in text
        assert b"interrupted, 1 of 5 not reviewed; run the same command again to continue" in error
        assert "1 recording not reviewed yet" in (out / "index.html").read_text()
        assert not list(out.glob(".posecoach-*.part"))
    long.unlink()
    write_video(long, evenly(6))
    assert (
        subprocess.run(
            command(folder, "--out", out, "--no-video"), capture_output=True, check=False
        ).returncode
        == 3
    )
    assert {path: path.stat().st_mtime_ns for path in finished_before} == finished_before
    assert len(list(out.glob(f"*/{DONE}"))) == 5
    assert not list(out.glob(".posecoach-*.part"))


def test_empty_folder_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"posecoach: there is no video or pose recording in {tmp_path}\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a.npz", "--workers", "0"], "--workers is 0; it must be at least 1"),
        (["a.npz", "--export", "csv"], "--export needs a folder to write to: add --out FOLDER"),
        (["a.npz", "--compare"], "--compare takes exactly two recordings"),
        (
            ["a.npz", "--scheduler", "tcp://127.0.0.1:1"],
            "--scheduler needs a folder that all machines can reach: add --out FOLDER",
        ),
    ],
)
def test_wrong_usage(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", *arguments]) == 2
    assert capsys.readouterr().err == f"posecoach: {message}\n"


def test_outcome_can_be_written_and_read() -> None:
    outcome = Outcome(fingerprint="1", status="nothing", message="nobody")
    assert msgspec.json.decode(msgspec.json.encode(outcome), type=Outcome) == outcome


def test_job_can_be_sent(recorded: Path) -> None:
    import pickle

    job: Job = job_on(recorded, None)
    again = pickle.loads(pickle.dumps(job))  # noqa: S301  (our own)
    assert repr(again) == repr(job)  # a value that is not seen, NaN, is not equal to itself
