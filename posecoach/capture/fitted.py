"""A picture of any size brought into a buffer of another one, its shape kept."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.opencv import cv2


def fit_into(picture: NDArray[np.uint8], out: NDArray[np.uint8]) -> None:
    """Scale a picture, (H, W, 3) uint8 BGR, into the middle of `out`, black around it: stretching would bend angles."""
    (height, width), (out_h, out_w) = picture.shape[:2], out.shape[:2]
    scale = min(out_w / width, out_h / height)
    inner_w, inner_h = max(round(width * scale), 1), max(round(height * scale), 1)
    left, top = (out_w - inner_w) // 2, (out_h - inner_h) // 2
    out[:] = 0
    out[top : top + inner_h, left : left + inner_w] = cv2.resize(picture, (inner_w, inner_h))
