"""A page as text in the terminal."""

from __future__ import annotations

from rich.console import Console

from posecoach.drawing.page import print_page
from posecoach.drawing.pages import Option, choice_page, rating_page

RATING = rating_page("How much does it hurt now?", "0: no pain", "10: the worst pain")


def printed(width: int, page: object = RATING) -> list[str]:
    console = Console(width=width, highlight=False, force_terminal=False)
    with console.capture() as capture:
        print_page(console, page)  # type: ignore[arg-type]
    return [line.rstrip() for line in capture.get().splitlines() if line.strip()]


def test_columns_stand_side_by_side_where_there_is_room() -> None:
    assert printed(80)[:4] == [
        "How much does it hurt now?",
        "  0: no pain      10: the worst pain",
        "  s  No answer    5",
        "  0               6",
    ]


def test_columns_stand_one_below_the_other_where_there_is_none() -> None:
    assert printed(30)[1:8] == [
        "  0: no pain",
        "  s  No answer",
        "  0",
        "  1",
        "  2",
        "  3",
        "  4",
    ]


def test_a_remark_stands_beside_what_it_is_about() -> None:
    page = choice_page([Option("full", "Full session", "8 exercises")], [])
    assert "  1  Full session  8 exercises" in printed(80, page)
