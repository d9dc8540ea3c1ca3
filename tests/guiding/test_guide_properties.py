"""Whatever happens in front of the camera and at the keys, a session stays in order."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posecoach.coaching.coach import Coach
from posecoach.events import (
    Announced,
    Command,
    CueGiven,
    Event,
    ExerciseDone,
    FaultRaised,
    PainStopped,
    RepetitionDone,
    Stage,
    StageStarted,
)
from posecoach.guiding.guide import Guide
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from posecoach.pose.scene import Scene
from tests.guiding.sessions import (
    CAMERA,
    EXERCISES,
    about_the_exercise,
    cat_cows,
    done,
    led,
    lying,
    on_all_fours,
    one_after_the_other,
    said,
    stages,
    step_of,
)
from tests.poses import facing_camera, hands_and_knees, hidden, hook_lying, standing

STEPS = [
    step_of("hook_lying"),
    step_of("cat_cow", 1),
    step_of("hip_lift_twist", 1),
    step_of("arm_circles", 2),
]
FOLLOWS: dict[Stage | None, set[Stage]] = {
    None: {Stage.PAUSED, Stage.SETUP, Stage.DONE, Stage.STOPPED},
    Stage.REST: {Stage.PAUSED, Stage.SETUP, Stage.EXERCISE, Stage.REST, Stage.STOPPED},
    Stage.SETUP: {
        Stage.PAUSED,
        Stage.STILL,
        Stage.EXERCISE,
        Stage.REST,
        Stage.SETUP,
        Stage.DONE,
        Stage.STOPPED,
    },
    Stage.STILL: {Stage.PAUSED, Stage.EXERCISE, Stage.REST, Stage.SETUP, Stage.DONE, Stage.STOPPED},
    Stage.EXERCISE: {Stage.PAUSED, Stage.REST, Stage.SETUP, Stage.DONE, Stage.STOPPED},
    Stage.DONE: {Stage.PAUSED, Stage.REST, Stage.SETUP, Stage.STOPPED},
    Stage.PAUSED: set(Stage),
    Stage.STOPPED: set(),
}
"""Which stage may come after which; with skip and back from anywhere to another step."""

MAKERS = [hands_and_knees, hook_lying, standing, facing_camera]
moments = st.one_of(
    st.tuples(st.just("pose"), st.sampled_from(MAKERS), st.floats(0.01, 3.0)),
    st.tuples(st.just("hidden"), st.sampled_from(MAKERS), st.floats(0.01, 3.0)),
    st.tuples(st.just("torn"), st.sampled_from(MAKERS), st.floats(0.01, 3.0)),
    st.tuples(st.just("nobody"), st.none(), st.floats(0.01, 40.0)),
    st.tuples(st.sampled_from(["skip", "back", "pause", "pain"]), st.none(), st.just(0.0)),
    st.tuples(st.just("scene"), st.booleans(), st.just(0.0)),
)


def pose_of(kind: str, make: object, t_s: float) -> Pose:
    if kind == "nobody":
        return Pose.nobody(t_s)
    pose: Pose = make(t_s, CAMERA)  # type: ignore[operator]
    if kind == "hidden":
        return hidden(pose, L.LEFT_HIP, L.RIGHT_HIP, L.LEFT_WRIST)
    if kind == "torn":
        return replace(pose, image_px=np.where(np.arange(33)[:, None] % 3 == 1, np.nan, pose.image_px))
    return pose


def played(
    guide: Guide, moments_: list[tuple[str, object, float]], poses: list[Pose] | None = None
) -> list[Event]:
    """Play moments to a guide: each pose is held for a while, at 5 pictures a second; `poses` keeps them."""
    poses = [] if poses is None else poses
    events: list[Event] = []
    t_s = 0.0
    for kind, what, seconds in moments_:
        if kind in {"skip", "back", "pause", "pain"}:
            guide.command(kind)  # type: ignore[arg-type]
        elif kind == "scene":
            guide.scene(Scene(t_s, 10.0 if what else 150.0, 2 if what else 1))
        else:
            for _ in range(1 + int(seconds * 5)):
                t_s += 0.2
                poses.append(pose_of(kind, what, t_s))
                events += guide.step(poses[-1])
    return events + list(guide.finish())


@given(st.lists(moments, max_size=25))
@settings(max_examples=60)
def test_stages_follow_each_other_as_they_should(moments_: list[tuple[str, object, float]]) -> None:
    events = played(Guide(STEPS), moments_)
    started = [event.stage for event in events if isinstance(event, StageStarted)]

    assert all(after in FOLLOWS[before] for before, after in pairwise([None, *started]))
    assert [event.t_s for event in events] == sorted(event.t_s for event in events)


@given(st.lists(moments, max_size=25))
@settings(max_examples=60)
def test_nothing_is_judged_or_said_after_pain(moments_: list[tuple[str, object, float]]) -> None:
    events = played(Guide(STEPS), moments_)
    stops = [i for i, event in enumerate(events) if isinstance(event, PainStopped)]

    assert len(stops) <= 1
    if stops:
        after = events[stops[0] :]
        assert [type(event) for event in after] == [PainStopped, StageStarted, Announced]
        same = [event for event in events[: stops[0]] if event.t_s == after[0].t_s]
        assert not any(isinstance(event, FaultRaised | CueGiven | RepetitionDone) for event in same)


@given(st.lists(moments, max_size=20), st.lists(moments, max_size=20))
@settings(max_examples=40)
def test_reset_equals_a_new_guide(
    before: list[tuple[str, object, float]], moments_: list[tuple[str, object, float]]
) -> None:
    used, new = Guide(STEPS), Guide(STEPS)
    played(used, before)
    used.reset()

    assert used.state == new.state
    assert list(map(repr, played(used, moments_))) == list(map(repr, played(new, moments_)))
    assert (used.progress, used.recognised) == (new.progress, new.recognised)
    assert used.candidates() == new.candidates()


@given(st.lists(moments, max_size=25), st.integers(0, 3))
@settings(max_examples=40)
def test_progress_and_limits_stay_within_bounds(
    moments_: list[tuple[str, object, float]], first: int
) -> None:
    guide = Guide(STEPS, first=first, limits={"hook_lying": 19, "cat_cow": 24})
    events = played(guide, moments_)

    assert 0 <= guide.progress <= len(STEPS)
    told = [event for event in events if isinstance(event, ExerciseDone) and event.exercise == "cat_cow"]
    assert all(event.repetitions == 0 for event in told)
    assert 1 <= guide.state.session.step <= guide.state.session.steps == len(STEPS)


def session(fps: float) -> list[Pose]:
    return one_after_the_other(
        lying(16.0, fps), on_all_fours(9.0, fps), cat_cows(2, fps), on_all_fours(4.0, fps), lying(12.0, fps)
    )


@pytest.mark.parametrize("fps", [15.0, 60.0])
def test_the_frame_rate_does_not_matter(fps: float) -> None:
    steps = [step_of("hook_lying"), step_of("cat_cow", 2), step_of("hip_lift_twist", 1)]
    at_30, other = led(Guide(steps), session(30.0)), led(Guide(steps), session(fps))

    assert stages(other) == stages(at_30)
    assert said(other) == said(at_30)
    assert done(other) == done(at_30)
    times = [[event.t_s for event in events if isinstance(event, StageStarted)] for events in (at_30, other)]
    # Each of the five films is longer by one picture.
    assert times[1] == pytest.approx(times[0], abs=0.25 + 5.0 * abs(1.0 / fps - 1.0 / 30.0))


@pytest.mark.parametrize("command", ["skip", "back", "pain"])
def test_a_command_is_carried_out_with_the_next_pose(command: Command) -> None:
    guide = Guide(STEPS)
    poses = lying(6.0)
    for pose in poses[:-1]:
        guide.step(pose)
    guide.command(command)
    events = guide.step(poses[-1])

    assert any(isinstance(event, StageStarted) and event.t_s == poses[-1].t_s for event in events)


@given(st.lists(moments, max_size=15), st.sampled_from(["cat_cow", "hip_lift_twist", "torso_twist"]))
@settings(max_examples=40)
def test_one_exercise_is_judged_as_by_its_coach_alone(
    moments_: list[tuple[str, object, float]], key: str
) -> None:
    """Also when all is done; only who asks for something ends it."""
    seen = [moment for moment in moments_ if moment[0] not in {"skip", "back", "pause", "pain"}]
    poses: list[Pose] = []
    guide, coach = Guide([step_of(key, 1)]), Coach(EXERCISES[key])
    led_events = played(guide, seen, poses)
    alone = [event for pose in poses for event in coach.step(pose)] + list(coach.finish())

    assert about_the_exercise(led_events) == about_the_exercise(alone)
    assert guide.recognised == coach.recognised
