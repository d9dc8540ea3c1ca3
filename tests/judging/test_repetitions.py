"""Repetitions from spans of phases alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from msgspec.structs import replace

from posecoach.exercises.loader import builtin_exercises
from posecoach.judging.phases import Span
from posecoach.judging.repetitions import TOO_LONG, TOO_SHORT, UNFINISHED, Draft, Rejected, RepetitionCounter
from tests.exercise_files import bridge

CAT_COW = builtin_exercises()["cat_cow"]
PHASES = {phase.name: phase for phase in CAT_COW.phases}


def span(name: str, start_s: float, end_s: float, *, moved: bool = True, whole: bool = True) -> Span:
    return Span(PHASES[name], start_s, end_s, moved=moved, whole=whole)


def counter_after(*spans: Span) -> RepetitionCounter:
    counter = RepetitionCounter(CAT_COW)
    for one in spans:
        counter.phase_ended(one, None)
    return counter


def spans_of(done: list[Draft | Rejected]) -> list[list[tuple[str, float, float, bool]]]:
    drafts = [item for item in done if isinstance(item, Draft)]
    return [[(one.phase.name, one.start_s, one.end_s, one.moved) for one in draft.spans] for draft in drafts]


HOLD = next(phase for phase in builtin_exercises()["hip_lift_twist"].phases if phase.hold_aim_s is not None)


@pytest.mark.parametrize(
    ("spans", "hold_s"),
    [
        ([Span(HOLD, 1.0, 3.5)], 2.5),
        ([Span(HOLD, 1.0, 2.0), Span(HOLD, 3.0, 4.5)], 2.5),
        ([Span(HOLD, 1.0, 1.04)], None),
        ([span("cat", 1.0, 3.0)], None),
    ],
    ids=["one", "in two parts", "too short to measure", "without one"],
)
def test_a_hold_lasts_as_long_as_it_was_measured(spans: list[Span], hold_s: float | None) -> None:
    assert Draft(spans).hold_s() == hold_s


def test_a_new_counter_knows_no_side_and_no_stand_in() -> None:
    counter = RepetitionCounter(CAT_COW)

    assert (counter.side, counter.stand_in) == (None, None)


def test_a_cycle_is_complete_with_its_last_phase() -> None:
    counter = counter_after(span("cow", 0.0, 3.0))

    assert spans_of(counter.phase_ended(span("cat", 3.0, 6.0), None)) == [
        [("cow", 0.0, 3.0, True), ("cat", 3.0, 6.0, True)]
    ]


def test_a_phase_that_begins_again_shows_that_the_other_was_left_out() -> None:
    left_out = counter_after(span("cow", 0.0, 3.0)).left_out(span("cow", 5.0, 8.0))

    assert left_out == Span(PHASES["cat"], 3.0, 5.0, moved=False)


def test_the_phase_that_is_expected_leaves_nothing_out() -> None:
    assert counter_after(span("cow", 0.0, 3.0)).left_out(span("cat", 3.0, 6.0)) is None


def test_nothing_is_left_out_where_phases_are_no_cycle() -> None:
    counter = RepetitionCounter(bridge())
    up = next(phase for phase in bridge().phases if phase.name == "up")
    counter.phase_ended(Span(up, 0.0, 3.0), None)

    assert counter.left_out(Span(up, 5.0, 8.0)) is None


def test_a_phase_that_was_left_out_gets_a_stand_in_as_the_next_one_ends() -> None:
    done = counter_after(span("cow", 0.0, 3.0)).phase_ended(span("cow", 5.0, 8.0), None)

    assert spans_of(done) == [[("cow", 0.0, 3.0, True), ("cat", 3.0, 5.0, False)]]


def test_what_was_in_progress_at_first_sight_is_no_repetition() -> None:
    assert counter_after(span("cow", 0.0, 3.0, whole=False)).phase_ended(span("cow", 5.0, 8.0), None) == []


def test_an_attempt_counts_where_the_order_that_was_seen_expects_it() -> None:
    counter = counter_after(span("cow", 0.0, 3.0), span("cat", 3.0, 6.0), span("cow", 6.0, 9.0))

    assert counter.attempted("cow", 9.0, 10.0) == []
    assert spans_of(counter.attempted("cat", 9.0, 10.0)) == [
        [("cow", 6.0, 9.0, True), ("cat", 9.0, 10.0, False)]
    ]


def test_an_attempt_before_the_first_whole_repetition_counts_for_nothing() -> None:
    assert counter_after(span("cow", 0.0, 3.0)).attempted("cat", 3.0, 4.0) == []


DEAD_BUG = builtin_exercises()["dead_bug"]
OTHER_WAY = {phase.name: phase for phase in DEAD_BUG.phases}


def test_the_other_form_of_a_sequence_counts_from_its_first_phase_to_its_last() -> None:
    counter = RepetitionCounter(DEAD_BUG)
    spans = [
        Span(OTHER_WAY[name], 1.0 * k, 1.0 * k + 1.0) for k, name in enumerate(("raise", "up", "lay", "flat"))
    ]

    done = [counter.phase_ended(ended, begun) for ended, begun in pairwise(spans)]
    assert [spans_of(one) for one in done] == [
        [],
        [],
        [[(s.phase.name, s.start_s, s.end_s, True) for s in spans[:3]]],
    ]


def test_what_begins_in_one_form_and_goes_on_in_the_other_is_unfinished() -> None:
    counter = RepetitionCounter(DEAD_BUG)
    ended, begun = Span(OTHER_WAY["raise"], 0.0, 1.0), Span(OTHER_WAY["return"], 1.0, 2.0)

    assert counter.phase_ended(ended, begun) == [Rejected(0.0, UNFINISHED)]


def test_what_is_abandoned_is_told_with_its_reason() -> None:
    counter = counter_after(span("cow", 2.0, 3.0))

    assert counter.abandon(UNFINISHED) == [Rejected(2.0, UNFINISHED)]
    assert counter.abandon(UNFINISHED) == []


@pytest.mark.parametrize(
    ("beyond_s", "reason"), [(-0.01, TOO_SHORT), (0.0, None), (0.01, None)], ids=["below", "at", "above"]
)
def test_the_shortest_that_counts(beyond_s: float, reason: str | None) -> None:
    definition = replace(CAT_COW.repetition, shortest_s=2.0)
    counter = RepetitionCounter(replace(CAT_COW, repetition=definition))
    counter.phase_ended(span("cow", 0.0, 0.1), None)

    (done,) = counter.phase_ended(span("cat", 0.1, 2.0 + beyond_s), None)

    assert (done.reason if isinstance(done, Rejected) else None) == reason


@pytest.mark.parametrize(
    ("beyond_s", "reason"), [(-0.01, None), (0.0, None), (0.01, TOO_LONG)], ids=["below", "at", "above"]
)
def test_the_longest_that_counts(beyond_s: float, reason: str | None) -> None:
    end_s = CAT_COW.repetition.longest_s + beyond_s
    (done,) = counter_after(span("cow", 0.0, 0.1)).phase_ended(span("cat", 0.1, end_s), None)

    assert (done.reason if isinstance(done, Rejected) else None) == reason


@pytest.mark.parametrize(("shortest_s", "counts"), [(0.0, True), (0.08, True), (0.12, False)])
def test_a_hold_alone_may_be_shorter_than_there_and_back(shortest_s: float, counts: bool) -> None:
    side_plank = builtin_exercises()["side_plank"]
    hold = next(phase for phase in side_plank.phases if phase.hold_aim_s is not None)
    counter = RepetitionCounter(
        replace(side_plank, repetition=replace(side_plank.repetition, shortest_s=shortest_s))
    )

    (done,) = counter.phase_ended(Span(hold, 2.0, 2.1), None)

    assert isinstance(done, Draft) is counts


@pytest.mark.parametrize(("seconds", "counts"), [(0.28, False), (0.32, True)])
def test_nobody_goes_there_and_back_in_less_than_three_tenths_of_a_second(
    seconds: float, counts: bool
) -> None:
    counter = counter_after(span("cow", 0.0, seconds / 2))

    done = counter.phase_ended(span("cat", seconds / 2, seconds), None)

    assert [getattr(item, "reason", None) for item in done] == [None if counts else TOO_SHORT]


@pytest.mark.parametrize(
    ("there", "back", "counts"),
    [((1.0, 2.0), (2.0, 3.0), True), ((1.0, 2.0), (2.0, 2.0), False), ((2.0, 2.0), (2.0, 3.0), False)],
    ids=["there and back", "there, then further", "back alone"],
)
def test_a_movement_that_goes_one_way_alone_is_no_repetition(
    there: tuple[float, float], back: tuple[float, float], counts: bool
) -> None:
    exercise = builtin_exercises()["side_bend"]
    phases = {phase.name: phase for phase in exercise.phases}
    counter = RepetitionCounter(exercise)
    counter.phase_ended(Span(phases["bend"], *there), Span(phases["return"], back[0]))
    [done] = counter.phase_ended(Span(phases["return"], *back), Span(phases["upright"], back[1]))

    assert isinstance(done, Draft) == counts
