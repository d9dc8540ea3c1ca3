"""A plan in words, for the terminal, the pages and the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from posecoach.exercises.declaration import Exercise
from posecoach.plans.declaration import DAYS, Prescription, Progression, StopRule
from posecoach.plans.prescribing import changes
from posecoach.words.catalogue import ENGLISH, Words
from posecoach.words.phrase import N_, Phrase, counted, filled

DAY_NAMES: Final = dict(
    zip(DAYS, (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun")), strict=True)
)
SIGNS: Final = {
    "pain_before": N_("Pain before a session above {above}: {say}"),
    "pain_after": N_("Pain after a session above {above}: {say}"),
    "pain_rise": N_("Pain after a session more than {above} higher than before: {say}"),
}


def days_in_words(days: Sequence[str], words: Words = ENGLISH) -> str:
    """Return days of the week, "every day" for all of them."""
    if not days or set(days) == set(DAYS):
        return words("every day")
    return ", ".join(words(DAY_NAMES[day]) for day in DAYS if day in days)


def amount_in_words(item: Prescription, exercise: Exercise, words: Words = ENGLISH) -> str:
    """Return how much of an exercise is asked for, such as "2 sets of 5 a side, hold 10 s, twice a day"."""
    each = item.repetitions or exercise.dosage.repetitions
    count = words(counted("{count} repetition", "{count} repetitions", each))
    if item.only_side is not None:
        count = words("{count} to the {side} only", count=each, side=words(item.only_side))
    elif exercise.dosage.per_side:
        count = words(filled("{count} a side", count=each))
    parts = [count]
    if item.sets > 1:
        parts = [
            words(counted("{count} set of {amount}", "{count} sets of {amount}", item.sets, amount=count))
        ]
    parts += [words(CHANGES[key], value=words.number(value, "g")) for key, value in _special(item)]
    if item.times_a_day > 1:
        parts.append(words(counted("{count} time a day", "{count} times a day", item.times_a_day)))
    return ", ".join(parts)


CHANGES: Final = {
    "sets": N_("{value} sets"),
    "repetitions": N_("{value} repetitions"),
    "hold_s": N_("hold {value} s"),
    "tempo_s": N_("{value} s each way"),
    "rest_s": N_("rest {value} s"),
}


def _special(item: Prescription) -> list[tuple[str, float]]:
    """Return (key, value) of what is worth saying beside the count."""
    found = [("hold_s", item.hold_s), ("tempo_s", item.tempo_s)]
    return [(key, value) for key, value in found if value is not None]


def rises_in_words(item: Prescription, taken: int, words: Words = ENGLISH) -> list[str]:
    """Return the steps of a progression that are still to come, in words."""
    return [_rise(one, words) for one in item.progression[taken:]]


def _rise(one: Progression, words: Words) -> str:
    what = ", ".join(words(CHANGES[key], value=words.number(value, "g")) for key, value in changes(one))
    conditions = []
    if one.pain_at_most is not None:
        conditions.append(words("pain stayed at most {most}", most=one.pain_at_most))
    if one.score_at_least is not None:
        conditions.append(
            words("the score was at least {least}", least=words.number(one.score_at_least, "g"))
        )
    if not conditions:
        return words("From week {week} on: {what}", week=one.from_week, what=what)
    joined = words(" and ").join(conditions)
    return words(
        "From week {week} on: {what}, if in the week before {conditions}",
        week=one.from_week,
        what=what,
        conditions=joined,
    )


def stop_in_words(rule: StopRule, words: Words = ENGLISH) -> Phrase:
    """Return when the plan is interrupted, and what is said then."""
    return filled(SIGNS[rule.sign], above=rule.above, say=words(rule.say))
