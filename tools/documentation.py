# noqa: INP001 - a script, not a package
"""Lays out the pages of the documentation site in build/site/pages, for mkdocs (make site).

    python tools/documentation.py

Pages keep their places, so that a link which holds in the repository holds on the site. What they link to comes
along: pictures as they are, code and data as a page that shows it, a folder as its README or a list of its files. The
pages of the exercises, with their moving figures, are made here. A link that leads nowhere is an error.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from posecoach.exercises.loader import builtin_exercises  # noqa: E402 - the checkout comes first
from posecoach.report.exercise import exercise_page  # noqa: E402
from tools.exercise_list import exercise_list  # noqa: E402

PAGES: Final = ROOT / "build" / "site" / "pages"
FILES: Final = ROOT / "tools" / "site_files"
MADE_HERE: Final = "docs/exercises.md"
LINK: Final = re.compile(r"(?<=\]\()([^)\s#]*)(#[^)\s]*)?(?=\))")
PAGE: Final = re.compile(r"[\w/.]+\.md\b")
FENCE: Final = re.compile(r"^( *)(`{3,}).*?^\1\2`*$", re.MULTILINE | re.DOTALL)
LOADED: Final = re.compile(
    r"""<(?:script|img|link|iframe|video|source)\b[^>]*\b(?:src|href)=["']?((?:https?:)?//[^"' >]+)"""
)
SHOWN: Final = {".py": "python", ".toml": "toml", ".json": "json", ".po": "po", "": "text"}
"""Files that become a page of their own, by ending, with the language of their colours."""


class NowhereError(Exception):
    """A link that leads nowhere."""


def pages() -> list[str]:
    """Return the pages that stand in the navigation, by their place in the repository."""
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[2]
    return [page for page in PAGE.findall(navigation) if page != MADE_HERE]


def lay_out(target: Path) -> None:
    """Write all pages and what they link to below an empty folder."""
    waiting, laid = [ROOT / page for page in pages()], set[Path]()
    while waiting:
        path = waiting.pop()
        if path in laid:
            continue
        laid.add(path)
        place = target / _place(path)
        place.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            waiting += _files(path)
            place.write_text(_listed(path), encoding="utf-8")
        elif path.suffix == ".md":
            text, linked = _linked(path)
            waiting += linked
            place.write_text(text, encoding="utf-8")
        elif path.suffix in SHOWN:
            place.write_text(_shown(path), encoding="utf-8")
        else:
            shutil.copy(path, place)
    shutil.copytree(FILES, target / "assets")
    _exercises(target)


def _place(path: Path) -> Path:
    """Return where on the site a file or folder of the repository stands."""
    inside = path.relative_to(ROOT)
    if path.is_dir():
        return inside / "README.md"
    return inside.with_name(f"{inside.name}.md") if path.suffix in SHOWN else inside


def _linked(path: Path) -> tuple[str, list[Path]]:
    """Return a page whose links lead to places of the site, and the files that they lead to."""
    linked: list[Path] = []

    def led(link: re.Match[str]) -> str:
        where, anchor = link[1], link[2] or ""
        if not where or "://" in where or where.startswith("mailto:"):
            return link[0]
        target = (path.parent / where).resolve()
        if target.is_dir() and (target / "README.md").is_file():
            target /= "README.md"
        if not target.exists() or not target.is_relative_to(ROOT):
            raise NowhereError(f"{path.relative_to(ROOT)}: {where} leads nowhere")
        linked.append(target)
        return Path(os.path.relpath(_place(target), _place(path).parent)).as_posix() + anchor

    text, done, parts = path.read_text(encoding="utf-8"), 0, []
    for fence in FENCE.finditer(text):
        parts += [LINK.sub(led, text[done : fence.start()]), fence[0]]
        done = fence.end()
    return "".join([*parts, LINK.sub(led, text[done:])]), linked


def _files(folder: Path) -> list[Path]:
    """Return what of a folder is shown: its data, beside which code is of no interest."""
    return sorted(path for path in folder.rglob("*.toml") if path.name != "template.toml")


def _listed(folder: Path) -> str:
    rows = [f"- [{path.relative_to(folder)}]({path.relative_to(folder)}.md)\n" for path in _files(folder)]
    return f"# {folder.relative_to(ROOT)}\n\n{''.join(rows)}"


def _shown(path: Path) -> str:
    """Return a page with the text of a file."""
    text = path.read_text(encoding="utf-8")
    fence = "`" * max(3, *(len(ticks) + 1 for ticks in re.findall("`+", text) or ["``"]))
    language = SHOWN[path.suffix]
    return f"# {path.relative_to(ROOT)}\n\n{fence}{language}\n{text.rstrip()}\n{fence}\n"


def _exercises(target: Path) -> None:
    """Write the list of the exercises, and the page of each with its moving figure."""
    folder = target / "docs" / "exercises"
    folder.mkdir(parents=True, exist_ok=True)
    for key, exercise in builtin_exercises().items():
        (folder / f"{key}.html").write_text(exercise_page([exercise], exercise.name), encoding="utf-8")
    page = exercise_list(
        lambda key: f"exercises/{key}.html",
        "its page: the moving figure, the steps, the camera, the cautions",
    )
    (target / MADE_HERE).write_text(page, encoding="utf-8")


def from_elsewhere(html: Path) -> Iterator[str]:
    """Yield what the pages of the finished site would fetch from the network."""
    for page in sorted(html.rglob("*.html")):
        for found in LOADED.findall(page.read_text(encoding="utf-8")):
            yield f"{page.relative_to(html)}: {found}"


def main() -> int:
    """Lay the pages out, or with `check` look at the finished site; return the exit status."""
    if sys.argv[1:] == ["check"]:
        found = list(from_elsewhere(ROOT / "build" / "site" / "html"))
        print("\n".join(found) or "site: it uses no network")
        return 1 if found else 0
    shutil.rmtree(PAGES, ignore_errors=True)
    PAGES.mkdir(parents=True)
    try:
        lay_out(PAGES)
    except NowhereError as error:
        print(f"site: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
