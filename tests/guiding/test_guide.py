"""A guided session leads through its steps, and never stands in the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import msgspec
import pytest

from posecoach.coaching.coach import Coach
from posecoach.events import (
    Announced,
    CueGiven,
    Event,
    ExerciseDone,
    ExerciseRecognised,
    FaultRaised,
    NeutralTaken,
    PainStopped,
    PersonFound,
    PhaseStarted,
    RepetitionDone,
    RepetitionRejected,
    SetupAdvice,
    StageStarted,
)
from posecoach.exercises.routines import single
from posecoach.guiding.ahead import AHEAD_S, ASK_S
from posecoach.guiding.guide import Guide
from posecoach.guiding.stages import GRACE_S, SETUP_PATIENCE_S
from posecoach.pose.pose import Pose
from tests.guiding.sessions import (
    CAMERA,
    EXERCISES,
    MOVE_S,
    REST_S,
    about_the_exercise,
    cat_cows,
    done,
    hip_lifts,
    led,
    lying,
    nobody,
    on_all_fours,
    one_after_the_other,
    said,
    stages,
    step_of,
)
from tests.poses import CameraPlace, every, hands_and_knees, jittered, standing

TWO = [step_of("hook_lying"), step_of("cat_cow", 2)]


def two_exercises(fps: float = 30.0) -> list[Pose]:
    return one_after_the_other(
        lying(16.0, fps), on_all_fours(10.0, fps), cat_cows(2, fps), on_all_fours(4.0, fps)
    )


def of(events: list[Event], kind: type[Event]) -> list[Event]:
    return [event for event in events if isinstance(event, kind)]


def at_stage(events: list[Event], stage: str) -> float:
    return next(event.t_s for event in of(events, StageStarted) if event.stage == stage)


def at_stage_of(events: list[Event], key: str) -> float:
    return next(event.t_s for event in of(events, StageStarted) if event.exercise == key)


# --- one exercise -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "poses"),
    [
        ("cat_cow", jittered(cat_cows(2), 1.0)),
        ("cat_cow", one_after_the_other(nobody(3.0), cat_cows(1), nobody(4.0), cat_cows(1))),
        ("hip_lift_twist", hip_lifts(7)),
        ("hook_lying", lying(20.0)),
        ("cat_cow", hip_lifts(1)),
    ],
)  # fmt: skip
def test_one_exercise_is_judged_as_in_a_review(key: str, poses: list[Pose]) -> None:
    coach = Coach(EXERCISES[key])
    alone = [event for pose in poses for event in coach.step(pose)] + list(coach.finish())

    assert about_the_exercise(led(Guide(single(EXERCISES[key])), poses)) == about_the_exercise(alone)


def test_one_exercise_goes_through_its_stages() -> None:
    guide = Guide([step_of("cat_cow", 2)])
    events = led(guide, one_after_the_other(on_all_fours(6.0), cat_cows(2), on_all_fours(4.0)))

    assert stages(events) == [("setup", "cat_cow"), ("exercise", "cat_cow"), ("done", "cat_cow")]
    assert said(events) == [
        "Cat-cow. Come onto hands and knees, side to the camera",
        "On hands and knees, arch the back slowly while breathing in and round it slowly while breathing out.",
        "Leave it out if a wrist, shoulder or knee is injured and cannot bear weight.",
        "Not with osteoporosis",
        "Begin when you are ready",
        "That's it for this exercise",
    ]
    assert done(events) == [("cat_cow", 2, True)]


def test_whoever_starts_at_once_is_judged_once_they_have_shown_where_their_middle_is() -> None:
    poses = [pose for pose in cat_cows(3) if pose.t_s >= 2.4]
    events = led(Guide([step_of("cat_cow", 1)]), one_after_the_other(poses))

    assert done(events) == [("cat_cow", 1, True)]


def test_a_hold_is_done_when_it_is_long_enough() -> None:
    guide = Guide([step_of("hook_lying")])
    events = led(guide, lying(16.0))

    complete = next(event.t_s for event in of(events, Announced) if event.code == "complete")
    assert complete == pytest.approx(10.1, abs=0.2)
    assert at_stage(events, "done") == pytest.approx(complete + GRACE_S, abs=0.05)
    assert done(events) == [("hook_lying", 1, True)]


def test_both_sides_are_asked_for() -> None:
    guide = Guide([step_of("hip_lift_twist", 1)])
    events = led(guide, one_after_the_other(lying(3.0), hip_lifts(2), lying(5.0)))

    assert done(events) == [("hip_lift_twist", 2, True)]


def test_whoever_stays_on_one_side_is_asked_for_the_other() -> None:
    one_side = one_after_the_other(*[hip_lifts(1)] * 3)
    step = step_of("hip_lift_twist", 2)
    free = msgspec.structs.replace(
        step.exercise, rules=tuple(rule for rule in step.exercise.rules if rule.kind != "alternate")
    )
    poses = one_after_the_other(lying(3.0), one_side)
    events = led(Guide([replace(step, exercise=free)]), poses)

    assert "Now to your right side" in said(events)
    assert done(events) == [("hip_lift_twist", 3, False)]


def test_whoever_was_told_of_the_other_side_by_a_cue_is_not_told_again() -> None:
    one_side = one_after_the_other(*[hip_lifts(1)] * 3)
    events = led(Guide([step_of("hip_lift_twist", 2)]), one_after_the_other(lying(3.0), one_side))

    assert "Now the other side" in [event.text for event in of(events, CueGiven)]
    assert "Now to your right side" not in said(events)
    assert done(events) == [("hip_lift_twist", 3, False)]


# --- several exercises --------------------------------------------------------------------------------------------


def test_a_routine_goes_from_step_to_step() -> None:
    guide = Guide(TWO)
    events = led(guide, two_exercises())

    assert [stage for stage, _ in stages(events)] == [
        "setup", "exercise", "rest", "setup", "exercise", "done",
    ]  # fmt: skip
    assert done(events) == [("hook_lying", 1, True), ("cat_cow", 2, True)]
    assert [event.exercise for event in of(events, ExerciseRecognised)] == ["hook_lying", "cat_cow"]
    assert "Rest a moment. Next: Cat-cow. Come onto hands and knees, side to the camera" in said(events)
    assert said(events)[-1] == "That was the last exercise. You are done"
    assert (guide.recognised, guide.progress) == ("cat_cow", 2)
    assert guide.candidates() == [("hook_lying", 1.0), ("cat_cow", 1.0)]


def test_the_person_is_found_once_in_a_routine() -> None:
    assert len(of(led(Guide(TWO), two_exercises()), PersonFound)) == 1


def test_a_pause_ends_when_the_person_is_still_in_the_next_posture_but_not_before_the_rest() -> None:
    events = led(Guide(TWO), two_exercises())
    rest_s = at_stage(events, "rest")
    after_s = [event.t_s for event in of(events, StageStarted) if event.exercise == "cat_cow"][1]

    assert REST_S <= after_s - rest_s < MOVE_S


def test_a_pause_does_not_wait_for_ever_for_somebody_who_stays() -> None:
    events = led(Guide(TWO), lying(60.0))
    setup_s = [event.t_s for event in of(events, StageStarted) if event.stage == "setup"]

    assert setup_s[1] - at_stage(events, "rest") == pytest.approx(MOVE_S, abs=0.05)
    assert stages(events)[-1] == ("exercise", "cat_cow")


def test_a_pause_shows_what_comes_next_and_how_long_it_takes() -> None:
    guide = Guide(TWO)
    for pose in lying(14.0):
        guide.step(pose)
    state = guide.state

    assert (state.session.stage, state.session.next_title, state.session.posture) == (
        "rest",
        "Cat-cow",
        "hands_and_knees",
    )
    assert (state.session.step, state.session.steps) == (2, 2)
    assert state.session.left_s == pytest.approx(MOVE_S - (14.0 - 10.1 - GRACE_S), abs=0.2)


def test_somebody_who_does_not_move_between_two_exercises_of_one_posture_rests_all_the_pause() -> None:
    events = led(Guide([step_of("hook_lying"), step_of("hip_lift_twist", 1)]), lying(30.0))
    setup_s = [event.t_s for event in of(events, StageStarted) if event.stage == "setup"]

    assert setup_s[1] - at_stage(events, "rest") == pytest.approx(REST_S, abs=0.05)
    assert "Rest a moment. Next: Hip lift with twist. Stay as you are" in said(events)


def test_whoever_goes_on_during_the_pause_is_judged() -> None:
    poses = one_after_the_other(lying(12.7), lying(4.5), hip_lifts(1))
    events = led(Guide([step_of("hook_lying"), step_of("hip_lift_twist", 3)]), poses)

    assert [event.side for event in of(events, RepetitionDone)] == [None, "left"]


def test_whoever_goes_to_the_next_posture_and_stays_there_is_followed() -> None:
    guide = Guide([step_of("cat_cow", 3), step_of("hook_lying")])
    poses = one_after_the_other(on_all_fours(5.0), cat_cows(1), lying(AHEAD_S + 3.0))
    events = led(guide, poses)

    assert done(events)[0] == ("cat_cow", 1, False)
    assert ("setup", "hook_lying") in stages(events)
    assert at_stage_of(events, "hook_lying") == pytest.approx(20.1 + AHEAD_S, abs=0.5)


def test_somebody_in_the_next_posture_is_asked_before_they_are_followed() -> None:
    guide = Guide([step_of("cat_cow", 3), step_of("hook_lying")])
    events = led(guide, one_after_the_other(on_all_fours(5.0), cat_cows(1), lying(ASK_S + 3.0)))

    (asked,) = [event for event in of(events, Announced) if event.code == "ahead"]
    assert asked.t_s == pytest.approx(20.1 + ASK_S, abs=0.5)
    assert asked.values == {"count": 2, "now": "Cat-cow", "following": "Lying with bent knees"}
    assert guide.progress == 0


def test_the_next_exercise_in_the_same_posture_is_asked_about_and_then_followed() -> None:
    guide = Guide([step_of("foam_roll", 3), step_of("hip_lift_twist", 3)])
    events = led(guide, one_after_the_other(lying(5.0), hip_lifts(3), lying(4.0)))

    (asked,) = [event for event in of(events, Announced) if event.code == "ahead"]
    assert (asked.values["now"], asked.values["count"]) == ("Foam roller", 3)
    assert asked.t_s < done_at(events, 1)
    assert done(events)[0] == ("foam_roll", 0, False)


def test_lying_still_between_hip_lifts_is_a_rest_not_the_next_exercise() -> None:
    guide = Guide([step_of("hip_lift_twist", 3), step_of("hook_lying")])
    events = led(guide, one_after_the_other(lying(2.0), hip_lifts(1), lying(20.0)))

    assert [event for event in of(events, Announced) if event.code == "ahead"] == []


@pytest.mark.parametrize(("now", "following"), [("hip_lift_twist", "bridge"), ("bridge", "hip_lift_twist")])
def test_a_movement_in_which_the_exercise_itself_is_under_way_is_not_the_next_one(
    now: str, following: str
) -> None:
    guide = Guide([step_of(now, 6), step_of(following, 2)])
    events = led(guide, one_after_the_other(lying(3.0), hip_lifts(3)))

    assert [event for event in of(events, Announced) if event.code == "ahead"] == []
    assert done(events)[0] == (now, 3, False)


def done_at(events: Sequence[Event], step: int) -> float:
    return next(event.t_s for event in of(events, ExerciseDone) if event.step == step)


def test_whoever_rests_in_another_posture_for_a_while_is_waited_for() -> None:
    guide = Guide([step_of("cat_cow", 3), step_of("hook_lying")])
    led(guide, one_after_the_other(on_all_fours(5.0), cat_cows(1), lying(AHEAD_S - 3.0), on_all_fours(3.0)))

    assert guide.progress == 0


# --- interruptions ------------------------------------------------------------------------------------------------


def test_whoever_leaves_and_comes_back_goes_on_with_what_is_done() -> None:
    there = one_after_the_other(on_all_fours(3.0), cat_cows(1))
    again = one_after_the_other(on_all_fours(2.0), cat_cows(1), on_all_fours(3.0))
    poses = one_after_the_other(there, nobody(20.0), again)
    events = led(Guide([step_of("cat_cow", 2)]), poses)

    assert "Welcome back. 1 of 2 are done" in said(events)
    assert done(events) == [("cat_cow", 2, True)]


def test_a_session_may_go_on_where_an_earlier_one_stopped() -> None:
    first = Guide(TWO)
    led(first, lying(14.0))
    guide = Guide(TWO, first=first.progress)
    events = led(guide, one_after_the_other(on_all_fours(6.0), cat_cows(2), on_all_fours(4.0)))

    assert first.progress == 1
    assert [key for _, key in stages(events)] == ["cat_cow"] * 3


def test_skip_goes_on_to_the_next_exercise_with_time_to_move() -> None:
    guide = Guide(TWO)
    events = led(guide, lying(8.0), {5.0: lambda: guide.command("skip")})

    assert done(events) == [("hook_lying", 1, False)]
    assert stages(events)[-1] == ("rest", "cat_cow")


def test_skip_in_a_pause_ends_the_pause() -> None:
    guide = Guide(TWO)
    events = led(guide, lying(15.0), {14.0: lambda: guide.command("skip")})

    assert stages(events)[-2:] == [("rest", "cat_cow"), ("setup", "cat_cow")]


def test_back_does_the_step_before_once_more() -> None:
    guide = Guide(TWO)
    events = led(guide, lying(40.0), {14.0: lambda: guide.command("back")})

    assert [key for key, _, complete in done(events) if complete] == ["hook_lying", "hook_lying"]


def test_back_at_the_first_step_begins_it_again() -> None:
    guide = Guide(TWO)
    events = led(guide, lying(8.0), {5.0: lambda: guide.command("back")})

    assert stages(events)[-2:] == [("setup", "hook_lying"), ("exercise", "hook_lying")]
    assert guide.progress == 0


# --- pain ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("at_s", [0.0, 0.5, 5.0, 11.0, 14.0, 30.0, 58.0])
def test_pain_stops_everything_at_once_in_every_stage(at_s: float) -> None:
    guide = Guide(TWO)
    poses = two_exercises()
    before = led_until(guide, poses, at_s)
    guide.command("pain")
    guide.command("skip")
    pose, *after = [pose for pose in poses if pose.t_s >= at_s]
    events = list(guide.step(pose))

    assert [type(event) for event in events[-3:]] == [PainStopped, StageStarted, Announced]
    assert not any(isinstance(event, FaultRaised | CueGiven | RepetitionDone) for event in events)
    assert said(events) == [
        "Stop and rest. See a health professional if the pain is sharp or does not go away"
    ]
    assert led(guide, after) == []
    assert guide.state.session.stage == "stopped"
    assert not before or before[0].t_s <= at_s


def led_until(guide: Guide, poses: list[Pose], end_s: float) -> list[Event]:
    return [event for pose in poses if pose.t_s < end_s for event in guide.step(pose)]


def test_pain_tells_the_moment() -> None:
    guide = Guide([step_of("hip_lift_twist")])
    events = led(guide, hip_lifts(1), {8.0: lambda: guide.command("pain")})

    assert of(events, PainStopped) == [
        PainStopped(pytest.approx(8.0, abs=0.05), "hip_lift_twist", "hold", "left")
    ]
    assert not of(events, FaultRaised)
    assert len(of(events, RepetitionRejected)) == 1


def test_pain_that_comes_with_the_end_is_told() -> None:
    guide = Guide(TWO)
    led_until(guide, lying(5.0), 9.0)
    guide.command("pain")

    assert [type(event) for event in guide.finish()][-3:] == [PainStopped, StageStarted, Announced]


# --- pauses -------------------------------------------------------------------------------------------------------


def test_a_pause_drops_what_is_under_way_and_goes_on_where_it_was() -> None:
    guide = Guide([step_of("hip_lift_twist")])
    poses = one_after_the_other(lying(3.0), hip_lifts(1), lying(10.0), hip_lifts(2))
    pause = {11.0: lambda: guide.command("pause"), 20.0: lambda: guide.command("pause")}
    events = led(guide, poses, pause)

    assert stages(events)[-2:] == [("paused", "hip_lift_twist"), ("exercise", "hip_lift_twist")]
    assert {"Paused", "Go on when you are ready"} <= set(said(events))
    assert [event.reason for event in of(events, RepetitionRejected)][:1] == ["you paused"]
    assert not [event for event in events if 11.1 < event.t_s < 19.9]
    assert not [event for event in of(events, FaultRaised) if event.t_s < 20.0]
    assert [event.start_s > 20.0 for event in of(events, RepetitionDone)] == [True, True]


def test_where_a_wave_pauses_it_is_said_once_and_in_the_pause() -> None:
    guide = Guide([step_of("hip_lift_twist")], waves=True)
    pause = {5.0: lambda: guide.command("pause"), 7.0: lambda: guide.command("pause")}
    told = said(led(guide, one_after_the_other(lying(9.0)), pause))

    assert told.count("To pause, raise the hand nearer the camera and wave") == 1
    assert "Paused. Wave again to go on" in told


def test_the_clock_of_a_rest_stands_in_a_pause() -> None:
    guide = Guide([step_of("hook_lying"), step_of("cat_cow")])
    led_until(guide, lying(5.0), 5.0)
    guide.command("skip")
    poses = [replace(pose, t_s=pose.t_s + 5.0) for pose in lying(20.0)]
    led_until(guide, poses, 7.0)
    before_s = guide.state.session.left_s
    guide.command("pause")
    led_until(guide, [pose for pose in poses if pose.t_s >= 7.0], 17.0)
    guide.command("pause")
    guide.step(next(pose for pose in poses if pose.t_s >= 17.0))

    assert guide.state.session.stage == "rest"
    assert before_s is not None
    assert guide.state.session.left_s == pytest.approx(before_s, abs=0.1)


def test_stepping_out_of_the_picture_pauses_until_the_person_is_back() -> None:
    guide = Guide([step_of("cat_cow")])
    poses = one_after_the_other(on_all_fours(3.0), cat_cows(1), nobody(6.0), on_all_fours(3.0), cat_cows(1))
    events = led(guide, poses)

    assert stages(events)[-2:] == [("paused", "cat_cow"), ("exercise", "cat_cow")]
    assert said(events)[-2:] == [
        "Paused. Step back into view to go on",
        "Welcome back. 1 of 6 are done",
    ]
    assert len(of(events, RepetitionDone)) == 2


def test_a_camera_that_shows_nothing_pauses_and_nobody_is_asked_to_step_back() -> None:
    guide = Guide([step_of("cat_cow")])
    frozen = [Pose.nobody(pose.t_s, "frozen") for pose in nobody(6.0)]
    events = led(guide, one_after_the_other(on_all_fours(3.0), cat_cows(1), frozen))

    assert guide.state.session.no_picture == "frozen"
    assert said(events)[-1] == "Paused. The image froze: check the camera and its connection"


# --- limits of the day --------------------------------------------------------------------------------------------


def test_what_was_done_enough_today_is_passed_over() -> None:
    guide = Guide(TWO, limits={"hook_lying": 20})
    events = led(guide, on_all_fours(2.0))

    assert said(events)[0] == "Lying with bent knees: that's enough for today"
    assert done(events)[0] == ("hook_lying", 0, False)
    assert stages(events)[0] == ("setup", "cat_cow")


def test_fewer_than_usual_are_explained() -> None:
    guide = Guide([step_of("cat_cow")], limits={"cat_cow": 20})
    events = led(guide, on_all_fours(1.0))

    assert guide.state.repetitions_aim == 4
    assert "You've done 20 of at most 24 today: 4 left" in said(events)


def test_an_exercise_ends_at_the_limit_of_the_day() -> None:
    guide = Guide([step_of("cat_cow"), step_of("hook_lying")], limits={"cat_cow": 23})
    events = led(guide, one_after_the_other(on_all_fours(3.0), cat_cows(1), on_all_fours(4.0)))

    assert "Cat-cow: that's enough for today" in said(events)
    assert done(events)[0] == ("cat_cow", 1, False)
    assert stages(events)[-1] == ("rest", "hook_lying")


def test_what_this_session_did_counts_for_the_limit() -> None:
    guide = Guide([step_of("cat_cow", 1), step_of("cat_cow", 1)], limits={"cat_cow": 23})
    events = led(guide, one_after_the_other(on_all_fours(3.0), cat_cows(1), on_all_fours(6.0)))

    assert stages(events)[-1] == ("done", "cat_cow")


def test_a_session_of_which_everything_was_done_today_is_over() -> None:
    guide = Guide(single(EXERCISES["cat_cow"]), limits={"cat_cow": 24})
    events = led(guide, cat_cows(1))

    assert stages(events) == [("done", "cat_cow")]
    assert said(events) == ["Cat-cow: that's enough for today"]
    assert not of(events, PhaseStarted)


# --- set-up -------------------------------------------------------------------------------------------------------


def test_the_setting_up_does_not_wait_for_ever() -> None:
    poses = [hands_and_knees(t_s, CameraPlace(scale=400.0, yaw_deg=33.0)) for t_s in every(30.0, 40.0)]
    events = led(Guide([step_of("cat_cow")]), poses)

    assert [event.code for event in of(events, SetupAdvice)] == ["side_head", "side_head"]
    assert at_stage(events, "exercise") == pytest.approx(SETUP_PATIENCE_S, abs=0.1)


def test_from_a_view_that_allows_no_verdicts_that_is_said() -> None:
    poses = [hands_and_knees(t_s, CameraPlace(scale=400.0, yaw_deg=55.0)) for t_s in every(30.0, 30.0)]

    assert "We'll carry on. From this side I can only count" in said(led(Guide([step_of("cat_cow")]), poses))


def test_somebody_in_another_posture_is_told_what_to_do() -> None:
    poses = [standing(t_s, CameraPlace(scale=300.0)) for t_s in every(30.0, 20.0)]
    events = led(Guide([step_of("cat_cow")]), poses)

    assert {event.text for event in of(events, SetupAdvice)} == {
        "Come onto hands and knees, side to the camera"
    }
    assert not of(events, FaultRaised)


def test_nobody_is_waited_for() -> None:
    guide = Guide(TWO)
    events = led(guide, nobody(60.0))

    assert stages(events) == [("setup", "hook_lying")]
    assert {event.code for event in of(events, SetupAdvice)} == {"nobody"}
    assert guide.recognised is None


def test_a_guide_needs_what_its_exercises_need() -> None:
    assert Guide(TWO).needs_outline
    assert not Guide(single(EXERCISES["hip_lift_twist"])).needs_outline


def test_how_somebody_rests_is_neither_corrected_nor_taken_for_how_they_start() -> None:
    """Between two sets the back hangs through, for longer than a neutral takes; then it is straight again."""
    hanging = [hands_and_knees(t_s, CAMERA, bow=-0.03) for t_s in every(30.0, REST_S - 2.0)]
    poses = one_after_the_other(
        on_all_fours(6.0), cat_cows(1), on_all_fours(3.0), hanging, on_all_fours(10.0)
    )
    guide = Guide([step_of("cat_cow", 1), step_of("cat_cow", 1)])
    events = led(guide, poses)
    rest_s = at_stage(events, "rest")
    setup_s = [event.t_s for event in events if isinstance(event, StageStarted) and event.stage == "setup"][1]
    about = [event for event in events if rest_s < event.t_s < setup_s]
    assert not [event for event in about if isinstance(event, (NeutralTaken, CueGiven, FaultRaised))]
    (neutral,) = [event for event in events if isinstance(event, NeutralTaken) and event.t_s > rest_s]
    assert neutral.t_s > setup_s
    assert neutral.values["back_bow"] == pytest.approx(-0.005, abs=0.002)
