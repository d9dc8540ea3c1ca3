"""A movement that is not safe, again after it was corrected: then the person is asked to stop for a moment."""

from __future__ import annotations

from posecoach.events import FaultRaised


class Dangers:
    """Counts the repetitions of one step that had a fault whose severity is "stop"."""

    def __init__(self) -> None:
        """Begin with none."""
        self._last: int | None = None
        self._count = 0

    def again(self, raised: FaultRaised, repetitions: int) -> bool:
        """Take note of a fault; return whether to ask for a rest: every second time, as its cue comes first.

        repetitions: how many were done before it.
        """
        if raised.fault.severity != "stop" or repetitions == self._last:
            return False
        self._last = repetitions
        self._count += 1
        return self._count % 2 == 0
