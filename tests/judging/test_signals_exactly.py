"""Features over media time, to the sample: what counts, since when a condition holds, how far poses lie apart."""

from __future__ import annotations

import math

import pytest

from posecoach.exercises.declaration import Condition, Mark, Of, Rule, Trait
from posecoach.judging.signals import USUAL_GAP_S, Signals, used_features
from tests.exercise_files import bridge, changed

UNSEEN = math.nan


def fed(*samples: tuple[float, float], neutral: float = 0.0) -> Signals:
    """Return signals after (media time [s], height of the hips) in order."""
    signals = Signals(bridge())
    signals.set_neutral({"hip_height": neutral})
    for t_s, value in samples:
        signals.update(t_s, [value, UNSEEN])
    return signals


def every(step_s: float, *values: float) -> list[tuple[float, float]]:
    return [(number * step_s, value) for number, value in enumerate(values)]


def read(signals: Signals, of: Of) -> float:
    return signals.reader("hip_height", of)()


def test_what_an_exercise_leaves_out_is_no_feature() -> None:
    timed = Rule(name="it", kind="duration", at_least=1.0, cue="Slower", why="so", source="me")
    mark = Mark(text="another", when=(Trait(feature="hip_height", of="most", at_least=1.0),), source="me")

    assert used_features(changed(rules=(timed,), is_not=(mark,))) == ("hip_height",)


def test_before_the_first_frame_nothing_is_known() -> None:
    signals = Signals(bridge())

    two = signals.last_two(signals.reader("hip_height", "value"))
    assert all(math.isnan(number) for pair in two for number in pair)


def test_the_largest_change_may_be_downward() -> None:
    assert read(fed(*every(0.125, 0.0, -0.5, 0.25)), "peak") == 0.5


def test_the_fastest_may_be_downward() -> None:
    assert read(fed(*every(0.125, 0.0, -0.25, -0.5)), "speed_share") == 1.0


def test_what_has_not_moved_at_all_is_at_rest() -> None:
    assert read(fed(*every(0.125, 0.5, 0.5, 0.5)), "speed_share") == 0.0


def test_a_speed_follows_the_movement_within_an_eighth_of_a_second() -> None:
    """After as long as its time constant, 0.12 s, it is half of what it was."""
    signals = fed((0.0, 0.0), (0.12, 0.12), (0.24, 0.12))

    assert read(signals, "speed") == pytest.approx(0.5)


def test_a_retreat_is_measured_from_the_neutral() -> None:
    assert read(fed(*every(0.125, 0.5, 2.5, 1.5), neutral=0.5), "retreat") == 0.5


def test_a_sample_is_kept_every_three_hundredths_of_a_second() -> None:
    signals = fed((0.0, 0.0), (0.03, 1.0), (0.055, 2.0), (0.0625, 3.0))

    assert [t_s for t_s, _ in signals.history] == [0.0, 0.03, 0.0625]


def test_the_history_reaches_back_for_forty_seconds() -> None:
    signals = fed(*every(1 / 32, *[0.0] * (32 * 64)))

    assert 40.0 <= signals.t_s - signals.span(0.0)[0][0] <= 42.0


def fastest(signals: Signals, since_s: float) -> float:
    """Return the largest speed of a phase that began at a media time and becomes known now."""
    signals.new_phase(since_s)
    return signals.speed_peaks[0]


def test_the_fastest_of_a_phase_that_becomes_known_is_remembered_for_two_seconds() -> None:
    still = [1.0] * 8
    assert fastest(fed(*every(0.25, 0.0, 1.0, *still)), 0.25) == 4.0
    assert fastest(fed(*every(0.25, 0.0, 1.0, *still, 1.0)), 0.25) < 2.0
    assert fastest(fed(*every(0.25, 0.0, 1.0, *still)), 0.26) < 2.0
    assert fastest(fed(*every(0.25, 0.0, 0.125)), 0.0) == 0.5


def test_where_poses_are_many_the_fastest_is_not_looked_for_in_hindsight() -> None:
    assert fastest(fed(*every(0.0625, 0.0, 1.0, 1.0, 1.0)), 0.0) == 0.0


def test_who_has_left_has_no_neutral() -> None:
    signals = fed((0.0, 0.25), neutral=0.125)
    signals.forget_neutral()
    assert math.isnan(read(signals, "change"))

    signals.restore_neutral()
    assert math.isnan(read(signals, "change"))


@pytest.mark.parametrize(
    ("span", "times_s"),
    [
        ((0.25, 0.5), [0.25, 0.5]),
        ((0.125, 0.25), [0.125, 0.25]),
        ((0.25, 0.375), [0.25, 0.375]),
        ((0.75, 1.0), [0.75, 1.0]),
        ((1.25, 1.625), [1.625]),
    ],
    ids=["samples", "between", "until between", "half a second apart", "further apart"],
)
def test_a_span_has_what_lies_in_it_and_its_ends(span: tuple[float, float], times_s: list[float]) -> None:
    signals = fed(*[(t_s, t_s) for t_s in (0.0, 0.25, 0.5, 1.0, 1.625)])

    found = signals.span(*span)
    assert [t_s for t_s, _ in found] == times_s
    assert [values[0] for _, values in found] == times_s


def test_what_is_gone_through_again_is_all_but_the_newest() -> None:
    signals = fed(*every(0.25, 0.0, 1.0, 2.0, 3.0))

    seen = [(signals.before_s, signals.t_s, signals.values[0]) for _ in signals.again(0.25)]
    assert seen == [(pytest.approx(math.nan, nan_ok=True), 0.25, 1.0), (0.25, 0.5, 2.0)]
    assert (signals.before_s, signals.t_s, signals.values[0]) == (0.5, 0.75, 3.0)


@pytest.mark.parametrize(
    ("start_s", "end_s", "poses"), [(0.25, 0.75, 3), (0.26, 0.75, 2), (0.25, 0.74, 2), (0.3, 0.4, 0)]
)
def test_poses_at_both_ends_of_a_time_count(start_s: float, end_s: float, poses: int) -> None:
    assert fed(*every(0.25, 0.0, 1.0, 2.0, 3.0, 4.0)).poses(start_s, end_s) == poses


@pytest.mark.parametrize(
    ("start_s", "end_s", "gap_s"),
    [(0.0, 0.125, 0.5), (0.0, 0.0625, 0.125), (0.625, 0.75, 0.5), (0.6875, 0.75, 0.125), (0.75, 0.75, 0.125)],
)
def test_a_gap_counts_that_begins_or_ends_at_a_time(start_s: float, end_s: float, gap_s: float) -> None:
    signals = fed(*[(t_s, 0.0) for t_s in (0.0, 0.125, 0.625, 0.75)])

    assert signals.gap_s(start_s, end_s) == gap_s


def test_how_often_somebody_is_seen_who_came_back_shows_after_that() -> None:
    signals = fed((0.0, 0.0), (1.0, 0.0))
    signals.forget_neutral()
    for t_s in (3.0, 3.25, 3.3125, 4.3125, 4.375):
        signals.update(t_s, [0.0, UNSEEN])

    assert signals.gap_s(2.0, 2.0) == 0.25
    assert signals.gap_s(4.0, 4.0) == 1.0


def test_who_comes_back_at_once_was_not_away_for_longer() -> None:
    signals = fed((0.0, 0.0), (1.0, 0.0))
    signals.forget_neutral()
    for t_s in (1.0625, 1.375):
        signals.update(t_s, [0.0, UNSEEN])

    assert signals.gap_s(1.03125, 1.03125) == 0.0625


def held_since_s(of: Of, *samples: tuple[float, float]) -> float:
    return fed(*samples).condition(Condition(feature="hip_height", of=of, at_least=0.0)).since_s()


def test_a_speed_between_two_poses_is_that_of_the_time_in_their_middle() -> None:
    """Where they lie further apart than in the recordings that the limits of speeds were chosen on."""
    seldom = [(1.0 + t_s, value) for t_s, value in every(0.25, 0.0, 1.0, 2.0)]
    often = [(1.0 + t_s, value) for t_s, value in every(0.0625, 0.0, 1.0, 2.0)]

    assert held_since_s("value", *seldom) == 1.25
    assert held_since_s("speed", *seldom) == pytest.approx(1.25 - (0.25 - USUAL_GAP_S) / 2.0)
    assert held_since_s("speed", *often) == 1.0625
    assert pytest.approx(1 / 15) == USUAL_GAP_S


@pytest.mark.parametrize(("now", "until_s"), [(-1.0, 1.125), (UNSEEN, 1.0)])
def test_until_when_a_condition_held(now: float, until_s: float) -> None:
    holding = fed((1.0, 1.0), (1.25, now)).condition(Condition(feature="hip_height", at_least=0.0))

    assert holding.until_s() == until_s
