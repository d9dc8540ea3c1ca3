"""A line in a terminal ends at no space that holds two words together, such as that before a French colon."""

from __future__ import annotations

import re

import pytest
from rich.table import Table
from rich.text import Text

from posecoach.cli.main import main
from posecoach.cli.output import output_console

BROKEN = re.compile(r"^[\s→•]*[:;?!»]|«\s*$")
"""A line that begins or ends with what belongs to the one before or after it."""


@pytest.mark.parametrize("space", ["\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"])
@pytest.mark.parametrize("columns", [20, 21, 22, 23, 24, 25])
def test_no_line_ends_at_a_space_that_holds(
    space: str, columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    text = Text(f"une fois encore{space}: alors «{space}vas-y{space}» ou bien{space}; pas du tout")
    table = Table.grid()
    table.add_row(text)
    for printed in (text, table):
        output_console().print(printed)
        lines = capsys.readouterr().out.splitlines()
        assert [line for line in lines if BROKEN.search(line)] == []
        assert max(map(len, lines)) <= columns
        assert " ".join(" ".join(lines).split()) == " ".join(text.plain.split())


@pytest.mark.parametrize("columns", range(40, 100, 6))
@pytest.mark.parametrize("name", ["bird_dog", "curl_up", "full"])
def test_no_line_of_a_french_page_begins_with_a_colon(
    name: str, columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert main(["--language", "fr", "exercises", name]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if BROKEN.search(line)] == []


@pytest.mark.parametrize("language", ["de", "fr"])
def test_how_much_says_that_its_source_is_not_translated(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--language", language, "exercises", "bird_dog"]) == 0
    source = next(line for line in capsys.readouterr().out.splitlines() if "McGill: 4 to 6 a side" in line)
    assert {"de": "unübersetzt", "fr": "non traduite"}[language] in source
