"""Where a limb should go: the angle at a joint that a broken rule asks for."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Final

from posecoach.exercises.declaration import Rule
from posecoach.features.body import Body
from posecoach.features.extract import get_feature
from posecoach.features.geometry import flexion_deg
from posecoach.judging.signals import Signals
from posecoach.state import Correction

NEAR_JOINTS: Final = frozenset({"knee_flexion_deg", "hip_flexion_deg", "elbow_flexion_deg"})
"""Features whose value is the flexion between their three landmarks, on the near side."""

BOTH_SIDES: Final = frozenset({"elbows_flexion_deg"})
"""The same of the worse of both sides."""

STRAIGHT_180: Final = frozenset({"shoulder_hip_knee_deg"})
"""Features that count the same joint from 180 = straight."""


def corrections(broken: Iterable[Rule], signals: Signals, body: Body) -> tuple[Correction, ...]:
    """Return where the limbs of broken rules should go; rules on anything but a joint's angle have none."""
    return tuple(found for rule in broken for found in _of(rule, signals, body))


def _of(rule: Rule, signals: Signals, body: Body) -> Iterator[Correction]:
    name = rule.feature
    if name is None or name not in NEAR_JOINTS | BOTH_SIDES | STRAIGHT_180:
        return
    wanted_deg = _wanted(rule, signals)
    if wanted_deg != wanted_deg:  # NaN: the joint is not seen now
        return
    if name in STRAIGHT_180:
        wanted_deg = abs(180.0 - wanted_deg)
    fixed, at, moving = get_feature(name).landmarks
    for side in (0, 1) if name in BOTH_SIDES else (body.near,):
        is_deg = flexion_deg(*(body.points[mark + side] for mark in (fixed, at, moving)))
        if name not in BOTH_SIDES or is_deg > wanted_deg:
            yield Correction(fixed + side, at + side, moving + side, wanted_deg)


def _wanted(rule: Rule, signals: Signals) -> float:
    """Return the value of the feature at the limit that is broken [deg]; NaN if not seen, or not an angle."""
    i = signals.index[rule.feature or ""]
    neutral = signals.neutral[i]
    read = signals.reader(rule.feature or "", rule.of)()
    low, high = rule.at_least, rule.at_most
    if read != read or (low is None and high is None):
        return math.nan
    middle = math.inf if high is None else -math.inf if low is None else (low + high) / 2.0
    limit = low if read < middle else high
    if limit is None:
        return math.nan
    if rule.of == "value":
        return limit
    if rule.of == "change":
        return neutral + limit
    return neutral + math.copysign(limit, signals.values[i] - neutral) if rule.of == "size" else math.nan
