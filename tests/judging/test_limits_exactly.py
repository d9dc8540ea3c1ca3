"""A limit watched from frame to frame, to the frame."""

from __future__ import annotations

import math

import pytest

from posecoach.events import CannotJudge, Event, FaultCleared, FaultRaised
from posecoach.exercises.declaration import Condition, Rule
from posecoach.judging.phases import Span
from posecoach.judging.resolution import TOO_FEW_POSES
from posecoach.judging.rules.kind import ROUGH_NEUTRAL
from posecoach.judging.rules.limit import LimitWatch, SightCheck
from posecoach.judging.signals import Signals
from tests.exercise_files import changed

DOWN, UP = changed().phases
UNSEEN = math.nan


def low(**fields: object) -> Rule:
    """Return a rule that hips are no higher than 1."""
    known = {"name": "low", "kind": "limit", "feature": "hip_height", "at_most": 1.0, "dwell_s": 0.25}
    return Rule(**(known | {"cue": "Lower", "why": "so", "source": "me"} | fields))


Seen = list[tuple[float, float]]


def every(step_s: float, *values: float) -> Seen:
    return [(number * step_s, value) for number, value in enumerate(values)]


def frames(*values: float) -> Seen:
    return every(1 / 16, *values)


def watched(one: Rule, seen: Seen, span: Span | None = None) -> tuple[LimitWatch, list[Event]]:
    signals = Signals(changed(rules=(one,)))
    signals.set_neutral({"hip_height": 0.0})
    watch, events = LimitWatch(one, signals), list[Event]()
    for t_s, value in seen:
        signals.update(t_s, [value if name == "hip_height" else 90.0 for name in signals.names])
        events += watch.step(t_s, span or Span(UP, seen[0][0]), True)
    return watch, events


def told(events: list[Event]) -> list[tuple[str, float, float, float]]:
    """(what, when it was known, since when, worst value) of faults, and (why not, when, 0, 0) of what is open."""
    found: list[tuple[str, float, float, float]] = []
    for event in events:
        if isinstance(event, FaultRaised):
            found.append(("raised", event.t_s, event.start_s, event.fault.value))
        elif isinstance(event, FaultCleared):
            found.append(("cleared", event.t_s, event.fault.end_s, event.fault.value))
        elif isinstance(event, CannotJudge):
            found.append((event.reason, event.t_s, 0.0, 0.0))
    return found


AT_THE_LIMIT, BROKEN = [0.0, 0.0, 1.0], [2.0, 3.0, 3.0, 2.0]


@pytest.mark.parametrize(
    ("limits", "sign"),
    [
        ({"at_most": 1.0}, 1.0),
        ({"at_most": 0.5, "margin": 0.5}, 1.0),
        ({"at_most": None, "at_least": -1.0}, -1.0),
        ({"at_most": None, "at_least": -0.5, "margin": 0.5}, -1.0),
    ],
    ids=str,
)
def test_a_limit_is_broken_when_that_has_lasted_for_its_dwell(limits: dict[str, float], sign: float) -> None:
    """At 1 it is kept, and so it is broken since then."""
    values = [sign * value for value in (*AT_THE_LIMIT, *BROKEN)]
    watch, events = watched(low(**limits), frames(*values))

    assert told(events) == [("raised", 6 / 16, 2 / 16, sign * 3.0)]
    assert (watch.open, watch.phase) == (True, "up")
    assert [watch.broken_before(t_s) for t_s in (2 / 16, 3 / 16)] == [False, True]


def test_what_lasts_for_a_frame_less_is_no_fault() -> None:
    watch, events = watched(low(), frames(*AT_THE_LIMIT, *BROKEN[:3], 1.0))

    assert (told(events), watch.open, watch.phase) == ([], False, None)
    assert not watch.broken_before(9.0)


@pytest.mark.parametrize(("kept", "since_s"), [(2, 2 / 16), (3, 7 / 16)])
def test_what_is_kept_for_less_than_a_tenth_of_a_second_does_not_break_off_what_may_become_a_fault(
    kept: int, since_s: float
) -> None:
    """A landmark that jumps back for a frame: with half of the frames it would not have been seen."""
    values = [*AT_THE_LIMIT, 2.0, 2.0, *[1.0] * kept, 2.0, 2.0, 2.0, 2.0, 2.0]
    _, events = watched(low(), frames(*values))

    assert [start_s for what, _, start_s, _ in told(events) if what == "raised"] == [since_s]


def test_a_moment_in_which_a_limit_is_kept_is_no_part_of_the_time_for_which_it_was_broken() -> None:
    """It is raised a frame later than if the sixteenth of a second between them had been broken too."""
    values = [*AT_THE_LIMIT, 2.0, 2.0, 1.0, 1.0, 2.0, 2.0, 2.0, 2.0]
    _, events = watched(low(dwell_s=5 / 16), frames(*values))

    (raised,) = [(known_s, start_s) for what, known_s, start_s, _ in told(events) if what == "raised"]
    assert raised == (8 / 16, 2 / 16)


def test_a_fault_is_over_when_its_limit_has_been_kept_for_a_fifth_of_a_second() -> None:
    times_s = [-1.0, -0.75, -0.5, -0.25, 0.0, 0.1, 0.2]
    _, events = watched(low(), list(zip(times_s, [1.0, 2.0, 2.0, 2.0, 1.0, 1.0, 1.0], strict=True)))

    assert told(events)[-1] == ("cleared", 0.2, 0.0, 2.0)


def test_a_fault_goes_on_where_its_limit_was_kept_for_a_moment() -> None:
    moment = [1.0, 1.0, 1.0, 1.0]
    _, events = watched(low(), frames(*AT_THE_LIMIT, *BROKEN, *moment, 2.0, 4.0))

    assert [what for what, *_ in told(events)] == ["raised"]
    _, events = watched(low(), frames(*AT_THE_LIMIT, *BROKEN, *moment, 1.0, 2.0))
    assert told(events)[1:] == [("cleared", 11 / 16, 7 / 16, 3.0)]


@pytest.mark.parametrize(("unseen", "ends"), [(8, False), (9, True)])
def test_a_fault_ends_where_it_was_not_seen_for_more_than_half_a_second(unseen: int, ends: bool) -> None:
    seen = frames(*AT_THE_LIMIT, *BROKEN, *[UNSEEN] * unseen)
    watch, events = watched(low(), seen)

    assert watch.open is not ends
    assert told(events)[1:] == ([("cleared", 15 / 16, 6 / 16, 3.0)] if ends else [])


@pytest.mark.parametrize(("gap_s", "again"), [(0.5, False), (0.5625, True)])
def test_a_fault_begins_anew_after_more_than_half_a_second_without_frames(gap_s: float, again: bool) -> None:
    seen = frames(*AT_THE_LIMIT, *BROKEN)
    later_s = seen[-1][0] + gap_s
    seen += [(later_s + number / 16, 2.0) for number in range(6)]
    _, events = watched(low(), seen)

    wanted = ["raised", "cleared", "raised"] if again else ["raised"]
    assert [what for what, *_ in told(events)] == wanted


@pytest.mark.parametrize(("dwell_s", "open_"), [(0.5, True), (0.51, False)])
def test_between_few_poses_a_limit_may_have_been_broken_for_long_enough(dwell_s: float, open_: bool) -> None:
    """Since the pose before the one that broke it, until the one after it: for half a second."""
    _, events = watched(low(dwell_s=dwell_s), every(0.25, 0.0, 0.0, 2.0, 0.0))

    assert told(events) == ([(TOO_FEW_POSES, 0.75, 0.0, 0.0)] if open_ else [])


def test_between_many_poses_nothing_is_left_open() -> None:
    _, events = watched(low(dwell_s=0.1), frames(0.0, 0.0, 2.0, 0.0))

    assert told(events) == []


def test_few_poses_break_a_limit_surely_only_from_pose_to_pose() -> None:
    _, events = watched(low(dwell_s=0.25), every(0.25, 0.0, 1.0, 2.0, 2.0))

    assert told(events) == [("raised", 0.75, 0.25, 2.0)]


def test_a_fault_counts_from_its_phase_and_its_condition() -> None:
    _, events = watched(low(dwell_s=0.125), frames(1.0, 2.0, 2.0, 2.0), Span(UP, 1 / 32))
    assert told(events) == [("raised", 3 / 16, 1 / 32, 2.0)]

    given = (Condition(feature="hip_height", at_least=1.5),)
    _, events = watched(low(dwell_s=0.125, given=given), frames(1.0, 2.0, 2.0, 2.0))
    assert told(events) == [("raised", 3 / 16, 1 / 32, 2.0)]


def test_a_limit_is_not_watched_while_its_condition_does_not_hold() -> None:
    given = (Condition(feature="hip_height", at_least=9.0),)
    _, events = watched(low(given=given), frames(*AT_THE_LIMIT, *BROKEN))

    assert told(events) == []


def test_a_limit_of_another_phase_is_not_watched() -> None:
    _, events = watched(low(phases=("up",)), frames(*AT_THE_LIMIT, *BROKEN), Span(DOWN, 0.0))

    assert told(events) == []


@pytest.mark.parametrize(
    ("of", "rough", "why"),
    [
        ("change", {"hip_height"}, ROUGH_NEUTRAL),
        ("value", {"hip_height"}, None),
        ("change", {"knee_flexion_deg"}, None),
    ],
)
def test_what_counts_from_a_rough_neutral_is_not_watched_and_that_is_told(
    of: str, rough: set[str], why: str | None
) -> None:
    one = low(of=of)
    signals = Signals(changed(rules=(one,)))
    signals.set_neutral({"hip_height": 0.0})
    signals.rough = frozenset(rough)
    watch, events = LimitWatch(one, signals), list[Event]()
    for t_s, value in frames(*AT_THE_LIMIT, *BROKEN):
        signals.update(t_s, [value] * len(signals.names))
        events += watch.step(t_s, Span(UP, 0.0), True)
    verdict = SightCheck(one, signals).judge(0.375, Span(UP, 0.0, 0.375), 1.0)

    assert bool(events) is (why is None)
    assert (verdict.reason if isinstance(verdict, CannotJudge) else verdict) == why
