"""Every coach keeps the contract that pipeline.py tells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import get_args

import pytest

from posecoach.coaching.coach import Coach
from posecoach.coaching.recognition import Recogniser
from posecoach.events import (
    Announced,
    Command,
    Event,
    ExerciseRecognised,
    FaultRaised,
    PainStopped,
    PersonFound,
    PersonLost,
    RepetitionDone,
    SetupAdvice,
    Stage,
    StageStarted,
)
from posecoach.exercises.library import AUTO, Library
from posecoach.exercises.routines import builtin_routines, single
from posecoach.guiding.guide import Guide
from posecoach.guiding.making import make_coach
from posecoach.pipeline import CoachLike, Moment, run
from posecoach.pose.pose import Pose
from posecoach.pose.scene import Scene
from posecoach.review.request import coach_for
from tests.coaches import FakeCoach
from tests.guiding.sessions import (
    EXERCISES,
    cat_cows,
    hip_lifts,
    lying,
    nobody,
    on_all_fours,
    one_after_the_other,
    step_of,
)
from tests.poses import jittered

LIBRARY = Library(EXERCISES, builtin_routines(EXERCISES))
TWO = (step_of("hook_lying"), step_of("cat_cow", 1))
COACHES: dict[str, Callable[[], CoachLike]] = {
    "of one exercise": lambda: Coach(EXERCISES["cat_cow"]),
    "recogniser": lambda: Recogniser(list(EXERCISES.values())),
    "recogniser of one": lambda: Recogniser([EXERCISES["cat_cow"]]),
    "guide through one exercise": lambda: Guide(single(EXERCISES["cat_cow"])),
    "guide through a routine": lambda: Guide(TWO),
}
SESSION = one_after_the_other(
    nobody(2.0),
    lying(13.0),
    on_all_fours(6.0),
    jittered(cat_cows(2), 1.0),
    on_all_fours(2.0),
    hip_lifts(1),
    nobody(2.0),
)
NOT_ABOUT_ONE = (PersonFound, PersonLost, SetupAdvice, Announced)
"""Advice on the place and what is announced may be about no exercise; who is in the frame never is about one."""


@pytest.fixture(params=COACHES)
def make(request: pytest.FixtureRequest) -> Callable[[], CoachLike]:
    return COACHES[request.param]


def judged(coach: CoachLike, poses: Sequence[Pose] = SESSION) -> list[Event]:
    return [event for pose in poses for event in coach.step(pose)] + list(coach.finish())


def told(events: Sequence[Event]) -> list[str]:
    """Return events as text: NaN is not equal to itself."""
    return [repr(event) for event in events]


def test_there_is_something_to_judge_in_the_session(make: Callable[[], CoachLike]) -> None:
    coach = make()
    assert any(isinstance(event, RepetitionDone) for event in judged(coach))
    assert coach.recognised in {key for key, share in coach.candidates() if share > 0.0}
    assert coach.setup().view == "side"
    assert {one.exercise.key for one in coach.coaches} == {key for key, _ in coach.candidates()}
    assert coach.needs_outline == any(one.needs_outline for one in coach.coaches)


def test_events_come_in_the_order_in_which_they_become_known(make: Callable[[], CoachLike]) -> None:
    coach, last_s = make(), -1.0
    for pose in SESSION:
        times_s = [event.t_s for event in coach.step(pose)]
        # What was kept back until an exercise is recognised comes all at once, in its own order.
        assert all(t_s <= pose.t_s for t_s in times_s)
        if not isinstance(coach, Recogniser):
            assert all(before <= after for before, after in pairwise([last_s, *times_s]))
            last_s = max([last_s, *times_s])


def test_every_event_says_which_exercise_it_is_about(make: Callable[[], CoachLike]) -> None:
    for event in judged(make()):
        if isinstance(event, PersonFound | PersonLost):
            assert event.exercise == ""
        elif not isinstance(event, NOT_ABOUT_ONE):
            assert event.exercise in EXERCISES, event


def test_what_is_told_is_about_the_exercise_that_was_begun_last(make: Callable[[], CoachLike]) -> None:
    coach = make()
    key = coach.state.exercise
    for event in judged(coach):
        if isinstance(event, StageStarted | ExerciseRecognised):
            key = event.exercise
        elif not isinstance(event, NOT_ABOUT_ONE):
            assert event.exercise == key, event


def test_the_state_is_a_value_of_the_last_pose(make: Callable[[], CoachLike]) -> None:
    coach = make()
    states = []
    for pose in SESSION[:60]:
        coach.step(pose)
        assert coach.state.t_s == pose.t_s
        states.append((coach.state, repr(coach.state)))
    assert all(repr(state) == before for state, before in states)


def test_asking_changes_nothing(make: Callable[[], CoachLike]) -> None:
    asked, events = make(), []
    for pose in SESSION:
        events += asked.step(pose)
        for _ in range(2):
            asked.measured()
            asked.setup()
            asked.candidates()
            _ = asked.state, asked.recognised, asked.wants_scene, asked.needs_outline, asked.coaches
    assert told([*events, *asked.finish()]) == told(judged(make()))


def test_the_loop_says_what_pose_by_pose_says(make: Callable[[], CoachLike]) -> None:
    heard: list[Event] = []
    run(map(Moment, SESSION), make(), [lambda moment, events, state: heard.extend(events)])
    assert told(heard) == told(judged(make()))


def test_after_a_reset_a_coach_is_as_new(make: Callable[[], CoachLike]) -> None:
    used = make()
    for pose in SESSION[:500]:
        used.step(pose)
    used.scene(Scene(SESSION[500].t_s, 10.0, 2))
    used.command("pain")
    used.step(SESSION[500])
    used.reset()
    new = make()
    assert used.state == new.state
    assert told(judged(used)) == told(judged(new))
    assert (used.recognised, used.candidates()) == (new.recognised, new.candidates())


def test_nothing_at_all_is_an_end_without_events(make: Callable[[], CoachLike]) -> None:
    assert list(make().finish()) == []


@pytest.mark.parametrize("at", [0, 1, 300, 900])
def test_pain_stops_everything(make: Callable[[], CoachLike], at: int) -> None:
    coach = make()
    for pose in SESSION[:at]:
        coach.step(pose)
    coach.command("pain")
    events = list(coach.step(SESSION[at]))
    assert [type(event) for event in events[-3:]] == [PainStopped, StageStarted, Announced]
    assert coach.state.session.stage is Stage.STOPPED
    assert (coach.state.cue.text, coach.state.faulty, coach.state.corrections) == ("", frozenset(), ())
    assert coach.state.movement.breath_share is None
    assert not coach.wants_scene
    coach.command("pain")
    coach.command("back")
    assert judged(coach, SESSION[at + 1 : at + 200]) == []


@pytest.mark.parametrize("poses", [0, 100])
def test_pain_that_comes_with_the_end_is_told(make: Callable[[], CoachLike], poses: int) -> None:
    """Also before the first image: the models load for some seconds."""
    coach = make()
    for pose in SESSION[:poses]:
        coach.step(pose)
    coach.command("pain")
    assert [type(event) for event in coach.finish()][-3:] == [PainStopped, StageStarted, Announced]
    assert coach.state.session.stage is Stage.STOPPED


@pytest.mark.parametrize("at", [0, 300, 900])
def test_nothing_is_judged_in_a_pause(make: Callable[[], CoachLike], at: int) -> None:
    coach = make()
    for pose in SESSION[:at]:
        coach.step(pose)
    coach.command("pause")
    begun = list(coach.step(SESSION[at]))
    assert [event.stage for event in begun if isinstance(event, StageStarted)][-1:] == [Stage.PAUSED]
    assert not any(isinstance(event, FaultRaised | RepetitionDone) for event in begun)
    paused = [event for pose in SESSION[at + 1 : at + 200] for event in coach.step(pose)]
    assert paused == []
    assert coach.state.session.stage is Stage.PAUSED
    assert coach.state.t_s == SESSION[at + 199].t_s
    coach.command("pause")
    coach.step(SESSION[at + 200])
    assert coach.state.session.stage is not Stage.PAUSED


def test_pain_leads_out_of_a_pause(make: Callable[[], CoachLike]) -> None:
    coach = make()
    coach.command("pause")
    coach.step(SESSION[0])
    coach.command("pain")
    events = list(coach.step(SESSION[1]))
    assert [type(event) for event in events] == [PainStopped, StageStarted, Announced]
    assert coach.state.session.stage is Stage.STOPPED


@pytest.mark.parametrize("command", sorted({*get_args(Command)} - {"pain", "pause", "skip", "back"}))
def test_other_commands_mean_nothing_to_a_coach(make: Callable[[], CoachLike], command: Command) -> None:
    asked, events = make(), []
    for index, pose in enumerate(SESSION):
        if index % 100 == 50:
            asked.command(command)
        events += asked.step(pose)
    assert told([*events, *asked.finish()]) == told(judged(make()))


@pytest.mark.parametrize("command", ["skip", "back"])
@pytest.mark.parametrize("name", ["of one exercise", "recogniser"])
def test_who_leads_through_nothing_cannot_go_on_or_back(name: str, command: Command) -> None:
    coach = COACHES[name]()
    coach.command(command)
    assert told(judged(coach)) == told(judged(COACHES[name]()))


def test_a_scene_is_wanted_until_the_exercise_has_begun(make: Callable[[], CoachLike]) -> None:
    coach = make()
    assert coach.wants_scene
    dark = Scene(0.0, 10.0, 1)
    codes = set()
    for pose in SESSION[:300]:
        coach.scene(Scene(pose.t_s, dark.brightness, dark.people))
        codes |= {event.code for event in coach.step(pose) if isinstance(event, SetupAdvice)}
    assert "dark" in codes


def test_the_fake_of_these_tests_has_all_that_the_contract_asks_for() -> None:
    assert {name for name in vars(CoachLike) if not name.startswith("_")} <= set(dir(FakeCoach()))


@pytest.mark.parametrize(
    ("asked", "kind"),
    [("cat_cow", Coach), (EXERCISES["cat_cow"], Coach), ("pop_your_back", Guide), (AUTO, Recogniser),
     (["cat_cow", "toe_touch"], Recogniser)],
    ids=["exercise", "declaration", "routine", "auto", "several"],
)  # fmt: skip
def test_what_is_asked_for_decides_on_the_coach(asked: object, kind: type) -> None:
    assert type(coach_for(asked, LIBRARY)) is kind  # type: ignore[arg-type] # each is one of Asked


def test_a_live_session_leads_through_a_single_exercise_as_well() -> None:
    assert type(make_coach(single(EXERCISES["cat_cow"]), (), guided=True)) is Guide
    assert type(make_coach((), EXERCISES.values(), guided=True)) is Recogniser


def test_a_guide_begins_where_it_is_told_and_knows_what_was_done_today() -> None:
    coach = make_coach(TWO, (), first=1, done_today={"cat_cow": 24})
    events = judged(coach, SESSION[:1])
    assert [event.code for event in events if isinstance(event, Announced)] == ["limit", "all_done"]
