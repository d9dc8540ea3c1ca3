"""How far a body moves from one pose to the next."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Pose

STEP: Final = 0.08
"""`auto` looks at a person again once they have moved so far [trunk lengths]. With 0.03 to 0.12 as many verdicts on the
sample videos differ from those of all frames, 4 of 511; of recorded people 6, 4 and 11 of 317 with 0.06, 0.08 and 0.1:
what is left out of quick movements is spent on still people."""

_BODY: Final = [landmark for landmark in Landmark if landmark >= Landmark.LEFT_SHOULDER]
_FASTEST_SHARE: Final = 90
"""Percentile of the landmarks' ways that counts as the body's: one landmark may jump."""


def way_between(before: Pose | None, now: Pose) -> float:
    """Return how far the body is from where it was [trunk lengths]; infinite where that cannot be told."""
    if not now.seen:
        return 0.0 if before is not None and not before.seen else math.inf
    if before is None or not before.seen:
        return math.inf
    with np.errstate(over="ignore", invalid="ignore"):  # a landmark may be anywhere
        steps = (now.image_px - before.image_px)[_BODY]
        way = _fastest(np.hypot(steps[:, 0], steps[:, 1])) / max(now.trunk_px, 1.0)
    return way if math.isfinite(way) else math.inf


def _fastest(ways: NDArray[np.float32]) -> float:
    """Return the percentile of some ways that counts, NaN if one is: numpy's own takes 25 times as long for so few."""
    ordered = np.sort(ways)
    place = _FASTEST_SHARE / 100.0 * (ordered.size - 1)
    below, above = ordered[int(place)], ordered[int(place) + 1]
    return float(above - (above - below) * np.float32(1.0 - place % 1.0)) if ordered[-1] >= 0.0 else math.nan
