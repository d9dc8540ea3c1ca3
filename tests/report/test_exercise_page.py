"""An exercise as a page: its figure moves, its steps stand beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from posecoach.cli.main import main
from posecoach.exercises.loader import builtin_exercises
from posecoach.report.exercise import exercise_page

CAT_COW = builtin_exercises()["cat_cow"]


def test_it_shows_the_moving_figure_and_every_step() -> None:
    html = exercise_page([CAT_COW], CAT_COW.name)
    assert html.count("<svg") == 1
    assert "<animate " in html
    assert [step for step in CAT_COW.steps if step not in html] == []


def test_a_routine_shows_each_exercise_once() -> None:
    assert exercise_page([CAT_COW, CAT_COW], "Twice").count("<svg") == 1


def test_the_command_writes_it(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    assert main(["exercises", "cat_cow", "--html", str(path)]) == 0
    assert "<h1>Cat-cow</h1>" in path.read_text(encoding="utf-8")


def test_without_a_name_there_is_nothing_to_show(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["exercises", "--html", str(tmp_path / "page.html")]) == 2
    assert "--html shows one exercise or routine: give its NAME" in capsys.readouterr().err
