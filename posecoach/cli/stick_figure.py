"""A stick figure from feature values: how somebody looks in a posture with bent knees, raised arms, a rounded back.

It only shows what is meant: lengths are those of plain proportions in trunk lengths, small turns and bends of the
back are drawn larger than they are. From the side the head is at the right; a person who faces us has the left hand
at the right of the picture.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from posecoach.exercises.declaration import Exercise

Point = tuple[float, float]
Values = Mapping[str, float]

THIGH: Final = 0.84
SHANK: Final = 0.80
FOOT: Final = 0.32
UPPER_ARM: Final = 0.52
FOREARM: Final = 0.50
HEAD: Final = 0.19
NECK: Final = 0.38
SHOULDER_HALF: Final = 0.35
HIP_HALF: Final = 0.21
ROLLER: Final = 0.16
ON_ROLLER: Final = "toe_shoulder_distance"
"""A feature that only an exercise on a foam roller uses: the trunk is drawn on one."""

LARGER: Final = 1.8
"""Bends of the back and turns of the chest are drawn this much larger."""


@dataclass
class Figure:
    """Lines and circles (centre, radius) in trunk lengths; the floor is at height 0."""

    lines: list[Sequence[Point]] = field(default_factory=list)
    circles: list[tuple[Point, float]] = field(default_factory=list)

    def bounds(self) -> tuple[float, float, float, float]:
        """Return left, right, bottom, top."""
        points = [point for line in self.lines for point in line]
        points += [(x + sign * r, y + sign * r) for (x, y), r in self.circles for sign in (-1.0, 1.0)]
        xs, ys = zip(*points, strict=True)
        return min(xs), max(xs), min(ys), max(ys)


def stick_figure(exercise: Exercise, values: Values) -> Figure:
    """Return the figure of somebody in the exercise's posture with these feature values."""
    values = _possible(values)
    if exercise.posture == "hands_and_knees":
        return _hands_and_knees(values)
    if exercise.posture == "hook_lying":
        return _lying(values)
    return _facing(values) if exercise.view == "front" else _sideways(values)


def _possible(values: Values) -> Values:
    """Return values that a body could have: a file may hold any number."""
    most = {name: 180.0 if name.endswith("_deg") else 1.0 for name in values}
    return {
        name: max(-most[name], min(most[name], value)) for name, value in values.items() if value == value
    }


def _sideways(values: Values) -> Figure:
    """Somebody who stands, seen from the side, facing right."""
    bend, lean = values.get("knee_flexion_deg", 5.0), values.get("trunk_inclination_deg", 4.0)
    back = 8.0 * math.sin(math.radians(min(lean, 90.0)))  # who folds forward leans the legs back
    ankle = (0.0, 0.06)
    knee = _along(ankle, 90.0 - bend / 2.0 + back, SHANK)
    hip = _along(knee, 90.0 + bend / 2.0 + back, THIGH)
    shoulder = _along(hip, 90.0 - lean, 1.0)
    hand = _along(shoulder, -90.0 + 14.0 * math.cos(math.radians(lean)), UPPER_ARM + FOREARM)
    figure = Figure([[(FOOT, 0.0), (0.0, 0.0), ankle, knee, hip, shoulder], [shoulder, hand]])
    _add_head(figure, shoulder, 90.0 - lean)
    return figure


def _facing(values: Values) -> Figure:
    """Somebody who stands and faces us."""
    bend, turn = 1.4 * values.get("side_bend_deg", 0.0), 1.4 * values.get("chest_turn_deg", 0.0)
    turning = "chest_turn_deg" in values and "side_bend_deg" not in values
    hips_y = SHANK + THIGH + 0.06
    middle = _along((0.0, hips_y), 90.0 - bend, 1.0)
    turn = turn if turning else 0.0
    across = math.cos(math.radians(turn)) * SHOULDER_HALF
    figure = Figure()
    for sign, side in ((1.0, "left"), (-1.0, "right")):
        hip = (sign * HIP_HALF, hips_y)
        foot = (sign * (HIP_HALF + 0.08), 0.0)
        shoulder = _along(middle, -bend, sign * across)
        figure.lines.append([(foot[0] + sign * 0.14, 0.0), foot, hip, shoulder, middle])
        figure.lines.append([hip, (0.0, hips_y)])
        figure.lines.append(
            _before_chest(shoulder, sign, turn) if turning else _arm(shoulder, sign, side, values)
        )
    _add_head(figure, middle, 90.0 - bend)
    if abs(turn) > 10.0:  # the nose
        (x, y), r = figure.circles[0]
        figure.lines.append([(x + math.copysign(r, turn), y), (x + math.copysign(r + 0.12, turn), y)])
    return figure


def _arm(shoulder: Point, sign: float, side: str, values: Values) -> list[Point]:
    raised = values.get(f"{side}_arm_elevation_deg", values.get("arms_elevation_deg", 10.0))
    direction = 90.0 - sign * (180.0 - max(raised, 8.0))
    return [shoulder, _along(shoulder, direction, UPPER_ARM + FOREARM)]


def _before_chest(shoulder: Point, sign: float, turn_deg: float) -> list[Point]:
    """Elbow out to the side, hand before the chest; all of it goes round as the chest turns."""
    turn = math.radians(turn_deg)
    elbow = (shoulder[0] + sign * 0.42 * math.cos(turn) + 0.12 * math.sin(turn), shoulder[1] - 0.22)
    return [shoulder, elbow, (0.85 * math.sin(turn), shoulder[1] - 0.16)]


def _lying(values: Values) -> Figure:
    """Somebody on the back with bent knees, seen from the side, feet at the left."""
    raised = 2.0 * ROLLER if ON_ROLLER in values else 0.0
    lift = max(0.0, values.get("hip_height", 0.08) - 0.08)
    ankle = (0.0, 0.08)
    hip_y = 0.14 + lift + 0.7 * raised
    shoulder_y = 0.14 + 1.1 * raised
    knee, hip = _leg_on_floor(ankle, hip_y, values.get("knee_flexion_deg", 100.0))
    shoulder = (hip[0] + math.sqrt(max(0.0, 1.0 - (hip_y - shoulder_y) ** 2)), shoulder_y)
    figure = Figure([[(-FOOT, 0.0), (0.04, 0.0), ankle, knee, hip, shoulder]])
    if raised:
        figure.circles.append(((hip[0] + 0.6, ROLLER), ROLLER))
    head = (shoulder[0] + NECK, shoulder[1] + 0.06 + raised * 0.2)
    neck = math.degrees(math.atan2(head[1] - shoulder[1], head[0] - shoulder[0]))
    figure.lines.append([shoulder, _along(shoulder, neck, math.dist(head, shoulder) - HEAD)])
    figure.circles.append((head, HEAD))
    _add_turned_arms(figure, shoulder, hip, head, values)
    return figure


def _add_turned_arms(figure: Figure, shoulder: Point, hip: Point, head: Point, values: Values) -> None:
    """Add the shoulder line of a turned chest, one end up, and the arms that hang on it."""
    turn_deg = max(-60.0, min(60.0, LARGER * values.get("trunk_rotation_deg", 0.0)))
    rise = SHOULDER_HALF * math.sin(math.radians(abs(turn_deg)))
    up, down = (shoulder[0], shoulder[1] + rise), (shoulder[0], max(0.0, shoulder[1] - rise / 2.0))
    if rise > 0.05:
        figure.lines.append([hip, up, down])
    if values.get("hand_ear_distance", 1.0) < 0.45:
        figure.lines.append([up, (up[0] + 0.2, up[1] + 0.45), (head[0] + 0.05, head[1] + HEAD)])
    elif values.get("hand_hip_distance", 1.0) < 0.55:
        figure.lines.append([up, (shoulder[0] - 0.42, 0.02), (hip[0] + 0.12, hip[1] - 0.04)])
    elif ON_ROLLER not in values:  # there the hands lie on the hips
        figure.lines.append([up, (shoulder[0] - 0.45, 0.0), (shoulder[0] - 0.95, 0.0)])


def _leg_on_floor(ankle: Point, hip_y: float, flexion_deg: float) -> tuple[Point, Point]:
    """Return knee and hip of a bent leg whose foot stands on the floor, the knee above."""
    inner = math.radians(180.0 - flexion_deg)
    reach = math.sqrt(THIGH**2 + SHANK**2 - 2.0 * THIGH * SHANK * math.cos(inner))
    rise = max(-reach, min(reach, hip_y - ankle[1]))
    direction = math.degrees(math.asin(rise / reach))
    hip = _along(ankle, direction, reach)
    cosine = (SHANK**2 + reach**2 - THIGH**2) / (2.0 * SHANK * reach)
    at_ankle = math.degrees(math.acos(max(-1.0, min(1.0, cosine))))
    return _along(ankle, direction + at_ankle, SHANK), hip


def _hands_and_knees(values: Values) -> Figure:
    """Somebody on hands and knees, seen from the side, head at the right."""
    hip = (-values.get("knee_offset", 0.0), THIGH)
    shoulder = (hip[0] + 0.98, 0.98)
    bow = LARGER * values.get("back_bow", 0.0)
    back = [_on_back(hip, shoulder, bow, i / 12.0) for i in range(13)]
    pitch = values.get("head_pitch_deg", -85.0)
    wrist = (shoulder[0] + values.get("hand_offset", 0.0), 0.0)
    elbow = _bent(shoulder, wrist, values.get("elbow_flexion_deg", 0.0))
    figure = Figure(
        [[(-SHANK - 0.1, 0.0), (0.0, 0.0), *back], [shoulder, elbow, wrist, (wrist[0] + 0.14, 0.0)]]
    )
    _add_head(figure, shoulder, 10.0 + 0.8 * (pitch + 85.0), pitch)
    return figure


def _on_back(hip: Point, shoulder: Point, bow: float, share: float) -> Point:
    """Return a point of the back: a parabola whose mean height over its chord is `bow`."""
    arc = 6.0 * bow * share * (1.0 - share)
    return hip[0] + share * (shoulder[0] - hip[0]), hip[1] + share * (shoulder[1] - hip[1]) + arc


def _bent(upper: Point, lower: Point, flexion_deg: float) -> Point:
    """Return the joint between two equal bones that is bent by an angle, toward the feet."""
    half = math.tan(math.radians(max(0.0, min(flexion_deg, 150.0))) / 2.0) / 2.0
    dx, dy = lower[0] - upper[0], lower[1] - upper[1]
    return (upper[0] + lower[0]) / 2.0 + dy * half, (upper[1] + lower[1]) / 2.0 - dx * half


def _add_head(figure: Figure, shoulder: Point, neck_deg: float, face_deg: float | None = None) -> None:
    centre = _along(shoulder, neck_deg, NECK)
    figure.lines.append([shoulder, _along(shoulder, neck_deg, NECK - HEAD)])
    figure.circles.append((centre, HEAD))
    if face_deg is not None:
        figure.lines.append([_along(centre, face_deg, HEAD), _along(centre, face_deg, HEAD + 0.1)])


def _along(start: Point, direction_deg: float, length: float) -> Point:
    """Return the point at a distance; 0 = to the right, 90 = up."""
    angle = math.radians(direction_deg)
    return start[0] + length * math.cos(angle), start[1] + length * math.sin(angle)
