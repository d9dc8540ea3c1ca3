"""A phone as the camera, played by a small server on this machine."""

from __future__ import annotations

import itertools
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from posecoach.capture.network import NetworkCamera, is_address, shown
from posecoach.capture.opencv import cv2
from posecoach.capture.opening import is_camera, open_source
from posecoach.errors import CameraError

FRAMES = 20


class Phone(BaseHTTPRequestHandler):
    """Sends frames that get lighter, as an app does (multipart/x-mixed-replace), and then hangs up."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
        self.end_headers()
        for number in range(FRAMES):
            _, jpeg = cv2.imencode(".jpg", np.full((48, 64, 3), 10 * number, np.uint8))
            head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {jpeg.size}\r\n\r\n"
            self.wfile.write(head.encode() + jpeg.tobytes() + b"\r\n")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Phone)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/video.mjpg"
    server.shutdown()
    server.server_close()
    thread.join()


def test_frames_come_in_order_with_rising_times(address: str) -> None:
    with closing(NetworkCamera(address)) as camera:
        assert camera.size_wh == (64, 48)
        first, second = [(frame.t_s, int(frame.bgr.mean())) for frame in itertools.islice(camera, 2)]
    assert first[0] < second[0]
    assert first[1] < second[1]


def test_a_stream_that_ends_is_an_error_that_says_what_to_check(address: str) -> None:
    with closing(NetworkCamera(address)) as camera, pytest.raises(CameraError) as told:
        deque(camera, maxlen=0)
    assert str(told.value) == f"{address} has stopped sending: check the app on the phone and start again"


def test_nothing_at_an_address_says_what_to_do() -> None:
    with pytest.raises(CameraError) as told:
        NetworkCamera("http://me:secret@127.0.0.1:9/video")
    assert str(told.value) == (
        "nothing answers at http://127.0.0.1:9/video: start the camera app on the phone, connect phone and computer to "
        "the same network, and copy the address that the app shows"
    )


def test_an_address_is_a_camera_and_goes_on_when_it_comes_back(address: str) -> None:
    assert is_camera(address)
    with open_source(address, real_time=True) as source:
        read = [source.read() for _ in range(FRAMES + 5)]  # more than one connection sends
    assert [frame.index for frame in read if frame] == list(range(FRAMES + 5))


@pytest.mark.parametrize(
    ("source", "known"),
    [
        ("http://10.0.0.2:8080/video", True),
        ("RTSP://10.0.0.2/live", True),
        ("ftp://10.0.0.2/x.mp4", False),
        ("a.mp4", False),
        (0, False),
    ],
)
def test_what_is_an_address(source: object, known: bool) -> None:
    assert is_address(source) is known


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("rtsp://me:secret@10.0.0.2:554/live?key=1", "rtsp://10.0.0.2:554/live"),
        ("HTTP://me:se#cr?e/t@t@10.0.0.2/video", "http://10.0.0.2/video"),
        ("http://me:secret@[::1", "http://[::1"),
        ("http://[::1", "http://[::1"),
        ("http://10.0.0.2/video#key=1", "http://10.0.0.2/video"),
    ],
)
def test_a_password_is_never_shown(address: str, told: str) -> None:
    assert shown(address) == told
