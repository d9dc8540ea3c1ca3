"""The commonest slips in a file are told in plain words, with the line and what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from posecoach.cli.main import main
from posecoach.errors import ExerciseFileError
from posecoach.exercises.loader import find_problems
from posecoach.exercises.toml_tables import parse
from tests.exercise_files import MINIMAL


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name = “Bridge”", '1: curly quotes; write straight ones: "Bridge"'),
        ("name = „Brücke“", '1: curly quotes; write straight ones: "Brücke"'),
        ("when = [{ feature = “hip_height” }]", '1: curly quotes; write straight ones: "hip_height"'),
        ("still_s = 8,0", "1: a decimal comma; write 8.0"),
        ("when = [{ at_least = 0,12 }]", "1: a decimal comma; write 0.12"),
        ('key = "bridge\nstill_s = 1', '1: the text is not closed; write a quote (") at its end'),
        ("key = 'bridge", '1: the text is not closed; write a quote (") at its end'),
        ('key = "a" b"', '1: a quote (") is missing or one too many; a text stands between two of them'),
        ("phases = [1 2]", "1: a comma is missing between two entries"),
        ('steps = [\n  "a"\n  "b",\n]', "2: a comma is missing between two entries"),
        ('steps = [\n  "a" # first\n\n  "b",\n]', "2: a comma is missing between two entries"),
        ("when = [{ a = 1 b = 2 }]", "1: a comma is missing between two entries"),
        ("when = [{ a = 1, }]", "1: a comma stands before the closing brace; remove it"),
        ('key = "a",', "1: a value outside of a list ends with ,; remove it"),
        ("still_s = 1.0;", "1: a value outside of a list ends with ;; remove it"),
        ("per_side = True", "1: write true in small letters"),
        ("per_side = no", "1: write false in small letters"),
        ("key = bridge # mine", '1: a text without quotes; write "bridge"'),
        ("at_least = 60°", "1: a number with something after it; write 60 alone"),
        ("at_least = 2 s", "1: a number with something after it; write 2 alone"),
        ("at_least = .5", "1: a digit is missing beside the point; write 0.5"),
        ("at_least = -5.", "1: a digit is missing beside the point; write -5.0"),
        ("still_s 1.0", "1: the sign = between key and value is missing"),
        ("a = 1\nstill_s =", "2: the value after = is missing"),
        ("[dosage\na = 1", "1: the bracket ] of the heading is missing"),
        ("steps = [\n 1,\n 2,\n", "3: a bracket is opened and never closed; write its other half"),
        (
            "a = 1\na = 2",
            "2: this key or heading stands twice; remove one, or write [[...]] for one of several",
        ),
        (
            "[rules]\na = 1\n[rules]\na = 2",
            "3: this key or heading stands twice; remove one, or write [[...]] for one of several",
        ),
        ('camera = "C:\\dir"', "1: a text with \\ in it; write / or \\\\ in its place"),
    ],
)
def test_a_slip_is_told_in_plain_words(text: str, message: str) -> None:
    with pytest.raises(ExerciseFileError) as raised:
        parse(text, "mine.toml")
    assert str(raised.value) == f"mine.toml:{message}"


def test_curly_quotes_inside_a_text_are_right() -> None:
    assert parse('cue = "say “hip” now"', "mine.toml") == {"cue": "say “hip” now"}


def problems(old: str, new: str) -> list[str]:
    assert old in MINIMAL
    return [str(one) for one in find_problems(MINIMAL.replace(old, new, 1), "mine.toml")]


def test_a_typical_value_outside_of_what_is_taken_is_refused() -> None:
    (told,) = problems("typical = 0.0", "typical = 0.5")
    assert told.endswith(": neutral[0].typical: typical (0.5) is not between least (-0.1) and most (0.1)")


def test_least_above_most_is_refused() -> None:
    (told,) = problems("least = -0.1", "least = 0.4")
    assert told.endswith(": neutral[0].least: least (0.4) is more than most (0.1)")


def test_a_cue_of_spaces_is_refused() -> None:
    text = MINIMAL[MINIMAL.index("cue = ") :].partition("\n")[0]
    (told,) = problems(text, 'cue = "  "')
    assert told.endswith(": cue is empty; write what is to be said")


def test_a_feature_that_another_view_is_needed_for_is_refused() -> None:
    told = problems('feature = "hip_height"', 'feature = "side_bend_deg"')
    assert any(
        one.endswith(": neutral[0].feature: 'side_bend_deg' is measured from the front, but view is 'side'")
        for one in told
    )


def test_the_key_of_a_built_in_exercise_is_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(MINIMAL.replace('key = "my_bridge"', 'key = "cat_cow"'))
    status = main(["exercises", "--check", str(path), "--language", "en"])

    assert status == 1
    assert capsys.readouterr().err == (
        f"posecoach: {path}:2: key: 'cat_cow' is already the key of cat_cow.toml, which comes with posecoach; "
        "choose another\n"
    )
