"""The mean of scores of which some are open: told if it is close to that of all repetitions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posecoach.events import Deduction, RepetitionDone
from posecoach.judging.open_score import mean_score
from tests.told import repetition_done


def open_by(points: float, lost: float = 0.0) -> RepetitionDone:
    """Return a repetition without a score; it may lose more points than it has lost."""
    deductions = (Deduction(lost, "Slower", "slow"),) if lost else ()
    return replace(repetition_done(score=None, deductions=deductions), open_points=points)


def whole(score: float = 100.0) -> RepetitionDone:
    return repetition_done(score=score)


def test_the_mean_of_scores_that_are_known_is_told() -> None:
    assert mean_score([whole(60.0), whole(90.0)], 0) == 75.0
    assert mean_score([], 0) is None


def test_an_open_repetition_takes_the_score_of_a_few_and_not_of_many() -> None:
    assert mean_score([whole(), open_by(20.0)], 0) is None
    assert mean_score([*[whole()] * 6, open_by(20.0)], 0) == 100.0


@pytest.mark.parametrize(("lost", "told"), [(0.0, None), (20.0, 80.0)])
def test_an_open_repetition_that_may_be_better_than_the_rest_counts_too(
    lost: float, told: float | None
) -> None:
    assert mean_score([whole(80.0), whole(80.0), whole(80.0), open_by(5.0, lost)], 0) == told


def test_a_movement_that_may_be_a_repetition_may_have_any_score() -> None:
    assert mean_score([whole()] * 10, 1) is None
    assert mean_score([whole()] * 40, 1) == 100.0


@pytest.mark.parametrize(("points", "told"), [(6.1, 100.0), (6.13, None)])
def test_a_mean_is_told_if_it_is_off_by_three_points_and_what_rounding_makes(
    points: float, told: float | None
) -> None:
    assert mean_score([whole(), open_by(points)], 0) == told


def test_without_any_score_told_there_is_no_mean() -> None:
    assert mean_score([open_by(20.0)], 0) is None
