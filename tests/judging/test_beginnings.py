"""How people begin and stop: a movement that was given up is no repetition, and getting up does not spoil a hold."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posecoach.events import Event, Repetition, RepetitionDone, RepetitionRejected
from posecoach.exercises.declaration import Example, Exercise
from posecoach.exercises.loader import builtin_exercises
from posecoach.judging.ending import is_hold
from posecoach.judging.examples import example_values
from posecoach.judging.exercise_judge import ExerciseJudge

EVERY = [exercise for exercise in builtin_exercises().values() if not is_hold(exercise)]
Way = list[tuple[float, float, float]]
"""(from, to, lasts) in seconds: stretches of an example, forward, backward or at a halt."""


def example_of(exercise: Exercise) -> Example:
    """The first movement of an exercise file that has no fault."""
    return next(example for example in exercise.examples if not example.breaks and example.repetitions)


def onset_s(example: Example) -> float:
    """When an example begins to move."""
    return next(
        before_s
        for (before_s, before), (_, after) in zip(example.path, example.path[1:], strict=False)
        if any(before.get(name) != value for name, value in after.items())
    )


def along(exercise: Exercise, way: Way, fps: float) -> list[Event]:
    """What a judge makes of an example that is gone through along a way."""
    judge = ExerciseJudge(exercise)
    frames = list(example_values(example_of(exercise), judge.signals.names, 120.0))
    times_s = [t_s for t_s, _ in frames]
    events: list[Event] = []
    frame, starts_s = 0, 0.0
    for from_s, to_s, lasts_s in way:
        while (t_s := frame / fps) < starts_s + lasts_s:
            at_s = from_s + (to_s - from_s) * (t_s - starts_s) / lasts_s
            values = frames[min(bisect_right(times_s, at_s), len(frames) - 1)][1]
            events += judge.step(t_s, values, judgeable=True)
            frame += 1
        starts_s += lasts_s
    return [*events, *judge.finish()]


@dataclass(frozen=True)
class Made:
    """A repetition that was counted. score: 0 where too much is open for one."""

    repetition: Repetition
    score: float


def done(events: Sequence[Event]) -> list[Made]:
    counted = [event for event in events if isinstance(event, RepetitionDone)]
    return [Made(event.repetition, event.score or 0.0) for event in counted]


def first_move_s(exercise: Exercise) -> tuple[float, float, float]:
    """When the first movement of an example begins and ends, and the end of the example [s]."""
    path = example_of(exercise).path
    begins_s = onset_s(example_of(exercise))
    return begins_s, next(t_s for t_s, _ in path if t_s > begins_s), path[-1][0]


shares = st.floats(0.1, 0.5)
halts = st.floats(0.1, 2.0)
rates = st.sampled_from([15.0, 30.0, 60.0])


@pytest.mark.parametrize("exercise", EVERY, ids=lambda exercise: exercise.key)
@settings(max_examples=5, deadline=None, derandomize=True)
@given(at=shares, back=shares, halt_s=halts, fps=rates)
def test_a_hesitation_loses_no_repetition_and_adds_none_that_lacks_nothing(
    exercise: Exercise, at: float, back: float, halt_s: float, fps: float
) -> None:
    begins_s, ends_s, last_s = first_move_s(exercise)
    at_s = begins_s + at * (ends_s - begins_s)
    back_s = at_s - back * (at_s - begins_s)
    events = along(
        exercise,
        [
            (0.0, at_s, at_s),
            (at_s, at_s, halt_s),
            (at_s, back_s, max(at_s - back_s, 0.02)),
            (back_s, last_s, last_s - back_s),
        ],
        fps,
    )
    expected = example_of(exercise).repetitions
    assert len(done(events)) >= expected
    whole = [one for one in done(events) if not one.repetition.faults and one.score > 80.0]
    assert len(whole) <= expected


@pytest.mark.parametrize("exercise", EVERY, ids=lambda exercise: exercise.key)
@settings(max_examples=3, deadline=None, derandomize=True)
@given(at=st.floats(0.05, 0.32), halt_s=halts, rest_s=st.floats(0.5, 2.0), fps=rates)
def test_what_was_given_up_early_is_no_repetition(
    exercise: Exercise, at: float, halt_s: float, rest_s: float, fps: float
) -> None:
    begins_s, ends_s, _ = first_move_s(exercise)
    at_s = begins_s + at * (ends_s - begins_s)
    events = along(
        exercise,
        [
            (0.0, at_s, at_s),
            (at_s, at_s, halt_s),
            (at_s, begins_s, at_s - begins_s),
            (begins_s, begins_s, rest_s),
        ],
        fps,
    )
    assert done(events) == []


@pytest.mark.parametrize("exercise", EVERY, ids=lambda exercise: exercise.key)
@settings(max_examples=3, deadline=None, derandomize=True)
@given(start=st.floats(0.0, 1.0), fps=rates)
def test_a_recording_that_begins_anywhere_adds_no_repetition(
    exercise: Exercise, start: float, fps: float
) -> None:
    _, _, last_s = first_move_s(exercise)
    from_s = start * last_s
    events = along(exercise, [(from_s, last_s, last_s - from_s + 0.1)], fps)
    assert len(done(events)) <= example_of(exercise).repetitions


@pytest.mark.parametrize(
    ("key", "signal", "size", "told"),
    [
        ("toe_touch", "trunk_inclination_deg", 34.0, "you hardly folded forward, so it did not count"),
        ("torso_twist", "chest_turn_deg", 15.0, "you hardly turned, so it did not count"),
    ],
)
def test_a_movement_too_small_to_be_one_is_told_not_counted(
    key: str, signal: str, size: float, told: str
) -> None:
    exercise = builtin_exercises()[key]
    judge = ExerciseJudge(exercise)
    still = dict(example_of(exercise).path[0][1])
    path = [
        (0.0, still),
        (1.5, {}),
        (3.5, {signal: still[signal] + size}),
        (4.0, {}),
        (6.0, {signal: still[signal]}),
        (7.5, {}),
    ]
    example = Example(name="given up", repetitions=0, path=tuple(path))
    events: list[Event] = []
    for t_s, values in example_values(example, judge.signals.names, 30.0):
        events += judge.step(t_s, values, judgeable=True)
    assert [event.reason for event in events if isinstance(event, RepetitionRejected)] == [told]
    assert done(events) == []


def lying(foot_up: Sequence[tuple[float, float]], lasts_s: float, fps: float = 30.0) -> list[Event]:
    """What a judge makes of somebody who lies for so long with a foot in the air between these times."""
    exercise = builtin_exercises()["hook_lying"]
    judge = ExerciseJudge(exercise)
    still = dict(exercise.examples[0].path[0][1]) | {"shoulder_place": 0.0, "hip_over_knee": 0.3}
    events: list[Event] = []
    for frame in range(int(lasts_s * fps)):
        t_s = frame / fps
        foot = 0.8 if any(from_s <= t_s < to_s for from_s, to_s in foot_up) else 0.0
        known = still | {"higher_foot": foot}
        events += judge.step(
            t_s, [known.get(name, float("nan")) for name in judge.signals.names], judgeable=True
        )
    return [*events, *judge.finish()]


@pytest.mark.parametrize(
    ("foot_up", "start_s", "end_s"),
    [
        ([(10.0, 12.0)], 0.0, 10.0),
        ([(0.0, 1.4)], 1.5, 12.0),
        ([(0.0, 1.4), (10.6, 12.0)], 1.5, 10.5),
    ],
    ids=["getting up", "lying down", "both"],
)
def test_a_hold_goes_without_lying_down_and_getting_up(
    foot_up: list[tuple[float, float]], start_s: float, end_s: float
) -> None:
    [one] = done(lying(foot_up, 12.0))
    assert one.repetition.start_s == pytest.approx(start_s, abs=0.6)
    assert one.repetition.end_s == pytest.approx(end_s, abs=0.6)
    assert one.repetition.hold_s == pytest.approx(end_s - start_s, abs=0.8)


@pytest.mark.parametrize(
    ("foot_up_s", "left_out_s"),
    [(0.2, 0.0), (0.4, 0.5), (0.9, 1.0), (1.1, 1.0), (1.6, 1.5), (2.2, 2.0), (2.9, 3.0), (3.2, 3.0)],
)
@pytest.mark.parametrize("at_the_end", [False, True])
def test_a_hold_loses_half_second_after_half_second_until_what_is_left_is_still(
    foot_up_s: float, left_out_s: float, at_the_end: bool
) -> None:
    """A foot in the air for 0.3 s, as a wrong frame shows it, is not seen as one."""
    whole = lying([], 12.0)
    [one] = done(lying([(12.0 - foot_up_s, 12.0) if at_the_end else (0.0, foot_up_s)], 12.0))

    [all_of_it] = done(whole)
    lost_s = (
        one.repetition.start_s - all_of_it.repetition.start_s,
        all_of_it.repetition.end_s - one.repetition.end_s,
    )
    assert lost_s == pytest.approx((0.0, left_out_s) if at_the_end else (left_out_s, 0.0))


@pytest.mark.parametrize("foot_up", [(0.0, 3.6), (8.4, 12.0)], ids=["at the start", "at the end"])
def test_what_goes_on_for_longer_than_lying_down_or_getting_up_takes_is_no_hold(
    foot_up: tuple[float, float],
) -> None:
    assert done(lying([foot_up], 12.0)) == []


def test_a_foot_in_the_air_in_the_middle_of_a_hold_still_makes_it_none() -> None:
    events = lying([(5.0, 7.0)], 12.0)
    assert done(events) == []
    [rejected] = [event for event in events if isinstance(event, RepetitionRejected)]
    assert rejected.reason == "you raised a foot, so you were not lying still"
