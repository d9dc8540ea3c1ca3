"""A computer that is too slow is told of, once and honestly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from posecoach.capture.frame import Frame
from posecoach.drawing.cue_band import message_for
from posecoach.drawing.snapshot import Snapshot
from posecoach.live import session as pace
from posecoach.live.notices import Notices
from posecoach.live.session import LOOKED_AT, SLOW_MACHINE_ADVICE, Watched, run_live
from posecoach.pose.pose import Pose
from tests.coaches import FakeCoach
from tests.drawing.scenes import fault

PICTURE = np.zeros((48, 64, 3), np.uint8)


class Clock:
    """Stands still but for what the model takes."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def perf_counter(self) -> float:
        return self.now_s


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(pace, "time", clock)
    return clock


class Model:
    """Takes the times [ms] that it is given, the last one again and again."""

    def __init__(self, clock: Clock, taken_ms: Sequence[float]) -> None:
        self._clock = clock
        self._taken_ms: Iterator[float] = iter(taken_ms)
        self._last_ms = 0.0
        self.closed = False

    def estimate(self, frame: Frame) -> Pose:
        self._last_ms = next(self._taken_ms, self._last_ms)
        self._clock.now_s += self._last_ms / 1000
        return Pose.nobody(frame.t_s)

    def close(self) -> None:
        self.closed = True


def watch(clock: Clock, taken_ms: Sequence[float], frames: int) -> tuple[list[float], list[float]]:
    """Return what was told, and the media times that came through."""
    told: list[float] = []
    watched = Watched(Model(clock, taken_ms), told.append)
    times_s = [watched.estimate(Frame(PICTURE, index / 30, index)).t_s for index in range(frames)]
    return told, times_s


def test_a_slow_model_is_told_of_once(clock: Clock) -> None:
    assert watch(clock, [80.0], 10 * LOOKED_AT)[0] == [pytest.approx(80.0)]


def test_a_model_fast_enough_is_not_told_of(clock: Clock) -> None:
    assert watch(clock, [49.0], 10 * LOOKED_AT)[0] == []


def test_a_slow_start_or_a_busy_moment_does_not_count(clock: Clock) -> None:
    times_ms = [2000.0, *[12.0] * (LOOKED_AT - 1), *[300.0] * (LOOKED_AT // 3), 12.0]
    assert watch(clock, times_ms, 5 * LOOKED_AT)[0] == []


def test_one_that_becomes_slow_later_is_told_of(clock: Clock) -> None:
    assert watch(clock, [*[12.0] * (5 * LOOKED_AT), 70.0], 7 * LOOKED_AT)[0] == [pytest.approx(70.0)]


def test_one_that_becomes_too_slow_is_told_of_again(clock: Clock) -> None:
    times_ms = [*[80.0] * (2 * LOOKED_AT), 250.0]
    assert watch(clock, times_ms, 6 * LOOKED_AT)[0] == [pytest.approx(80.0), pytest.approx(250.0)]


def test_one_that_is_too_slow_from_the_start_is_told_of_once(clock: Clock) -> None:
    assert watch(clock, [250.0], 6 * LOOKED_AT)[0] == [pytest.approx(250.0)]


def test_media_time_is_not_touched(clock: Clock) -> None:
    assert watch(clock, [80.0], 200)[1] == [index / 30 for index in range(200)]


def test_the_owner_closes_the_model(clock: Clock) -> None:
    model = Model(clock, [1.0])
    Watched(model, lambda _: None).close()
    assert not model.closed


def test_a_cue_comes_before_a_notice() -> None:
    broken = fault()
    assert (
        message_for(Snapshot(broken, Pose.nobody(broken.t_s), notice=SLOW_MACHINE_ADVICE)).text
        == broken.cue.text
    )


class Source:
    """Frames as fast as they are read."""

    name = "camera 0"
    size_wh = (64, 48)
    duration_s = None
    frame_count = None

    def __init__(self, model: SlowModel) -> None:
        self._model = model
        self._index = -1

    def read(self) -> Frame | None:
        if self._model.left <= 0:
            return None
        self._index += 1
        return Frame(PICTURE, self._index / 30, self._index)

    def close(self) -> None:
        pass


class SlowModel(Model):
    """Knows how many frames it still has to see."""

    left = 3 * LOOKED_AT

    def estimate(self, frame: Frame) -> Pose:
        self.left -= 1
        return super().estimate(frame)


def test_a_session_says_it_once(clock: Clock) -> None:
    remarks: list[str] = []
    model = SlowModel(clock, [80.0])
    assert run_live(Source(model), model, FakeCoach(), None, [], notices=Notices(remarks.append))
    told = (
        "This computer is slow: close other programs. Each frame takes 80 ms: tempo, short holds and quick movements "
        "cannot always be judged. Record yourself and review the video."
    )
    assert remarks == [told]


def test_a_session_on_a_computer_that_is_too_slow_says_so(clock: Clock) -> None:
    remarks: list[str] = []
    model = SlowModel(clock, [250.0])
    assert run_live(Source(model), model, FakeCoach(), None, [], notices=Notices(remarks.append))
    told = (
        "This computer is too slow to judge most movements: close other programs. Each frame takes 250 ms: tempo, "
        "short holds and quick movements cannot always be judged. Record yourself and review the video."
    )
    assert remarks == [told]
