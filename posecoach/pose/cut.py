"""Whether a frame follows the one before, or the film was cut between them."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

EVERY_PX: Final = 16
"""One pixel in this many is compared, across and down, in the size for inference: 1,200 of 640x480."""

OTHER_LEVELS: Final = 24
"""By how many of 256 grey levels a pixel shows something else: compression and sensors leave 5 levels of noise."""

CUT_SHARE: Final = 0.1
"""Share of the pixels that show something else after a cut. From one frame to the next it is at most 0.042 in the
sample videos and three films of real people, 0.084 if four frames in five are missing. One sample after another,
somebody in another posture in the very same room, gives 0.107 to 0.18, in other rooms up to 0.78."""

CALM: Final = 3.0
"""The frame before has to change by less, by this factor: a camera that is carried or a flickering light is no cut."""


class CutWatch:
    """Follows the frames of a source, small and of one colour each."""

    def __init__(self) -> None:
        """Begin without a frame."""
        self._before: NDArray[np.uint8] | None = None
        self._share = 0.0

    def is_cut(self, picture: NDArray[np.uint8]) -> bool:
        """Take in the next frame, (H, W, 3) in the size for inference; return whether it begins another film."""
        now, before = picture[::EVERY_PX, ::EVERY_PX, 1].copy(), self._before
        share_before, self._before = self._share, now
        if before is None or before.shape != now.shape:
            self._share = 0.0
            return before is not None
        apart = np.maximum(now, before) - np.minimum(now, before)
        self._share = int(np.count_nonzero(apart > OTHER_LEVELS)) / now.size
        return self._share > max(CUT_SHARE, CALM * share_before)
