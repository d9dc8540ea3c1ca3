"""What is measured lies between the poses, so that it does not depend on how often they come."""

from __future__ import annotations

import math

import msgspec
import numpy as np
import pytest

from posecoach.events import FaultCleared, FaultRaised, PhaseEnded, PhaseStarted
from posecoach.exercises.declaration import Attempt, Condition, Enter, Exercise, Phase, Rule
from posecoach.judging.attempts import AttemptWatch
from posecoach.judging.exercise_judge import ExerciseJudge
from posecoach.judging.movement import goes_on
from posecoach.judging.phases import Span
from posecoach.judging.sampling import (
    between,
    beyond_since_s,
    crossing_s,
    curved_crossing_s,
    evenly,
    furthest_unseen,
    kept_for,
    seconds_of,
    within_since_s,
)
from posecoach.judging.signals import Signals
from tests.exercise_files import changed

HIGH = Rule(
    name="not_high",
    kind="limit",
    feature="hip_height",
    at_most=0.25,
    dwell_s=0.1,
    cue="Lower.",
    fault="high",
    why="it is",
    source="here",
)


def two_phases(*rules: Rule) -> Exercise:
    """Return an exercise whose phases go up beyond 0.2 and down again below 0.1."""
    up = Enter(after=("down",), when=(Condition(feature="hip_height", at_least=0.2),), dwell_s=0.2)
    down = Enter(after=("up",), when=(Condition(feature="hip_height", at_most=0.1),), dwell_s=0.2)
    phases = (Phase(name="down", label="Down", enter=(down,)), Phase(name="up", label="Up", enter=(up,)))
    return changed(phases=phases, rules=rules, examples=())


def height(t_s: float) -> float:
    """Return a height that goes up from 1 s to 2 s, and down again from 4 s to 5 s, by 0.3."""
    return 0.3 * min(1.0, max(0.0, t_s - 1.0), max(0.0, 5.0 - t_s))


def judged(times_s: list[float], exercise: Exercise) -> list[object]:
    judge = ExerciseJudge(exercise)
    values = dict.fromkeys(judge.signals.names, math.nan)
    events: list[object] = []
    for t_s in times_s:
        values["hip_height"] = height(t_s)
        events += judge.step(t_s, list(values.values()), True)
    return events + list(judge.finish())


def even(rate_hz: float, from_s: float = 0.0) -> list[float]:
    return [from_s + i / rate_hz for i in range(int(7.0 * rate_hz))]


def uneven() -> list[float]:
    """Return times as a busy computer gives them: 30 to 200 ms apart."""
    steps = np.random.default_rng(3).uniform(0.03, 0.2, 80)
    return [float(t_s) for t_s in np.cumsum(steps) if t_s < 7.0]


ANY = pytest.mark.parametrize(
    "times_s",
    [even(60), even(30), even(15, 0.03), even(10, 0.07), even(7.5, 0.02), uneven()],
    ids=["60", "30", "15", "10", "7.5", "uneven"],
)


@ANY
def test_a_phase_starts_where_its_limit_was_crossed(times_s: list[float]) -> None:
    events = judged(times_s, two_phases())

    started = [event.start_s for event in events if isinstance(event, PhaseStarted)]
    ended = [event.end_s for event in events if isinstance(event, PhaseEnded)]
    assert started[1:] == [pytest.approx(1.0 + 2.0 / 3.0), pytest.approx(4.0 + 2.0 / 3.0)]
    assert ended[:2] == started[1:]


@ANY
def test_a_fault_lasts_from_crossing_to_crossing(times_s: list[float]) -> None:
    events = judged(times_s, two_phases(HIGH))

    raised = next(event for event in events if isinstance(event, FaultRaised))
    cleared = next(event for event in events if isinstance(event, FaultCleared))
    assert raised.start_s == pytest.approx(1.0 + 0.25 / 0.3)
    assert cleared.fault.end_s == pytest.approx(5.0 - 0.25 / 0.3)


def test_a_crossing_lies_between_two_samples() -> None:
    assert crossing_s((1.0, 0.0), (2.0, 4.0), 1.0) == 1.25
    assert crossing_s((1.0, 0.0), (2.0, 0.0), 1.0) == 1.0


@pytest.mark.parametrize(("limit", "reached_s"), [(-4.0, 1.0), (8.0, 2.0)])
def test_what_lies_beyond_two_samples_is_not_crossed_outside_of_them(limit: float, reached_s: float) -> None:
    assert crossing_s((1.0, 0.0), (2.0, 4.0), limit) == reached_s


@pytest.mark.parametrize(("gap_s", "within_s", "beyond_s"), [(0.5, 1.25, 1.125), (0.625, 1.625, 1.625)])
def test_half_a_second_between_two_samples_is_still_looked_into(
    gap_s: float, within_s: float, beyond_s: float
) -> None:
    now_s = 1.0 + gap_s
    assert within_since_s((1.0, -1.0), (now_s, 1.0), 0.0, 1.0) == within_s
    assert beyond_since_s((1.0, 0.5), (now_s, -1.5), 0.0, 1.0) == beyond_s


def test_what_was_within_limits_is_so_since_before_wherever_it_has_gone() -> None:
    assert within_since_s((1.0, 0.25), (1.25, 0.75), 0.0, 1.0) == 1.0


@pytest.mark.parametrize(("was", "since_s"), [(-2.0, 1.0), (1.0, 1.125)], ids=["beyond", "within"])
def test_since_when_a_value_is_below_limits(was: float, since_s: float) -> None:
    assert beyond_since_s((1.0, was), (1.25, -1.0), 0.0, 2.0) == since_s


@pytest.mark.parametrize(
    ("before", "since_s"),
    [((1.0, 0.5), 1.0), ((1.0, -1.0), 1.1), ((1.0, 2.0), 1.15), ((1.0, math.nan), 1.2), ((0.5, -1.0), 1.2)],
    ids=["was within", "from below", "from above", "unseen", "long ago"],
)
def test_since_when_a_value_is_within_limits(before: tuple[float, float], since_s: float) -> None:
    now = (1.2, 1.0 if before[1] < 0.0 else 2.0 - 4.0 / 3.0 if before[1] > 1.0 else 0.5)
    assert within_since_s(before, now, 0.0, 1.0) == pytest.approx(since_s)


@pytest.mark.parametrize(
    ("before", "since_s"),
    [((1.0, 3.0), 1.0), ((1.0, 0.0), 1.1), ((1.0, math.nan), 1.2), ((0.5, 0.0), 1.2)],
    ids=["was beyond", "from within", "unseen", "long ago"],
)
def test_since_when_a_value_is_beyond_limits(before: tuple[float, float], since_s: float) -> None:
    assert beyond_since_s(before, (1.2, 2.0), 0.0, 1.0) == pytest.approx(since_s)


def test_what_one_of_two_samples_did_not_see_is_not_made_up() -> None:
    t_s, values = between((0.0, [0.0, math.nan, 1.0]), (2.0, [4.0, 1.0, math.nan]), 0.5)

    assert t_s == 0.5
    assert values[0] == 1.0
    assert all(math.isnan(value) for value in values[1:])


def test_a_sample_stands_for_half_the_way_to_its_neighbours() -> None:
    assert seconds_of([0.0, 0.1, 0.5]) == pytest.approx([0.05, 0.25, 0.2])
    assert seconds_of([3.0]) == [0.0]


def test_a_value_counts_that_was_kept_for_a_time() -> None:
    values = [(5.0, 0.1), (3.0, 0.1), (1.0, 1.0)]

    assert kept_for(values, 0.01) == 5.0
    assert kept_for(values, 0.10) == pytest.approx(4.0)
    assert kept_for(values, 9.0) == 1.0


def test_between_two_values_the_time_that_each_stands_for_decides() -> None:
    """The first stands for no time: its middle is at its beginning, and so is half a second half the way on."""
    assert kept_for([(5.0, 0.0), (3.0, 2.0)], 0.5) == 4.0


def test_a_span_of_samples_has_its_ends_from_between_the_samples() -> None:
    signals = Signals(changed())
    for t_s in (0.0, 0.2, 0.4, 2.0):
        signals.update(t_s, [t_s] * len(signals.names))

    assert [t_s for t_s, _ in signals.span(0.1, 0.3)] == [0.1, 0.2, 0.3]
    assert [values[0] for _, values in signals.span(0.1, 0.3)] == pytest.approx([0.1, 0.2, 0.3])
    assert [t_s for t_s, _ in signals.span(0.3, 1.0)] == [0.3, 0.4]
    assert [t_s for t_s, _ in signals.span(-1.0, 0.0)] == [0.0]


@pytest.mark.parametrize("rate_hz", [7.5, 15.0, 30.0])
def test_a_movement_goes_on_where_it_is_cut_in_its_middle(rate_hz: float) -> None:
    def moved(until_s: float) -> list[tuple[float, float]]:
        times_s = [i / rate_hz for i in range(int(until_s * rate_hz) + 1)]
        return [(t_s, 10.0 * (1.0 - math.cos(math.pi * min(t_s, 1.0)))) for t_s in times_s]

    assert goes_on(moved(0.6))
    assert not goes_on(moved(1.3))


@ANY
def test_an_attempt_lasts_from_crossing_to_crossing(times_s: list[float]) -> None:

    exercise = two_phases()
    attempt = Attempt(phase="up", when=(Condition(feature="hip_height", at_least=0.15),), dwell_s=0.5)
    repetition = msgspec.structs.replace(exercise.repetition, phases=("up",))
    exercise = msgspec.structs.replace(exercise, repetition=repetition)
    signals = Signals(exercise)
    watch, span = AttemptWatch(attempt, exercise, signals), Span(exercise.phases[0], 0.0)
    made: list[object] = []
    for t_s in times_s:
        signals.update(t_s, [height(t_s)] * len(signals.names))
        made.append(watch.step(t_s, span))

    assert [one for one in made if one is not None] == [(pytest.approx(1.5), pytest.approx(4.5))]


@ANY
def test_an_attempt_that_was_over_when_its_phase_became_known_is_found_in_hindsight(
    times_s: list[float],
) -> None:
    exercise = two_phases()
    attempt = Attempt(phase="up", when=(Condition(feature="hip_height", at_least=0.15),), dwell_s=0.5)
    repetition = msgspec.structs.replace(exercise.repetition, phases=("up",))
    exercise = msgspec.structs.replace(exercise, repetition=repetition)
    signals = Signals(exercise)
    watch = AttemptWatch(attempt, exercise, signals)
    counted, between = Span(exercise.phases[1], 0.0), Span(exercise.phases[0], 1.0)
    known_s = next(t_s for t_s in times_s if t_s > 5.0)
    made = []
    for t_s in times_s:
        signals.update(t_s, [height(t_s)] * len(signals.names))
        made.append((t_s, watch.step(t_s, counted if t_s < known_s else between)))

    (found,) = [one for one in made if one[1] is not None]
    assert found == (known_s, (pytest.approx(1.5), pytest.approx(4.5)))
    assert signals.t_s == times_s[-1]
    assert signals.values[0] == height(times_s[-1])


def test_what_ends_in_the_movement_itself_was_no_attempt_at_it() -> None:
    exercise = two_phases()
    attempt = Attempt(phase="up", when=(Condition(feature="hip_height", at_least=0.15),), dwell_s=0.5)
    repetition = msgspec.structs.replace(exercise.repetition, phases=("up",))
    exercise = msgspec.structs.replace(exercise, repetition=repetition)
    signals = Signals(exercise)
    watch = AttemptWatch(attempt, exercise, signals)
    between, up = (Span(phase, 0.0) for phase in exercise.phases)
    made = []
    for t_s in even(30):
        signals.update(t_s, [height(t_s)] * len(signals.names))
        made.append(watch.step(t_s, between if t_s < 3.0 else up))

    assert not any(made)


def test_samples_are_made_even_but_not_in_gaps() -> None:
    table = np.array([[0.0, 0.0], [0.1, 1.0], [0.4, 4.0], [2.0, math.nan], [2.2, 6.0]])

    rows = evenly(table, 0.2)

    assert rows[:, 0] == pytest.approx([0.0, 0.2, 2.0, 2.2])
    assert rows[:, 1] == pytest.approx([0.0, 2.0, math.nan, 6.0], nan_ok=True)
    assert evenly(table[:1], 0.2).tolist() == [[0.0, 0.0]]


def test_no_time_counts_twice_where_samples_are_half_a_second_apart() -> None:
    table = np.array([[1.0, 2.0], [1.5, 4.0]])

    assert evenly(table, 0.25).tolist() == [[1.0, 2.0], [1.25, 3.0], [1.5, 4.0]]
    assert evenly(np.array([[1.0, 2.0], [1.75, 4.0]]), 0.25).tolist() == []


def test_the_gap_before_a_moment_and_the_one_after_it_are_told_apart() -> None:
    table = np.array([[1.0, 0.0], [1.25, 1.0], [3.0, 8.0], [3.25, 9.0]])

    assert evenly(table, 0.25).tolist() == [[1.0, 0.0], [3.0, 8.0], [3.25, 9.0]]


def test_a_gap_of_any_length_takes_no_memory() -> None:
    """Where it had every moment, there would be 2**51 of them."""
    far_s = 2.0**50
    table = np.array([[0.0, 0.0], [0.5, 1.0], [far_s, 8.0], [far_s + 0.5, 9.0]])

    assert evenly(table, 0.5).tolist() == [[0.0, 0.0], [far_s, 8.0], [far_s + 0.5, 9.0]]


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_what_speeds_up_crosses_a_limit_on_a_curve(sign: float) -> None:
    """A value that grows with the square of time: the line would cross the limit 8 ms too early."""
    samples = [(t_s, sign * t_s**2) for t_s in (0.0, 0.1, 0.2, 0.3)]

    assert curved_crossing_s(samples, 2, sign * 0.025) == pytest.approx(math.sqrt(0.025), abs=0.002)


def test_a_curve_is_the_line_where_its_samples_lie_on_one() -> None:
    samples = [(0.0, 0.0), (0.05, 0.5), (0.15, 1.5), (0.2, 2.0)]

    assert curved_crossing_s(samples, 2, 0.8) == pytest.approx(0.08)
    assert curved_crossing_s(samples, 1, 0.3) == pytest.approx(0.03)
    assert curved_crossing_s(samples, 3, 1.9) == pytest.approx(0.19)


def test_a_curve_leaves_a_rest_without_a_dip() -> None:
    samples = [(0.0, 0.0), (0.1, 0.0), (0.2, 1.0), (0.3, 1.0)]

    assert curved_crossing_s(samples, 2, 0.5) == pytest.approx(0.15)
    assert curved_crossing_s(samples, 2, 0.104) == pytest.approx(0.12)


def test_between_samples_far_apart_a_crossing_lies_on_the_line() -> None:
    samples = [(t_s, t_s**2) for t_s in (0.0, 0.25, 0.5, 0.75)]

    assert curved_crossing_s(samples, 2, 0.15625) == 0.375


def rising_and_falling(unseen_s: tuple[float, float], shown_s: float = 2.0) -> list[tuple[float, float]]:
    """Return samples of a value that rises by 100 a second to 100 and falls again; NaN between two times."""
    times_s = [i / 30.0 for i in range(round(shown_s * 30.0) + 1)]
    return [
        (t_s, math.nan if unseen_s[0] < t_s < unseen_s[1] else 100.0 - 100.0 * abs(1.0 - t_s))
        for t_s in times_s
    ]


def test_out_of_sight_a_value_goes_on_at_the_pace_it_had() -> None:
    assert furthest_unseen(rising_and_falling((0.7, 1.3))) == pytest.approx(100.0, abs=0.1)


def test_out_of_sight_far_from_its_peak_a_value_stays_far_from_it() -> None:
    assert furthest_unseen(rising_and_falling((0.1, 0.3))) < 40.0


def test_at_an_end_that_was_not_seen_a_value_may_have_gone_all_the_way() -> None:
    assert furthest_unseen(rising_and_falling((0.5, 2.0), 1.0)) == pytest.approx(100.0, abs=0.1)


def test_what_was_seen_all_the_time_or_but_for_a_moment_went_nowhere_else() -> None:
    assert furthest_unseen(rising_and_falling((3.0, 3.0))) == -math.inf
    assert furthest_unseen(rising_and_falling((0.95, 1.0))) == -math.inf


def test_what_was_never_seen_may_have_gone_anywhere() -> None:
    assert furthest_unseen([(0.0, math.nan), (1.0, math.nan)]) == math.inf
