"""A listener on a thread of its own: a slow disk does not hold the coach up."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from typing import Final

from posecoach.errors import OutputError
from posecoach.events import Event
from posecoach.pipeline import Moment, Sink
from posecoach.state import CoachState
from posecoach.words.phrase import N_

MOST_WAITING: Final = 3600
"""Steps that may wait for the disk: two minutes at 30 frames/s, 6 MB of landmarks."""
END_S: Final = 30.0
"""How long the end waits for what is still to be written."""

_ToldStep = tuple[Moment | None, tuple[Event, ...], CoachState]


class Behind:
    """Hands every step, without its picture, to a sink on another thread, in order.

    close: what ends the sink; called on that thread once everything is written. Raises OutputError, with the next step
    or at the end, when the sink failed, or when so much waits that the disk must have stopped.
    """

    def __init__(self, sink: Sink, close: Callable[[], None]) -> None:
        self._sink = sink
        self._close = close
        self._steps: queue.SimpleQueue[_ToldStep | None] = queue.SimpleQueue()
        self._error: OutputError | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="posecoach recording", daemon=True)
        self._thread.start()

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        """Take note of one step; it costs microseconds."""
        if self._error is not None:
            raise self._error
        if self._steps.qsize() >= MOST_WAITING:
            raise OutputError(
                N_("the disk has taken nothing for a while; choose another place for recordings")
            )
        # The picture is borrowed, and not wanted by anybody who writes this late.
        pose_only = None if moment is None else Moment(moment.pose)
        self._steps.put((pose_only, tuple(events), state))

    def close(self) -> None:
        """Write what waits and end the sink; safe to call twice. Raises OutputError."""
        if self._closed:
            return
        self._closed = True
        self._steps.put(None)
        self._thread.join(END_S)
        if self._thread.is_alive():
            raise OutputError(N_("the disk does not take the rest of the recording; choose another place"))
        if self._error is not None:
            raise self._error

    def _run(self) -> None:
        try:
            while (step := self._steps.get()) is not None:
                self._sink(*step)
        except OutputError as error:
            self._error = error
        try:
            self._close()
        except OutputError as error:
            self._error = self._error or error
