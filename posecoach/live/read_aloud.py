"""Pages are read aloud as well: from the mat, and by somebody who sees little, a page cannot be read."""

from __future__ import annotations

from posecoach.drawing.page import Bullets, Page, Paragraph
from posecoach.drawing.snapshot import Display
from posecoach.voice.voice import Voice


class ReadAloud:
    """Shows pages on a display and reads them aloud until they are answered."""

    def __init__(self, display: Display, voice: Voice | None) -> None:
        """Take both; without a voice pages are only shown."""
        self._display = display
        self._voice = voice

    @property
    def attended(self) -> bool:
        """Whether somebody can answer at all."""
        return self._display.attended

    def page(self, page: Page, patience_s: float | None = None) -> str:
        """Show a page and read it; return the answer as the display does."""
        if self._voice is None:
            return self._display.page(page, patience_s)
        self._voice.read(spoken(page))
        try:
            return self._display.page(page, patience_s)
        finally:
            self._voice.hush()


def spoken(page: Page) -> str:
    """Return what is read of a page: its title, what is written large, and its points; not what may be skipped."""
    said = [page.title]
    for block in page.blocks:
        if isinstance(block, Paragraph) and block.weight != "quiet":
            said.append(block.text)
        elif isinstance(block, Bullets):
            said += [block.heading, *block.points]
    return " ".join(one if one.endswith((".", "!", "?", ":")) else f"{one}." for one in said if one)
