"""Which exercise is it? Every candidate is judged beside the others; the one that is really done is recognised."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from posecoach.coaching.coach import Coach
from posecoach.coaching.events import Event, PersonFound, PersonLost
from posecoach.coaching.setup import Setup
from posecoach.coaching.state import CoachState
from posecoach.exercises.declaration import Exercise
from posecoach.features.body import Body
from posecoach.pose.pose import Pose

POSITION_ONLY: Final = 0.2
STILL: Final = 0.5
MOVEMENT: Final = 0.6
"""Confidence when only the posture was seen, when its proof was but no movement (a hold), and when a movement of the
exercise was; repetitions bring it toward 1. From MOVEMENT on the exercise counts as recognised, from STILL on if
nothing else was until the end."""

_AT_ONCE: Final = (PersonFound, PersonLost)


class AutoCoach:
    """Judges all candidates and speaks for the one that was recognised first; implements pipeline.Judge.

    Until a movement of an exercise has been seen its events are kept back, so that nothing is said about a person
    who merely lies there; then they all come at once, in order. Only who is in the picture is told at once.
    """

    def __init__(self, exercises: Sequence[Exercise]) -> None:
        """Create a coach for every candidate."""
        self._body = Body()
        self._coaches = [Coach(exercise, self._body) for exercise in exercises]
        self.reset()

    @property
    def needs_outline(self) -> bool:
        """Whether poses must carry the outline of the back."""
        return any(coach.needs_outline for coach in self._coaches)

    @property
    def state(self) -> CoachState:
        """What a screen needs to know right now; without an exercise before one is recognised."""
        return self._chosen.state if self._chosen is not None else self._open

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
        self._open = CoachState()

    def step(self, pose: Pose) -> Sequence[Event]:
        """Take in one pose and return what became known with it."""
        self._body.update(pose)
        return self._choose([coach.look() for coach in self._coaches])

    def finish(self) -> Sequence[Event]:
        """Close what is under way at the end of the media and return what became known."""
        return self._choose([coach.finish() for coach in self._coaches], at_end=True)

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

    def _choose(self, batches: list[Sequence[Event]], at_end: bool = False) -> Sequence[Event]:
        if self._chosen is not None:
            return batches[self._coaches.index(self._chosen)]
        for kept, batch in zip(self._kept, batches, strict=True):
            kept.extend(event for event in batch if not isinstance(event, _AT_ONCE))
        told: list[Event] = [event for event in batches[0] if isinstance(event, _AT_ONCE)] if batches else []
        best = max(self._coaches, key=_confidence)
        if _confidence(best) < (STILL if at_end else MOVEMENT):
            self._open.t_s, self._open.person = best.state.t_s, best.state.person
            self._open.in_position = any(coach.state.in_position for coach in self._coaches)
            return told
        self._chosen = best
        events = self._kept[self._coaches.index(best)]
        self._kept = [[] for _ in self._coaches]
        return [*told, *events]

    def _likely(self) -> Coach:
        return self._chosen or max(self._coaches, key=_confidence)


def _confidence(coach: Coach) -> float:
    judge = coach.judge
    if judge.proven and (judge.moved or judge.repetitions):
        return 1.0 - (1.0 - MOVEMENT) / (1.0 + judge.repetitions)
    if judge.proven and coach.exercise.proof is not None:
        return STILL
    return POSITION_ONLY if coach.ever_in_position else 0.0
