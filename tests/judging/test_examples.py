"""The runner of an exercise file's examples."""

from __future__ import annotations

import itertools
import math

import pytest

from posecoach.exercises.declaration import Example, Exercise
from posecoach.exercises.loader import read_exercise
from posecoach.judging import examples
from posecoach.judging.examples import (
    ExampleResult,
    check_examples,
    example_values,
    rules_without_example,
    run_example,
)
from tests.exercise_files import MINIMAL, bridge

NAMES = ("hip_height", "knee_flexion_deg")


def values_of(*path: tuple[float, dict[str, float]], fps: float = 10.0) -> dict[float, list[float]]:
    example = Example(name="it", repetitions=0, path=path)
    return {round(t_s, 6): values for t_s, values in example_values(example, NAMES, fps)}


def test_between_two_entries_values_move_smoothly() -> None:
    values = [row[0] for row in values_of((0.0, {"hip_height": 0.0}), (1.0, {"hip_height": 1.0})).values()]

    assert values[0] == 0.0
    assert values[5] == pytest.approx(0.5)
    assert values[-1] == 1.0
    steps = [after - before for before, after in itertools.pairwise(values)]
    assert min(steps) >= 0.0
    assert max(steps[0], steps[-1]) < 0.1 * max(steps)


def test_an_empty_table_changes_nothing() -> None:
    values = values_of((0.0, {"hip_height": 0.3}), (0.5, {}), (1.0, {}))

    assert [row[0] for row in values.values()] == [0.3] * 11


def test_a_value_that_was_never_given_is_not_seen() -> None:
    assert all(math.isnan(row[1]) for row in values_of((0.0, {"hip_height": 0.3}), (1.0, {})).values())


def test_a_value_is_not_seen_before_it_is_given() -> None:
    values = values_of((0.0, {}), (0.5, {"hip_height": 0.3}), (1.0, {}))

    assert math.isnan(values[0.4][0])
    assert values[0.5][0] == 0.3


def test_nan_hides_a_value_until_it_is_given_again() -> None:
    values = values_of(
        (0.0, {"hip_height": 0.3}), (0.3, {"hip_height": math.nan}), (0.6, {"hip_height": 0.1}), (0.9, {})
    )

    assert [math.isnan(values[t_s][0]) for t_s in (0.1, 0.3, 0.5, 0.6, 0.9)] == [
        True,
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("fps", [10.0, 24.0, 30.0])
def test_frames_come_evenly_and_the_last_entry_is_the_last_frame(fps: float) -> None:
    times_s = list(values_of((0.0, {"hip_height": 0.3}), (1.03, {}), fps=fps))

    assert times_s[:-1] == pytest.approx([i / fps for i in range(len(times_s) - 1)], abs=1e-5)
    assert times_s[-1] == 1.03


def test_a_path_need_not_begin_at_zero() -> None:
    assert next(iter(values_of((2.0, {}), (3.0, {})))) == 2.0


def test_an_example_is_run() -> None:
    exercise = bridge()

    assert run_example(exercise, exercise.examples[0]) == ExampleResult(1, (), ())


def test_the_rules_that_were_broken_are_named_once_in_order() -> None:
    exercise = bridge()
    bad = Example(
        name="bad",
        repetitions=2,
        path=(
            (0.0, {"hip_height": 0.0, "knee_flexion_deg": 40.0}),
            (1.5, {}),
            (3.5, {"hip_height": 0.3}),
            (5.5, {"hip_height": 0.0}),
            (7.5, {"hip_height": 0.3}),
            (9.5, {"hip_height": 0.0}),
            (10.5, {}),
        ),
    )

    assert run_example(exercise, bad) == ExampleResult(2, (), ("knees_bent", "high"))


def test_examples_are_run_at_three_rates(monkeypatch: pytest.MonkeyPatch) -> None:
    rates: list[float] = []

    def noted(exercise: Exercise, example: Example, fps: float) -> ExampleResult:
        rates.append(fps)
        return run_example(exercise, example, fps)

    monkeypatch.setattr(examples, "run_example", noted)
    check_examples(bridge())
    assert rates == [15.0, 30.0, 60.0]


def test_good_examples_leave_nothing_to_say() -> None:
    assert check_examples(bridge()) == []


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "repetitions = 1",
            "repetitions = 2",
            "example 'one lift': at 15 frames/s it counts 1 repetition instead of 2",
        ),
        (
            "repetitions = 1",
            'repetitions = 1\nbreaks = ["high"]',
            "example 'one lift': at 15 frames/s it breaks nothing instead of high",
        ),
        (
            "{ hip_height = 0.5 }",
            "{ hip_height = 0.3 }",
            "example 'one lift': at 15 frames/s it breaks high instead of nothing",
        ),
        (
            "repetitions = 1",
            'repetitions = 1\nsides = ["left"]',
            "example 'one lift': at 15 frames/s it turns to no side instead of left",
        ),
        (
            "{ hip_height = 0.5 }",
            "{ hip_height = 0.1 }",
            "example 'one lift': at 15 frames/s it counts 0 repetitions instead of 1",
        ),
    ],
)
def test_an_example_that_is_not_judged_as_it_says_is_told(old: str, new: str, sentence: str) -> None:
    assert check_examples(read_exercise(MINIMAL.replace(old, new), "mine.toml")) == [sentence]


def test_rules_that_no_example_breaks_are_named() -> None:
    assert rules_without_example(bridge()) == ("knees_bent", "high")
