"""`posecoach plan` as a person types it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from posecoach.cli.main import main
from tests.plans.weeks import PLAN


def plan(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    status = main(["plan", *map(str, arguments), "--language", "en"])
    out, err = capsys.readouterr()
    return status, out, err


def test_a_valid_plan_is_called_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(PLAN)

    assert plan(capsys, "check", path) == (0, f"{path}: For my back, a valid plan\n  2 exercises\n", "")


def test_a_plan_with_an_unknown_exercise_gets_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(PLAN.replace("cat_cow", "bird_dogs", 1))
    status, out, err = plan(capsys, "check", path)

    assert (status, out) == (1, "")
    assert err.startswith(f"posecoach: {path}:10: exercises[0].exercise: there is no exercise 'bird_dogs'; ")
    assert err.count("\n") == 1


def test_a_plan_is_shown_with_what_is_to_be_done_when(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = plan(capsys, "show", "mayo-back-exercises")

    assert status == 0
    assert "Cat-cow  3 repetitions, 2 times a day" in out
    assert "From week 2 on: 5 repetitions, if in the week before pain" in out


def test_without_a_name_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = plan(capsys, "show")

    assert [line.split()[0] for line in out.splitlines() if line[:1].strip()] == [
        "back_to_action",
        "mayo_back_exercises",
        "mcgill_big_three",
    ]


def test_a_plan_that_does_not_exist(capsys: pytest.CaptureFixture[str]) -> None:
    assert plan(capsys, "show", "mcgill") == (
        2,
        "",
        "posecoach: there is no plan 'mcgill'; did you mean 'mcgill_big_three'?, or give a file\n",
    )


ANSWERS = 'Ana\'s "spring"\nAna\n\n6\nnothing\n2\n2\n\nmon tuesday\nmon wed\n9\n3\nhook lying\n\n\n15\n\n\n\n'


def test_a_new_plan_is_what_was_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "new.toml"
    monkeypatch.setattr("sys.stdin", io.StringIO(ANSWERS))
    status, out, err = plan(capsys, "new", path)

    assert (status, err) == (0, "")
    assert "there is no exercise nothing" in out
    assert "tuesday is no day of the week" in out
    _, shown, _ = plan(capsys, "show", path)
    assert 'Ana\'s "spring"  ana_s_spring' in shown
    assert "2 sets of 6 repetitions" in shown
    assert "Mon, Wed" in shown
    assert "1 repetition, hold 15 s" in shown


def test_a_new_plan_without_an_exercise_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    status, _, err = plan(capsys, "new", tmp_path / "new.toml")

    assert (status, err) == (2, "posecoach: no exercise was chosen: nothing was written\n")
    assert not (tmp_path / "new.toml").exists()


def test_a_new_plan_does_not_take_the_place_of_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "new.toml"
    path.write_text(PLAN)
    status, _, err = plan(capsys, "new", path)

    assert status == 3
    assert err == (
        f"posecoach: {path} was not made by posecoach: choose another file with FILE, "
        "or replace it with --overwrite\n"
    )
