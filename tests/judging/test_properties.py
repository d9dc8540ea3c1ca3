"""Whatever comes in, the state machines stay sound: any values, gaps, jumps, repeated and huge time steps."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posecoach.coaching.coach import Coach
from posecoach.coaching.recognition import Recogniser
from posecoach.events import (
    Event,
    ExerciseRecognised,
    FaultCleared,
    FaultRaised,
    PersonFound,
    PersonLost,
    PhaseEnded,
    PhaseStarted,
    RepetitionDone,
    RepetitionRejected,
    SetupAdvice,
)
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.loader import builtin_exercises
from posecoach.judging.exercise_judge import ExerciseJudge
from posecoach.judging.open_score import OPEN_POINTS
from posecoach.judging.rules.kind import kind_of
from posecoach.pose.pose import Pose
from tests.poses import CameraPlace, hands_and_knees, hook_lying, standing

EVERY = list(builtin_exercises().values())
TWO = [builtin_exercises()[key] for key in ("cat_cow", "hip_lift_twist")]
LEVELS = {
    "back_bow": [-0.08, -0.02, -0.005, 0.015, 0.03, 0.08],
    "head_pitch_deg": [-130.0, -85.0, -40.0],
    "hip_height": [0.0, 0.08, 0.2, 0.3, 0.45],
    "trunk_rotation_deg": [-25.0, -8.0, 0.0, 8.0, 25.0],
    "knee_flexion_deg": [30.0, 90.0, 140.0],
    "shoulder_hip_knee_deg": [120.0, 175.0, 205.0],
    "trunk_inclination_deg": [0.0, 20.0, 60.0, 95.0],
    "trunk_place": [-0.15, 0.0, 0.15, 0.3],
    "chest_turn_deg": [-40.0, -10.0, 0.0, 10.0, 40.0],
    "arm_turn_deg": [-360.0, -180.0, 0.0, 180.0, 360.0],
    "arms_elevation_deg": [10.0, 90.0, 175.0],
}
OTHERS = [-1.0, 0.0, 0.3, 50.0]
Frames = list[tuple[float, list[float], bool]]


@dataclass(frozen=True)
class Segment:
    """Some frames in which every value goes straight to where it shall be; NaN = not seen."""

    steps_s: tuple[float, ...]
    targets: tuple[float, ...]
    judgeable: bool


def segments(names: Sequence[str]) -> st.SearchStrategy[list[Segment]]:
    even = st.builds(
        lambda count, fps: (1.0 / fps,) * count, st.integers(1, 60), st.sampled_from([15.0, 30.0, 60.0])
    )
    wild = st.lists(st.sampled_from([0.0, 1e-6, 0.3, 1.0, 7.0, 1000.0]), min_size=1, max_size=6).map(tuple)
    value = {name: st.sampled_from([*LEVELS.get(name, OTHERS), math.nan]) for name in names}
    targets = st.tuples(*(value[name] for name in names))
    judgeable = st.sampled_from([True, True, True, False])
    return st.lists(st.builds(Segment, even | even | wild, targets, judgeable), min_size=1, max_size=12)


def frames(parts: Sequence[Segment]) -> Frames:
    rows: Frames = []
    t_s, values = 0.0, list(parts[0].targets)
    for part in parts:
        before = values
        for i, step_s in enumerate(part.steps_s, 1):
            t_s += step_s
            share = i / len(part.steps_s)
            values = [
                target if old != old else old + share * (target - old)  # NaN is not equal to itself
                for old, target in zip(before, part.targets, strict=True)
            ]
            rows.append((t_s, values, part.judgeable))
    return rows


def run(judge: ExerciseJudge, rows: Frames) -> list[Event]:
    events = [event for t_s, values, judgeable in rows for event in judge.step(t_s, values, judgeable)]
    return events + judge.finish()


def check_phases(events: Sequence[Event], last_s: float) -> None:
    open_phase: PhaseStarted | None = None
    previous_end_s = 0.0
    for event in events:
        if isinstance(event, PhaseStarted):
            assert open_phase is None
            assert event.start_s >= previous_end_s
            assert event.start_s <= event.t_s
            open_phase = event
        elif isinstance(event, PhaseEnded):
            assert open_phase is not None
            assert (event.phase, event.start_s) == (open_phase.phase, open_phase.start_s)
            assert event.start_s <= event.end_s <= event.t_s <= last_s
            open_phase, previous_end_s = None, event.end_s
    assert open_phase is None


def check_repetitions(events: Sequence[Event], exercise: Exercise) -> None:
    done = [event for event in events if isinstance(event, RepetitionDone)]
    rules = {rule.name for rule in exercise.rules}
    assert [event.repetition.index for event in done] == list(range(1, len(done) + 1))
    previous_end_s = 0.0
    for event in done:
        assert previous_end_s <= event.start_s <= event.repetition.end_s <= event.t_s
        assert (
            event.repetition.hold_s is None
            or 0.0 <= event.repetition.hold_s <= event.repetition.end_s - event.start_s + 1e-9
        )
        assert event.score is None or 0.0 <= event.score <= 100.0
        assert (event.score is None) is (event.open_points > OPEN_POINTS)
        assert set(event.faults) <= rules
        previous_end_s = event.repetition.end_s
    for event in events:
        if isinstance(event, RepetitionRejected):
            assert 0.0 <= event.start_s <= event.t_s
            assert event.reason


def check_faults(events: Sequence[Event]) -> None:
    under_way: list[FaultRaised] = []
    for event in events:
        if isinstance(event, FaultRaised):
            assert event.start_s <= event.t_s
            assert math.isfinite(event.fault.value)
            assert math.isfinite(event.fault.limit)
            under_way.append(event)
        elif isinstance(event, FaultCleared):
            # A rule may be declared more than once, and its faults overlap: heels up by the ankle and by the sole.
            raised = next(
                fault for fault in under_way if (fault.rule, fault.start_s) == (event.rule, event.start_s)
            )
            assert event.start_s <= event.fault.end_s <= event.t_s
            under_way.remove(raised)
    assert not under_way


def check(events: Sequence[Event], exercise: Exercise, last_s: float) -> None:
    assert [event.t_s for event in events] == sorted(event.t_s for event in events)
    check_phases(events, last_s)
    check_repetitions(events, exercise)
    check_faults(events)


@pytest.mark.parametrize("exercise", EVERY, ids=lambda exercise: exercise.key)
@given(data=st.data())
@settings(max_examples=50)
def test_the_order_of_events_is_always_valid(exercise: Exercise, data: st.DataObject) -> None:
    judge = ExerciseJudge(exercise)
    rows = frames(data.draw(segments(judge.signals.names)))

    check(run(judge, rows), exercise, rows[-1][0])


@pytest.mark.parametrize("exercise", EVERY, ids=lambda exercise: exercise.key)
@given(data=st.data())
@settings(max_examples=20)
def test_reset_equals_new(exercise: Exercise, data: st.DataObject) -> None:
    used, new = ExerciseJudge(exercise), ExerciseJudge(exercise)
    before = frames(data.draw(segments(used.signals.names)))
    rows = frames(data.draw(segments(used.signals.names)))
    run(used, before)
    used.reset()

    assert repr(run(used, rows)) == repr(run(new, rows))  # as text, since NaN is not equal to itself


@pytest.mark.parametrize("exercise", EVERY, ids=lambda exercise: exercise.key)
@given(data=st.data())
@settings(max_examples=20)
def test_what_is_not_seen_neither_moves_a_phase_nor_raises_a_fault(
    exercise: Exercise, data: st.DataObject
) -> None:
    judge = ExerciseJudge(exercise)
    for t_s, values, judgeable in frames(data.draw(segments(judge.signals.names))):
        judge.step(t_s, values, judgeable)
    blind = [math.nan] * len(judge.signals.names)
    steps_s = data.draw(st.lists(st.sampled_from([0.0, 0.02, 0.3, 10.0]), min_size=1, max_size=30))

    for step_s in steps_s:
        t_s += step_s
        events = judge.step(t_s, blind, judgeable=True)
        assert not [
            event
            for event in events
            if isinstance(event, PhaseStarted | PhaseEnded | FaultRaised | RepetitionDone)
        ]


@pytest.mark.parametrize("exercise", EVERY, ids=lambda exercise: exercise.key)
@given(data=st.data())
@settings(max_examples=20)
def test_a_view_that_forbids_verdicts_raises_no_limit(exercise: Exercise, data: st.DataObject) -> None:
    judge = ExerciseJudge(exercise)
    rows = [(t_s, values, False) for t_s, values, _ in frames(data.draw(segments(judge.signals.names)))]
    ranged = {rule.name for rule in exercise.rules if kind_of(rule).needs_feature}

    for event in run(judge, rows):
        if isinstance(event, FaultRaised):
            assert event.rule not in ranged


MAKERS = {"hands_and_knees": hands_and_knees, "hook_lying": hook_lying, "standing": standing}
arguments = {
    "hands_and_knees": st.fixed_dictionaries(
        {"bow": st.sampled_from([-0.06, 0.0, 0.07]), "knee_offset": st.sampled_from([0.0, 0.6])}
    ),
    "hook_lying": st.fixed_dictionaries(
        {
            "hip_height": st.sampled_from([0.08, 0.4]),
            "trunk_rotation_deg": st.sampled_from([-25.0, 0.0, 25.0]),
        }
    ),
    "standing": st.fixed_dictionaries({"trunk_inclination_deg": st.sampled_from([0.0, 70.0])}),
}
cameras = st.builds(
    CameraPlace,
    facing=st.sampled_from([1, -1]),
    yaw_deg=st.sampled_from([0.0, 0.0, 30.0, 60.0]),
    scale=st.sampled_from([300.0, 300.0, 150.0]),
)
someone = st.sampled_from(sorted(MAKERS)).flatmap(
    lambda name: st.tuples(st.just(name), arguments[name], cameras)
)
scenes = st.lists(
    st.tuples(someone | st.none(), st.integers(1, 50), st.sampled_from([1 / 30, 1 / 15, 0.0, 0.4, 3.0])),
    min_size=1,
    max_size=8,
)


def poses(scene: Sequence[tuple[tuple[str, dict[str, float], CameraPlace] | None, int, float]]) -> list[Pose]:
    shots, t_s = [], 0.0
    for who, count, step_s in scene:
        for _ in range(count):
            if who is None:
                shots.append(Pose.nobody(t_s))
            else:
                name, values, camera = who
                shots.append(MAKERS[name](t_s, camera, **values))
            t_s += step_s
    return shots


@given(scenes)
@settings(max_examples=40)
def test_whoever_comes_and_goes_the_coaches_events_are_valid(
    scene: list[tuple[tuple[str, dict[str, float], CameraPlace] | None, int, float]],
) -> None:
    shots = poses(scene)
    for exercise in TWO:
        coach = Coach(exercise)
        events = [event for pose in shots for event in coach.step(pose)] + list(coach.finish())

        check(events, exercise, shots[-1].t_s)
        presence = [type(event) for event in events if isinstance(event, PersonFound | PersonLost)]
        assert presence == [PersonFound, PersonLost] * (len(presence) // 2) + [PersonFound] * (
            len(presence) % 2
        )


@given(scenes)
@settings(max_examples=30)
def test_recognising_says_what_the_recognised_coach_says(
    scene: list[tuple[tuple[str, dict[str, float], CameraPlace] | None, int, float]],
) -> None:
    shots = poses(scene)
    auto = Recogniser(TWO)
    events = [event for pose in shots for event in auto.step(pose)] + list(auto.finish())
    if auto.recognised is None:
        assert not [
            event for event in events if isinstance(event, PhaseStarted | FaultRaised | RepetitionDone)
        ]
        return
    alone: dict[str, set[str]] = {}
    for exercise in TWO:
        coach = Coach(exercise)
        told = [event for pose in shots for event in coach.step(pose)] + list(coach.finish())
        alone[exercise.key] = set(map(repr, told))  # as text, since NaN is not equal to itself
    key = ""
    for event in events:
        if isinstance(event, ExerciseRecognised):
            key = event.exercise
        elif not isinstance(event, PersonFound | PersonLost | SetupAdvice):
            assert repr(event) in alone[key]
