"""A camera that goes away, comes back, stands still or is slow: said, and the session's time goes on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from posecoach.capture import reconnecting as steady
from posecoach.capture.frame import Frame, FrameSource, frames
from posecoach.capture.reconnecting import BACK, FROZEN, GONE, SLOW, STALLED, Steady
from posecoach.errors import CameraError


class Cam:
    """A camera with pictures of one size; after the last it raises, returns nothing, or hangs until it is closed."""

    name = "camera 0"
    duration_s = None
    frame_count = None

    def __init__(
        self,
        times_s: list[float],
        end: str = "raise",
        size_wh: tuple[int, int] = (64, 48),
        still: bool = False,
    ) -> None:
        self.size_wh = size_wh
        self._times_s = iter(times_s)
        self._end = end
        self._still = still
        self._index = -1
        self._hang = threading.Event()
        self.closed = False

    def read(self) -> Frame | None:
        t_s = next(self._times_s, None)
        if t_s is None:
            if self._end == "hang":
                self._hang.wait(10.0)
            if self._end == "raise":
                raise CameraError("camera 0 stopped delivering frames: check its cable and start again")
            return None
        self._index += 1
        width, height = self.size_wh
        shade = 200 if self._still else 100 + self._index % 100
        return Frame(np.full((height, width, 3), shade, np.uint8), t_s, self._index)

    def close(self) -> None:
        self.closed = True
        self._hang.set()


class Told:
    def __init__(self) -> None:
        self.texts: list[str] = []

    def __call__(self, text: str, *, lasting: bool = False) -> None:
        self.texts.append(text)


def at_30_hz(count: int) -> list[float]:
    return [i / 30 for i in range(count)]


def absent() -> FrameSource:
    raise CameraError("camera 0 cannot be used")


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steady, "RETRY_EVERY_S", 0.05)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def closing() -> Iterator[Callable[[Steady], Steady]]:
    opened: list[Steady] = []

    def remember(source: Steady) -> Steady:
        opened.append(source)
        return source

    yield remember
    for source in opened:
        source.close()


@pytest.mark.parametrize("end", ["raise", "nothing"])
def test_a_camera_that_is_plugged_in_again_goes_on_with_the_same_clock(
    end: str, told: Told, closing: Callable[[Steady], Steady]
) -> None:
    first, second = Cam(at_30_hz(3), end), Cam(at_30_hz(3))
    source = closing(Steady(first, lambda: second, told))
    frames = [source.read() for _ in range(6)]
    times_s = [frame.t_s for frame in frames if frame]
    assert [frame.index for frame in frames if frame] == [0, 1, 2, 3, 4, 5]
    assert 0.05 <= times_s[3] - times_s[2] < 2.0, "the gap is as long as the camera was away"
    assert np.allclose(np.diff(times_s[3:]), 1 / 30)
    assert told.texts == [GONE, BACK]
    assert first.closed


def test_a_camera_that_stays_away_ends_the_session_with_its_own_error(
    told: Told, closing: Callable[[Steady], Steady]
) -> None:
    source = closing(Steady(Cam([0.0]), absent, told, patience_s=0.1))
    source.read()
    with pytest.raises(
        CameraError, match=r"^camera 0 stopped delivering frames: check its cable and start again$"
    ):
        source.read()
    assert told.texts == [GONE]


def test_a_loose_contact_ends_the_session_when_patience_is_over(
    told: Told, closing: Callable[[Steady], Steady]
) -> None:
    source = closing(Steady(Cam([0.0]), lambda: Cam([0.0]), told, patience_s=0.2))
    with pytest.raises(CameraError, match=r"^camera 0 stopped delivering frames"):
        list(frames(source))
    assert told.texts[:4] == [GONE, BACK, GONE, BACK]


def test_the_wait_for_a_camera_can_be_ended_from_another_thread(
    told: Told, closing: Callable[[Steady], Steady]
) -> None:
    source = closing(Steady(Cam([0.0]), absent, told))
    source.read()
    threading.Timer(0.1, source.wake).start()
    assert source.read() is None


def test_a_picture_of_another_size_is_fitted_into_the_first_one_without_stretching(
    told: Told, closing: Callable[[Steady], Steady]
) -> None:
    tall = Cam([0.0], size_wh=(24, 48))
    source = closing(Steady(Cam([0.0]), lambda: tall, told))
    source.read()
    frame = source.read()
    assert frame is not None
    assert frame.size_wh == (64, 48)
    columns = frame.bgr.max(axis=(0, 2)) > 0
    assert columns.sum() == 24
    assert columns[20:44].all()


def test_a_picture_that_stands_still_is_said_once(told: Told, closing: Callable[[Steady], Steady]) -> None:
    source = closing(Steady(Cam(at_30_hz(300), still=True), absent, told))
    for _ in range(300):
        source.read()
    assert told.texts == [FROZEN]


def test_a_changing_picture_is_no_still_one(told: Told, closing: Callable[[Steady], Steady]) -> None:
    source = closing(Steady(Cam(at_30_hz(300)), absent, told))
    for _ in range(300):
        source.read()
    assert told.texts == []


def test_a_camera_with_one_picture_a_second_is_said_to_be_slow_once(
    told: Told, closing: Callable[[Steady], Steady]
) -> None:
    source = closing(Steady(Cam([float(i) for i in range(20)]), absent, told))
    for _ in range(20):
        source.read()
    assert told.texts == [SLOW]


def test_a_driver_that_hangs_is_said(
    told: Told, closing: Callable[[Steady], Steady], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steady, "STALLED_S", 0.1)
    hanging = Cam([0.0], end="hang")
    source = closing(Steady(hanging, lambda: Cam([0.0]), told))
    source.read()
    threading.Timer(0.4, hanging.close).start()
    source.read()
    assert told.texts == [STALLED, GONE, BACK]
