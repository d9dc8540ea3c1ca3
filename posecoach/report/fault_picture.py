"""The person drawn on a picture, not mirrored: skeleton, the joints of a broken rule, the angle and its limit."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from posecoach.coaching.limb_targets import fault_corrections
from posecoach.drawing.colours import BACKGROUND, FAULT, GREEN, SURFACE, TEXT, TRACK
from posecoach.drawing.limb_targets import draw_corrections, scaled
from posecoach.drawing.shapes import Image
from posecoach.drawing.skeleton import BODY, Marks, Near, Points, draw_skeleton, near_side
from posecoach.drawing.type import line
from posecoach.events import Fault
from posecoach.exercises.declaration import Exercise, Rule, Severity
from posecoach.features.body import Body
from posecoach.features.extract import get_feature
from posecoach.features.geometry import Point
from posecoach.features.registry import Feature
from posecoach.pose.landmarks import Landmark
from posecoach.pose.outline import OUTLINE_POINTS
from posecoach.pose.pose import Pose
from posecoach.results.evidence import rule_of, shown_feature

MARGIN: Final = 0.22
"""Space around the person in a cropped picture, in heights or widths of the person."""
ASPECT: Final = 4 / 3
TARGET_SIZE: Final = 0.9
"""Where to go is drawn a little finer than on a screen that is read from three metres."""
_SHIFT: Final = 4
_ONE: Final = 1 << _SHIFT
_ANGLES: Final = frozenset(
    {"knee_flexion_deg", "hip_flexion_deg", "elbow_flexion_deg", "shoulder_hip_knee_deg"}
)
"""Features that are an angle at the middle one of their three landmarks."""


@dataclass(frozen=True, slots=True)
class Placing:
    """How pixels of the source become pixels of a picture: (x - left) * scale, (y - top) * scale."""

    left: float
    top: float
    scale: float

    def points(self, pose: Pose, size_wh: tuple[int, int]) -> Points:
        """Return where the landmarks are in a picture of `size_wh` [px]; None if not seen or far outside."""
        width, height = size_wh
        return [
            (x, y) if -width < x < 2 * width and -height < y < 2 * height else None
            for x, y in ((pose.image_px - (self.left, self.top)) * self.scale).tolist()
        ]


def near_of(pose: Pose, before: Near = "both") -> Near:
    """Return the side that is nearer to the camera; nobody seen keeps the last answer."""
    return near_side(pose, before) if pose.seen else before


def joints_of(rule: Rule, near: Near) -> frozenset[int]:
    """Return the landmarks that are painted when a rule is broken; with neither side nearer those of the left one."""
    return frozenset() if rule.feature is None else get_feature(rule.feature).joints(int(near == "right"))


def draw_person(
    picture: Image, points: Points, near: Near, faulty: Collection[int], severity: Severity
) -> None:
    """Draw the skeleton in place; line widths follow the height of the picture."""
    draw_skeleton(picture, points, near, Marks(faulty, FAULT[severity]), _unit(picture))


def fault_picture(
    frame: Image | None,
    pose: Pose,
    exercise: Exercise,
    fault: Fault,
    width: int,
    change: float = math.nan,
) -> Image:
    """Return a picture `width` px wide of the moment that shows a fault, cropped to the person.

    frame: the source's picture, (H, W, 3) BGR, or None: the skeleton then stands on a plain ground. change: how far the
    fault's feature was from its neutral in that moment, with its sign.
    """
    source_wh = (frame.shape[1], frame.shape[0]) if frame is not None else pose.size_wh
    box = _crop(pose, source_wh)
    left, top, wide, high = box
    size_wh = (width, round(width * high / wide))
    placing = Placing(left, top, width / wide)
    if frame is None:
        picture = plain_ground(size_wh)
    else:
        shrink = cv2.INTER_AREA if wide > width else cv2.INTER_CUBIC
        part = frame[top : top + high, left : left + wide]
        picture = np.asarray(cv2.resize(part, size_wh, interpolation=shrink), np.uint8)
    if not pose.seen:
        return picture
    near = near_of(pose)
    points = placing.points(pose, size_wh)
    rule = rule_of(exercise, fault)
    draw_person(picture, points, near, joints_of(rule, near), fault.severity)
    name = shown_feature(exercise, fault)
    if name is not None:
        _draw_measure(picture, points, pose, near, get_feature(name), rule, fault)
    body = Body()
    body.update(pose)
    targets = fault_corrections(rule, fault, body, exercise.posture, change)
    draw_corrections(picture, scaled(targets, left, top, placing.scale), TARGET_SIZE * _unit(picture))
    return picture


def plain_ground(size_wh: tuple[int, int]) -> Image:
    """Return a dark picture for a skeleton without a video, with a quiet grid that gives it scale [px]."""
    width, height = size_wh
    picture = np.full((height, width, 3), BACKGROUND, np.uint8)
    step = max(8, round(height / 8))
    picture[step::step] = SURFACE
    picture[:, step::step] = SURFACE
    return picture


def _crop(pose: Pose, source_wh: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return (left, top, width, height) [px] of the part that shows the whole person, 4:3 where there is room."""
    width, height = source_wh
    points = pose.image_px[sorted(BODY | {Landmark.NOSE})]
    inside = points[((points >= 0) & (points <= (width, height))).all(axis=1)]
    if len(inside) < 4:
        return 0, 0, width, height
    (x0, y0), (x1, y1) = inside.min(axis=0).tolist(), inside.max(axis=0).tolist()
    side = max(x1 - x0, y1 - y0)
    wide, high = (x1 - x0) + 2 * MARGIN * side, (y1 - y0) + 2 * MARGIN * side
    wide, high = max(wide, high * ASPECT), max(high, wide / ASPECT)
    wide, high = min(wide, width), min(high, height)
    left = min(max((x0 + x1 - wide) / 2, 0), width - wide)
    top = min(max((y0 + y1 - high) / 2, 0), height - high)
    return int(left), int(top), max(1, int(wide)), max(1, int(high))


def _draw_measure(
    picture: Image, points: Points, pose: Pose, near: Near, feature: Feature, rule: Rule, fault: Fault
) -> None:
    """Draw what was measured: an angle with its value, or the back's outline."""
    offset = 1 if near == "right" else 0
    places = [points[mark + offset if mark else 0] for mark in feature.landmarks]
    seen = [place for place in places if place is not None]
    if feature.name in _ANGLES and len(seen) == 3 and fault.unit == "deg" and fault.value is not None:
        if rule.of == "value":
            _draw_angle(picture, (seen[0], seen[1], seen[2]), fault)
        else:  # against the person's neutral, which is no line in the picture
            x, y = seen[1]
            _chip(picture, f"{fault.value:+.0f}°".replace("-", "−"), (x, y - 12.0 * _unit(picture)))
    elif feature.outline and pose.back_outline is not None and len(seen) == 2:
        _draw_outline(picture, pose, (seen[0], seen[1]))


def _draw_angle(picture: Image, corner: tuple[Point, Point, Point], fault: Fault) -> None:
    """Draw the arc at a joint and the number."""
    a, b, c = corner
    unit = _unit(picture)
    colour = FAULT[fault.severity]
    value = fault.value or 0.0
    start = math.degrees(math.atan2(a[1] - b[1], a[0] - b[0]))
    end = math.degrees(math.atan2(c[1] - b[1], c[0] - b[0]))
    sweep = (end - start + 180.0) % 360.0 - 180.0
    radius = 8.0 * unit
    arc = [
        (
            b[0] + radius * math.cos(math.radians(start + sweep * i / 24)),
            b[1] + radius * math.sin(math.radians(start + sweep * i / 24)),
        )
        for i in range(25)
    ]
    _polyline(picture, arc, BACKGROUND, 1.3 * unit)
    _polyline(picture, arc, colour, 0.7 * unit)
    middle = math.radians(start + sweep / 2)
    away = (b[0] + 15.0 * unit * math.cos(middle), b[1] + 15.0 * unit * math.sin(middle))
    _chip(picture, f"{value:.0f}°", away)


def _draw_outline(picture: Image, pose: Pose, ends: tuple[Point, Point]) -> None:
    """Draw the back's upper outline."""
    (sx, sy), (hx, hy) = ends
    outline = pose.back_outline
    if outline is None:
        return
    along = np.linspace(0.05, 1.0, OUTLINE_POINTS)
    length = math.hypot(hx - sx, hy - sy)
    # Across the line, toward the upper side of the picture: the outline is the mask's upper edge.
    across = (hy - sy, sx - hx)
    sign = -1.0 if across[1] > 0 else 1.0
    nx, ny = sign * across[0] / max(length, 1.0), sign * across[1] / max(length, 1.0)
    edge = [
        (sx + u * (hx - sx) + h * length * nx, sy + u * (hy - sy) + h * length * ny)
        for u, h in zip(along.tolist(), outline.tolist(), strict=True)
        if h == h
    ]
    if len(edge) < 2:
        return
    unit = _unit(picture)
    _polyline(picture, edge, BACKGROUND, 1.6 * unit)
    _polyline(picture, edge, GREEN, 0.9 * unit)


def _chip(picture: Image, text: str, at: Point) -> None:
    unit = _unit(picture)
    written = line(text, 4.0 * unit, picture.shape[1] / 3)
    pad = 1.6 * unit
    half = written.width_px / 2 + pad
    x = min(max(at[0], half), picture.shape[1] - half)
    y = min(max(at[1], 4.0 * unit), picture.shape[0] - 4.0 * unit)
    box = (round(x - half), round(y - 3.6 * unit)), (round(x + half), round(y + 3.6 * unit))
    cv2.rectangle(picture, *box, TRACK, cv2.FILLED, cv2.LINE_AA)
    written.draw(picture, x - written.width_px / 2, y + 2.0 * unit, TEXT)


def _polyline(picture: Image, places: list[Point], colour: tuple[int, int, int], width: float) -> None:
    fixed = np.array([(round(x * _ONE), round(y * _ONE)) for x, y in places], np.int32)
    cv2.polylines(picture, [fixed], False, colour, max(1, round(width)), cv2.LINE_AA, _SHIFT)


def _unit(picture: Image) -> float:
    return float(min(picture.shape[:2])) / 100
