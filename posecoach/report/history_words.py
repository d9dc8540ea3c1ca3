"""How what was kept is said, in the terminal and on the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from posecoach.exercises.declaration import Exercise
from posecoach.history.records import PainStopRow, Session
from posecoach.history.summary import figures
from posecoach.report.words import clock
from posecoach.words.names import in_words

ENDINGS: Final = {"left": "left before its end", None: "cut off"}
"""What is said of a session that was not done to its end; of pain the stop itself tells."""


def title(key: str, exercises: Mapping[str, Exercise]) -> str:
    """Return the name of an exercise, from its key if its file is not here."""
    return exercises[key].name if key in exercises else in_words(key).capitalize()


def session_title(session: Session, exercises: Mapping[str, Exercise]) -> str:
    """Return the name of the routine or exercise; of one that the coach found out, what was found."""
    if session.name != "auto":
        return title(session.name, exercises)
    return ", ".join(title(one.exercise, exercises) for one in figures([session]))


def moment(when: datetime, today: date) -> str:
    """Return a wall time such as "Sat 1 Mar 07:30", with the year if it is not this one."""
    year = "" if when.year == today.year else f" {when.year}"
    return f"{when:%a} {when.day} {when:%b}{year} {when:%H:%M}"


def hurt_in_words(stop: PainStopRow, exercises: Mapping[str, Exercise]) -> str:
    """Return what is known of a pain stop."""
    phase = f", {in_words(stop.phase)}" if stop.phase else ""
    side = f" {stop.side}" if stop.side in ("left", "right") else ""
    where = f" in {title(stop.exercise, exercises)}{phase}{side}" if stop.exercise else ""
    return f"it hurt{where}, at {clock(stop.t_s)}"


def in_total(sessions: Sequence[Session]) -> str:
    """Return how many sessions, days and repetitions there are, in words."""
    days = len({session.day for session in sessions})
    repetitions = sum(len(session.repetitions) for session in sessions)
    return (
        f"{counted(len(sessions), 'session')} on {counted(days, 'day')}, {counted(repetitions, 'repetition')}"
    )


def counted(number: int, what: str) -> str:
    """Return a number with its noun, such as "2 sessions"."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def from_to(values: Sequence[float], written: str, unit: str = "") -> str:
    """Return the first and the last value, once if they are the same, a dash without any; written: a format."""
    if not values:
        return "–"
    return " → ".join(dict.fromkeys(written.format(value) for value in (values[0], values[-1]))) + unit
