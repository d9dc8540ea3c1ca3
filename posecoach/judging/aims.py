"""What a time costs that breaks no rule, but is less than what is aimed at."""

from __future__ import annotations

from typing import Final

from posecoach.exercises.declaration import Rule

AIM_POINTS: Final = 10.0
"""Deducted in proportion when a time is between the least that is no fault and the aim, as far as can be measured."""

TIME_ERROR_S: Final = 0.17
"""Mean error of a phase's measured time (sample videos against their truth). Nothing is deducted within it."""


def points_below_aim(rule: Rule, seconds: float) -> float:
    """Return how many points a time costs."""
    if rule.aim_s is None or rule.at_least is None:
        return 0.0
    enough_s = rule.aim_s - TIME_ERROR_S
    share = (enough_s - seconds) / max(enough_s - rule.at_least, TIME_ERROR_S)
    return AIM_POINTS * min(1.0, max(0.0, share))
