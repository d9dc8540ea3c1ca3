"""What a person reads in the terminal."""

from __future__ import annotations

import re
from dataclasses import replace

import msgspec
import pytest
from rich.console import Console

from posecoach.events import Deduction, Fault
from posecoach.report.terminal import TerminalReport
from posecoach.results.review import Report, Segment, Summary
from posecoach.words.catalogue import ENGLISH, Words
from posecoach.words.languages import languages, load_words
from tests.review.examples import REPORT, REVIEW


def lines(report: Report, width: int, words: Words = ENGLISH) -> list[str]:
    """Return what is printed, without spaces at the end of lines and without empty lines."""
    console = Console(width=width, record=True, file=None, quiet=False, highlight=False, force_terminal=False)
    with console.capture() as capture:
        console.print(TerminalReport(report, words))
    return [line.rstrip() for line in capture.get().splitlines() if line.strip()]


def test_wide_terminal_shows_everything_in_tables() -> None:
    """At 100 columns every fact of the review is on the screen, in the person's words."""
    assert lines(REPORT, 100) == [
        "Hip lift with twist  evening.mp4",
        "20.0 s · side view · person seen in 96% of the frames",
        "2 repetitions, average score 85 of 100",
        "#   Side    Time [s]   Hold [s]   Score   Points lost for",
        "─" * 85,
        "1   left     2.1–8.4        3.2     100   nothing",
        "2   right   9.0–13.9        1.1      70   −20 held 1.1 s of 3 s",
        " " * 42 + "−10 knees at 51 degrees, at least 60 wanted",
        "Not counted",
        "  15.0 s  the hips came down before they were up",
        "What to work on",
        " Time [s]   Fault                      Measured   Limit   What to do",
        "─" * 79,
        "11.2–12.3   Hold too short                1.1 s     2 s   Hold a little longer.",
        " 9.2–10.1   Feet not under the knees        51°     60°   Keep your knees bent.",
        "Not checked",
        "  Feet not flat  the feet are hidden",
        "For your next recording",
        "  • Lower the camera to the height of your hips.",
    ]


def test_repetitions_of_several_exercises_stand_under_their_names() -> None:
    """Which exercise a row is about, and no column of sides for one that has none."""
    first, second = REVIEW.repetitions
    parts = (Segment("cat_cow", 2.0, 8.5, 1), Segment("hip_lift_twist", 8.8, 14.0, 1))
    done = (msgspec.structs.replace(first, side=None, hold_s=None), second)
    review = msgspec.structs.replace(REVIEW, segments=parts, repetitions=done)
    printed = lines(replace(REPORT, review=review, title="Crack your back"), 100)
    assert printed[0] == "Crack your back  evening.mp4"
    cat, hip = printed.index("Cat-cow"), printed.index("Hip lift with twist")
    assert printed[cat + 1].split() == ["#", "Time", "[s]", "Score", "Points", "lost", "for"]
    assert printed[cat + 3].split() == ["1", "2.1–8.4", "100", "nothing"]
    assert printed[hip + 3].startswith("2   right   9.0–13.9        1.1      70")


@pytest.mark.parametrize("width", [40, 50, 60, 71, 72, 80, 120])
def test_no_width_cuts_words_off(width: int) -> None:
    """No terminal from 40 columns on is overrun, and nothing is shortened with an ellipsis."""
    printed = lines(REPORT, width)
    assert max(map(len, printed)) <= width
    assert "…" not in "".join(printed)
    assert "the feet are hidden" in " ".join(" ".join(printed).split())


@pytest.mark.parametrize("language", languages())
def test_no_language_cuts_the_heads_of_repetitions_off(language: str) -> None:
    """Neither heads nor sides are shortened where the columns are narrow."""
    for width in range(40, 73):
        assert "…" not in "".join(lines(REPORT, width, load_words(language))), width


@pytest.mark.parametrize("language", languages())
def test_no_language_cuts_words_of_a_fault_off(language: str) -> None:
    """A flat back in a cat-cow: long words beside long units, in a table from some width on."""
    cue = "Round your back more, if it is comfortable"
    flat = Fault("spine_rounded", "cat", None, 11.2, 12.2, "correct", 0.0, 0.024, "trunk lengths", cue)
    review = msgspec.structs.replace(REVIEW, exercise="cat_cow", faults=(flat,))
    for width in range(60, 121):
        assert "…" not in "".join(lines(replace(REPORT, review=review), width, load_words(language))), width


def test_a_side_that_came_twice_has_no_amount() -> None:
    again = Fault("sides_alternate", None, "right", 9.0, 13.9, "info", 0.0, 0.0, "", "Now the other side")
    report = replace(REPORT, review=msgspec.structs.replace(REVIEW, faults=(again,)))
    [row] = [line for line in lines(report, 100) if line.endswith("Now the other side")]
    assert re.split(r"\s{2,}", row.strip()) == ["9.0–13.9", "Same side again", "–", "–", "Now the other side"]
    assert "limit" not in " ".join(lines(report, 50))


def test_narrow_terminal_keeps_why_points_are_missing() -> None:
    """Under 72 columns the reasons stand under the table instead of in it."""
    printed = lines(REPORT, 50)
    assert "2   right   9.0–13.9        1.1      70" in printed
    assert printed[printed.index("  Repetition 2") + 1] == "  −20 held 1.1 s of 3 s"
    assert "  Repetition 1" not in printed


def test_no_line_ends_between_a_figure_and_its_unit() -> None:
    """In the table as in the paragraphs under it, whatever the width."""
    slow = Deduction(5.7, "Slower, take three seconds", "slow", "Cow", "1.8 s, aim for 3 s")
    report = replace(REPORT, deductions=((slow,), ()))
    for width in range(40, 121):
        printed = lines(report, width)
        assert "aim for 3 s" in " ".join(" ".join(printed).split())
        assert not [line for line in printed if re.match(r"s\b", line.strip())], width


def test_columns_that_say_nothing_are_left_out() -> None:
    """An exercise without sides and holds has no columns for them."""
    plain = tuple(
        msgspec.structs.replace(repetition, side=None, hold_s=None) for repetition in REVIEW.repetitions
    )
    report = replace(REPORT, review=msgspec.structs.replace(REVIEW, repetitions=plain))
    assert "#   Time [s]   Score   Points lost for" in lines(report, 100)


def test_clean_review_says_so() -> None:
    """Without faults there is a line in their place, and no empty table."""
    clean = msgspec.structs.replace(REVIEW, faults=(), summary=Summary(2, 100.0, {}, {}))
    printed = lines(replace(REPORT, review=clean), 100)
    assert "No form faults found." in printed
    assert "What to work on" not in printed
    assert "Not checked" not in printed


def test_review_without_repetitions_says_so() -> None:
    """Being in position without moving is not a clean result."""
    still = msgspec.structs.replace(REVIEW, repetitions=(), faults=(), summary=Summary(0, None, {}, {}))
    printed = lines(replace(REPORT, review=still, deductions=()), 100)
    assert "No complete repetition was seen." in printed
    assert "No form faults found." not in printed


def test_interruption_and_missing_end_are_told() -> None:
    """A partial result never looks like a whole one."""
    printed = lines(replace(REPORT, complete=False, missing_s=3.21), 100)
    assert "Interrupted: this is what was judged until then." in printed
    assert "The file is cut off: the last 3.2 s are missing." in printed


def test_what_only_a_second_look_could_tell_is_said() -> None:
    first, *others = REVIEW.repetitions
    again = msgspec.structs.replace(first, only_in_review=True)
    review = msgspec.structs.replace(REVIEW, repetitions=(again, *others))

    assert (
        "1 repetition was judged on a second look: live, your neutral position was not known yet."
        in lines(replace(REPORT, review=review), 100)
    )


def test_tenths_stand_after_the_mark_of_the_language() -> None:
    """The figures of the review itself; what a deduction says comes from its rule."""
    printed = lines(REPORT, 100, load_words("de"))
    assert printed[1].startswith("20,0 s")
    assert [line.split()[2:4] for line in printed if line.startswith(("1 ", "2 "))][1:] == [
        ["2,1–8,4", "3,2"],
        ["9,0–13,9", "1,1"],
    ]
    assert any(line.startswith("11,2–12,3") and "1,1 s" in line for line in printed)


def test_a_score_that_could_not_be_told_is_a_dash_and_its_mean_is_explained() -> None:
    first, second = REVIEW.repetitions
    summary = msgspec.structs.replace(REVIEW.summary, score=None)
    repetitions = (first, msgspec.structs.replace(second, score=None))
    review = msgspec.structs.replace(REVIEW, summary=summary, repetitions=repetitions)
    found = lines(replace(REPORT, review=review), 100)
    assert found[2] == (
        "2 repetitions  No average score: too few frames a second were looked at to judge every repetition."
    )
    assert found[6] == "2   right   9.0–13.9        1.1       –   −20 held 1.1 s of 3 s"


def test_a_line_break_in_the_name_of_a_file_leaves_the_heading_one_line() -> None:
    video = msgspec.structs.replace(REVIEW.video, path="new\nline.mp4")
    review = msgspec.structs.replace(REVIEW, video=video)
    assert lines(replace(REPORT, review=review), 100)[0] == "Hip lift with twist  new line.mp4"
