"""A silhouette of the wanted posture over the image, to step into. Drawn once, then only laid over each frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.opencv import cv2
from posecoach.drawing.colours import SKY_BLUE, TEXT
from posecoach.drawing.layout import Box
from posecoach.drawing.shapes import ONE, SHIFT, fixed
from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Pose
from posecoach.postures.posture import Rod, Rods
from posecoach.postures.table import POSTURES

TALL: Final = 0.84
"""Height of a standing person in heights of the picture: the whole body with a margin, at 2 to 3 m."""
UPRIGHT: Final = 3.27
"""Height of a standing person in trunk lengths: who sits is drawn at the same distance, and so smaller."""
WIDE: Final = 0.62
"""Length of a person on the floor in widths of the picture."""
FLOOR: Final = 0.93
FLOOR_LOW: Final = 0.84
"""Where the floor is, in heights of the image: for a person standing, and on the floor."""
FILL: Final = 0.42
EDGE: Final = 0.7
"""How much of the picture the body's colour covers, and the shade along its edge."""
SMOOTH: Final = 0.045
"""Joints between limbs are rounded off by this many trunk lengths."""
TURNED_PX_SHARE: Final = 0.35
"""In a view from the side the nose is off the ears' middle by this share of the ears' distance from the trunk."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A posture, the view from which it is seen, and whether the face (on the floor: the head) is at the right."""

    posture: str
    view: str
    to_right: bool = False


@dataclass(frozen=True, slots=True)
class Silhouette:
    """What is laid over a part of the picture: it is multiplied by `keep` / 255, then `light` is added."""

    box: Box
    keep: NDArray[np.uint8]
    light: NDArray[np.uint8]

    def lay_over(self, picture: NDArray[np.uint8]) -> None:
        """Draw in place."""
        part = self.box.of(picture)
        cv2.multiply(part, self.keep, dst=part, scale=1 / 255)
        cv2.add(part, self.light, dst=part)


def make_silhouette(wanted: Wanted, screen_wh: tuple[int, int], unit: float) -> Silhouette | None:
    """Draw a posture for a picture of this size [px]; None if there is no body for it."""
    posture = POSTURES.get(wanted.posture)
    body = None if posture is None else posture.silhouettes.get(wanted.view)
    if posture is None or body is None:
        return None
    width, height = screen_wh
    left, right, top = _bounds(body)
    tall = max(top, UPRIGHT) if top > right - left else top
    scale = min(TALL * height / tall, WIDE * width / (right - left))
    floor = (FLOOR_LOW if posture.level else FLOOR) * height
    mirror = -1.0 if wanted.to_right else 1.0
    middle = (left + right) / 2
    mask = np.zeros((height, width), np.uint8)
    for rod in body:
        start, end = (
            (width / 2 + mirror * (x - middle) * scale, floor - y * scale) for x, y in (rod.start, rod.end)
        )
        _draw_rod(mask, Rod(start, rod.start_radius * scale, end, rod.end_radius * scale))
    cv2.GaussianBlur(mask, (0, 0), SMOOTH * scale, dst=mask)
    return _tinted(mask, unit)


def facing_right(pose: Pose, before: bool) -> bool:
    """Return whether the person's face, or on the floor the head, is at the right of the mirrored picture.

    `before` is the last answer, kept where it cannot be told.
    """
    x = pose.image_px[:, 0].astype(float)
    y = pose.image_px[:, 1].astype(float)
    shoulders = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]
    hips = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
    across = float(x[shoulders].mean() - x[hips].mean())
    along = float(y[hips].mean() - y[shoulders].mean())
    trunk = float(np.hypot(across, along))
    if abs(across) < 0.7 * trunk:  # upright
        ears = float(x[[Landmark.LEFT_EAR, Landmark.RIGHT_EAR]].mean())
        across = float(x[Landmark.NOSE]) - ears
        if not abs(across) > TURNED_PX_SHARE * 0.3 * trunk:
            return before
    # The picture is a mirror: what is at the right of the source is at the left of the screen.
    return across < 0 if across == across else before


def _bounds(body: Rods) -> tuple[float, float, float]:
    """Return left, right and top."""
    ends = [(rod.start, rod.start_radius) for rod in body] + [(rod.end, rod.end_radius) for rod in body]
    return (
        min(x - r for (x, _), r in ends),
        max(x + r for (x, _), r in ends),
        max(y + r for (_, y), r in ends),
    )


def _draw_rod(mask: NDArray[np.uint8], rod: Rod) -> None:
    """Draw two discs and what lies between them."""
    (ax, ay), (bx, by) = rod.start, rod.end
    length = max(float(np.hypot(bx - ax, by - ay)), 1e-6)
    nx, ny = (by - ay) / length, (ax - bx) / length
    a, b = rod.start_radius, rod.end_radius
    corners = (
        (ax + a * nx, ay + a * ny),
        (bx + b * nx, by + b * ny),
        (bx - b * nx, by - b * ny),
        (ax - a * nx, ay - a * ny),
    )
    cv2.fillConvexPoly(mask, np.array([fixed(at) for at in corners], np.int32), 255, cv2.LINE_AA, SHIFT)
    for at, radius in ((rod.start, a), (rod.end, b)):
        cv2.circle(mask, fixed(at), round(radius * ONE), 255, cv2.FILLED, cv2.LINE_AA, SHIFT)


def _tinted(mask: NDArray[np.uint8], unit: float) -> Silhouette:
    """Make a soft body with a light edge from a blurred mask."""
    inside = cv2.threshold(mask, 127, 255, cv2.THRESH_BINARY)[1]
    edges, _ = cv2.findContours(inside, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    body = (inside > 0).astype(np.float32) * FILL
    line = np.zeros(mask.shape, np.uint8)
    dark = np.zeros(mask.shape, np.uint8)
    cv2.drawContours(dark, edges, -1, 255, max(round(1.3 * unit), 3), cv2.LINE_AA)
    cv2.drawContours(line, edges, -1, 255, max(round(0.6 * unit), 1), cv2.LINE_AA)
    left, top, width, height = cv2.boundingRect(dark)
    box = Box(left, top, width, height)
    cut = (slice(top, top + height), slice(left, left + width))
    edge, fill = line[cut][..., None] / 255.0, body[cut][..., None]
    covered = np.maximum(np.maximum(edge, fill), dark[cut][..., None] / 255.0 * EDGE)
    keep = np.broadcast_to(255 * (1 - covered), (*covered.shape[:2], 3))
    light = edge * TEXT + (1 - edge) * fill * SKY_BLUE
    return Silhouette(box, keep.round().astype(np.uint8), light.round().astype(np.uint8))
