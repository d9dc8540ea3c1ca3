"""How what was kept is said, in the terminal and on the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from statistics import fmean
from typing import Final

from posecoach.history.records import PainStopRow, RatingKind, Session
from posecoach.history.summary import Figures, figures, unbegun
from posecoach.report.naming import Naming
from posecoach.report.words import clock
from posecoach.words.catalogue import Words
from posecoach.words.phrase import C_, N_, counted

WEEKDAYS: Final = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
MONTHS: Final = (
    N_("Jan"),
    N_("Feb"),
    N_("Mar"),
    N_("Apr"),
    C_("short", "May"),
    N_("Jun"),
    N_("Jul"),
    N_("Aug"),
    N_("Sep"),
    N_("Oct"),
    N_("Nov"),
    N_("Dec"),
)
"""From our own catalogues: in which languages the system has them depends on what is installed."""
FIRST: Final = C_("day of a month", "1")
"""Some languages have a word of its own for it: 1er in French, where all other days are plain numbers."""
ENDINGS: Final = {"left": N_("ended early"), None: N_("cut off")}
"""What is said of a session that was not done to its end; of pain the stop itself tells."""
NOT_BEGUN: Final = N_("not begun")
GOING_ON: Final = N_("still going on")


def ending(session: Session, words: Words) -> str:
    """Return what is said of a session that was not done to its end, or not yet, "" of others."""
    if unbegun(session):
        return words(NOT_BEGUN)
    if session.going_on:
        return words(GOING_ON)
    return words(ENDINGS[session.ended]) if session.ended in ENDINGS else ""


def session_title(session: Session, naming: Naming) -> str:
    """Return the name of the routine or exercise; of one that the coach found out, what was found."""
    if session.name != "auto":
        return naming.exercise(session.name)
    return ", ".join(naming.exercise(one.exercise) for one in figures([session]))


def day_of_month(day: date, words: Words) -> str:
    """Return the number of a day in its month, as one writes it in a date."""
    return words(FIRST) if day.day == 1 else str(day.day)


def moment(when: datetime, today: date, words: Words) -> str:
    """Return a wall time such as "Sat 1 Mar 07:30", with the year if it is not this one."""
    weekday, month = words(WEEKDAYS[when.weekday()]), words(MONTHS[when.month - 1])
    day = words("{weekday} {day} {month}", weekday=weekday, day=day_of_month(when, words), month=month)
    year = "" if when.year == today.year else f" {when.year}"
    return f"{day}{year} {when:%H:%M}"


def hurt_in_words(stop: PainStopRow, naming: Naming) -> str:
    """Return what is known of a pain stop."""
    words = naming.words
    if not stop.exercise:
        return words("it hurt at {time}", time=clock(stop.t_s, words))
    where = [naming.exercise(stop.exercise)]
    where += [naming.phase(stop.exercise, stop.phase)] if stop.phase else []
    where += [words(stop.side)] if stop.side in ("left", "right") else []
    return words("it hurt: {place}, at {time}", place=", ".join(where), time=clock(stop.t_s, words))


RATED: Final[Mapping[RatingKind, str]] = {
    "pain_before": N_("pain before {value}"),
    "effort": N_("effort {value}"),
    "pain_after": N_("pain after {value}"),
}
TREND: Final[Mapping[RatingKind, str]] = {
    "pain_before": N_("Pain before, 0 to 10"),
    "effort": N_("Effort, 0 to 10"),
    "pain_after": N_("Pain after, 0 to 10"),
}
TREND_DAYS: Final = 3
"""On fewer days there is no trend."""


def rated_in_words(session: Session, words: Words) -> str:
    """Return what was said about a session, "" if nothing was."""
    return ", ".join(words(RATED[one.kind], value=one.value) for one in session.ratings)


def rating_trends(sessions: Sequence[Session]) -> list[tuple[str, list[float]]]:
    """Return for each rating of enough days what it is, and the mean of each day."""
    days = {kind: rated_days(sessions, kind) for kind in TREND}
    return [
        (text, list(days[kind].values())) for kind, text in TREND.items() if len(days[kind]) >= TREND_DAYS
    ]


def rated_days(sessions: Sequence[Session], kind: RatingKind) -> dict[str, float]:
    """Return the mean of a rating on each day that has one, the days in order as YYYY-MM-DD."""
    days: dict[str, list[int]] = {}
    for session in sessions:
        value = session.rated(kind)
        if value is not None:
            days.setdefault(session.day, []).append(value)
    return {day: fmean(values) for day, values in sorted(days.items())}


def broken(parts: Iterable[Figures], naming: Naming) -> tuple[tuple[str, int], ...]:
    """Return what went wrong in exercises and how often, the most frequent first."""
    counts: Counter[str] = Counter()
    for part in parts:
        for rule, count in part.faults:
            counts[naming.broken(part.exercise, rule)] += count
    return tuple(counts.most_common())


def in_total(sessions: Sequence[Session], words: Words) -> str:
    """Return how many sessions, days and repetitions there are, in words; only what was rated is no session."""
    begun = [session for session in sessions if not unbegun(session)]
    days = len({session.day for session in begun})
    repetitions = sum(len(session.repetitions) for session in begun)
    return words(
        "{sessions} on {days}, {repetitions}",
        sessions=words(counted("{count} session", "{count} sessions", len(begun))),
        days=words(counted("{count} day", "{count} days", days)),
        repetitions=words(counted("{count} repetition", "{count} repetitions", repetitions)),
    )


def from_to(values: Sequence[float], spec: str, words: Words, unit: str = "") -> str:
    """Return the first and the last value, once if they are the same, a dash without any; spec: a format."""
    if not values:
        return "–"
    return " → ".join(dict.fromkeys(words.number(value, spec) for value in (values[0], values[-1]))) + unit
