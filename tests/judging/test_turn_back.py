"""A movement that turns back can be spoken about before its phase is over."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecoach.events import CueGiven, FaultRaised, PhaseEnded, RepetitionDone
from posecoach.exercises.loader import builtin_exercises
from posecoach.features.extract import get_feature
from posecoach.judging.phases import Span
from posecoach.judging.signals import Signals
from posecoach.judging.turn_back import TURN_DWELL_S, TurnWatch
from tests.driving import Drive

CAT_COW = builtin_exercises()["cat_cow"]
CAT_PHASE = next(phase for phase in CAT_COW.phases if phase.name == "cat")
NEUTRAL_PHASE = next(phase for phase in CAT_COW.phases if phase.name == "neutral")
LEVEL, COW, CAT = -0.005, -0.05, 0.07


def turns(values: list[float], fps: float = 30.0) -> list[tuple[float, float]]:
    """Return (known_s, turned_s) of every turn in a cat with these values of the back's bow."""
    signals = Signals(CAT_COW)
    watch = TurnWatch(signals)
    found = []
    for i, value in enumerate(values):
        t_s = i / fps
        signals.update(t_s, [value if name == "back_bow" else math.nan for name in signals.names])
        if i == 0:
            watch.begin(Span(CAT_PHASE, 0.0))
        turned_s = watch.step(t_s)
        if turned_s is not None:
            found.append((t_s, turned_s))
    return found


def wave(seconds: float, low: float, high: float, fps: float = 30.0) -> list[float]:
    """Go from low to high and back in so many seconds."""
    return [
        low + (high - low) * (1.0 - math.cos(2.0 * math.pi * i / (seconds * fps))) / 2.0
        for i in range(round(seconds * fps) + 1)
    ]


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
def test_a_movement_has_turned_where_it_was_furthest(fps: float) -> None:
    ((known_s, turned_s),) = turns(wave(6.0, LEVEL, CAT, fps), fps)
    assert turned_s == pytest.approx(3.0, abs=0.05)
    assert known_s == pytest.approx(4.0, abs=0.1)  # a fifth of the way back, held for a moment


def test_a_movement_the_other_way_turns_too() -> None:
    ((_, turned_s),) = turns(wave(6.0, CAT, COW))
    assert turned_s == pytest.approx(3.0, abs=0.05)


def test_what_only_goes_on_has_not_turned() -> None:
    assert turns(wave(6.0, LEVEL, CAT)[:91] + [CAT] * 60) == []


def test_wavering_is_no_turn() -> None:
    assert turns([LEVEL + (0.004 if i % 20 < 10 else 0.0) for i in range(200)]) == []


def test_a_spike_is_no_turn() -> None:
    values = wave(6.0, LEVEL, CAT)[:91] + [CAT] * 30
    values[70] = values[71] = LEVEL
    assert turns(values) == []


def test_what_is_not_seen_turns_nothing() -> None:
    assert turns(wave(6.0, LEVEL, CAT)[:91] + [math.nan] * 60) == []


def test_a_phase_without_a_signal_has_no_turn() -> None:
    signals = Signals(CAT_COW)
    watch = TurnWatch(signals)
    watch.begin(Span(NEUTRAL_PHASE, 0.0))
    assert watch.step(1.0) is None


def test_a_new_watch_follows_nothing() -> None:
    assert TurnWatch(Signals(CAT_COW)).step(1.0) is None


@given(st.lists(st.floats(-0.1, 0.1) | st.just(math.nan), min_size=1, max_size=120))
def test_a_phase_turns_once_at_most_and_never_before_it_is_known(values: list[float]) -> None:
    found = turns(values)
    assert len(found) <= 1
    for known_s, turned_s in found:
        assert 0.0 <= turned_s <= known_s - TURN_DWELL_S + 1e-6


def test_of_two_ways_as_far_the_later_one_is_followed() -> None:
    there_and_as_far_beyond = [0.0, 5.0, *[-5.0] * 8]
    assert turns(there_and_as_far_beyond, 8.0) == []
    assert turns([*there_and_as_far_beyond, *[0.0] * 8], 8.0) == [(11 / 8, 2 / 8)]


def test_a_fifth_of_the_way_back_is_enough_and_less_is_not() -> None:
    assert turns([0.0, 5.0, *[4.0] * 8], 8.0) == [(3 / 8, 1 / 8)]
    assert turns([0.0, 5.0, *[4.01] * 8], 8.0) == []


def test_on_a_short_way_a_turn_is_more_than_the_signal_wavers() -> None:
    error = get_feature("back_bow").error
    assert turns([0.0, 2.0 * error, *[1.25 * error] * 8], 8.0) == [(3 / 8, 1 / 8)]
    assert turns([0.0, 2.0 * error, *[1.5 * error] * 8], 8.0) == []


def test_a_tenth_of_a_second_is_enough_however_times_are_rounded() -> None:
    assert [known_s for known_s, _ in turns([0.0, 0.0, 0.0, 5.0, *[0.0] * 8], 10.0)] == [0.5]


@pytest.mark.parametrize("way", [5.0, -5.0])
def test_who_stays_at_the_end_of_a_way_was_there_from_the_first(way: float) -> None:
    assert turns([0.0, way, way, way, *[0.0] * 8], 8.0) == [(5 / 8, 1 / 8)]


def followed_from_late_on(*values: float) -> TurnWatch:
    """Return a watch of a phase that became known at its last value, in frames of 1/8 s."""
    signals = Signals(CAT_COW)
    for i, value in enumerate(values):
        signals.update(i / 8, [value if name == "back_bow" else math.nan for name in signals.names])
    watch = TurnWatch(signals)
    watch.begin(Span(CAT_PHASE, 0.0))
    return watch


def test_what_was_not_seen_for_a_moment_leaves_the_end_of_the_way_where_it_was() -> None:
    watch = followed_from_late_on(0.0, 5.0, math.nan, 0.0)
    assert [watch.step(3 / 8), watch.step(4 / 8)] == [None, 1 / 8]


def test_a_phase_that_begins_ends_what_was_followed_before() -> None:
    watch = followed_from_late_on(0.0, 5.0, 0.0)
    watch.begin(Span(NEUTRAL_PHASE, 2 / 8))
    assert [watch.step(2 / 8), watch.step(1.0)] == [None, None]


# --- what the judge makes of it -----------------------------------------------------------------------------------


def start() -> Drive:
    return Drive(CAT_COW, back_bow=LEVEL, head_pitch_deg=-85.0, knee_flexion_deg=92.0).hold(1.5)


def after_two_cycles() -> Drive:
    drive = start()
    for _ in range(2):
        drive.move(3.0, back_bow=COW, head_pitch_deg=-40.0).hold(1.0)
        drive.move(3.0, back_bow=CAT, head_pitch_deg=-120.0).hold(1.0)
    drive.move(2.0, back_bow=LEVEL, head_pitch_deg=-85.0).hold(1.0)
    return drive


def cues(drive: Drive) -> list[CueGiven]:
    return [cue for cue in drive.of(CueGiven) if cue.rule is not None]


def test_a_movement_that_was_too_small_is_told_as_soon_as_it_turns_back_and_judged_when_it_is_over() -> None:
    drive = start().move(4.0, back_bow=COW, head_pitch_deg=-40.0).hold(1.0)
    drive.move(4.0, back_bow=CAT).hold(0.5)  # without the head
    turned_s = drive.t_s - 0.5
    drive.move(4.0, back_bow=COW, head_pitch_deg=-40.0).hold(1.0)

    (cue,) = cues(drive)
    (fault,) = drive.of(FaultRaised)
    assert (cue.rule, fault.rule) == ("head_follows", "head_follows")
    assert cue.broken_s == pytest.approx(turned_s, abs=0.1)
    assert cue.start_s == pytest.approx(fault.start_s)
    assert cue.t_s < fault.t_s - 0.3
    ended_s = next(event.t_s for event in drive.of(PhaseEnded) if event.phase == "cat")
    assert fault.t_s == ended_s


def test_what_was_told_as_the_movement_turned_is_not_told_again_when_it_is_over() -> None:
    drive = start().move(4.0, back_bow=COW, head_pitch_deg=-40.0).hold(1.0)
    drive.move(4.0, back_bow=CAT).hold(0.5)  # without the head
    drive.move(4.0, back_bow=LEVEL, head_pitch_deg=-85.0).hold(8.0)

    assert [cue.rule for cue in cues(drive)] == ["head_follows"]


def test_what_is_corrected_before_the_movement_is_over_is_no_fault() -> None:
    drive = start().move(4.0, back_bow=COW, head_pitch_deg=-40.0).hold(1.0)
    drive.move(4.0, back_bow=CAT).hold(0.5).move(1.5, back_bow=0.045).hold(0.2)
    drive.move(1.5, back_bow=CAT, head_pitch_deg=-120.0).hold(1.0)
    drive.move(4.0, back_bow=LEVEL, head_pitch_deg=-85.0).hold(1.0)

    (cue,) = cues(drive)
    assert cue.rule == "head_follows"
    assert drive.of(FaultRaised) == []
    assert [done.faults for done in drive.of(RepetitionDone)] == [()]


def test_a_phase_left_out_is_told_when_the_one_before_it_begins_again() -> None:
    drive = after_two_cycles()
    drive.move(3.0, back_bow=COW, head_pitch_deg=-40.0).hold(1.0)
    drive.move(2.0, back_bow=LEVEL, head_pitch_deg=-85.0).hold(1.0)
    begun_s = drive.t_s
    drive.move(3.0, back_bow=COW, head_pitch_deg=-40.0).hold(1.0)
    drive.move(2.0, back_bow=LEVEL, head_pitch_deg=-85.0).hold(1.0)

    (cue,) = cues(drive)
    (fault,) = drive.of(FaultRaised)
    assert (cue.rule, fault.rule) == ("spine_rounded", "spine_rounded")
    assert begun_s < cue.t_s < begun_s + 1.6
    assert fault.t_s > cue.t_s + 1.0


def test_a_phase_only_attempted_is_told_when_the_attempt_is_over() -> None:
    drive = after_two_cycles()
    drive.move(2.0, head_pitch_deg=-40.0).hold(1.0).move(2.0, head_pitch_deg=-85.0)
    over_s = drive.t_s
    drive.move(3.0, back_bow=CAT, head_pitch_deg=-120.0).hold(1.0)
    drive.move(2.0, back_bow=LEVEL, head_pitch_deg=-85.0).hold(1.0)

    (cue,) = cues(drive)
    (fault,) = drive.of(FaultRaised)
    assert (cue.rule, fault.rule) == ("spine_arched", "spine_arched")
    assert cue.t_s < over_s
    assert fault.t_s > over_s


def test_an_attempt_out_of_turn_brings_up_no_earlier_one_again() -> None:
    drive = after_two_cycles()
    drive.move(2.0, head_pitch_deg=-40.0).hold(1.0).move(2.0, head_pitch_deg=-85.0).hold(9.0)
    drive.move(2.0, head_pitch_deg=-120.0).hold(1.0).move(2.0, head_pitch_deg=-85.0).hold(1.0)
    assert [cue.rule for cue in cues(drive)] == ["spine_arched"]


def test_whoever_leaves_in_the_middle_of_a_movement_is_not_told_about_it() -> None:
    drive = start().move(4.0, back_bow=COW, head_pitch_deg=-40.0).hold(1.0)
    drive.move(4.0, back_bow=CAT, head_pitch_deg=-120.0)
    drive.judge.interrupt(drive.t_s, drive.t_s, "left")
    drive.hold(1.0, back_bow=LEVEL, head_pitch_deg=-85.0, hand_offset=0.9)
    assert [cue.rule for cue in cues(drive)] == []
