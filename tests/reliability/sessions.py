"""Real sessions of `posecoach live` in a process of their own, with a sample video as the camera."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import av
import pytest

from posecoach.cli.live_start import WARNING_VERSION
from posecoach.history.records import Session
from posecoach.history.store import open_history
from tests.conftest import ROOT

CLIP = "arm_circles_clean_a"
"""Four circles, the first done after 6 s."""
EXERCISE = "arm_circles"
LIMIT_S = 90.0


def sample() -> Path:
    """Return the video that plays the camera; skip the test where it is missing."""
    clip = ROOT / "sample_videos" / f"{CLIP}.mp4"
    if not clip.exists():
        pytest.skip(f"there is no sample_videos/{CLIP}.mp4")
    return clip


def accept_warning(folder: Path) -> None:
    """Note in a data folder that the warning was read."""
    with open_history(folder) as history:
        history.set_consent(WARNING_VERSION, datetime.now().astimezone())


def begin(
    data: Path, *options: str | Path, setup: Any = None, source: Path | None = None, **environment: str
) -> subprocess.Popen[str]:
    """Start a session; `setup` is called in the process before the program begins."""
    command = [sys.executable, "-m", "posecoach", "live", EXERCISE, "--keep", "--source", source or sample()]
    return subprocess.Popen(
        [*map(str, command), "--language", "en", *map(str, options)],
        cwd=ROOT,
        env=surroundings(data) | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=setup,  # noqa: PLW1509 - the process has no threads yet
    )


def surroundings(data: Path) -> Mapping[str, str]:
    """Return the environment of a session that keeps its history in a folder."""
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    return os.environ | {"POSECOACH_DATA": str(data), "PYTHONPATH": path, "PYTHONUNBUFFERED": "1"}


def until(happened: Callable[[], bool], limit_s: float = LIMIT_S) -> float:
    """Wait until something has happened; return how long that took [s]."""
    begun_s = time.monotonic()
    while not happened():
        assert time.monotonic() < begun_s + limit_s, "it never happened"
        time.sleep(0.01)
    return time.monotonic() - begun_s


def sessions(data: Path) -> list[Session]:
    """Return what the history has kept; opening it checks that it is whole."""
    with open_history(data) as history:
        return history.sessions()


def events(folder: Path) -> list[dict[str, Any]]:
    """Return the recorded events; a last line that was cut off is none."""
    path = folder / "events.jsonl"
    lines = path.read_text("utf-8").splitlines(keepends=True) if path.exists() else []
    return [json.loads(line) for line in lines if line.endswith("\n")]


def video_end_s(path: Path) -> float:
    """Return the time of the last picture that plays."""
    with av.open(str(path)) as container:
        return max((frame.time or 0.0 for frame in container.decode(video=0)), default=0.0)
