"""A session that is killed, ended by the system, or out of disk loses at most the repetition under way."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from posecoach.pose.recording import read_recording
from tests.conftest import ROOT
from tests.reliability.sessions import (
    EXERCISE,
    LIMIT_S,
    accept_warning,
    begin,
    events,
    sample,
    sessions,
    surroundings,
    video_end_s,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals and limits"),
]

KILLS = int(os.environ.get("POSECOACH_KILLS", "3"))
"""How many random moments; `make soak` tries 50."""
LOST_S = 2.5
"""Of pictures and landmarks a second may be lost, and what the encoder holds back on a busy machine."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    accept_warning(tmp_path / "data")
    return tmp_path / "data"


def kill_after(seconds: float, data: Path, folder: Path) -> tuple[str, float]:
    """Kill a session some time after its first words; return what it had printed and the media time reached."""
    process = begin(data, "--no-window", "--no-voice", "--record", folder)
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(seconds)
    process.kill()
    rest, _ = process.communicate(timeout=LIMIT_S)
    assert process.returncode == -signal.SIGKILL
    return first + rest, seconds


@pytest.mark.parametrize("seed", range(KILLS))
def test_killed_at_any_moment_it_loses_at_most_the_repetition_under_way(
    seed: int, data: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "recorded"
    printed, seconds = kill_after(random.Random(seed).uniform(0.5, 13.0), data, folder)
    counted = printed.count("Repetition ")
    kept = sum(len(session.repetitions) for session in sessions(data))
    assert kept >= counted - 1
    told = events(folder)
    assert sum(event["event"] == "RepetitionDone" for event in told) >= counted
    recording = read_recording(next(folder.glob("poses*.npz")))
    assert recording.duration_s > seconds - LOST_S
    assert video_end_s(folder / "video.mp4") > seconds - LOST_S


@pytest.mark.parametrize("number", ["SIGTERM", "SIGHUP"])
def test_ended_by_the_system_it_keeps_all_and_says_so_with_its_status(
    number: str, data: Path, tmp_path: Path
) -> None:
    process = begin(data, "--no-window", "--no-voice", "--record", tmp_path / "recorded")
    assert process.stdout is not None
    while "Repetition 1" not in process.stdout.readline():
        pass
    process.send_signal(signal.Signals[number])
    _, error = process.communicate(timeout=LIMIT_S)
    assert process.returncode == 130
    assert error == (
        "Press x if anything hurts, space to pause, q or Ctrl-C to end the session.\n"
        "From the mat: raise the hand nearer the camera and wave to pause and go on.\n"
    )
    names = {path.name for path in (tmp_path / "recorded").iterdir()}
    assert names == {".posecoach.json", "events.jsonl", "poses.npz", "review.json", "video.mp4"}
    assert [session.ended for session in sessions(data)] == ["left"]
    assert len(sessions(data)[0].repetitions) == 1


def test_its_terminal_closed_it_keeps_all(data: Path, tmp_path: Path) -> None:
    import pty

    child, terminal = pty.fork()
    if not child:
        os.environ.update(surroundings(data))
        command = [sys.executable, "-m", "posecoach", "live", EXERCISE, "--keep", "--source", str(sample())]
        options = ["--no-window", "--no-voice", "--language", "en", "--record", str(tmp_path / "recorded")]
        os.chdir(ROOT)
        os.execv(sys.executable, [*command, *options])  # noqa: S606 - the terminal is its own
    printed = b""
    while b"Repetition 1" not in printed:
        printed += os.read(terminal, 1024)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 130
    names = {path.name for path in (tmp_path / "recorded").iterdir()}
    assert names == {".posecoach.json", "events.jsonl", "poses.npz", "review.json", "video.mp4"}
    assert [session.ended for session in sessions(data)] == ["left"]


def small_files() -> None:
    """Let no file grow beyond 200 KB, as on a disk that is full then."""
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))


def test_on_a_full_disk_the_coach_goes_on_and_says_so_once(data: Path, tmp_path: Path) -> None:
    process = begin(data, "--no-window", "--no-voice", "--record", tmp_path / "recorded", setup=small_files)
    output, error = process.communicate(timeout=LIMIT_S)
    assert process.returncode == 3
    assert output.count("Repetition ") == 4
    assert 1 <= error.count("Recording has stopped: the disk is full or cannot be written.") <= 2
    assert "Traceback" not in error
    assert error.splitlines()[-1].startswith("posecoach: ")
    assert "File too large" in error.splitlines()[-1]
    assert len(sessions(data)[0].repetitions) == 4


def no_folder(data: Path) -> str:
    """There is a file where the data folder should be: it can neither be made nor written."""
    for path in data.iterdir():
        path.unlink()
    data.rmdir()
    data.write_text("no folder")
    return "Today's session will not be saved in your history: "


def damaged(data: Path) -> str:
    (data / "history.sqlite3").write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 40)
    for path in data.glob("*-*"):
        path.unlink()
    return "Today's session will not be saved in your history: "


@pytest.mark.parametrize("spoil", [no_folder, damaged])
def test_without_a_history_the_coach_works_and_says_so_once(spoil: Callable[[Path], str], data: Path) -> None:
    message = spoil(data)
    process = begin(data, "--no-window", "--no-voice")
    output, error = process.communicate(timeout=LIMIT_S)
    assert process.returncode == 0
    assert output.count("Repetition ") == 4
    assert error.count(message) == 1
    assert "Traceback" not in error


def test_two_sessions_at_once_are_both_kept(data: Path, tmp_path: Path) -> None:
    both = [
        begin(data, "--no-window", "--no-voice", "--record", tmp_path / name) for name in ("one", "other")
    ]
    for process in both:
        process.communicate(timeout=LIMIT_S)
        assert process.returncode == 0
    assert [len(session.repetitions) for session in sessions(data)] == [4, 4]


def test_without_a_sound_device_the_coach_is_silent_and_says_so_once(data: Path, tmp_path: Path) -> None:
    config = tmp_path / "asound.conf"
    config.write_text("</usr/share/alsa/alsa.conf>\npcm.!default { type hw card 99 }\n")
    process = begin(data, "--no-window", ALSA_CONFIG_PATH=str(config))
    output, error = process.communicate(timeout=LIMIT_S)
    assert process.returncode == 0
    assert output.count("Repetition ") == 4
    assert error.count("No voice: ") == 1
    assert "Traceback" not in error
