"""A wave pauses the session and goes on with it: what the person says without a hand on the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from posecoach.coaching.waving import Waving
from posecoach.events import Event
from posecoach.pipeline import CoachLike, Moment
from posecoach.state import CoachState


class WaveSink:
    """A sink that asks the coach for a pause, or for its end, whenever the person waves."""

    def __init__(self, coach: CoachLike) -> None:
        """Take the coach."""
        self._coach = coach
        self._waving = Waving()

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        """Look at the pose of one step; the coach obeys with the next one."""
        if moment is not None and self._waving.step(moment.pose):
            self._coach.command("pause")
