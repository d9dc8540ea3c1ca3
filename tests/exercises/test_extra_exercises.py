"""The extra exercises: used from their folder as somebody's own would be, and right on recorded people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from posecoach.cli.main import main
from posecoach.coaching.recognition import Recogniser
from posecoach.exercises.declaration import Example, Exercise
from posecoach.exercises.loader import all_exercises, builtin_exercises
from posecoach.judging.examples import CHECKED_RATES, rules_without_example, run_example
from tests.real.recordings import recording
from tests.shared import shared

FOLDER = Path(__file__).resolve().parents[2] / "extra_exercises"
EXTRA = [exercise for key, exercise in all_exercises(str(FOLDER)).items() if key not in builtin_exercises()]
CASES = [
    pytest.param(exercise, example, id=f"{exercise.key}: {example.name}")
    for exercise in EXTRA
    for example in exercise.examples
]


def test_a_bridge_is_shipped() -> None:
    assert [exercise.key for exercise in EXTRA] == ["plain_bridge"]


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


@pytest.mark.parametrize(
    ("name", "recognised"),
    [
        ("bridge_a", "plain_bridge"),
        ("bridge_b", "plain_bridge"),
        ("cat_cow_b", "cat_cow"),
        ("foam_roll_a", "foam_roll"),
        ("arm_circles_a", "arm_circles"),
    ],
)
def test_a_bridge_is_recognised_beside_the_built_in_exercises_and_nothing_else_is_one(
    name: str, recognised: str
) -> None:
    auto = Recogniser(list(all_exercises(str(FOLDER)).values()))
    for pose in recording(name).poses:
        auto.step(pose)
    auto.finish()

    assert auto.recognised == recognised
