"""What a plan makes of an exercise."""

from __future__ import annotations

from posecoach.exercises.loader import builtin_exercises
from posecoach.guiding.dosage import Tally
from posecoach.plans.prescribing import adapted, at_level, repetitions_of, steps_of
from tests import told
from tests.plans.weeks import my_plan

EXERCISES = builtin_exercises()
CAT, TURN = my_plan().exercises
THORACIC = EXERCISES["thoracic_rotation"]


def test_every_set_is_a_step_with_the_plans_repetitions_and_rest() -> None:
    first, second = steps_of(CAT, EXERCISES["cat_cow"])

    assert (first.repetitions, first.total, first.rest_s) == (5, 5, 20.0)
    assert second.repetitions == 5


def test_a_note_is_said_before_the_first_set_alone() -> None:
    first, second = steps_of(CAT, EXERCISES["cat_cow"])

    assert first.exercise.cautions[-1] == "Gently."
    assert second.exercise.cautions == EXERCISES["cat_cow"].cautions[:1]


def test_a_longer_hold_is_aimed_at_and_what_is_too_short_grows_with_it() -> None:
    exercise = adapted(THORACIC, TURN)
    rule = next(rule for rule in exercise.rules if rule.name == "hold_long_enough")

    assert [phase.hold_aim_s for phase in exercise.phases if phase.hold_aim_s] == [6.0]
    assert (rule.aim_s, rule.at_least) == (6.0, 4.0)  # 2 of 3 s in the exercise itself
    assert rule.cue == "Hold a little longer"


def test_a_tempo_is_aimed_at_and_paces_the_breath() -> None:
    exercise = adapted(THORACIC, TURN)
    slow = next(rule for rule in exercise.rules if rule.kind == "movement_time")

    assert (slow.aim_s, slow.at_least) == (2.0, 1.0)
    assert {phase.seconds for phase in exercise.phases if phase.breath != "free"} == {(2.0, 2.0)}


def test_a_cue_of_the_plan_takes_the_place_of_the_exercises_own() -> None:
    exercise = adapted(THORACIC, TURN)

    assert next(rule.cue for rule in exercise.rules if rule.name == "elbows_wide") == "Open your elbows"


def test_what_differs_from_the_exercise_is_said_in_words() -> None:
    assert adapted(THORACIC, TURN).cautions[len(THORACIC.cautions) :] == (
        "In your plan: hold for 6 seconds each time",
        "In your plan: take 2 seconds each way",
        "In your plan: to the left only",
    )


def test_nothing_else_of_the_exercise_changes() -> None:
    assert (
        adapted(EXERCISES["foam_roll"], at_level(my_plan('note = "Gently."\n', "").exercises[0], 0))
        == (EXERCISES["foam_roll"])
    )


def test_one_side_counts_once_and_the_other_not_at_all() -> None:
    (step,) = steps_of(TURN, THORACIC)
    tally = Tally(step)
    right, left = (told.repetition_done(1.0, "thoracic_rotation", side=side) for side in ("right", "left"))

    assert repetitions_of(TURN, THORACIC) == step.total == tally.aim == 4
    tally.note(right)
    assert (tally.count, tally.turn(right)) == (0, "left")
    for _ in range(4):
        tally.note(left)
    assert tally.turn(left) is None
    assert tally.done


def test_a_progression_replaces_only_what_it_names() -> None:
    assert (at_level(CAT, 0).repetitions, at_level(CAT, 1).repetitions, at_level(CAT, 1).sets) == (5, 10, 2)
