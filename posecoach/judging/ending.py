"""How an exercise ends: whether it is a hold, whether the movement has run out, what may still be told."""

from __future__ import annotations

from collections.abc import Iterable

from posecoach.events import (
    Event,
    FaultCleared,
    FaultRaised,
    FaultWithdrawn,
    PhaseEnded,
    RepetitionDone,
    RepetitionRejected,
)
from posecoach.exercises.declaration import Exercise
from posecoach.judging.exercise_judge import ExerciseJudge
from posecoach.judging.neutral import SETTLED_SHARE


def is_hold(exercise: Exercise) -> bool:
    """Whether an exercise is one long hold, which is over when the person leaves it."""
    phases = {phase.name: phase for phase in exercise.phases}
    return all(phases[name].hold_aim_s is not None for name in exercise.repetition.counted)


def settled(judge: ExerciseJudge) -> bool:
    """Whether no repetition is in progress, or its movement is at rest."""
    span = judge.span
    if span is None or span.phase.name not in judge.exercise.repetition.counted or span.phase.signal is None:
        return True
    return judge.signals.reader(span.phase.signal, "speed_share")() <= SETTLED_SHARE


def closings(events: Iterable[Event], *, counted: bool) -> list[Event]:
    """Return the ends of what was open when an exercise breaks off, without verdicts on what was cut short.

    counted: True reports the repetitions that this completes (a hold); False those that it cuts short instead.
    """
    ends = (PhaseEnded, RepetitionDone if counted else RepetitionRejected)
    kept: list[Event] = []
    raised: set[tuple[str, float]] = set()
    for event in events:
        if isinstance(event, FaultRaised):
            raised.add((event.rule, event.start_s))
        elif isinstance(event, ends) or (
            isinstance(event, (FaultCleared, FaultWithdrawn)) and (event.rule, event.start_s) not in raised
        ):
            kept.append(event)
    return kept
