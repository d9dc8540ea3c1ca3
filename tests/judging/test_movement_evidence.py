"""What counts as a movement of an exercise, to the frame: frames of 1/32 s, so that times are exact."""

from __future__ import annotations

import math

import msgspec
import pytest

from posecoach.exercises.declaration import Exercise, Mark, Trait
from posecoach.exercises.loader import builtin_exercises
from posecoach.judging.movement_evidence import (
    HELD_AGAINST_S,
    OTHERWISE_S,
    SETTLING_S,
    MovementEvidence,
)
from posecoach.judging.phases import Span
from posecoach.judging.repetitions import Draft, Rejected
from posecoach.judging.signals import Signals

FRAME_S = 1 / 32
TOLD = "a foot left the floor"
FOOT = Mark(
    text=TOLD,
    when=(msgspec.convert({"feature": "higher_foot", "of": "most", "at_least": 0.5}, Trait),),
    source="test",
)


def exercise(key: str, **marks: object) -> Exercise:
    return msgspec.structs.replace(
        builtin_exercises()[key], **{"needs": (), "requires": (), "is_not": ()} | marks
    )


def evidence_of(
    one: Exercise, lasts_s: float, up: tuple[float, float] = (-1.0, -1.0), step_s: float = FRAME_S
) -> MovementEvidence:
    """Evidence of somebody who was followed for so long, with a foot in the air from one time to before another."""
    signals = Signals(one)
    for number in range(round(lasts_s / step_s) + 1):
        t_s = number * step_s
        foot = 0.8 if up[0] <= t_s < up[1] else 0.0
        signals.update(t_s, [{"higher_foot": foot}.get(name, math.nan) for name in signals.names])
    return MovementEvidence(one, signals)


def draft(one: Exercise, start_s: float, end_s: float) -> Draft:
    phases = {phase.name: phase for phase in one.phases}
    return Draft([Span(phases[one.repetition.phases[-1]], start_s, end_s)])


def test_a_hold_keeps_what_is_left_of_three_seconds_and_not_less() -> None:
    hold = exercise("hook_lying", is_not=(FOOT,))
    lasts_s = SETTLING_S + 1.0

    kept = evidence_of(hold, lasts_s, (0.0, 1.0)).weigh(draft(hold, 0.0, lasts_s))
    assert isinstance(kept, Draft)
    assert (kept.start_s, kept.end_s) == (1.0, lasts_s)

    lasts_s -= FRAME_S
    assert evidence_of(hold, lasts_s, (0.0, 1.0)).weigh(draft(hold, 0.0, lasts_s)) == Rejected(0.0, TOLD)


def test_a_hold_loses_no_more_than_three_seconds_at_either_end() -> None:
    hold = exercise("hook_lying", is_not=(FOOT,))

    kept = evidence_of(hold, 12.0, (0.0, SETTLING_S)).weigh(draft(hold, 0.0, 12.0))
    assert isinstance(kept, Draft)
    assert kept.start_s == SETTLING_S

    longer = evidence_of(hold, 12.0, (0.0, SETTLING_S + 0.5))
    assert longer.weigh(draft(hold, 0.0, 12.0)) == Rejected(0.0, TOLD)


def test_a_hold_without_anything_against_it_is_left_as_it_is() -> None:
    hold = exercise("hook_lying", is_not=(FOOT,))
    whole = draft(hold, 0.5, 9.0)

    assert evidence_of(hold, 10.0).weigh(whole) is whole


def test_a_movement_is_never_shortened() -> None:
    lift = exercise("hip_lift_twist", is_not=(FOOT,))
    evidence = evidence_of(lift, 12.0, (0.0, 0.5))

    assert evidence.weigh(draft(lift, 0.0, 12.0)) == Rejected(0.0, TOLD)
    assert (evidence.typical, evidence.typical_s, evidence.another_s) == (0, 0.0, HELD_AGAINST_S)


def test_what_lacks_a_need_was_given_up_and_speaks_for_nothing() -> None:
    lift = exercise("hip_lift_twist", needs=(FOOT,))
    evidence = evidence_of(lift, 6.0)

    assert evidence.given_up(0.0, 5.0) == TOLD
    assert evidence.weigh(draft(lift, 0.0, 5.0)) == Rejected(0.0, TOLD)
    assert (evidence.typical, evidence.another_s) == (0, 0.0)


def test_each_movement_that_shows_the_exercise_adds_its_time() -> None:
    lift = exercise("hip_lift_twist")
    evidence = evidence_of(lift, 12.0)

    evidence.weigh(draft(lift, 1.0, 4.0))
    evidence.weigh(draft(lift, 5.0, 9.5))

    assert (evidence.typical, evidence.typical_s, evidence.another_s) == (2, 7.5, 0.0)


def test_what_is_known_only_by_its_turn_counts_but_is_nothing_to_know_the_exercise_by() -> None:
    lift = exercise("hip_lift_twist")
    evidence = evidence_of(lift, 12.0)
    turned = draft(lift, 1.0, 4.0)
    turned.spans[-1].in_passing = True

    assert evidence.weigh(turned) is turned
    assert (evidence.typical, evidence.typical_s) == (0, 0.0)


def test_a_movement_of_too_few_poses_is_none() -> None:
    lift = exercise("hip_lift_twist")
    evidence = evidence_of(lift, 12.0, step_s=1.0)

    assert isinstance(evidence.weigh(draft(lift, 1.0, 4.0)), Rejected)
    assert evidence.typical == 0


@pytest.mark.parametrize(("after_s", "counts"), [(OTHERWISE_S, True), (OTHERWISE_S - FRAME_S, False)])
def test_the_time_between_is_searched_once_five_seconds_have_gone_by(after_s: float, counts: bool) -> None:
    lift = exercise("hip_lift_twist", is_not=(FOOT,))
    evidence = evidence_of(lift, 20.0, (8.0, 20.0))
    evidence.weigh(draft(lift, 1.0, 4.0))
    evidence.looked(8.0)

    evidence.look_between(8.0 + after_s)

    assert evidence.another_s == (after_s if counts else 0.0)


def test_the_time_between_is_searched_only_once() -> None:
    lift = exercise("hip_lift_twist", is_not=(FOOT,))
    evidence = evidence_of(lift, 20.0, (8.0, 20.0))
    evidence.weigh(draft(lift, 1.0, 4.0))
    evidence.looked(8.0)

    for t_s in (13.0, 13.5, 17.5):
        evidence.look_between(t_s)
    assert evidence.another_s == 5.0

    evidence.look_between(18.0)
    assert evidence.another_s == 10.0


def test_before_the_first_repetition_nothing_between_speaks_against_an_exercise() -> None:
    lift = exercise("hip_lift_twist", is_not=(FOOT,))
    evidence = evidence_of(lift, 20.0, (0.0, 20.0))
    evidence.looked(0.0)

    evidence.look_between(19.0)

    assert evidence.another_s == 0.0


@pytest.mark.parametrize(("key", "holds"), [("hook_lying", True), ("hip_lift_twist", False)])
def test_an_exercise_is_a_hold_if_all_that_it_counts_is_one(key: str, holds: bool) -> None:
    assert MovementEvidence(exercise(key), Signals(exercise(key))).holds is holds


def test_reset_forgets_everything() -> None:
    lift = exercise("hip_lift_twist", is_not=(FOOT,))
    evidence = evidence_of(lift, 20.0, (8.0, 20.0))
    evidence.weigh(draft(lift, 1.0, 4.0))
    evidence.weigh(draft(lift, 9.0, 12.0))
    evidence.looked(12.0)

    evidence.reset()
    evidence.look_between(20.0)

    assert (evidence.typical, evidence.typical_s, evidence.another_s) == (0, 0.0, 0.0)


def test_of_what_belongs_to_another_exercise_only_the_last_is_held_against_one() -> None:
    lift = exercise("hip_lift_twist", is_not=(FOOT,))
    evidence = evidence_of(lift, 60.0, (0.0, 40.0))
    for start_s in (0.0, 12.0, 24.0):
        evidence.weigh(draft(lift, start_s, start_s + 10.0))
    assert evidence.another_s == HELD_AGAINST_S

    evidence.weigh(draft(lift, 41.0, 53.0))

    assert evidence.typical_s == 12.0 > evidence.another_s


def test_what_began_while_another_exercise_was_done_counts_from_its_end_on() -> None:
    lift = exercise("hip_lift_twist", is_not=(FOOT,))
    evidence = evidence_of(lift, 20.0, (0.0, 12.0))
    evidence.weigh(draft(lift, 0.0, 6.0))
    evidence.begin_anew(8.0)
    assert evidence.another_s == 0.0

    evidence.weigh(draft(lift, 2.0, 12.0))

    assert evidence.another_s == 4.0
