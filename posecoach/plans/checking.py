"""What can be wrong with a plan beyond the types of its keys."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from posecoach.exercises.conditions import CONDITIONS
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.validation import KEY, RESERVED, Problem, nearest
from posecoach.exercises.wording import translation_problems
from posecoach.plans.declaration import DAYS, Plan, Prescription, plan_texts
from posecoach.plans.prescribing import at_level, changes, cues_of, holds, paced, total_of
from posecoach.plans.years import YEARS
from posecoach.words.phrase import Phrase, counted, filled

LONGEST_PAUSE_S: Final = 3600.0
"""Nobody means a pause of more than an hour."""


def _begin_problems(plan: Plan) -> Iterator[Problem]:
    if plan.begins is not None and plan.begins.year not in YEARS:
        yield "begins", filled("{day} is not a day from 2000 to 2199", day=plan.begins.isoformat())


def problems_of_plan(plan: Plan, exercises: Mapping[str, Exercise]) -> Iterator[Problem]:
    """Yield (place, problem) for everything that the types alone do not rule out."""
    if not KEY.fullmatch(plan.key) or plan.key in RESERVED:
        yield (
            "key",
            filled(
                "{key!r} cannot be a key; use small letters, digits and _, such as 'my_plan'", key=plan.key
            ),
        )
    if plan.key in exercises:
        yield "key", filled("{key!r} is the key of an exercise; choose another", key=plan.key)
    if not plan.name.strip():
        yield "name", filled("the name is empty; write one")
    yield from _begin_problems(plan)
    for i, item in enumerate(plan.exercises):
        place = f"exercises[{i}]"
        yield from _day_problems(place, item.days)
        exercise = exercises.get(item.exercise)
        if exercise is None:
            unknown = filled(
                "there is no exercise {name!r}; {nearest}",
                name=item.exercise,
                nearest=nearest(item.exercise, exercises),
            )
            yield f"{place}.exercise", unknown
            continue
        yield from ((f"{place}.exercise", problem) for problem in _against(exercise, plan))
        yield from ((f"{place}{where}", problem) for where, problem in _misfits(item, exercise))
        yield from _progression_problems(place, item, plan)
    for i, one in enumerate(plan.unwatched):
        yield from _day_problems(f"unwatched[{i}]", one.days)
        if not one.text.strip():
            yield f"unwatched[{i}].text", filled("the text is empty; write what is to be done")
    for i, rule in enumerate(plan.stop):
        if not rule.say.strip():
            yield f"stop[{i}].say", filled("the text is empty; write what the person is to do then")
    yield from _over_the_limit(plan, exercises)
    yield from translation_problems(plan.translations, plan_texts(plan))


def _against(exercise: Exercise, plan: Plan) -> Iterator[Phrase]:
    """Yield why an exercise is not for the person whose plan it is."""
    for condition in exercise.not_with:
        if condition in plan.conditions:
            yield filled(
                "{exercise} is not for people with {condition}; choose another exercise",
                exercise=exercise.key,
                condition=CONDITIONS[condition],
            )


def _misfits(item: Prescription, exercise: Exercise) -> Iterator[Problem]:
    """Yield what a prescription asks of an exercise that the exercise does not have."""
    for number, level in enumerate(_levels(item)):
        where = f".progression[{number - 1}]" if number else ""
        asked = dict(changes(item.progression[number - 1])) if number else {}
        if level.hold_s is not None and (not number or "hold_s" in asked):
            yield from ((f"{where}.hold_s", problem) for problem in _hold_problems(level.hold_s, exercise))
        if level.tempo_s is not None and (not number or "tempo_s" in asked):
            yield from ((f"{where}.tempo_s", problem) for problem in _tempo_problems(level.tempo_s, exercise))
    if item.side is not None and not exercise.dosage.per_side:
        yield ".side", filled("{exercise} has no sides; leave side out", exercise=exercise.key)
    for seconds, name in ((item.rest_s, "rest_s"), (item.move_s, "move_s")):
        if not seconds <= LONGEST_PAUSE_S:
            yield f".{name}", filled("more than an hour; write seconds")
    yield from ((".cues", problem) for problem in _cue_problems(item, exercise))


def _cue_problems(item: Prescription, exercise: Exercise) -> Iterator[Phrase]:
    for rule, cue in item.cues.items():
        cues = cues_of(exercise, rule)
        if not cues:
            rules = [one.name for one in exercise.rules]
            yield filled(
                "{exercise} has no rule {name!r}; {nearest}",
                exercise=exercise.key,
                name=rule,
                nearest=nearest(rule, rules),
            )
        elif len(cues) > 1:
            yield filled("{name!r} has more than one cue; it cannot be replaced by one", name=rule)
        elif not cue.strip():
            yield filled("the cue for {name!r} is empty; write one or leave it out", name=rule)


def _hold_problems(hold_s: float, exercise: Exercise) -> Iterator[Phrase]:
    longest_s = exercise.repetition.longest_s
    if not holds(exercise):
        yield filled("{exercise} has no hold; leave hold_s out", exercise=exercise.key)
    elif not hold_s < longest_s:
        yield filled(
            "a repetition of {exercise} may take {longest_s:g} s at most; hold for less",
            exercise=exercise.key,
            longest_s=longest_s,
        )


def _tempo_problems(tempo_s: float, exercise: Exercise) -> Iterator[Phrase]:
    rules = paced(exercise)
    least_s = max((rule.at_least or 0.0 for rule in rules), default=0.0)
    if not rules:
        yield filled(
            "the pace of {exercise} is not judged; leave tempo_s out and write a note", exercise=exercise.key
        )
    elif tempo_s < least_s:
        yield filled(
            "{exercise} calls less than {least_s:g} s too fast; give at least that much",
            exercise=exercise.key,
            least_s=least_s,
        )
    elif not tempo_s < exercise.repetition.longest_s or not math.isfinite(tempo_s):
        yield filled(
            "a repetition of {exercise} may take {longest_s:g} s at most; give less",
            exercise=exercise.key,
            longest_s=exercise.repetition.longest_s,
        )


def _progression_problems(place: str, item: Prescription, plan: Plan) -> Iterator[Problem]:
    before = 1
    for k, one in enumerate(item.progression):
        where = f"{place}.progression[{k}]"
        if not dict(changes(one)):
            yield (
                where,
                filled("nothing changes; give sets, repetitions, hold_s, tempo_s or rest_s"),
            )
        if one.from_week <= before:
            yield (
                f"{where}.from_week",
                filled(
                    "the weeks must increase, but {week} follows {before}", week=one.from_week, before=before
                ),
            )
        if plan.weeks is not None and one.from_week > plan.weeks:
            yield (
                f"{where}.from_week",
                counted(
                    "the plan ends after {count} week; this would never begin",
                    "the plan ends after {count} weeks; this would never begin",
                    plan.weeks,
                ),
            )
        before = max(before, one.from_week)


def _day_problems(place: str, days: tuple[str, ...]) -> Iterator[Problem]:
    twice = [day for day, count in Counter(days).items() if count > 1]
    if twice:
        yield f"{place}.days", filled("{day} is given twice", day=twice[0])


def _over_the_limit(plan: Plan, exercises: Mapping[str, Exercise]) -> Iterator[Problem]:
    """Yield the prescriptions with which an exercise is asked for more than it allows for a day."""
    asked: Counter[tuple[str, str]] = Counter()
    told: set[str] = set()
    for i, item in enumerate(plan.exercises):
        exercise = exercises.get(item.exercise)
        if exercise is None:
            continue
        most = max(total_of(level, exercise) for level in _levels(item))
        for day in set(item.days or DAYS):
            asked[exercise.key, day] += most
            total = asked[exercise.key, day]
            if total > exercise.dosage.per_day and exercise.key not in told:
                told.add(exercise.key)
                too_many = counted(
                    "{count} repetition of {exercise} is more than its {per_day} a day; lower sets or repetitions",
                    "{count} repetitions of {exercise} are more than its {per_day} a day; lower sets or repetitions",
                    total,
                    exercise=exercise.key,
                    per_day=exercise.dosage.per_day,
                )
                yield f"exercises[{i}]", too_many


def _levels(item: Prescription) -> list[Prescription]:
    return [at_level(item, steps) for steps in range(len(item.progression) + 1)]
