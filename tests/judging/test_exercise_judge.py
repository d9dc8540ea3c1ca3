"""What the judge of one exercise makes of its parts: neutral, cues, signs of another exercise, what was not seen."""

from __future__ import annotations

import math

import pytest

from posecoach.events import CueGiven, FaultRaised, NeutralTaken, PhaseStarted, RepetitionDone
from posecoach.exercises.declaration import Exercise, Mark, Rule, Trait
from posecoach.exercises.loader import builtin_exercises
from posecoach.judging.exercise_judge import ExerciseJudge
from posecoach.judging.movement_evidence import OTHERWISE_S
from posecoach.judging.neutral import Stay
from posecoach.judging.phases import Span
from posecoach.judging.rules.kind import checks_of
from posecoach.judging.rules.phase_check import PhaseCheck
from posecoach.judging.signals import Signals
from tests.driving import Drive
from tests.exercise_files import bridge, changed

LONG = Rule(
    name="long", kind="duration", phases=("up",), at_least=5.0, cue="Hold longer", why="why", source="the eye"
)


def lifted(exercise: Exercise, top: float = 0.5) -> Drive:
    """Lift the hips once, for a moment, and wait."""
    drive = Drive(exercise, hip_height=0.0, knee_flexion_deg=90.0).hold(1.5)
    return drive.move(2.0, hip_height=top).hold(0.5).move(2.0, hip_height=0.0).hold(3.0)


def told(drive: Drive) -> list[str]:
    return [cue.rule for cue in drive.of(CueGiven) if cue.rule is not None]


def test_a_fault_that_is_found_as_the_movement_turns_is_told_once() -> None:
    drive = lifted(bridge(), top=0.3)

    assert [fault.rule for fault in drive.of(FaultRaised)] == ["high"]
    assert told(drive) == ["high"]


def test_a_fault_that_is_only_known_when_its_phase_is_over_is_told_as_the_phase_begins_again() -> None:
    drive = lifted(changed(rules=(LONG,))).move(2.0, hip_height=0.5).hold(0.5)

    assert [fault.rule for fault in drive.of(FaultRaised)] == ["long"]
    (cue,) = [cue for cue in drive.of(CueGiven) if cue.rule is not None]
    assert (cue.rule, cue.t_s) == ("long", drive.of(PhaseStarted)[-1].t_s)


def test_what_hindsight_knows_of_the_neutral_is_taken_at_once() -> None:
    judge = ExerciseJudge(bridge(), [Stay(0.0, 10.0, {"hip_height": 0.02}, early=True, rough=frozenset())])

    events = judge.step(0.0, [0.02, 90.0], True)

    assert [event for event in events if isinstance(event, NeutralTaken)] == [
        NeutralTaken(0.0, bridge().key, {"hip_height": 0.02})
    ]


def test_how_high_the_head_was_before_the_movement_does_not_make_the_lift_a_return() -> None:
    curl_up = builtin_exercises()["curl_up"]
    lying = {"head_height": 0.08, "trunk_rise_deg": -4.0, "head_pitch_deg": -105.0}
    drive = Drive(curl_up, head_height=0.8, trunk_rise_deg=-4.0, head_pitch_deg=-105.0)
    drive.judge = ExerciseJudge(curl_up, [Stay(0.0, 30.0, lying, early=True, rough=frozenset())])

    drive.hold(0.5).move(1.5, **lying).hold(0.5)
    drive.move(2.5, head_height=0.45).hold(5.0).move(2.5, **lying).hold(1.0)

    assert drive.phases() == ["rest", "lift", "hold", "lower", "rest"]
    assert not drive.of(FaultRaised)


def test_the_time_that_belongs_to_another_exercise_counts_once() -> None:
    knees = Trait(feature="knee_flexion_deg", of="range", at_least=30.0)
    drive = lifted(changed(rules=(), is_not=(Mark(text="the knees move", when=(knees,), source="the eye"),)))
    assert len(drive.of(RepetitionDone)) == 1

    for _ in range(4):
        drive.move(1.5, knee_flexion_deg=150.0).move(1.5, knee_flexion_deg=90.0)

    since_s = drive.t_s - drive.judge.last_end_s
    assert OTHERWISE_S <= drive.judge.evidence.another_s <= since_s


def samples_seen(*values: float) -> list[tuple[float, float]]:
    """Return what a rule sees of a phase: samples a second apart, of which the outer two stand for half of one."""
    signals = Signals(bridge())
    for i, value in enumerate(values):
        signals.update(float(i), [value, math.nan])
    up = next(phase for phase in bridge().phases if phase.name == "up")
    check = next(one for one in checks_of(bridge(), signals) if isinstance(one, PhaseCheck))
    return check.seen_samples("hip_height", Span(up, 0.0, float(len(values) - 1)))


@pytest.mark.parametrize(
    ("values", "is_enough"),
    [
        ((0.1, 0.1, math.nan, math.nan), True),  # 1.5 of 3 s
        ((0.1, math.nan, math.nan, 0.1), False),  # 1 of 3 s
        ((math.nan,) * 4, False),
    ],
)
def test_half_of_a_phase_must_have_been_seen(values: tuple[float, ...], is_enough: bool) -> None:
    assert bool(samples_seen(*values)) == is_enough


def test_who_is_first_seen_with_the_chest_pressed_up_is_followed_once_back_down() -> None:
    press_up = builtin_exercises()["press_up"]
    drive = Drive(press_up, trunk_rise_deg=22.0, hip_over_knee=0.05).hold(2.0)
    for _ in range(3):
        drive.move(2.5, trunk_rise_deg=0.0).hold(1.0).move(2.5, trunk_rise_deg=22.0).hold(1.5)
    drive.finish()

    assert drive.judge.repetitions >= 1
    (stay,) = drive.judge.stays()
    assert stay.neutral["trunk_rise_deg"] == pytest.approx(0.0, abs=1.5)
    assert not stay.early


def test_somebody_upright_before_a_tilted_camera_may_lean_back_without_having_stood_still() -> None:
    extension = builtin_exercises()["standing_extension"]
    drive = Drive(extension, backward_lean_deg=20.0, hip_over_knee=0.8, hand_hip_distance=0.3)
    for _ in range(2):
        drive.move(1.5, backward_lean_deg=42.0).move(1.5, backward_lean_deg=12.0)
    drive.finish()

    (stay,) = drive.judge.stays()
    assert stay.neutral["backward_lean_deg"] == pytest.approx(12.0, abs=4.0)
