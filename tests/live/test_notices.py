"""Notices about the computer: passed on at once, and shown for as long as they are to be read."""

from __future__ import annotations

import pytest

from posecoach.live import notices
from posecoach.live.notices import Notices


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(notices.time, "monotonic", lambda: now[0])
    return now


def test_a_notice_is_passed_on_with_its_details_and_shown_without(clock: list[float]) -> None:
    heard: list[str] = []
    told = Notices(heard.append)
    told.tell("This computer is slow", "It takes 80 ms for each picture.")
    assert heard == ["This computer is slow. It takes 80 ms for each picture."]
    assert told.current() == "This computer is slow"


def test_a_notice_leaves_the_screen_when_it_has_been_read(clock: list[float]) -> None:
    told = Notices()
    told.tell("The camera is back")
    clock[0] += 8.1
    assert told.current() == ""


def test_what_lasts_stays_until_something_else_is_told(clock: list[float]) -> None:
    told = Notices()
    told.tell("The camera has stopped", lasting=True)
    clock[0] += 1000.0
    assert told.current() == "The camera has stopped"
    told.tell("The camera is back")
    assert told.current() == "The camera is back"


def test_what_only_sets_the_computer_up_stays_off_the_screen(clock: list[float]) -> None:
    heard: list[str] = []
    told = Notices(heard.append)
    told.tell("The camera has stopped", lasting=True)
    told.tell("No voice", "aplay is not installed", on_screen=False)
    assert heard[-1] == "No voice: aplay is not installed"
    assert told.current() == "The camera has stopped"


def test_what_can_wait_is_shown_when_nobody_exercises(clock: list[float]) -> None:
    heard: list[str] = []
    told = Notices(heard.append)
    told.tell("This computer is slow", can_wait=True)
    assert heard == ["This computer is slow"]
    assert told.current(exercising=True) == ""
    clock[0] += 60.0
    assert told.current() == "This computer is slow"
    clock[0] += 8.1
    assert told.current() == ""


def test_what_can_wait_gives_way_to_an_exercise_that_begins(clock: list[float]) -> None:
    told = Notices()
    told.tell("This computer is slow", can_wait=True)
    assert told.current() == "This computer is slow"
    assert told.current(exercising=True) == ""


def test_a_lost_camera_is_shown_to_somebody_who_exercises(clock: list[float]) -> None:
    told = Notices()
    told.tell("This computer is slow", can_wait=True)
    told.tell("The camera has stopped", lasting=True)
    assert told.current() == "The camera has stopped"
    assert told.current(exercising=True) == "The camera has stopped"


def test_details_that_are_no_sentence_follow_a_colon() -> None:
    heard: list[str] = []
    Notices(heard.append).tell("Your session will not be saved", "the disk is full")
    assert heard == ["Your session will not be saved: the disk is full"]
