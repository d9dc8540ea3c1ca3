"""What an exercise file says: words for its faults, and translations that it carries itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from posecoach.cli.main import main
from posecoach.errors import ExerciseFileError
from posecoach.exercises.loader import all_exercises, builtin_exercises, find_problems, read_exercise
from posecoach.exercises.routines import find_routine_problems
from posecoach.exercises.wording import fault_named, with_translations
from posecoach.words.catalogue import ENGLISH, Words
from posecoach.words.languages import load_words
from tests.exercise_files import MINIMAL

ROUTINE = """
schema = "posecoach.routine/1"
key = "my_morning"
name = "My morning"
summary = "Wake up the back."
sources = []

[[steps]]
exercise = "cat_cow"
"""
EXTRA = "extra_exercises"


def with_table(table: str) -> str:
    return f"{MINIMAL}\n[translations.de]\n{table}\n"


def test_a_fault_is_named_by_what_is_wrong() -> None:
    hip_lift = builtin_exercises()["hip_lift_twist"]
    assert fault_named(hip_lift, "hips_lifted") == "Hips too low"


def test_a_file_without_words_for_a_fault_says_what_to_do() -> None:
    exercise = read_exercise(MINIMAL, "mine.toml")
    rule = exercise.rules[0]
    assert rule.fault == ""
    assert fault_named(exercise, rule.name) == rule.cue


def test_of_an_exercise_that_is_not_here_only_the_rule_is_known() -> None:
    assert fault_named(None, "hips_lifted") == "hips lifted"
    assert fault_named(builtin_exercises()["cat_cow"], "hips_lifted") == "hips lifted"


def test_every_built_in_rule_has_words_for_its_fault() -> None:
    for exercise in builtin_exercises().values():
        for rule in exercise.rules:
            assert rule.fault, f"{exercise.key}: {rule.name}"
            assert rule.fault.lower() != rule.name.replace("_", " ")


def test_a_file_is_said_in_the_languages_that_it_carries() -> None:
    exercise = read_exercise(with_table('"Side bend" = "Seitbeuge"'.replace("Side bend", name())), "a")
    assert with_translations(load_words("de"), [exercise])(name()) == "Seitbeuge"
    assert with_translations(ENGLISH, [exercise])(name()) == name()


def name() -> str:
    return read_exercise(MINIMAL, "mine.toml").name


def test_what_posecoach_says_itself_keeps_its_translation() -> None:
    words = Words("de", {"Hold still": "Nicht wackeln"}, load_words("de").catalogue)
    assert words("Hold still") == "Bleib ruhig"


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        (
            '"No such text here" = "Nichts"',
            "'No such text here' is no text of this file; translate a name, label, cue",
        ),
        ('"{name}" = " "', "the translation of '{name}' is empty; leave it out or write one"),
        ('"{name}x" = "Y"', "'{name}x' is no text of this file; did you mean '{name}'?"),
    ],
)
def test_a_translation_of_nothing_is_told_with_its_line(table: str, problem: str) -> None:
    text = with_table(table.replace("{name}", name()))
    (told,) = find_problems(text, "mine.toml")
    line = text.splitlines().index("[translations.de]") + 1
    assert problem.replace("{name}", name()) in told
    assert told.startswith(f"mine.toml:{line}")
    with pytest.raises(ExerciseFileError):
        read_exercise(text, "mine.toml")


def test_a_translation_is_text() -> None:
    (told,) = find_problems(with_table(f'"{name()}" = 3'), "mine.toml")
    assert "translations: expected text in quotes, got a whole number" in told


def test_a_language_is_named_by_its_code() -> None:
    (told,) = find_problems(f'{MINIMAL}\n[translations.German]\n"{name()}" = "X"\n', "mine.toml")
    assert told.endswith(
        "'German' is no language; write its code of two or three small letters, such as 'de'"
    )


def test_a_routine_may_carry_translations_too() -> None:
    known = builtin_exercises()
    table = '\n[translations.de]\n"My morning" = "Mein Morgen"\n'
    assert find_routine_problems(ROUTINE + table, "mine.toml", known) == []
    (told,) = find_routine_problems(ROUTINE + table.replace("My morning", "My evning"), "mine.toml", known)
    assert "'My evning' is no text of this file; did you mean 'My morning'?" in told


def test_the_check_names_what_has_no_translation_yet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(with_table(f'"{name()}" = "Seitbeuge"'), encoding="utf-8")
    main(["exercises", "--check", str(path)])
    said = capsys.readouterr().out
    assert "  not translated into de: " in said
    assert f"de: {name()}\n" not in said


def test_the_extra_exercise_is_all_german_in_a_german_session(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["exercises", "--check", f"{EXTRA}/plain_bridge.toml"]) == 0
    assert "not translated" not in capsys.readouterr().out
    assert main(["exercises", "--exercises", EXTRA, "--language", "de"]) == 0
    assert "Schulterbrücke" in capsys.readouterr().out


def test_the_cue_of_either_side_of_a_limit_is_said_in_german() -> None:
    words = with_translations(load_words("de"), all_exercises(EXTRA).values())
    assert words("Move your feet toward your hips") == "Stell die Füße näher ans Becken"
