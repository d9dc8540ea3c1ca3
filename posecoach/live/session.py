"""A session in front of a camera: judging in its own thread, picture and keys on the main thread."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np

from posecoach.capture.frame import FrameSource
from posecoach.capture.newest import NewestFrames
from posecoach.errors import CameraError
from posecoach.live.pace import ADVICE as SLOW_ADVICE
from posecoach.live.pace import Watched
from posecoach.live.snapshot import Display, Latest
from posecoach.pipeline import Judge, Moment, Sink, observe, run
from posecoach.pose.pose import PoseEstimator

KEY_WAIT_MS: Final = 8
"""How long one look at the keyboard lasts; a new picture waits at most so long to be drawn."""
DRAW_EVERY_S: Final = 0.02
"""Media time between two drawn pictures: all of a camera with 30 frames/s, every other one of 60, which is enough."""
JOIN_S: Final = 10.0
"""How long the end waits for the frame being judged: a hundred times the slowest inference we know of."""


def run_live(
    source: FrameSource,
    estimator: PoseEstimator,
    judge: Judge,
    display: Display | None,
    sinks: Sequence[Sink],
    remark: Callable[[str], None] = lambda _: None,
) -> bool:
    """Coach until the source ends, the display is ended or Ctrl-C; return False after Ctrl-C.

    What was judged until then is kept: the judge finishes and the sinks hear of it in any case. An error of
    the source or the model ends the session in the same way and is raised afterwards. The source and the
    display are closed, the estimator is not. Sinks are called on the judging thread, and so is `remark`, with what
    there is to say once about the computer; the display shows it by itself.
    """
    latest = Latest()
    newest = NewestFrames(source)

    def tell_slow(median_ms: float) -> None:
        latest.notify(SLOW_ADVICE)
        remark(f"{SLOW_ADVICE}. It takes {median_ms:.0f} ms for each picture, the rules are not affected.")

    judging = _Judging(newest, Watched(estimator, tell_slow), judge, (latest, *sinks))
    complete = True
    try:
        judging.start()
        if display is None:
            judging.wait()
        else:
            _attend(newest, judging, display, latest)
    except KeyboardInterrupt:
        complete = False
    finally:
        judging.stop()
        newest.close()
        if display is not None:
            display.close()
        judging.join()
    return complete


def _attend(newest: NewestFrames, judging: _Judging, display: Display, latest: Latest) -> None:
    """Draw each new picture with the newest verdict, and see to the keys, until one side ends."""
    width, height = newest.size_wh
    picture = np.zeros((height, width, 3), np.uint8)
    shown_s: float | None = None
    while judging.running and not display.ended:
        newest_s = newest.latest_for_display(picture)
        if newest_s is not None and (shown_s is None or newest_s - shown_s > DRAW_EVERY_S):
            display.show(picture, latest.snapshot)
            shown_s = newest_s
        display.attend(KEY_WAIT_MS)


class _Judging:
    """Runs the loop in a thread; keeps its exception for the main thread."""

    def __init__(
        self, newest: NewestFrames, estimator: PoseEstimator, judge: Judge, sinks: Sequence[Sink]
    ) -> None:
        self._newest = newest
        self._estimator = estimator
        self._judge = judge
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
        """Return when the source has ended; in small steps, as Windows does not interrupt a long wait."""
        while self.running:
            self._thread.join(0.1)

    def stop(self) -> None:
        """End after the frame that is being judged."""
        self._stopped.set()

    def join(self) -> None:
        """Wait for the end, which comes within one inference, and raise what went wrong."""
        self._thread.join(JOIN_S)
        if self.running:
            raise CameraError(f"{self._newest.name} does not answer; unplug it, plug it in, and start again")
        if self._error is not None:
            raise self._error

    def _run(self) -> None:
        try:
            run(self._moments(), self._judge, self._sinks)
        except BaseException as error:  # noqa: BLE001 - handed over to the main thread, which raises it
            self._error = self._error or error

    def _moments(self) -> Iterator[Moment]:
        """Yield moments until told to stop; an error ends them too, so that the judge can finish."""
        try:
            for number, moment in enumerate(observe(self._newest, self._estimator)):
                if self._stopped.is_set():
                    return
                yield moment
                if number == 0:
                    # All libraries are loaded and warm now. A full collection would cost 11 to 34 ms, a whole
                    # frame, each time; after this one it has nearly nothing left to look at.
                    gc.collect()
                    gc.freeze()
        except Exception as error:  # noqa: BLE001 - raised by the main thread once the judge has finished
            self._error = error
