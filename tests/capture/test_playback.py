"""A file played as if it were the camera."""

from __future__ import annotations

import threading
from contextlib import closing
from pathlib import Path

import pytest

from posecoach.capture import playback
from posecoach.capture.frame import frames
from posecoach.capture.playback import Playback
from tests.videos import evenly, write_video


class Clock:
    """Stands in for time and for the wait: waiting moves it on."""

    def __init__(self) -> None:
        self.now_s = 100.0
        self.waits_s: list[float] = []

    def monotonic(self) -> float:
        return self.now_s

    def wait(self, seconds: float) -> bool:
        self.waits_s.append(seconds)
        self.now_s += seconds
        return False


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(playback, "time", clock)
    return clock


def test_frames_come_at_their_media_time(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    times_s = [0.0, 0.1, 0.4, 0.45, 1.0]
    with closing(Playback(write_video(tmp_path / "a.mp4", times_s))) as source:
        monkeypatch.setattr(source, "_closed", clock)
        clock.set = lambda: None  # type: ignore[attr-defined]  # close() sets the event that the clock stands in for
        arrivals = [(frame.t_s, clock.now_s - 100) for frame in frames(source)]
    assert arrivals == [pytest.approx((t_s, t_s)) for t_s in times_s]


def test_a_slow_reader_gets_late_frames_at_once(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Playback(write_video(tmp_path / "a.mp4", evenly(4, 10)))) as source:
        monkeypatch.setattr(source, "_closed", clock)
        clock.set = lambda: None  # type: ignore[attr-defined]  # as above
        source.read()
        clock.now_s += 0.25
        assert [frame.t_s for frame in frames(source)] == pytest.approx([0.1, 0.2, 0.3])
    assert clock.waits_s == pytest.approx([0.05])


def test_closing_wakes_a_read_that_waits(tmp_path: Path) -> None:
    source = Playback(write_video(tmp_path / "slow.mp4", [0.0, 3600.0]))
    source.read()
    answers: list[object] = []
    reader = threading.Thread(target=lambda: answers.append(source.read()))
    reader.start()
    source.close()
    reader.join(30)
    assert answers == [None]
