"""Routines: those of the guides, and those of one's own, with every mistake told."""

from __future__ import annotations

from pathlib import Path

import pytest

from posecoach.cli.main import main
from posecoach.errors import ExerciseFileError
from posecoach.exercises.loader import all_exercises
from posecoach.exercises.routines import all_routines, find_routine_problems, plan, read_routine, single
from tests.exercise_files import MINIMAL

EXERCISES = all_exercises()
MINE = """\
schema = "posecoach.routine/1"
key = "mine"
name = "My morning"
summary = "Two exercises."
sources = []

[[steps]]
exercise = "cat_cow"
sets = 2
repetitions = 3

[[steps]]
exercise = "thoracic_rotation"
"""


def message_for(old: str, new: str) -> str:
    """Return what is said about MINE when the first `old` in it is replaced by `new`."""
    assert old in MINE
    with pytest.raises(ExerciseFileError) as raised:
        read_routine(MINE.replace(old, new, 1), "mine.toml", EXERCISES)
    return str(raised.value)


@pytest.mark.parametrize(
    ("key", "steps"),
    [
        ("crack_your_back", ["toe_touch", "arm_circles", "torso_twist", "hook_lying", "hip_lift_twist"]),
        ("pop_your_back", ["hook_lying", "cat_cow", "foam_roll", "thoracic_rotation"]),
    ],
)
def test_the_routines_of_the_guides_follow_their_order(key: str, steps: list[str]) -> None:
    routine = all_routines(None, EXERCISES)[key]

    assert [step.exercise.key for step in plan(routine, EXERCISES)] == steps
    assert routine.sources


def test_the_full_routine_is_both_in_that_order() -> None:
    routines = all_routines(None, EXERCISES)

    assert plan(routines["full"], EXERCISES) == (
        *plan(routines["crack_your_back"], EXERCISES),
        *plan(routines["pop_your_back"], EXERCISES),
    )


def test_every_set_is_a_step_and_sides_count_twice() -> None:
    first, second, third = plan(read_routine(MINE, "mine.toml", EXERCISES), EXERCISES)

    assert first == second
    assert (first.exercise.key, first.repetitions, first.total) == ("cat_cow", 3, 3)
    assert (third.exercise.key, third.repetitions, third.total) == ("thoracic_rotation", 5, 10)


def test_one_exercise_is_one_step_with_its_dosage() -> None:
    (step,) = single(EXERCISES["hip_lift_twist"])

    assert (step.exercise.key, step.repetitions, step.total) == ("hip_lift_twist", 3, 6)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("cat_cow", "catcow", "mine.toml:8: steps[0].exercise: there is no exercise 'catcow'; did you mean 'cat_cow'?"),
        ("sets =", "set =", "mine.toml:9: steps[0].set: there is no key 'set'; did you mean 'sets'?"),
        (
            "sets = 2",
            "sets = 9",
            (
                "mine.toml:7: steps[0]: 27 repetitions of cat_cow are more than its 24 a day; "
                "lower sets or repetitions"
            ),
        ),
        (
            '"mine"',
            '"My morning"',
            "mine.toml:2: key: 'My morning' cannot be a key; use small letters, digits and _, such as 'my_morning'",
        ),
        ('"mine"', '"cat_cow"', "mine.toml:2: key: 'cat_cow' is the key of an exercise; choose another"),
        (
            "routine/1",
            "routine/2",
            (
                "mine.toml:1: schema: 'posecoach.routine/2' is not known here; "
                "did you mean 'posecoach.routine/1'?"
            ),
        ),
        ('name = "My', 'nam = "My', "mine.toml:3: nam: there is no key 'nam'; did you mean 'name'?"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line_and_what_was_meant(old: str, new: str, message: str) -> None:
    assert message_for(old, new) == message
    assert message in find_routine_problems(MINE.replace(old, new, 1), "mine.toml", EXERCISES)


def test_the_steps_of_an_exercise_add_up_to_its_daily_limit() -> None:
    again = MINE + '\n[[steps]]\nexercise = "cat_cow"\nrepetitions = 19\n'

    assert find_routine_problems(again, "mine.toml", EXERCISES) == [
        "mine.toml:15: steps[2]: 25 repetitions of cat_cow are more than its 24 a day; lower sets or repetitions"
    ]


def test_a_routine_may_lie_beside_the_exercises_that_it_names(tmp_path: Path) -> None:
    (tmp_path / "bridge.toml").write_text(MINIMAL)
    (tmp_path / "mine.toml").write_text(MINE.replace("cat_cow", "my_bridge"))

    exercises = all_exercises(str(tmp_path))
    routines = all_routines(str(tmp_path), exercises)

    assert list(exercises)[-1] == "my_bridge"
    assert list(routines)[-1] == "mine"


def test_a_key_that_exists_already_is_refused_with_both_files_named(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(MINE)
    (tmp_path / "b.toml").write_text(MINE.replace('"mine"', '"full"'))

    with pytest.raises(ExerciseFileError) as raised:
        all_routines(str(tmp_path), EXERCISES)

    assert str(raised.value) == (
        f"{tmp_path / 'b.toml'}:2: key: 'full' is already the key of full.toml, which comes with posecoach; "
        "choose another"
    )


def test_a_routine_file_is_checked_by_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(MINE)

    assert main(["exercises", "--check", str(path)]) == 0
    assert capsys.readouterr().out == f"{path}: My morning, a valid routine\n  3 steps\n"


def test_a_broken_routine_file_fails_the_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(MINE.replace("cat_cow", "catcow"))

    assert main(["exercises", "--check", str(path)]) == 1
    assert capsys.readouterr().err == (
        f"posecoach: {path}:8: steps[0].exercise: there is no exercise 'catcow'; did you mean 'cat_cow'?\n"
    )
