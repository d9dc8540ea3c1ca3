"""When a movement began, rested and ended, to the sample: straight lines between a few values."""

from __future__ import annotations

import math

import pytest

from posecoach.judging.movement import (
    TENTHS_SHARE,
    body_of_movement_s,
    comes_to_rest,
    goes_on,
    movement_s,
    onset_s,
    way_of,
    whole_movement_s,
)

Sample = tuple[float, float]
QUIET = 0.01
"""How far a still signal wavers where it does not matter."""


def every(step_s: float, *values: float) -> list[Sample]:
    return [(number * step_s, value) for number, value in enumerate(values)]


def test_a_movement_began_as_long_before_an_eighth_of_its_way_as_that_was_before_its_half() -> None:
    """From 0.12 of the way, where it is last seen, at 0.75 s to a half at 0.875 s."""
    samples = every(1 / 8, 0.0, 0.02, 0.04, 0.06, 0.08, 0.12, 0.12, 0.5, 1.0)

    assert onset_s(samples, rising=True, noise=QUIET) == pytest.approx(0.625)


def test_between_two_samples_a_movement_goes_in_a_straight_line() -> None:
    """0.12 of the way is a fifth of the line from 0.08 to 0.28, and its half 11/36 of that from 0.28 to 1."""
    samples = every(1 / 8, 0.0, 0.02, 0.04, 0.06, 0.08, 0.28, 1.0)
    low_s, half_s = 0.5 + 0.125 / 5, 0.625 + 0.125 * 11 / 36

    assert onset_s(samples, rising=True, noise=QUIET) == pytest.approx(low_s - (half_s - low_s))


@pytest.mark.parametrize("rising", [True, False])
@pytest.mark.parametrize("base", [0.0, 1.0])
@pytest.mark.parametrize(
    ("before", "noise", "ends_there"),
    [(0.25, QUIET, False), (0.26, QUIET, True), (0.45, 0.25, False), (0.5, 0.25, False), (0.51, 0.25, True)],
)
def test_a_movement_begins_where_one_the_other_way_ended(
    before: float, noise: float, ends_there: bool, base: float, rising: bool
) -> None:
    """Going back, that is a quarter of its way, or twice what a still signal wavers."""
    sign = 1.0 if rising else -1.0
    samples = every(1 / 8, *(sign * (base + value) for value in (-1.0, before, 0.0, 1.0)))

    onset = onset_s(samples, rising, noise)
    assert onset == 0.25 if ends_there else onset < 0.125


@pytest.mark.parametrize(
    ("drift", "noise", "pauses"),
    [(0.05, QUIET, True), (0.07, QUIET, False), (0.125, 0.125, True), (0.15, 0.125, False)],
)
def test_a_pause_drifts_by_no_more_than_a_sixteenth_of_the_way_that_follows(
    drift: float, noise: float, pauses: bool
) -> None:
    drifting = [-drift, -drift, -drift, -drift, -drift, 0.0]
    samples = every(1 / 8, -1.0, *drifting, 1.0)

    onset = onset_s(samples, True, noise)
    assert onset > 0.5 if pauses else onset < 0.125


@pytest.mark.parametrize(("still", "pauses"), [(5, False), (6, True)])
def test_a_pause_lasts_for_more_than_half_a_second(still: int, pauses: bool) -> None:
    onset = onset_s(every(1 / 8, -1.0, *[0.0] * still, 1.0), True, QUIET)
    assert onset == still / 8 if pauses else onset < 0.125


@pytest.mark.parametrize(
    ("samples", "from_s", "to_s"),
    [
        (every(1.0, 0.0, 5.0, 8.0, 10.0), 0.2, 2.5),
        (every(1.0, 0.0, 5.0, 9.0, 9.0, 10.0), 0.2, 2.0),
        (every(1.0, 0.0, 1.0, 1.0, 5.0, 9.0, 10.0), 1.0, 4.0),
        (every(1.0, 0.0, 2.0, 0.0, 5.0, 9.0, 10.0), 2.2, 4.0),
        (every(1.0, 10.0, 5.0, 2.0, 0.0), 0.2, 2.5),
    ],
    ids=["between samples", "nine tenths are kept", "a tenth is kept", "a tenth is left twice", "downward"],
)
def test_a_whole_movement_is_timed_from_a_tenth_to_nine_tenths(
    samples: list[Sample], from_s: float, to_s: float
) -> None:
    assert whole_movement_s(samples) == pytest.approx((to_s - from_s) / TENTHS_SHARE)


def test_the_body_of_a_movement_ends_where_three_quarters_are_first_reached() -> None:
    assert body_of_movement_s(every(1.0, 9.0, 14.0, 16.5, 16.5, 19.0)) == pytest.approx(2.0 - 0.2)


HALF_WAY_S = 0.9 - 0.1
"""Between the tenths of a movement that rests at the end of its first straight line, as a share of that line."""


@pytest.mark.parametrize(
    ("values", "rest"),
    [
        ((0.0, 5.0, 5.5, 10.0), 0.55),
        ((0.0, 6.0, 5.5, 10.0), 0.6),
        ((0.0, 4.9, 5.0, 10.0), None),
        ((0.0, 5.0, 6.2, 10.0), None),
        ((0.0, 8.5, 9.0, 10.0), None),
    ],
    ids=["at half", "and back a little", "before half", "too fast", "at nine tenths"],
)
def test_a_movement_is_over_where_it_rests_beyond_its_half(
    values: tuple[float, ...], rest: float | None
) -> None:
    """At rest it advances by less than a tenth of its way in 0.4 s."""
    samples = every(0.4, *values)
    line = values[1] / 10.0
    over = math.nan if rest is None else 0.4 * HALF_WAY_S * rest / line / TENTHS_SHARE

    assert movement_s(samples) == pytest.approx(whole_movement_s(samples) if rest is None else over)


@pytest.mark.parametrize(("rest_share", "rests"), [(0.125, False), (0.126, True)])
def test_what_is_a_rest_may_be_asked_for(rest_share: float, rests: bool) -> None:
    samples = every(0.4, 0.0, 4.0, 5.0, 8.0)
    assert (movement_s(samples, rest_share) < whole_movement_s(samples)) is rests


@pytest.mark.parametrize(("last", "expected"), [(16.0, False), (16.1, True)])
def test_a_movement_goes_on_at_three_fifths_of_its_greatest_speed(last: float, expected: bool) -> None:
    assert goes_on(every(0.15, 0.0, 10.0, last)) is expected


@pytest.mark.parametrize(
    ("last", "expected"), [(13.0, True), (13.1, False), (4.0, True)], ids=["slow", "going", "turned back"]
)
def test_a_movement_comes_to_rest_at_three_tenths_of_its_greatest_speed(last: float, expected: bool) -> None:
    assert comes_to_rest(every(0.15, 0.0, 10.0, last)) is expected


def test_what_is_seen_for_less_than_its_pace_needs_neither_goes_on_nor_rests() -> None:
    short = every(1 / 32, 0.0, 1.0, 2.0)
    assert not goes_on(short)
    assert not comes_to_rest(short)


@pytest.mark.parametrize(
    ("samples", "way"),
    [
        ([], 0.0),
        (every(1.0, math.nan), 0.0),
        (every(1.0, 5.0), 0.0),
        (every(1.0, 1.0, 3.0, math.nan, 2.0), 2.0),
        (every(1.0, 3.0, 1.0, 2.0), 2.0),
        (every(0.1, 0.0, 1.0, 0.0), 0.0),
        (every(0.125, 0.0, 1.0, 0.0), 1.0),
    ],
    ids=["nothing", "unseen", "one sample", "upward", "downward", "a spike", "longer than a spike"],
)
def test_the_way_of_a_movement_is_how_far_it_got_from_its_start(samples: list[Sample], way: float) -> None:
    assert way_of(samples) == way
