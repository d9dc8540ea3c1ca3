"""Loops take turns, so that whatever else the machine does meets all of them alike."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from posecoach.bench.machine import Elsewhere
from posecoach.review.sources import TOGETHER

WARM_UP_FRAMES: Final = 15
TURN_WARM_UP_FRAMES: Final = (
    3 * TOGETHER + 1
)  # more than a loop can have done ahead while another had its turn
PAUSE_S: Final = 0.25  # until a loop that works ahead has filled its queue and rests
CALM_CORES: Final = 0.15
"""A round in which other programs used more than this of a core on average is disturbed."""


@dataclass(frozen=True, slots=True)
class Round:
    """One turn of every loop, and how many cores others used meanwhile.

    frame_s: time of a frame [s], the mean of TOGETHER frames, as many as a review judges at once.
    """

    frame_s: Mapping[str, list[float]]
    elsewhere_cores: float

    def frame_ms(self, loop: str) -> float:
        """Return the mean time of a frame in a loop [ms]."""
        return 1000 * sum(self.frame_s[loop]) / len(self.frame_s[loop])


def take_turns(
    loops: Mapping[str, Iterator[None]],
    rounds: int,
    frames: int,
    tell: Callable[[], None] = lambda: None,
) -> list[Round]:
    """Give each loop `frames` frames per round, a multiple of TOGETHER, and return the calm rounds.

    On a busy machine up to three times as many rounds are tried; if not half of those wanted were calm, all count.
    `tell` is called after every round.
    """
    for loop in loops.values():
        _frame_times(loop, WARM_UP_FRAMES)
    gc.collect()
    gc.freeze()
    done: list[Round] = []
    try:
        while len(done) < rounds or (len(_calm(done)) < rounds and len(done) < 3 * rounds):
            done.append(_one_round(loops, frames, backwards=len(done) % 2 == 1))
            tell()
    finally:
        gc.unfreeze()
    calm = _calm(done)
    return calm if len(calm) >= rounds / 2 else done


def _one_round(loops: Mapping[str, Iterator[None]], frames: int, *, backwards: bool) -> Round:
    order = list(loops)[::-1] if backwards else list(loops)
    frame_s = {}
    elsewhere = Elsewhere()
    for name in order:
        _frame_times(loops[name], TURN_WARM_UP_FRAMES)
        frame_s[name] = _frame_times(loops[name], frames)
        time.sleep(PAUSE_S)
    return Round(frame_s, elsewhere.cores())


def _frame_times(loop: Iterator[None], frames: int) -> list[float]:
    """Return the mean time of a frame [s] over each TOGETHER frames; fewer in the end are not timed."""
    taken_s = []
    start_s = time.perf_counter()
    for number in range(1, frames + 1):
        next(loop)
        if number % TOGETHER == 0:
            end_s = time.perf_counter()
            taken_s.append((end_s - start_s) / TOGETHER)
            start_s = end_s
    return taken_s


def _calm(rounds: list[Round]) -> list[Round]:
    return [one for one in rounds if one.elsewhere_cores <= CALM_CORES]
