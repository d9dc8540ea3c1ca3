"""No text that people see stands in the code or in a template without a mark for the catalogues, shown or not."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import pytest
from jinja2 import Environment

from tests.conftest import ROOT

PACKAGE: Final = ROOT / "posecoach"
MARKS: Final = {"N_", "C_", "filled", "counted", "words", "_words"}
SHOWN: Final = ("cli", "coaching", "drawing", "guiding", "judging", "live", "report", "results")
"""Floors that are full of texts for people; whatever reads as prose there is one, or is named below."""
PROSE: Final = re.compile(r"[A-Za-z]{2,}[,:;]? [a-z]{2,}")
MARKUP: Final = re.compile(r"^[\s\"/>]*<|https?:|-src |^posecoach:? |^bold |^trunk lengths")
"""HTML, policies, commands, names of threads, styles of the terminal, and a unit (marked where it is said)."""
FOR_PROGRAMMERS: Final = {
    "# A plan of posecoach. ",  # a file to edit, in the language of its keys
    "\n# What is to be done besides",
    " is no name of a file or folder",
    "no exercise recognised",  # repr() of a result
    "no score",
    "there is already an export ",
    "; choose another name",
}
"""What begins like this is seen by those who write programs and files alone."""
ATTRIBUTES: Final = {"alt", "aria-label", "placeholder", "title"}
TEMPLATES: Final = sorted((PACKAGE / "report" / "assets").glob("*.html"))


def marked(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield what is looked up in the catalogues, and what is documentation."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            yield node.value
        elif isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in MARKS:
                yield from (part for argument in node.args for part in ast.walk(argument))
        elif isinstance(node, ast.ClassDef):  # the meaning of a kind of rule stands in the reference alone
            yield from (
                line.value
                for line in node.body
                if isinstance(line, ast.Assign) and getattr(line.targets[0], "id", "") == "meaning"
            )


def unmarked(source: str) -> list[str]:
    """Return what reads as prose in a module and is not looked up."""
    tree = ast.parse(source)
    known = set(marked(tree))
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node not in known
        and PROSE.search(node.value)
        and not MARKUP.search(node.value)
        and not node.value.startswith(tuple(FOR_PROGRAMMERS))
    ]


class Seen(HTMLParser):
    """Collects what a reader of a page sees or hears."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in {"script", "style"}
        self.texts += [value or "" for name, value in attrs if name in ATTRIBUTES]

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.texts.append(data)


def words_of(template: str) -> list[str]:
    """Return the words of a template itself, without what its expressions put in."""
    page = Seen()
    page.feed("".join(text for _, kind, text in Environment(autoescape=True).lex(template) if kind == "data"))
    return [word for text in page.texts for word in re.findall(r"[^\W\d_]{3,}", text)]


@pytest.mark.parametrize("floor", SHOWN)
def test_code_says_nothing_that_the_catalogues_do_not_know(floor: str) -> None:
    found = {
        path.relative_to(PACKAGE).as_posix(): unmarked(path.read_text(encoding="utf-8"))
        for path in sorted((PACKAGE / floor).rglob("*.py"))
    }
    assert {path: texts for path, texts in found.items() if texts} == {}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_words_of_its_own(path: Path) -> None:
    assert [word for word in words_of(path.read_text(encoding="utf-8")) if word != "posecoach"] == []


def test_what_is_not_marked_is_found() -> None:
    assert unmarked('"""Say it."""\nprint(words("It is known"), "it is not known")') == ["it is not known"]
    assert words_of('<p title="Told">{{ _("Known") }} and {% if x %}more{% endif %}</p>') == [
        "Told",
        "and",
        "more",
    ]
