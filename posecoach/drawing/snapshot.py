"""What the judging thread passes to the screen, and what a screen must do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from posecoach.drawing.announcements import Announcements
from posecoach.drawing.page import Page
from posecoach.events import Announced, Command, CueGiven, Event, SetupAdvice, Stage
from posecoach.pipeline import Moment
from posecoach.pose.pose import Pose
from posecoach.state import CoachState

NOTICE_S: Final = 8.0
"""How long a notice stays on the screen: time to come closer and read it."""

LEADS: Final = frozenset({Stage.REST, Stage.SETUP, Stage.STILL, Stage.EXERCISE})
"""Stages of one step: what introduces its exercise is shown in all of them, until the person has begun."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The coach's state, the last pose, advice on camera or place, a notice, an announcement; nobody changes them.

    The texts may be empty. A notice is about the computer: shown for a while, unless there is a cue to read. announced:
    what the voice says beside the cues, while there is time to read it.
    """

    state: CoachState
    pose: Pose
    advice: str = ""
    notice: str = ""
    announced: Announced | None = None


class Latest:
    """A sink that keeps the newest snapshot for another thread."""

    def __init__(self) -> None:
        """Start with nothing judged."""
        self.snapshot: Snapshot | None = None
        self._advice = ""
        self._situation: tuple[Stage, int, bool, bool] | None = None
        self._notice = ""
        self._notice_until_s: float | None = None
        self._announced = Announcements()

    def notify(self, text: str) -> None:
        """Show a notice for NOTICE_S from the next frame on; for the judging thread."""
        self._notice, self._notice_until_s = text, None

    def forget_advice(self) -> None:
        """Show no advice until there is some anew: the person has just changed what it was about."""
        self._advice = ""

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        """Keep the state. The assignment is atomic: a reader sees the old or the new one, never a mixture."""
        situation = state.session.stage, state.session.step, state.person, state.in_position
        if situation != self._situation:
            self._advice = ""  # it was for another one
            self._leave_situation(state)
            if self._situation is not None and situation[:2] != self._situation[:2]:
                self._notice, self._notice_until_s = "", None
        self._situation = situation
        for event in events:
            if isinstance(event, SetupAdvice):
                self._advise(event.text, state)
            elif isinstance(event, CueGiven):
                self._announced.clear()
        self._announced.announce(event for event in events if isinstance(event, Announced))
        if moment is not None:
            notice, announced = self._current_notice(state.t_s), self._announced.shown(state)
            self.snapshot = Snapshot(state, moment.pose, self._advice, notice, announced)

    def _advise(self, text: str, state: CoachState) -> None:
        """Show advice while it may be followed; during exercise for a fixed time, because nothing marks its end."""
        if state.session.stage is Stage.EXERCISE and state.in_position:
            self.notify(text)
        else:
            self._advice = text

    def _leave_situation(self, state: CoachState) -> None:
        """Show no more of what was announced in another situation."""
        session = state.session
        before = (session.stage, session.step) if self._situation is None else self._situation[:2]
        if before[1] == session.step and {before[0], session.stage} <= LEADS:
            self._announced.keep_introduction()
        else:
            self._announced.clear()

    def _current_notice(self, t_s: float) -> str:
        if self._notice and self._notice_until_s is None:
            self._notice_until_s = t_s + NOTICE_S
        if self._notice_until_s is not None and t_s > self._notice_until_s:
            self._notice, self._notice_until_s = "", None
        return self._notice


class Display(Protocol):
    """A screen; used by one thread only, the main one."""

    @property
    def ended(self) -> bool:
        """Whether the person has asked for the end."""

    @property
    def attended(self) -> bool:
        """Whether a person can press a key."""

    def show(self, picture: NDArray[np.uint8], snapshot: Snapshot | None) -> None:
        """Show an image, (H, W, 3) uint8 BGR, not mirrored, with what is known (None at the start)."""

    def attend(self, wait_ms: int) -> None:
        """Handle keys and the close button, for at most about `wait_ms`."""

    def commands(self) -> list[Command]:
        """Return the person's commands since the last call, in order."""

    def page(self, page: Page, patience_s: float | None = None) -> str:
        """Show a full-screen page until the person answers it; return the answer, QUIT where the screen is closed.

        patience_s: how long to wait for an answer (None: for ever); without one "" is returned.
        """

    def close(self) -> None:
        """Close the screen; safe to call twice."""
