"""A session in front of a camera: judging in its own thread, drawing and keys on the main thread."""

from __future__ import annotations

import dataclasses
import gc
import statistics
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np

from posecoach.capture.frame import Frame, FrameSource
from posecoach.capture.latest_frame import NewestFrames
from posecoach.drawing.following import Follower
from posecoach.drawing.snapshot import Display, Latest, Snapshot
from posecoach.errors import CameraError
from posecoach.events import Command, Stage
from posecoach.live.notices import Notices
from posecoach.pipeline import CoachLike, Moment, Sink, observe, run
from posecoach.pose.estimator import PoseEstimator
from posecoach.pose.inference_policy import Inference
from posecoach.pose.pose import Pose
from posecoach.state import CoachState
from posecoach.words.phrase import N_, filled

KEY_WAIT_MS: Final = 8
"""How long one look at the keyboard lasts; a new frame waits at most this long to be drawn."""
DRAW_EVERY_S: Final = 0.02
"""Media time between two drawn frames: all of a camera with 30 frames/s, every other one of 60, which is enough."""
JOIN_S: Final = 10.0
"""How long the end waits for the frame being judged: a hundred times the slowest inference we know of."""


def run_live(
    source: FrameSource,
    estimator: PoseEstimator,
    coach: CoachLike,
    display: Display | None,
    sinks: Sequence[Sink],
    notices: Notices | None = None,
    heard: Callable[[Command], None] = lambda _: None,
    inference: Inference = "full",
) -> bool:
    """Coach until the source, the coach's programme or the display ends, or Ctrl-C; return False after Ctrl-C.

    Whatever was judged until then is kept: the coach finishes and the sinks always hear of it. An error of the source
    or the model ends the session in the same way and is raised afterwards. The source is closed; display and estimator
    are not. Sinks are called on the judging thread. "pain" from the keyboard ends the session at once.
    heard: called on the main thread with every command, before the coach takes it. inference: in which frames the
    network looks; between them the drawn skeleton goes on as it moved.
    """
    latest = Latest()
    newest = NewestFrames(source)
    notices = notices or Notices()

    def tell_slow(median_ms: float) -> None:
        advice = TOO_SLOW_MACHINE_ADVICE if median_ms > TOO_SLOW_MS else SLOW_MACHINE_ADVICE
        notices.tell(advice, filled(SLOW_MACHINE_DETAILS, ms=round(median_ms)), can_wait=True)

    judging = _Judging(newest, Watched(estimator, tell_slow), coach, (latest, *sinks), inference)
    follower = None if inference == "full" else Follower()
    complete = True
    try:
        judging.start()
        if display is None:
            judging.wait()
        else:
            _attend(newest, judging, display, latest, notices, heard, follower)
    except KeyboardInterrupt:
        complete = False
    finally:
        judging.stop()
        newest.close()
        judging.join()
    return complete


def _attend(
    newest: NewestFrames,
    judging: _Judging,
    display: Display,
    latest: Latest,
    notices: Notices,
    heard: Callable[[Command], None],
    follower: Follower | None,
) -> None:
    """Draw each new frame with the newest verdict, and handle the keys, until one side ends."""
    width, height = newest.size_wh
    picture = np.zeros((height, width, 3), np.uint8)
    shown_s: float | None = None
    shown_notice = ""
    while judging.running and not display.ended:
        newest_s = newest.latest_for_display(picture)
        notice = notices.current(exercising=_exercising(latest.snapshot))
        due = newest_s is not None and (shown_s is None or newest_s - shown_s > DRAW_EVERY_S)
        # Camera trouble has to be shown precisely when no new frame comes.
        if due or notice != shown_notice:
            snapshot, now_s = latest.snapshot, newest_s or 0.0
            if snapshot is not None and follower is not None:
                snapshot = follower.follow(snapshot, now_s)
            display.show(picture, _with_notice(snapshot, notice, now_s))
            shown_s, shown_notice = newest_s, notice
        display.attend(KEY_WAIT_MS)
        for command in display.commands():
            heard(command)
            judging.command(command)
            if command == "turn":
                latest.forget_advice()  # it may be about the image that was upside down
            if command == "pain":
                return


def _exercising(snapshot: Snapshot | None) -> bool:
    """Whether somebody exercises, who needs the screen for what to do next."""
    if snapshot is None:
        return False
    return snapshot.state.session.stage is Stage.EXERCISE and snapshot.state.in_position


def _with_notice(snapshot: Snapshot | None, notice: str, t_s: float) -> Snapshot | None:
    if not notice:
        return snapshot
    return dataclasses.replace(snapshot or Snapshot(CoachState(), Pose.nobody(t_s)), notice=notice)


def over(state: CoachState) -> bool:
    """Whether a session ends by itself: it was stopped, or the last of several exercises is done.

    A person doing a single exercise may go on with it, and is judged until they end it.
    """
    return state.session.stage is Stage.STOPPED or (
        state.session.stage is Stage.DONE and state.session.steps > 1
    )


class _Judging:
    """Runs the loop in a thread; keeps its exception for the main thread."""

    def __init__(
        self,
        newest: NewestFrames,
        estimator: PoseEstimator,
        coach: CoachLike,
        sinks: Sequence[Sink],
        inference: Inference,
    ) -> None:
        self._newest = newest
        self._inference = inference
        self._estimator = estimator
        self._coach = coach
        self._sinks = sinks
        self._stopped = threading.Event()
        self._error: BaseException | None = None
        # A daemon, so that a driver that never returns cannot keep the process alive; see join().
        self._thread = threading.Thread(target=self._run, name="posecoach judging", daemon=True)

    @property
    def running(self) -> bool:
        return self._thread.is_alive()

    def start(self) -> None:
        self._thread.start()

    def wait(self) -> None:
        """Wait until the source has ended; in small steps, because Windows does not interrupt a long wait."""
        while self.running:
            self._thread.join(0.1)

    def command(self, command: Command) -> None:
        """Pass a command from the keyboard to the coach."""
        self._coach.command(command)

    def stop(self) -> None:
        """End after the frame being judged."""
        self._stopped.set()

    def join(self) -> None:
        """Wait for the end, which comes within one inference; raise what went wrong."""
        self._thread.join(JOIN_S)
        if self.running:
            template = N_("{camera} does not answer; unplug it, plug it back in, and start again")
            raise CameraError(filled(template, camera=self._newest.name))
        if self._error is not None:
            raise self._error

    def _run(self) -> None:
        try:
            run(self._moments(), self._coach, self._sinks)
        except BaseException as error:  # noqa: BLE001 - handed over to the main thread, which raises it
            self._error = self._error or error

    def _moments(self) -> Iterator[Moment]:
        """Yield moments until told to stop or all is done; an error also ends them, so that the coach can finish."""
        try:
            for number, moment in enumerate(observe(self._newest, self._estimator, self._inference)):
                if self._stopped.is_set():
                    return
                yield moment
                if over(self._coach.state):
                    return
                if number == 0:
                    # All libraries are loaded and warm now. A full collection would cost 11 to 34 ms, a whole
                    # frame, each time; after this one it has nearly nothing left to look at.
                    gc.collect()
                    gc.freeze()
        except Exception as error:  # noqa: BLE001 - raised by the main thread once the coach has finished
            self._error = error


SLOW_MS: Final = 50.0
"""A slower model yields fewer than 20 poses a second. With 100 ms, one verdict in forty on the sample videos
cannot be given (benchmarks/README.md, slow computers)."""

TOO_SLOW_MS: Final = 240.0
"""With 300 ms one verdict in seven cannot be given, and nearly three videos in four get no score."""

LOOKED_AT: Final = 60
"""Estimates whose median is taken: three seconds at the limit, so that a busy moment does not count."""

SLOW_MACHINE_ADVICE: Final = N_("This computer is slow: close other programs")
TOO_SLOW_MACHINE_ADVICE: Final = N_("This computer is too slow to judge most movements: close other programs")
SLOW_MACHINE_DETAILS: Final = N_(
    "Each frame takes {ms} ms: tempo, short holds and quick movements cannot always be judged. "
    "Record yourself and review the video."
)


class Watched:
    """A PoseEstimator around another that calls `slow` with the median time [ms] if that one is slow.

    Once beyond SLOW_MS, and once beyond TOO_SLOW_MS. It is only reported, never acted on: from fewer poses, the judging
    itself knows what it cannot tell. The other estimator's owner closes it.
    """

    def __init__(self, estimator: PoseEstimator, slow: Callable[[float], None]) -> None:
        self._estimator = estimator
        self._slow = slow
        self._limits_ms = [SLOW_MS, TOO_SLOW_MS]
        self._taken_ms: deque[float] = deque(maxlen=LOOKED_AT)

    def estimate(self, frame: Frame) -> Pose:
        """Return the pose in a frame."""
        start_s = time.perf_counter()
        pose = self._estimator.estimate(frame)
        if self._limits_ms:
            self._taken_ms.append(1000 * (time.perf_counter() - start_s))
            if len(self._taken_ms) == LOOKED_AT:
                self._look()
        return pose

    def close(self) -> None:
        """Do nothing: the owner of the other estimator closes it."""

    def _look(self) -> None:
        """Judge the last estimates and start over."""
        median_ms = statistics.median(self._taken_ms)
        self._taken_ms.clear()
        if median_ms > self._limits_ms[0]:
            self._limits_ms = [limit_ms for limit_ms in self._limits_ms if median_ms <= limit_ms]
            self._slow(median_ms)
