"""A judge driven by hand: values of features are moved and held, and the events are kept."""

from __future__ import annotations

import math
from typing import TypeVar

from posecoach.events import Event, PhaseEnded, PhaseStarted
from posecoach.exercises.declaration import Exercise
from posecoach.judging.exercise_judge import ExerciseJudge

E = TypeVar("E", bound=Event)


def arms(left_deg: float, right_deg: float) -> dict[str, float]:
    """Values of both arms at these heights."""
    return {
        "left_arm_elevation_deg": left_deg,
        "right_arm_elevation_deg": right_deg,
        "arms_elevation_deg": (left_deg + right_deg) / 2.0,
        "arms_difference_deg": abs(left_deg - right_deg),
    }


class Drive:
    """Moves the features of one exercise through media time; values that were never given are not seen."""

    def __init__(self, exercise: Exercise, fps: float = 30.0, **start: float) -> None:
        self.judge = ExerciseJudge(exercise)
        self.fps = fps
        self.events: list[Event] = []
        self.judgeable = True
        self.way = math.inf  # of the body from pose to pose
        self._frame = 0
        self._values = dict.fromkeys(self.judge.signals.names, math.nan) | start

    @property
    def t_s(self) -> float:
        """The media time of the next frame."""
        return self._frame / self.fps

    @property
    def phase(self) -> str:
        """The name of the phase under way."""
        assert self.judge.span is not None
        return self.judge.span.phase.name

    def hold(self, seconds: float, **values: float) -> Drive:
        """Give values at once and hold everything still."""
        self._values |= values
        for _ in range(round(seconds * self.fps)):
            self._step(self._values)
        return self

    def move(self, seconds: float, **targets: float) -> Drive:
        """Move values to their targets with minimum jerk."""
        before = dict(self._values)
        frames = round(seconds * self.fps)
        for i in range(1, frames + 1):
            share = i / frames
            eased = share**3 * (10.0 - 15.0 * share + 6.0 * share**2)
            for name, target in targets.items():
                self._values[name] = before[name] + eased * (target - before[name])
            self._step(self._values)
        return self

    def skip(self, seconds: float) -> Drive:
        """Let media time pass without a frame."""
        self._frame += round(seconds * self.fps)
        return self

    def finish(self) -> Drive:
        """End the media."""
        self.events += self.judge.finish()
        return self

    def of(self, kind: type[E]) -> list[E]:
        """Return the events of one type."""
        return [event for event in self.events if isinstance(event, kind)]

    def phases(self) -> list[str]:
        """Return the names of the phases as they started."""
        return [event.phase for event in self.of(PhaseStarted)]

    def ended(self, phase: str) -> list[PhaseEnded]:
        """Return the spans of one phase."""
        return [event for event in self.of(PhaseEnded) if event.phase == phase]

    def _step(self, values: dict[str, float]) -> None:
        ordered = [values[name] for name in self.judge.signals.names]
        self.events += self.judge.step(self.t_s, ordered, self.judgeable, way=self.way)
        self._frame += 1
