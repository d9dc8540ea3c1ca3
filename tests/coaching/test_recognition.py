"""Which exercise is it?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from posecoach.coaching.coach import Coach
from posecoach.coaching.recognition import Recogniser
from posecoach.coaching.spell import begins_s
from posecoach.events import (
    CueGiven,
    Event,
    ExerciseRecognised,
    FaultRaised,
    PersonFound,
    PersonLost,
    PhaseStarted,
    RepetitionDone,
    SetupAdvice,
)
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.loader import builtin_exercises
from posecoach.pose.pose import Pose
from posecoach.pose.scene import Scene
from tests.coaching.test_coach import cat_cow, hip_lift
from tests.poses import CameraPlace, every, film, hands_and_knees, hook_lying, standing

BOTH = [builtin_exercises()[key] for key in ("cat_cow", "hip_lift_twist")]
MOVEMENTS = {"cat_cow": cat_cow, "hip_lift_twist": hip_lift}


def judged(coach: Recogniser | Coach, poses: list[Pose]) -> list[Event]:
    return [event for pose in poses for event in coach.step(pose)] + list(coach.finish())


def about_the_exercise(events: list[Event]) -> list[Event]:
    """Return the events without those on what is done, and on who is in the picture, which are told at once."""
    return [event for event in events if not isinstance(event, ExerciseRecognised | PersonFound | PersonLost)]


@pytest.mark.parametrize("order", [BOTH, BOTH[::-1]], ids=["one order", "the other"])
@pytest.mark.parametrize("key", MOVEMENTS)
def test_the_exercise_that_is_done_is_recognised(key: str, order: list[Exercise]) -> None:
    auto = Recogniser(order)
    judged(auto, MOVEMENTS[key]())

    assert auto.recognised == key
    assert auto.exercise == builtin_exercises()[key]
    ranked = auto.candidates()
    assert ranked[0][0] == key
    assert [share for _, share in ranked] == sorted((share for _, share in ranked), reverse=True)
    assert all(0.0 <= share <= 1.0 for _, share in ranked)


@pytest.mark.parametrize("key", MOVEMENTS)
def test_once_recognised_it_says_what_the_named_exercise_says(key: str) -> None:
    named = judged(Coach(builtin_exercises()[key]), MOVEMENTS[key]())

    assert about_the_exercise(judged(Recogniser(BOTH), MOVEMENTS[key]())) == about_the_exercise(named)


def test_more_repetitions_make_it_surer() -> None:
    auto, shares = Recogniser(BOTH), []
    for start_s in (0.0, 20.0):
        for pose in cat_cow():
            auto.step(replace(pose, t_s=start_s + pose.t_s))
        shares.append(dict(auto.candidates())["cat_cow"])

    assert shares == sorted(set(shares))


def nothing_said(events: list[Event]) -> bool:
    return not [event for event in events if isinstance(event, PhaseStarted | FaultRaised | RepetitionDone)]


def test_nothing_is_said_about_somebody_who_only_lies_there() -> None:
    auto = Recogniser(BOTH)
    events = judged(auto, [hook_lying(t_s, knee_flexion_deg=130.0) for t_s in every(30.0, 5.0)])

    assert nothing_said(events)
    assert auto.recognised is None
    assert auto.exercise is None
    assert dict(auto.candidates())["hip_lift_twist"] > 0.0


def test_squats_are_none_of_ours() -> None:
    path = [(0.0, {"trunk_inclination_deg": 5.0})]
    path += [(1.5 * i, {"trunk_inclination_deg": 45.0 if i % 2 else 5.0}) for i in range(1, 7)]
    auto = Recogniser(BOTH)
    events = judged(auto, film(standing, path, every(30.0, 9.0), CameraPlace(scale=300.0)))

    assert nothing_said(events)
    assert auto.candidates() == [("cat_cow", 0.0), ("hip_lift_twist", 0.0)]


def test_bending_over_to_the_toes_is_no_cat_cow() -> None:
    path = [(0.0, {"trunk_inclination_deg": 0.0})]
    path += [(2.0 * i, {"trunk_inclination_deg": 95.0 if i % 2 else 0.0}) for i in range(1, 7)]
    auto = Recogniser(BOTH)
    judged(auto, film(standing, path, every(30.0, 12.0), CameraPlace(scale=300.0)))

    assert auto.recognised is None


def test_nobody_is_nothing() -> None:
    auto = Recogniser(BOTH)

    assert judged(auto, [Pose.nobody(t_s) for t_s in every(30.0, 2.0)]) == []
    assert auto.recognised is None


def one_after_the_other() -> list[Pose]:
    return [*cat_cow(), *(replace(pose, t_s=20.0 + pose.t_s) for pose in hip_lift())]


def test_exercises_one_after_the_other_are_recognised_in_their_order() -> None:
    events = judged(Recogniser(BOTH), one_after_the_other())

    found = [event for event in events if isinstance(event, ExerciseRecognised)]
    assert [event.exercise for event in found] == ["cat_cow", "hip_lift_twist"]
    assert found[0].start_s < 1.0
    assert 15.0 <= found[1].start_s <= 24.0


def test_each_of_several_exercises_has_its_repetition() -> None:
    done = [
        event
        for event in judged(Recogniser(BOTH), one_after_the_other())
        if isinstance(event, RepetitionDone)
    ]

    assert [(event.side, event.repetition.end_s < 18.0) for event in done] == [(None, True), ("left", False)]


def test_of_several_exercises_alike_the_first_names_the_recording() -> None:
    auto = Recogniser(BOTH)
    judged(auto, one_after_the_other())

    assert auto.recognised == "cat_cow"


def test_nobody_is_told_how_to_begin_an_exercise_that_is_not_known() -> None:
    events = judged(Recogniser(BOTH), [standing(t_s, CameraPlace(scale=300.0)) for t_s in every(30.0, 10.0)])

    assert [type(event) for event in events] == [PersonFound]


def test_whoever_is_not_in_the_picture_is_asked_to_step_into_it() -> None:
    events = judged(Recogniser(BOTH), [Pose.nobody(t_s) for t_s in every(30.0, 5.0)])

    assert [event.code for event in events if isinstance(event, SetupAdvice)] == ["nobody"]


def test_what_holds_for_any_exercise_is_told_before_one_is_recognised() -> None:
    far = [hands_and_knees(t_s, CameraPlace(scale=150.0, yaw_deg=33.0)) for t_s in every(30.0, 5.0)]
    events = judged(Recogniser(BOTH), far)

    assert [event.code for event in events if isinstance(event, SetupAdvice)] == ["closer"]


def test_the_place_is_looked_at_until_an_exercise_is_recognised() -> None:
    auto = Recogniser(BOTH)
    there = [hands_and_knees(t_s) for t_s in every(30.0, 5.0)]
    events = []
    for pose in there:
        auto.scene(Scene(pose.t_s, 10.0, 1))
        events += auto.step(pose)

    assert [event.code for event in events if isinstance(event, SetupAdvice)] == ["dark"]
    assert auto.wants_scene
    judged(auto, MOVEMENTS["cat_cow"]())
    assert not auto.wants_scene


def test_a_recording_of_nothing_known_gets_only_advice_that_holds_for_all_that_it_may_have_been() -> None:
    standing_exercises = [builtin_exercises()[key] for key in ("torso_twist", "toe_touch")]
    far_side = [standing(t_s, CameraPlace(scale=90.0)) for t_s in every(30.0, 3.0)]
    auto, front = Recogniser(standing_exercises), Coach(standing_exercises[0])
    judged(auto, far_side)
    judged(front, far_side)

    assert "Turn to face the camera" in front.setup().advice
    assert auto.setup().advice == ("Come closer: you look small from here",)


def test_somebody_is_known_to_be_there_before_the_exercise_is() -> None:
    auto = Recogniser(BOTH)
    auto.step(hands_and_knees(0.0))

    assert auto.state.person
    assert auto.recognised is None


@pytest.mark.parametrize("key", MOVEMENTS)
def test_state_measurements_and_setup_are_those_of_the_recognised_exercise(key: str) -> None:
    auto, coach = Recogniser(BOTH), Coach(builtin_exercises()[key])
    for pose in MOVEMENTS[key]():
        auto.step(pose)
        coach.step(pose)

    assert auto.state == coach.state
    assert auto.measured() == pytest.approx(coach.measured(), nan_ok=True)
    assert auto.setup() == coach.setup()


def test_the_outline_is_needed_if_any_candidate_needs_it() -> None:
    assert Recogniser(BOTH).needs_outline
    assert not Recogniser([builtin_exercises()["hip_lift_twist"]]).needs_outline


def test_reset_equals_new() -> None:
    used, new = Recogniser(BOTH), Recogniser(BOTH)
    judged(used, cat_cow())
    used.reset()

    assert used.state == new.state
    assert judged(used, hip_lift()) == judged(new, hip_lift())
    assert used.candidates() == new.candidates()


def test_praise_that_was_kept_back_begins_when_it_was_given() -> None:
    """Praise has no beginning of its own; a review broke on it when its exercise took over."""
    assert begins_s(CueGiven(3.0, "cat_cow", "Well done.", "info", None)) == 3.0


def after(seconds: float, poses: list[Pose]) -> list[Pose]:
    return [replace(pose, t_s=seconds + pose.t_s) for pose in poses]


def same_side_told(events: list[Event]) -> bool:
    return any(isinstance(event, FaultRaised) and event.rule == "sides_alternate" for event in events)


def test_the_same_side_again_is_told_within_a_set_and_not_after_another_exercise() -> None:
    between = [*hip_lift(), *after(20.0, cat_cow()), *after(40.0, hip_lift())]

    assert same_side_told(judged(Recogniser(BOTH), [*hip_lift(), *after(13.0, hip_lift())]))
    assert not same_side_told(judged(Recogniser(BOTH), between))


def test_an_exercise_that_was_certain_stays_so_when_another_one_takes_over() -> None:
    auto = Recogniser(BOTH)
    judged(auto, [*cat_cow(), *after(20.0, cat_cow()), *after(40.0, hip_lift())])

    assert auto.recognised == "cat_cow"


def test_what_was_done_long_before_a_set_is_no_part_of_it() -> None:
    """A movement that happens to be like the exercise does not count with what is done minutes later."""
    lift = BOTH[1]
    auto = Recogniser([lift])
    hurried = [pose for pose in hip_lift() if pose.t_s < 6.0]  # up and turned, and then gone
    events = judged(auto, [*hurried, *after(60.0, hip_lift()), *after(73.0, hip_lift())])

    starts_s = [event.start_s for event in events if isinstance(event, PhaseStarted | FaultRaised)]
    assert auto.recognised == lift.key
    assert min(starts_s) > 45.0


def test_once_nothing_of_it_was_done_for_a_while_the_screen_asks_for_nothing() -> None:
    auto = Recogniser(BOTH)
    for pose in cat_cow():
        auto.step(pose)
    still = cat_cow()[-1]
    for t_s in every(30.0, 12.0):
        auto.step(replace(still, t_s=15.0 + t_s))

    state = auto.state
    assert (state.exercise, state.cue.text, state.faulty, state.corrections) == (
        "cat_cow",
        "",
        frozenset(),
        (),
    )
    assert state.movement.breath_share is None
