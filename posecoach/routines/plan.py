"""From a routine, or a single exercise, to the steps that the coach leads through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from posecoach.exercises.declaration import Exercise
from posecoach.routines.declaration import Routine, Step


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One set of one exercise.

    repetitions: aimed at, for each side where the exercise's dosage is per side. rest_s, move_s: the pause after it,
    at least and while the person changes posture [s].
    """

    exercise: Exercise
    repetitions: int
    rest_s: float
    move_s: float

    @property
    def total(self) -> int:
        """The repetitions aimed at, both sides together."""
        return self.repetitions * (2 if self.exercise.dosage.per_side else 1)


def plan(routine: Routine, exercises: Mapping[str, Exercise]) -> tuple[PlannedStep, ...]:
    """Return the steps of a routine, every set as a step of its own; KeyError for an unknown exercise."""
    return tuple(planned(step, exercises[step.exercise]) for step in routine.steps for _ in range(step.sets))


def single(exercise: Exercise) -> tuple[PlannedStep, ...]:
    """Return the only step of a session with one exercise: one set of its dosage."""
    return (planned(Step(exercise=exercise.key), exercise),)


def planned(step: Step, exercise: Exercise) -> PlannedStep:
    """Return one set of a step."""
    return PlannedStep(exercise, step.repetitions or exercise.dosage.repetitions, step.rest_s, step.move_s)


def pause_s(done: PlannedStep, following: PlannedStep, *, rests: bool = True) -> tuple[float, float]:
    """Return the least and the most seconds between two steps; rests: False for the time to change posture alone."""
    one, other = done.exercise, following.exercise
    moves = (one.posture, one.view) != (other.posture, other.view)
    least = done.rest_s if rests else 0.0
    return least, max(least, done.move_s) if moves else least
