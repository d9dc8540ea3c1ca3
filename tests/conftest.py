"""Material that several tests look at: a person on video, and recordings of real people where they are at hand."""

from __future__ import annotations

import ctypes.util
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings
from numpy.typing import NDArray

from tests.shared import shared

# No test is about time, and a busy machine is no failure; in CI the same examples run every time.
settings.register_profile("posecoach", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("posecoach")

# A shell that starts something in the background has it ignore Ctrl-C, and whatever that starts as well; tests send it.
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP"):  # the same of nohup and a closed terminal; Windows has none
    signal.signal(signal.SIGHUP, signal.SIG_DFL)

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def data_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder for each test: none touches the history of the person who runs the tests."""
    folder = tmp_path_factory.mktemp("data") / "posecoach"
    monkeypatch.setenv("POSECOACH_DATA", str(folder))
    return folder


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """An X server without a screen; it would start anew whenever the last window goes, and miss the next one."""
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed (Debian: apt install xvfb)")
    if ctypes.util.find_library("Xtst") is None:
        pytest.skip("libXtst is not installed (Debian: apt install libxtst6)")
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1920x1080x24", "-nolisten", "tcp", "-noreset"],  # noqa: S607
        pass_fds=(writer,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader) as numbers:
        number = numbers.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(10)


@pytest.fixture(scope="session")
def person_pictures() -> list[NDArray[np.uint8]]:
    """25 pictures (BGR, 640x480) of one person on hands and knees, moving slowly to the right."""
    from posecoach.capture.opencv import cv2

    still = cv2.imread(str(ROOT / "posecoach" / "doctor_person.jpg"))
    return [np.ascontiguousarray(np.roll(still, 2 * index, axis=1), np.uint8) for index in range(25)]


@pytest.fixture(scope="session")
def person_video(person_pictures: list[NDArray[np.uint8]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as a video of a second."""
    from tests.videos import evenly, write_video

    rgb = [np.ascontiguousarray(picture[..., ::-1]) for picture in person_pictures]
    path = tmp_path_factory.mktemp("person") / "person.mp4"
    return write_video(path, evenly(len(rgb), 25.0), (640, 480), pictures=rgb)


@pytest.fixture(params=["cat_cow_a", "cat_cow_b", "bridge_a"])
def real_poses(request: pytest.FixtureRequest) -> Path:
    """A recording of a real person, with masks."""
    return shared("real_poses", f"{request.param}.npz")
