"""Recording on a thread of its own: a slow disk holds nobody up, and nothing gets lost on the way."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

import numpy as np
import pytest

from posecoach.capture.frame import Frame
from posecoach.errors import OutputError
from posecoach.events import Event, PersonFound
from posecoach.pipeline import Moment
from posecoach.pose.pose import Pose
from posecoach.recording import background as behind
from posecoach.recording.background import Behind
from posecoach.state import CoachState
from tests.states import changed

FULL = OutputError("poses.npz cannot be written (No space left on device): choose another place")


class Disk:
    """Keeps what it is given; stands still until it is released; may be full from a step on."""

    def __init__(self, *, still: bool = False, room: int = 1_000_000) -> None:
        self.released = threading.Event()
        if not still:
            self.released.set()
        self._room = room
        self.steps: list[tuple[float | None, int, int]] = []
        self.closed = 0

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        assert self.released.wait(10.0)
        if len(self.steps) >= self._room:
            raise FULL
        assert moment is None or moment.frame is None, "the picture is borrowed"
        self.steps.append((moment.pose.t_s if moment else None, len(events), state.repetitions))

    def close(self) -> None:
        self.closed += 1


def step(sink: Behind, index: int, state: CoachState) -> None:
    state = changed(state, repetitions=index)
    picture = np.zeros((4, 4, 3), np.uint8)
    moment = Moment(Pose.nobody(index / 30), Frame(picture, index / 30, index))
    sink(moment, [PersonFound(index / 30, "")] if index % 2 else [], state)


def steps(sink: Behind, count: int, state: CoachState, *, pause_s: float = 0.0) -> None:
    """Send steps; pause_s: after each, so that a thread which starts late on a busy machine is not overrun."""
    for index in range(count):
        step(sink, index, state)
        time.sleep(pause_s)


def test_everything_arrives_in_order_although_the_disk_stands_still_meanwhile() -> None:
    disk, state = Disk(still=True), CoachState()
    sink = Behind(disk, disk.close)
    steps(sink, 50, state)
    sink(None, [], changed(state, repetitions=49))
    assert disk.steps == []
    disk.released.set()
    sink.close()
    sink.close()
    assert disk.steps == [*[(i / 30, i % 2, i) for i in range(50)], (None, 0, 49)]
    assert disk.closed == 1


def test_a_full_disk_is_told_with_a_later_step_and_the_file_is_ended() -> None:
    disk, state = Disk(room=3), CoachState()
    sink = Behind(disk, disk.close)
    with pytest.raises(OutputError, match=r"^poses.npz cannot be written \(No space left on device\)"):
        steps(sink, behind.MOST_WAITING // 2, state, pause_s=0.001)
    with pytest.raises(OutputError, match=r"^poses.npz cannot be written"):
        sink.close()
    assert (len(disk.steps), disk.closed) == (3, 1)


def test_a_disk_that_has_stopped_is_told_before_memory_runs_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(behind, "MOST_WAITING", 20)
    disk, state = Disk(still=True), CoachState()
    sink = Behind(disk, disk.close)
    with pytest.raises(OutputError, match=r"^the disk has taken nothing for a while; choose another place"):
        steps(sink, 100, state)
    disk.released.set()
    sink.close()
    assert 20 <= len(disk.steps) <= 22


def test_a_disk_that_hangs_does_not_keep_the_program_alive() -> None:
    disk = Disk()
    sink = Behind(disk, disk.close)
    assert sink._thread.daemon
    sink.close()
