"""The skeleton: near limbs brighter, joints that break a rule in the fault's colour and shape; the back's outline."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.opencv import cv2
from posecoach.drawing.colours import BACKGROUND, BLUE, SKY_BLUE, TEXT, Bgr
from posecoach.drawing.shapes import SHIFT, disc, fixed
from posecoach.features.geometry import Point
from posecoach.pose.landmarks import BONES, Landmark
from posecoach.pose.outline import FIRST_SHARE, OUTLINE_POINTS
from posecoach.pose.pose import Pose

Near = Literal["left", "right", "both"]

BODY: Final = frozenset(landmark for bone in BONES for landmark in bone)
"""Landmarks that get a joint of their own."""
LEFT: Final = frozenset(landmark for landmark in Landmark if "LEFT" in landmark.name)
RIGHT: Final = frozenset(landmark for landmark in Landmark if "RIGHT" in landmark.name)
SHOULDERS: Final = (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER)
HIPS: Final = (Landmark.LEFT_HIP, Landmark.RIGHT_HIP)
KNEES: Final = (Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE)
EARS: Final = (Landmark.LEFT_EAR, Landmark.RIGHT_EAR)
"""The line between the middles of shoulders and ears is drawn as the neck, which has no landmark."""

TURNED_M: Final = 0.10
FACING_M: Final = 0.05
"""One side is drawn as the far one when its shoulder and hip are this much farther away, until they differ by
less than the second. With 0.3 m between the sides these are turns of 20 and 10 degrees. For the eye only."""

KNEE_BELOW_HIP: Final = 0.3
"""In trunk widths; about 0.8 on hands and knees, negative when lying."""

_SHARES: Final = np.linspace(FIRST_SHARE, 1.0, OUTLINE_POINTS)
_EVEN: Final = np.array((1, 2, 3, 2, 1)) / 9
Points = list[Point | None]
Ends = tuple[Point | None, Point | None]


@dataclass(frozen=True, slots=True)
class Marks:
    """What to paint in the fault's colour: landmark indices, and the colour."""

    faulty: Collection[int]
    colour: Bgr


def near_side(pose: Pose, before: Near) -> Near:
    """Return the person's side that is nearer to the camera; `before` is the last answer, kept in doubt."""
    left, right = (Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP), (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_HIP)
    farther_m = float(pose.world_m[left, 2].mean() - pose.world_m[right, 2].mean())
    if abs(farther_m) > TURNED_M:
        return "right" if farther_m > 0 else "left"
    return "both" if abs(farther_m) < FACING_M else before


def back_px(pose: Pose) -> NDArray[np.float32]:
    """Return the back's outline, evened out for the eye, in the source's frame, (40, 2) [px].

    It is empty if it was not requested, and if the upper edge of the trunk is not the back: when a person lies
    on it, the knees are not below the hips.
    """
    nothing = np.empty((0, 2), np.float32)
    if pose.back_outline is None:
        return nothing
    depths = pose.world_m[list(SHOULDERS), 2] + pose.world_m[list(HIPS), 2]
    near = int(depths[1] < depths[0])
    shoulder, hip, knee = (pose.image_px[pair[near]] for pair in (SHOULDERS, HIPS, KNEES))
    along = hip - shoulder
    level = abs(along[0]) > abs(along[1])
    if not (level and knee[1] - hip[1] > KNEE_BELOW_HIP * abs(along[0])):
        return nothing
    up = np.array((along[1], -along[0])) if along[0] > 0 else np.array((-along[1], along[0]))
    # The heights go in steps of a pixel of the mask, which looks like a saw.
    heights = np.convolve(np.pad(pose.back_outline, 2, mode="edge"), _EVEN, mode="valid")
    places = shoulder + np.outer(_SHARES, along) + np.outer(heights, up)
    return np.asarray(places, np.float32)


def on_screen(
    places_px: NDArray[np.float32], source_wh: tuple[int, int], screen_wh: tuple[int, int]
) -> Points:
    """Return where a mirrored and scaled image shows places, (n, 2), None where not seen [px]."""
    (width, height), (screen_w, screen_h) = source_wh, screen_wh
    points: Points = []
    for x, y in places_px.tolist():
        # Pixel centres, not corners, keep their place when a picture is scaled.
        across = (width - 0.5 - x) * screen_w / width - 0.5
        down = (y + 0.5) * screen_h / height - 0.5
        # Points far outside the image were guessed; OpenCV's fixed-point drawing would overflow on them.
        inside = -screen_w < across < 2 * screen_w and -screen_h < down < 2 * screen_h
        points.append((across, down) if inside else None)
    return points


def draw_back(picture: NDArray[np.uint8], points: Points, unit: float) -> None:
    """Draw the outline of the back in place, with gaps where it was not seen.

    Every third point, with the first and the last, is as smooth for the eye and a third of the work.
    """
    points = points[::3]
    for colour, width in ((BACKGROUND, 1.25 * unit), (TEXT, 0.6 * unit)):
        _lines(picture, pairwise(points), colour, max(round(width), 1))


def draw_skeleton(picture: NDArray[np.uint8], points: Points, near: Near, marks: Marks, unit: float) -> None:
    """Draw in place, leaving out landmarks that are None; line widths follow `unit` [px]."""
    far_side = {"left": RIGHT, "right": LEFT, "both": frozenset[Landmark]()}[near]
    far = [bone for bone in BONES if far_side.issuperset(bone)]
    close = [bone for bone in BONES if not far_side.issuperset(bone)]
    faulty = [bone for bone in BONES if bone[0] in marks.faulty and bone[1] in marks.faulty]
    thin, thick = max(round(0.45 * unit), 1), max(round(0.75 * unit), 2)
    _lines(picture, _ends(points, far), BLUE, thin)
    neck = (_middle(points, SHOULDERS), _middle(points, EARS))
    for colour, width in ((BACKGROUND, thick + max(round(0.5 * unit), 2)), (SKY_BLUE, thick)):
        _lines(picture, [*_ends(points, close), neck], colour, width)
    _lines(picture, _ends(points, faulty), marks.colour, thick + max(round(0.25 * unit), 1))
    for joint in BODY - far_side:
        if joint not in marks.faulty and (at := points[joint]) is not None:
            disc(picture, at, 0.75 * unit, TEXT)
    for index in marks.faulty:
        if (at := points[index]) is not None:
            _diamond(picture, at, 2.7 * unit, BACKGROUND)
            _diamond(picture, at, 2.1 * unit, marks.colour)


def _middle(points: Points, pair: tuple[int, int]) -> Point | None:
    a, b = points[pair[0]], points[pair[1]]
    return None if a is None or b is None else ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)


def _ends(points: Points, bones: Iterable[tuple[int, int]]) -> list[Ends]:
    return [(points[start], points[end]) for start, end in bones]


def _lines(picture: NDArray[np.uint8], ends: Iterable[Ends], colour: Bgr, width: int) -> None:
    lines = [np.array((fixed(a), fixed(b)), np.int32) for a, b in ends if a is not None and b is not None]
    if lines:
        cv2.polylines(picture, lines, False, colour, width, cv2.LINE_AA, SHIFT)


def _diamond(picture: NDArray[np.uint8], at: Point, radius: float, colour: Bgr) -> None:
    x, y = at
    corners = [
        fixed(corner) for corner in ((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y))
    ]
    cv2.fillConvexPoly(picture, np.array(corners, np.int32), colour, cv2.LINE_AA, SHIFT)
