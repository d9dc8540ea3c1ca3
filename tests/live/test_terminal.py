"""What the terminal says in place of the window."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from posecoach.events import (
    CannotJudge,
    CueGiven,
    Event,
    NeutralTaken,
    PersonFound,
    PersonLost,
    PhaseEnded,
    PhaseStarted,
    RepetitionRejected,
    SetupAdvice,
)
from posecoach.live.terminal import TerminalSink, clock
from posecoach.state import CoachState
from tests import told
from tests.drawing.scenes import state


def said(*steps: tuple[Event, ...], now: CoachState | None = None, width: int = 80) -> list[str]:
    """Return the lines printed after the exercise's title."""
    out = io.StringIO()
    sink = TerminalSink(Console(file=out, width=width))
    for events in steps:
        sink(None, events, now or state())
    return out.getvalue().splitlines()[1:]


def test_the_exercise_is_named_once_before_its_first_event() -> None:
    out = io.StringIO()
    sink = TerminalSink(Console(file=out))
    sink(None, (), state(t_s=0.1))
    for _ in range(2):
        sink(None, (PersonFound(0.2, ""),), state(t_s=0.2))
    assert out.getvalue().splitlines() == [" 0:00.2  Cat-cow", *[" 0:00.2  I can see you"] * 2]


def test_in_a_terminal_a_long_text_ends_its_lines_between_words_beside_the_time() -> None:
    out = io.StringIO()
    sink = TerminalSink(Console(file=out, width=40, force_terminal=True, color_system=None))
    advice = "Come onto hands and knees, side to the camera, and look down at the floor"
    sink(None, (SetupAdvice(1.0, "cat_cow", "posture", advice),), state())
    lines = out.getvalue().splitlines()[1:]
    assert all(len(line) <= 40 for line in lines)
    assert [line[:9] for line in lines] == [" 0:01.0  ", *[" " * 9] * (len(lines) - 1)]
    assert " ".join(line[9:] for line in lines) == advice
    assert len(lines) == 3


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (PersonFound(1.0, ""), "I can see you"),
        (PersonLost(1.0, ""), "I can't see you"),
        (SetupAdvice(1.0, "cat_cow", "posture", "Come onto hands and knees"), "Come onto hands and knees"),
        (NeutralTaken(1.0, "cat_cow", {"back_bow": 0.01}), "Starting position set"),
        (PhaseStarted(1.0, "cat_cow", "cow", None, 0.8), "Cow"),
        (PhaseStarted(1.0, "cat_cow", "hold", "left", 0.8), "Hold, left"),
        (
            CueGiven(1.0, "cat_cow", "Straighten your arms", "correct", "elbows_straight"),
            "» Straighten your arms",
        ),
        (
            RepetitionRejected(1.0, "cat_cow", 0.2, "you left the position"),
            "Not counted: you left the position",
        ),
        (CannotJudge(1.0, "cat_cow", "feet_flat", "hold", "hidden"), "Not checked: feet flat (hidden)"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_a_person_needs_to_know_is_one_line_with_its_time(event: Event, line: str) -> None:
    assert said((event,)) == [f" 0:01.0  {line}"]


def test_a_repetition_is_told_with_side_score_hold_and_faults() -> None:
    done = told.repetition_done(
        75.25,
        index=3,
        side="left",
        start_s=70.0,
        end_s=75.0,
        hold_s=3.24,
        score=79.6,
        faults=("feet_flat", "slow_return"),
    )
    assert said((done,)) == [" 1:15.2  Repetition 3, left  score 80  held 3.2 s  (feet flat, slow return)"]


def test_faults_and_ends_of_phases_are_left_to_the_cues() -> None:
    fault = told.raised(1.0, told.fault())
    assert said((fault, PhaseEnded(1.0, "cat_cow", "cow", None, 0.0, 1.0))) == []


def test_what_cannot_be_judged_is_said_once_per_rule() -> None:
    once, again = (CannotJudge(t_s, "cat_cow", "feet_flat", "hold", "hidden") for t_s in (1.0, 2.0))
    assert said((once,), (again,)) == [" 0:01.0  Not checked: feet flat (hidden)"]


def test_words_in_square_brackets_are_words() -> None:
    assert said((SetupAdvice(1.0, "cat_cow", "x", "[bold]Step back[/bold]"),)) == [
        " 0:01.0  [bold]Step back[/bold]"
    ]


@pytest.mark.parametrize(
    ("t_s", "text"),
    [(0.0, " 0:00.0"), (59.96, " 1:00.0"), (61.24, " 1:01.2"), (725.0, "12:05.0")],
)
def test_media_time_is_minutes_seconds_and_tenths(t_s: float, text: str) -> None:
    assert clock(t_s) == text


def test_a_repetition_without_a_score_is_told_without_one() -> None:
    assert said((told.repetition_done(1.0, score=None),)) == [" 0:01.0  Repetition 1"]
