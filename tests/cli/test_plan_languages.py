"""A plan of one's own in the language of whoever follows it."""

from __future__ import annotations

import sys
import tomllib
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest

from posecoach.capture.turnable import Turnable
from posecoach.cli.live_session import SessionOutcome, Setting, Task
from posecoach.cli.main import main
from posecoach.cli.plan_new import TAIL
from posecoach.errors import NothingToJudge
from posecoach.exercises.loader import builtin_exercises
from posecoach.history.place import person_folder
from posecoach.history.store import open_history
from posecoach.plans.declaration import plan_texts
from posecoach.plans.reading import builtin_plans
from posecoach.words.languages import languages, load_words
from tests.plans.weeks import PLAN
from tests.videos import evenly, write_video

GERMAN = {
    "For my back": "Für meinen Rücken",
    "Tie my shoes": "Schuhe binden",
    "Breathe.": "Atme weiter.",
    "Gently.": "Sanft.",
    "Open your elbows": "Öffne die Ellbogen weit",
    "Walk for 20 minutes": "20 Minuten gehen",
    "Rest today.": "Ruh dich heute aus.",
}


def in_german(texts: dict[str, str]) -> str:
    """Return the plan with a table of these translations."""
    return f"{PLAN}\n[translations.de]\n" + "".join(f'"{text}" = "{own}"\n' for text, own in texts.items())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "mine.toml"
    file.write_text(in_german(GERMAN), encoding="utf-8")
    return file


def test_a_plan_is_shown_in_the_language_of_who_asks(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "show", str(path), "--language", "de"]) == 0
    told = " ".join(capsys.readouterr().out.split())

    shown = {text for text in GERMAN.values() if text in told}
    assert shown == set(GERMAN.values()) - {GERMAN["Open your elbows"]}, "cues are said, not listed"


def test_who_speaks_another_language_gets_it_as_it_was_written(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["plan", "show", str(path), "--language", "fr"])
    told = capsys.readouterr().out

    assert "Tie my shoes" in told
    assert "Schuhe binden" not in told


def test_the_sheet_and_the_calendar_speak_it_too(
    path: Path, tmp_path: Path, data_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_history(person_folder(None)) as history:
        history.follow(path.read_text(encoding="utf-8"), datetime.now().astimezone().date())
    language = ("--language", "de")
    assert main(["report", "--weeks", "1", "--out", str(tmp_path / "out"), *language]) == 0
    assert main(["plan", "calendar", "--out", str(tmp_path / "plan.ics"), *language]) == 0

    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "Für meinen Rücken, ab " in page
    assert "Ziel: Schuhe binden" in page
    assert "Für meinen Rücken" in (tmp_path / "plan.ics").read_text(encoding="utf-8")


def test_the_coach_speaks_it_too(
    path: Path, tmp_path: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_history(person_folder(None)) as history:
        history.follow(path.read_text(encoding="utf-8"), datetime.now().astimezone().date())
    said: list[str] = []

    def run(stack: ExitStack, setting: Setting, source: Turnable, task: Task) -> SessionOutcome:
        words = setting.words
        said.extend(words(caution) for step in task.programme.steps for caution in step.exercise.cautions)
        said.append(words(task.programme.title))
        raise NothingToJudge("over")

    monkeypatch.setattr("posecoach.cli.live.run_session", run)
    monkeypatch.setattr(sys, "stdin", None)
    room = write_video(tmp_path / "room.mp4", evenly(2))
    main(["live", "--no-window", "--no-voice", "--keep", "--source", str(room), "--language", "de"])

    assert {"Für meinen Rücken", "Atme weiter."} <= set(said)


def test_checking_tells_what_has_no_translation_yet(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_text(in_german({"Gently.": "Sanft.", "For my back": "Für meinen Rücken"}), encoding="utf-8")
    status = main(["plan", "check", str(path), "--language", "en"])

    assert (status, [line for line in capsys.readouterr().out.splitlines() if "translated" in line]) == (
        0,
        [
            f"  not translated into de: {text}"
            for text in ("Tie my shoes", "Breathe.", "Open your elbows", "Walk for 20 minutes", "Rest today.")
        ],
    )


def test_a_whole_table_lacks_nothing(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["plan", "check", str(path), "--language", "en"])

    assert "not translated" not in capsys.readouterr().out


def test_a_translation_of_what_is_not_in_the_plan_is_a_mistake(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path.write_text(in_german({"Gentle.": "Sanft."}), encoding="utf-8")

    assert main(["plan", "check", str(path), "--language", "en"]) == 1
    assert "'Gentle.' is no text of this file; did you mean 'Gently.'?" in capsys.readouterr().err


def test_the_translation_in_a_new_plan_is_of_a_text_in_it() -> None:
    at = TAIL.index("# [translations.de]")
    table = tomllib.loads(TAIL[at:].replace("# ", ""))["translations"]["de"]

    assert set(table) == {tomllib.loads(TAIL)["stop"][0]["say"]}


@pytest.mark.parametrize("language", languages())
def test_plans_that_come_with_posecoach_are_in_every_language(language: str) -> None:
    words = load_words(language)
    texts = [text for plan in builtin_plans(builtin_exercises()).values() for text in plan_texts(plan)]
    lacking = [text for text in texts if words(text) == text] if language != "en" else []

    assert lacking == []
