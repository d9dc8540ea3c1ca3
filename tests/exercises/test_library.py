"""Exercises of one's own, from a file or a folder, beside those that come with posecoach."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecoach.errors import ExerciseFileError
from posecoach.exercises.loader import all_exercises, builtin_exercises, find_problems, read_exercise
from posecoach.exercises.validation import nearest
from tests.exercise_files import MINIMAL


def refusal(own: Path) -> str:
    with pytest.raises(ExerciseFileError) as raised:
        all_exercises(str(own))
    return str(raised.value)


def test_without_own_exercises_there_are_the_built_in_ones() -> None:
    assert all_exercises() == builtin_exercises()


def test_a_file_adds_its_exercise_after_the_built_in_ones(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(MINIMAL)

    assert list(all_exercises(str(tmp_path / "mine.toml"))) == [*builtin_exercises(), "my_bridge"]


def test_a_folder_adds_the_exercises_of_all_its_files_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_text(MINIMAL)
    (tmp_path / "a.toml").write_text(MINIMAL.replace('"my_bridge"', '"arch"'))
    (tmp_path / "notes.txt").write_text("to do")

    assert list(all_exercises(str(tmp_path)))[-2:] == ["arch", "my_bridge"]


def test_a_key_that_comes_with_posecoach_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(MINIMAL.replace('"my_bridge"', '"cat_cow"'))

    assert refusal(path) == (
        f"{path}:2: key: 'cat_cow' is already the key of cat_cow.toml, which comes with posecoach; choose another"
    )


def test_a_key_that_two_files_share_is_refused_with_both_named(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(MINIMAL)
    (tmp_path / "b.toml").write_text(MINIMAL)

    assert refusal(tmp_path) == (
        f"{tmp_path / 'b.toml'}:2: key: 'my_bridge' is already the key of {tmp_path / 'a.toml'}; choose another"
    )


def test_a_folder_without_exercise_files_is_told(tmp_path: Path) -> None:
    assert refusal(tmp_path) == f"{tmp_path}: there is no exercise file in it; their names end in .toml"


def test_a_place_where_nothing_is_is_told(tmp_path: Path) -> None:
    place = tmp_path / "nowhere"

    assert refusal(place) == f"{place}: no such file or folder; check the path"


def test_a_mistake_in_one_file_of_a_folder_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(MINIMAL.replace('view = "side"', 'view = "sid"'))

    assert refusal(tmp_path) == (
        f"{tmp_path / 'mine.toml'}:6: view: 'sid' is not known here; did you mean 'side'?"
    )


@pytest.mark.parametrize("key", ["Side bend", "auto", "2_bends", ""])
def test_a_key_that_could_not_be_typed_after_a_command_is_refused(key: str) -> None:
    assert find_problems(MINIMAL.replace('"my_bridge"', f'"{key}"'), "mine.toml") == [
        f"mine.toml:2: key: {key!r} cannot be a key; use small letters, digits and _, such as 'side_bend'"
    ]


def test_all_wrong_keys_and_types_are_found_at_once_in_the_order_of_lines() -> None:
    broken = (
        MINIMAL.replace("summary =", "sumary =")
        .replace("repetitions = 5", 'repetitions = "5"')
        .replace('kind = "limit"', 'kind = "limits"')
        .replace('of = "change", at_least', 'of = "x", at_least')
        .replace("[1.0, {}]", '["1.0", {}]')
    )

    assert find_problems(broken, "mine.toml") == [
        "mine.toml:1: the file: the key 'summary' is missing",
        "mine.toml:4: sumary: there is no key 'sumary'; did you mean 'summary'?",
        "mine.toml:15: dosage.repetitions: expected a whole number, got text in quotes",
        (
            "mine.toml:50: phases[1].enter[0].when[0].of: 'x' is not known here; "
            "valid are: change, dip, fall, hump, peak, retreat, rise, size, speed, speed_share, value"
        ),
        "mine.toml:55: rules[0].kind: 'limits' is not known here; did you mean 'limit'?",
        "mine.toml:77: examples[0].path[1][0]: expected a number, got text in quotes",
    ]


def test_all_wrong_names_are_found_at_once() -> None:
    broken = MINIMAL.replace('after = ["up"]', 'after = ["upp"]').replace(
        'feature = "knee_flexion_deg"', 'feature = "knee"'
    )

    assert [problem.split(": ")[1] for problem in find_problems(broken, "mine.toml")] == [
        "phases[0].enter[0].after",
        "rules[0].feature",
    ]


def test_a_file_that_is_no_toml_has_one_problem() -> None:
    assert find_problems("key = ", "mine.toml") == ["mine.toml:1: the value after = is missing"]


def test_a_valid_file_has_no_problems() -> None:
    assert find_problems(MINIMAL, "mine.toml") == []


def refused(text: str) -> str | None:
    try:
        read_exercise(text, "mine.toml")
    except ExerciseFileError as error:
        return str(error)
    return None


PIECES = [
    "",
    "[dosage]",
    "[[rules]]",
    "rules = 3",
    "phases = [1, {}]",
    "of = []",
    "when = [{ feature = 1979-05-27 }, 2]",
    'name = "again"',
    "margin = -1",
    "path = [[0.0, { hip_height = true }]]",
    "[neutral]",
    'steps = ["", 3]',
]


@given(
    st.lists(
        st.tuples(st.integers(0, MINIMAL.count("\n") - 1), st.sampled_from(PIECES)), min_size=1, max_size=4
    )
)
def test_a_file_has_problems_exactly_if_it_cannot_be_read_and_they_name_the_same(
    edits: list[tuple[int, str]],
) -> None:
    lines = MINIMAL.splitlines()
    for row, line in edits:
        lines[row] = line
    text = "\n".join(lines)

    problems = find_problems(text, "mine.toml")

    assert refused(text) is None if not problems else refused(text) in problems
    assert all(problem.startswith("mine.toml") and "\n" not in problem for problem in problems)


def test_only_a_name_that_is_near_is_suggested() -> None:
    keys = list(builtin_exercises())
    assert nearest("cat_cw", keys) == "did you mean 'cat_cow'?"
    assert nearest("thread", keys) == "did you mean 'thread_the_needle'?"
    assert nearest("nosuch", keys).startswith("valid are: ")
