"""The coach from poses to events: equal however it is driven, and honest when it cannot see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from msgspec import to_builtins

from posecoach.coaching.coach import CUT, LOST, Coach
from posecoach.events import (
    CannotJudge,
    CueGiven,
    Event,
    FaultRaised,
    PersonFound,
    PersonLost,
    PhaseEnded,
    PhaseStarted,
    RepetitionDone,
    RepetitionRejected,
    SetupAdvice,
)
from posecoach.exercises.loader import builtin_exercises
from posecoach.judging.cues import SHOWN_S
from posecoach.judging.rules.phase_check import WRONG_VIEW
from posecoach.pipeline import Moment, run
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from tests.poses import (
    CYCLE,
    LIFT,
    CameraPlace,
    every,
    facing_camera,
    film,
    hands_and_knees,
    hidden,
    hook_lying,
    jittered,
    mirrored,
    standing,
    uneven,
)

CAT_COW = builtin_exercises()["cat_cow"]
HIP_LIFT = builtin_exercises()["hip_lift_twist"]
LENGTH_S = 15.0


CAMERA = CameraPlace(scale=400.0)


def cat_cow(times_s: Sequence[float] | None = None, camera: CameraPlace = CAMERA) -> list[Pose]:
    return film(hands_and_knees, CYCLE, every(30.0, LENGTH_S) if times_s is None else times_s, camera)


def hip_lift(times_s: Sequence[float] | None = None, camera: CameraPlace = CAMERA) -> list[Pose]:
    return film(hook_lying, LIFT, every(30.0, 13.0) if times_s is None else times_s, camera)


def judged(coach: Coach, poses: Sequence[Pose]) -> list[Event]:
    return [event for pose in poses for event in coach.step(pose)] + list(coach.finish())


def of(events: Sequence[Event], kind: type[Event]) -> list[Event]:
    return [event for event in events if isinstance(event, kind)]


def names(events: Sequence[Event]) -> list[str]:
    return [event.phase for event in events if isinstance(event, PhaseStarted)]


def counted(events: Sequence[Event]) -> list[tuple[object, tuple[str, ...]]]:
    return [(event.side, event.faults) for event in events if isinstance(event, RepetitionDone)]


# --- the same result, however it is driven ------------------------------------------------------------------------


@pytest.mark.parametrize("exercise", [CAT_COW, HIP_LIFT], ids=["cat_cow", "hip_lift_twist"])
def test_reset_equals_a_fresh_coach(exercise: object) -> None:
    poses = jittered(cat_cow() if exercise is CAT_COW else hip_lift(), 1.0)
    others = hip_lift() if exercise is CAT_COW else cat_cow()
    coach = Coach(exercise)
    first = judged(coach, poses)
    coach.reset()
    judged(coach, [*others, *poses[:100]])
    coach.reset()

    assert judged(coach, poses) == first == judged(Coach(exercise), poses)
    assert names(first)


def test_the_state_after_reset_is_that_of_a_fresh_coach() -> None:
    coach = Coach(CAT_COW)
    judged(coach, cat_cow())
    coach.reset()

    assert coach.state == Coach(CAT_COW).state
    assert repr(coach.setup()) == repr(Coach(CAT_COW).setup())  # NaN is not itself
    assert coach.recognised is None
    assert coach.measured() == pytest.approx(Coach(CAT_COW).measured(), nan_ok=True)


@pytest.mark.parametrize("exercise", [CAT_COW, HIP_LIFT], ids=["cat_cow", "hip_lift_twist"])
def test_the_loop_says_what_frame_by_frame_says(exercise: object) -> None:
    poses = cat_cow() if exercise is CAT_COW else hip_lift()
    told: list[Event] = []

    run(map(Moment, poses), Coach(exercise), [lambda moment, events, state: told.extend(events)])

    assert told == judged(Coach(exercise), poses)


def test_asking_in_between_changes_nothing() -> None:
    poses = cat_cow()
    watched, events = Coach(CAT_COW), []
    for pose in poses:
        events += watched.step(pose)
        watched.measured()
        watched.setup()
        watched.candidates()
        to_builtins(watched.state)

    assert events + list(watched.finish()) == judged(Coach(CAT_COW), poses)


@pytest.mark.parametrize("times_s", [every(15.0, LENGTH_S), every(60.0, LENGTH_S), uneven(30.0, LENGTH_S)])
def test_the_frame_rate_does_not_matter_for_the_cat_cow(times_s: list[float]) -> None:
    at_30 = judged(Coach(CAT_COW), cat_cow())
    other = judged(Coach(CAT_COW), cat_cow(times_s))

    assert counted(other) == counted(at_30) == [(None, ())]
    assert names(other) == names(at_30) == ["neutral", "cow", "cat", "neutral"]
    for one, two in zip(of(other, PhaseEnded)[:-1], of(at_30, PhaseEnded)[:-1], strict=True):
        assert (one.start_s, one.end_s) == pytest.approx((two.start_s, two.end_s), abs=0.15)


@pytest.mark.parametrize("times_s", [every(15.0, 13.0), every(60.0, 13.0), uneven(30.0, 13.0)])
def test_the_frame_rate_does_not_matter_for_the_hip_lift(times_s: list[float]) -> None:
    at_30 = judged(Coach(HIP_LIFT), hip_lift())
    other = judged(Coach(HIP_LIFT), hip_lift(times_s))

    assert names(other) == names(at_30) == ["rest", "lift", "twist", "hold", "return", "rest"]
    assert [side for side, _ in counted(other)] == [side for side, _ in counted(at_30)] == ["left"]
    assert [set(faults) for _, faults in counted(other)] == [set(faults) for _, faults in counted(at_30)]


@pytest.mark.parametrize(
    "camera",
    [
        CameraPlace(facing=-1, scale=400.0),
        CameraPlace(scale=200.0, size_wh=(640, 360)),
        CameraPlace(scale=400.0, yaw_deg=15.0),
        CameraPlace(scale=400.0, mirrored=True),
    ],
)
def test_neither_the_cameras_place_nor_the_size_matters(camera: CameraPlace) -> None:
    assert names(judged(Coach(CAT_COW), cat_cow(camera=camera))) == ["neutral", "cow", "cat", "neutral"]
    assert counted(judged(Coach(CAT_COW), cat_cow(camera=camera))) == [(None, ())]


@pytest.mark.parametrize("facing", [1, -1])
def test_in_a_mirrored_picture_only_the_sides_change(facing: int) -> None:
    poses = hip_lift(camera=CameraPlace(facing=facing, scale=400.0))
    here = judged(Coach(HIP_LIFT), poses)
    there = judged(Coach(HIP_LIFT), [mirrored(pose) for pose in poses])

    assert [side for side, _ in counted(here)] == ["left"]
    assert [side for side, _ in counted(there)] == ["right"]
    assert [faults for _, faults in counted(here)] == [faults for _, faults in counted(there)]
    assert names(here) == names(there)


def shaken(poses: Sequence[Pose], sigma_px: float, seed: int) -> list[Pose]:
    """Return the poses with noise on every landmark in the picture and in the world, where a metre is 500 px."""
    random = np.random.default_rng(seed)
    return [
        replace(
            pose,
            world_m=pose.world_m
            + random.normal(0.0, sigma_px / 500.0, pose.world_m.shape).astype(np.float32),
        )
        for pose in jittered(poses, sigma_px, seed)
    ]


@pytest.mark.parametrize("seed", range(4))
def test_jitter_of_the_landmarks_changes_nothing(seed: int) -> None:
    """As much as makes a lift more than one, and to both sides, without smoothing, or if nothing had to last."""
    for exercise, poses, sigma_px in ((CAT_COW, cat_cow(), 5.0), (HIP_LIFT, hip_lift(), 3.0)):
        still, noisy = judged(Coach(exercise), poses), judged(Coach(exercise), shaken(poses, sigma_px, seed))

        assert names(noisy) == names(still)
        assert counted(noisy) == counted(still)
        assert counted(noisy)


def test_media_time_may_begin_anywhere() -> None:
    later = [replace(pose, t_s=pose.t_s + 1000.0) for pose in cat_cow()]

    assert counted(judged(Coach(CAT_COW), later)) == [(None, ())]


# --- the person comes and goes ------------------------------------------------------------------------------------


def nobody(start_s: float, end_s: float) -> list[Pose]:
    return [Pose.nobody(start_s + t_s) for t_s in every(30.0, end_s - start_s)[:-1]]


def without(poses: Sequence[Pose], start_s: float, end_s: float) -> list[Pose]:
    return [Pose.nobody(pose.t_s) if start_s <= pose.t_s < end_s else pose for pose in poses]


def test_nobody_is_no_event_and_nothing_recognised() -> None:
    coach = Coach(CAT_COW)
    events = judged(coach, nobody(0.0, 2.0))

    assert events == []
    assert coach.recognised is None
    assert coach.candidates() == [("cat_cow", 0.0)]


def test_somebody_is_found_once() -> None:
    assert [
        event.t_s for event in of(judged(Coach(CAT_COW), [*nobody(0.0, 0.5), *cat_cow()[15:60]]), PersonFound)
    ] == [0.5]


def test_a_person_who_is_lost_for_a_moment_goes_on() -> None:
    events = judged(Coach(CAT_COW), without(cat_cow(), 4.0, 4.5))

    assert not of(events, PersonLost)
    assert counted(events) == [(None, ())]


def test_a_person_who_is_lost_in_the_middle_loses_the_repetition() -> None:
    events = judged(Coach(CAT_COW), without(cat_cow(), 5.0, 8.0))

    assert [event.t_s for event in of(events, PersonLost)] == [pytest.approx(6.0, abs=0.1)]
    assert LOST in [event.reason for event in of(events, RepetitionRejected)]
    assert next(event.end_s for event in of(events, PhaseEnded) if event.phase == "cow") == pytest.approx(
        5.0, abs=0.05
    )
    assert not counted(events)
    assert len(of(events, PersonFound)) == 2


def test_a_cut_in_the_middle_loses_the_repetition() -> None:
    upright = CameraPlace(scale=400.0, size_wh=(1280, 1000))
    poses = [
        standing(pose.t_s, upright) if pose.t_s >= 5.0 else replace(pose, size_wh=(1280, 1000))
        for pose in cat_cow()
    ]
    events = judged(Coach(CAT_COW), poses)

    assert [event.reason for event in of(events, RepetitionRejected)] == [CUT]
    assert not of(events, PersonLost)
    assert not counted(events)


def test_events_become_known_in_order_even_when_the_person_leaves() -> None:
    for exercise, poses in (
        (CAT_COW, without(cat_cow(), 5.0, 8.0)),
        (HIP_LIFT, without(hip_lift(), 6.0, 9.0)),
    ):
        times_s = [event.t_s for event in judged(Coach(exercise), poses)]

        assert times_s == sorted(times_s)


def test_the_next_repetition_after_coming_back_counts() -> None:
    again = [replace(pose, t_s=pose.t_s + LENGTH_S + 3.0) for pose in cat_cow()]
    first = without(cat_cow(), 5.0, LENGTH_S + 1.0)

    events = judged(Coach(CAT_COW), [*first, *nobody(LENGTH_S + 0.1, LENGTH_S + 3.0), *again])

    assert counted(events) == [(None, ())]


def test_another_posture_is_not_judged_and_advice_follows() -> None:
    events = judged(Coach(CAT_COW), hip_lift())

    assert names(events) == []
    assert [event.code for event in of(events, SetupAdvice)] == ["posture", "posture"]


# --- what cannot be seen ------------------------------------------------------------------------------------------


def test_a_trunk_that_jumps_is_not_believed() -> None:
    """A frame in which the landmarks fell on something else must not make a cat."""
    poses = cat_cow()[:90]
    wrong = replace(poses[60], image_px=poses[60].image_px * np.float32([0.5, 1.0]))
    events = judged(Coach(CAT_COW), [*poses[:60], wrong, *poses[61:]])

    assert names(events) == names(judged(Coach(CAT_COW), poses))
    assert not of(events, FaultRaised)


@pytest.mark.parametrize("yaw_deg", [55.0, -55.0])
def test_a_wrong_view_cannot_be_judged_and_is_never_a_fault(yaw_deg: float) -> None:
    bad = [(t_s, values | {"elbow_flexion_deg": 60.0}) for t_s, values in CYCLE]
    poses = film(hands_and_knees, bad, every(30.0, LENGTH_S), CameraPlace(scale=400.0, yaw_deg=yaw_deg))
    events = judged(Coach(CAT_COW), poses)

    assert not of(events, FaultRaised)
    assert WRONG_VIEW in {event.reason for event in of(events, CannotJudge)}


def test_the_same_fault_from_the_right_view_is_one() -> None:
    bad = [(t_s, values | {"elbow_flexion_deg": 60.0}) for t_s, values in CYCLE]
    events = judged(
        Coach(CAT_COW),
        film(hands_and_knees, bad, every(30.0, LENGTH_S), CameraPlace(scale=400.0, yaw_deg=15.0)),
    )

    assert {event.rule for event in of(events, FaultRaised)} == {"elbows_straight"}


def test_hands_out_of_the_picture_cannot_be_judged() -> None:
    poses = [hidden(pose, L.LEFT_WRIST, L.RIGHT_WRIST) for pose in cat_cow()]
    events = judged(Coach(CAT_COW), poses)

    assert counted(events) == [(None, ())]
    assert {event.rule for event in of(events, CannotJudge)} == {"elbows_straight", "shoulders_over_hands"}


def test_without_the_outline_of_the_back_nothing_is_a_cat_or_a_cow() -> None:
    events = judged(Coach(CAT_COW), [replace(pose, back_outline=None) for pose in cat_cow()])

    assert names(events) == []
    assert not of(events, FaultRaised)


# --- what a screen shows ------------------------------------------------------------------------------------------


def test_only_the_exercises_that_judge_the_back_need_its_outline() -> None:
    assert Coach(CAT_COW).needs_outline
    assert not Coach(HIP_LIFT).needs_outline


def test_the_state_before_anything_was_seen() -> None:
    state = Coach(HIP_LIFT).state

    assert (state.exercise, state.title, state.repetitions_aim) == (
        "hip_lift_twist",
        "Hip lift with twist",
        6,
    )
    assert (state.person, state.in_position, state.movement.phase, state.score) == (False, False, "", None)


def test_the_state_follows_phase_side_hold_and_repetitions() -> None:
    coach = Coach(HIP_LIFT)
    shown = {}
    for pose in hip_lift():
        coach.step(pose)
        state = to_builtins(coach.state)
        shown[round(pose.t_s, 3)] = state | state["movement"]

    at_rest, lifting, holding, after = shown[1.5], shown[3.5], shown[8.0], shown[13.0]
    assert (at_rest["person"], at_rest["in_position"], at_rest["label"]) == (True, True, "Rest")
    assert (lifting["phase"], lifting["breath"], lifting["hold_s"]) == ("lift", "in", None)
    assert (holding["phase"], holding["side"], holding["hold_aim_s"]) == ("hold", "left", 3.0)
    assert holding["hold_s"] == pytest.approx(8.0 - 6.0, abs=0.5)
    assert (after["phase"], after["repetitions"]) == ("rest", 1)
    assert after["score"] is not None


def test_the_first_movement_is_awaited_until_it_begins() -> None:
    coach = Coach(builtin_exercises()["hip_lift_twist"])
    awaited = []
    for pose in hip_lift():
        coach.step(pose)
        if coach.state.movement.label:
            awaited.append(coach.state.movement.awaited)
    assert awaited[0]
    assert not awaited[-1]
    assert awaited == sorted(awaited, reverse=True)


def test_the_words_stay_on_the_screen_for_a_while() -> None:
    bad = [(t_s, values | {"elbow_flexion_deg": 60.0}) for t_s, values in CYCLE]
    coach, spoken_s, shown = Coach(CAT_COW), None, {}
    for pose in film(hands_and_knees, bad, every(30.0, 12.0), CameraPlace(scale=400.0)):
        for event in coach.step(pose):
            if isinstance(event, CueGiven) and spoken_s is None:
                spoken_s = event.t_s
        shown[pose.t_s] = coach.state.cue.text

    assert spoken_s is not None
    assert all(
        cue == "Straighten your arms" for t_s, cue in shown.items() if spoken_s <= t_s <= spoken_s + SHOWN_S
    )
    assert all(not cue for t_s, cue in shown.items() if t_s < spoken_s)


@pytest.mark.parametrize(("facing", "side"), [(1, 1), (-1, 0)])
def test_the_joints_of_a_broken_rule_are_painted_on_the_near_side(facing: int, side: int) -> None:
    bad = [(t_s, values | {"elbow_flexion_deg": 60.0}) for t_s, values in CYCLE]
    coach = Coach(CAT_COW)
    for pose in film(hands_and_knees, bad, every(30.0, 4.0), CameraPlace(scale=400.0, facing=facing)):
        coach.step(pose)

    assert coach.state.faulty == {mark + side for mark in (L.LEFT_SHOULDER, L.LEFT_ELBOW, L.LEFT_WRIST)}


def test_what_is_measured_is_known_by_name() -> None:
    coach = Coach(CAT_COW)
    for pose in cat_cow()[:330]:
        coach.step(pose)

    assert coach.measured()["back_bow"] == pytest.approx(0.055, abs=0.03)


def test_nothing_is_measured_of_somebody_in_another_posture() -> None:
    coach = Coach(CAT_COW)
    judged(coach, hip_lift())

    assert all(value != value for value in coach.measured().values())  # NaN is not equal to itself


def test_somebody_in_position_makes_the_named_exercise_recognised() -> None:
    coach = Coach(CAT_COW)
    judged(coach, cat_cow()[:30])

    assert coach.recognised == "cat_cow"
    assert coach.candidates() == [("cat_cow", 1.0)]


def walked(pose: Pose, way_px: float) -> Pose:
    """A pose so far to the left of where it is."""
    return replace(pose, image_px=pose.image_px - np.array([way_px, 0.0], np.float32))


def test_the_way_that_somebody_faces_who_walks_in_is_not_that_of_the_exercise() -> None:
    path = [
        (0.0, {"chest_turn_deg": 35.0, "pelvis_turn_deg": 35.0}),
        (2.5, {}),
        (3.0, {"chest_turn_deg": 0.0}),
    ]
    path = [*path, (3.0, {"pelvis_turn_deg": 0.0}), (4.5, {}), (6.5, {"chest_turn_deg": 45.0}), (7.0, {})]
    path = [*path, (9.0, {"chest_turn_deg": 0.0}), (10.5, {})]
    poses = film(facing_camera, path, every(30.0, 10.5), CAMERA)
    poses = [walked(pose, 150.0 * max(3.0 - pose.t_s, 0.0)) for pose in poses]
    coach = Coach(builtin_exercises()["torso_twist"])

    done = [event for pose in poses for event in coach.step(pose) if isinstance(event, RepetitionDone)]
    assert [event.repetition.side for event in done] == ["left"]


def test_a_step_once_the_exercise_has_begun_ends_nothing() -> None:
    path = [
        (0.0, {"trunk_inclination_deg": 4.0}),
        (1.5, {}),
        (3.5, {"trunk_inclination_deg": 100.0}),
        (5.0, {}),
    ]
    path = [*path, (7.0, {"trunk_inclination_deg": 4.0}), (8.5, {})]
    poses = film(standing, path, every(30.0, 8.5), CAMERA)
    poses = [walked(pose, 110.0 * min(max(pose.t_s - 4.0, 0.0), 1.0)) for pose in poses]
    coach = Coach(builtin_exercises()["toe_touch"])

    events = [event for pose in poses for event in coach.step(pose)]
    assert len([event for event in events if isinstance(event, RepetitionDone)]) == 1
