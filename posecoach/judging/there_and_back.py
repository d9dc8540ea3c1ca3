"""A movement there and back within a phase: the other end of a cycle, passed through without a pause."""

from __future__ import annotations

import math
from typing import Final

AWAY_SHARE: Final = 0.45
"""Somebody at one end of a cycle has been at the other if they gave up this share of what they had moved from neutral;
who wavers, or moves on, at one end gives up less. Chosen."""

STEADY: Final = 3.0
"""A way is a movement if it is so many times as long as the value jumps from pose to pose, off the line through the two
before: noise jumps by twice its spread, and within a second its own range is three times that spread."""

STEP_SHARE: Final = 0.7
"""No movement makes more of its way than this from one pose to the next: even half a second each way, seen 8 times a
second, has its fastest step at 0.45 of it (minimum jerk). A pose that is wrong is further off than that."""


class ThereAndBack:
    """How far a feature went away from the extreme of a phase, and came back, the smaller of both ways."""

    def __init__(self, sign: float) -> None:
        """Follow a feature down from the most, and up again (sign -1), or up from the least and down again (1)."""
        self._sign = sign
        self.begin()

    def begin(self) -> None:
        """Forget what was: a phase begins."""
        self._start = self._far = self._last = self._step = self.turned_s = math.nan
        self._jumped, self._jumps, self._largest = 0.0, 0, 0.0

    def step(self, t_s: float, value: float) -> None:
        """Take in the value of a pose at a media time [s]; NaN is passed over."""
        value *= self._sign
        if value != value:  # NaN is not equal to itself
            return
        step, self._last = value - self._last, value
        jump, self._step = abs(step - self._step), step
        if jump == jump:
            self._jumped += jump
            self._jumps += 1
        if not value >= self._start:
            self._start = self._far = value
            self._largest = 0.0
        elif step == step:
            self._largest = max(self._largest, abs(step))
        if value > self._far or self._start == self._far:
            self._far, self.turned_s = value, t_s

    def way(self, neutral: float, value: float) -> float:
        """Return the smaller of the ways there and back to a value.

        0 if it did not come near enough to neutral for a turn, or is no steady movement.
        """
        there, back = self._far - self._start, self._far - self._sign * value
        if not there >= AWAY_SHARE * (self._sign * neutral - self._start):
            return 0.0
        way = min(back, there)  # in this order NaN, which is not less than anything, stays NaN
        is_noise = way * self._jumps < STEADY * self._jumped or self._largest > STEP_SHARE * way
        return 0.0 if is_noise else way
