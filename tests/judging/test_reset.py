"""After `reset()` a judge holds nothing of what came before, down to the last value."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from types import FunctionType, MethodType

import numpy as np
import pytest

from posecoach.exercises.declaration import Exercise
from posecoach.exercises.loader import builtin_exercises
from posecoach.judging.examples import example_values
from posecoach.judging.exercise_judge import ExerciseJudge

BEGUN_WITH_THEIR_PHASE = frozenset({"_gates"})
EXERCISES = [builtin_exercises()[key] for key in ("cat_cow", "hip_lift_twist", "toe_touch", "bird_dog")]


def held(one: object, seen: frozenset[int] = frozenset()) -> Iterator[tuple[str, str]]:
    """Yield (place, value) of all that an object holds, without what it was declared with."""
    if one is None or isinstance(one, bool | int | float | str | Enum | np.ndarray | np.generic):
        yield "", repr(one)
        return
    if isinstance(one, Exercise | FunctionType | MethodType | type) or id(one) in seen:
        return
    inside: Mapping[object, object]
    if isinstance(one, Mapping):
        inside = one
    elif isinstance(one, Iterable):
        inside = dict(enumerate(one))
    else:
        slots = {name for kind in type(one).__mro__ for name in getattr(kind, "__slots__", ())}
        inside = {name: getattr(one, name) for name in slots if hasattr(one, name)} | vars_of(one)
    for name, value in inside.items():
        if name not in BEGUN_WITH_THEIR_PHASE:
            yield from ((f"{name}.{place}", found) for place, found in held(value, seen | {id(one)}))


def vars_of(one: object) -> dict[object, object]:
    return dict(getattr(one, "__dict__", {}))


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.key)
def test_a_judge_that_was_reset_holds_what_a_new_one_holds(exercise: Exercise) -> None:
    new, used = dict(held(ExerciseJudge(exercise))), ExerciseJudge(exercise)
    for t_s, values in example_values(exercise.examples[0], used.signals.names, 15.0):
        used.step(t_s, values, judgeable=True)
    assert dict(held(used)).items() - new.items()

    used.reset()

    after = dict(held(used))
    assert {place: after.get(place) for place in new} == new


def test_a_new_judge_has_seen_nothing() -> None:
    judge = ExerciseJudge(EXERCISES[0])

    assert (judge.repetitions, judge.evidence.typical, judge.moved, judge.proven) == (0, 0, False, False)
    assert (judge.evidence.typical_s, judge.evidence.another_s, judge.last_score, judge.side) == (
        0.0,
        0.0,
        None,
        None,
    )
    assert judge.evidence.seen_s == 0.0
    assert judge.last_end_s == judge.proven_s == -math.inf
