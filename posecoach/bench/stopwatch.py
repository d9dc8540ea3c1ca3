"""How long each stage takes and how much memory it asks for, measured from outside: the stages know nothing of it."""

from __future__ import annotations

import functools
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any, TypeVar

R = TypeVar("R")


class Stopwatch:
    """Puts a clock around functions and methods; what one calls of the others is not counted twice.

    seconds: for every stage, its own time in each lap [s]. peaks: the most memory that it held for a moment in
    each lap, of what Python and numpy allocate [bytes]; 0 unless tracemalloc runs. A lap is one frame.
    """

    def __init__(self, stages: Sequence[str]) -> None:
        self.seconds: dict[str, list[float]] = {stage: [] for stage in stages}
        self.peaks: dict[str, list[int]] = {stage: [] for stage in stages}
        self._lap_s = dict.fromkeys(stages, 0.0)
        self._lap_bytes = dict.fromkeys(stages, 0)
        self._inner_s: list[float] = []
        self._inner_peak: list[int] = []

    def lap(self) -> None:
        """End a lap."""
        for stage in self.seconds:
            self.seconds[stage].append(self._lap_s[stage])
            self.peaks[stage].append(self._lap_bytes[stage])
            self._lap_s[stage], self._lap_bytes[stage] = 0.0, 0

    def timed(self, stage: str, call: Callable[..., R]) -> Callable[..., R]:
        """Return the function with a clock around it."""

        @functools.wraps(call)
        def wrapped(*arguments: Any, **named: Any) -> R:
            self._inner_s.append(0.0)
            before = self._reset_peak()
            start_s = time.perf_counter()
            try:
                return call(*arguments, **named)
            finally:
                whole_s = time.perf_counter() - start_s
                self._lap_s[stage] += whole_s - self._inner_s.pop()
                if self._inner_s:
                    self._inner_s[-1] += whole_s
                self._note_peak(stage, before)

        return wrapped

    @contextmanager
    def around(self, places: Sequence[tuple[Any, str, str]]) -> Iterator[None]:
        """Put the clock around attributes, given as (owner, attribute, stage), for as long as the context lasts."""
        with ExitStack() as stack:
            for owner, attribute, stage in places:
                original = getattr(owner, attribute)
                setattr(owner, attribute, self.timed(stage, original))
                stack.callback(setattr, owner, attribute, original)
            yield

    def _reset_peak(self) -> int:
        if not tracemalloc.is_tracing():
            return 0
        now, peak = tracemalloc.get_traced_memory()
        if self._inner_peak:  # what the stage around this one has reached so far
            self._inner_peak[-1] = max(self._inner_peak[-1], peak)
        self._inner_peak.append(0)
        tracemalloc.reset_peak()
        return now

    def _note_peak(self, stage: str, before: int) -> None:
        if not self._inner_peak:
            return
        peak = max(self._inner_peak.pop(), tracemalloc.get_traced_memory()[1])
        if self._inner_peak:
            self._inner_peak[-1] = max(self._inner_peak[-1], peak)
        self._lap_bytes[stage] = max(self._lap_bytes[stage], peak - before)
        tracemalloc.reset_peak()
