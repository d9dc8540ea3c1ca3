"""What was done, exercise by exercise, for the page at the end."""

from __future__ import annotations

from dataclasses import replace

from posecoach.drawing.pages import Result, summary_page
from posecoach.events import (
    CannotJudge,
    CueGiven,
    Deduction,
    ExerciseDone,
    FaultWithdrawn,
    RepetitionRejected,
)
from posecoach.exercises.loader import builtin_exercises
from posecoach.judging.resolution import TOO_FEW_POSES
from posecoach.live.results import Results
from posecoach.state import CoachState
from posecoach.words.catalogue import ENGLISH, Words
from tests.told import fault, raised, repetition_done

EXERCISES = builtin_exercises()


def test_the_last_repetition_of_a_step_belongs_to_it_although_the_next_one_has_begun() -> None:
    results = Results(EXERCISES)
    lying = CoachState(exercise="hook_lying", repetitions_aim=1)
    kneeling = CoachState(exercise="cat_cow", repetitions_aim=6)
    results(None, [], lying)
    results(None, [repetition_done(1.0, "hook_lying", hold_s=12.5)], kneeling)
    results(None, [repetition_done(score=score) for score in (60.0, 80.0)], kneeling)
    assert results.rows() == [
        Result("Lying with bent knees", 1, 1, 100.0, 100.0, 12.5),
        Result("Cat-cow", 2, 6, 70.0, 80.0, None),
    ]


def left_out(key: str) -> ExerciseDone:
    return ExerciseDone(9.0, key, 2, 0, complete=False)


def test_an_exercise_that_was_skipped_is_named_and_spoils_the_praise() -> None:
    results = Results(EXERCISES)
    results(None, [repetition_done(1.0, "hook_lying")], CoachState(exercise="hook_lying", repetitions_aim=1))
    assert summary_page(results.rows()).title == "Well done"
    results(None, [], CoachState(exercise="cat_cow", repetitions_aim=6))
    results(None, [left_out("cat_cow")], CoachState(exercise="foam_roll", repetitions_aim=12))
    assert results.rows()[1:] == [Result("Cat-cow", 0, 6, None, None, None)]
    assert summary_page(results.rows()).title == "Your session"


def test_who_did_nothing_is_shown_no_table() -> None:
    results = Results(EXERCISES)
    results(None, [], CoachState(exercise="cat_cow", repetitions_aim=6))
    results(None, [left_out("cat_cow")], CoachState(exercise="cat_cow", repetitions_aim=6))
    assert results.rows() == []


def test_an_exercise_passed_over_for_its_limit_is_not_named() -> None:
    results = Results(EXERCISES)
    state = CoachState(exercise="hook_lying", repetitions_aim=1)
    results(None, [left_out("cat_cow"), repetition_done(1.0, "hook_lying")], state)
    assert [row.title for row in results.rows()] == ["Lying with bent knees"]


def test_what_cost_most_comes_first_and_its_opposite_is_not_asked_for() -> None:
    results = Results(EXERCISES)
    lower, lift = "Lower your hips a little", "Lift your hips a little higher, if it is comfortable"
    lost = (
        Deduction(40.0, lower, "hips_not_overarched"),
        Deduction(20.0, lift, "hips_lifted"),
        Deduction(5.0, "Slower", "slow_return"),
    )
    said = [CueGiven(1.0, "hip_lift_twist", lift, "correct", "hips_lifted")] * 3
    state = CoachState(exercise="hip_lift_twist")
    results(None, [*said, replace(repetition_done(1.0, "hip_lift_twist"), deductions=lost)], state)
    assert results.work_on() == [lower, "Slower"]


def test_what_was_said_most_often_is_what_to_work_on_and_praise_is_not() -> None:
    results = Results(EXERCISES)
    cues = [CueGiven(1.0, "cat_cow", text, "correct", "rule") for text in "abbcccdddd"]
    results(
        None, [*cues, *[CueGiven(1.0, "cat_cow", "Good", "info", None)] * 9], CoachState(exercise="cat_cow")
    )
    assert results.work_on() == ["d", "c", "b"]


def test_what_could_not_be_judged_is_said_with_its_reason() -> None:
    results = Results(EXERCISES)
    results(
        None, [CannotJudge(1.0, "cat_cow", "hands_at_back", None, "hidden")], CoachState(exercise="cat_cow")
    )
    assert results.not_judged(ENGLISH) == ["hands at back: hidden"]
    german = Words("de", {"hands at back": "Hände am Rücken", "hidden": "verdeckt"})
    assert results.not_judged(german) == ["Hände am Rücken: verdeckt"]


def test_too_few_poses_to_score_all_that_was_done_leave_no_mean() -> None:
    results = Results(EXERCISES)
    state = CoachState(exercise="cat_cow", repetitions_aim=2)
    results(
        None, [repetition_done(score=90.0), replace(repetition_done(score=None), open_points=20.0)], state
    )
    assert results.rows() == [Result("Cat-cow", 2, 2, None, 90.0, None)]


def test_a_movement_that_may_have_been_a_repetition_leaves_no_mean() -> None:
    results = Results(EXERCISES)
    events = [repetition_done(), RepetitionRejected(2.0, "cat_cow", 1.0, TOO_FEW_POSES)]
    results(None, events, CoachState(exercise="cat_cow"))
    assert [one.score for one in results.rows()] == [None]


def test_what_was_not_judged_is_no_advice_unless_a_fault_remains() -> None:
    """A cue is given as soon as a movement looks wrong; in the end too few frames may tell of it."""
    results, state = Results(EXERCISES), CoachState(exercise="cat_cow")
    slower = CueGiven(1.0, "cat_cow", "Slower, take three seconds", "correct", "slow_to_cat")
    cannot = CannotJudge(1.5, "cat_cow", "slow_to_cat", "cat", TOO_FEW_POSES)
    results(None, [slower, cannot, repetition_done()], state)
    assert results.work_on() == []
    assert len(results.not_judged(ENGLISH)) == 1
    broken = fault("slow_to_cat", start_s=1.0, end_s=2.0)
    results(None, [raised(2.0, broken, "cat_cow")], state)
    assert results.work_on() == ["Slower, take three seconds"]
    results(None, [FaultWithdrawn(3.0, "cat_cow", broken)], state)
    assert results.work_on() == []
