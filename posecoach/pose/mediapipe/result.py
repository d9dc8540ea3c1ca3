"""What MediaPipe's own Python interface returns, as arrays: for programs that run the landmarker themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posecoach.pose.landmarks import LANDMARK_COUNT

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Person:
    """The first person of a result.

    image: (33, 3) x and y as shares of the width and height, and visibility. world_m: (33, 3) [m]. mask: (H, W) how
    surely a pixel is the person, or None; it is the library's own memory, which `result` keeps.
    """

    image: Floats
    world_m: Floats
    mask: Floats | None
    result: Any


def first_person(result: Any) -> Person | None:
    """Return the first person in a PoseLandmarkerResult, or in what `solutions.pose` returns; None if there is none.

    Raises ValueError for anything else.
    """
    try:
        image, world = (_marks(getattr(result, name)) for name in ("pose_landmarks", "pose_world_landmarks"))
        masks = getattr(result, "segmentation_masks", None)
    except AttributeError as error:
        raise ValueError(f"{type(result).__name__} is no result of MediaPipe's pose landmarker") from error
    if image is None or world is None:
        return None
    marks = np.array([(mark.x, mark.y, mark.visibility) for mark in image], np.float32)
    world_m = np.array([(mark.x, mark.y, mark.z) for mark in world], np.float32)
    if not len(marks) == len(world_m) == LANDMARK_COUNT:
        raise ValueError(f"the result has {len(marks)} landmarks, expected {LANDMARK_COUNT}")
    mask = np.asarray(masks[0].numpy_view(), np.float32) if masks else None
    return Person(marks, world_m, mask, result)


def _marks(found: Any) -> Any:
    """Return the landmarks of the first person: a list of lists, or one list inside of a message."""
    if not found:
        return None
    return found.landmark if hasattr(found, "landmark") else found[0]
