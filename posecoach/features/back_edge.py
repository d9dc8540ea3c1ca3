"""The back's edge from frame to frame: something behind the person may stick out over part of it for a while."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

TORN_STEP: Final = 0.09
"""Trunk lengths between two neighbouring points of the edge: 0.04 at most over nearly all frames of rendered and
recorded cats and cows, 0.25 while another person walks past behind."""

HEAD_DROP: Final = 0.065
HEAD_STEPS: Final = 3
HEAD_POINTS: Final = 18
"""A raised head or loose hair stands over the back's first points: from there the edge falls by HEAD_DROP within
HEAD_STEPS points. Backs fall by 0.03 to 0.045 there (recorded cats and cows), hair by 0.07 to 0.15; it hid up to the
first 14 of the 40 points of two people's cows."""

SHAPE_S: Final = 10.0
"""The shape of a hidden part is remembered for this long: a cow is held for a few seconds."""

NO_BODY: Final = 1e6
"""No back is so many of its own lengths high."""

BESIDE_POINTS: Final = 8
"""The number of points beside a hidden part that give its slope: a fifth of the trunk."""

LEAP: Final = 0.05
"""Most trunk lengths that a point of the back moves from one frame to the next: a quick cat moves it by 0.3 a second.
Anything that moves further is not the back."""

WHOLE_SHARE: Final = 0.6
MEND_S: Final = 1.0
"""An edge is repaired while at least this share of it is still the back's, and for this long: the legs of a person
walking past cover a point for half a second."""

Edge = NDArray[np.float32]


class BackEdge:
    """Tells whether an edge is the back's, and repairs one that is partly something else's."""

    __slots__ = ("_free", "_free_s", "_last", "_whole_s")

    def __init__(self) -> None:
        """Begin without an edge."""
        self._last: Edge | None = None
        self._free: Edge | None = None
        self._free_s = math.nan
        self._whole_s = math.nan

    def believed(self, t_s: float, edge: Edge) -> Edge | None:
        """Return an edge (40,) [trunk lengths] as it is, repaired, or None if it cannot be trusted.

        A part hidden by head or hair keeps the shape in which it was last seen, or is as straight as the back beside
        it. A part that has leapt since the last frame stays as it was, moved with the rest.
        """
        hidden = hidden_by_head(edge)
        if hidden:
            recent = t_s - self._free_s <= SHAPE_S
            edge = without_head(edge, hidden, self._free if recent else None)
        else:
            self._free, self._free_s = edge, t_s
        if float(np.abs(edge[1:] - edge[:-1]).max()) <= TORN_STEP:  # also false for NaN
            self._last, self._whole_s = edge, t_s
            return edge
        if self._last is None or not t_s - self._whole_s <= MEND_S:
            return None
        step = edge - self._last
        same = np.abs(step) < LEAP  # false for NaN
        if np.count_nonzero(same) < WHOLE_SHARE * len(edge):
            return None
        self._last = np.where(same, edge, self._last + np.median(step[same])).astype(np.float32)
        return self._last


def hidden_by_head(edge: Edge) -> int:
    """Return how many of the first points of an edge a head or hair stands over; 0 if none."""
    drops = edge[:HEAD_POINTS] - edge[HEAD_STEPS : HEAD_POINTS + HEAD_STEPS] > HEAD_DROP  # false for NaN
    if not drops.any():
        return 0
    last = int(np.flatnonzero(drops)[-1])
    free = last + HEAD_STEPS
    # Whatever rises over the middle of the back is a person behind it.
    return free if np.min(edge[: last + 1]) > edge[free] + HEAD_DROP / 2.0 else 0


def without_head(edge: Edge, hidden: int, shape: Edge | None) -> Edge:
    """Return an edge whose hidden points follow a shape that was seen, or go on straight if there is none."""
    seen = edge.copy()
    if shape is not None and not np.isnan(shape[: hidden + 1]).any():
        seen[:hidden] = shape[:hidden] + (edge[hidden] - shape[hidden])
    else:
        slope = float(np.polyfit(np.arange(BESIDE_POINTS), edge[hidden : hidden + BESIDE_POINTS], 1)[0])
        way = float(edge[hidden]) + slope * np.arange(-hidden, 0)
        seen[:hidden] = np.where(np.abs(way) < NO_BODY, way, np.nan)  # NaN for NaN: then nothing is trusted
    return seen
