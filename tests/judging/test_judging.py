"""One exercise judged from its features: what is a fault, what cannot be judged, what counts."""

from __future__ import annotations

import math

import msgspec
import pytest

from posecoach.events import (
    CannotJudge,
    CueGiven,
    Event,
    FaultCleared,
    FaultRaised,
    PhaseEnded,
    RepetitionDone,
    RepetitionRejected,
)
from posecoach.exercises.declaration import Exercise, Rule
from posecoach.exercises.loader import builtin_exercises
from posecoach.judging.exercise_judge import AWAY_S
from posecoach.judging.rules.phase_check import WRONG_VIEW
from tests.driving import Drive
from tests.exercise_files import bridge, changed

CAT_COW = builtin_exercises()["cat_cow"]
HIP_LIFT = builtin_exercises()["hip_lift_twist"]
FPS = [15.0, 30.0, 60.0]
GOOD = {"hip_height": 0.0, "knee_flexion_deg": 90.0}


def lift(drive: Drive, height: float = 0.5) -> Drive:
    return drive.move(2.0, hip_height=height).hold(1.0).move(2.0, hip_height=0.0).hold(1.0)


def start(exercise: Exercise | None = None, fps: float = 30.0) -> Drive:
    return Drive(exercise or bridge(), fps, **GOOD).hold(1.5)


def with_rule(**fields: object) -> Exercise:
    """Return the bridge with one rule instead of its own."""
    defaults = {"name": "it", "cue": "Do it", "why": "so", "source": "me"}
    return changed(rules=(Rule(**(defaults | fields)),), examples=())


# --- limits -------------------------------------------------------------------------------------------------------


def test_a_good_repetition_has_no_fault() -> None:
    drive = lift(start()).finish()

    assert [(done.repetition.index, done.faults, done.score) for done in drive.of(RepetitionDone)] == [
        (1, (), 100.0)
    ]
    assert not drive.of(FaultRaised)
    assert not drive.of(CannotJudge)


@pytest.mark.parametrize("fps", FPS)
def test_a_limit_that_is_broken_for_the_dwell_is_a_fault(fps: float) -> None:
    drive = start(fps=fps).hold(2.0, knee_flexion_deg=40.0).hold(1.0, knee_flexion_deg=90.0)

    raised = drive.of(FaultRaised)[0]
    assert (raised.rule, raised.fault.phase, raised.fault.severity, raised.fault.cue) == (
        "knees_bent",
        "down",
        "correct",
        "Bend your knees",
    )
    assert (raised.fault.value, raised.fault.limit, raised.fault.unit) == (40.0, 60.0, "deg")
    assert raised.start_s == pytest.approx(1.5, abs=2.0 / fps)
    assert raised.t_s == pytest.approx(1.5 + 0.4, abs=2.0 / fps)
    cleared = drive.of(FaultCleared)[0]
    assert (cleared.start_s, cleared.fault.end_s) == (raised.start_s, pytest.approx(3.5, abs=2.0 / fps))


def test_a_limit_that_is_broken_for_less_than_the_dwell_is_no_fault() -> None:
    drive = start().hold(0.3, knee_flexion_deg=40.0).hold(2.0, knee_flexion_deg=90.0)

    assert not drive.of(FaultRaised)


def test_a_limit_is_only_broken_beyond_its_margin() -> None:
    exercise = with_rule(kind="limit", feature="knee_flexion_deg", at_most=100.0, margin=5.0)

    assert not start(exercise).hold(2.0, knee_flexion_deg=104.0).of(FaultRaised)
    assert start(exercise).hold(2.0, knee_flexion_deg=106.0).of(FaultRaised)[0].fault.limit == 100.0


def test_a_short_return_within_the_limit_does_not_end_a_fault() -> None:
    drive = start().hold(1.0, knee_flexion_deg=40.0).hold(0.1, knee_flexion_deg=90.0)
    drive.hold(1.0, knee_flexion_deg=40.0).hold(1.0, knee_flexion_deg=90.0)

    assert len(drive.of(FaultCleared)) == 1


def test_the_worst_value_is_told_when_a_fault_is_over() -> None:
    drive = start().hold(1.0, knee_flexion_deg=50.0).hold(0.5, knee_flexion_deg=20.0)
    drive.hold(1.0, knee_flexion_deg=90.0)

    assert drive.of(FaultCleared)[0].fault.value == 20.0


def test_a_limit_applies_only_in_its_phases() -> None:
    exercise = with_rule(kind="limit", feature="knee_flexion_deg", at_least=60.0, phases=("up",))

    down = start(exercise).hold(3.0, knee_flexion_deg=30.0)
    assert not down.of(FaultRaised)
    up = down.move(2.0, hip_height=0.5).hold(1.0)
    assert [(fault.fault.phase, fault.rule) for fault in up.of(FaultRaised)] == [("up", "it")]


def test_a_fault_ends_with_the_phases_it_applies_in() -> None:
    exercise = with_rule(kind="limit", feature="knee_flexion_deg", at_least=60.0, phases=("up",))
    drive = start(exercise).move(2.0, hip_height=0.5).hold(1.0, knee_flexion_deg=30.0)

    drive.move(2.0, hip_height=0.0).hold(1.0)

    assert len(drive.of(FaultCleared)) == 1
    assert drive.judge.broken == ()


def test_a_fault_under_way_is_closed_at_the_end_of_the_media() -> None:
    drive = start().hold(2.0, knee_flexion_deg=30.0).finish()

    assert len(drive.of(FaultRaised)) == len(drive.of(FaultCleared)) == 1


# --- cannot judge -------------------------------------------------------------------------------------------------


def test_what_is_not_seen_is_never_a_fault() -> None:
    drive = lift(start().hold(2.0, knee_flexion_deg=math.nan)).finish()

    assert not drive.of(FaultRaised)
    assert {(event.rule, event.phase, event.reason) for event in drive.of(CannotJudge)} == {
        ("knees_bent", "down", "could not see: ankle, hip, knee"),
        ("knees_bent", "up", "could not see: ankle, hip, knee"),
    }


def test_time_that_was_not_seen_does_not_count_toward_the_dwell() -> None:
    drive = start().hold(0.1, knee_flexion_deg=30.0).hold(3.0, knee_flexion_deg=math.nan)
    drive.hold(0.1, knee_flexion_deg=30.0).hold(1.0, knee_flexion_deg=90.0)

    assert not drive.of(FaultRaised)


def test_time_without_frames_does_not_count_toward_the_dwell() -> None:
    drive = start().hold(0.1, knee_flexion_deg=30.0).skip(5.0)
    drive.hold(0.1, knee_flexion_deg=30.0).hold(1.0, knee_flexion_deg=90.0)

    assert not drive.of(FaultRaised)


def test_a_few_frames_that_did_not_see_do_not_stop_the_dwell() -> None:
    drive = start().hold(0.3, knee_flexion_deg=30.0).hold(0.1, knee_flexion_deg=math.nan)
    drive.hold(0.2, knee_flexion_deg=30.0)

    assert len(drive.of(FaultRaised)) == 1


def test_a_fault_is_over_when_it_has_not_been_seen_for_a_while() -> None:
    drive = start().hold(1.0, knee_flexion_deg=30.0).hold(2.0, knee_flexion_deg=math.nan)

    cleared = drive.of(FaultCleared)
    assert [fault.fault.end_s for fault in cleared] == [pytest.approx(2.5, abs=0.05)]
    assert drive.judge.broken == ()


def test_a_wrong_view_cannot_be_judged_and_is_never_a_fault() -> None:
    drive = start()
    drive.judgeable = False
    lift(drive.hold(2.0, knee_flexion_deg=30.0), height=0.25).finish()

    assert not drive.of(FaultRaised)
    assert {(event.rule, event.reason) for event in drive.of(CannotJudge)} == {
        ("knees_bent", WRONG_VIEW),
        ("high", WRONG_VIEW),
    }


def test_a_phase_of_a_frame_or_two_is_not_judged_for_what_was_reached_in_it() -> None:
    exercise = with_rule(kind="reach", feature="knee_flexion_deg", at_least=100.0, phases=("down",))
    drive = Drive(exercise, **GOOD)

    assert not drive.hold(0.07).finish().of(FaultRaised)


def test_a_phase_left_out_in_a_wrong_view_cannot_be_judged() -> None:
    drive = Drive(CAT_COW, back_bow=LEVEL).hold(1.5)
    drive.judgeable = False
    for bow in (COW, LEVEL, COW, CAT, LEVEL):
        drive.move(3.0, back_bow=bow).hold(1.0)

    assert len(drive.of(RepetitionDone)) == 2
    assert not [fault for fault in drive.of(FaultRaised) if fault.rule == "spine_rounded"]
    assert ("spine_rounded", WRONG_VIEW) in [(event.rule, event.reason) for event in drive.of(CannotJudge)]


def test_a_fault_under_way_ends_when_the_view_becomes_wrong() -> None:
    drive = start().hold(1.0, knee_flexion_deg=30.0)
    drive.judgeable = False

    assert len(drive.hold(0.1).of(FaultCleared)) == 1


def test_the_view_may_be_wrong_for_less_than_half_of_a_phase() -> None:
    drive = start().move(2.0, hip_height=0.5)
    drive.judgeable = False
    drive.hold(0.5)
    drive.judgeable = True
    drive.hold(1.0).move(2.0, hip_height=0.0).hold(1.0)

    assert not drive.of(CannotJudge)


def test_what_cannot_be_judged_is_told_when_it_becomes_known() -> None:
    drive = lift(start().hold(2.0, knee_flexion_deg=math.nan)).finish()

    assert [event.t_s for event in drive.events] == sorted(event.t_s for event in drive.events)


# --- reach, times, sides ------------------------------------------------------------------------------------------


def test_a_reach_that_was_not_reached_is_a_fault_of_its_phase() -> None:
    drive = lift(start(), height=0.3)

    fault = drive.of(FaultRaised)[0]
    up = drive.ended("up")[0]
    assert (fault.rule, fault.fault.phase, fault.start_s) == ("high", "up", up.start_s)
    assert (fault.fault.value, fault.fault.limit, fault.fault.unit) == (
        pytest.approx(0.3),
        0.4,
        "trunk lengths",
    )
    assert drive.of(FaultCleared)[0].fault.end_s == up.end_s
    assert drive.of(RepetitionDone)[0].faults == ("high",)


def test_a_reach_is_judged_with_what_was_seen_of_the_phase() -> None:
    drive = start().move(2.0, hip_height=0.5).hold(0.5, hip_height=math.nan).hold(1.0, hip_height=0.5)

    assert not drive.move(2.0, hip_height=0.0).hold(1.0).of(FaultRaised)


def test_a_reach_in_a_phase_that_was_hardly_seen_cannot_be_judged() -> None:
    exercise = with_rule(kind="reach", feature="knee_flexion_deg", at_least=100.0, phases=("up",))
    drive = start(exercise).move(2.0, hip_height=0.5).hold(2.5, knee_flexion_deg=math.nan)
    drive.move(2.0, hip_height=0.0).hold(1.0)

    assert not drive.of(FaultRaised)
    assert [event.reason for event in drive.of(CannotJudge)] == ["could not see: ankle, hip, knee"]


def test_a_reach_may_be_about_the_change_from_neutral() -> None:
    exercise = with_rule(kind="reach", feature="hip_height", of="change", at_least=0.45, phases=("up",))
    drive = Drive(exercise, hip_height=0.08).hold(1.5)

    lift(drive, height=0.5)

    assert drive.of(FaultRaised)[0].fault.value == pytest.approx(0.42, abs=0.01)


def test_a_reach_may_be_about_the_size_of_the_change() -> None:
    exercise = with_rule(kind="reach", feature="hip_height", of="size", at_most=0.001, phases=("down",))
    drive = Drive(exercise, hip_height=-0.05).hold(1.5).move(2.0, hip_height=0.5).hold(1.0)

    assert not drive.of(FaultRaised)


def test_the_own_best_is_asked_for_again() -> None:
    exercise = with_rule(kind="reach", feature="hip_height", at_least=0.1, best_share=0.8, phases=("up",))
    drive = lift(lift(lift(start(exercise), 0.6), 0.5), 0.35)

    faults = drive.of(FaultRaised)
    assert [(fault.fault.value, fault.fault.limit) for fault in faults] == [
        (pytest.approx(0.35), pytest.approx(0.8 * 0.6, abs=0.01))
    ]


def test_more_than_the_first_range_is_never_asked_for() -> None:
    exercise = with_rule(kind="reach", feature="hip_height", at_least=0.1, best_share=0.8, phases=("up",))

    assert not lift(lift(start(exercise), 0.3), 0.6).of(FaultRaised)


@pytest.mark.parametrize("fps", FPS)
@pytest.mark.parametrize(("seconds", "faults"), [(0.6, ["it"]), (2.0, [])])
def test_a_movement_that_is_too_fast_is_a_fault(seconds: float, faults: list[str], fps: float) -> None:
    exercise = with_rule(kind="movement_time", at_least=1.0, phases=("up",))
    drive = start(exercise, fps).move(seconds, hip_height=0.5).hold(1.0).move(2.0, hip_height=0.0).hold(1.0)

    raised = drive.of(FaultRaised)
    assert [fault.rule for fault in raised] == faults
    assert all(fault.fault.unit == "s" and fault.fault.value < 1.0 for fault in raised)


def test_a_movement_time_in_a_phase_without_a_signal_cannot_be_judged() -> None:
    exercise = with_rule(kind="movement_time", at_least=1.0, phases=("down",))
    drive = start(exercise).move(2.0, hip_height=0.5).hold(1.0)

    assert [event.reason for event in drive.of(CannotJudge)] == ["the movement could not be seen"]


def test_a_phase_that_is_too_short_is_a_fault() -> None:
    exercise = with_rule(kind="duration", at_least=6.0, phases=("up",))

    fault = lift(start(exercise)).of(FaultRaised)[0]

    assert (fault.fault.unit, fault.fault.limit) == ("s", 6.0)
    assert 3.0 < fault.fault.value < 6.0


def hip_lift(turn_deg: float) -> Drive:
    drive = Drive(HIP_LIFT, hip_height=0.08, trunk_rotation_deg=0.0, ankle_height=0.14).hold(2.0)
    return twist(drive, turn_deg)


def twist(drive: Drive, turn_deg: float) -> Drive:
    drive.move(2.0, hip_height=0.42).hold(0.5).move(1.5, trunk_rotation_deg=turn_deg).hold(3.0)
    return drive.move(2.0, hip_height=0.08, trunk_rotation_deg=0.0).hold(1.5)


def test_the_same_side_twice_is_a_fault_of_the_second_repetition() -> None:
    drive = twist(hip_lift(20.0), 20.0)

    assert [done.faults for done in drive.of(RepetitionDone)] == [(), ("sides_alternate",)]
    fault = next(fault for fault in drive.of(FaultRaised) if fault.rule == "sides_alternate")
    assert (fault.fault.side, fault.fault.phase) == ("left", None)


@pytest.mark.parametrize(("away_s", "known"), [(AWAY_S - 0.5, True), (AWAY_S + 0.5, False)])
def test_after_an_absence_nobody_knows_whose_turn_it_is(away_s: float, known: bool) -> None:
    drive = hip_lift(20.0)
    drive.events += drive.judge.interrupt(drive.t_s, drive.t_s, "you left the position")
    twist(drive.skip(away_s).hold(2.0), 20.0)

    assert [done.faults for done in drive.of(RepetitionDone)] == [(), ("sides_alternate",) if known else ()]


def test_after_another_exercise_nobody_knows_whose_turn_it_is() -> None:
    drive = hip_lift(20.0)
    drive.judge.begin_anew(drive.t_s)
    twist(drive, 20.0)

    assert [done.faults for done in drive.of(RepetitionDone)] == [(), ()]
    assert drive.judge.evidence.typical == 1


@pytest.mark.parametrize(("later_s", "proven"), [(0.1, False), (-0.1, True)])
def test_a_proof_seen_while_another_exercise_was_done_proves_nothing(later_s: float, proven: bool) -> None:
    drive = hip_lift(20.0)
    assert drive.judge.proven

    drive.judge.begin_anew(drive.judge.proven_s + later_s)

    assert drive.judge.proven is proven


def test_a_proof_that_takes_a_while_begins_again_after_an_absence() -> None:
    still = {"hip_height": 0.1, "trunk_rotation_deg": 0.0, "knee_flexion_deg": 110.0, "hip_over_knee": -0.6}
    lying = Drive(builtin_exercises()["hook_lying"], **still).hold(4.0)
    lying.events += lying.judge.interrupt(lying.t_s, lying.t_s, "you left the position")

    lying.skip(AWAY_S + 1.0).hold(4.0)
    assert not lying.judge.proven

    lying.hold(1.0)
    assert lying.judge.proven


def test_idle_is_who_rests_or_is_stuck_in_a_movement() -> None:
    drive = start(bridge())
    assert drive.judge.idle_since(-math.inf), "at rest"

    drive.move(2.0, hip_height=0.5).hold(8.0)

    assert drive.phase == "up"
    assert not drive.judge.idle_since(drive.t_s - 11.0)
    assert drive.judge.idle_since(drive.t_s - 2.0), "the hips are up, and nothing follows"


def test_who_holds_is_not_idle() -> None:
    drive = Drive(HIP_LIFT, hip_height=0.08, trunk_rotation_deg=0.0, ankle_height=0.14).hold(2.0)
    drive.move(2.0, hip_height=0.42).hold(0.5).move(1.5, trunk_rotation_deg=20.0).hold(8.0)

    assert drive.phase == "hold"
    assert not drive.judge.idle_since(drive.t_s - 2.0)


def test_after_a_movement_that_did_not_count_nobody_knows_whose_turn_it_is() -> None:
    drive = hip_lift(20.0).move(2.0, hip_height=0.42).hold(0.5).move(1.5, trunk_rotation_deg=-20.0)
    drive.events += drive.judge.break_off(drive.t_s, "cut short")
    twist(drive.move(2.0, hip_height=0.08, trunk_rotation_deg=0.0).hold(2.0), 20.0)

    assert len(drive.of(RepetitionRejected)) == 1
    assert [done.faults for done in drive.of(RepetitionDone)] == [(), ()]


def test_taking_turns_is_no_fault() -> None:
    drive = twist(twist(hip_lift(20.0), -20.0), 20.0)

    assert [(done.side, done.faults) for done in drive.of(RepetitionDone)] == [
        ("left", ()),
        ("right", ()),
        ("left", ()),
    ]


# --- a cycle with a phase left out --------------------------------------------------------------------------------


def cat_cow(*bows: float) -> Drive:
    drive = Drive(CAT_COW, back_bow=-0.005).hold(1.5)
    for bow in bows:
        drive.move(3.0, back_bow=bow).hold(1.0)
    return drive


COW, CAT, LEVEL = -0.055, 0.07, -0.005


def broken_spine(drive: Drive) -> list[tuple[str, ...]]:
    """Return for each repetition which of the two rules on the back are broken."""
    return [
        tuple(name for name in done.faults if name.startswith("spine")) for done in drive.of(RepetitionDone)
    ]


@pytest.mark.parametrize("order", [(COW, CAT), (CAT, COW)])
def test_a_cycle_may_begin_with_either_phase(order: tuple[float, float]) -> None:
    drive = cat_cow(*order, *order, LEVEL)

    assert broken_spine(drive) == [(), ()]


def test_a_cat_left_out_is_a_fault_of_its_own_cycle_and_not_of_the_next() -> None:
    drive = cat_cow(COW, LEVEL, COW, CAT, LEVEL)

    assert broken_spine(drive) == [("spine_rounded",), ()]


def test_a_cow_left_out_is_a_fault_of_its_own_cycle_and_not_of_the_next() -> None:
    drive = cat_cow(CAT, LEVEL, CAT, COW, LEVEL)

    assert broken_spine(drive) == [("spine_arched",), ()]


def test_the_fault_of_a_phase_left_out_lies_where_it_should_have_been() -> None:
    drive = cat_cow(COW, LEVEL, COW, CAT, LEVEL)

    fault = next(fault for fault in drive.of(FaultCleared) if fault.rule == "spine_rounded")
    first, second = drive.ended("cow")
    assert (fault.fault.phase, fault.start_s, fault.fault.end_s) == ("cat", first.end_s, second.start_s)


def test_a_cycle_that_was_not_finished_is_dropped() -> None:
    drive = cat_cow(COW, CAT, COW, LEVEL).finish()

    assert len(drive.of(RepetitionDone)) == 1
    assert [event.reason for event in drive.of(RepetitionRejected)] == [
        "the recording or the movement ended before the repetition was complete"
    ]


def test_a_head_that_nods_in_place_of_the_cat_stands_in_for_it_as_a_fault() -> None:
    drive = Drive(CAT_COW, back_bow=LEVEL, head_pitch_deg=-85.0).hold(1.5)
    for _ in range(2):
        drive.move(3.0, back_bow=COW, head_pitch_deg=-40.0).hold(1.0)
        drive.move(3.0, back_bow=CAT, head_pitch_deg=-120.0).hold(1.0)
    drive.move(3.0, back_bow=COW, head_pitch_deg=-40.0).hold(1.0)
    drive.move(2.0, back_bow=LEVEL, head_pitch_deg=-85.0).hold(0.5)
    drive.move(2.0, head_pitch_deg=-120.0).hold(1.0).move(2.0, head_pitch_deg=-85.0).hold(1.0)

    assert broken_spine(drive) == [(), (), ("spine_rounded",)]


# --- cues, scores, interruptions ----------------------------------------------------------------------------------


def test_rules_that_share_a_name_each_have_their_own_words() -> None:
    drive = Drive(CAT_COW, back_bow=LEVEL, head_pitch_deg=-85.0).hold(1.5)
    drive.move(3.0, back_bow=CAT).hold(1.0).move(3.0, back_bow=LEVEL).hold(1.0)

    fault = next(fault for fault in drive.of(FaultRaised) if fault.rule == "head_follows")
    assert fault.fault.cue == "Chin to your chest as you round"
    assert fault.fault.cue in [cue.text for cue in drive.of(CueGiven)]


def test_a_deduction_gives_the_reason_of_the_rule_that_was_broken() -> None:
    drive = Drive(CAT_COW, back_bow=LEVEL, head_pitch_deg=-85.0).hold(1.5)
    drive.move(4.0, back_bow=COW, head_pitch_deg=-40.0).hold(1.0).move(4.0, back_bow=CAT).hold(1.0)
    drive.move(4.0, back_bow=LEVEL, head_pitch_deg=-85.0).hold(1.0)

    done = drive.of(RepetitionDone)[0]
    assert done.faults == ("head_follows",)
    assert [deduction.reason for deduction in done.deductions] == ["Chin to your chest as you round (Cat)"]


def test_a_fault_that_began_after_a_repetition_is_not_counted_in_it() -> None:
    drive = start().move(2.0, hip_height=0.5).hold(1.0).move(2.0, hip_height=0.0)
    drive.hold(2.0, knee_flexion_deg=30.0)

    assert drive.of(FaultRaised)[0].rule == "knees_bent"
    assert [done.faults for done in drive.of(RepetitionDone)] == [()]


def test_a_fault_under_way_counts_in_the_repetition() -> None:
    drive = start().move(2.0, hip_height=0.5).hold(1.0, knee_flexion_deg=30.0)
    drive.move(2.0, hip_height=0.0).hold(1.0)

    assert [done.faults for done in drive.of(RepetitionDone)] == [("knees_bent",)]


def test_faults_of_one_repetition_are_not_those_of_the_next() -> None:
    drive = lift(lift(start(), height=0.3))

    assert [done.faults for done in drive.of(RepetitionDone)] == [("high",), ()]


def test_repetitions_are_numbered_from_one() -> None:
    drive = lift(lift(lift(start())))

    assert [done.repetition.index for done in drive.of(RepetitionDone)] == [1, 2, 3]
    assert drive.judge.repetitions == 3


def test_the_range_of_a_feature_in_a_repetition_is_reported() -> None:
    done = lift(start(), height=0.5).of(RepetitionDone)[0]

    assert done.repetition.range == {
        "hip_height": pytest.approx(0.5 - 0.1, abs=0.03)
    }  # from one limit to the other


def test_a_feature_that_was_not_seen_has_no_range() -> None:
    exercise = changed(
        repetition=msgspec.structs.replace(bridge().repetition, report=("trunk_rotation_deg",)), examples=()
    )

    assert lift(start(exercise)).of(RepetitionDone)[0].repetition.range == {}


def interrupt(drive: Drive, seconds_ago: float = 1.0) -> list[Event]:
    return drive.judge.interrupt(drive.t_s, drive.t_s - seconds_ago, "you left the position")


def test_leaving_the_position_drops_the_repetition_under_way() -> None:
    drive = twist_under_way()

    events = interrupt(drive)

    assert [event.reason for event in events if isinstance(event, RepetitionRejected)] == [
        "you left the position"
    ]
    assert drive.judge.span is None


def twist_under_way() -> Drive:
    drive = Drive(HIP_LIFT, hip_height=0.08, trunk_rotation_deg=0.0, ankle_height=0.14).hold(2.0)
    return drive.move(2.0, hip_height=0.42).hold(0.5).move(1.5, trunk_rotation_deg=20.0).hold(1.0)


def test_the_phase_under_way_ends_when_the_person_left_and_is_known_now() -> None:
    drive = twist_under_way()

    ended = [event for event in interrupt(drive, 0.5) if isinstance(event, PhaseEnded)]

    assert [(event.phase, event.t_s) for event in ended] == [("hold", drive.t_s)]
    assert ended[0].end_s == pytest.approx(drive.t_s - 0.5)


def test_a_phase_does_not_end_before_it_started() -> None:
    drive = start().move(2.0, hip_height=0.5)
    span = drive.judge.span
    assert span is not None

    ended = [event for event in interrupt(drive, 60.0) if isinstance(event, PhaseEnded)]

    assert [(event.start_s, event.end_s) for event in ended] == [(span.start_s, span.start_s)]


def test_after_an_interruption_the_next_lift_counts_again() -> None:
    drive = twist_under_way()
    interrupt(drive)
    drive.skip(5.0).hold(1.5, hip_height=0.08, trunk_rotation_deg=0.0)

    twist(drive, -20.0)

    assert [(done.repetition.index, done.side) for done in drive.of(RepetitionDone)] == [(1, "right")]


def test_a_lower_lift_after_an_interrupted_high_one_is_measured_by_itself() -> None:
    """What the interrupted movement reached must not make the next one look as if it were going down."""
    drive = Drive(HIP_LIFT, hip_height=0.08, trunk_rotation_deg=0.0, ankle_height=0.14).hold(2.0)
    drive.move(2.0, hip_height=0.6).hold(0.5)
    interrupt(drive)
    drive.skip(5.0).hold(1.5, hip_height=0.08).move(2.0, hip_height=0.35).hold(2.0)

    assert drive.phase == "lift"


def test_no_neutral_outlasts_an_interruption() -> None:
    """The person may lie otherwise, or be seen from elsewhere."""
    drive = Drive(HIP_LIFT, hip_height=0.08, trunk_rotation_deg=0.0, ankle_height=0.14).hold(2.0)
    turn = drive.judge.signals.reader("trunk_rotation_deg", "change")
    drive.move(2.0, hip_height=0.42, trunk_rotation_deg=3.0).hold(1.0)
    assert turn() == pytest.approx(0.0, abs=0.5)

    interrupt(drive)
    assert math.isnan(turn())

    drive.hold(2.0, hip_height=0.08, trunk_rotation_deg=20.0)
    assert turn() == pytest.approx(0.0, abs=0.5)


def test_a_turn_after_one_that_took_too_long_is_measured_by_itself() -> None:
    drive = Drive(HIP_LIFT, hip_height=0.08, trunk_rotation_deg=0.0, ankle_height=0.14).hold(2.0)
    drive.move(2.0, hip_height=0.42).hold(0.5).move(1.5, trunk_rotation_deg=45.0).hold(70.0)
    drive.move(2.0, trunk_rotation_deg=0.0).hold(1.0)

    drive.move(2.0, trunk_rotation_deg=-18.0).hold(2.0)

    assert drive.phase == "hold"


def test_at_the_end_everything_is_closed_once() -> None:
    drive = start().move(2.0, hip_height=0.5).finish()
    count = len(drive.events)

    assert [event.phase for event in drive.of(PhaseEnded)] == ["down", "up"]
    assert len(drive.finish().events) == count


def test_the_end_without_a_beginning_has_nothing_to_close() -> None:
    assert Drive(bridge()).finish().events == []
    assert interrupt(Drive(bridge())) == []


def repeated(**fields: object) -> Exercise:
    """Return the bridge with another definition of a repetition."""
    return changed(repetition=msgspec.structs.replace(bridge().repetition, **fields), examples=())


def test_where_each_phase_is_a_repetition_one_that_ended_with_the_media_at_rest_counts() -> None:
    drive = start(repeated(pattern="each")).move(2.0, hip_height=0.5).hold(1.0).finish()

    assert len(drive.of(RepetitionDone)) == 1


def test_where_each_phase_is_a_repetition_one_that_the_media_cut_off_in_full_swing_does_not_count() -> None:
    drive = start(repeated(pattern="each"))
    for i in range(31):
        drive.hold(1 / 30, hip_height=0.02 * i)

    assert drive.phase == "up"
    assert not drive.finish().of(RepetitionDone)


def test_what_is_too_short_to_be_a_repetition_is_none() -> None:
    drive = lift(start(repeated(shortest_s=20.0)))

    assert not drive.of(RepetitionDone)
    assert [event.reason for event in drive.of(RepetitionRejected)] == ["it was too short to be one"]


def test_the_side_is_known_while_the_repetition_is_under_way() -> None:
    drive = twist_under_way()
    assert drive.judge.side == "left"

    drive.move(1.0, hip_height=0.2)

    assert drive.phase == "return"
    assert drive.judge.side == "left"


def test_reset_forgets_neutral_best_and_counts() -> None:
    exercise = with_rule(kind="reach", feature="hip_height", of="change", at_least=0.1, best_share=0.8)
    drive = lift(lift(Drive(exercise, hip_height=0.06).hold(1.5), 0.6))
    drive.judge.reset()
    new = Drive(exercise, hip_height=0.0)
    again = Drive(exercise, hip_height=0.0)
    again.judge = drive.judge

    assert lift(again.hold(1.5), 0.4).events == lift(new.hold(1.5), 0.4).events
    assert again.judge.last_score == new.judge.last_score


# --- what a rule is given on --------------------------------------------------------------------------------------


def test_a_time_is_not_judged_where_what_it_is_given_on_did_not_hold() -> None:
    rotation = builtin_exercises()["thoracic_rotation"]
    rest = {"trunk_rotation_deg": 0.0, "turn_to_camera_deg": 0.0, "upper_arm_lift_deg": -10.0}
    drive = Drive(rotation, 30.0, **rest, knee_flexion_deg=96.0, hand_ear_distance=0.15, hip_height=0.08)
    drive.hold(1.5).move(0.5, trunk_rotation_deg=40.0, turn_to_camera_deg=40.0, upper_arm_lift_deg=40.0)
    drive.hold(3.5).move(2.0, **rest).hold(1.0).finish()

    assert "slow" not in {fault.rule for fault in drive.of(FaultRaised)}
    assert ("slow", "rotate", "the movement could not be seen") in {
        (answer.rule, answer.phase, answer.reason) for answer in drive.of(CannotJudge)
    }


def test_what_is_judged_against_the_persons_own_neutral_alone_cannot_be_judged_without_it() -> None:
    roll = builtin_exercises()["foam_roll"]
    values = {"knee_flexion_deg": 100.0, "ankle_height": 0.15, "sole_slope_deg": 27.0}
    drive = Drive(roll, 30.0, trunk_place=0.00, **values)
    for _ in range(2):
        drive.move(2.0, trunk_place=0.30, sole_slope_deg=44.0)
        drive.move(2.0, trunk_place=0.00, sole_slope_deg=27.0)
    drive.finish()

    assert not drive.of(FaultRaised)
    assert ("feet_flat", "could not see: foot index, heel") in {
        (answer.rule, answer.reason) for answer in drive.of(CannotJudge)
    }
