"""Rules judged phase by phase, to the sample and to the limit: values and times that binary fractions hold exactly."""

from __future__ import annotations

import math

import msgspec
import pytest

from posecoach.events import CannotJudge
from posecoach.exercises.declaration import Condition, Rule
from posecoach.judging.movement import TENTHS_SHARE
from posecoach.judging.phases import STILL_SHARE, Span
from posecoach.judging.resolution import TOO_FEW_POSES
from posecoach.judging.rules.finding import Finding, beyond
from posecoach.judging.rules.kind import CUT_OFF, ROUGH_NEUTRAL, TOO_SHORT, Check, kind_of
from posecoach.judging.rules.movement_time import HARDLY_MOVED, IN_PARTS, SLOW_MOTION
from posecoach.judging.rules.phase_check import UNSEEN, WRONG_VIEW, PhaseCheck
from posecoach.judging.rules.reach import TOO_QUICK, UNDER_WAY
from posecoach.judging.signals import Signals
from tests.exercise_files import changed

DOWN, UP = changed().phases
FINE_S, COARSE_S = 1 / 16, 1 / 4
"""Poses so far apart tell as much as all frames, or leave open when something happened."""
UNSEEN_VALUE = math.nan


def rule(**fields: object) -> Rule:
    return Rule(**({"name": "it", "kind": "reach", "cue": "Do it", "why": "so", "source": "me"} | fields))


def high(**fields: object) -> Rule:
    return rule(**({"feature": "hip_height", "at_least": 0.5} | fields))


def checked(
    one: Rule, *values: float, step_s: float = FINE_S, neutral: float = 0.0, rough: tuple[str, ...] = ()
) -> PhaseCheck:
    """Return the check of a rule that has seen its feature, or else the hips, at these values from 0 s on."""
    signals = Signals(changed(rules=(one,)))
    signals.set_neutral({"hip_height": neutral})
    signals.rough = frozenset(rough)
    for number, value in enumerate(values):
        known = {one.feature or "hip_height": value}
        signals.update(number * step_s, [known.get(name, math.nan) for name in signals.names])
    check = kind_of(one).check(one, signals)
    assert isinstance(check, PhaseCheck)
    return check


def up(start_s: float, end_s: float, **fields: object) -> Span:
    return Span(UP, start_s, end_s, **fields)


def told(check: Check, span: Span, view_share: float = 1.0, t_s: float | None = None) -> object:
    """What is made of a phase: what was measured of a fault, why it cannot be judged, or None."""
    verdict = check.judge(span.end_s if t_s is None else t_s, span, view_share)
    if isinstance(verdict, CannotJudge):
        return verdict.reason
    return verdict.value if isinstance(verdict, Finding) else None


# --- limits ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "limit"), [(0.7, 1.0), (0.75, None), (1.0, None), (3.0, None), (3.25, None), (3.3, 3.0)]
)
def test_a_limit_is_broken_beyond_its_margin(value: float, limit: float | None) -> None:
    assert beyond(rule(at_least=1.0, at_most=3.0, margin=0.25), value) == limit


# --- what a phase reached -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("samples", "frames", "reached"),
    [(33, 4, 1.0), (33, 3, 0.3), (9, 2, 0.9), (9, 3, 1.0)],
    ids=["a fifth of a second", "less", "less than a fifth of half a second", "a fifth of it"],
)
def test_a_value_is_reached_if_kept_for_a_fifth_of_a_second_or_of_a_short_phase(
    samples: int, frames: int, reached: float
) -> None:
    """Between the middles of two values, it is the share of the way from one to the other."""
    values = [0.0, *[1.0] * frames, *[0.0] * (samples - frames - 1)]
    check = checked(high(), *values)

    assert check.measure(up(0.0, (samples - 1) * FINE_S)) == pytest.approx(reached)


LATE = (0.0,) * 4 + (1.0,) + (0.0,) * 4
AT_THE_END = (0.0,) * 8 + (1.0,)


def test_where_poses_are_many_a_moment_more_or_less_does_not_matter() -> None:
    """A sixteenth of a second less, and 0.8 were reached."""
    assert told(checked(high(), 0.0, *[1.0] * 3, *[0.0] * 29), up(0.0, 2.0)) == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("values", "at_least", "verdict"),
    [
        (LATE, 0.1, None),
        (LATE, 0.3, TOO_FEW_POSES),
        (LATE, 0.9, TOO_FEW_POSES),
        (LATE, 1.5, pytest.approx(0.7)),
        (AT_THE_END, 0.8, TOO_FEW_POSES),
        (AT_THE_END, 0.95, pytest.approx(4 / 15)),
    ],
)
def test_what_may_have_been_reached_between_two_poses_is_left_open(
    values: tuple[float, ...], at_least: float, verdict: object
) -> None:
    """Kept for half a gap longer, 0.2 were reached for long enough in the middle; for half a gap less, all of it."""
    assert told(checked(high(at_least=at_least), *values, step_s=COARSE_S), up(0.0, 2.0)) == verdict


def test_between_few_poses_the_own_best_may_have_been_reached_as_well() -> None:
    check = checked(high(at_least=0.05, best_share=0.5), *[1.0] * 9, *LATE, step_s=COARSE_S)

    assert [told(check, up(0.0, 2.0)), told(check, up(2.25, 4.25))] == [None, TOO_FEW_POSES]


def test_few_poses_change_nothing_about_a_phase_that_the_rule_is_not_for() -> None:
    check = checked(high(at_least=0.3, phases=("down",)), *LATE, step_s=COARSE_S)

    assert told(check, up(0.0, 2.0)) is None


def test_what_was_not_seen_cannot_be_judged_and_says_what_was_not() -> None:
    assert told(checked(high(), *[UNSEEN_VALUE] * 9, step_s=COARSE_S), up(0.0, 2.0)) == "could not see: hip"
    bent = high(feature="knee_flexion_deg")
    assert told(checked(bent, *[UNSEEN_VALUE] * 33), up(0.0, 2.0)) == "could not see: ankle, hip, knee"


STILL = STILL_SHARE * 12.0
"""The error of a turn is 12 degrees."""


@pytest.mark.parametrize(
    ("during", "after", "goes_on"),
    [
        ((0.0, 24.0, 24.0, 24.0), 36.0, False),
        ((0.0, 24.0, 24.0, 24.0), 36.5, True),
        ((0.0, STILL, STILL, STILL), 20.0, True),
        ((0.0, 3.5, 3.5, 3.5), 20.0, False),
        ((0.0, 0.0, 0.0, STILL), 20.0, True),
        ((24.0, 24.0, 24.0, 24.0), 40.0, False),
    ],
    ids=["by its error", "beyond it", "as it moved a little", "hardly", "at last", "still"],
)
@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_what_was_under_way_and_went_on_is_not_told_from_its_beginning(
    during: tuple[float, ...], after: float, goes_on: bool, sign: float
) -> None:
    limits = {"at_least": 60.0} if sign > 0.0 else {"at_most": -60.0}
    check = checked(
        rule(feature="trunk_rotation_deg", **limits), *[sign * value for value in (*during, after)]
    )

    found = told(check, up(0.0, 3 * FINE_S), t_s=4 * FINE_S)
    assert (found == UNDER_WAY) is goes_on


@pytest.mark.parametrize(
    ("kept", "verdict"), [(4, UNDER_WAY), (1, pytest.approx(0.0))], ids=["for a moment", "not kept"]
)
def test_what_was_reached_as_the_phase_ended_may_be_of_the_part_that_was_over(
    kept: int, verdict: object
) -> None:
    values = (*[0.0] * 32, *[1.0] * kept, *[0.0] * 8)

    assert told(checked(high(), *values), up(0.0, 32 * FINE_S), t_s=2.5) == verdict


def test_nothing_goes_on_that_is_not_seen_any_more() -> None:
    check = checked(rule(feature="trunk_rotation_deg", at_least=60.0), 0.0, 24.0, 24.0, math.nan, math.nan)

    assert told(check, up(0.0, 3 * FINE_S), t_s=4 * FINE_S) == 24.0


@pytest.mark.parametrize(
    ("limits", "shown", "verdict"),
    [
        ({"at_least": 0.0, "best_share": 0.5}, (1.0, 0.5), None),
        ({"at_least": 0.0, "best_share": 0.5}, (1.0, 0.4), 0.4),
        ({"at_least": 0.0, "best_share": 0.5, "margin": 0.25}, (1.0, 0.25), None),
        ({"at_least": 0.0, "best_share": 0.5, "margin": 0.25}, (1.0, 0.2), 0.2),
        ({"at_least": 0.0, "best_share": 0.5}, (4.0, 2.0, 1.5), 1.5),
        ({"at_most": 9.0, "best_share": 1.0}, (2.0, 2.0), None),
        ({"at_most": 9.0, "best_share": 1.0, "margin": 0.25}, (2.0, 2.25), None),
        ({"at_most": 9.0, "best_share": 1.0, "margin": 0.25}, (2.0, 2.5), 2.5),
        ({"at_most": 9.0, "best_share": 1.0}, (2.0, 4.0, 3.0), 3.0),
        ({"at_least": 0.0}, (4.0, 0.5), None),
    ],
    ids=str,
)
def test_what_was_shown_at_best_is_asked_for_again(
    limits: dict[str, float], shown: tuple[float, ...], verdict: float | None
) -> None:
    check = checked(rule(feature="hip_height", **limits), *[value for value in shown for _ in range(32)])

    found = [told(check, up(2.0 * number, 2.0 * number + 31 * FINE_S)) for number in range(len(shown))]
    assert found[-1] == verdict


def test_a_best_is_forgotten_with_the_person() -> None:
    check = checked(high(at_least=0.0, best_share=0.5), *[4.0] * 32, *[1.0] * 32)
    check.judge(2.0, up(0.0, 1.9375), 1.0)
    check.hinted = True

    check.reset()

    assert told(check, up(2.0, 3.9375)) is None
    assert not check.hinted


@pytest.mark.parametrize(
    ("best_share", "height", "hinted"), [(0.5, 1.0, True), (0.2, 1.0, False), (0.2, 0.4, True)]
)
def test_a_hint_asks_for_the_limit_and_for_the_own_best(
    best_share: float, height: float, hinted: bool
) -> None:
    check = checked(high(best_share=best_share), *[4.0] * 32, *[height] * 32)
    check.judge(2.0, up(0.0, 1.9375), 1.0)

    assert check.hint(up(2.0, 3.9375), 1.0) is hinted
    assert check.hinted is hinted


# --- which phases are judged ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("share", "verdict"), [(0.5, 0.25), (0.49, WRONG_VIEW)])
def test_a_phase_is_judged_if_the_view_showed_half_of_it(share: float, verdict: object) -> None:
    check = checked(high(), *[0.25] * 33)

    assert told(check, up(0.0, 2.0), share) == verdict
    assert check.hint(up(0.0, 2.0), share) is (share >= 0.5)


@pytest.mark.parametrize(("at_least", "verdict"), [(0.5, 0.25), (0.1, None)])
def test_what_a_phase_of_a_tenth_of_a_second_reached_is_judged(
    at_least: float, verdict: float | None
) -> None:
    check = checked(high(at_least=at_least), *[0.25] * 33)

    assert told(check, up(1.0, 1.125)) == verdict
    assert told(check, up(1.0, 1.09375)) is None


def test_a_phase_just_as_long_as_the_shortest_is_judged() -> None:
    assert told(checked(high(), *[0.25] * 33), up(0.0, 0.1)) == 0.25


def test_nothing_is_hinted_at_in_a_phase_that_the_rule_is_not_for() -> None:
    check = checked(high(phases=("down",)), *[0.25] * 33)

    assert not check.hint(up(0.0, 2.0), 1.0)
    assert not checked(rule(kind="duration", at_least=3.0), *[0.25] * 33).hint(up(0.0, 2.0), 1.0)


def test_only_of_a_phase_that_a_time_is_for_is_it_taken() -> None:
    held = rule(kind="duration", at_least=3.0, phases=("up",))
    check = checked(held, *[0.25] * 33)

    assert check.seconds(up(0.5, 2.0)) == 1.5
    assert math.isnan(check.seconds(Span(DOWN, 0.5, 2.0)))
    assert checked(high(), *[0.25] * 33).error_s(up(0.0, 2.0)) == 0.0


@pytest.mark.parametrize(
    ("of", "reached"), [("value", -0.25), ("change", -0.75), ("size", 0.75)], ids=["value", "change", "size"]
)
def test_a_value_is_taken_as_it_is_or_from_the_neutral(of: str, reached: float) -> None:
    check = checked(high(of=of), *[-0.25] * 33, neutral=0.5)

    assert check.measure(up(0.0, 2.0)) == reached


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ({"at_least": 0.25}, True),
        ({"at_least": 0.26}, False),
        ({"at_most": 0.25}, True),
        ({"at_most": 0.24}, False),
    ],
    ids=str,
)
def test_a_condition_of_a_phase_holds_at_its_limit(given: dict[str, float], asked: bool) -> None:
    held = rule(kind="duration", at_least=3.0, given=(Condition(feature="hip_height", **given),))

    assert told(checked(held, *[0.25] * 33), up(0.0, 2.0)) == (2.0 if asked else UNSEEN)


@pytest.mark.parametrize(
    ("away", "asked"),
    [
        ((1.0, 1.25), True),
        ((1.0, 1.3125), False),
        ((0.0, 1.0), True),
        ((0.0, 1.25), True),
        ((0.0, 1.3125), False),
    ],
    ids=["a tenth of it", "more", "long before", "and a tenth since", "and more"],
)
def test_a_condition_holds_for_nine_tenths_of_a_phase_and_of_the_second_before(
    away: tuple[float, float], asked: bool
) -> None:
    """A phase of 1.5 s, with the second before 2.5 s, of which each sample stands for 1/16 s."""
    values = [1.0 if away[0] <= number * FINE_S < away[1] else 0.0 for number in range(57)]
    held = rule(kind="duration", at_least=3.0, given=(Condition(feature="hip_height", at_most=0.5),))

    assert told(checked(held, *values), up(2.0, 3.5)) == (1.5 if asked else UNSEEN)


def test_whatever_was_not_seen_is_no_objection_to_a_condition() -> None:
    held = rule(kind="duration", at_least=3.0, given=(Condition(feature="hip_height", at_most=0.5),))

    assert told(checked(held, *[UNSEEN_VALUE] * 30, 0.0, 0.0, 0.0), up(0.0, 2.0)) == 2.0


# --- times ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limits", "seconds", "verdict"),
    [
        ({"at_least": 1.0}, 1.375, TOO_FEW_POSES),
        ({"at_least": 1.0}, 1.5, None),
        ({"at_least": 1.0}, 0.75, TOO_FEW_POSES),
        ({"at_least": 1.0}, 0.5, 0.5),
        ({"at_least": 1.5, "margin": 0.5}, 1.375, TOO_FEW_POSES),
        ({"at_most": 1.0}, 1.25, TOO_FEW_POSES),
        ({"at_most": 1.0, "margin": 0.5}, 1.875, TOO_FEW_POSES),
        ({"at_most": 1.0, "margin": 0.5}, 2.0, 2.0),
        ({"at_most": 1.0, "margin": 0.5}, 1.0, None),
    ],
    ids=str,
)
def test_a_time_is_left_open_by_one_and_a_half_gaps_around_its_limits(
    limits: dict[str, float], seconds: float, verdict: object
) -> None:
    """0.375 s, with poses a quarter of a second apart."""
    check = checked(rule(kind="duration", **limits), *[0.25] * 33, step_s=COARSE_S)

    assert told(check, up(1.0, 1.0 + seconds)) == verdict


def test_where_poses_are_many_a_time_just_at_its_limit_is_kept() -> None:
    check = checked(rule(kind="duration", at_least=1.0), *[0.25] * 33)

    assert (told(check, up(0.5, 1.5)), told(check, up(0.5, 1.4375))) == (None, 0.9375)


def test_few_poses_leave_nothing_open_of_what_cannot_be_judged_or_is_not_asked_for() -> None:
    held = rule(kind="duration", at_least=1.0, phases=("up",))
    check = checked(held, *[0.25] * 33, step_s=COARSE_S)

    assert told(check, up(1.0, 2.0), 0.0) == WRONG_VIEW
    assert told(check, Span(DOWN, 1.0, 2.0)) is None


# --- why an apparent fault is not reported --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "seconds", "value", "reason"),
    [
        (high(of="change"), 0.9, 0.25, TOO_QUICK),
        (high(of="change"), 0.9, 0.2, None),
        (high(of="change"), 1.0, 0.25, None),
        (high(), 0.9, 0.25, None),
        (rule(kind="duration", at_least=3.0), 0.5, 0.05, None),
        (rule(kind="duration", at_least=3.0), 0.5, 0.04, TOO_SHORT),
    ],
    ids=["quick and more than half", "less than half", "slow", "not from neutral", "short", "too short"],
)
def test_an_apparent_fault_is_doubted_where_it_was_too_quick_or_too_short(
    one: Rule, seconds: float, value: float, reason: str | None
) -> None:
    assert kind_of(one).doubt(one, up(1.0, 1.0 + seconds), value, ()) == reason
    cut = up(1.0, 1.0 + seconds, whole=False)
    assert kind_of(one).doubt(one, cut, value, ()) == (reason or CUT_OFF)


TIMED = rule(kind="movement_time", at_least=2.0, phases=("up",))


@pytest.mark.parametrize(
    ("seconds", "fields", "reason"),
    [
        (0.3, {}, None),
        (0.44, {}, None),
        (0.29, {}, TOO_SHORT),
        (1.0, {"whole": False}, CUT_OFF),
        (1.0, {"whole": False, "arrived": True}, None),
        (1.0, {"start_seen": False}, CUT_OFF),
    ],
    ids=str,
)
def test_the_time_of_a_movement_is_doubted_that_was_not_seen_whole(
    seconds: float, fields: dict[str, bool], reason: str | None
) -> None:
    assert kind_of(TIMED).doubt(TIMED, up(0.0, 2.0, **fields), seconds, {"hip_height"}) == reason


def moved(seconds: float, *, way: float = 1.0, rest_s: float = 1.0) -> tuple[float, ...]:
    """Return a movement in a straight line, and a rest."""
    steps = round(seconds / FINE_S)
    return (*[way * number / steps for number in range(steps + 1)], *[way] * round(rest_s / FINE_S))


@pytest.mark.parametrize(
    ("at_least", "values", "verdict"),
    [
        (2.0, moved(1.0), pytest.approx(0.8 / TENTHS_SHARE)),
        (2.0, moved(2.0), None),
        (2.0, moved(1.0, way=0.02), HARDLY_MOVED),
        (2.1, moved(1.0, rest_s=0.0), CUT_OFF),
        (2.2, moved(1.0, rest_s=0.0), pytest.approx(0.8 / TENTHS_SHARE)),
        (2.0, moved(5.0), None),
        (2.0, moved(6.0), SLOW_MOTION),
    ],
    ids=["too fast", "slow", "hardly", "goes on", "too fast anyway", "very slow", "slow motion"],
)
def test_how_long_a_movement_took(at_least: float, values: tuple[float, ...], verdict: object) -> None:
    check = checked(msgspec.structs.replace(TIMED, at_least=at_least), *values)

    assert told(check, up(0.0, (len(values) - 1) * FINE_S)) == verdict


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        (moved(1.0), pytest.approx(0.8 / TENTHS_SHARE)),
        (moved(1.0)[:18], CUT_OFF),
        (moved(1.3), CUT_OFF),
    ],
    ids=["ends just after", "not known yet", "goes on"],
)
def test_a_movement_that_ends_a_moment_after_its_phase_is_timed(
    values: tuple[float, ...], verdict: object
) -> None:
    check = checked(TIMED, *values)

    assert told(check, up(0.0, 15 * FINE_S)) == verdict


STRAIGHT_S = pytest.approx(0.8 / TENTHS_SHARE)
SECOND = round(1.0 / FINE_S)
RISING, FALLING = ([sign * number / SECOND for number in range(-SECOND, 0)] for sign in (1.0, -1.0))


@pytest.mark.parametrize(
    ("before", "rough", "verdict"),
    [
        (RISING, ("hip_height",), ROUGH_NEUTRAL),
        (RISING, (), STRAIGHT_S),
        (RISING, ("knee_flexion_deg",), STRAIGHT_S),
        (FALLING, ("hip_height",), STRAIGHT_S),
        ([0.0] * SECOND, ("hip_height",), STRAIGHT_S),
        ([], ("hip_height",), ROUGH_NEUTRAL),
        ([math.nan] * SECOND, ("hip_height",), ROUGH_NEUTRAL),
    ],
    ids=["goes on", "goes on, known", "goes on, of another", "turned", "rested", "the first seen", "hidden"],
)
def test_where_neutral_is_uncertain_a_movement_is_timed_that_began_with_a_turn_or_a_rest(
    before: list[float], rough: tuple[str, ...], verdict: object
) -> None:
    """The hips rise in a second, from a place that neutral decides on or that is an end of their way."""
    values = moved(1.0)
    check = checked(TIMED, *before, *values, rough=rough)
    start_s = len(before) * FINE_S

    assert told(check, up(start_s, start_s + (len(values) - 1) * FINE_S)) == verdict


def with_gaps(one: Rule, *gaps_s: tuple[float, float]) -> Check:
    """Return the check of a rule that has seen a movement of 1 s, from which the poses within some gaps are missing."""
    signals = Signals(changed(rules=(one,)))
    signals.set_neutral({"hip_height": 0.0})
    for number, value in enumerate(moved(1.0)):
        t_s = number * FINE_S
        if not any(start_s < t_s < end_s for start_s, end_s in gaps_s):
            signals.update(t_s, [value if name == "hip_height" else math.nan for name in signals.names])
    return kind_of(one).check(one, signals)


IN_THE_MIDDLE, AT_THE_START, AT_THE_ARRIVAL = (0.5, 0.75), (0.0, 0.25), (0.75, 1.0)


@pytest.mark.parametrize(
    ("gaps_s", "at_least", "verdict"),
    [
        ((IN_THE_MIDDLE,), 1.50, STRAIGHT_S),
        ((IN_THE_MIDDLE,), 1.48, TOO_FEW_POSES),
        ((IN_THE_MIDDLE,), 1.35, TOO_FEW_POSES),
        ((IN_THE_MIDDLE,), 1.33, None),
        ((AT_THE_START,), 1.55, STRAIGHT_S),
        ((AT_THE_START,), 1.53, TOO_FEW_POSES),
        ((AT_THE_START,), 1.25, TOO_FEW_POSES),
        ((AT_THE_START,), 1.23, None),
        ((AT_THE_START, AT_THE_ARRIVAL), 1.60, STRAIGHT_S),
        ((AT_THE_START, AT_THE_ARRIVAL), 1.58, TOO_FEW_POSES),
        ((AT_THE_START, AT_THE_ARRIVAL), 1.15, TOO_FEW_POSES),
        ((AT_THE_START, AT_THE_ARRIVAL), 1.13, None),
    ],
    ids=str,
)
def test_the_time_of_a_movement_is_left_open_by_the_gaps_where_it_is_measured_and_less_if_too_fast(
    gaps_s: tuple[tuple[float, float], ...], at_least: float, verdict: object
) -> None:
    """By 0.1, 0.2 and 0.3 s where it seems slow enough, with gaps of a quarter of a second; by half of it otherwise."""
    check = with_gaps(msgspec.structs.replace(TIMED, at_least=at_least), *gaps_s)

    assert told(check, up(0.0, 2.0)) == verdict


@pytest.mark.parametrize(("at_least", "verdict"), [(1.85, TOO_FEW_POSES), (1.95, STRAIGHT_S)])
def test_a_movement_that_went_on_between_two_poses_for_the_most_part_is_known_by_no_more_than_that_gap(
    at_least: float, verdict: object
) -> None:
    """By 0.45 s: a gap of three quarters of a second, within which neither its first nor its last tenth lies."""
    check = with_gaps(msgspec.structs.replace(TIMED, at_least=at_least), (0.125, 0.875))

    assert told(check, up(0.0, 2.0)) == verdict


@pytest.mark.parametrize(
    ("step_s", "more_s", "verdict"),
    [
        (0.1, 0.04, STRAIGHT_S),
        (0.1, 0.03, TOO_FEW_POSES),
        (0.1, -0.06, TOO_FEW_POSES),
        (0.1, -0.08, None),
        (0.0625, 0.01, STRAIGHT_S),
        (0.0625, -0.01, None),
    ],
)
def test_a_time_close_to_its_limit_is_left_open_by_poses_a_tenth_of_a_second_apart_and_not_by_sixteen_a_second(
    step_s: float, more_s: float, verdict: object
) -> None:
    """By 0.07 s where it seems long enough, by half of it where it seems too short."""
    steps = round(1.0 / step_s)
    values = (*[number / steps for number in range(steps + 1)], *[1.0] * steps)
    at_least = 0.8 / TENTHS_SHARE + more_s
    check = checked(msgspec.structs.replace(TIMED, at_least=at_least), *values, step_s=step_s)

    assert told(check, up(0.0, (len(values) - 1) * step_s)) == verdict


@pytest.mark.parametrize(("errors", "may_be_noise"), [(2.4, True), (2.6, False)])
def test_a_rest_on_a_way_of_a_few_errors_may_be_noise(errors: float, may_be_noise: bool) -> None:
    """A straight line to 0.55 of the way, a rest, and the others; the error of the hips' height is 0.03."""
    way = 0.03 * errors
    first = [0.55 * way * number / 9 for number in range(9)]
    last = [way * (0.55 + 0.45 * number / 9) for number in range(10)]
    values = (*first, *[0.55 * way] * 16, *last, *[way] * 16)
    check = checked(msgspec.structs.replace(TIMED, at_least=1.2), *values)

    assert (told(check, up(0.0, (len(values) - 1) * FINE_S)) == IN_PARTS) is may_be_noise


@pytest.mark.parametrize(
    ("of", "reason"), [("change", ROUGH_NEUTRAL), ("size", ROUGH_NEUTRAL), ("value", None)]
)
@pytest.mark.parametrize("feature", ["hip_height", "knee_flexion_deg"], ids=["itself", "beside it"])
def test_what_counts_from_a_rough_neutral_or_moves_along_with_one_is_doubted(
    feature: str, of: str, reason: str | None
) -> None:
    """The hips are what moves in the phase: where they were neutral, the knees were."""
    one = high(feature=feature, of=of)

    assert kind_of(one).doubt(one, up(0.0, 2.0), 0.0, {"hip_height"}) == reason
    assert kind_of(one).doubt(one, up(0.0, 2.0), 0.0, {"trunk_rotation_deg"}) is None
