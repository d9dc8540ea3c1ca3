"""A worker process that is aborted takes only its own recording with it."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.reliability.feeding import ROOT
from tests.videos import evenly, write_video

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to abort a process with"),
]
LIMIT_S = 120.0


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "posecoach", "review", *map(str, arguments)]


@contextmanager
def reviewing(*arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(command(*arguments), cwd=ROOT, stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


def worker_at(process: subprocess.Popen[str], video: Path) -> psutil.Process:
    """Wait for the worker that has a video open, and has for a while: it is in the middle of it."""
    deadline_s = time.monotonic() + LIMIT_S
    while time.monotonic() < deadline_s and process.poll() is None:
        for child in psutil.Process(process.pid).children():
            try:
                if any(Path(opened.path) == video for opened in child.open_files()):
                    time.sleep(0.3)
                    return child
            except psutil.Error:  # it has just ended
                continue
        time.sleep(0.05)
    pytest.fail(f"no worker opened {video}: {process.stderr.read() if process.stderr else ''}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two short videos and one that takes a while; nobody is in any of them."""
    folder = tmp_path / "videos"
    folder.mkdir()
    for name in ("first", "last"):
        write_video(folder / f"{name}.mp4", evenly(10))
    write_video(folder / "long.mp4", evenly(4000))
    return folder


@pytest.mark.parametrize("number", [signal.SIGABRT, signal.SIGKILL])
def test_the_other_recordings_are_reviewed_and_the_lost_one_is_tried_again(
    folder: Path, tmp_path: Path, number: signal.Signals
) -> None:
    out, result = tmp_path / "out", tmp_path / "all.json"
    with reviewing(folder, "--workers", "2", "--out", out, "--json", result) as process:
        worker_at(process, folder / "long.mp4").send_signal(number)
        _, said = process.communicate(timeout=LIMIT_S)
    assert process.returncode == 3
    assert "Traceback" not in said
    assert said.splitlines()[-1] == "posecoach: 1 failed; run the same command to try it again"
    names = {Path(review["video"]["path"]).name for review in json.loads(result.read_text())}
    assert names == {"first.mp4", "last.mp4"}
    assert not list(out.rglob("*.part*"))
    assert not (out / "long").exists()

    shutil.copy(folder / "first.mp4", folder / "long.mp4")  # the same recording, but quicker
    again = subprocess.run(
        command(folder, "--out", out, "--json", result), cwd=ROOT, timeout=LIMIT_S, check=False
    )
    assert again.returncode == 4
    assert len(json.loads(result.read_text())) == 3


def test_one_video_on_several_cores_ends_in_one_line(tmp_path: Path) -> None:
    video = write_video(tmp_path / "long.mp4", evenly(3000))
    with reviewing(video, "--workers", "2") as process:
        worker_at(process, video).send_signal(signal.SIGABRT)
        _, said = process.communicate(timeout=LIMIT_S)
    assert process.returncode == 3
    assert said == (
        f"posecoach: {video}: the process that looked at it ended by itself (exit status -6); "
        "try again, or without --workers\n"
    )
