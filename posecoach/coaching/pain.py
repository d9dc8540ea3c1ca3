"""It hurts: how a coach that leads through nothing is stopped."""

from __future__ import annotations

from collections import deque

from msgspec.structs import replace

from posecoach.coaching.phrases import announced
from posecoach.events import Command, Event, PainStopped, Stage, StageStarted
from posecoach.state import CoachState


class PainStop:
    """Takes the person's commands for such a coach; all but "pain" mean nothing to it.

    state: the last one that is shown, once it has stopped; None before.
    """

    def __init__(self) -> None:
        """Begin with nothing asked for."""
        self._asked: deque[Command] = deque()  # filled by another thread
        self.reset()

    def reset(self) -> None:
        """Forget everything, as if new."""
        self._asked.clear()
        self.state: CoachState | None = None

    def command(self, command: Command) -> None:
        """Take what the person asks for, from any thread."""
        self._asked.append(command)

    def obey(self, t_s: float, state: CoachState) -> list[Event]:
        """Carry out what was asked for, at a media time and in a state; return what there is to say if it hurts."""
        if not self._asked:
            return []
        hurts = "pain" in self._asked
        self._asked.clear()
        if not hurts or self.state is not None:
            return []
        session = replace(state.session, stage=Stage.STOPPED)
        self.state = replace(state.stopped(), t_s=t_s, session=session)
        return [
            PainStopped(t_s, state.exercise, state.movement.phase, state.movement.side),
            StageStarted(t_s, state.exercise, Stage.STOPPED, 1, 1),
            announced(t_s, state.exercise, "pain"),
        ]
