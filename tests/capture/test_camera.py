"""The camera: what is said when there is none, or when it stops."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import pytest

from posecoach.capture import camera
from posecoach.capture.camera import Camera, tried_devices
from posecoach.capture.opencv import cv2
from posecoach.errors import CameraError
from tests.videos import evenly, write_video

ABSENT = 77


@pytest.mark.skipif(sys.platform != "linux", reason="names of devices are those of Linux")
def test_a_camera_that_is_not_there_is_named_with_what_to_do() -> None:
    with pytest.raises(CameraError) as raised:
        Camera(ABSENT)
    assert str(raised.value) == (
        "camera 77 cannot be used (/dev/video77: there is no such device): connect one, give its number with "
        "--source, or play a sample as if it were the camera: "
        "posecoach live --source sample_videos/NAME.mp4"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="names of devices are those of Linux")
def test_without_any_camera_the_first_one_was_tried() -> None:
    if list(Path("/dev").glob("video*")):
        pytest.skip("there is a camera here")
    assert tried_devices() == [("/dev/video0", "there is no such device")]


@pytest.mark.skipif(sys.platform != "linux", reason="names of devices are those of Linux")
def test_looking_for_cameras_writes_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    tried_devices()
    assert capfd.readouterr() == ("", "")


def test_a_camera_that_stops_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    video = write_video(tmp_path / "short.mp4", evenly(3))
    monkeypatch.setattr(camera, "_open", lambda device: cv2.VideoCapture(str(video), cv2.CAP_FFMPEG))
    with closing(Camera(0)) as source:
        source.read()
        source.read()
        with pytest.raises(CameraError) as raised:
            source.read()
    assert str(raised.value) == ("camera 0 stopped delivering pictures: check its cable and start again")
