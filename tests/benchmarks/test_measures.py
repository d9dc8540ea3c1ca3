"""Errors against the truth, on arrays small enough to check by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from benchmarks.accuracy.measures import (
    Errors,
    Spread,
    change_pairs,
    correlation,
    errors,
    errors_against,
    spread,
    yaw_bin,
)

TRUE_T = np.array([0.0, 1.0, 2.0])
TRUE = np.array([0.0, 10.0, 30.0])


def test_truth_is_interpolated_at_the_measured_times() -> None:
    """Half way between its stamps the truth is 5 and 20."""
    found = errors_against(np.array([0.5, 1.5]), np.array([6.0, 17.0]), TRUE_T, TRUE)
    assert found.tolist() == [1.0, -3.0]


def test_unseen_frames_and_times_without_truth_do_not_count() -> None:
    """NaN is not an error of zero, nor any error."""
    assert errors_against(
        np.array([0.5, 1.0, 5.0]), np.array([math.nan, 12.0, 40.0]), TRUE_T, TRUE
    ).tolist() == [2.0]


def test_whole_turns_are_no_error_of_an_angle() -> None:
    """An arm that has gone round twice is where it was."""
    found = errors_against(np.array([0.0, 1.0]), np.array([361.0, -352.0]), TRUE_T, TRUE, circular=True)
    assert found.tolist() == [1.0, -2.0]


def test_error_figures() -> None:
    """Sizes 1, 1, 4 with signs."""
    figures = errors([np.array([1.0, -1.0]), np.empty(0), np.array([4.0])])
    assert figures == Errors(2.0, 1.33, pytest.approx(3.7), 3)


def test_no_frames_have_no_error() -> None:
    """Nothing measured is not zero error."""
    assert errors([np.empty(0)]) is None
    assert spread([]) is None


def test_spread_of_single_events() -> None:
    """The median ignores the sign, the bias keeps it."""
    assert spread([-0.1, 0.3, 0.2]) == Spread(0.2, pytest.approx(0.29), 0.13, 3)


def test_correlation_pools_all_clips() -> None:
    """Two clips on one line correlate fully, backward fully the other way."""
    blocks = [np.array([[0.0, 1.0], [0.0, 2.0]]), np.array([[2.0, 3.0], [4.0, 6.0]])]
    assert correlation(blocks) == (1.0, 4)
    assert correlation([block * [[1], [-1]] for block in blocks]) == (-1.0, 4)


def test_constant_values_have_no_correlation() -> None:
    """A back that never moves says nothing."""
    assert correlation([np.array([[1.0, 1.0, 1.0], [0.0, 1.0, 2.0]])]) == (None, 3)
    assert correlation([]) == (None, 0)


def test_change_is_from_the_still_start() -> None:
    """The person's own neutral is 5 here; frames that were not seen are left out."""
    block = change_pairs(
        np.array([0.0, 0.5, 1.0, 2.0]), np.array([5.0, 5.0, math.nan, 8.0]), TRUE_T, TRUE, still_s=0.6
    )
    assert block.tolist() == [[0.0, 0.0, 3.0], [0.0, 5.0, 30.0]]


def test_without_a_seen_start_there_is_no_change() -> None:
    """Nothing to compare with."""
    assert change_pairs(np.array([0.0, 2.0]), np.array([math.nan, 8.0]), TRUE_T, TRUE, still_s=0.6).shape == (
        2,
        0,
    )


@pytest.mark.parametrize(
    ("yaw_deg", "name"), [(-30, "under -10"), (-10, "-10 to 10"), (10, "-10 to 10"), (10.5, "over 10")]
)
def test_yaw_bins(yaw_deg: float, name: str) -> None:
    """The square-on bin includes its edges."""
    assert yaw_bin(yaw_deg) == name
