"""The pages about exercises of one's own do what they say."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from posecoach.cli.main import main
from tests.shared import shared
from tools.exercise_list import PAGE as LIST
from tools.exercise_list import in_the_repository
from tools.exercise_reference import PAGE, reference

ROOT = Path(__file__).resolve().parent.parent
GUIDE = (ROOT / "docs" / "own_exercise.md").read_text(encoding="utf-8")
FENCED = re.compile(r"^```(toml|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = "my_exercises/my_bridge.toml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where somebody who follows the page works."""
    (tmp_path / "my_exercises").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write_whole_file(folder: Path) -> None:
    parts = [text for kind, text in FENCED.findall(GUIDE) if kind == "toml"]
    (folder / FILE).write_text("".join(parts), encoding="utf-8")


def test_following_the_page_shows_what_it_says(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    checks = 0
    for kind, text in FENCED.findall(GUIDE):
        if kind == "toml":
            with (folder / FILE).open("a", encoding="utf-8") as file:
                file.write(text)
            continue
        command, _, answer = text.partition("\n")
        arguments = shlex.split(command.removeprefix("$ posecoach "))
        if "--check" in arguments:
            checks += 1
            status = main(arguments)
            printed = capsys.readouterr()
            assert printed.out + printed.err == answer
            assert status == (1 if printed.err else 0)
    assert checks == 3


def test_the_file_of_the_page_is_shown_as_the_page_shows_it(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_whole_file(folder)
    monkeypatch.setenv("COLUMNS", "80")
    command = "posecoach exercises my_bridge --exercises my_exercises"
    answer = next(text for _, text in FENCED.findall(GUIDE) if text.startswith(f"$ {command}\n"))

    assert main(shlex.split(command)[1:]) == 0

    printed = [line.rstrip() for line in capsys.readouterr().out.strip("\n").splitlines()]
    shown = answer.splitlines()[1:-1]
    assert printed[: len(shown)] == shown


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"hook_lying"', '"hook_lyin"', "posture: 'hook_lyin' is not known here; did you mean 'hook_lying'?"),
        (
            "[7.5, { hip_height",
            "[8.8, { hip_height",
            "example 'dropping down': at 15 frames/s it breaks nothing instead of slow",
        ),
    ],
)
def test_the_mistakes_that_the_page_speaks_of_are_told_so(
    old: str, new: str, told: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_whole_file(folder)
    text = (folder / FILE).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / FILE).write_text(text.replace(old, new), encoding="utf-8")

    assert main(["exercises", "--check", FILE]) == 1

    assert told in GUIDE
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(("name", "lifts"), [("bridge_a", 3), ("bridge_b", 2)])
def test_the_file_of_the_page_counts_the_lifts_of_recorded_people(
    name: str, lifts: int, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_whole_file(folder)
    recording = shared("real_poses", f"{name}.npz")
    options = ["--exercises", "my_exercises", "--exercise", "my_bridge", "--json", "-"]

    assert main(["review", str(recording), *options]) == 0

    assert json.loads(capsys.readouterr().out)["summary"]["repetitions"] == lifts


@pytest.mark.slow
def test_the_file_of_the_page_counts_in_the_sample_video_of_the_page(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_whole_file(folder)
    sample = "sample_videos/hip_lift_twist_clean_a.mp4"
    assert sample in GUIDE
    options = ["--exercises", "my_exercises", "--exercise", "my_bridge", "--json", "-"]

    assert main(["review", str(ROOT / sample), *options]) == 0

    summary = json.loads(capsys.readouterr().out)["summary"]
    assert (summary["repetitions"], summary["faults"]) == (2, {})


def test_the_pages_link_to_places_that_exist() -> None:
    for target in re.findall(r"\]\(([^)#]+)", GUIDE):
        assert (ROOT / "docs" / target).exists(), target
    headings = {
        f"#{line.lstrip('# ').lower()}" for line in PAGE.read_text().splitlines() if line.startswith("## ")
    }
    assert set(re.findall(r"exercise_reference\.md(#\w+)", GUIDE)) <= headings


def test_the_reference_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(), "run: python tools/exercise_reference.py"


def test_the_list_of_exercises_is_up_to_date() -> None:
    assert LIST.read_text(encoding="utf-8") == in_the_repository(), "run: python tools/exercise_list.py"
