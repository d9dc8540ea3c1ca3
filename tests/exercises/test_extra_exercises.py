"""The extra exercises: used from their folder as somebody's own would be, and right on recorded people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from posecoach.cli import main
from posecoach.coaching.examples import CHECKED_RATES, rules_without_example, run_example
from posecoach.exercises.declaration import Example, Exercise
from posecoach.exercises.library import all_exercises
from posecoach.exercises.loader import builtin_exercises
from tests.real.recordings import shared

FOLDER = Path(__file__).resolve().parents[2] / "extra_exercises"
EXTRA = [exercise for key, exercise in all_exercises(str(FOLDER)).items() if key not in builtin_exercises()]
CASES = [
    pytest.param(exercise, example, id=f"{exercise.key}: {example.name}")
    for exercise in EXTRA
    for example in exercise.examples
]


def test_a_bridge_and_a_side_bend_are_shipped() -> None:
    assert [exercise.key for exercise in EXTRA] == ["plain_bridge", "side_bend"]


@pytest.mark.parametrize("fps", [*CHECKED_RATES, 24.0])
@pytest.mark.parametrize(("exercise", "example"), CASES)
def test_an_example_is_judged_as_it_says(exercise: Exercise, example: Example, fps: float) -> None:
    result = run_example(exercise, example, fps)

    assert result.repetitions == example.repetitions
    assert set(result.broken) == set(example.breaks)
    if example.sides:
        assert result.sides == example.sides


@pytest.mark.parametrize("exercise", EXTRA, ids=lambda exercise: exercise.key)
def test_every_rule_is_broken_by_an_example(exercise: Exercise) -> None:
    assert rules_without_example(exercise) == ()


@pytest.mark.parametrize(("name", "lifts"), [("bridge_a", 3), ("bridge_b", 2)])
def test_the_lifts_of_a_recorded_bridge_are_counted(
    name: str, lifts: int, capsys: pytest.CaptureFixture[str]
) -> None:
    recording = shared("real_poses", f"{name}.npz")
    options = ["--exercises", str(FOLDER), "--exercise", "plain_bridge", "--json", "-"]

    assert main(["review", str(recording), *options]) == 0

    review = json.loads(capsys.readouterr().out)
    assert review["exercise"] == "plain_bridge"
    assert review["summary"]["repetitions"] == lifts
    # They hold for half a second to a second and a half, with flat feet and bent knees.
    assert set(review["summary"]["faults"]) == {"hold_long_enough"}


def test_extra_exercises_change_nothing_about_what_is_recognised(capsys: pytest.CaptureFixture[str]) -> None:
    recording = shared("real_poses", "bridge_a.npz")

    assert main(["review", str(recording), "--exercises", str(FOLDER), "--json", "-"]) == 0

    assert json.loads(capsys.readouterr().out)["exercise"] == "hip_lift_twist"
