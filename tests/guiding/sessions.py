"""Sessions for a guide: people who do what they are asked, one movement after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from posecoach.events import (
    Announced,
    Event,
    ExerciseDone,
    ExerciseRecognised,
    SetupAdvice,
    StageStarted,
)
from posecoach.exercises.loader import builtin_exercises
from posecoach.exercises.routines import PlannedStep, Step, planned
from posecoach.guiding.guide import Guide
from posecoach.pose.pose import Pose
from tests.poses import CYCLE, LIFT, CameraPlace, every, film, hands_and_knees, hook_lying

EXERCISES = builtin_exercises()
CAMERA = CameraPlace(scale=400.0)
REST_S, MOVE_S = 6.0, 20.0


def step_of(key: str, repetitions: int | None = None) -> PlannedStep:
    return planned(Step(exercise=key, repetitions=repetitions, rest_s=REST_S, move_s=MOVE_S), EXERCISES[key])


def lying(seconds: float, fps: float = 30.0) -> list[Pose]:
    """Somebody who lies still with bent knees."""
    return [hook_lying(t_s, CAMERA, hip_height=0.08) for t_s in every(fps, seconds)]


def on_all_fours(seconds: float, fps: float = 30.0) -> list[Pose]:
    """Somebody who is still on hands and knees."""
    return [hands_and_knees(t_s, CAMERA, bow=-0.005) for t_s in every(fps, seconds)]


def cat_cows(count: int, fps: float = 30.0) -> list[Pose]:
    return one_after_the_other(*[film(hands_and_knees, CYCLE, every(fps, 15.0), CAMERA)] * count)


def hip_lifts(count: int, fps: float = 30.0) -> list[Pose]:
    """Lifts with a twist to the left and the right in turn."""
    right = [
        (t_s, values | ({"trunk_rotation_deg": -25.0} if values.get("trunk_rotation_deg") == 25.0 else {}))
        for t_s, values in LIFT
    ]
    films = [film(hook_lying, right if i % 2 else LIFT, every(fps, 13.0), CAMERA) for i in range(count)]
    return one_after_the_other(*films)


def nobody(seconds: float, fps: float = 30.0) -> list[Pose]:
    return [Pose.nobody(t_s) for t_s in every(fps, seconds)]


def one_after_the_other(*films: Sequence[Pose]) -> list[Pose]:
    """Return films as one, each beginning a frame after the one before has ended."""
    poses: list[Pose] = []
    for each in films:
        step_s = each[1].t_s - each[0].t_s
        start_s = poses[-1].t_s + step_s if poses else 0.0
        poses += [replace(pose, t_s=pose.t_s + start_s) for pose in each]
    return poses


def led(
    guide: Guide, poses: Iterable[Pose], at: dict[float, Callable[[], None]] | None = None
) -> list[Event]:
    """Lead through poses; at: what somebody does at the first pose from a media time on [s]."""
    events: list[Event] = []
    waiting = dict(at or {})
    for pose in poses:
        for t_s in [t_s for t_s in waiting if t_s <= pose.t_s]:
            waiting.pop(t_s)()
        events += guide.step(pose)
    return events + list(guide.finish())


def about_the_exercise(events: Iterable[Event]) -> list[str]:
    """Return the events that are not about the session, as text (NaN is not equal to itself)."""
    session = (StageStarted, Announced, ExerciseDone, SetupAdvice, ExerciseRecognised)
    return [repr(event) for event in events if not isinstance(event, session)]


def stages(events: Iterable[Event]) -> list[tuple[str, str]]:
    return [(event.stage, event.exercise) for event in events if isinstance(event, StageStarted)]


def said(events: Iterable[Event]) -> list[str]:
    return [event.text.format_map(event.values) for event in events if isinstance(event, Announced)]


def done(events: Iterable[Event]) -> list[tuple[str, int, bool]]:
    return [
        (event.exercise, event.repetitions, event.complete)
        for event in events
        if isinstance(event, ExerciseDone)
    ]
