"""When a movement began and how long it took."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecoach.judging.movement import (
    TENTHS_SHARE,
    body_of_movement_s,
    goes_on,
    movement_s,
    onset_s,
    whole_movement_s,
)
from tests.poses import every

Sample = tuple[float, float]
Ease = Callable[[float], float]


def minimum_jerk(share: float) -> float:
    return share**3 * (10.0 - 15.0 * share + 6.0 * share**2)


def cosine(share: float) -> float:
    return (1.0 - math.cos(math.pi * share)) / 2.0


def travel(
    starts_s: float,
    lasts_s: float,
    until_s: float,
    *,
    ease: Ease = minimum_jerk,
    way: float = 1.0,
    fps: float = 30.0,
) -> list[Sample]:
    """Return a signal that rests at 0, moves to `way` from `starts_s` on, and rests there."""
    return [(t_s, way * ease(min(1.0, max(0.0, (t_s - starts_s) / lasts_s)))) for t_s in every(fps, until_s)]


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
@pytest.mark.parametrize("ease", [minimum_jerk, cosine])
@pytest.mark.parametrize("lasts_s", [0.6, 1.5, 4.0])
def test_the_onset_is_found_from_the_end_of_the_movement(lasts_s: float, ease: Ease, fps: float) -> None:
    samples = travel(2.0, lasts_s, 2.0 + lasts_s, ease=ease, fps=fps)

    assert onset_s(samples, rising=True, noise=0.01) == pytest.approx(2.0, abs=0.12 * lasts_s)


def test_the_onset_is_found_while_the_movement_is_under_way() -> None:
    samples = travel(2.0, 3.0, 3.5)

    assert onset_s(samples, rising=True, noise=0.01) == pytest.approx(2.0, abs=0.4)


def test_the_onset_of_a_falling_signal_is_that_of_the_rising_one_upside_down() -> None:
    samples = travel(2.0, 1.5, 3.5)
    upside_down = [(t_s, -value) for t_s, value in samples]

    assert onset_s(upside_down, rising=False, noise=0.01) == onset_s(samples, rising=True, noise=0.01)


def test_the_onset_lies_behind_the_movement_before_it() -> None:
    down_and_up = [(t_s, -value) for t_s, value in travel(0.0, 2.0, 2.0)]
    down_and_up += [(2.0 + t_s, -1.0 + value) for t_s, value in travel(0.0, 2.0, 2.0)[1:]]

    assert onset_s(down_and_up, rising=True, noise=0.01) == pytest.approx(2.0, abs=0.25)


def test_a_pause_on_the_way_begins_a_new_movement() -> None:
    first = travel(1.0, 1.0, 3.0)
    second = [(3.0 + t_s, 1.0 + value) for t_s, value in travel(1.0, 1.0, 2.0)[1:]]

    assert onset_s(first + second, rising=True, noise=0.01) == pytest.approx(4.0, abs=0.15)


def test_frames_that_did_not_see_are_passed_over() -> None:
    samples = [
        (t_s, math.nan if 10 <= i < 25 or i % 3 == 0 else value)
        for i, (t_s, value) in enumerate(travel(2.0, 1.5, 3.5))
    ]

    assert onset_s(samples, rising=True, noise=0.01) == pytest.approx(2.0, abs=0.2)


def test_nothing_seen_has_no_onset() -> None:
    assert math.isnan(onset_s([], rising=True, noise=0.01))
    assert math.isnan(onset_s([(0.0, math.nan)], rising=True, noise=0.01))


def test_a_single_sample_is_its_own_onset() -> None:
    assert onset_s([(3.0, 1.0)], rising=True, noise=0.01) == 3.0


times_and_values = st.lists(
    st.tuples(st.floats(0.001, 2.0), st.floats(-10.0, 10.0) | st.just(math.nan)), min_size=1, max_size=40
)


def stamped(steps: list[tuple[float, float]]) -> list[Sample]:
    t_s, samples = 0.0, []
    for dt_s, value in steps:
        t_s += dt_s
        samples.append((t_s, value))
    return samples


@given(times_and_values, st.booleans(), st.floats(0.0, 1.0))
def test_the_onset_lies_within_what_was_seen(
    steps: list[tuple[float, float]], rising: bool, noise: float
) -> None:
    samples = stamped(steps)
    seen_s = [t_s for t_s, value in samples if not math.isnan(value)]

    found_s = onset_s(samples, rising, noise)

    assert math.isnan(found_s) if not seen_s else seen_s[0] <= found_s <= seen_s[-1]


@given(times_and_values, st.booleans(), st.floats(0.0, 1.0), st.integers(-100, 100))
def test_the_onset_moves_with_media_time(
    steps: list[tuple[float, float]], rising: bool, noise: float, later_s: int
) -> None:
    samples = stamped(steps)
    later = [(t_s + later_s, value) for t_s, value in samples]

    assert onset_s(later, rising, noise) == pytest.approx(
        onset_s(samples, rising, noise) + later_s, abs=1e-6, nan_ok=True
    )


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
@pytest.mark.parametrize(("ease", "error"), [(minimum_jerk, 0.12), (cosine, 0.12)])
@pytest.mark.parametrize("lasts_s", [0.5, 1.0, 3.5])
def test_a_movement_is_timed(lasts_s: float, ease: Ease, error: float, fps: float) -> None:
    samples = travel(0.3, lasts_s, lasts_s + 3.0, ease=ease, fps=fps)

    assert movement_s(samples) == pytest.approx(lasts_s, rel=error, abs=0.03)


@pytest.mark.parametrize("begins_s", [1.0, 1.03, 1.06])
def test_a_short_movement_takes_as_long_with_half_of_the_frames(begins_s: float) -> None:
    """Along straight lines it took 6 to 22 ms longer."""
    many, few = (travel(begins_s, 0.6, 2.0, fps=fps) for fps in (24.0, 12.0))

    assert movement_s(few) == pytest.approx(movement_s(many), abs=0.006)


def test_the_pause_at_the_end_of_a_phase_is_not_part_of_its_movement() -> None:
    assert movement_s(travel(0.0, 1.5, 10.0)) == pytest.approx(movement_s(travel(0.0, 1.5, 2.0)))


def test_the_way_back_is_not_part_of_a_movement() -> None:
    there = travel(0.0, 1.5, 2.0)
    back = [(2.0 + t_s, 1.0 - value) for t_s, value in travel(0.0, 1.0, 0.5)[1:]]

    assert movement_s(there + back) == pytest.approx(movement_s(there))


@pytest.mark.parametrize("samples", [[], [(0.0, 1.0)], [(0.0, 1.0), (1.0, 2.0)], [(0.0, 1.0)] * 3])
def test_too_few_samples_or_no_way_have_no_time(samples: list[Sample]) -> None:
    assert math.isnan(movement_s(samples))


def test_a_movement_that_is_not_seen_has_no_time() -> None:
    assert math.isnan(movement_s([(t_s, math.nan) for t_s in every(30.0, 2.0)]))


def test_a_movement_is_timed_over_frames_that_did_not_see() -> None:
    holes = [(t_s, math.nan if i % 4 == 1 else value) for i, (t_s, value) in enumerate(travel(0.0, 1.5, 2.0))]

    assert movement_s(holes) == pytest.approx(1.5, rel=0.12)


@given(times_and_values)
def test_a_movement_takes_no_longer_than_it_could_be_seen_to(steps: list[tuple[float, float]]) -> None:
    samples = stamped(steps)

    took_s = movement_s(samples)

    assert math.isnan(took_s) or 0.0 <= took_s <= (samples[-1][0] - samples[0][0]) / 0.5


@given(times_and_values, st.sampled_from([-1024.0, -1.0, 0.125, 2.0]))
def test_a_movement_takes_as_long_in_any_unit_and_direction(
    steps: list[tuple[float, float]], factor: float
) -> None:
    samples = stamped(steps)
    scaled = [(t_s, factor * value) for t_s, value in samples]

    assert movement_s(scaled) == pytest.approx(movement_s(samples), nan_ok=True)


def test_a_fall_does_not_begin_before_the_quick_rise_that_it_follows_is_over() -> None:
    rise = [(i / 15.0, 0.07 * min(1.0, i / 8.0)) for i in range(9)]
    fall = [(9 / 15.0 + i / 15.0, 0.069 - 0.002 * i) for i in range(26)]

    assert onset_s([*rise, *fall], rising=False, noise=0.004) >= rise[-1][0]


def test_a_value_that_jumps_for_a_frame_does_not_make_a_slow_movement_a_fast_one() -> None:
    smooth = [(i / 15.0, i / 30.0) for i in range(31)]
    jumping = [(t_s, 0.9 if i == 16 else value) for i, (t_s, value) in enumerate(smooth)]

    assert movement_s(jumping) == pytest.approx(movement_s(smooth), abs=0.02)


def test_a_movement_between_two_samples_lasts_from_a_tenth_of_its_way_on() -> None:
    assert movement_s([(0.0, 0.0), (0.5, 0.5), (1.0, 1.0)]) == pytest.approx(0.8 / TENTHS_SHARE)


@pytest.mark.parametrize(("still_frames", "expected"), [(0, True), (1, True), (2, False), (6, False)])
def test_a_movement_goes_on_until_it_has_stopped_for_a_moment(still_frames: int, expected: bool) -> None:
    moving = [(t_s, t_s) for t_s in every(30.0, 1.0)]
    last_s, last = moving[-1]

    assert goes_on([*moving, *((last_s + (i + 1) / 30.0, last) for i in range(still_frames))]) is expected


@pytest.mark.parametrize("samples", [[], [(0.0, 0.0), (0.1, 1.0)], [(0.0, 1.0), (0.1, 1.0), (0.2, 1.0)]])
def test_too_little_or_what_stands_still_does_not_go_on(samples: list[Sample]) -> None:
    assert goes_on(samples) is False


@pytest.mark.parametrize("way", [1.0, -0.05])
def test_the_body_of_a_movement_lasts_from_a_tenth_to_three_quarters_of_its_way(way: float) -> None:
    samples = travel(0.0, 3.0, 3.0, way=way)
    tenth_s, three_quarters_s = (
        min(every(3000.0, 3.0), key=lambda t_s: abs(minimum_jerk(t_s / 3.0) - share)) for share in (0.1, 0.75)
    )

    assert body_of_movement_s(samples) == pytest.approx(three_quarters_s - tenth_s, abs=0.005)


def test_the_body_of_a_movement_ends_between_the_two_samples_around_three_quarters() -> None:
    assert body_of_movement_s([(0.0, 0.0), (1.0, 0.2), (2.0, 1.0)]) == pytest.approx(1.6875 - 0.5)


@pytest.mark.parametrize("samples", [[], [(0.0, 0.0), (0.1, 1.0)], [(0.0, 1.0), (0.1, 1.0), (0.2, 1.0)]])
def test_what_does_not_move_has_no_body(samples: list[Sample]) -> None:
    assert math.isnan(body_of_movement_s(samples))


@pytest.mark.parametrize("samples", [[], [(0.0, 1.0), (0.1, 1.0), (0.2, 1.0)], [(0.0, 0.0), (0.1, 1.0)]])
def test_what_did_not_move_has_no_length(samples: list[Sample]) -> None:
    assert math.isnan(movement_s(samples))
    assert math.isnan(whole_movement_s(samples))
