"""The 17 points of COCO among the 33 landmarks: what most other pose models deliver.

Order: Lin et al., "Microsoft COCO: Common Objects in Context" (https://cocodataset.org/#keypoints-2020).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from posecoach.pose.landmarks import LANDMARK_COUNT, Landmark

COCO_17: Final[tuple[Landmark, ...]] = (
    Landmark.NOSE,
    Landmark.LEFT_EYE,
    Landmark.RIGHT_EYE,
    Landmark.LEFT_EAR,
    Landmark.RIGHT_EAR,
    Landmark.LEFT_SHOULDER,
    Landmark.RIGHT_SHOULDER,
    Landmark.LEFT_ELBOW,
    Landmark.RIGHT_ELBOW,
    Landmark.LEFT_WRIST,
    Landmark.RIGHT_WRIST,
    Landmark.LEFT_HIP,
    Landmark.RIGHT_HIP,
    Landmark.LEFT_KNEE,
    Landmark.RIGHT_KNEE,
    Landmark.LEFT_ANKLE,
    Landmark.RIGHT_ANKLE,
)
"""Left and right are the person's own, as here."""

_PLACES: Final = [int(landmark) for landmark in COCO_17]


def from_coco_17(keypoints: ArrayLike) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return (33, 2) landmarks [px] and (33,) visibility; NaN and 0 where COCO has no such point, or none was found.

    keypoints: (17, 3) x [px], y [px], score. A score of 0 means that the point was not found; more than 1 (COCO's own
    labels say 2) counts as 1. Raises ValueError for another shape.
    """
    points = np.asarray(keypoints, np.float32)
    if points.shape != (len(COCO_17), 3):
        raise ValueError(f"keypoints are {points.shape}, expected (17, 3): x [px], y [px] and score of each")
    found = np.isfinite(points).all(axis=1) & (points[:, 2] > 0.0)
    image_px = np.full((LANDMARK_COUNT, 2), np.nan, np.float32)
    visibility = np.zeros(LANDMARK_COUNT, np.float32)
    image_px[_PLACES] = np.where(found[:, None], points[:, :2], np.nan)
    visibility[_PLACES] = np.where(found, np.clip(points[:, 2], 0.0, 1.0), 0.0)
    return image_px, visibility
