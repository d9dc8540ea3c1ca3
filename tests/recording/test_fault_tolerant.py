"""A recording that fails is said once and does not end the session."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from posecoach.errors import OutputError
from posecoach.events import Event
from posecoach.live.notices import Notices
from posecoach.pipeline import Moment
from posecoach.publishing.disk import moved_away
from posecoach.recording.fault_tolerant import LOST, Tolerant
from posecoach.state import CoachState

FULL = OutputError("poses.npz cannot be written (No space left on device): choose another place")


class Sink:
    """Fails from a call on."""

    def __init__(self, calls: int = 10_000) -> None:
        self._left = calls
        self.calls = 0

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        self.calls += 1
        self._left -= 1
        if self._left < 0:
            raise FULL


def fail() -> None:
    raise FULL


def test_a_full_disk_is_said_once_and_nothing_is_tried_any_more() -> None:
    heard: list[str] = []
    sink = Sink(2)
    tolerant = Tolerant(sink, fail, Notices(heard.append))
    for _ in range(10):
        tolerant(None, (), CoachState())
    tolerant.close()
    assert sink.calls == 3
    assert heard == [f"{LOST}. {FULL}"]
    assert tolerant.error is FULL


def test_an_end_that_fails_is_said_too() -> None:
    heard: list[str] = []
    tolerant = Tolerant(Sink(), fail, Notices(heard.append))
    tolerant(None, (), CoachState())
    tolerant.close()
    assert heard == [f"{LOST}. {FULL}"]


def test_what_was_moved_away_is_no_full_disk() -> None:
    heard: list[str] = []
    moved = moved_away(Path("rec"))

    def find() -> None:
        raise moved

    tolerant = Tolerant(Sink(), find, Notices(heard.append))
    tolerant.close()
    assert heard == []
    assert tolerant.error is moved


def test_without_a_failure_all_comes_through_and_nothing_is_said() -> None:
    heard: list[str] = []
    closed: list[bool] = []
    sink = Sink()
    tolerant = Tolerant(sink, lambda: closed.append(True), Notices(heard.append))
    for _ in range(10):
        tolerant(None, (), CoachState())
    tolerant.close()
    assert (sink.calls, closed, heard, tolerant.error) == (10, [True], [], None)
