"""What an event says, and how it is written down."""

from __future__ import annotations

import json
from pathlib import Path

from posecoach.events import CannotJudge, CueGiven, Event, RepetitionDone
from posecoach.recording.session_files import EventLog
from posecoach.state import CoachState
from posecoach.words.phrase import filled
from tests import told


def heard(event: Event) -> str:
    match event:
        case RepetitionDone(exercise=key, score=score):
            return f"{key} {score:.0f}"
        case CueGiven(exercise=key, text=text):
            return f"{key} {text}"
        case _:
            return ""


def test_a_listener_matches_what_it_wants_to_know() -> None:
    assert heard(told.repetition_done(exercise="toe_touch", score=80.0)) == "toe_touch 80"
    assert heard(CueGiven(1.0, "cat_cow", "Slower", "correct", "slow")) == "cat_cow Slower"


def test_an_event_of_a_repetition_and_of_a_fault_know_what_they_are_about() -> None:
    done = told.repetition_done(side="left", start_s=2.0, faults=("slow",))
    assert (done.side, done.start_s, done.faults) == ("left", 2.0, ("slow",))
    event = told.raised(3.0, told.fault("slow", start_s=2.5))
    assert (event.rule, event.start_s) == ("slow", 2.5)


def test_what_is_not_seen_is_none_in_a_file_and_times_end_at_the_millisecond() -> None:
    fault = told.fault(start_s=1.23456, end_s=2.34567, value=float("nan"), limit=float("inf")).rounded()
    assert (fault.start_s, fault.end_s, fault.value, fault.limit) == (1.235, 2.346, None, None)


def test_a_fault_that_was_open_at_the_end_ends_there() -> None:
    assert told.fault(start_s=1.0, end_s=1.5).rounded(4.00049).end_s == 4.0


def test_a_line_of_the_log_says_all_in_one_object(tmp_path: Path) -> None:
    log = EventLog(tmp_path / "events.jsonl")
    log(None, [told.repetition_done(9.0, "cat_cow"), told.raised(2.0, told.fault("slow"))], CoachState())
    log.close()
    done, fault = map(json.loads, (tmp_path / "events.jsonl").read_text().splitlines())
    assert done == {
        "event": "RepetitionDone", "t_s": 9.0, "exercise": "cat_cow", "deductions": [], "index": 1, "side": None,
        "start_s": 0.0, "end_s": 1.0, "hold_s": None, "score": 100.0, "range": {}, "faults": [],
        "open_points": 0.0,
    }  # fmt: skip
    assert (fault["event"], fault["exercise"], fault["rule"], fault["value"]) == (
        "FaultRaised", "cat_cow", "slow", 0.5,
    )  # fmt: skip


def test_words_that_know_their_language_are_logged_as_text(tmp_path: Path) -> None:
    log = EventLog(tmp_path / "events.jsonl")
    reason = filled("your {part} could not be seen", part="left knee")
    log(None, [CannotJudge(1.0, "cat_cow", "slow", "cat", reason)], CoachState())
    log.close()
    assert json.loads((tmp_path / "events.jsonl").read_text())["reason"] == "your left knee could not be seen"
