"""The score of a repetition: 100 less what can be explained."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from posecoach.coaching.events import Deduction, Severity
from posecoach.exercises.declaration import Rule

POINTS: Final[dict[Severity, float]] = {"info": 5.0, "correct": 20.0, "stop": 40.0}
"""Chosen so that one fault to correct leaves a fair score, three leave a poor one, and none alone a zero."""

AIM_POINTS: Final = 10.0
"""Taken off in proportion when a time lies between the least that is no fault and the one aimed at."""


def score(
    faults: Sequence[tuple[Rule, str]], times: Sequence[tuple[Rule, str, float]]
) -> tuple[float, tuple[Deduction, ...]]:
    """Return the score (0..100) and every deduction.

    faults: the rules broken in the repetition, each once, with the label of the phase. times: (rule, label of the
    phase, seconds) for rules with a time aimed at.
    """
    deductions = [Deduction(POINTS[rule.severity], rule.cue, rule.name, phase) for rule, phase in faults]
    broken = [rule for rule, _ in faults]
    for rule, phase, seconds in times:
        if rule in broken or rule.aim_s is None or rule.at_least is None or seconds >= rule.aim_s:
            continue
        share = min(1.0, (rule.aim_s - seconds) / (rule.aim_s - rule.at_least))
        figures = f"{seconds:.1f} s, aim for {rule.aim_s:g} s"
        deductions.append(Deduction(round(AIM_POINTS * share, 1), rule.cue, rule.name, phase, figures))
    total = 100.0 - sum(deduction.points for deduction in deductions)
    return max(0.0, round(total, 1)), tuple(deductions)
