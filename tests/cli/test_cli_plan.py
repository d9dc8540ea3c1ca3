"""`posecoach plan` as a person types it."""

from __future__ import annotations

import io
import re
import tomllib
from datetime import datetime, timedelta
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
    told = " ".join(out.split())

    assert status == 0
    assert "Cat-cow 3 repetitions, 2 times a day" in told
    assert "From week 2 on: 5 repetitions, if in the week before pain" in told


def test_without_a_name_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = plan(capsys, "show")

    assert [line.split()[0] for line in out.splitlines() if line[:1].strip()] == [
        "back_to_action",
        "mayo_back_exercises",
        "mcgill_big_three",
        "nhs_lower_back",
    ]


def test_a_plan_that_does_not_exist(capsys: pytest.CaptureFixture[str]) -> None:
    assert plan(capsys, "show", "mcgill") == (
        2,
        "",
        "posecoach: there is no plan 'mcgill'; did you mean 'mcgill_big_three'?, or give a file\n",
    )


ANSWERS = 'Ana\'s "spring"\nAna\n\n6\n\nnothing\ncat cow\n2\n\nmon tuesday\nmon wed\n9\n3\nhook lying\n\n\n15\n\n\n\n'


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


def test_a_new_plan_keeps_out_what_is_not_for_the_person(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "new.toml"
    answers = "Care\n\n\n\n99\n7, 8\ntoe touch\nhook lying\n\n\n15\n\n\n\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(answers))
    status, out, _ = plan(capsys, "new", path)

    assert status == 0
    assert "99 is none of these numbers" in out
    assert "Toe touch is not for people with osteoporosis; choose another exercise" in out
    assert re.search(r"Toe touch \(not with osteoporosis(, late pregnancy)?\)", out)
    assert tomllib.loads(path.read_text())["conditions"] == ["osteoporosis", "pregnancy"]
    assert plan(capsys, "check", path)[0] == 0


def test_answers_of_endless_length_are_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "new.toml"
    widest = '"' * 500
    answers = f"{'n' * 501}\n{widest}\n\n{widest}\n\n\ncat cow\n\n\n\n\n\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(answers))
    status, out, _ = plan(capsys, "new", path)

    assert status == 0
    assert out.count("please use at most 500 characters") == 1
    assert plan(capsys, "check", path)[0] == 0
    assert tomllib.loads(path.read_text())["goals"] == [widest]


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
        f"posecoach: {path} was not made by posecoach: choose another file, or replace it with --overwrite\n"
    )


def test_a_plan_is_followed_by_one_person_and_ended(
    tmp_path: Path, data_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(PLAN)
    today = datetime.now().astimezone().date()
    begins = str(today - timedelta(days=8))

    assert plan(capsys, "follow", path, "--from", begins, "--person", "Ana") == (
        0,
        f"For my back is followed from {begins} on: posecoach live\n",
        "",
    )
    _, out, _ = plan(capsys, "show", "--person", "Ana")
    assert "For my back  mine" in out
    assert "Not raised: it was not done in the week before." in " ".join(out.split())
    assert out.endswith(f"Followed since {begins}; this is week 2.\n")
    _, out, _ = plan(capsys, "show")
    assert out.startswith("back_to_action")
    ended = "posecoach: the plan is ended; what was done stays in the history\n"
    assert plan(capsys, "end", "--person", "Ana") == (0, "", ended)
    assert plan(capsys, "end", "--person", "Ana") == (0, "", "posecoach: no plan is followed\n")


def test_a_date_that_is_none(data_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        plan(capsys, "follow", "mcgill_big_three", "--from", "tomorrow")
    assert "tomorrow is not a date such as 2026-03-02" in capsys.readouterr().err


@pytest.mark.parametrize("words", ["check", "show", "follow", "calendar --out days.ics"])
def test_a_plan_file_that_is_missing_is_no_failed_check(
    words: str,
    data_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    action, *options = words.split()
    told = "posecoach: nowhere.toml: no such file or folder; check the path\n"
    assert plan(capsys, action, "nowhere.toml", *options) == (3, "", told)


@pytest.mark.parametrize(
    "text",
    ["08:00+05:00", "T08", "T08:00", "08", "08:00:30.5", "08:00Z", "24:00", "08:60", "\u0660\u0668:00"],
)
def test_a_time_of_a_reminder_is_hours_and_minutes(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "days.ics"
    with pytest.raises(SystemExit) as ended:
        plan(capsys, "calendar", "nhs_lower_back", "--out", path, "--at", text)
    assert (ended.value.code, path.exists()) == (2, False)
    assert f"{text} is not a time such as 08:00" in capsys.readouterr().err


@pytest.mark.parametrize("line", ["rest_s = 1e308", "move_s = 1e308", "hold_s = 3601", "repetitions = 1001"])
def test_a_plan_that_would_never_end_is_refused(
    line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "p.toml"
    head = 'schema = "posecoach.plan/1"\nkey = "mine"\nname = "Mine"\n'
    path.write_text(f'{head}[[exercises]]\nexercise = "cat_cow"\n{line}\n')
    status, _, error = plan(capsys, "check", path)
    assert (status, error.count("\n")) == (1, 1)
    assert re.search(r"expected a (whole )?number <= (3600.0|1000)\n", error)
