"""Every exercise file's own examples, as tests: a good one breaks nothing, a bad one exactly what it names."""

from __future__ import annotations

import pytest

from posecoach.exercises.declaration import Example, Exercise
from posecoach.exercises.loader import builtin_exercises
from posecoach.judging.examples import CHECKED_RATES, rules_without_example, run_example

CASES = [
    pytest.param(exercise, example, id=f"{exercise.key}: {example.name}")
    for exercise in builtin_exercises().values()
    for example in exercise.examples
]


@pytest.mark.parametrize("fps", [*CHECKED_RATES, 24.0])
@pytest.mark.parametrize(("exercise", "example"), CASES)
def test_an_example_is_judged_as_it_says(exercise: Exercise, example: Example, fps: float) -> None:
    result = run_example(exercise, example, fps)

    assert result.repetitions == example.repetitions
    assert set(result.broken) == set(example.breaks)
    if example.sides:
        assert result.sides == example.sides


@pytest.mark.parametrize("exercise", builtin_exercises().values(), ids=lambda exercise: exercise.key)
def test_every_rule_is_broken_by_an_example(exercise: Exercise) -> None:
    assert rules_without_example(exercise) == ()


@pytest.mark.parametrize("exercise", builtin_exercises().values(), ids=lambda exercise: exercise.key)
def test_an_exercise_has_a_good_example(exercise: Exercise) -> None:
    assert any(not example.breaks and example.repetitions for example in exercise.examples)


@pytest.mark.parametrize("exercise", builtin_exercises().values(), ids=lambda exercise: exercise.key)
def test_every_rule_says_where_its_number_is_from(exercise: Exercise) -> None:
    assert all(rule.source and rule.why and rule.cue for rule in exercise.rules)
