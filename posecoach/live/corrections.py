"""The limb drawn where it should go: dashed, with an arrow from where it is, so that nobody takes it for the limb."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.opencv import cv2
from posecoach.coaching.state import Correction
from posecoach.live.colours import BLACK, YELLOW, Bgr
from posecoach.live.shapes import ONE, SHIFT, Point, disc, fixed
from posecoach.live.skeleton import Points

LEAST_TURN_DEG: Final = 6.0
"""A limb this near to where it should go is there for the eye; two lines on each other would only confuse."""
ARROW_TURN_DEG: Final = 14.0
"""From here on there is room for an arrow between the two."""
ARROW_AT: Final = 0.8
"""Where along the limb the arrow is, in lengths of the limb."""
DASH: Final = 1.6
GAP: Final = 2.6
"""In units of the canvas, between the middles of the round ends, which make the gap 1.1 shorter for the eye."""


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
        dashes = list(_dashes(joint, end, unit))
        for colour, width in ((BLACK, 1.9 * unit), (YELLOW, 1.1 * unit)):
            cv2.polylines(picture, dashes, False, colour, max(round(width), 2), cv2.LINE_AA, SHIFT)
        for colour, radius in ((BLACK, 1.9 * unit), (YELLOW, 1.5 * unit), (BLACK, 0.7 * unit)):
            disc(picture, end, radius, colour)
        if abs(turn) >= ARROW_TURN_DEG:
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
    """Draw a bow from the seen limb to the wanted one, with a head."""
    length = ARROW_AT * math.dist(joint, moving)
    head_deg = min(math.degrees(2.6 * unit / max(length, unit)), 0.6 * abs(turn_deg))
    sign = math.copysign(1.0, turn_deg)
    shares = np.linspace(0.1 * turn_deg, turn_deg - sign * head_deg, 10)
    bow = np.array([fixed(_turned(joint, moving, turn, ARROW_AT)) for turn in shares], np.int32)
    head_start = turn_deg - sign * head_deg
    width = 1.5 * unit / max(length, 1.0)
    tip = _turned(joint, moving, turn_deg - 0.1 * sign * head_deg, ARROW_AT)
    head = np.array(
        [
            tip,
            _turned(joint, moving, head_start, ARROW_AT * (1.0 + width)),
            _turned(joint, moving, head_start, ARROW_AT * (1.0 - width)),
        ]
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
