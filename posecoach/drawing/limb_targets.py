"""The limb drawn where it should go: dashed, with an arrow from where it is, so that nobody takes it for the limb."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.opencv import cv2
from posecoach.drawing.colours import BLACK, YELLOW, Bgr
from posecoach.drawing.shapes import (
    ONE,
    SHIFT,
    disc,
    fixed,
)
from posecoach.drawing.skeleton import Points
from posecoach.features.geometry import Point
from posecoach.state import Correction

LEAST_TURN_DEG: Final = 6.0
"""A limb this near to where it should go is there for the eye; two lines on each other would only confuse."""
CLEAR: Final = 2.4
"""Half the width of a faulty joint's mark, which is left clear."""
TARGET: Final = 1.9
"""Radius of the ring where the limb should end."""
HEAD: Final = 2.4
SHORTEST: Final = 1.0
"""Length of the arrow's head, and of the least of its shaft."""
DASH: Final = 1.2
GAP: Final = 2.1
"""Between the middles of the round ends, which make the gap 0.9 shorter for the eye. All in units of the canvas."""


def goal(points: Points, correction: Correction) -> Point | None:
    """Return where the moving end of a limb should be in the picture [px], by the nearer way; None = not seen.

    It is turned round its joint in the plane of the picture, and keeps the length that it has there.
    """
    turn = _turn_deg(points, correction)
    joint, moving = points[correction.at], points[correction.moving]
    if turn is None or joint is None or moving is None:
        return None
    return _turned(joint, moving, turn)


def draw_corrections(
    picture: NDArray[np.uint8], points: Points, corrections: Iterable[Correction], unit: float
) -> None:
    """Draw in place for every limb that is not where it should be; widths follow `unit` [px]."""
    for correction in corrections:
        turn = _turn_deg(points, correction)
        joint, moving = points[correction.at], points[correction.moving]
        if turn is None or joint is None or moving is None or abs(turn) < LEAST_TURN_DEG:
            continue
        end = _turned(joint, moving, turn)
        length = math.dist(joint, moving) / unit
        free = min(CLEAR / length, 0.4), max(1.0 - TARGET / length, 0.6)
        start, stop = (_turned(joint, moving, turn, share) for share in free)
        dashes = list(_dashes(start, stop, unit))
        for colour, width in ((BLACK, 1.7 * unit), (YELLOW, 0.9 * unit)):
            cv2.polylines(picture, dashes, False, colour, max(round(width), 2), cv2.LINE_AA, SHIFT)
        for colour, radius in ((BLACK, TARGET * unit), (YELLOW, 1.5 * unit), (BLACK, 0.7 * unit)):
            disc(picture, end, radius, colour)
        _draw_arrow(picture, joint, moving, turn, unit)


def _turn_deg(points: Points, correction: Correction) -> float | None:
    """Return by how much the limb must turn round its joint in the picture (y down) [deg], the nearer way."""
    fixed_end, joint, moving = (points[i] for i in (correction.fixed, correction.at, correction.moving))
    if fixed_end is None or joint is None or moving is None:
        return None
    if math.dist(joint, moving) < 1.0 or math.dist(joint, fixed_end) < 1.0:
        return None
    straight = _direction_deg(fixed_end, joint)
    now = _folded(_direction_deg(joint, moving) - straight)
    wanted = correction.flexion_deg
    return min((_folded(wanted - now), _folded(-wanted - now)), key=abs)


def _direction_deg(start: Point, end: Point) -> float:
    return math.degrees(math.atan2(end[1] - start[1], end[0] - start[0]))


def _folded(angle_deg: float) -> float:
    """Return an angle as -180..180."""
    return (angle_deg + 180.0) % 360.0 - 180.0


def _turned(joint: Point, end: Point, turn_deg: float, share: float = 1.0) -> Point:
    """Return a place on the limb from the joint to its end, turned round the joint."""
    cosine, sine = math.cos(math.radians(turn_deg)), math.sin(math.radians(turn_deg))
    x, y = share * (end[0] - joint[0]), share * (end[1] - joint[1])
    return joint[0] + cosine * x - sine * y, joint[1] + sine * x + cosine * y


def _dashes(start: Point, end: Point, unit: float) -> Iterable[NDArray[np.int32]]:
    """Yield dashes that fill the way evenly and end with a dash."""
    length = math.dist(start, end)
    count = max(round((length / unit + GAP) / (DASH + GAP)), 1)
    pitch = (1.0 + GAP / (DASH * count + GAP * (count - 1))) / count
    dash = pitch * DASH / (DASH + GAP)
    for i in range(count):
        ends = (
            (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))
            for share in (i * pitch, i * pitch + dash)
        )
        yield np.array([fixed(point) for point in ends], np.int32)


def _draw_arrow(
    picture: NDArray[np.uint8], joint: Point, moving: Point, turn_deg: float, unit: float
) -> None:
    """Draw a bow along the way of the limb's end, with a head, if there is room for one."""
    length = math.dist(joint, moving)
    per_unit_deg = math.copysign(math.degrees(unit / length), turn_deg)
    start, neck, tip = (
        CLEAR * per_unit_deg,
        turn_deg - (TARGET + HEAD) * per_unit_deg,
        turn_deg - TARGET * per_unit_deg,
    )
    if abs(turn_deg) < (CLEAR + SHORTEST + HEAD + TARGET) * abs(per_unit_deg):
        return
    bow = np.array([fixed(_turned(joint, moving, turn)) for turn in np.linspace(start, neck, 10)], np.int32)
    half = 1.5 * unit / length
    head = np.array(
        [_turned(joint, moving, tip)]
        + [_turned(joint, moving, neck, share) for share in (1.0 + half, 1.0 - half)]
    )
    corners = [np.round(head * ONE).astype(np.int32)]
    for colour, edge in ((BLACK, 1.0), (YELLOW, 0.0)):
        _draw_bow(picture, bow, corners, colour, (0.7 + edge) * unit, edge * unit)


def _draw_bow(
    picture: NDArray[np.uint8],
    bow: NDArray[np.int32],
    head: list[NDArray[np.int32]],
    colour: Bgr,
    width: float,
    edge: float,
) -> None:
    cv2.polylines(picture, [bow], False, colour, max(round(width), 1), cv2.LINE_AA, SHIFT)
    cv2.fillPoly(picture, head, colour, cv2.LINE_AA, SHIFT)
    if edge:
        cv2.polylines(picture, head, True, colour, max(round(edge), 1), cv2.LINE_AA, SHIFT)
