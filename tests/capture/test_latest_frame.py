"""Only the newest frame: what a slow reader sees, and how errors and ends arrive."""

from __future__ import annotations

import threading
from contextlib import closing

import numpy as np
import pytest

from posecoach.capture.frame import Frame
from posecoach.capture.latest_frame import NewestFrames
from posecoach.errors import CameraError

WAIT_S = 30.0


class Hand:
    """A source that delivers when told to, always in the same buffer; frame n is filled with n."""

    name = "hand"
    size_wh = (8, 6)
    duration_s = None
    frame_count = None

    def __init__(self) -> None:
        self._buffer = np.zeros((6, 8, 3), np.uint8)
        self._order = threading.Semaphore(0)
        self._waiting = threading.Semaphore(0)
        self._index = -1
        self._last: Exception | None = None
        self._over = False
        self.closed = 0

    def deliver(self, count: int = 1) -> None:
        """Deliver frames and return when all of them were taken."""
        for _ in range(count):
            assert self._waiting.acquire(timeout=WAIT_S)
            self._order.release()
        assert self._waiting.acquire(timeout=WAIT_S)
        self._waiting.release()

    def end(self, error: Exception | None = None) -> None:
        """Let the waiting read end, with an error if one is given."""
        self._over, self._last = True, error
        self._order.release()

    def read(self) -> Frame | None:
        self._waiting.release()
        assert self._order.acquire(timeout=WAIT_S)
        if self._last is not None:
            raise self._last
        if self._over:
            return None
        self._index += 1
        self._buffer[:] = self._index
        return Frame(self._buffer, self._index / 10, self._index)

    def close(self) -> None:
        self.closed += 1


def value(frame: Frame | None) -> tuple[int, int]:
    """Return index and content of a frame."""
    assert frame is not None
    assert frame.bgr.min() == frame.bgr.max()
    return frame.index, int(frame.bgr[0, 0, 0])


@pytest.fixture
def hand() -> Hand:
    return Hand()


def test_a_slow_reader_gets_the_newest_and_the_rest_are_counted(hand: Hand) -> None:
    with closing(NewestFrames(hand)) as newest:
        hand.deliver()
        assert value(newest.read()) == (0, 0)
        hand.deliver(5)
        assert value(newest.read()) == (5, 5)
        assert newest.dropped == 4
        hand.end()


def test_a_reader_that_keeps_up_gets_everything(hand: Hand) -> None:
    with closing(NewestFrames(hand)) as newest:
        for index in range(6):
            hand.deliver()
            assert value(newest.read()) == (index, index)
        assert newest.dropped == 0
        hand.end()


def test_a_frame_stays_as_it_is_until_the_next_read(hand: Hand) -> None:
    with closing(NewestFrames(hand)) as newest:
        hand.deliver()
        held = newest.read()
        for _ in range(7):
            hand.deliver()
            assert value(held) == (0, 0)
        hand.end()


def test_read_waits_for_a_newer_frame(hand: Hand) -> None:
    with closing(NewestFrames(hand)) as newest:
        hand.deliver()
        newest.read()
        got: list[tuple[int, int]] = []
        reader = threading.Thread(target=lambda: got.append(value(newest.read())))
        reader.start()
        assert got == []
        hand.deliver()
        reader.join(WAIT_S)
        assert got == [(1, 1)]
        hand.end()


def test_the_last_frame_comes_before_the_end(hand: Hand) -> None:
    with closing(NewestFrames(hand)) as newest:
        hand.deliver(2)
        hand.end()
        assert value(newest.read()) == (1, 1)
        assert newest.read() is None
        assert newest.read() is None


def test_an_error_of_the_source_reaches_the_reader(hand: Hand) -> None:
    with closing(NewestFrames(hand)) as newest:
        hand.deliver()
        hand.end(CameraError("camera 0 stopped delivering frames"))
        assert value(newest.read()) == (0, 0)
        for _ in range(2):
            with pytest.raises(CameraError, match=r"^camera 0 stopped delivering frames$"):
                newest.read()


def test_the_newest_picture_can_be_shown_while_another_is_held(hand: Hand) -> None:
    picture = np.zeros((6, 8, 3), np.uint8)
    with closing(NewestFrames(hand)) as newest:
        assert newest.latest_for_display(picture) is None
        hand.deliver()
        newest.read()
        assert newest.latest_for_display(picture) == 0.0
        hand.deliver(3)
        assert newest.latest_for_display(picture) == pytest.approx(0.3)
        assert picture.min() == picture.max() == 3
        assert value(newest.read()) == (3, 3)  # to show is not to read
        hand.end()


def test_closing_joins_the_thread_and_closes_the_source_once(hand: Hand) -> None:
    newest = NewestFrames(hand)
    hand.deliver()
    hand.end()
    newest.close()
    newest.close()
    assert hand.closed == 1
    assert "frames of hand" not in [thread.name for thread in threading.enumerate()]
