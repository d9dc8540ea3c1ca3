"""Whatever the camera and the network deliver: no exception, no repetition and no hold that was not there."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posecoach.coaching.coach import NO_PICTURE_S, Coach
from posecoach.coaching.recognition import Recogniser
from posecoach.coaching.spell import OVERLAP_S
from posecoach.events import (
    Command,
    CueGiven,
    Event,
    ExerciseRecognised,
    PainStopped,
    PersonFound,
    PersonLost,
    PhaseStarted,
    RepetitionDone,
)
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.loader import builtin_exercises
from posecoach.exercises.routines import all_routines, plan
from posecoach.features.body import Body
from posecoach.features.extract import Extractor, feature_names
from posecoach.features.view import side_yaw_deg, view
from posecoach.guiding.guide import Guide
from posecoach.judging.ending import is_hold
from posecoach.judging.exercise_judge import ExerciseJudge
from posecoach.pose.landmarks import LANDMARK_COUNT
from posecoach.pose.outline import OUTLINE_POINTS
from posecoach.pose.pose import Pose
from posecoach.postures.table import posture_of
from tests.judging.test_properties import LEVELS, OTHERS, Segment, check, frames, run, segments
from tests.poses import CameraPlace, facing_camera, hands_and_knees, hook_lying, leaning, standing
from tests.reliability.amount import times

EVERY = list(builtin_exercises().values())
each_exercise = pytest.mark.parametrize("exercise", EVERY, ids=lambda exercise: exercise.key)
FIGURES = (
    lambda: hands_and_knees(bow=0.07),
    lambda: hands_and_knees(bow=-0.06, head_pitch_deg=-40.0),
    hook_lying,
    lambda: hook_lying(hip_height=0.4, trunk_rotation_deg=25.0),
    standing,
    lambda: standing(trunk_inclination_deg=80.0),
    lambda: facing_camera(chest_turn_deg=40.0),
    lambda: facing_camera(left_arm_deg=170.0, right_arm_deg=170.0),
    lambda: facing_camera(camera=CameraPlace(mirrored=True, size_wh=(1, 1), scale=1.0)),
    lambda: leaning(30.0),
)
NUMBERS = [math.nan, 0.0, -1.0, 1e6, -1e6, 1e-30, 3.4e38]
STEPS_S = [0.0, 1e-9, 1 / 60, 1 / 30, 0.4, 1.0, 3.0, 500.0, 1e6]


@dataclass(frozen=True)
class Shot:
    """Some frames of one figure (None: nobody), with numbers that no model should deliver."""

    figure: int | None
    steps_s: tuple[float, ...]
    broken: tuple[tuple[str, int, float], ...]


ARRAYS = {
    "image_px": LANDMARK_COUNT * 2,
    "world_m": LANDMARK_COUNT * 3,
    "visibility": LANDMARK_COUNT,
    "back_outline": OUTLINE_POINTS,
}
broken_numbers = st.sampled_from(sorted(ARRAYS)).flatmap(
    lambda name: st.tuples(
        st.just(name),
        st.integers(-1, ARRAYS[name] - 1),
        st.sampled_from(NUMBERS),  # -1: all of them
    )
)
shots = st.builds(
    Shot,
    st.none() | st.integers(0, len(FIGURES) - 1),
    st.one_of(
        st.integers(1, 40).map(lambda count: (1 / 30,) * count),
        st.lists(st.sampled_from(STEPS_S), min_size=1, max_size=6).map(tuple),
    ),
    st.lists(broken_numbers, max_size=4).map(tuple),
)
films = st.lists(shots, min_size=1, max_size=8)


def filmed(parts: Sequence[Shot]) -> list[Pose]:
    poses, t_s = [], 0.0
    for part in parts:
        pose = Pose.nobody(0.0) if part.figure is None else FIGURES[part.figure]()
        if part.figure is not None:
            for name, place, number in part.broken:
                values = getattr(pose, name)
                values = np.zeros(OUTLINE_POINTS, np.float32) if values is None else values.copy()
                values.reshape(-1)[place if place >= 0 else slice(None)] = number
                pose = replace(pose, **{name: values})
        for step_s in part.steps_s:
            poses.append(replace(pose, t_s=t_s))
            t_s += step_s
    return poses


def judged(coach: Coach | Recogniser, poses: Sequence[Pose]) -> list[Event]:
    return [event for pose in poses for event in coach.step(pose)] + list(coach.finish())


@each_exercise
@given(parts=films)
@settings(max_examples=times(25))
def test_a_coach_stays_sound_whatever_the_network_delivers(exercise: Exercise, parts: list[Shot]) -> None:
    poses = filmed(parts)

    check(judged(Coach(exercise), poses), exercise, poses[-1].t_s)


@given(films)
@settings(max_examples=times(60))
def test_recognition_among_all_exercises_stays_sound(parts: list[Shot]) -> None:
    poses = filmed(parts)
    events = judged(Recogniser(EVERY), poses)

    presence = [type(event) for event in events if isinstance(event, PersonFound | PersonLost)]
    assert presence == ([PersonFound, PersonLost] * len(presence))[: len(presence)]
    done = [event for event in events if isinstance(event, RepetitionDone)]
    for before, after in pairwise(done):
        assert before.repetition.end_s <= after.start_s + OVERLAP_S
    if done:
        assert any(isinstance(event, ExerciseRecognised) for event in events)


@given(films, films)
@settings(max_examples=times(25))
def test_after_reset_recognition_is_as_new(before: list[Shot], parts: list[Shot]) -> None:
    used, new = Recogniser(EVERY), Recogniser(EVERY)
    judged(used, filmed(before))
    used.reset()
    poses = filmed(parts)

    assert repr(judged(used, poses)) == repr(judged(new, poses))  # as text, since NaN is not equal to itself
    assert repr(used.state) == repr(new.state)
    assert used.candidates() == new.candidates()


@each_exercise
@given(first=films, parts=films)
@settings(max_examples=times(10))
def test_after_reset_a_coach_is_as_new(exercise: Exercise, first: list[Shot], parts: list[Shot]) -> None:
    used, new = Coach(exercise), Coach(exercise)
    judged(used, filmed(first))
    used.reset()
    poses = filmed(parts)

    assert repr(judged(used, poses)) == repr(judged(new, poses))
    assert repr(used.state) == repr(new.state)


MOVING = [exercise for exercise in EVERY if not is_hold(exercise)]


@pytest.mark.parametrize("exercise", MOVING, ids=lambda exercise: exercise.key)
@given(data=st.data())
@settings(max_examples=times(40))
def test_a_person_who_does_not_move_makes_no_repetition(exercise: Exercise, data: st.DataObject) -> None:
    """Whatever the posture, the times, and what is hidden now and then."""
    judge = ExerciseJudge(exercise)
    still = [data.draw(st.sampled_from(LEVELS.get(name, OTHERS))) for name in judge.signals.names]
    hidden = st.lists(st.booleans(), min_size=len(still), max_size=len(still))
    parts = st.lists(
        st.tuples(hidden, st.lists(st.sampled_from(STEPS_S), min_size=1, max_size=20)), max_size=6
    )
    rows, t_s = [(0.0, still, True)], 0.0
    for gone, steps_s in data.draw(parts):
        for step_s in steps_s:
            t_s += step_s
            row = [math.nan if away else value for away, value in zip(gone, still, strict=True)]
            rows.append((t_s, row, True))

    assert not [event for event in run(judge, rows) if isinstance(event, RepetitionDone)]


@each_exercise
@given(data=st.data())
@settings(max_examples=times(40))
def test_there_are_no_more_repetitions_than_movements(exercise: Exercise, data: st.DataObject) -> None:
    judge = ExerciseJudge(exercise)
    parts: list[Segment] = data.draw(segments(judge.signals.names))
    moves = sum(before.targets != after.targets for before, after in pairwise(parts))
    turns = 0.0
    if "arm_turn_deg" in judge.signals.names:  # several turns fit into one movement from one angle to another
        column = judge.signals.names.index("arm_turn_deg")
        angles = [part.targets[column] for part in parts if not math.isnan(part.targets[column])]
        turns = sum(abs(after - before) for before, after in pairwise(angles)) / 180.0

    done = [event for event in run(judge, frames(parts)) if isinstance(event, RepetitionDone)]
    assert len(done) <= moves + turns + 1


holds = [exercise for exercise in EVERY if any(phase.hold_aim_s for phase in exercise.phases)]


@pytest.mark.parametrize("exercise", holds, ids=lambda exercise: exercise.key)
@given(parts=films)
@settings(max_examples=times(60))
def test_a_hold_is_no_longer_than_it_was_looked_at(exercise: Exercise, parts: list[Shot]) -> None:
    poses = filmed(parts)
    for event in judged(Coach(exercise), poses):
        if isinstance(event, RepetitionDone) and event.repetition.hold_s is not None:
            times_s = [pose.t_s for pose in poses if event.start_s <= pose.t_s <= event.repetition.end_s]
            looked_s = sum(min(after - before, NO_PICTURE_S) for before, after in pairwise(times_s))
            assert event.repetition.hold_s <= looked_s + 1e-6


def test_a_hold_ends_with_the_last_picture_before_a_pause() -> None:
    exercise = builtin_exercises()["hook_lying"]
    before = [replace(hook_lying(), t_s=index / 30) for index in range(300)]
    after = [replace(pose, t_s=pose.t_s + 40.0) for pose in before]
    done = [event for event in judged(Coach(exercise), before + after) if isinstance(event, RepetitionDone)]

    assert done
    assert all(event.repetition.hold_s is not None and event.repetition.hold_s <= 10.0 for event in done)


def test_one_picture_a_second_is_still_followed() -> None:
    exercise = builtin_exercises()["hook_lying"]
    poses = [replace(hook_lying(), t_s=float(index)) for index in range(30)]
    done = [event for event in judged(Coach(exercise), poses) if isinstance(event, RepetitionDone)]

    assert len(done) == 1
    assert done[0].repetition.hold_s == pytest.approx(29.0, abs=1.5)


BODY_POINTS = st.sampled_from([0, 7, 8, *range(11, 17), *range(23, 33)])


@st.composite
def degenerate(draw: st.DrawFn) -> Pose:
    """Draw a figure of which some points fall together or lie in one line, with a few broken numbers."""
    pose = FIGURES[draw(st.integers(0, len(FIGURES) - 1))]()
    image, world = pose.image_px.copy(), pose.world_m.copy()
    for array in (image, world):
        if draw(st.booleans()):
            array[:, draw(st.integers(0, array.shape[1] - 1))] = draw(st.sampled_from([0.0, 100.0]))
        for _ in range(draw(st.integers(0, 4))):
            array[draw(BODY_POINTS)] = array[draw(BODY_POINTS)]
        for _ in range(draw(st.integers(0, 2))):
            array.reshape(-1)[draw(st.integers(0, array.size - 1))] = draw(st.sampled_from(NUMBERS))
    return replace(pose, image_px=image, world_m=world, size_wh=draw(st.sampled_from([pose.size_wh, (0, 0)])))


@given(st.lists(degenerate(), min_size=1, max_size=4))
@settings(max_examples=times(300))
def test_every_feature_of_every_figure_is_a_number_or_not_seen(poses: list[Pose]) -> None:
    body = Body()
    extractor = Extractor(feature_names())
    for index, pose in enumerate(poses):
        body.update(replace(pose, t_s=index / 30))
        for value in extractor.measure(body):
            assert isinstance(value, float)
        for before in ("standing", "hook_lying", "hands_and_knees", "other"):
            posture_of(body, before)
        side_yaw_deg(body)
        view(body)


@each_exercise
def test_a_person_who_shrinks_to_a_point_is_not_seen(exercise: Exercise) -> None:
    figure = FIGURES[
        0 if exercise.posture == "hands_and_knees" else 2 if exercise.posture == "hook_lying" else 7
    ]
    poses = [replace(figure(), t_s=index / 30) for index in range(60)]
    point = replace(poses[-1], image_px=np.zeros_like(poses[-1].image_px))
    poses += [replace(point, t_s=2.0 + index / 30) for index in range(60)]

    check(judged(Coach(exercise), poses), exercise, poses[-1].t_s)


COMMANDS: tuple[Command | None, ...] = (None, None, None, None, "skip", "back", "pause", "pain")
FULL = plan(all_routines(None, builtin_exercises())["full"], builtin_exercises())


def led(guide: Guide, poses: Sequence[Pose], wishes: Sequence[tuple[int, Command | None]]) -> list[Event]:
    """Lead through the poses, with a command before some of them."""
    events: list[Event] = []
    given = {place % len(poses): command for place, command in wishes}
    for index, pose in enumerate(poses):
        command = given.get(index)
        if command is not None:
            guide.command(command)
        events += guide.step(pose)
    return [*events, *guide.finish()]


wishes = st.lists(st.tuples(st.integers(0, 400), st.sampled_from(COMMANDS)), max_size=6)


@given(films, wishes)
@settings(max_examples=times(60))
def test_a_guided_session_stays_sound_whatever_is_wished_for(
    parts: list[Shot], wanted: list[tuple[int, Command | None]]
) -> None:
    poses = filmed(parts)
    events = led(Guide(FULL), poses, wanted)

    assert [event.t_s for event in events] == sorted(event.t_s for event in events)
    stops = [index for index, event in enumerate(events) if isinstance(event, PainStopped)]
    assert len(stops) <= 1
    if "pain" in {place % len(poses): command for place, command in wanted}.values():
        assert len(stops) == 1
    if stops:  # after that nobody is told to move
        assert not [event for event in events[stops[0] :] if isinstance(event, CueGiven | PhaseStarted)]


@given(films, films, wishes)
@settings(max_examples=times(20))
def test_after_reset_a_guided_session_is_as_new(
    first: list[Shot], parts: list[Shot], wanted: list[tuple[int, Command | None]]
) -> None:
    used, new = Guide(FULL), Guide(FULL)
    led(used, filmed(first), wanted)
    used.reset()
    poses = filmed(parts)

    assert repr(led(used, poses, wanted)) == repr(led(new, poses, wanted))
    assert repr(used.state) == repr(new.state)
