"""A coach that has nothing to say, for tests of what is done with one."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from posecoach.coaching.coach import Coach
from posecoach.coaching.placement import Setup
from posecoach.events import Command, Event
from posecoach.pose.pose import Pose
from posecoach.pose.scene import Scene
from posecoach.state import CoachState


class FakeCoach:
    """Keeps pipeline.CoachLike; counts what it is asked to do."""

    needs_outline = False
    wants_scene = False
    recognised: str | None = None
    coaches: Sequence[Coach] = ()

    def __init__(self) -> None:
        self.state = CoachState()
        self.finished = 0
        self.commands: list[Command] = []
        self.scenes: list[Scene] = []

    def step(self, pose: Pose) -> Sequence[Event]:
        return ()

    def finish(self) -> Sequence[Event]:
        self.finished += 1
        return ()

    def reset(self) -> None:
        self.state = CoachState()

    def command(self, command: Command) -> None:
        self.commands.append(command)

    def scene(self, scene: Scene) -> None:
        self.scenes.append(scene)

    def with_hindsight(self) -> None:
        pass

    def measured(self) -> Mapping[str, float]:
        return {}

    def setup(self) -> Setup:
        return Setup("unknown", math.nan, ())

    def candidates(self) -> Sequence[tuple[str, float]]:
        return ()
