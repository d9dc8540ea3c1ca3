"""What is announced, written on the screen: one thing after the other, each for as long as it takes to say it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from posecoach.drawing import texts
from posecoach.events import Announced, Stage
from posecoach.state import CoachState

SHOWN_S: Final = 2.0
SHOWN_S_PER_LETTER: Final = 0.06
"""How long it is shown: about as long as it takes to say it."""

STANDS_ELSEWHERE: Final = frozenset({"first", "how"})
"""Codes of what is on the screen before an exercise in any case: its name, its posture, its steps."""

INTRODUCES: Final = frozenset(
    {"caution", "not_with_1", "not_with_2", "not_with_3", "first_fetch", "next_fetch"}
)
"""Codes of what is of no use to somebody who has begun."""

WAITS: Final = frozenset({Stage.SETUP, Stage.STILL})
"""Stages in which somebody is told how to get into place; what else was announced is shown after them."""


class Announcements:
    """Takes what was announced, and says what of it is shown at a media time."""

    def __init__(self) -> None:
        """Begin with nothing to show."""
        self._rest: deque[Announced] = deque()
        self._now: Announced | None = None
        self._since_s = 0.0

    def clear(self) -> None:
        """Show nothing more of what was announced."""
        self._keep(lambda event: False)

    def keep_introduction(self) -> None:
        """Show nothing more of what was announced, but for what introduces the exercise."""
        self._keep(lambda event: event.code in INTRODUCES)

    def announce(self, events: Iterable[Announced]) -> None:
        """Take what one step announces: instead of what was announced before, but after what introduces an exercise."""
        new = [_as_written(event) for event in events if event.code not in STANDS_ELSEWHERE]
        if new:
            self.keep_introduction()
            self._rest.extend(new)

    def shown(self, state: CoachState) -> Announced | None:
        """Return what is shown now, None if there is nothing."""
        if state.session.stage in WAITS:
            return None
        if state.session.stage is Stage.EXERCISE and not state.movement.awaited:
            self._keep(lambda event: event.code not in INTRODUCES)
        if self._now is not None and state.t_s - self._since_s > _seconds(self._now):
            self._now = None
        if self._now is None and self._rest:
            self._now, self._since_s = self._rest.popleft(), state.t_s
        return self._now

    def _keep(self, wanted: Callable[[Announced], bool]) -> None:
        self._rest = deque(filter(wanted, self._rest))
        if self._now is not None and not wanted(self._now):
            self._now = None


def _as_written(event: Announced) -> Announced:
    """Return what is announced in as few words as the screen needs beside name, posture and steps."""
    if event.code in ("first_fetch", "next_fetch"):
        return replace(event, text=str(event.values["fetch"]), values={})
    if event.code == "next":
        return replace(event, text=texts.NEXT, values={"title": event.values["exercise"]})
    return event


def _seconds(event: Announced) -> float:
    return SHOWN_S + len(event.text) * SHOWN_S_PER_LETTER
