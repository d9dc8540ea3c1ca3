"""What stands on a page is read aloud until it is answered."""

from __future__ import annotations

from posecoach.drawing.page import ENTER, Bullets, Choice, Choices, Key, Page, Paragraph
from posecoach.live.read_aloud import ReadAloud, spoken

PAGE = Page(
    "Stopped",
    (
        Paragraph("Rest in a comfortable position.", "lead"),
        Bullets("See a doctor first if any of these applies to you:", ("a fall", "a fever")),
        Paragraph("Stopped at: Cat-cow.", "quiet"),
        Choices((("Routines", (Choice("1", "full", "Full routine"),)),)),
    ),
    (Key(ENTER, "Enter", "Close"),),
)


class Heard:
    """Display and voice in one, which notes what is done in turn."""

    attended = True

    def __init__(self) -> None:
        self.notes: list[str] = []

    def page(self, page: Page, patience_s: float | None = None) -> str:
        self.notes.append(f"shown for {patience_s}")
        return ENTER

    def read(self, text: str) -> None:
        self.notes.append(text)

    def hush(self) -> None:
        self.notes.append("hush")


def test_a_page_is_read_without_what_may_be_skipped() -> None:
    assert spoken(PAGE) == (
        "Stopped. Rest in a comfortable position. See a doctor first if any of these applies to you: a fall. a fever."
    )


def test_it_is_read_while_it_is_shown_and_stops_with_the_answer() -> None:
    heard = Heard()
    assert ReadAloud(heard, heard).page(PAGE, 3.0) == ENTER  # type: ignore[arg-type]
    assert heard.notes == [spoken(PAGE), "shown for 3.0", "hush"]


def test_without_a_voice_it_is_only_shown() -> None:
    heard = Heard()
    assert ReadAloud(heard, None).page(PAGE) == ENTER  # type: ignore[arg-type]
    assert heard.notes == ["shown for None"]
