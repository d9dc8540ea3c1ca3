"""Pause and "it hurts": how to halt a coach that does not guide a session."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from posecoach.coaching.phrases import announced
from posecoach.events import Command, Event, PainStopped, Stage, StageStarted
from posecoach.state import CoachState


class Halts:
    """Takes the person's commands for such a coach; all but "pause" and "pain" are ignored.

    state: what is shown while it is paused or stopped; None while it judges. Nothing leads on from a stop.
    """

    def __init__(self, break_off: Callable[[float], Sequence[Event]]) -> None:
        """break_off: drops what is in progress at a media time; returns what to report about it."""
        self._break_off = break_off
        self._asked: deque[Command] = deque()  # filled by another thread
        self.reset()

    def reset(self) -> None:
        """Forget everything, as if new."""
        self._asked.clear()
        self.state: CoachState | None = None
        self._stopped = False

    def command(self, command: Command) -> None:
        """Take a command of the person, from any thread."""
        self._asked.append(command)

    def obey(self, t_s: float, state: CoachState) -> list[Event]:
        """Carry out the commands, at a media time and in a state; return what to say."""
        asked = [self._asked.popleft() for _ in range(len(self._asked))]
        if self._stopped:
            return []
        if self.state is not None:
            self.state = replace(self.state, t_s=t_s)
        if "pain" in asked:
            return self._stop(t_s, state)
        events: list[Event] = []
        for _ in range(asked.count("pause")):
            events += self._pause(t_s, state) if self.state is None else self._go_on(t_s, state)
        return events

    def _stop(self, t_s: float, state: CoachState) -> list[Event]:
        self._stopped = True
        self.state = _halted(t_s, state, Stage.STOPPED)
        return [
            PainStopped(t_s, state.exercise, state.movement.phase, state.movement.side),
            StageStarted(t_s, state.exercise, Stage.STOPPED, 1, 1),
            announced(t_s, state.exercise, "pain"),
        ]

    def _pause(self, t_s: float, state: CoachState) -> list[Event]:
        dropped = self._break_off(t_s)
        self.state = _halted(t_s, state.paused(), Stage.PAUSED)
        return [
            *dropped,
            StageStarted(t_s, state.exercise, Stage.PAUSED, 0, 0),
            announced(t_s, state.exercise, "paused"),
        ]

    def _go_on(self, t_s: float, state: CoachState) -> list[Event]:
        self.state = None
        return [
            StageStarted(t_s, state.exercise, Stage.EXERCISE, 0, 0),
            announced(t_s, state.exercise, "going_on"),
        ]


def _halted(t_s: float, state: CoachState, stage: Stage) -> CoachState:
    return replace(state.stopped(), t_s=t_s, session=replace(state.session, stage=stage))
