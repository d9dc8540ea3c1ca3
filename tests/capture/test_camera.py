"""The camera: what is said when there is none, or when it stops."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from posecoach.capture import camera
from posecoach.capture.camera import Camera, as_bgr, tried_devices
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
    assert str(raised.value) == ("camera 0 stopped delivering frames: check its cable and start again")


GREY = np.arange(48 * 64, dtype=np.uint32).reshape(48, 64).astype(np.uint8)


class Device:
    """What OpenCV makes of a camera that delivers these pictures, one after the other."""

    def __init__(self, pictures: list[NDArray[np.generic]]) -> None:
        self._pictures = pictures

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        return True

    def grab(self) -> bool:
        return bool(self._pictures)

    def retrieve(self, _: object = None) -> tuple[bool, NDArray[np.generic]]:
        return True, self._pictures.pop(0)

    def read(self) -> tuple[bool, NDArray[np.generic]]:
        return self.retrieve()

    def release(self) -> None:
        self._pictures = []


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param(GREY, id="grey"),
        pytest.param(GREY[:, :, None], id="one channel"),
        pytest.param(GREY.astype(np.uint16) << 8, id="16 bits"),
        pytest.param(np.dstack([GREY] * 3), id="BGR"),
        pytest.param(np.dstack([GREY] * 4), id="BGRA"),
        pytest.param(np.dstack([GREY] * 4)[:, :, :3], id="padded pixels"),
        pytest.param(np.dstack([np.pad(GREY, ((0, 0), (0, 7)))] * 3)[:, :64], id="padded rows"),
    ],
)
def test_whatever_channels_and_strides_a_camera_has_its_pictures_are_bgr(
    monkeypatch: pytest.MonkeyPatch, picture: NDArray[np.generic]
) -> None:
    monkeypatch.setattr(camera, "_open", lambda device: Device([picture, picture]))
    with closing(Camera(0)) as source:
        frame = source.read()
    assert frame is not None
    assert frame.bgr.flags.c_contiguous
    assert frame.bgr.tolist() == np.dstack([GREY] * 3).tolist()


def test_two_channels_are_brightness_and_colours_in_turn() -> None:
    yuyv = np.dstack([np.full((4, 6), 235, np.uint8), np.full((4, 6), 128, np.uint8)])
    assert as_bgr(yuyv, "camera 0").tolist() == np.full((4, 6, 3), 255).tolist()


@pytest.mark.parametrize("size_wh", [(48, 96), (128, 96), (200, 48)])
def test_a_camera_that_changes_its_size_is_fitted_with_bars(
    monkeypatch: pytest.MonkeyPatch, size_wh: tuple[int, int]
) -> None:
    white = np.full((size_wh[1], size_wh[0], 3), 255, np.uint8)
    monkeypatch.setattr(camera, "_open", lambda device: Device([np.dstack([GREY] * 3), white]))
    with closing(Camera(0)) as source:
        frame = source.read()
    assert frame is not None
    scale = min(64 / size_wh[0], 48 / size_wh[1])
    share = size_wh[0] * size_wh[1] * scale**2 / (64 * 48)
    assert (frame.bgr > 128).mean() == pytest.approx(share, abs=0.03)


def test_pictures_that_no_camera_should_deliver_get_one_line() -> None:
    with pytest.raises(CameraError) as raised:
        as_bgr(np.zeros((4, 4, 5), np.float32), "camera 2")
    assert str(raised.value) == (
        "camera 2 delivers frames of 5 channels of float32, which is not supported: choose another camera with --source"
    )


def test_a_clock_on_the_wall_that_jumps_moves_no_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    video = write_video(tmp_path / "short.mp4", evenly(5))
    monkeypatch.setattr(camera, "_open", lambda device: cv2.VideoCapture(str(video), cv2.CAP_FFMPEG))
    jumps_s = iter([0.0, 86400.0, -86400.0, 3600.0] * 100)
    monkeypatch.setattr(time, "time", lambda: next(jumps_s))
    with closing(Camera(0)) as source:
        times_s = [frame.t_s for _ in range(4) if (frame := source.read()) is not None]

    assert len(times_s) == 4
    assert times_s == sorted(times_s)
    assert 0.0 <= times_s[0] <= times_s[-1] < 3600.0
