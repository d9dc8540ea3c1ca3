"""The days of a plan as a calendar file (iCalendar, RFC 5545): reminders that need no server.

Times are local ones without a zone ("floating"): eight o'clock is eight o'clock wherever the calendar is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from posecoach.exercises.declaration import Exercise
from posecoach.plain_text import for_lines
from posecoach.plans.declaration import DAYS
from posecoach.plans.schedule import WEEK, FollowedPlan, on_day
from posecoach.plans.wording import amount_in_words
from posecoach.words.catalogue import ENGLISH, Words
from posecoach.words.phrase import N_, titled

LINE_BYTES: Final = 75
"""The most of a line, without its end (RFC 5545, 3.1)."""
RULE_DAYS: Final = dict(zip(DAYS, ("MO", "TU", "WE", "TH", "FR", "SA", "SU"), strict=True))
LASTS: Final = timedelta(minutes=20)
FIRST_WEEK: Final = N_("These are the amounts of the first week; posecoach live knows today's.")


def calendar(
    followed: FollowedPlan,
    exercises: Mapping[str, Exercise],
    at: time,
    made: datetime,
    words: Words = ENGLISH,
) -> str:
    """Return the calendar: an event for each day of the week on which something is to be done, repeated every week.

    at: when the reminder comes. made: the time at which the calendar is made, with its offset from UTC.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//posecoach//plan//EN", "CALSCALE:GREGORIAN"]
    stamp = (made - (made.utcoffset() or timedelta())).replace(tzinfo=None)
    for number in range(7):
        day = followed.begins + timedelta(days=number)
        told = list(_to_do(followed, exercises, day, words))
        if told:
            lines += _event(followed, day, at, stamp, told, words)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _to_do(
    followed: FollowedPlan, exercises: Mapping[str, Exercise], day: date, words: Words
) -> Iterator[str]:
    """Yield what is to be done on a day of the first week."""
    for item in followed.due(day):
        exercise = exercises[item.exercise]
        yield words(titled(exercise.name, amount_in_words(item, exercise, words)))
    for one in followed.plan.unwatched:
        if on_day(one.days, day):
            yield words(one.text)
    if any(item.progression for item in followed.due(day)):
        yield words(FIRST_WEEK)


def _event(
    followed: FollowedPlan, day: date, at: time, stamp: datetime, told: list[str], words: Words
) -> Iterator[str]:
    plan = followed.plan
    rule = f"RRULE:FREQ=WEEKLY;BYDAY={RULE_DAYS[DAYS[day.weekday()]]}"
    if plan.weeks is not None:
        last = followed.begins + plan.weeks * WEEK - timedelta(days=1)
        rule += f";UNTIL={last:%Y%m%d}T235959"
    yield "BEGIN:VEVENT"
    yield f"UID:{plan.key}-{followed.begins:%Y%m%d}-{DAYS[day.weekday()]}@posecoach"
    yield f"DTSTAMP:{stamp:%Y%m%dT%H%M%S}Z"
    yield f"DTSTART:{day:%Y%m%d}T{at:%H%M%S}"
    yield f"DURATION:PT{LASTS.seconds // 60}M"
    yield rule
    yield f"SUMMARY:{_escaped(words(plan.name))}"
    yield f"DESCRIPTION:{_escaped(chr(10).join(told))}"
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:PT0S")
    yield f"DESCRIPTION:{_escaped(words(plan.name))}"
    yield from ("END:VALARM", "END:VEVENT")


def _escaped(text: str) -> str:
    """Return a text as a value of the file (RFC 5545, 3.3.11)."""
    plain = for_lines(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Yield a line in parts of no more than LINE_BYTES, of which all but the first begin with a space."""
    part, size = "", 0
    for character in line:
        more = len(character.encode())
        if size + more > LINE_BYTES:
            yield part
            part, size = " ", 1
        part, size = part + character, size + more
    yield part
