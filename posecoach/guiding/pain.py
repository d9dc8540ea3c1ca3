"""A coach that leads through nothing but can be stopped: "it hurts" works whatever is being judged."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from posecoach.coaching.phrases import announced
from posecoach.coaching.recognition import AutoCoach
from posecoach.events import Event, PainStopped, Stage, StageStarted
from posecoach.pose.pose import Pose
from posecoach.state import CoachState

PAIN: Final = "pain"


class Stoppable:
    """An AutoCoach that takes the command "pain", after which nothing is judged any more; implements pipeline.Judge."""

    def __init__(self, coach: AutoCoach) -> None:
        """Take the coach that judges."""
        self.coach = coach
        self._commands: deque[str] = deque()
        self._stopped: CoachState | None = None

    @property
    def needs_outline(self) -> bool:
        """Whether poses must carry the outline of the back."""
        return self.coach.needs_outline

    @property
    def state(self) -> CoachState:
        """What a screen needs to know right now."""
        return self._stopped or self.coach.state

    def command(self, command: str) -> None:
        """Take a wish of the person, from any thread; all but "pain" mean nothing here."""
        self._commands.append(command)

    def step(self, pose: Pose) -> Sequence[Event]:
        """Take in one pose and return what became known with it."""
        stopping = self._stop(pose.t_s)
        return stopping if self._stopped is not None else self.coach.step(pose)

    def finish(self) -> Sequence[Event]:
        """Close what is under way at the end of the media and return what became known."""
        stopping = self._stop(self.coach.state.t_s)
        return stopping if self._stopped is not None else self.coach.finish()

    def _stop(self, t_s: float) -> list[Event]:
        """Carry out the commands; return what there is to say if it hurts."""
        hurts = PAIN in self._commands
        self._commands.clear()
        if not hurts or self._stopped is not None:
            return []
        state = self.coach.state
        self._stopped = replace(
            state,
            t_s=t_s,
            session=replace(state.session, stage=Stage.STOPPED),
            cue=state.cue.silent(),
            faulty=frozenset(),
            corrections=(),
        )
        return [
            PainStopped(t_s, state.exercise, state.movement.phase, state.movement.side),
            StageStarted(t_s, state.exercise, Stage.STOPPED, 1, 1),
            announced(t_s, state.exercise, "pain"),
        ]
