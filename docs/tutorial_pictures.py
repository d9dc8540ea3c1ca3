# noqa: INP001 - a script, not a package
"""Makes the pictures of the tutorials: review.png, report.png, plan.png and own_exercise.png in docs/.

    PYTHONPATH=. python docs/tutorial_pictures.py

They show what the commands of the pages show: the sample that docs/start.md reviews, the plan of docs/plans.md, and the
exercise of docs/own_exercise.md at work. Needs Chromium with chromedriver.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from rich.console import Console
from rich.text import Text

from tests.report.browser import Browser, chromium

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
CLIP = "sample_videos/cat_cow_flat_back_a.mp4"
BRIDGE = "sample_videos/hip_lift_twist_clean_a.mp4"
COLUMNS = 92
FONT = "DejaVu Sans Mono"
PAGE_WH = (1280, 800)
COLOURS = 250  # of a picture: four times fewer bytes, and nobody sees it
SEEN = "document.getElementById('video')"
TOML = re.compile(r"^```toml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def run(command: str, folder: Path) -> str:
    """Run a command as somebody types it in a folder; return what the terminal shows of its result."""
    program = [sys.executable, "-m", "posecoach", *shlex.split(command)[1:]]
    shown = {"COLUMNS": str(COLUMNS), "FORCE_COLOR": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(  # noqa: S603 - our own program
        program, cwd=folder, env=os.environ | shown, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout.strip("\n")


def terminal(command: str, folder: Path, picture: Path) -> None:
    """Draw a terminal in which a command was typed."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, highlight=False)
    console.print(Text.from_ansi(run(command, folder)))
    svg = console.export_svg(title=command).replace("Fira Code", FONT)
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)  # would be fetched
    page = folder / "terminal.html"
    body = f"<body style='margin:0; line-height:0'>{svg}</body>"
    page.write_text(f"<!DOCTYPE html><html data-ready=yes>{body}</html>", encoding="utf-8")
    with chromium(1040, 100, dark=False) as browser:
        browser.open(page)
        shot(browser, picture)


def report(page: Path, moment_s: float, picture: Path) -> None:
    """Draw the upper part of a report, its video at a moment [s]."""
    with chromium(*PAGE_WH, dark=False) as browser:
        browser.open(page)
        browser.wait(f"{SEEN}.readyState >= 3")
        browser.ask(f"({SEEN}.pause(), seek({moment_s}))")
        browser.wait(f"!{SEEN}.seeking")
        shot(browser, picture, PAGE_WH[1])


def shot(browser: Browser, picture: Path, height: int | None = None) -> None:
    """Save what a browser shows, its upper part where a height is given [px]."""
    browser.ask("document.documentElement.style.overflow = 'hidden'")  # no scroll bar
    browser.picture(picture)
    with Image.open(picture) as whole:
        part = whole.convert("RGB").crop((0, 0, whole.width, height or whole.height))
    part.quantize(COLOURS).save(picture, optimize=True)


def written(page: str) -> str:
    """Return the file that a page leads to, all its parts one after the other."""
    return "".join(TOML.findall((DOCS / page).read_text(encoding="utf-8")))


def main() -> None:
    """Type the commands of the pages, and draw what they show."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "sample_videos").symlink_to(ROOT / "sample_videos")
        (folder / "my_exercises").mkdir()
        (folder / "my_exercises" / "my_bridge.toml").write_text(written("own_exercise.md"), encoding="utf-8")
        (folder / "my_plan.toml").write_text(written("plans.md"), encoding="utf-8")
        terminal("posecoach plan show my_plan.toml", folder, DOCS / "plan.png")
        terminal(f"posecoach review {CLIP} --out report", folder, DOCS / "review.png")
        report(folder / "report" / "report.html", 12.8, DOCS / "report.png")
        run(f"posecoach review {BRIDGE} --exercises my_exercises --exercise my_bridge --out bridge", folder)
        report(folder / "bridge" / "report.html", 4.0, DOCS / "own_exercise.png")


if __name__ == "__main__":
    main()
