"""Shapes that the parts of the screen share: rounded boxes, and the signs that go with a severity."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.opencv import cv2
from posecoach.drawing.colours import Bgr
from posecoach.drawing.type import line
from posecoach.features.geometry import Point

Image = NDArray[np.uint8]
"""(H, W, 3), BGR."""

Sign = Literal["correct", "stop", "done"]

SHIFT: Final = 4
ONE: Final = 1 << SHIFT
"""OpenCV draws at sixteenths of a pixel, so that slow movement does not jump."""


def fixed(point: Point) -> tuple[int, int]:
    """Return a place [px] in the fixed-point numbers that OpenCV draws with (`shift=SHIFT`)."""
    return round(point[0] * ONE), round(point[1] * ONE)


def disc(picture: NDArray[np.uint8], centre: Point, radius: float, colour: Bgr) -> None:
    """Draw a filled circle in place [px]."""
    cv2.circle(picture, fixed(centre), round(radius * ONE), colour, cv2.FILLED, cv2.LINE_AA, SHIFT)


def polygon(picture: NDArray[np.uint8], corners: NDArray[np.float64], colour: Bgr) -> None:
    """Draw a filled polygon, (n, 2) [px], in place."""
    cv2.fillPoly(picture, [np.round(corners * ONE).astype(np.int32)], colour, cv2.LINE_AA, SHIFT)


def arc(
    picture: NDArray[np.uint8], centre: Point, radius: float, degrees: float, colour: Bgr, width: float
) -> None:
    """Draw a part of a circle in place, clockwise from the top [px]."""
    if degrees > 0:
        axes = (round(radius * ONE), round(radius * ONE))
        cv2.ellipse(
            picture,
            fixed(centre),
            axes,
            -90,
            0,
            degrees,
            colour,
            max(round(width), 1),
            cv2.LINE_AA,
            SHIFT,
        )


def rounded(picture: NDArray[np.uint8], fill: Bgr, radius: int) -> None:
    """Fill a part of the canvas in place, leaving its corners."""
    height, width = picture.shape[:2]
    radius = min(radius, height // 2, width // 2)
    cv2.rectangle(picture, (radius, 0), (width - 1 - radius, height - 1), fill, cv2.FILLED)
    cv2.rectangle(picture, (0, radius), (width - 1, height - 1 - radius), fill, cv2.FILLED)
    for x in (radius, width - 1 - radius):
        for y in (radius, height - 1 - radius):
            cv2.circle(picture, (x, y), radius, fill, cv2.FILLED, cv2.LINE_AA)


def draw_sign(
    picture: NDArray[np.uint8], centre: Point, radius: float, sign: Sign, fill: Bgr, ink: Bgr
) -> None:
    """Draw in place: a triangle for a correction, an octagon for a stop, both with !, a disc with a tick for done."""
    x, y = centre
    if sign == "done":
        disc(picture, centre, radius, ink)
        tick = np.array(((-0.45, 0.05), (-0.12, 0.38), (0.48, -0.32))) * radius + (x, y)
        points = [np.round(tick * ONE).astype(np.int32)]
        cv2.polylines(picture, points, False, fill, max(round(radius / 5), 2), cv2.LINE_AA, SHIFT)
        return
    corners, start = (8, np.pi / 8) if sign == "stop" else (3, -np.pi / 2)
    angles = start + np.arange(corners) * 2 * np.pi / corners
    if sign == "correct":
        y += int(radius) // 5  # a triangle's middle is lower than that of the circle round it
    polygon(picture, np.stack((x + radius * np.cos(angles), y + radius * np.sin(angles)), axis=1), ink)
    mark = line("!", 0.75 * radius, 2 * radius)
    mark.draw(picture, x - mark.width_px / 2, y + 0.375 * radius, fill)
