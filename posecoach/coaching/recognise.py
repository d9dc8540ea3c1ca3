"""Which exercise is it? Every candidate is judged beside the others; the one that is really done is recognised."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from posecoach.coaching.coach import Coach
from posecoach.coaching.events import Event
from posecoach.coaching.setup import Setup
from posecoach.coaching.state import CoachState
from posecoach.exercises.declaration import Exercise
from posecoach.pose.pose import Pose

POSITION_ONLY: Final = 0.2
MOVEMENT: Final = 0.6
"""Confidence when only the posture was seen, and when at least one movement of the exercise was; repetitions bring
it toward 1. From MOVEMENT on, the exercise counts as recognised."""


class AutoCoach:
    """Judges all candidates and speaks for the one that was recognised first; implements pipeline.Judge.

    Until a movement of an exercise has been seen its events are kept back, so that nothing is said about a person
    who merely lies there; then they all come at once, in order.
    """

    def __init__(self, exercises: Sequence[Exercise]) -> None:
        """Create a coach for every candidate."""
        self._coaches = [Coach(exercise) for exercise in exercises]
        self.reset()

    @property
    def needs_outline(self) -> bool:
        """Whether poses must carry the outline of the back."""
        return any(coach.needs_outline for coach in self._coaches)

    @property
    def state(self) -> CoachState:
        """What a screen needs to know right now; of the most likely candidate before one is recognised."""
        return self._likely().state

    @property
    def recognised(self) -> str | None:
        """The recognised exercise's key, or None."""
        return self._chosen.exercise.key if self._chosen is not None else None

    @property
    def exercise(self) -> Exercise | None:
        """The recognised exercise, or None."""
        return self._chosen.exercise if self._chosen is not None else None

    def reset(self) -> None:
        """Forget everything, as if new."""
        for coach in self._coaches:
            coach.reset()
        self._kept: list[list[Event]] = [[] for _ in self._coaches]
        self._chosen: Coach | None = None

    def step(self, pose: Pose) -> Sequence[Event]:
        """Take in one pose and return what became known with it."""
        return self._choose([coach.step(pose) for coach in self._coaches])

    def finish(self) -> Sequence[Event]:
        """Close what is under way at the end of the media and return what became known."""
        return self._choose([coach.finish() for coach in self._coaches])

    def measured(self) -> dict[str, float]:
        """Return the features of the last pose by name, of the most likely candidate; NaN = not seen."""
        return self._likely().measured()

    def setup(self) -> Setup:
        """Return what was seen of the camera's place, with advice for next time."""
        return self._likely().setup()

    def candidates(self) -> list[tuple[str, float]]:
        """Return (exercise, confidence 0..1), the most likely first."""
        pairs = [(coach.exercise.key, _confidence(coach)) for coach in self._coaches]
        return sorted(pairs, key=lambda pair: -pair[1])

    def _choose(self, batches: list[Sequence[Event]]) -> Sequence[Event]:
        if self._chosen is not None:
            return batches[self._coaches.index(self._chosen)]
        for kept, batch in zip(self._kept, batches, strict=True):
            kept.extend(batch)
        best = max(self._coaches, key=_confidence)
        if _confidence(best) < MOVEMENT:
            return ()
        self._chosen = best
        events = self._kept[self._coaches.index(best)]
        self._kept = [[] for _ in self._coaches]
        return events

    def _likely(self) -> Coach:
        return self._chosen or max(self._coaches, key=_confidence)


def _confidence(coach: Coach) -> float:
    judge = coach.judge
    if not judge.proven or not (judge.repetitions or judge.moved):
        return POSITION_ONLY if coach.ever_in_position else 0.0
    return 1.0 - (1.0 - MOVEMENT) / (1.0 + judge.repetitions)
