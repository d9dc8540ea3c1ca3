"""Files of plans, routines and exercises with hostile text in the place of any of theirs, through every command.

FUZZ=10 tries ten times as many texts; by default 30 of each kind of file.
"""

from __future__ import annotations

import random
import re
from importlib import resources
from pathlib import Path

import pytest

from posecoach.exercises.template import template
from tests.reliability.amount import times
from tests.safety.commands import command

TEXTS = (
    r"a\nposecoach: FORGED",
    r"a\r\nFORGED",
    r"a\u2028FORGED\u2029b",
    r"a\u0085FORGED",
    r"\u202eFORGED\u2066x",
    r"\u001b[31mX\u0007",
    r"\ufeffX",
    r"\t tab",
    r"x\r\nBEGIN:VEVENT\r\nSUMMARY:FORGED",
    r"{x} {0} {0.__class__} {",
    r"100% %s %(a)s",
    r"[red]X[/red] [/x]",
    r"</script><script>alert(1)</script>",
    r"\" onload=alert(1) '",
    r"=HYPERLINK(1)",
    r"javascript:alert(1)",
    r"--overwrite",
    "é" * 1900,
    "X" * 3000,
    "",
    " ",
)
STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")
FORGED = re.compile(r"^(posecoach: |SUMMARY:)?FORGED", re.MULTILINE)
RUNS = re.compile(r"<script>alert|\" onload=alert|(href|src)=\"javascript:")
COMMANDS = {
    "plan": (
        ("plan", "check", "FILE"),
        ("plan", "show", "FILE"),
        ("plan", "calendar", "FILE", "--from", "2026-03-02", "--out", "OUT"),
        ("plan", "follow", "FILE"),
        ("plan", "show"),
        ("plan", "end"),
    ),
    "routine": (
        ("exercises", "--check", "FILE"),
        ("exercises", "own", "--exercises", "FILE"),
        ("exercises", "--exercises", "FILE"),
    ),
    "exercise": (
        ("exercises", "--check", "FILE"),
        ("exercises", "own", "--exercises", "FILE"),
        ("exercises", "own", "--html", "OUT", "--exercises", "FILE"),
        ("review", "SMALL", "--exercise", "own", "--exercises", "FILE"),
    ),
}


def source(kind: str) -> str:
    """Return a valid file of a kind, with the key "own"."""
    if kind == "exercise":
        return template("own")
    package, name = {
        "plan": ("posecoach.plans", "files/back_to_action.toml"),
        "routine": ("posecoach.exercises", "routine_files/back_extension.toml"),
    }[kind]
    text = resources.files(package).joinpath(name).read_text(encoding="utf-8")
    return re.sub(r'^key = "\w+"', 'key = "own"', text, count=1, flags=re.MULTILINE)


@pytest.mark.parametrize("kind", COMMANDS)
def test_texts_of_files_stay_texts(
    kind: str, small: Path, tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(kind)
    text = source(kind)
    places = list(re.finditer(r'"(?:[^"\\\n]|\\.)*"', text))
    file, out = tmp_path / "own.toml", tmp_path / "made"
    for _ in range(times(30)):
        place, hostile = chance.choice(places), chance.choice(TEXTS)
        file.write_text(f'{text[: place.start()]}"{hostile}"{text[place.end() :]}', encoding="utf-8")
        given = {"FILE": file, "OUT": out, "SMALL": small}
        for words in COMMANDS[kind]:
            language = chance.choice(("en", "de", "es", "fr"))
            status = command("--language", language, *(given.get(word, word) for word in words))
            told, err = capsys.readouterr()
            made = out.read_bytes().decode() if out.exists() else ""
            out.unlink(missing_ok=True)
            where = f"{place[0]} = {hostile}: {words}"
            assert status in (0, 1, 2, 3, 4), where
            assert "unexpected" not in err, where
            assert "Traceback" not in err, where
            assert not STEERS.search(told + err), where
            assert not FORGED.search(told), where
            assert not FORGED.search(err), where
            assert not FORGED.search(made), where
            assert not RUNS.search(made), where
            assert status in (0, 1) or len(err.splitlines()) == 1, where
