"""A rest lasts until the person has been told what comes, and how it is done."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from posecoach.events import Announced, Event, Stage, StageStarted
from posecoach.guiding.guide import Guide
from posecoach.guiding.steps import in_no_time
from tests.guiding.sessions import (
    REST_S,
    cat_cows,
    led,
    lying,
    on_all_fours,
    one_after_the_other,
    stages,
    step_of,
)

TELLING_S = 12.0


def takes_12_s(events: Sequence[Event]) -> float:
    return TELLING_S


def from_lying_to(key: str) -> Guide:
    return Guide([step_of("hook_lying"), step_of(key)], telling_s=takes_12_s)


def rest(events: Sequence[Event]) -> tuple[float, float]:
    """Return when the rest began and when it ended, pauses included [s]."""
    times = [
        (event.t_s, event.stage)
        for event in events
        if isinstance(event, StageStarted) and event.stage is not Stage.PAUSED
    ]
    first = next(index for index, (_, stage) in enumerate(times) if stage is Stage.REST)
    return times[first][0], next(t_s for t_s, stage in times[first:] if stage is not Stage.REST)


def rest_lasted_s(events: Sequence[Event]) -> float:
    start_s, end_s = rest(events)
    return end_s - start_s


def test_a_rest_in_the_same_posture_lasts_until_all_is_told() -> None:
    assert rest_lasted_s(led(from_lying_to("hip_lift_twist"), lying(50.0))) == pytest.approx(
        TELLING_S, abs=0.05
    )


def test_whoever_is_in_the_next_posture_early_is_told_all_of_it_first() -> None:
    events = led(from_lying_to("cat_cow"), one_after_the_other(lying(15.0), on_all_fours(25.0)))

    assert REST_S < TELLING_S
    assert rest_lasted_s(events) == pytest.approx(TELLING_S, abs=0.05)


def test_whoever_begins_meanwhile_is_not_kept_waiting() -> None:
    events = led(from_lying_to("cat_cow"), one_after_the_other(lying(15.0), on_all_fours(2.0), cat_cows(2)))

    assert ("exercise", "cat_cow") in stages(events)
    assert rest_lasted_s(events) < TELLING_S


def test_where_nobody_speaks_a_rest_is_as_long_as_the_routine_says() -> None:
    guide = Guide([step_of("hook_lying"), step_of("hip_lift_twist")], telling_s=in_no_time)

    assert rest_lasted_s(led(guide, lying(50.0))) == pytest.approx(REST_S, abs=0.05)


def paused_after(seconds: float, lasting_s: float) -> tuple[list[str], float]:
    """Pause so long into a rest; return what is announced after the pause, and how long the rest then lasts [s]."""
    guide = from_lying_to("cat_cow")
    begun_s, _ = rest(led(from_lying_to("cat_cow"), lying(60.0)))
    pause_s, on_s = begun_s + seconds, begun_s + seconds + lasting_s
    events = led(guide, lying(90.0), {at_s: lambda: guide.command("pause") for at_s in (pause_s, on_s)})
    _, end_s = rest(events)
    codes = [event.code for event in events if isinstance(event, Announced) and on_s <= event.t_s < end_s]
    return codes, end_s - on_s


@pytest.mark.parametrize("lasting_s", [2.0, 20.0])
def test_what_a_pause_has_cut_off_is_told_once_more(lasting_s: float) -> None:
    codes, left_s = paused_after(4.0, lasting_s)

    assert codes[:2] == ["next", "how"]
    assert left_s >= TELLING_S


def test_what_was_told_before_a_pause_is_not_told_again() -> None:
    codes, _ = paused_after(TELLING_S + 1.0, 5.0)

    assert codes == ["going_on"]
