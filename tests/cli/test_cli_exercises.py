"""`posecoach exercises`: the list, one exercise in full, and the check of a file."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path
from typing import get_args

import pytest

from posecoach.cli.main import main
from posecoach.exercises.declaration import Of, Rule
from posecoach.exercises.loader import builtin_exercises
from posecoach.judging.rules.kind import kind_of
from posecoach.judging.rules.words import MEASURED, SUBJECTS
from posecoach.plans.reading import plan_text
from tests.exercise_files import MINIMAL

CAT_COW = builtin_exercises()["cat_cow"]


@pytest.fixture
def cat_cow_file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(
        resources.files("posecoach.exercises").joinpath("files/cat_cow.toml").read_text(encoding="utf-8")
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


@pytest.mark.parametrize("columns", ["40", "80", "120"])
def test_list_has_one_line_for_each_exercise_with_its_whole_name(
    columns: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert main(["exercises"]) == 0
    lines = capsys.readouterr().out.splitlines()
    for key in builtin_exercises():
        assert sum(line.split(" ")[0] == key for line in lines) == 1
    assert max(map(len, lines)) <= int(columns)


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
    wanted += [kind_of(rule).asked(rule) for rule in exercise.rules]
    wanted += [source.name for source in exercise.sources]
    for words in wanted:
        assert " ".join(words.split()) in text


@pytest.mark.parametrize(
    ("language", "cue", "source"),
    [
        ("en", "“Keep your knees together”", "Source: alternating sides (NHS)"),
        ("de", "„Lass die Knie zusammen“", "Quelle (unübersetzt): alternating sides (NHS)"),
        ("es", "«Mantén las rodillas juntas»", "Fuente (sin traducir): alternating sides (NHS)"),
        ("fr", "« Garde les genoux joints »", "Source (non traduite) : alternating sides (NHS)"),
    ],
)
def test_page_quotes_and_cites_as_its_language_does(
    language: str, cue: str, source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["exercises", "knee_rolls", "--language", language]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert cue in text
    assert source in text


def test_page_breathes(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "cat_cow")
    assert "breathe in" in text
    assert "breathe out" in text


def test_every_way_to_look_at_a_feature_has_words() -> None:
    assert ("value", *SUBJECTS) == ("value", *MEASURED) == get_args(Of)


def test_name_may_be_written_as_it_is_spoken(capsys: pytest.CaptureFixture[str]) -> None:
    assert "cat_cow" in shown(capsys, "Cat-cow")


def test_valid_file_is_called_valid(cat_cow_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["exercises", "--check", str(cat_cow_file)]) == 0
    rules = len({rule.name for rule in CAT_COW.rules})
    assert capsys.readouterr().out == (
        f"{cat_cow_file}: Cat-cow, a valid exercise\n"
        f"  {rules} rules, {len(CAT_COW.examples)} examples: every one judged as it says\n"
    )


def test_rules_without_an_example_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(MINIMAL)
    assert main(["exercises", "--check", str(path)]) == 0
    assert capsys.readouterr().out == (
        f"{path}: My bridge, a valid exercise\n"
        "  2 rules, 1 example: every one judged as it says\n"
        "  no example breaks knees_bent, high: nothing shows yet that this works\n"
    )


def test_exercise_without_a_good_example_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        MINIMAL[: MINIMAL.index("[[examples]]")].replace("[[sources]]", "examples = []\n[[sources]]")
    )
    assert main(["exercises", "--check", str(path)]) == 0
    assert capsys.readouterr().out == (
        f"{path}: My bridge, a valid exercise\n"
        "  2 rules, 0 examples\n"
        "  no example shows the exercise done well; add one without breaks\n"
        "  no example breaks knees_bent, high: nothing shows yet that this works\n"
    )


def test_every_problem_of_a_file_is_told_in_a_line_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(MINIMAL.replace('view = "side"', 'view = "sid"').replace("per_day", "per_dy"))
    assert main(["exercises", "--check", str(path)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.splitlines() == [
        f"posecoach: {path}:6: view: 'sid' is not known here; did you mean 'side'?",
        f"posecoach: {path}:14: dosage: the key 'per_day' is missing",
        f"posecoach: {path}:16: dosage.per_dy: there is no key 'per_dy'; did you mean 'per_day'?",
    ]


def test_every_example_that_is_judged_differently_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.toml"
    example = MINIMAL[MINIMAL.index("[[examples]]") :]
    wrong = example.replace("one lift", "two lifts").replace("repetitions = 1", "repetitions = 2")
    faulty = example.replace("one lift", "low").replace(
        "repetitions = 1", 'repetitions = 1\nbreaks = ["high"]'
    )
    path.write_text(f"{MINIMAL}\n{wrong}\n{faulty}")
    assert main(["exercises", "--check", str(path)]) == 1
    second, third = (
        1 + n for n, line in enumerate(path.read_text().splitlines()) if line == "[[examples]]" and n > 75
    )
    assert capsys.readouterr().err.splitlines() == [
        f"posecoach: {path}:{second}: example 'two lifts': at 15 frames/s it counts 1 repetition instead of 2",
        f"posecoach: {path}:{third}: example 'low': at 15 frames/s it breaks nothing instead of high",
    ]


def test_folder_is_checked_file_by_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "good.toml").write_text(MINIMAL)
    (tmp_path / "bad.toml").write_text("key = 1")
    assert main(["exercises", "--check", str(tmp_path)]) == 1
    printed = capsys.readouterr()
    assert "good.toml: My bridge, a valid exercise" in printed.out
    assert "bad.toml:1: key: expected text in quotes, got a whole number" in printed.err


def test_own_exercises_are_listed_and_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "250")
    path = tmp_path / "mine.toml"
    path.write_text(MINIMAL)
    listed = shown(capsys, "--exercises", str(path))
    assert "my_bridge My bridge on the back side 5" in listed
    assert f"posecoach exercises NAME --exercises {path} shows how" in listed
    assert "Lift the hips." in shown(capsys, "my_bridge", "--exercises", str(tmp_path))


@pytest.mark.parametrize("command", [["review", "video.mp4"], ["live"], ["exercises"]])
def test_folder_of_own_exercises_that_is_missing_is_told(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, "--exercises", "nowhere"]) == 3
    assert capsys.readouterr().err == "posecoach: nowhere: no such file or folder; check the path\n"


def test_mistake_in_a_file_is_named_with_its_line(
    cat_cow_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = cat_cow_file.read_text().replace(
        'feature = "elbow_flexion_deg"', 'feature = "elbow_flexon_deg"', 1
    )
    cat_cow_file.write_text(text)
    line = text[: text.index("elbow_flexon_deg")].count("\n") + 1
    assert main(["exercises", "--check", str(cat_cow_file)]) == 1
    error = capsys.readouterr().err
    assert error.startswith(f"posecoach: {cat_cow_file}:{line}: ")
    assert "there is no feature 'elbow_flexon_deg'; did you mean 'elbow_flexion_deg'?" in error
    assert error.count("\n") == 1


RULE = Rule(name="r", kind="limit", cue="c", why="w", source="s")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"feature": "knee_flexion_deg", "at_least": 60, "at_most": 120},
            "bend of the knee at least 60°, at most 120°",
        ),
        (
            {"feature": "back_bow", "of": "change", "at_least": 0.03},
            "change of roundness of the back at least 0.03 trunk lengths",
        ),
        (
            {"feature": "knee_flexion_deg", "of": "speed", "at_most": 90},
            "speed of bend of the knee at most 90°/s",
        ),
        ({"kind": "duration", "at_least": 2, "aim_s": 3}, "the phase lasts at least 2 s, aim for 3 s"),
        ({"kind": "movement_time", "at_least": 1}, "the movement lasts at least 1 s"),
        ({"kind": "alternate"}, "the sides take turns"),
        (
            {"kind": "reach", "feature": "back_bow", "of": "change", "at_least": 0.03, "best_share": 0.5},
            "change of roundness of the back at least 0.03 trunk lengths, at least 50% of your own best",
        ),
    ],
)
def test_limits_are_said_with_units(changes: dict[str, object], words: str) -> None:
    values = {name: getattr(RULE, name) for name in RULE.__struct_fields__}
    rule = Rule(**{**values, **changes})
    assert kind_of(rule).asked(rule) == words


def test_a_new_file_is_valid_and_every_rule_has_an_example(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "Knee lift 2.toml"
    status = main(["exercises", "new", str(path), "--language", "en"])

    assert status == 0
    assert capsys.readouterr().out == (
        f"{path} was written\n{path}: Knee lift 2, a valid exercise\n"
        "  2 rules, 3 examples: every one judged as it says\n"
    )
    assert 'key = "knee_lift_2"' in path.read_text()


def test_a_new_file_takes_no_place_of_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("mine")

    assert main(["exercises", "new", str(path), "--language", "en"]) == 3
    assert path.read_text() == "mine"
    assert "was not made by posecoach" in capsys.readouterr().err


def test_a_new_file_needs_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["exercises", "new", "--language", "en"]) == 2
    assert capsys.readouterr().err == (
        "posecoach: name the file to begin: posecoach exercises new my_exercise.toml\n"
    )


@pytest.mark.parametrize(
    ("name", "key"),
    [("new", "my_new"), ("auto", "my_auto"), ("cat_cow", "my_cat_cow"), ("side lift", "side_lift")],
)
def test_a_new_file_is_valid_whatever_its_name(
    name: str, key: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"{name}.toml"
    assert main(["exercises", "new", str(path)]) == 0
    assert capsys.readouterr().err == ""
    assert f'key = "{key}"' in path.read_text("utf-8")


@pytest.mark.parametrize("what", [["--check", "r.toml"], ["--check", "."], ["my_bridge", "--exercises", "."]])
def test_a_plan_beside_exercises_and_routines_does_not_disturb(
    what: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.toml").write_text(MINIMAL)
    routine = '\nkey = "mine"\nname = "Mine"\nsummary = "Mine."\nsteps = [{exercise = "my_bridge"}]\n'
    routine += '[[sources]]\nname = "Own choice"\nnote = "short"\n'
    (tmp_path / "r.toml").write_text(f'schema = "posecoach.routine/1"{routine}')
    (tmp_path / "p.toml").write_text(plan_text("nhs_lower_back")[1])
    monkeypatch.chdir(tmp_path)
    assert main(["exercises", *what]) == 0
    assert capsys.readouterr().err == ""


def test_a_file_to_check_that_is_missing_is_no_failed_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["exercises", "--check", "nowhere.toml"]) == 3
    assert capsys.readouterr().err == "posecoach: nowhere.toml: no such file or folder; check the path\n"


@pytest.mark.parametrize("line", ["per_day = 9223372036854775807", "per_day = 1001"])
def test_more_a_day_than_anybody_does_is_refused(
    line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.toml"
    path.write_text(re.sub(r"per_day = \d+", line, MINIMAL))
    assert main(["exercises", "--check", str(path)]) == 1
    assert "per_day: expected a whole number <= 1000" in capsys.readouterr().err


@pytest.mark.parametrize("line", ["rest_s = 1e308", "move_s = 1e308", "rest_s = 3600.5", "sets = 1001"])
def test_a_routine_that_would_never_end_is_refused(
    line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "r.toml"
    head = 'schema = "posecoach.routine/1"\nkey = "mine"\nname = "Mine"\nsummary = "Mine."\n'
    source = '[[sources]]\nname = "Own choice"\nnote = "short"\n'
    path.write_text(f'{head}{source}[[steps]]\nexercise = "cat_cow"\n{line}\n')
    assert main(["exercises", "--check", str(path)]) == 1
    assert re.search(r"expected a (whole )?number <= (3600.0|1000)\n", capsys.readouterr().err)


@pytest.mark.parametrize("name", ["", "  "])
def test_an_exercise_without_a_name_is_refused(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(re.sub(r"(?m)^name = .*", f'name = "{name}"', MINIMAL, count=1))

    assert main(["exercises", "--check", str(path)]) == 1
    assert "name: the name is empty; write one" in capsys.readouterr().err


@pytest.mark.parametrize("first", ['schema = "posecoach.plan/1"', "# no schema"])
def test_a_plan_that_is_checked_as_an_exercise_is_told_in_one_line(
    first: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.toml"
    text = plan_text("nhs_lower_back")[1]
    path.write_text(text.replace('schema = "posecoach.plan/1"', first))

    assert main(["exercises", "--check", str(path)]) == 1
    assert capsys.readouterr().err == (
        f"posecoach: {path} is a plan, which is checked with: posecoach plan check {path}\n"
    )


@pytest.mark.parametrize("command", ["check", "show"])
def test_an_exercise_that_is_read_as_a_plan_is_told_in_one_line(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(MINIMAL)

    assert main(["plan", command, str(path)]) == 1
    assert capsys.readouterr().err == (
        f"posecoach: {path} is an exercise, which is checked with: posecoach exercises --check {path}\n"
    )


def test_a_new_file_in_a_folder_that_is_missing_says_which(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine" / "my_bridge.toml"

    assert main(["exercises", "new", str(path)]) != 0
    assert capsys.readouterr().err == (
        f"posecoach: cannot write {path}: there is no folder {path.parent}; make it first\n"
    )
