"""The One Euro filter over media time."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecoach.features.smoothing import GAP_S, OneEuro
from tests.poses import every, uneven

Signal = Callable[[float], float]


def smoothed(times_s: Sequence[float], signal: Signal, length: float = 1.0) -> list[float]:
    filter_ = OneEuro((1,))
    return [float(filter_.smooth(t_s, np.array([signal(t_s)]), length)[0]) for t_s in times_s]


def swing(t_s: float) -> float:
    return 0.5 * math.sin(2.0 * math.pi * 0.4 * t_s)


def test_the_first_value_is_handed_on_even_at_time_zero() -> None:
    assert OneEuro((2,)).smooth(0.0, np.array([3.0, -1.0])).tolist() == [3.0, -1.0]


def test_time_zero_is_a_time_like_any_other() -> None:
    from_zero = smoothed(every(30.0, 2.0), swing)
    later = smoothed([t_s + 100.0 for t_s in every(30.0, 2.0)], lambda t_s: swing(t_s - 100.0))

    assert from_zero == pytest.approx(later, abs=1e-9)


def test_a_constant_stays_what_it_is() -> None:
    assert smoothed(every(30.0, 1.0), lambda _: 7.0) == [7.0] * 31


def test_jitter_of_a_still_value_shrinks() -> None:
    noise = iter(np.random.default_rng(1).normal(0.0, 0.01, 200))
    out = smoothed(every(30.0, 6.0), lambda _: next(noise))

    assert np.std(out[30:]) < 0.5 * 0.01


def test_a_slow_movement_is_followed_closely() -> None:
    times_s = every(30.0, 5.0)
    lag = [abs(value - swing(t_s)) for t_s, value in zip(times_s, smoothed(times_s, swing), strict=True)]

    assert max(lag) < 0.1


@pytest.mark.parametrize("fps", [15.0, 60.0])
def test_the_frame_rate_hardly_matters(fps: float) -> None:
    at_30 = smoothed(every(30.0, 6.0), swing)
    other = smoothed(every(fps, 6.0), swing)
    step_30, step = max(1, round(30.0 / fps)), max(1, round(fps / 30.0))

    assert other[::step] == pytest.approx(at_30[::step_30], abs=0.03)


def test_a_variable_frame_rate_hardly_matters() -> None:
    times_s = uneven(30.0, 6.0)
    even_s = every(30.0, 8.0)
    even = np.interp(times_s, even_s, smoothed(even_s, swing))

    assert smoothed(times_s, swing) == pytest.approx(even.tolist(), abs=0.03)


@given(st.lists(st.floats(-1.0, 1.0), min_size=2, max_size=20), st.floats(0.01, 1000.0))
def test_the_same_movement_filmed_larger_is_smoothed_the_same(values: list[float], scale: float) -> None:
    small, large = OneEuro((1,)), OneEuro((1,))
    for i, value in enumerate(values):
        out = small.smooth(i / 30.0, np.array([value]), 1.0)
        scaled = large.smooth(i / 30.0, np.array([value * scale]), scale)

        assert scaled[0] == pytest.approx(out[0] * scale, abs=1e-9 * scale)


@given(st.lists(st.floats(-1.0, 1.0), min_size=1, max_size=20), st.lists(st.floats(-1.0, 1.0), min_size=1))
def test_reset_equals_new(before: list[float], after: list[float]) -> None:
    used, new = OneEuro((1,)), OneEuro((1,))
    for i, value in enumerate(before):
        used.smooth(i / 30.0, np.array([value]))
    used.reset()

    for i, value in enumerate(after):
        t_s = 0.01 + i / 25.0
        assert used.smooth(t_s, np.array([value]))[0] == new.smooth(t_s, np.array([value]))[0]


def test_a_missing_value_is_missing_at_once() -> None:
    filter_ = OneEuro((2,))
    filter_.smooth(0.0, np.array([1.0, 2.0]))

    out = filter_.smooth(0.04, np.array([np.nan, 2.0]))

    assert math.isnan(out[0])
    assert out[1] == 2.0


def test_after_a_missing_value_the_next_seen_one_is_believed_as_it_is() -> None:
    filter_ = OneEuro((1,))
    for t_s, value in ((0.0, 1.0), (0.04, np.nan), (0.08, 5.0)):
        out = filter_.smooth(t_s, np.array([value]))

    assert out[0] == 5.0


def test_after_a_missing_value_smoothing_goes_on() -> None:
    filter_, out = OneEuro((1,)), []
    for i, value in enumerate([0.0, math.nan, *[1.0] * 5, *[1.2] * 20]):
        out.append(float(filter_.smooth(i / 30.0, np.array([value]))[0]))

    assert out[2:7] == [1.0] * 5
    assert 1.0 < out[7] < 1.2
    assert out[-1] == pytest.approx(1.2, abs=0.02)


def test_a_missing_value_does_not_disturb_the_others() -> None:
    pair, alone = OneEuro((2,)), OneEuro((1,))
    for i, t_s in enumerate(every(30.0, 1.0)):
        other = math.nan if 5 <= i < 8 else 1.0
        out = pair.smooth(t_s, np.array([swing(t_s), other]))
        expected = alone.smooth(t_s, np.array([swing(t_s)]))

        assert out[0] == expected[0]


def test_after_a_long_gap_the_filter_starts_afresh() -> None:
    filter_ = OneEuro((1,))
    filter_.smooth(0.0, np.array([0.0]))

    assert filter_.smooth(GAP_S + 0.01, np.array([1.0]))[0] == 1.0


def test_within_a_short_gap_the_filter_goes_on() -> None:
    filter_ = OneEuro((1,))
    filter_.smooth(0.0, np.array([0.0]))

    assert 0.0 < filter_.smooth(0.9 * GAP_S, np.array([1.0]))[0] < 1.0


@pytest.mark.parametrize("t_s", [1.0, 0.5])
def test_a_time_stamp_that_does_not_increase_starts_afresh(t_s: float) -> None:
    filter_ = OneEuro((1,))
    filter_.smooth(1.0, np.array([0.0]))

    assert filter_.smooth(t_s, np.array([1.0]))[0] == 1.0


@given(
    st.lists(
        st.tuples(st.floats(0.001, 0.4) | st.floats(-1.0, 5.0), st.floats(-100.0, 100.0) | st.just(math.nan)),
        min_size=1,
        max_size=30,
    )
)
def test_the_output_never_leaves_the_range_of_what_was_seen(steps: list[tuple[float, float]]) -> None:
    filter_ = OneEuro((1,))
    t_s, seen = 0.0, []
    for dt_s, value in steps:
        t_s += dt_s
        seen.append(value)
        out = filter_.smooth(t_s, np.array([value]))[0]

        assert math.isnan(out) == math.isnan(value)
        assert math.isnan(out) or np.nanmin(seen) - 1e-9 <= out <= np.nanmax(seen) + 1e-9
