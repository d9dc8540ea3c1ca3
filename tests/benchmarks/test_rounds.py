"""Turns are fair, and disturbed rounds do not count."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from posecoach.bench import rounds
from posecoach.bench.rounds import CALM_CORES, TURN_WARM_UP_FRAMES, WARM_UP_FRAMES, take_turns
from posecoach.review.sources import TOGETHER


class Machine:
    """Other programs use these numbers of cores, round by round, then none."""

    def __init__(self, busy: list[float]) -> None:
        self._busy = iter(busy)
        self.now_s = 0.0

    def cores(self) -> float:
        return next(self._busy, 0.0)

    def perf_counter(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.now_s += seconds


@pytest.fixture
def calm(monkeypatch: pytest.MonkeyPatch) -> Machine:
    return machine(monkeypatch, [])


def machine(monkeypatch: pytest.MonkeyPatch, busy: list[float]) -> Machine:
    it = Machine(busy)
    monkeypatch.setattr(rounds, "time", it)
    monkeypatch.setattr(rounds, "Elsewhere", lambda: it)
    return it


def loop(name: str, frame_s: float, it: Machine, order: list[str]) -> Iterator[None]:
    while True:
        it.now_s += frame_s
        order.append(name)
        yield


def test_every_loop_gets_its_frames_in_alternating_order(calm: Machine) -> None:
    order: list[str] = []
    done = take_turns(
        {"fast": loop("fast", 0.01, calm, order), "slow": loop("slow", 0.02, calm, order)}, 2, 2 * TOGETHER
    )
    turn = TURN_WARM_UP_FRAMES + 2 * TOGETHER
    warm_up = ["fast"] * WARM_UP_FRAMES + ["slow"] * WARM_UP_FRAMES
    assert order == warm_up + ["fast"] * turn + ["slow"] * turn + ["slow"] * turn + ["fast"] * turn
    assert [round_.frame_ms("fast") for round_ in done] == [pytest.approx(10.0)] * 2
    assert [round_.frame_ms("slow") for round_ in done] == [pytest.approx(20.0)] * 2
    assert [len(taken) for taken in done[0].frame_s.values()] == [2, 2]


def test_disturbed_rounds_are_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    it = machine(monkeypatch, [1.0, 0.0, 2 * CALM_CORES, CALM_CORES])
    done = take_turns({"loop": loop("loop", 0.01, it, [])}, 3, TOGETHER)
    assert [round_.elsewhere_cores for round_ in done] == [0.0, CALM_CORES, 0.0]


def test_where_it_is_never_calm_all_rounds_count(monkeypatch: pytest.MonkeyPatch) -> None:
    it = machine(monkeypatch, [1.0] * 100)
    done = take_turns({"loop": loop("loop", 0.01, it, [])}, 4, TOGETHER)
    assert len(done) == 12


def test_garbage_is_collected_again_afterwards(calm: Machine) -> None:
    def broken() -> Iterator[None]:
        for _ in range(WARM_UP_FRAMES):
            yield
        assert gc.get_freeze_count() > 0
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        take_turns({"broken": broken()}, 1, 1)
    assert gc.get_freeze_count() == 0
