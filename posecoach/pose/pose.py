"""The value that crosses the seam: what was seen of the person in one frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from posecoach.pose.coco import from_coco_17
from posecoach.pose.landmarks import LANDMARK_COUNT, Landmark

NoPicture = Literal["", "frozen", "black", "green", "plain"]
"""Why a frame shows nothing: it is frozen, or all black, green or another colour; "" if it shows something."""


@dataclass(frozen=True, slots=True)
class Pose:
    """One person in one frame; all NaN when nobody was seen. The arrays are read-only by convention.

    t_s: media time [s].
    image_px: (33, 2) float32, x right, y down, in pixels of the source's frame.
    world_m: (33, 3) float32, aligned with the camera: x right, y down, z away [m], origin between the hips. All NaN
        where the pose's maker knows no depth.
    visibility: (33,) float32, 0..1. Not proof: it stays near 1 for hidden joints (mediapipe issue 5197).
    back_outline: (40,) float32, height of the mask's upper edge over the line from the near shoulder to the
        near hip, in units of that line's length; None if it was not asked for, NaN where no edge is seen.
    size_wh: width and height of the source's frame [px]; a landmark outside of it was guessed, not seen.
        (0, 0) if unknown.
    no_picture: why the frame shows nothing, and so nobody. Not recorded.
    """

    t_s: float
    image_px: NDArray[np.float32]
    world_m: NDArray[np.float32]
    visibility: NDArray[np.float32]
    back_outline: NDArray[np.float32] | None = None
    size_wh: tuple[int, int] = (0, 0)
    no_picture: NoPicture = ""

    @property
    def seen(self) -> bool:
        """Whether a person was found in the frame."""
        nose = self.image_px[0, 0]
        return bool(nose == nose) or not bool(np.isnan(self.image_px).all())  # NaN is not equal to itself

    @property
    def trunk_px(self) -> float:
        """Length of the trunk in the frame, from shoulder to hip on the side where it looks longer [px]."""
        return max(
            float(np.hypot(*(self.image_px[shoulder] - self.image_px[hip])))
            for shoulder, hip in (
                (Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP),
                (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_HIP),
            )
        )

    @classmethod
    def nobody(cls, t_s: float, no_picture: NoPicture = "") -> Pose:
        """Return the pose of a frame in which nobody was seen."""
        return cls(t_s, _NOBODY_2D, _NOBODY_3D, _NOBODY_1D, no_picture=no_picture)

    @classmethod
    def from_mediapipe(cls, result: Any, t_s: float, size_wh: tuple[int, int]) -> Pose:
        """Return the pose of the first person in what MediaPipe's own pose landmarker returns.

        result: a PoseLandmarkerResult, or what the older `solutions.pose` returns. t_s: media time of the frame [s].
        size_wh: width and height of the frame [px]. With segmentation masks in it, the pose carries the outline of the
        back. Raises ValueError for anything else.
        """
        from posecoach.pose.mediapipe.result import first_person
        from posecoach.pose.outline import outline_from_mask

        person = first_person(result)
        if person is None:
            return cls.nobody(t_s)
        image_px = person.image[:, :2] * np.array(size_wh, np.float32)
        if not (np.isfinite(image_px).all() and np.isfinite(person.world_m).all()):
            return cls.nobody(t_s)  # a network that gives no numbers has seen nobody
        outline = None
        if person.mask is not None:
            outline = outline_from_mask(person.mask, image_px, person.world_m, size_wh)
        return cls(t_s, image_px, person.world_m, person.image[:, 2].copy(), outline, size_wh)

    @classmethod
    def from_coco17(cls, keypoints: ArrayLike, t_s: float, size_wh: tuple[int, int]) -> Pose:
        """Return a pose from the 17 points of COCO, which have no depth.

        keypoints: (17, 3) x [px], y [px] and score (0 = not found), in the order of COCO. t_s: media time of the frame
        [s]. size_wh: width and height of the frame [px]. What needs depth, the feet or the outline of the back is not
        seen in such a pose, and cannot be judged. Raises ValueError for another shape.
        """
        image_px, visibility = from_coco_17(keypoints)
        return cls(t_s, image_px, _NOBODY_3D, visibility, None, size_wh)


def _constant_nan(*shape: int) -> NDArray[np.float32]:
    array = np.full(shape, np.nan, np.float32)
    array.flags.writeable = False
    return array


_NOBODY_2D = _constant_nan(LANDMARK_COUNT, 2)
_NOBODY_3D = _constant_nan(LANDMARK_COUNT, 3)
_NOBODY_1D = _constant_nan(LANDMARK_COUNT)
