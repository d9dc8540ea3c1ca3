"""What the judging thread hands to the screen, and what a screen is."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from posecoach.coaching.events import Event, SetupAdvice
from posecoach.coaching.state import CoachState
from posecoach.pipeline import Moment
from posecoach.pose.pose import Pose


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The coach's state, the last pose, and advice on camera or place (may be empty); nobody changes them."""

    state: CoachState
    pose: Pose
    advice: str = ""


class Latest:
    """A sink that keeps the newest snapshot for another thread."""

    def __init__(self) -> None:
        """Start with nothing judged."""
        self.snapshot: Snapshot | None = None
        self._advice = ""
        self._person = False

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        """Copy the state. The assignment is atomic: a reader sees the old or the new one, never a mixture."""
        if state.in_position or state.person != self._person:
            self._advice = ""  # it was for another situation
        self._person = state.person
        for event in events:
            if isinstance(event, SetupAdvice):
                self._advice = event.text
        if moment is not None:
            self.snapshot = Snapshot(copy.copy(state), moment.pose, self._advice)


class Display(Protocol):
    """A screen; used by one thread only, the main one."""

    @property
    def ended(self) -> bool:
        """Whether the person has asked for the end."""

    def show(self, picture: NDArray[np.uint8], snapshot: Snapshot | None) -> None:
        """Show a picture, (H, W, 3) uint8 BGR, not mirrored, with what is known (None at the start)."""

    def attend(self, wait_ms: int) -> None:
        """See to keys and the close button, for at most about `wait_ms`."""

    def close(self) -> None:
        """Close the screen; safe to call twice."""
