"""What a prescription makes of an exercise: the same exercise with the plan's holds, tempo and words, and its steps.

Exercises are data, so a plan changes nothing but data: whoever judges, shows or says an exercise needs to know nothing
about plans.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from posecoach.exercises.declaration import Exercise, Phase, Rule
from posecoach.exercises.routines import PlannedStep
from posecoach.plans.declaration import Prescription, Progression
from posecoach.words.phrase import N_, counted, filled

LONGER: Final = N_("Hold a little longer")
SLOWER: Final = N_("A little more slowly")
"""In place of an exercise's own cue, which may name other seconds than the plan."""


def holds(exercise: Exercise) -> tuple[Phase, ...]:
    """Return the phases that are held."""
    return tuple(phase for phase in exercise.phases if phase.hold_aim_s is not None)


def paced(exercise: Exercise) -> tuple[Rule, ...]:
    """Return the rules on how long a movement takes at least."""
    return tuple(
        rule for rule in exercise.rules if rule.kind == "movement_time" and rule.at_least is not None
    )


def cues_of(exercise: Exercise, rule: str) -> tuple[str, ...]:
    """Return what is said about a rule, each once; empty for a rule that does not exist."""
    return tuple(dict.fromkeys(one.cue for one in exercise.rules if one.name == rule))


def at_level(item: Prescription, steps: int) -> Prescription:
    """Return a prescription after the first `steps` of its progression."""
    for one in item.progression[:steps]:
        item = msgspec.structs.replace(item, **dict(changes(one)))
    return item


def changes(one: Progression) -> Iterator[tuple[str, float]]:
    """Yield (key, new value) of what a step of a progression changes."""
    for key in ("sets", "repetitions", "hold_s", "tempo_s", "rest_s"):
        value: float | None = getattr(one, key)
        if value is not None:
            yield key, value


def repetitions_of(item: Prescription, exercise: Exercise) -> int:
    """Return the repetitions of one set, both sides together."""
    each = item.repetitions or exercise.dosage.repetitions
    return each * (2 if exercise.dosage.per_side and item.only_side is None else 1)


def total_of(item: Prescription, exercise: Exercise) -> int:
    """Return the repetitions of one day, both sides and all sessions together."""
    return repetitions_of(item, exercise) * item.sets * item.times_a_day


def steps_of(item: Prescription, exercise: Exercise) -> tuple[PlannedStep, ...]:
    """Return the steps of one session, every set as a step of its own."""
    first = adapted(exercise, item)
    # What is special about the exercise is said before its first set alone.
    again = msgspec.structs.replace(first, cautions=exercise.cautions[:1])
    each = item.repetitions or exercise.dosage.repetitions
    return tuple(
        PlannedStep(again if number else first, each, item.rest_s, item.move_s, item.only_side)
        for number in range(item.sets)
    )


def adapted(exercise: Exercise, item: Prescription) -> Exercise:
    """Return an exercise as a prescription wants it, under the same key."""
    return msgspec.structs.replace(
        exercise,
        phases=tuple(_phase(phase, item) for phase in exercise.phases),
        rules=tuple(_rule(rule, exercise, item) for rule in exercise.rules),
        cautions=(*exercise.cautions, *said_before(item)),
    )


def said_before(item: Prescription) -> tuple[str, ...]:
    """Return what is said before the first set: what differs from the exercise's own instructions, and the note."""
    said: list[str] = []
    if item.hold_s is not None:
        told = counted(
            "In your plan: hold for {count:g} second each time",
            "In your plan: hold for {count:g} seconds each time",
            item.hold_s,
        )
        said.append(told)
    if item.tempo_s is not None:
        told = counted(
            "In your plan: take {count:g} second each way",
            "In your plan: take {count:g} seconds each way",
            item.tempo_s,
        )
        said.append(told)
    if item.only_side is not None:
        only = {"left": N_("In your plan: to the left only"), "right": N_("In your plan: to the right only")}
        said.append(filled(only[item.only_side]))
    return (*said, *([item.note] if item.note else []))


def _phase(phase: Phase, item: Prescription) -> Phase:
    if item.hold_s is not None and phase.hold_aim_s is not None:
        phase = msgspec.structs.replace(phase, hold_aim_s=item.hold_s)
    if item.tempo_s is not None and phase.breath != "free" and phase.hold_aim_s is None:
        phase = msgspec.structs.replace(phase, seconds=(item.tempo_s, item.tempo_s))
    return phase


def _rule(rule: Rule, exercise: Exercise, item: Prescription) -> Rule:
    if item.hold_s is not None and rule.kind == "duration" and rule.at_least is not None:
        rule = _held(rule, exercise, item.hold_s)
    if item.tempo_s is not None and rule in paced(exercise):
        rule = msgspec.structs.replace(rule, aim_s=item.tempo_s, cue=SLOWER)
    return msgspec.structs.replace(rule, cue=item.cues.get(rule.name, rule.cue))


def _held(rule: Rule, exercise: Exercise, hold_s: float) -> Rule:
    """Return a rule on a hold for another length: what is too short stays the same share of what is aimed at."""
    aims = [phase.hold_aim_s for phase in holds(exercise) if not rule.phases or phase.name in rule.phases]
    usual_s = rule.aim_s or next(filter(None, aims), None)
    if usual_s is None or rule.at_least is None or not aims:
        return rule
    least_s = rule.at_least * hold_s / usual_s
    return msgspec.structs.replace(rule, aim_s=hold_s, at_least=least_s, cue=LONGER)
