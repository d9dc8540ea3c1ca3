"""A session: threads that end, errors that are handed over, frames that are dropped and never queued."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pytest

from posecoach.capture.frame import Frame
from posecoach.drawing.page import ENTER, Page
from posecoach.drawing.snapshot import Snapshot
from posecoach.errors import CameraError
from posecoach.events import Command, CueGiven, Event, Stage
from posecoach.live.notices import Notices
from posecoach.live.session import run_live
from posecoach.pipeline import Moment
from posecoach.pose.pose import Pose
from posecoach.state import CoachState
from posecoach.testing import FakeEstimator, FakeSource
from tests.coaches import FakeCoach
from tests.states import changed

WAIT_S = 10.0  # how long a test waits for a thread before it fails; never reached when all is well


def camera(count: int, pace: Callable[[int], object] = lambda _: None, error: str = "") -> FakeSource:
    """A camera whose frames come as fast as `pace` lets them; it may break."""
    return FakeSource(count, before=pace, error=CameraError(error) if error else None)


def estimator(during: Callable[[Frame], object] = lambda _: None) -> FakeEstimator:
    """A model that sees nobody; calls `during` for each frame."""

    def sees(frame: Frame) -> Pose:
        during(frame)
        return Pose.nobody(frame.t_s)

    return FakeEstimator(sees)


class Counting(FakeCoach):
    """Counts poses; its last words prove that it was allowed to finish.

    ends: whether its programme is done with the third pose.
    """

    def __init__(self, *, ends: bool = False) -> None:
        super().__init__()
        self._ends = ends

    def step(self, pose: Pose) -> Sequence[Event]:
        count = self.state.repetitions + 1
        self.state = changed(self.state, t_s=pose.t_s, repetitions=count)
        if self._ends and count == 3:
            self.state = changed(self.state, stage=Stage.DONE, steps=4)
        return ()

    def finish(self) -> Sequence[Event]:
        super().finish()
        return (CueGiven(self.state.t_s, "cat_cow", "Well done", "info", None),)


class Display:
    """A screen that is ended, or interrupted, after some looks at the keyboard."""

    def __init__(self, looks: int | None = None, interrupted: bool = False) -> None:
        self._looks = looks
        self._interrupted = interrupted
        self.shown: list[tuple[int, Snapshot | None]] = []
        self.threads: set[int] = set()
        self.ended = False
        self.pressed: list[Command] = []
        self.attended = True

    def show(self, picture: np.ndarray, snapshot: Snapshot | None) -> None:
        self.threads.add(threading.get_ident())
        self.shown.append((int(picture[0, 0, 0]), snapshot))

    def attend(self, wait_ms: int) -> None:
        threading.Event().wait(wait_ms / 1000)
        if self._looks is not None:
            self._looks -= 1
            if self._looks == 0 and self._interrupted:
                raise KeyboardInterrupt
            self.ended = self._looks <= 0

    def commands(self) -> list[Command]:
        pressed, self.pressed = self.pressed, []
        return pressed

    def page(self, page: Page, patience_s: float | None = None) -> str:
        return ENTER

    def close(self) -> None:
        raise AssertionError("the session does not own the display")


class Heard:
    """A sink that keeps what it hears; it may break."""

    def __init__(self, error: Exception | None = None) -> None:
        self._error = error
        self.moments: list[Moment | None] = []
        self.events: list[Event] = []

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        if self._error is not None:
            raise self._error
        self.moments.append(moment)
        self.events.extend(events)


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    gc.unfreeze()
    assert set(threading.enumerate()) == before


def every_10_ms(_: int) -> None:
    threading.Event().wait(0.01)


def said_goodbye(heard: Heard) -> bool:
    return heard.moments[-1] is None and isinstance(heard.events[-1], CueGiven)


@pytest.mark.parametrize("display", [None, Display()], ids=["terminal", "window"])
def test_the_end_of_the_source_ends_the_session(display: Display | None) -> None:
    source, coach, heard = camera(5, every_10_ms), Counting(), Heard()
    assert run_live(source, estimator(), coach, display, [heard]) is True
    assert source.closed
    assert coach.finished == 1
    assert said_goodbye(heard)


def test_ending_the_display_ends_the_session_and_the_coach_finishes() -> None:
    source, coach, heard, display = camera(100_000, every_10_ms), Counting(), Heard(), Display(looks=5)
    assert run_live(source, estimator(), coach, display, [heard]) is True
    assert source.closed
    assert coach.finished == 1
    assert said_goodbye(heard)


def test_ctrl_c_ends_the_session_and_keeps_what_was_judged() -> None:
    coach, heard, display = Counting(), Heard(), Display(looks=5, interrupted=True)
    assert run_live(camera(100_000, every_10_ms), estimator(), coach, display, [heard]) is False
    assert coach.finished == 1
    assert said_goodbye(heard)


def test_an_error_of_the_source_is_raised_after_the_coach_has_finished() -> None:
    coach, heard, display = Counting(), Heard(), Display()
    with pytest.raises(CameraError, match=r"^camera 0 stopped delivering$"):
        run_live(camera(3, every_10_ms, "camera 0 stopped delivering"), estimator(), coach, display, [heard])
    assert coach.finished == 1
    assert said_goodbye(heard)


def test_an_error_of_the_model_is_raised_after_the_coach_has_finished() -> None:
    def fail(frame: Frame) -> None:
        raise RuntimeError("graph")

    coach, heard = Counting(), Heard()
    with pytest.raises(RuntimeError, match=r"^graph$"):
        run_live(camera(100_000, every_10_ms), estimator(fail), coach, None, [heard])
    assert said_goodbye(heard)


def test_an_error_of_a_sink_is_raised() -> None:
    with pytest.raises(OSError, match=r"^disk full$"):
        run_live(
            camera(100_000, every_10_ms), estimator(), Counting(), Display(), [Heard(OSError("disk full"))]
        )


def test_a_slow_model_drops_frames_and_never_queues_them() -> None:
    """While the model works on one frame ten more come: it goes on with the newest of them."""
    source = camera(200, lambda _: threading.Event().wait(0.001))

    def work(frame: Frame) -> None:
        while source.delivered < min(frame.index + 11, 200):
            threading.Event().wait(0.001)

    model = estimator(work)
    run_live(source, model, Counting(), None, [])
    steps = np.diff(model.frames)
    assert len(steps) >= 2
    # The tenth may still be on its way into the buffer; the last frame comes whenever the source ends.
    assert (steps[:-1] >= 9).all()
    assert model.frames[-1] == 199


def test_drawing_stays_on_the_calling_thread_and_judging_beside_it() -> None:
    judged_on: set[int] = set()
    display = Display(looks=20)
    model = estimator(lambda _: judged_on.add(threading.get_ident()))
    run_live(camera(100_000, every_10_ms), model, Counting(), display, [])
    assert display.threads == {threading.get_ident()}
    assert judged_on.isdisjoint(display.threads)


def test_pictures_go_on_while_the_model_is_busy() -> None:
    """The model never answers until the screen has shown five pictures."""
    five = threading.Event()

    class Watched(Display):
        def show(self, picture: np.ndarray, snapshot: Snapshot | None) -> None:
            super().show(picture, snapshot)
            if len(self.shown) == 5:
                five.set()
                self.ended = True

    display = Watched()
    run_live(camera(100_000, every_10_ms), estimator(lambda _: five.wait(WAIT_S)), Counting(), display, [])
    assert five.is_set()
    assert all(snapshot is None for _, snapshot in display.shown)


def test_a_snapshot_does_not_change_while_the_coach_goes_on() -> None:
    class Watched(Display):
        def show(self, picture: np.ndarray, snapshot: Snapshot | None) -> None:
            super().show(picture, snapshot)
            if snapshot is not None:
                self.seen.append((snapshot, snapshot.state.repetitions))
                self.ended = len({count for _, count in self.seen}) == 3

        seen: list[tuple[Snapshot, int]] = []  # noqa: RUF012 - one object, one test

    display, coach = Watched(), Counting()
    run_live(camera(100_000, every_10_ms), estimator(), coach, display, [])
    assert coach.state.repetitions >= 3
    assert all(snapshot.state.repetitions == count for snapshot, count in display.seen)


def test_the_same_picture_is_drawn_once() -> None:
    display = Display(looks=20)
    still = threading.Event()
    run_live(
        camera(2, lambda index: still.wait(0.3) if index else None), estimator(), Counting(), display, []
    )
    assert len(display.shown) <= 2


def test_a_key_reaches_the_coach_and_whoever_else_listens() -> None:
    display, coach, heard = Display(looks=5), Counting(), list[Command]()
    display.pressed = ["skip", "mute"]
    run_live(camera(100_000, every_10_ms), estimator(), coach, display, [], heard=heard.append)
    assert coach.commands == heard == ["skip", "mute"]


def test_pain_ends_the_session_at_once_and_the_coach_hears_of_it_before_it_finishes() -> None:
    display, coach, heard = Display(looks=1_000), Counting(), Heard()
    display.pressed = ["pain"]
    assert run_live(camera(100_000, every_10_ms), estimator(), coach, display, [heard]) is True
    assert coach.commands == ["pain"]
    assert coach.finished == 1
    assert not display.ended
    assert said_goodbye(heard)


def test_a_programme_that_is_done_ends_the_session() -> None:
    coach = Counting(ends=True)
    assert run_live(camera(100_000, every_10_ms), estimator(), coach, Display(), []) is True
    assert coach.state.repetitions == 3


def test_a_notice_is_shown_although_no_new_picture_comes() -> None:
    notices, still = Notices(), threading.Event()
    seen: list[str] = []

    class Watched(Display):
        def show(self, picture: np.ndarray, snapshot: Snapshot | None) -> None:
            seen.append(snapshot.notice if snapshot else "")
            if not notices.current():
                notices.tell("The camera has stopped", lasting=True)
            else:
                still.set()

    source = camera(2, lambda index: still.wait(WAIT_S) if index else None)
    run_live(source, estimator(), Counting(), Watched(), [], notices)
    assert seen[0] == ""
    assert seen[1] == "The camera has stopped"
