"""`posecoach live` on the command line; the session itself is tested in tests/live."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from posecoach.capture.frame import Frame
from posecoach.capture.video import VideoFile
from posecoach.cli import live_session
from posecoach.cli.live_start import WARNING_VERSION
from posecoach.cli.main import main
from posecoach.errors import CameraError
from posecoach.history.store import open_history
from posecoach.pose.recording import read_recording
from posecoach.publishing.manifest import read_manifest
from tests.videos import evenly, write_video


@pytest.fixture(scope="module")
def empty_room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_video(tmp_path_factory.mktemp("videos") / "empty.mp4", evenly(10))


HOW_TO_END = (
    "Press x if anything hurts, space to pause, q or Ctrl-C to end the session.\n"
    "From the mat: raise the hand nearer the camera and wave to pause and go on.\n"
)


@pytest.fixture(autouse=True)
def _warned(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The person has seen the warning before, and nobody is at the keyboard."""
    with open_history() as history:
        history.set_consent(WARNING_VERSION, datetime.now().astimezone())
    monkeypatch.setattr(sys, "stdin", None)


def live(capfd: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    status = main(["live", "--no-voice", "--language", "en", *map(str, arguments)])
    return status, *capfd.readouterr()


def test_missing_camera_says_what_was_tried_and_how_to_go_on(capfd: pytest.CaptureFixture[str]) -> None:
    status, output, error = live(capfd, "--source", "98", "--no-window")
    assert (status, output) == (3, "")
    assert error.startswith("posecoach: camera 98 cannot be used (")
    assert error.endswith(
        "or play a sample as if it were the camera: posecoach live --source sample_videos/NAME.mp4\n"
    )
    assert error.count("\n") == 1


def test_missing_file_in_place_of_a_camera(capfd: pytest.CaptureFixture[str]) -> None:
    message = "posecoach: missing.mp4 does not exist: check the path\n"
    assert live(capfd, "--source", "missing.mp4", "--no-window") == (3, "", message)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_no_display_is_said_before_the_camera_is_opened(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    status, _, error = live(capfd, "--source", "missing.mp4")
    assert status == 3
    assert error.startswith("posecoach: no window: ")
    assert error.count("\n") == 1


def test_nobody_in_front_of_the_camera_is_nothing_to_judge(
    empty_room: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    status, output, error = live(capfd, "--source", empty_room, "--no-window")
    message = f"{empty_room} saw nobody; your whole body must be in view, with enough light"
    assert (status, output) == (4, "")
    assert error == f"{HOW_TO_END}posecoach: {message}\n"


def test_record_keeps_landmarks_events_and_result(
    empty_room: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "a" / "b"
    live(capfd, "cat_cow", "--source", empty_room, "--no-window", "--record", folder)
    kept = [".posecoach.json", "events.jsonl", "poses.npz", "review.json", "video.mp4"]
    assert sorted(path.name for path in folder.iterdir()) == kept
    assert json.loads((folder / "review.json").read_text())["recognised"] is False


@pytest.mark.skipif(sys.platform == "win32", reason="there a folder with open files cannot be moved")
def test_what_comes_in_the_place_of_a_folder_that_is_moved_away_stays_as_it_is(
    empty_room: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, away = tmp_path / "rec", tmp_path / "away"
    real = live_session.run_live

    def moving(*words: Any) -> bool:
        complete = real(*words)
        folder.rename(away)
        folder.mkdir()
        for name in mine:
            (folder / name).write_text("mine")
        return complete

    mine = {"poses.npz", "poses.part.npz", "events.jsonl", ".posecoach.lock"}
    monkeypatch.setattr(live_session, "run_live", moving)
    status, _, error = live(capfd, "cat_cow", "--source", empty_room, "--no-window", "--record", folder)
    told = f"{folder} was moved or deleted during the recording: what was recorded went with it, unfinished"
    assert (status, error) == (3, f"{HOW_TO_END}posecoach: {told}\n")
    assert {path.name: path.read_text() for path in folder.iterdir()} == dict.fromkeys(mine, "mine")
    assert {"poses.part.npz", "events.jsonl", "video.mp4"} <= {path.name for path in away.iterdir()}
    assert read_recording(away / "poses.part.npz").poses


@pytest.mark.parametrize("name", ["review.json", "poses.npz"])
def test_a_file_of_the_users_by_the_name_of_one_of_the_session_is_neither_replaced_nor_listed(
    name: str,
    empty_room: Path,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "rec"
    real = live_session.run_live

    def putting(*words: Any) -> bool:
        (folder / name).write_text("mine")
        return real(*words)

    monkeypatch.setattr(live_session, "run_live", putting)
    status, _, error = live(capfd, "cat_cow", "--source", empty_room, "--no-window", "--record", folder)
    made = read_manifest(folder)
    assert status == 3
    assert "File exists" in error
    assert (folder / name).read_text() == "mine"
    assert made is not None
    assert name not in made.files
    assert {"events.jsonl", "video.mp4"} <= made.files.keys()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ([], "{} already holds a session: this one goes to {}-2"),
        (
            ["--overwrite"],
            "{} already holds a session: this one is recorded in {}-2 and takes its place at the end if it is whole",
        ),
    ],
)
def test_where_a_session_goes_beside_another_is_told(
    options: list[str], told: str, empty_room: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "rec"
    words = ["cat_cow", "--source", empty_room, "--no-window", "--record", folder]
    live(capfd, *words)
    _, _, error = live(capfd, *words, *options)
    assert error.startswith(f"{told.format(folder, folder)}\n")
    assert folder.with_name("rec-2").exists() == (not options)


class Unplugged(VideoFile):
    """A camera that stops delivering after five pictures."""

    def read(self) -> Frame | None:
        frame = super().read()
        if frame is not None and frame.index == 5:
            raise CameraError("camera 0 stopped delivering frames: check its cable and start again")
        return frame


def test_camera_that_stops_ends_the_session_with_all_kept(
    empty_room: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("posecoach.capture.opening.Camera", lambda device: Unplugged(empty_room))
    monkeypatch.setattr("posecoach.capture.reconnecting.PATIENCE_S", 2.0)
    status, _, error = live(capfd, "cat_cow", "--no-window", "--record", tmp_path)
    assert status == 3
    assert error.endswith("posecoach: camera 0 stopped delivering frames: check its cable and start again\n")
    assert json.loads((tmp_path / "review.json").read_text())["recognised"] is False
    assert (tmp_path / "poses.npz").exists()


@pytest.mark.parametrize("name", ["logitech", "-1"])
def test_a_source_that_is_neither_file_nor_camera_says_both(
    name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["live", "cat_cow", f"--source={name}", "--no-window"]) == 3
    told = f"there is no file or camera called {name}: check the name ('posecoach doctor' lists the cameras)"
    assert f"posecoach: {told}\n" in capfd.readouterr().err
