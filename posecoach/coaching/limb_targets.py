"""Where a part of the body should go when a rule is broken: live from the signals, in a report from the fault."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from posecoach.coaching.goals import GOALS, Wish
from posecoach.events import Fault
from posecoach.exercises.declaration import Rule
from posecoach.features.body import Body
from posecoach.features.extract import get_feature
from posecoach.judging.signals import Signals
from posecoach.state import Correction

LEAST: Final = {"deg": 10.0, "trunk lengths": 0.08}
"""A shorter way is too small to see. The limit is only the edge of what is right: going further is right too."""

PLACED: Final = frozenset({"value", "change", "size"})
"""The aspects of a feature that have a place in the frame; speeds and shares have none."""


def corrections(broken: Iterable[Rule], signals: Signals, body: Body, posture: str) -> tuple[Correction, ...]:
    """Return where to go for broken rules; those about time, speed and order have no place."""
    found: list[Correction] = []
    for rule in broken:
        wanted = _wanted(rule, signals)
        if rule.feature is not None and wanted == wanted:  # NaN: not seen, or within the limits
            now = signals.values[signals.index[rule.feature]]
            found += _places(rule, Wish(body, posture, now, wanted, still=rule.of == "size"))
    return tuple(found)


def fault_corrections(
    rule: Rule, fault: Fault, body: Body, posture: str, change: float
) -> tuple[Correction, ...]:
    """Return the same for a fault in a review, at the moment that shows it.

    change: how far its feature was from the person's neutral then, signed: a fault about the size has no sign.
    """
    if rule.feature is None or rule.of not in PLACED or fault.value is None or fault.limit is None:
        return ()
    more = fault.limit - fault.value
    if rule.of == "size":
        more = math.copysign(more, more * change) if change == change else math.nan
    measured = get_feature(rule.feature).measure(body)
    now = measured if measured == measured else change if rule.of == "size" else fault.value
    return tuple(_places(rule, Wish(body, posture, now, now + more, still=rule.of == "size")))


def _places(rule: Rule, wish: Wish) -> list[Correction]:
    name = rule.feature or ""
    goal = GOALS.get(name)
    if goal is None or not abs(wish.more) > 0.0:  # also for NaN
        return []
    least = LEAST.get(get_feature(name).unit, 0.0)
    wish = replace(wish, wanted=wish.now + math.copysign(max(abs(wish.more), least), wish.more))
    return [one for one in goal(wish) if _seen(one)]


def _seen(correction: Correction) -> bool:
    return all(math.isfinite(x + y) for x, y in (*correction.line, *correction.way))


def _wanted(rule: Rule, signals: Signals) -> float:
    """Return the feature's value at the broken limit; NaN if none is broken, or it has no place."""
    if rule.feature is None or rule.of not in PLACED:
        return math.nan
    i = signals.index[rule.feature]
    neutral = signals.neutral[i]
    read = signals.reader(rule.feature, rule.of)()
    if rule.at_least is not None and read < rule.at_least:
        limit = rule.at_least
    elif rule.at_most is not None and read > rule.at_most:
        limit = rule.at_most
    else:
        return math.nan
    if rule.of == "value":
        return limit
    if rule.of == "change":
        return neutral + limit
    return neutral + math.copysign(limit, signals.values[i] - neutral)
