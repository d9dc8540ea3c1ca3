"""Routines as the commands and the page about them show them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from posecoach.cli.main import main
from posecoach.exercises.loader import builtin_exercises
from posecoach.exercises.routines import Step, all_routines

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "own_routine.md"
FENCED = re.compile(r"^```(toml|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return what a command prints, with all white space as single spaces."""
    assert main(["exercises", *arguments]) == 0
    return " ".join(capsys.readouterr().out.split())


def test_the_list_has_all_routines_with_what_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys)

    for routine in all_routines(None, builtin_exercises()).values():
        assert f"{routine.key} {routine.summary}" in text


@pytest.mark.parametrize("name", ["pop_your_back", "Pop-your back"])
def test_the_page_of_a_routine_has_its_steps_and_pauses(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = shown(capsys, name)

    assert "2. Cat-cow 6 hands and knees 10 to 60 s rest, time to change position 3. Foam roller" in text
    assert "4. Thoracic rotation 5 a side on the back Guide: popping your back at home" in text


def test_the_file_of_the_page_is_valid_as_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (_, file), (_, console) = FENCED.findall(PAGE.read_text(encoding="utf-8"))
    command, _, answer = console.partition("\n")
    path = command.split()[-1]
    monkeypatch.chdir(tmp_path)
    Path(path).parent.mkdir()
    Path(path).write_text(file, encoding="utf-8")

    assert main(command.removeprefix("$ posecoach ").split()) == 0
    assert capsys.readouterr().out == answer


def test_the_page_names_every_key_of_a_step_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \|.*\| ([^|]+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    default = Step(exercise="cat_cow")

    assert list(rows) == list(Step.__struct_fields__)
    assert [rows["sets"], rows["rest_s"], rows["move_s"]] == [
        f"{value:g}" for value in (default.sets, default.rest_s, default.move_s)
    ]
