"""A camera as a source of frames, with media time from the moment each frame arrived."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from functools import reduce
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.frame import EndlessSource, Frame
from posecoach.capture.opencv import cv2
from posecoach.capture.resize import fit_into
from posecoach.errors import CameraError
from posecoach.words.phrase import N_, Phrase, filled

# Wide enough to see a person lying down, and all webcams have it. Compressed, because otherwise USB 2 carries
# it at 10 frames/s only.
_WANTED_SIZE_WH: Final = (1280, 720)
_WANTED_RATE_HZ: Final = 30
_WANTED_CODEC: Final = "MJPG"
_FIRST_PICTURE_TRIES: Final = 10  # some cameras deliver nothing while they wake up
_DEVICES_TRIED: Final = 4
SHORTEST_STEP_S: Final = 1e-3
_NAMES: Final = Path("/sys/class/video4linux")
_BACKENDS: Final = {"linux": cv2.CAP_V4L2, "darwin": cv2.CAP_AVFOUNDATION, "win32": cv2.CAP_DSHOW}

_TO_BGR: Final = {
    1: cv2.COLOR_GRAY2BGR,
    2: cv2.COLOR_YUV2BGR_YUY2,
    4: cv2.COLOR_BGRA2BGR,
}  # by number of channels


class Camera(EndlessSource):
    """A camera by its number; media time starts at 0 with the first frame.

    Raises CameraError, with the devices that were tried, if it cannot be opened, and later if it stops
    delivering.
    """

    def __init__(self, device: int = 0) -> None:
        self._device = device
        self._capture = _open(device)
        picture = _first_picture(self._capture)
        if picture is None:
            self._capture.release()
            tried = joined(tried_devices(device))
            raise CameraError(
                filled(
                    "camera {number} cannot be used ({tried}): connect one, give its number with --source, or play a "
                    "sample as if it were the camera: posecoach live --source sample_videos/NAME.mp4",
                    number=device,
                    tried=tried,
                )
            )
        self._buffer = as_bgr(picture, self.name)
        self._start_s = time.monotonic()
        self._last_s = -SHORTEST_STEP_S
        self._index = -1

    @property
    def name(self) -> str:
        """The camera and its number."""
        return filled("camera {number}", number=self._device)

    @property
    def size_wh(self) -> tuple[int, int]:
        """Width and height of every frame [px]."""
        return self._buffer.shape[1], self._buffer.shape[0]

    def read(self) -> Frame | None:
        """Wait for the next frame and return it; None once the camera was closed."""
        if not self._capture.isOpened():
            return None
        if not self._capture.grab():
            raise CameraError(
                filled(
                    "camera {number} stopped delivering frames: check its cable and start again",
                    number=self._device,
                )
            )
        arrived_s = time.monotonic() - self._start_s
        ok, picture = self._capture.retrieve(self._buffer)
        if not ok or not picture.size:
            raise CameraError(
                filled(
                    "camera {number} delivered a broken frame: check its cable and start again",
                    number=self._device,
                )
            )
        if picture is not self._buffer:  # it has other channels, or the driver changed the size
            fit_into(as_bgr(picture, self.name), self._buffer)
        self._last_s = max(arrived_s, self._last_s + SHORTEST_STEP_S)
        self._index += 1
        return Frame(self._buffer, self._last_s, self._index)

    def close(self) -> None:
        """Release the device; safe to call twice."""
        self._capture.release()


def as_bgr(picture: NDArray[Any], camera: str) -> NDArray[np.uint8]:
    """Return a camera's picture as (H, W, 3) uint8 BGR in rows without gaps.

    Cameras deliver grey (infrared, thermal), grey in 16 bits, two channels (raw YUYV), three, or four (virtual cameras
    with transparency). Raises CameraError for anything else.
    """
    channels = picture.shape[2] if picture.ndim == 3 else 1 if picture.ndim == 2 else 0
    if picture.dtype == np.uint16:
        picture = (picture >> 8).astype(np.uint8)
    if picture.dtype != np.uint8 or channels not in (1, 2, 3, 4):
        raise CameraError(
            filled(
                "{camera} delivers frames of {channels} channels of {kind}, which is not supported: choose "
                "another camera with --source",
                camera=camera,
                channels=channels,
                kind=str(picture.dtype),
            )
        )
    whole = np.ascontiguousarray(picture, np.uint8)
    conversion = _TO_BGR.get(channels)
    return whole if conversion is None else np.ascontiguousarray(cv2.cvtColor(whole, conversion), np.uint8)


def joined(devices: Sequence[tuple[str, str]]) -> Phrase:
    """Return devices with their problems, in one line."""
    told = [filled("{name}: {problem}", name=name, problem=problem) for name, problem in devices]
    return reduce(lambda before, one: filled("{before}; {one}", before=before, one=one), told)


def tried_devices(device: int | None = None) -> list[tuple[str, str]]:
    """Return the cameras of this machine and why each cannot be used ("" if it can), as (name, problem).

    With a number only that camera is looked at. On Linux the device files say more than OpenCV does.
    """
    numbers = _numbers() if device is None else [device]
    return [(_named(number), _problem(number)) for number in numbers]


def _named(number: int) -> str:
    """Return the device with what the system calls it, such as "/dev/video2 (Integrated Camera)"."""
    device, model = _device_name(number), _model(number) if sys.platform == "linux" else ""
    return filled("{device} ({model})", device=device, model=model) if model else device


def cameras_named(text: str) -> list[int]:
    """Return the numbers of the cameras whose names contain a text, in any case; only Linux tells their names."""
    if sys.platform != "linux":
        return []
    return [number for number in _numbers() if text.casefold() in _model(number).casefold()]


def _model(number: int) -> str:
    """Return what the system calls a camera, "" if it does not say."""
    try:
        return (_NAMES / f"video{number}" / "name").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _numbers() -> list[int]:
    if sys.platform != "linux":
        return list(range(_DEVICES_TRIED))
    found = sorted(int(path.name[5:]) for path in Path("/dev").glob("video*") if path.name[5:].isdigit())
    return found or [0]


def _device_name(number: int) -> str:
    return f"/dev/video{number}" if sys.platform == "linux" else filled("camera {number}", number=number)


def _problem(number: int) -> str:
    if sys.platform == "linux":
        path = Path(_device_name(number))
        if not path.exists():
            return N_("there is no such device")
        if not os.access(path, os.R_OK | os.W_OK):
            return N_("no permission (your user must be in the group 'video')")
    capture = _open(number)
    try:
        if not capture.isOpened():
            return N_("cannot be opened (no camera, or another program has it)")
        return "" if _first_picture(capture) is not None else N_("delivers no frames")
    finally:
        capture.release()


def _open(device: int) -> cv2.VideoCapture:
    capture = cv2.VideoCapture(device, _BACKENDS.get(sys.platform, cv2.CAP_ANY))
    if capture.isOpened():
        # The codec first: drivers offer sizes and rates by codec. What a camera cannot do it ignores.
        capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*_WANTED_CODEC))
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, _WANTED_SIZE_WH[0])
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, _WANTED_SIZE_WH[1])
        capture.set(cv2.CAP_PROP_FPS, _WANTED_RATE_HZ)
        capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)  # an old picture is a late cue
    return capture


def _first_picture(capture: cv2.VideoCapture) -> NDArray[Any] | None:
    """Return a picture, which the caller may keep, or None if the camera delivers none."""
    if not capture.isOpened():
        return None
    for _ in range(_FIRST_PICTURE_TRIES):
        ok, picture = capture.read()
        if ok and picture.size:
            return picture
    return None
