"""A phone as the camera: a video stream at an address that the person gives; the only network there is."""

from __future__ import annotations

import os
import re
import time
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.camera import SHORTEST_STEP_S, as_bgr
from posecoach.capture.frame import EndlessSource, Frame
from posecoach.capture.opencv import cv2
from posecoach.capture.resize import fit_into
from posecoach.errors import CameraError
from posecoach.words.phrase import filled

SCHEMES: Final = frozenset({"http", "https", "rtsp", "rtsps"})
"""Phone-camera apps offer MJPEG over HTTP, or RTSP."""
OPEN_MS: Final = 8000
"""A phone in the same network answers within a second; one that has just gone to sleep takes a few."""
READ_MS: Final = 5000

# RTSP over UDP loses packets on a busy Wi-Fi, which smears the frames; a value set by the user wins.
os.environ.setdefault("OPENCV_FFMPEG_CAPTURE_OPTIONS", "rtsp_transport;tcp")


def is_address(source: object) -> bool:
    """Whether this is the address of a stream, such as http://192.168.0.20:8080/video."""
    return isinstance(source, str) and "://" in source and source.partition("://")[0].lower() in SCHEMES


def shown(address: str) -> str:
    """Return an address as it may be shown: without the user name and password that it may contain.

    What was typed need not be a valid address, and a password may hold any character, such as "/" or "#": so nothing
    before the last "@" is shown.
    """
    scheme, _, rest = address.partition("://")
    place = re.split("[?#]", rest.rpartition("@")[2], maxsplit=1)[0]
    return f"{scheme.lower()}://{place}"


class NetworkCamera(EndlessSource):
    """The stream at an address; media time starts at 0 with the first frame, and runs by when frames arrive.

    Raises CameraError if it cannot be reached, and later if it stops.
    """

    def __init__(self, address: str) -> None:
        """Connect, which takes up to OPEN_MS."""
        self._address = address
        timeouts = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, OPEN_MS, cv2.CAP_PROP_READ_TIMEOUT_MSEC, READ_MS]
        self._capture = cv2.VideoCapture(address, cv2.CAP_FFMPEG, timeouts)
        ok, picture = self._capture.read() if self._capture.isOpened() else (False, None)
        if not ok or picture is None or not picture.size:
            self._capture.release()
            raise CameraError(
                filled(
                    "nothing answers at {address}: start the camera app on the phone, connect phone and computer to "
                    "the same network, and copy the address that the app shows",
                    address=shown(address),
                )
            )
        self._buffer: NDArray[np.uint8] = as_bgr(picture, self.name)
        self._start_s = time.monotonic()
        self._last_s = -SHORTEST_STEP_S
        self._index = -1

    @property
    def name(self) -> str:
        """The address, without a password."""
        return shown(self._address)

    @property
    def size_wh(self) -> tuple[int, int]:
        """Width and height of every frame [px]."""
        return self._buffer.shape[1], self._buffer.shape[0]

    def read(self) -> Frame | None:
        """Wait for the next frame and return it; None once the stream was closed."""
        if not self._capture.isOpened():
            return None
        ok, picture = self._capture.read()
        if not ok or not picture.size:
            raise CameraError(
                filled(
                    "{address} has stopped sending: check the app on the phone and start again",
                    address=shown(self._address),
                )
            )
        arrived_s = time.monotonic() - self._start_s
        fit_into(as_bgr(picture, self.name), self._buffer)
        self._last_s = max(arrived_s, self._last_s + SHORTEST_STEP_S)
        self._index += 1
        return Frame(self._buffer, self._last_s, self._index)

    def close(self) -> None:
        """Disconnect; safe to call twice."""
        self._capture.release()
