"""How light each pixel of a decoded frame is: known at no cost, long before anybody wants to see its colours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.opencv import cv2


@dataclass(frozen=True, slots=True)
class Luma:
    """A view of the luma of a frame, (H, W) of whole numbers, as it is stored: not turned, not stretched.

    black, white: the levels that stand for these.
    """

    levels: NDArray[Any]
    black: int
    white: int

    def grey(self, part: NDArray[Any]) -> NDArray[np.uint8]:
        """Return levels, taken from these, as grey from 0 to 255: what the colours would give, within a level."""
        share = 255.0 / (self.white - self.black)
        lit = np.maximum(part, self.black)
        return np.asarray(cv2.convertScaleAbs(lit, alpha=share, beta=-share * self.black), np.uint8)
