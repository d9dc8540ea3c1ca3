"""The value that crosses the seam: what was seen of the person in one frame."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecoach.pose.landmarks import LANDMARK_COUNT

OUTLINE_POINTS = 40
"""Number of points of the back's outline, evenly from 0.05 of the way shoulder to hip to the hip itself."""


@dataclass(frozen=True, slots=True)
class Pose:
    """One person in one frame; all NaN when nobody was seen. The arrays are read-only by convention.

    t_s: media time [s].
    image_px: (33, 2) float32, x right, y down, in pixels of the source's frame.
    world_m: (33, 3) float32, aligned with the camera: x right, y down, z away [m], origin between the hips.
    visibility: (33,) float32, 0..1. Not proof: it stays near 1 for hidden joints (mediapipe issue 5197).
    back_outline: (40,) float32, height of the mask's upper edge over the line from the near shoulder to the
        near hip, in units of that line's length; None if it was not asked for, NaN where no edge is seen.
    size_wh: width and height of the source's frame [px]; a landmark outside of it was guessed, not seen.
        (0, 0) if unknown.
    """

    t_s: float
    image_px: NDArray[np.float32]
    world_m: NDArray[np.float32]
    visibility: NDArray[np.float32]
    back_outline: NDArray[np.float32] | None = None
    size_wh: tuple[int, int] = (0, 0)

    @property
    def seen(self) -> bool:
        """Whether a person was found in the frame."""
        return bool(self.image_px[0, 0] == self.image_px[0, 0])  # NaN is not equal to itself

    @classmethod
    def nobody(cls, t_s: float) -> Pose:
        """Return the pose of a frame in which nobody was seen."""
        return cls(t_s, _NOBODY_2D, _NOBODY_3D, _NOBODY_1D, None)


def _constant_nan(*shape: int) -> NDArray[np.float32]:
    array = np.full(shape, np.nan, np.float32)
    array.flags.writeable = False
    return array


_NOBODY_2D = _constant_nan(LANDMARK_COUNT, 2)
_NOBODY_3D = _constant_nan(LANDMARK_COUNT, 3)
_NOBODY_1D = _constant_nan(LANDMARK_COUNT)
