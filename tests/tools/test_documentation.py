"""The documentation site: every page is found, every link leads somewhere, nothing comes from the network."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from posecoach.cli.arguments import build_parser
from posecoach.exercises.loader import builtin_exercises
from tests.conftest import ROOT
from tools import command_reference, documentation
from tools.documentation import NowhereError, from_elsewhere, lay_out, pages

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CALL = re.compile(r"^(?:\$ )?(?:\.venv/bin/)?posecoach (.*)$", re.MULTILINE)


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    lay_out(folder)
    return folder


def test_the_page_of_the_commands_is_current() -> None:
    written = command_reference.PAGE.read_text(encoding="utf-8")
    assert written == command_reference.reference(), "run: python tools/command_reference.py"


def test_every_page_of_the_documentation_is_in_the_navigation() -> None:
    written = {page.relative_to(ROOT).as_posix() for page in (ROOT / "docs").rglob("*.md")}
    assert written - set(pages()) == {"docs/exercises.md"}  # the site has one of its own, which is in it too


def test_every_exercise_has_its_page(laid: Path) -> None:
    for key in builtin_exercises():
        assert "<svg" in (laid / "docs" / "exercises" / f"{key}.html").read_text(encoding="utf-8")
        assert f"exercises/{key}.html" in (laid / "docs" / "exercises.md").read_text(encoding="utf-8")


def test_code_becomes_a_page_that_shows_it(laid: Path) -> None:
    assert "](../posecoach/pipeline.py.md)" in (laid / "docs" / "architecture.md").read_text(encoding="utf-8")
    shown = (laid / "posecoach" / "pipeline.py.md").read_text(encoding="utf-8")
    assert (ROOT / "posecoach" / "pipeline.py").read_text(encoding="utf-8").strip() in shown


def test_a_link_that_leads_nowhere_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mkdocs.yml").write_text("x: y\nnav:\n  - Page: page.md\n")
    (tmp_path / "page.md").write_text("```\n[code](is_no_link.md)\n```\n[gone](gone.md#part)\n")
    monkeypatch.setattr(documentation, "ROOT", tmp_path)
    with pytest.raises(NowhereError, match=re.escape("page.md: gone.md leads nowhere")):
        lay_out(tmp_path / "out")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('<script src="https://cdn.example/x.js"></script>', ["page.html: https://cdn.example/x.js"]),
        ("<link rel=stylesheet href=//fonts.example/a.css>", ["page.html: //fonts.example/a.css"]),
        ('<a href="https://example.org">a link that is followed on a click</a>', []),
        ('<img src="docs/live.png">', []),
    ],
)
def test_what_would_come_from_the_network_is_found(text: str, found: list[str], tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(text)
    assert list(from_elsewhere(tmp_path)) == found


def typed() -> list[tuple[str, str]]:
    """Return every call of posecoach in a block of commands, with the page that it stands on."""
    found = []
    for page in ["README.md", *(page for page in pages() if page.startswith("docs/"))]:
        for language, block in BLOCK.findall((ROOT / page).read_text(encoding="utf-8")):
            if language == "text":  # how a command is used, not a call of it
                continue
            found += [
                (page, call) for call in CALL.findall(block) if "..." not in call and "--version" not in call
            ]
    return found


def test_every_command_on_the_pages_is_one_that_the_program_knows() -> None:
    assert len(typed()) > 20
    for page, call in typed():
        try:
            build_parser().parse_args(shlex.split(call, comments=True))
        except SystemExit:
            pytest.fail(f"{page}: posecoach {call}")
