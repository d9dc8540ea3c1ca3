"""The stopwatch counts every moment once, whichever stage calls which."""

from __future__ import annotations

import time
import tracemalloc
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from posecoach.bench import stopwatch
from posecoach.bench.stopwatch import Stopwatch

MEGABYTE = 1_000_000


class Clock:
    """Goes on only when it is told to."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def perf_counter(self) -> float:
        return self.now_s


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(stopwatch, "time", clock)
    return clock


def stages(clock: Clock) -> Any:
    """Two stages: the outer one takes 3 s and calls the inner one, which takes 2 s, twice."""

    def inner() -> None:
        clock.now_s += 2.0

    def outer() -> str:
        clock.now_s += 1.0
        owner.inner()
        owner.inner()
        clock.now_s += 2.0
        return "done"

    owner = SimpleNamespace(inner=inner, outer=outer)
    return owner


def test_time_in_an_inner_stage_does_not_count_for_the_outer_one(clock: Clock) -> None:
    owner, watch = stages(clock), Stopwatch(["inner", "outer"])
    with watch.around([(owner, "inner", "inner"), (owner, "outer", "outer")]):
        assert owner.outer() == "done"
        watch.lap()
        owner.inner()
        watch.lap()
    assert watch.seconds == {"inner": [4.0, 2.0], "outer": [3.0, 0.0]}


def test_what_was_there_before_is_put_back(clock: Clock) -> None:
    owner, watch = stages(clock), Stopwatch(["inner"])
    before = owner.inner
    with watch.around([(owner, "inner", "inner")]):
        assert owner.inner is not before
    assert owner.inner is before


def test_a_stage_that_raises_is_counted_all_the_same(clock: Clock) -> None:
    watch = Stopwatch(["broken"])

    def broken() -> None:
        clock.now_s += 5.0
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        watch.timed("broken", broken)()
    watch.lap()
    assert watch.seconds == {"broken": [5.0]}


def test_memory_is_the_most_that_a_stage_held() -> None:
    watch = Stopwatch(["small", "large"])
    small = watch.timed("small", lambda: len(np.ones(MEGABYTE, np.uint8)))

    def large() -> None:
        kept = np.ones(2 * MEGABYTE, np.uint8)
        small()
        del kept

    tracemalloc.start()
    try:
        watch.timed("large", large)()
        watch.lap()
        small()
        watch.lap()
    finally:
        tracemalloc.stop()
    assert watch.peaks["small"] == [pytest.approx(MEGABYTE, rel=0.05)] * 2
    assert watch.peaks["large"] == [pytest.approx(3 * MEGABYTE, rel=0.05), 0]


def test_without_tracing_there_are_no_peaks() -> None:
    watch = Stopwatch(["stage"])
    watch.timed("stage", time.perf_counter)()
    watch.lap()
    assert watch.peaks == {"stage": [0]}
