"""A listener that may fail without ending the session: a full disk is no reason to stop coaching."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from posecoach.errors import MovedAway, OutputError, reason
from posecoach.events import Event
from posecoach.live.notices import Notices
from posecoach.pipeline import Moment, Sink
from posecoach.state import CoachState
from posecoach.words.phrase import N_

LOST: Final = N_("Recording has stopped: the disk is full or cannot be written. The coach goes on")


class Tolerant:
    """Passes everything on to a sink until that raises OutputError; says so once and goes on without it.

    close: what ends the sink, which may fail in the same way; called by `close`. `error` keeps the first failure.
    """

    def __init__(self, sink: Sink, close: Callable[[], None], notices: Notices) -> None:
        self._sink: Sink | None = sink
        self._close = close
        self._notices = notices
        self.error: OutputError | None = None

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        """Take note of one step."""
        if self._sink is None:
            return
        try:
            self._sink(moment, events, state)
        except OutputError as error:
            self._sink = None
            self._fail(error)

    def close(self) -> None:
        """Close the sink and say what it could not keep."""
        try:
            self._close()
        except OutputError as error:
            self._fail(error)

    def _fail(self, error: OutputError) -> None:
        if self.error is None:
            self.error = error
            if not isinstance(error, MovedAway):  # which nobody notices before the end, where it is told
                self._notices.tell(LOST, reason(error))
