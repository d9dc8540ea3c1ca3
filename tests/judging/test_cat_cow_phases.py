"""Every way from one phase of the cat-cow to another, walked by hand."""

from __future__ import annotations

import math

import pytest

from posecoach.events import CannotJudge, FaultRaised, NeutralTaken, PhaseEnded, PhaseStarted
from posecoach.exercises.loader import builtin_exercises
from tests.driving import Drive

CAT_COW = builtin_exercises()["cat_cow"]
NEUTRAL, COW, CAT = -0.005, -0.055, 0.07
FPS = [15.0, 30.0, 60.0]


def start(fps: float = 30.0) -> Drive:
    """Return a drive that held still for long enough."""
    return Drive(CAT_COW, fps, back_bow=NEUTRAL, head_pitch_deg=-85.0).hold(2.0)


def test_it_begins_in_neutral() -> None:
    assert start().phases() == ["neutral"]


def test_a_back_that_is_held_rounded_is_no_neutral() -> None:
    """Nothing is said until the movement has shown where the neutral is."""
    assert Drive(CAT_COW, back_bow=CAT, head_pitch_deg=-85.0).hold(2.0).phases() == []


@pytest.mark.parametrize("fps", FPS)
@pytest.mark.parametrize(
    ("way", "phases"),
    [
        ([COW], ["neutral", "cow"]),
        ([CAT], ["neutral", "cat"]),
        ([COW, CAT], ["neutral", "cow", "cat"]),
        ([CAT, COW], ["neutral", "cat", "cow"]),
        ([COW, NEUTRAL], ["neutral", "cow", "neutral"]),
        ([CAT, NEUTRAL], ["neutral", "cat", "neutral"]),
        ([CAT, NEUTRAL, COW, NEUTRAL], ["neutral", "cat", "neutral", "cow", "neutral"]),
    ],
)
def test_every_edge(way: list[float], phases: list[str], fps: float) -> None:
    drive = start(fps)
    for bow in way:
        drive.move(2.5, back_bow=bow).hold(1.5)

    assert drive.phases() == phases


@pytest.mark.parametrize("fps", FPS)
def test_a_phase_starts_when_its_movement_starts(fps: float) -> None:
    drive = start(fps).move(3.0, back_bow=CAT).hold(1.0).move(3.0, back_bow=COW).hold(1.0)

    starts = {event.phase: event.start_s for event in drive.of(PhaseStarted)}
    assert starts["cat"] == pytest.approx(2.0, abs=0.35)
    assert starts["cow"] == pytest.approx(6.0, abs=0.35)


def test_passing_through_neutral_without_a_stop_is_no_neutral() -> None:
    drive = start().move(2.0, back_bow=COW).hold(0.5).move(2.0, back_bow=CAT).hold(0.5)

    assert drive.phases() == ["neutral", "cow", "cat"]


def test_a_nod_is_no_cat_and_no_cow() -> None:
    drive = start()
    for pitch_deg in (-140.0, -85.0, 0.0, -85.0):
        drive.move(1.5, head_pitch_deg=pitch_deg).hold(1.0)

    assert drive.phases() == ["neutral"]


def test_a_back_that_wavers_within_its_measuring_error_stays_neutral() -> None:
    drive = start()
    for i in range(20):
        drive.move(0.5, back_bow=NEUTRAL + 0.006 * (-1) ** i)

    assert drive.phases() == ["neutral"]


def test_a_spike_shorter_than_the_dwell_is_no_phase() -> None:
    drive = start().hold(0.05, back_bow=CAT).hold(2.0, back_bow=NEUTRAL)

    assert drive.phases() == ["neutral"]


def test_a_back_that_is_not_seen_stays_in_its_phase() -> None:
    drive = start().move(2.0, back_bow=CAT).hold(5.0, back_bow=math.nan)

    assert drive.phases() == ["neutral", "cat"]


def test_a_movement_that_was_not_seen_is_known_as_soon_as_the_back_is_seen_again() -> None:
    drive = start().hold(2.0, back_bow=math.nan).hold(1.0, back_bow=CAT)

    assert drive.phases() == ["neutral", "cat"]


def test_the_own_neutral_is_taken_from_a_still_start() -> None:
    drive = Drive(CAT_COW, back_bow=0.012, head_pitch_deg=-70.0).hold(1.2)

    taken = drive.of(NeutralTaken)[0]
    assert taken.values == {"back_bow": pytest.approx(0.012), "head_pitch_deg": pytest.approx(-70.0)}


def test_what_is_not_seen_at_the_start_is_no_obstacle_and_is_taken_later() -> None:
    drive = Drive(CAT_COW, back_bow=0.012).hold(1.2)
    assert [taken.values for taken in drive.of(NeutralTaken)] == [{"back_bow": pytest.approx(0.012)}]

    drive.hold(1.2, head_pitch_deg=-70.0)
    assert drive.of(NeutralTaken)[1].values == {"head_pitch_deg": pytest.approx(-70.0)}


def test_each_feature_of_the_neutral_is_taken_once() -> None:
    drive = Drive(CAT_COW, back_bow=0.0, head_pitch_deg=-70.0).hold(6.0)

    assert len(drive.of(NeutralTaken)) == 1


def test_the_own_neutral_moves_the_thresholds() -> None:
    rounded_anyway = Drive(CAT_COW, back_bow=0.02, head_pitch_deg=-85.0).hold(2.0).move(2.0, back_bow=NEUTRAL)

    assert rounded_anyway.hold(1.0).phases() == ["neutral", "cow"]


def test_a_back_that_was_held_arched_is_no_neutral() -> None:
    drive = Drive(CAT_COW, back_bow=1.5 * COW, head_pitch_deg=-85.0).hold(3.0)

    assert not drive.of(NeutralTaken)


def test_a_back_that_was_not_still_gives_no_neutral() -> None:
    drive = Drive(CAT_COW, back_bow=NEUTRAL, head_pitch_deg=-85.0)
    for i in range(6):
        drive.move(0.5, back_bow=NEUTRAL + 0.02 * (i % 2))

    assert not drive.of(NeutralTaken)


def test_a_gap_in_what_is_seen_begins_the_still_second_anew() -> None:
    drive = Drive(CAT_COW, back_bow=NEUTRAL, head_pitch_deg=-85.0).hold(0.8)
    drive.hold(0.1, back_bow=math.nan).hold(0.8, back_bow=NEUTRAL)

    assert not drive.of(NeutralTaken)


def test_no_neutral_is_taken_once_a_movement_was_seen() -> None:
    drive = start().move(2.0, back_bow=CAT).hold(1.0).move(2.0, back_bow=NEUTRAL + 0.008)
    before = len(drive.of(NeutralTaken))

    assert len(drive.hold(4.0).of(NeutralTaken)) == before


def test_a_phase_ends_where_the_next_one_starts() -> None:
    drive = start()
    for bow in (CAT, COW, NEUTRAL, CAT, NEUTRAL):
        drive.move(2.0, back_bow=bow).hold(1.0)
    drive.finish()

    ended, started = drive.of(PhaseEnded), drive.of(PhaseStarted)
    assert [event.end_s for event in ended[:-1]] == [event.start_s for event in started[1:]]
    assert ended[-1].end_s == pytest.approx(drive.t_s - 1.0 / drive.fps)


def test_in_the_first_still_second_a_difference_from_the_typical_neutral_is_no_movement() -> None:
    """The outline of this body is 0.02 off the typical one, and settles for a moment."""
    drive = Drive(CAT_COW, 30.0, back_bow=-0.020, head_pitch_deg=-85.0, knee_flexion_deg=92.0)
    drive.hold(0.2).hold(0.9, back_bow=-0.030)

    assert drive.phase == "neutral"
    assert drive.judge.signals.neutral[drive.judge.signals.index["back_bow"]] == pytest.approx(
        -0.028, abs=0.002
    )


def test_somebody_who_does_not_hold_still_is_followed_once_they_have_gone_both_ways() -> None:
    drive = Drive(CAT_COW, 30.0, back_bow=-0.010, head_pitch_deg=-85.0, knee_flexion_deg=92.0)
    drive.hold(0.3).move(1.5, back_bow=0.07)
    assert drive.phases() == []

    drive.move(2.0, back_bow=-0.05).move(2.0, back_bow=0.07).move(2.0, back_bow=-0.05).hold(1.0)

    assert drive.phases() == ["cow", "cat", "cow"]


def test_a_movement_that_was_under_way_is_not_judged() -> None:
    """Of the first cat only the end was seen from a known neutral; the second one and its cow are seen whole."""
    drive = Drive(CAT_COW, 30.0, back_bow=-0.050, head_pitch_deg=-85.0, knee_flexion_deg=92.0)
    for _ in range(2):
        drive.move(0.5, back_bow=0.07).hold(0.5).move(0.5, back_bow=-0.05).hold(0.5)
    drive.finish()

    assert [(fault.rule, round(fault.start_s, 1)) for fault in drive.of(FaultRaised)] == [
        ("slow", 2.0),
        ("slow", 3.0),
    ]


def test_a_cat_that_could_not_be_seen_is_not_said_to_be_left_out() -> None:
    """Somebody walks past behind while the back is rounded between two cows."""
    drive = Drive(CAT_COW, 30.0, back_bow=-0.005, head_pitch_deg=-85.0, knee_flexion_deg=92.0).hold(1.5)
    drive.move(2.0, back_bow=-0.05).hold(0.5).move(1.0, back_bow=-0.005)
    drive.hold(2.5, back_bow=math.nan)
    drive.hold(0.6, back_bow=-0.005).move(2.0, back_bow=-0.05).hold(0.5).move(1.0, back_bow=-0.005).hold(1.0)

    assert "spine_rounded" not in {fault.rule for fault in drive.of(FaultRaised)}
    answers = [
        (answer.phase, answer.reason) for answer in drive.of(CannotJudge) if answer.rule == "spine_rounded"
    ]
    assert answers == [("cat", "it could not be seen for a moment")]


def test_after_another_exercise_the_knees_that_stand_otherwise_are_taken_anew() -> None:
    drive = Drive(CAT_COW, back_bow=NEUTRAL, head_pitch_deg=-85.0, knee_flexion_deg=90.0).hold(2.0)
    drive.judge.begin_anew(drive.t_s)

    drive.hold(2.0, knee_flexion_deg=110.0)

    assert [event.values.get("knee_flexion_deg") for event in drive.of(NeutralTaken)] == [90.0, 110.0]


def test_who_was_away_for_long_may_be_seen_from_another_place() -> None:
    """A back that looks otherwise from there is at rest all the same."""
    drive = start()
    drive.events += drive.judge.interrupt(drive.t_s, drive.t_s, "you left the position")
    drive.skip(5.5).hold(2.0, back_bow=NEUTRAL + 0.03)

    assert [event.values["back_bow"] for event in drive.of(NeutralTaken)] == [
        pytest.approx(NEUTRAL),
        pytest.approx(NEUTRAL + 0.03),
    ]
    assert drive.judge.back_s == pytest.approx(7.5)


def test_who_was_away_for_a_moment_is_at_rest_as_before() -> None:
    drive = start()
    drive.events += drive.judge.interrupt(drive.t_s, drive.t_s, "you left the position")
    drive.skip(4.5).hold(2.0, back_bow=NEUTRAL + 0.03)

    assert [event.values["back_bow"] for event in drive.of(NeutralTaken)] == [pytest.approx(NEUTRAL)]
    assert drive.judge.back_s == -math.inf
