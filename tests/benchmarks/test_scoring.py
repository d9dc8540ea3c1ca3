"""The benchmark's own arithmetic, on cases small enough to check by hand."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from benchmarks.accuracy.scoring import (
    Counts,
    boundary_errors_s,
    cue_delays_s,
    overlap_s,
    pairs,
    score_faults,
    score_repetitions,
)


@dataclass(frozen=True)
class Rep:
    """A repetition."""

    start_s: float
    end_s: float
    side: str | None = None
    hold_s: float | None = None


@dataclass(frozen=True)
class Flaw:
    """A fault."""

    rule: str
    start_s: float
    end_s: float


@dataclass(frozen=True)
class Part:
    """A phase."""

    phase: str
    start_s: float
    end_s: float


REPETITIONS = [Rep(0, 5), Rep(5, 10), Rep(10, 15)]


def test_overlap_of_separate_spans_is_the_gap() -> None:
    """Negative seconds say how far apart two spans are."""
    assert overlap_s(Rep(0, 2), Rep(1, 5)) == 1
    assert overlap_s(Rep(0, 2), Rep(3, 5)) == -1


def test_pairs_take_the_best_overlap_first() -> None:
    """A found span goes to the true one it fits best, not to the first it touches."""
    assert pairs([Rep(0, 4), Rep(4, 8)], [Rep(3, 8)], 0.1) == [(1, 0)]


def test_all_repetitions_right() -> None:
    """Small shifts do not matter."""
    score = score_repetitions(REPETITIONS, [Rep(0.2, 5.1), Rep(5.1, 9.8), Rep(10.3, 15)])
    assert (score.true, score.missed, score.invented, score.side_errors) == (3, 0, 0, 0)


def test_two_repetitions_found_as_one_are_one_missed() -> None:
    """A merged repetition stands for one of the two."""
    score = score_repetitions(REPETITIONS, [Rep(0, 10), Rep(10, 15)])
    assert (score.missed, score.invented) == (1, 0)


def test_one_repetition_found_as_two_is_one_invented() -> None:
    """A split repetition has one too many."""
    score = score_repetitions([Rep(0, 5)], [Rep(0, 2.5), Rep(2.5, 5)])
    assert (score.missed, score.invented) == (0, 1)


def test_repetition_elsewhere_is_missed_and_invented() -> None:
    """Without common time it is not the same repetition."""
    score = score_repetitions([Rep(0, 5)], [Rep(6, 9)])
    assert (score.missed, score.invented) == (1, 1)


@pytest.mark.parametrize(
    ("true", "found", "errors"), [("left", "right", 1), ("left", None, 1), (None, None, 0)]
)
def test_other_side_is_a_side_error(true: str | None, found: str | None, errors: int) -> None:
    """Not to know the side is an error where there is one."""
    assert score_repetitions([Rep(0, 5, true)], [Rep(0, 5, found)]).side_errors == errors


def test_hold_error_is_found_less_true() -> None:
    """Only repetitions with a hold on both hands are compared."""
    score = score_repetitions(
        [Rep(0, 5, None, 3.0), Rep(5, 10, None, 2.0)], [Rep(0, 5, None, 2.5), Rep(5, 10)]
    )
    assert score.hold_errors_s == (-0.5,)


def test_fault_that_overlaps_in_its_repetition_is_right() -> None:
    """How long it overlaps does not matter."""
    assert score_faults([Flaw("slow", 6, 7)], [Flaw("slow", 6.9, 8)], REPETITIONS) == {
        "slow": Counts(1, 0, 0)
    }


def test_fault_of_another_rule_is_missed_and_invented() -> None:
    """Rules are counted apart."""
    assert score_faults([Flaw("slow", 6, 7)], [Flaw("feet_flat", 6, 7)], REPETITIONS) == {
        "feet_flat": Counts(0, 1, 0),
        "slow": Counts(0, 0, 1),
    }


def test_fault_in_another_repetition_is_missed_and_invented() -> None:
    """The right rule at the wrong time is no find."""
    assert score_faults([Flaw("slow", 6, 7)], [Flaw("slow", 11, 12)], REPETITIONS) == {
        "slow": Counts(0, 1, 1)
    }


def test_fault_elsewhere_in_the_same_repetition_is_wrong_twice() -> None:
    """Without overlap the truth was missed and something was invented."""
    assert score_faults([Flaw("slow", 5.5, 6)], [Flaw("slow", 9, 9.5)], REPETITIONS) == {
        "slow": Counts(0, 1, 1)
    }


def test_fault_found_twice_in_a_repetition_counts_once() -> None:
    """A flickering fault is neither rewarded nor punished twice."""
    found = [Flaw("slow", 6, 6.4), Flaw("slow", 6.8, 7), Flaw("slow", 9, 9.5)]
    assert score_faults([Flaw("slow", 6, 7)], found, REPETITIONS) == {"slow": Counts(1, 0, 0)}


def test_fault_that_never_ends_is_invented_in_the_clean_repetitions() -> None:
    """Crying without end finds one and invents two."""
    assert score_faults([Flaw("slow", 6, 7)], [Flaw("slow", 0, 15)], REPETITIONS) == {"slow": Counts(1, 2, 0)}


def test_fault_that_spills_over_a_little_counts_where_it_belongs() -> None:
    """A fault may be known to be over a moment late."""
    assert score_faults([Flaw("slow", 8, 10)], [Flaw("slow", 8.2, 10.2)], REPETITIONS) == {
        "slow": Counts(1, 0, 0)
    }


def test_fault_that_is_known_late_is_right_and_not_invented_next_door() -> None:
    """A movement that never came ends when the next one begins, which may be in the next repetition."""
    assert score_faults([Flaw("slow", 8, 10)], [Flaw("slow", 9.7, 11.5)], REPETITIONS) == {
        "slow": Counts(1, 0, 0)
    }


def test_fault_that_goes_on_is_found_in_each_repetition_it_touches() -> None:
    """One span over two faulty repetitions is two right faults."""
    true, found = [Flaw("slow", 0, 10)], [Flaw("slow", 1, 7)]
    assert score_faults(true, found, REPETITIONS) == {"slow": Counts(2, 0, 0)}


def test_true_fault_that_goes_on_must_be_found_in_each_repetition() -> None:
    """Finding it once does not make it right in the other repetition."""
    true, found = [Flaw("slow", 0, 10)], [Flaw("slow", 1, 2)]
    assert score_faults(true, found, REPETITIONS) == {"slow": Counts(1, 0, 1)}


def test_fault_outside_of_all_repetitions_is_counted_once() -> None:
    """What happens before the first repetition is judged too."""
    assert score_faults([], [Flaw("slow", 20, 21), Flaw("slow", 23, 24)], REPETITIONS) == {
        "slow": Counts(0, 1, 0)
    }


def test_no_faults_is_nothing_to_count() -> None:
    """A clean clip judged clean has no rule in its result."""
    assert score_faults([], [], REPETITIONS) == {}


def test_precision_recall_and_f1() -> None:
    """6 right, 2 invented, 4 missed."""
    counts = Counts(6, 2, 4)
    assert (counts.precision, counts.recall) == (0.75, 0.6)
    assert counts.f1 == pytest.approx(2 * 0.75 * 0.6 / (0.75 + 0.6))


def test_shares_of_nothing_are_not_known() -> None:
    """Nothing found has no precision, nothing to find no recall."""
    assert (Counts(0, 0, 3).precision, Counts(0, 3, 0).recall, Counts().f1) == (None, None, None)


def test_boundary_errors_leave_out_the_start_of_the_video() -> None:
    """The first phase begins with the video; the others with a movement."""
    true = [Part("rest", 0, 2), Part("lift", 2, 4), Part("rest", 4, 6)]
    found = [Part("rest", 1, 2.1), Part("lift", 2.1, 3.8), Part("rest", 3.8, 6)]
    errors, missed = boundary_errors_s(true, found)
    assert sorted(round(error, 3) for error in errors) == [-0.2, 0.1]
    assert missed == 0


def test_phase_that_was_not_found_is_counted() -> None:
    """A missing phase has no boundary to be wrong about."""
    assert boundary_errors_s([Part("rest", 0, 2), Part("lift", 2, 4)], [Part("rest", 0, 4)]) == ([], 1)


def test_cue_delay_runs_from_the_onset_to_the_first_word() -> None:
    """Later words, words before the fault and words about something else do not count."""
    true = [Flaw("slow", 6, 7), Flaw("feet_flat", 1, 3)]
    said = [(5.0, "slow"), (6.8, "slow"), (7.5, "slow"), (20.0, "feet_flat")]
    assert cue_delays_s(true, said) == {"slow": [pytest.approx(0.8)]}


def test_fault_over_two_phases_has_one_onset() -> None:
    """The truth cuts faults at the ends of phases; the person hears one cue."""
    true = [Flaw("feet_flat", 1, 3), Flaw("feet_flat", 3, 6), Flaw("feet_flat", 9, 10)]
    assert cue_delays_s(true, [(2.0, "feet_flat"), (5.0, "feet_flat")]) == {"feet_flat": [pytest.approx(1.0)]}
