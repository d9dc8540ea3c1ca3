"""Bars on standard error."""

from __future__ import annotations

import io

from rich.console import Console

from posecoach.cli.output import Bars
from posecoach.review.job import Progress


def drawn(steps: list[Progress], *, terminal: bool = True, total: int = 1) -> str:
    """Return what is written while a recording goes through these steps."""
    text = io.StringIO()
    with Bars(Console(file=text, force_terminal=terminal, width=80), total) as bars:
        tell = bars.teller("evening.mp4")
        for step in steps:
            tell(step)
        bars.end("evening.mp4") if total > 1 else None
    return text.getvalue()


def test_progress_is_in_media_time() -> None:
    text = drawn([Progress("judging", 0.0, 18.0), Progress("judging", 9.0, 18.0)])
    assert "evening.mp4" in text
    assert "50%" in text


def test_drawing_has_a_bar_of_its_own() -> None:
    text = drawn([Progress("judging", 18.0, 18.0), Progress("drawing", 4.5, 18.0)])
    assert "evening.mp4: drawing" in text
    assert "25%" in text


def test_unknown_length_shows_no_percentage_and_does_not_fail() -> None:
    text = drawn([Progress("judging", 9.0, None)])
    assert "evening.mp4" in text
    assert "%" not in text


def test_several_recordings_are_counted() -> None:
    assert "1 of 4" in drawn([Progress("judging", 9.0, 18.0)], total=4)


def test_nothing_is_drawn_into_a_file() -> None:
    assert drawn([Progress("judging", 9.0, 18.0)], terminal=False) == ""
