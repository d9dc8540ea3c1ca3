"""The back's edge from frame to frame: what is behind the person may stick out over a part of it for a while."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

TORN_STEP: Final = 0.09
"""Trunk lengths between two neighbouring points of the edge: 0.04 at most over nearly all frames of rendered and
recorded cats and cows, 0.25 while somebody walks past behind."""

LEAP: Final = 0.05
"""Trunk lengths by which a point of the back moves from one frame to the next at most: a quick cat moves it by 0.3 a
second. What moves further is not the back."""

WHOLE_SHARE: Final = 0.6
MEND_S: Final = 1.0
"""An edge is mended while at least this share of it is still the back's, and for so long: the legs of somebody who
walks past cover a point for half a second."""

Edge = NDArray[np.float32]


class BackEdge:
    """Tells whether an edge is the back's, and mends one that is partly something else's."""

    __slots__ = ("_last", "_whole_s")

    def __init__(self) -> None:
        """Begin without an edge."""
        self._last: Edge | None = None
        self._whole_s = math.nan

    def believed(self, t_s: float, edge: Edge) -> Edge | None:
        """Return an edge (40,) [trunk lengths] as it is, mended, or None if it is not to be believed.

        The part that leapt since the frame before goes on as it was, moved with the rest.
        """
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
