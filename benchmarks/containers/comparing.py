"""What is seen in a variant of a video, compared with the original frame by frame."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.containers.making import Variant
from posecoach.capture.frame import frames
from posecoach.capture.video import VideoFile
from posecoach.errors import VideoError

SHRUNK: Final = 8
"""Frames are compared smaller by this, so that those of a whole video fit into memory. Means of areas, so that it does
not matter how they are turned."""

ROUNDED: Final = 1
"""Grey levels by which means of the same pixels may differ."""

ENCODED_LEVELS: Final = 4.0
"""Mean grey levels by which a frame that was encoded anew may differ: the landmarks stay where they are."""

Images = Sequence[NDArray[np.uint8]]


@dataclass(frozen=True, slots=True)
class Watched:
    """What is seen in a video: the frames made smaller, their media times [s], and what is said to be missing [s]."""

    images: Images
    times_s: Sequence[float]
    missing_s: float


def watch(path: Path) -> Watched:
    """Look at a whole video. Raises VideoError."""
    images: list[NDArray[np.uint8]] = []
    times_s: list[float] = []
    with closing(VideoFile(path)) as video:
        size_wh = video.size_wh[0] // SHRUNK, video.size_wh[1] // SHRUNK
        for frame in frames(video):
            images.append(np.asarray(cv2.resize(frame.bgr, size_wh, interpolation=cv2.INTER_AREA), np.uint8))
            times_s.append(frame.t_s)
        return Watched(images, times_s, video.missing_s)


def wrong(path: Path, variant: Variant, original: Watched) -> str:
    """Return what is wrong with how a variant is read; "" if nothing is."""
    try:
        seen = watch(path)
    except VideoError as error:
        told = str(error)
        return (
            "" if variant.refusal and variant.refusal in told else f"refused: {told.removeprefix(str(path))}"
        )
    if variant.refusal:
        return f"read, though it should be refused: {variant.refusal}"
    if len(seen.images) != len(variant.frames):
        return f"{len(seen.images)} frames, not {len(variant.frames)}"
    if seen.missing_s:
        return f"{seen.missing_s:.2f} s are said to be missing"
    interval_s = float(np.median([after - before for before, after in pairwise(original.times_s)]))
    late_s = max(abs(a - b) for a, b in zip(seen.times_s, variant.times_s, strict=True))
    if late_s > interval_s:
        return f"a frame is off by {late_s:.3f} s"
    return _other_images(seen.images, variant, original.images)


def _other_images(images: Images, variant: Variant, originals: Images) -> str:
    for number, image in zip(variant.frames, images, strict=True):
        expected = np.rot90(originals[number], variant.quarters)
        if image.shape != expected.shape:
            return f"frames of {image.shape[:2]} once made smaller, not of {expected.shape[:2]}"
        apart = np.abs(image.astype(np.int16) - expected)
        if variant.exact and apart.max() > ROUNDED:
            return f"frame {number} differs by {apart.max()} levels"
        if apart.mean() > ENCODED_LEVELS:
            return f"frame {number} differs by {apart.mean():.1f} levels in the mean"
    return ""
