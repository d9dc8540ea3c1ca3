"""Hysteresis, dwell and sight of the phase machine, on a small exercise of two phases."""

from __future__ import annotations

import math

import msgspec
import pytest

from posecoach.events import PhaseEnded, PhaseStarted
from posecoach.exercises.declaration import Condition, Enter, Exercise, Phase
from posecoach.judging.exercise_judge import ExerciseJudge
from posecoach.judging.phases import PhaseMachine
from posecoach.judging.signals import Signals
from tests.driving import Drive
from tests.exercise_files import changed

FPS = [15.0, 30.0, 60.0]


def two_phases(**of_up: object) -> Exercise:
    """Return an exercise whose phases go up beyond 0.2 and down again below 0.1."""
    up = Enter(after=("down",), when=(Condition(feature="hip_height", at_least=0.2),), dwell_s=0.5)
    down = Enter(after=("up",), when=(Condition(feature="hip_height", at_most=0.1),), dwell_s=0.5)
    return changed(
        phases=(
            Phase(name="down", label="Down", enter=(down,)),
            Phase(name="up", label="Up", signal="hip_height", enter=(msgspec.structs.replace(up, **of_up),)),
        ),
        rules=(),
        examples=(),
    )


def start(exercise: Exercise | None = None, fps: float = 30.0) -> Drive:
    return Drive(exercise or two_phases(), fps, hip_height=0.0).hold(1.0)


@pytest.mark.parametrize("fps", FPS)
def test_a_phase_is_entered_after_its_dwell_and_starts_before_it(fps: float) -> None:
    drive = start(fps=fps).hold(2.0, hip_height=0.3)

    started = drive.of(PhaseStarted)[1]
    assert (started.phase, started.start_s) == ("up", pytest.approx(1.0, abs=1.0 / fps))
    assert started.t_s == pytest.approx(1.5, abs=1.5 / fps)


def test_a_value_between_the_limits_keeps_the_phase() -> None:
    assert start().hold(2.0, hip_height=0.15).phases() == ["down"]
    assert start().hold(1.0, hip_height=0.3).hold(2.0, hip_height=0.15).phases() == ["down", "up"]


def test_the_dwell_begins_anew_when_the_condition_was_false() -> None:
    drive = start()
    for _ in range(5):
        drive.hold(0.4, hip_height=0.3).hold(0.1, hip_height=0.0)

    assert drive.phases() == ["down"]


def test_a_condition_that_could_not_be_seen_for_a_moment_goes_on() -> None:
    drive = start().hold(0.3, hip_height=0.3).hold(0.1, hip_height=math.nan).hold(0.2, hip_height=0.3)

    assert drive.phases() == ["down", "up"]


def test_a_condition_that_could_not_be_seen_for_long_begins_anew() -> None:
    drive = start().hold(0.3, hip_height=0.3).hold(0.8, hip_height=math.nan).hold(0.3, hip_height=0.3)
    assert drive.phases() == ["down"]

    assert drive.hold(0.4).phases() == ["down", "up"]


def test_time_without_frames_is_time_that_was_not_seen() -> None:
    drive = start().hold(0.3, hip_height=0.3).skip(5.0).hold(0.3)

    assert drive.phases() == ["down"]


def entered_s(*heights: float) -> float | None:
    """Return when hips that go up are known to be up, in frames of 1/16 s: 0.2 for half a second."""
    judge = ExerciseJudge(two_phases())
    for number, height in enumerate(heights):
        judge.step(
            number / 16, [height if name == "hip_height" else math.nan for name in judge.signals.names], True
        )
        if judge.span is not None and judge.span.phase.name == "up":
            return number / 16
    return None


def test_a_phase_is_entered_just_as_its_dwell_is_over() -> None:
    assert entered_s(0.0, 0.0, *[0.2] * 20) == 2 / 16 + 0.5


@pytest.mark.parametrize(("unseen", "known"), [(7, 0.625), (8, 1.1875)])
def test_what_could_not_be_seen_for_half_a_second_goes_on(unseen: int, known: float) -> None:
    assert entered_s(0.0, 0.0, 0.2, *[math.nan] * unseen, *[0.2] * 20) == known


def test_nothing_is_entered_in_the_dark() -> None:
    drive = start().hold(0.45, hip_height=0.3).hold(0.4, hip_height=math.nan)

    assert drive.phases() == ["down"]


def test_what_holds_from_the_first_moment_is_no_movement() -> None:
    drive = Drive(two_phases(), hip_height=0.3).hold(3.0)
    assert drive.phases() == ["down"]

    drive.hold(0.5, hip_height=0.0).hold(1.0, hip_height=0.3)
    assert drive.phases() == ["down", "up"]


def test_a_recording_may_begin_in_a_phase_that_says_so() -> None:
    exercise = two_phases()
    up = msgspec.structs.replace(
        exercise.phases[1], first_when=(Condition(feature="hip_height", at_least=0.25),)
    )
    exercise = msgspec.structs.replace(exercise, phases=(exercise.phases[0], up))

    assert Drive(exercise, hip_height=0.3).hold(0.1).phases() == ["up"]
    assert Drive(exercise, hip_height=0.2).hold(0.1).phases() == ["down"]
    assert Drive(exercise).hold(0.1).phases() == ["down"]


def test_anew_wants_to_see_the_condition_fail_first() -> None:
    down = Enter(after=("up",), when=(Condition(feature="knee_flexion_deg", at_most=100.0),), dwell_s=0.1)
    exercise = two_phases()

    def with_down(anew: bool) -> Exercise:
        entered = msgspec.structs.replace(down, anew=anew)
        first = msgspec.structs.replace(exercise.phases[0], enter=(entered,))
        return msgspec.structs.replace(
            exercise,
            phases=(first, exercise.phases[1]),
            repetition=msgspec.structs.replace(exercise.repetition, report=("knee_flexion_deg",)),
        )

    def run(anew: bool) -> Drive:
        drive = Drive(with_down(anew), hip_height=0.0, knee_flexion_deg=90.0).hold(1.0)
        return drive.hold(0.6, hip_height=0.3).hold(1.0, hip_height=0.0)

    assert run(anew=False).phases() == ["down", "up", "down"]
    assert run(anew=True).phases() == ["down", "up"]
    again = run(anew=True).hold(0.2, knee_flexion_deg=120.0).hold(0.5, knee_flexion_deg=90.0)
    assert again.phases() == ["down", "up", "down"]


def test_a_machine_that_follows_nobody_has_nothing_to_say() -> None:
    exercise = two_phases()
    machine = PhaseMachine(exercise, Signals(exercise))

    assert machine.step() is None
    assert machine.span is None
    assert machine.leave(1.0) is None
    assert not machine.at_rest


def test_all_conditions_must_hold_together() -> None:
    both = (
        Condition(feature="hip_height", at_least=0.2),
        Condition(feature="knee_flexion_deg", at_least=100.0),
    )
    exercise = msgspec.structs.replace(
        two_phases(when=both),
        repetition=msgspec.structs.replace(two_phases().repetition, report=("knee_flexion_deg",)),
    )

    drive = Drive(exercise, hip_height=0.0, knee_flexion_deg=120.0).hold(1.0)
    assert drive.hold(1.0, hip_height=0.3, knee_flexion_deg=90.0).phases() == ["down"]
    assert drive.hold(1.0, knee_flexion_deg=math.nan).phases() == ["down"]
    assert drive.hold(1.0, knee_flexion_deg=110.0).phases() == ["down", "up"]


@pytest.mark.parametrize("fps", FPS)
def test_with_an_onset_the_phase_starts_with_its_movement(fps: float) -> None:
    drive = start(two_phases(onset="hip_height"), fps).move(2.0, hip_height=0.5).hold(1.0)

    assert drive.of(PhaseStarted)[1].start_s == pytest.approx(1.0, abs=0.25)


def test_a_movement_that_went_on_when_the_person_came_into_view_was_not_seen_from_its_start() -> None:
    """How long it took is not known; after a still moment it is."""

    def start_seen(still_s: float) -> bool:
        drive = Drive(two_phases(onset="hip_height"), hip_height=0.05).hold(still_s)
        for height in (0.08, 0.12, 0.16, 0.2, 0.24, 0.28, 0.32):
            drive.move(0.1, hip_height=height)
        span = drive.hold(0.4).judge.span
        assert span is not None
        assert span.phase.name == "up"
        return span.start_seen

    assert not start_seen(0.0)
    assert start_seen(0.5)


def test_an_onset_that_was_not_seen_is_the_moment_when_the_conditions_began_to_hold() -> None:
    exercise = two_phases(onset="knee_flexion_deg")

    drive = Drive(exercise, hip_height=0.0).hold(1.0).hold(1.0, hip_height=0.3)

    assert drive.of(PhaseStarted)[1].start_s == pytest.approx(1.0, abs=0.04)


def test_phases_of_all_kinds_of_movement_follow_without_a_gap() -> None:
    drive = start(two_phases(onset="hip_height"))
    for height in (0.5, 0.0, 0.3, 0.0, 0.9, 0.0):
        drive.move(1.5, hip_height=height).hold(0.7)
    drive.finish()

    ended, started = drive.of(PhaseEnded), drive.of(PhaseStarted)
    assert len(ended) == 7
    assert [event.end_s for event in ended[:-1]] == [event.start_s for event in started[1:]]
