# noqa: INP001 - a script, not a package
"""Makes docs/review.png, the review in the terminal, and docs/report.png, its report in a browser.

    PYTHONPATH=. python docs/review_picture.py

Both show the sample that docs/start.md reviews. Needs Chromium with chromedriver.
"""

from __future__ import annotations

import io
import re
import tempfile
from pathlib import Path

from PIL import Image
from rich.console import Console

import posecoach
from posecoach.report.terminal import TerminalReport
from tests.report.browser import Browser, chromium

ROOT = Path(__file__).resolve().parent.parent
CLIP = ROOT / "sample_videos" / "cat_cow_flat_back_a.mp4"
COLUMNS = 92
FONT = "DejaVu Sans Mono"
PAGE_WH = (1280, 800)
COLOURS = 250  # of a picture: four times fewer bytes, and nobody sees it
SEEN = "document.getElementById('video')"


def terminal(review: posecoach.ReviewResult) -> str:
    """Return a page with what the terminal shows of a review."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, highlight=False)
    console.print(TerminalReport(review.report))
    svg = console.export_svg(title=f"posecoach review {CLIP.name} --out report").replace("Fira Code", FONT)
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)  # would be fetched
    return f"<!DOCTYPE html><html data-ready=yes><body style='margin:0; line-height:0'>{svg}</body></html>"


def shot(browser: Browser, picture: Path, height: int | None = None) -> None:
    """Save what a browser shows, its upper part where a height is given [px]."""
    browser.ask("document.documentElement.style.overflow = 'hidden'")  # no scroll bar
    browser.picture(picture)
    with Image.open(picture) as whole:
        part = whole.convert("RGB").crop((0, 0, whole.width, height or whole.height))
    part.quantize(COLOURS).save(picture, optimize=True)


def main() -> None:
    """Review the clip, and draw both."""
    review = posecoach.review(CLIP)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "terminal.html").write_text(terminal(review), encoding="utf-8")
        review.save(folder / "report", video=True)
        with chromium(1040, 100, dark=False) as browser:
            browser.open(folder / "terminal.html")
            shot(browser, ROOT / "docs" / "review.png")
        with chromium(*PAGE_WH, dark=False) as browser:
            browser.open(folder / "report" / "report.html")
            browser.wait(f"{SEEN}.readyState >= 3")
            told = next(cue for cue in review.cues if cue.text == review.faults[0].cue)
            browser.ask(f"({SEEN}.pause(), seek({told.t_s + 0.5}))")
            browser.wait(f"!{SEEN}.seeking")
            shot(browser, ROOT / "docs" / "report.png", PAGE_WH[1])


if __name__ == "__main__":
    main()
