"""The outline of the back, read from the person mask.

MediaPipe has no landmark between shoulder and hip. From the side the upper edge of the mask over the line
from shoulder to hip is the back of a person on hands and knees; its shape tells a rounded back from an arched
one (correlation with the true spine flexion 0.97 on rendered bodies, every one of 20 labelled spans of real
people on the right side).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from posecoach.pose.landmarks import Landmark

OUTLINE_POINTS: Final = 40
"""Number of points of the back's outline, evenly from 0.05 of the way shoulder to hip to the hip itself."""

FIRST_SHARE: Final = 0.05  # nearer to the shoulder the upper arm is in the way
GAP_PX: Final = 2  # holes in the mask up to this size do not end a walk
PERSON: Final = 0.5  # a mask value above is the person
REACHES: Final = (0.35, 1.0)
"""How far a walk goes, in trunk lengths. Nearly all backs end within the first, which costs a third of the second; a
walk of more than the second follows something else than the back."""
BELLY_REACH: Final = 0.3
"""How far above the line the person may begin, in trunk lengths: in a deep cat of a slim person the line between the
joints leaves the body, and the belly lies above it.
"""
SHORTEST_PX: Final = 8  # a shorter trunk has fewer pixels than the outline has points to tell apart

_SHARES: Final = np.linspace(FIRST_SHARE, 1.0, OUTLINE_POINTS)
_SIDES: Final = (
    (int(Landmark.LEFT_SHOULDER), int(Landmark.LEFT_HIP)),
    (int(Landmark.RIGHT_SHOULDER), int(Landmark.RIGHT_HIP)),
)
_AHEAD: Final = tuple(
    (int(start), int(end))
    for start, end in (
        (Landmark.LEFT_EAR, Landmark.NOSE),
        (Landmark.RIGHT_EAR, Landmark.NOSE),
        (Landmark.LEFT_HIP, Landmark.LEFT_KNEE),
        (Landmark.RIGHT_HIP, Landmark.RIGHT_KNEE),
    )
)
"""From joint to joint an upright person's front is ahead: the face before the ears, and of one who sits the knees."""


def outline_from_mask(
    mask: NDArray[np.float32] | NDArray[np.uint8],
    image_px: NDArray[np.float32],
    world_m: NDArray[np.float32],
    size_wh: tuple[int, int],
) -> NDArray[np.float32]:
    """Return the height of the mask's upper edge over the line from near shoulder to near hip.

    mask: (H, W, 1) or (H, W) float32, how surely a pixel is the person, of any size that covers the frame; or
        (H, ceil(W / 8)) uint8, one bit per pixel (numpy.packbits along the width), of the frame's own size.
    image_px: (33, 2) landmarks in a frame of `size_wh` [px]; world_m: (33, 3) [m], only its depth is used, and of an
        upright trunk where its front is.
    The upper edge of an upright trunk is that of its back.
    Returns (40,) float32 in units of the shoulder-hip distance, at 0.05 ... 1 of the way from shoulder to
    hip, NaN where neither the line nor what is just above it is on the person, or the person goes on beyond the edge of
    the frame.

    The near side is the one whose shoulder and hip have the smaller depth. Steps are one pixel of the mask.
    """
    bits = mask.dtype == np.uint8
    rows, columns = mask.shape[:2]
    width_px = size_wh[0] if bits else columns
    scale = width_px / size_wh[0]
    shoulder, hip = min(_SIDES, key=lambda side: world_m[side[0], 2] + world_m[side[1], 2])
    (x0, y0), (x1, y1) = (image_px[[shoulder, hip]] * scale).tolist()
    dx, dy = x1 - x0, y1 - y0
    length_px = math.hypot(dx, dy)
    if not SHORTEST_PX <= length_px <= 4 * (width_px + rows):  # also when a landmark is NaN
        return np.full(OUTLINE_POINTS, np.nan, np.float32)
    sign = _to_the_back(dx, dy, world_m)
    up_x, up_y = sign * dy / length_px, -sign * dx / length_px

    starts = (x0 + dx * _SHARES).astype(np.float32), (y0 + dy * _SHARES).astype(np.float32)
    squeeze = rows / (size_wh[1] * scale)  # not 1 if the mask has not quite the frame's shape
    look_up = _look_up_bits if bits else _look_up_floats
    for reach in REACHES:
        steps_px = np.arange(int(reach * length_px) + GAP_PX + 2, dtype=np.float32)
        x = np.add.outer(starts[0], up_x * steps_px)
        y = np.add.outer(starts[1], up_y * steps_px)
        if squeeze != 1.0:
            y *= squeeze
        person = look_up(mask, x.astype(np.int32), y.astype(np.int32))
        inside = _inside(x, y, width_px, rows)
        last, proven, all_ended = _last_on_person(person, inside, int(BELLY_REACH * length_px))
        if all_ended:
            break
    surely = _surely_bits if bits else _surely_floats
    heights_px = last + _beyond_px(partial(surely, mask), (width_px, rows), x, y, last)
    return np.where(proven, heights_px / length_px, np.nan).astype(np.float32)


def _to_the_back(dx: float, dy: float, world_m: NDArray[np.float32]) -> float:
    """Return the sign of the normal (dy, -dx) of the line shoulder to hip that points where the back is.

    Of a trunk that is closer to the level: up in the picture. Of an upright one: away from where knees and face point
    to; where nothing tells that, up.
    """
    up = 1.0 if dx > 0 else -1.0
    if abs(dx) > abs(dy):
        return up
    ahead = sum(float(world_m[end, 0] - world_m[start, 0]) for start, end in _AHEAD)
    return -math.copysign(1.0, ahead * dy) if abs(ahead) > 0.0 else up  # not NaN, which no depth gives


def _inside(
    x: NDArray[np.float32], y: NDArray[np.float32], width_px: int, height_px: int
) -> NDArray[np.bool_] | None:
    """Return which points are in the picture; None if all are, as the corners of the parallelogram tell."""
    corners = [(x[row, step], y[row, step]) for row in (0, -1) for step in (0, -1)]
    if all(0 <= corner_x < width_px and 0 <= corner_y < height_px for corner_x, corner_y in corners):
        return None
    return (x >= 0) & (x < width_px) & (y >= 0) & (y < height_px)


def _look_up_floats(mask: NDArray[Any], x: NDArray[np.int32], y: NDArray[np.int32]) -> NDArray[np.bool_]:
    y *= mask.shape[1]
    y += x
    return np.asarray(mask.reshape(-1).take(y, mode="clip") > PERSON)


def _look_up_bits(mask: NDArray[Any], x: NDArray[np.int32], y: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Look up pixels in a mask with eight pixels to the byte, the leftmost in the highest bit."""
    y *= mask.shape[1]
    y += x >> 3
    byte = mask.reshape(-1).take(y, mode="clip")
    return np.asarray((byte >> (7 - (x & 7)).astype(np.uint8)) & 1 == 1)


def _last_on_person(
    person: NDArray[np.bool_], inside: NDArray[np.bool_] | None, latest_start: int
) -> tuple[NDArray[np.intp], NDArray[np.bool_], bool]:
    """Return the last step of each walk (a row) on the person, and whether there is one: it gets there and ends.

    latest_start: the step by which a walk must have reached the person. Also whether walking on would change nothing:
    no walk is still on the person.
    """
    if inside is not None:
        person &= inside
    first_on = person.argmax(axis=1)
    walks = np.arange(OUTLINE_POINTS)
    started = person[walks, first_on] & (first_on <= latest_start)
    off = ~person
    ended = off[:, :-GAP_PX].copy()
    for gap in range(1, GAP_PX + 1):
        ended &= off[:, gap : gap - GAP_PX or None]
    if first_on.any():
        ended &= np.arange(ended.shape[1]) >= first_on[:, None]
    first_off = ended.argmax(axis=1)
    has_ended = ended[walks, first_off]
    proven = has_ended & started
    if inside is not None:
        proven &= inside[walks, first_off + GAP_PX]
    return np.maximum(first_off - 1, 0), proven, not (started & ~has_ended).any()


def _beyond_px(
    surely: Callable[[NDArray[np.intp], NDArray[np.intp]], NDArray[np.float32]],
    size_wh: tuple[int, int],
    x: NDArray[np.float32],
    y: NDArray[np.float32],
    last: NDArray[np.intp],
) -> NDArray[np.float32]:
    """Return how far beyond the last step the mask falls to PERSON [px], read between the pixels.

    A whole pixel is 0.01 trunk lengths at 3 m: between them, the bow of a still back wavers by 0.001 to 0.005 trunk
    lengths instead of 0.003 to 0.005 (rendered bodies in tight and in loose clothes).
    """
    walk = np.arange(OUTLINE_POINTS)
    steps = (last[:, None] + np.arange(-1, 3)).clip(0, x.shape[1] - 1)
    column = (x[walk[:, None], steps] - 0.5).clip(0, size_wh[0] - 1.001)
    row = (y[walk[:, None], steps] - 0.5).clip(0, size_wh[1] - 1.001)
    left, top = column.astype(np.intp), row.astype(np.intp)
    right, down = column - left, row - top
    upper = surely(top, left) * (1 - right) + surely(top, left + 1) * right
    lower = surely(top + 1, left) * (1 - right) + surely(top + 1, left + 1) * right
    sure = upper * (1 - down) + lower * down
    falls = (sure[:, :-1] > PERSON) & (sure[:, 1:] <= PERSON)
    first = falls.argmax(axis=1)
    before, after = sure[walk, first], sure[walk, first + 1]
    share = np.divide(before - PERSON, before - after, out=np.full_like(before, 0.5), where=before != after)
    return np.asarray(np.where(falls.any(axis=1), first - 1 + share, 0.5), np.float32)


def _surely_floats(
    mask: NDArray[Any], row: NDArray[np.intp], column: NDArray[np.intp]
) -> NDArray[np.float32]:
    return np.asarray(mask.reshape(mask.shape[:2])[row, column])


def _surely_bits(mask: NDArray[Any], row: NDArray[np.intp], column: NDArray[np.intp]) -> NDArray[np.float32]:
    return np.asarray((mask[row, column >> 3] >> (7 - (column & 7)).astype(np.uint8)) & 1, np.float32)
