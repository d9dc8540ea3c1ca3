"""Cues as subtitles."""

from __future__ import annotations

from posecoach.events import CueGiven
from posecoach.report.subtitles import shown, to_srt, to_vtt

CUES = (
    CueGiven(2.24, "cat_cow", "Slower, take three seconds", "correct", "slow"),
    CueGiven(4.0, "cat_cow", "a < b & -->\n\nc", "info", None),
)


def test_cue_is_shown_until_it_is_read_or_the_next_one_comes() -> None:
    assert [(one.start_s, one.end_s) for one in shown(CUES)] == [(2.24, 4.0), (4.0, 8.0)]


def test_srt() -> None:
    assert to_srt(CUES) == (
        "1\n00:00:02,240 --> 00:00:04,000\nSlower, take three seconds\n\n"
        "2\n00:00:04,000 --> 00:00:08,000\na < b & → c\n\n"
    )


def test_vtt_escapes_what_is_markup_there() -> None:
    assert to_vtt(CUES[1:]) == "WEBVTT\n\n00:00:04.000 --> 00:00:08.000\na &lt; b &amp; → c\n\n"


def test_nothing_said_is_a_valid_file() -> None:
    assert (to_srt(()), to_vtt(())) == ("", "WEBVTT\n\n")


def test_hours_are_written() -> None:
    assert "01:01:01,500" in to_srt([CueGiven(3661.5, "cat_cow", "Slower", "info", None)])
