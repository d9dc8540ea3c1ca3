"""The days of a plan as a calendar file, read by a small reader of its own (RFC 5545)."""

from __future__ import annotations

from datetime import UTC, datetime, time

from posecoach.exercises.loader import builtin_exercises
from posecoach.plans.calendar import calendar
from posecoach.plans.schedule import FollowedPlan
from tests.plans.weeks import MONDAY, my_plan

MADE = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def made(old: str = "", new: str = "") -> str:
    return calendar(FollowedPlan(my_plan(old, new), MONDAY), builtin_exercises(), time(7, 30), MADE)


def events(text: str) -> list[dict[str, str]]:
    """Return the properties of every event, unfolded; those of its alarm begin with "ALARM "."""
    found: list[dict[str, str]] = []
    inside = ""
    for line in text.replace("\r\n ", "").split("\r\n"):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif line in ("BEGIN:VALARM", "END:VALARM"):
            inside = "ALARM " if line.startswith("BEGIN") else ""
        elif found:
            found[-1][inside + name] = value
    return found


def test_each_day_of_the_week_has_an_event_that_is_repeated_until_the_plan_ends() -> None:
    monday, tuesday = events(made())[:2]

    assert len(events(made())) == 7  # the turn is due every day
    assert (monday["DTSTART"], monday["RRULE"]) == (
        "20260302T073000",
        "FREQ=WEEKLY;BYDAY=MO;UNTIL=20260412T235959",
    )
    assert monday["SUMMARY"] == "For my back"
    assert monday["DESCRIPTION"] == (
        r"Cat-cow: 2 sets of 5 repetitions\nThoracic rotation: 4 to the left only\, hold 6 s\, 2 s each way\n"
        r"These are the amounts of the first week\; posecoach live knows today's."
    )
    assert tuesday["DESCRIPTION"].endswith(r"\nWalk for 20 minutes")
    assert (monday["ALARM ACTION"], monday["ALARM TRIGGER"]) == ("DISPLAY", "PT0S")


def test_days_without_anything_have_no_event() -> None:
    text = made("repetitions = 4\n", 'repetitions = 4\ndays = ["sun"]\n')

    assert [event["RRULE"][18:20] for event in events(text)] == ["MO", "TU", "WE", "FR", "SU"]


def test_a_plan_without_an_end_goes_on() -> None:
    assert "UNTIL" not in made("weeks = 6\n", "")


def test_lines_are_short_and_end_as_the_format_says() -> None:
    text = made("For my back", "Für meinen Rücken; " + "ä" * 60)
    lines = text.split("\r\n")

    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in lines) <= 75
    assert events(text)[0]["SUMMARY"] == "Für meinen Rücken\\; " + "ä" * 60


def test_every_event_has_a_name_of_its_own_that_stays() -> None:
    names = [event["UID"] for event in events(made())]

    assert len(set(names)) == 7
    assert names[0] == "mine-20260302-mon@posecoach"
