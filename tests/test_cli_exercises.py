"""`posecoach exercises`: the list, one exercise in full, and the check of a file."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import get_args

import pytest

from posecoach.cli import main
from posecoach.commands.exercises import OF_IN_WORDS, limits_in_words
from posecoach.exercises.declaration import Of, Rule
from posecoach.exercises.loader import builtin_exercises


@pytest.fixture
def cat_cow_file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(
        resources.files("posecoach.exercises").joinpath("cat_cow.toml").read_text(encoding="utf-8")
    )
    return path


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return what a command prints, with all white space as single spaces."""
    assert main(["exercises", *arguments]) == 0
    return " ".join(capsys.readouterr().out.split())


def test_list_names_every_exercise(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys)
    for key, exercise in builtin_exercises().items():
        assert key in text
        assert exercise.name in text


@pytest.mark.parametrize("key", sorted(builtin_exercises()))
@pytest.mark.parametrize("columns", ["45", "80", "120"])
def test_page_has_everything_that_the_file_says(
    key: str, columns: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    text = shown(capsys, key)
    exercise = builtin_exercises()[key]
    wanted = [exercise.name, exercise.summary, exercise.camera, *exercise.steps, *exercise.cautions]
    wanted += [part for rule in exercise.rules for part in (rule.cue, rule.why, rule.source)]
    wanted += [limits_in_words(rule) for rule in exercise.rules]
    wanted += [source.name for source in exercise.sources]
    for words in wanted:
        assert " ".join(words.split()) in text


def test_page_breathes(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "cat_cow")
    assert "breathe in" in text
    assert "breathe out" in text


def test_every_way_to_look_at_a_feature_has_words() -> None:
    assert tuple(OF_IN_WORDS) == get_args(Of)


def test_name_may_be_written_as_it_is_spoken(capsys: pytest.CaptureFixture[str]) -> None:
    assert "cat_cow" in shown(capsys, "Cat-cow")


def test_valid_file_is_called_valid(cat_cow_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["exercises", "--check", str(cat_cow_file)]) == 0
    assert capsys.readouterr().out == f"{cat_cow_file}: Cat-cow, a valid exercise\n"


def test_mistake_in_a_file_is_named_with_its_line(
    cat_cow_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = cat_cow_file.read_text().replace('feature = "knee_offset"', 'feature = "knee_ofset"', 1)
    cat_cow_file.write_text(text)
    line = text[: text.index("knee_ofset")].count("\n") + 1
    assert main(["exercises", "--check", str(cat_cow_file)]) == 1
    error = capsys.readouterr().err
    assert error.startswith(f"posecoach: {cat_cow_file}:{line}: ")
    assert "there is no feature 'knee_ofset'; did you mean 'knee_offset'?" in error
    assert error.count("\n") == 1


RULE = Rule(name="r", kind="limit", cue="c", why="w", source="s")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"feature": "knee_flexion_deg", "at_least": 60, "at_most": 120},
            "knee flexion at least 60°, at most 120°",
        ),
        (
            {"feature": "back_bow", "of": "change", "at_least": 0.03},
            "change of back bow at least 0.03 trunk lengths",
        ),
        (
            {"feature": "knee_flexion_deg", "of": "speed", "at_most": 90},
            "speed of knee flexion at most 90°/s",
        ),
        ({"kind": "duration", "at_least": 2, "aim_s": 3}, "the phase lasts at least 2 s, 3 s aimed at"),
        ({"kind": "movement_time", "at_least": 1}, "the movement takes at least 1 s"),
        ({"kind": "alternate"}, "the sides take turns"),
        (
            {"kind": "reach", "feature": "back_bow", "of": "change", "at_least": 0.03, "best_share": 0.5},
            "change of back bow at least 0.03 trunk lengths, at least 50 % of your own best",
        ),
    ],
)
def test_limits_are_said_with_units(changes: dict[str, object], words: str) -> None:
    values = {name: getattr(RULE, name) for name in RULE.__struct_fields__}
    assert limits_in_words(Rule(**{**values, **changes})) == words
