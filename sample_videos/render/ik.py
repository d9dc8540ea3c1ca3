"""Geometry of limbs: rotations about axes, frames of bones, two-bone inverse kinematics.

Person frame, used by everything that poses: metres, Z up, the person faces -Y and has the left side at +X.
Rotations follow the right-hand rule: a positive turn about X bends the trunk forward, a positive turn about Z turns
the chest to the person's left.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]
Matrix = npt.NDArray[np.float64]

X, Y, Z = np.eye(3)


def vector(x: float, y: float, z: float) -> Vector:
    """A point or direction (3,) of the person frame."""
    return np.array([x, y, z], np.float64)


def unit(v: npt.NDArray[Any]) -> Vector:
    """The vector (3,) at length 1. ValueError if it has no length."""
    length = float(np.linalg.norm(v))
    if length < 1e-9:
        raise ValueError("a direction needs a length")
    return np.asarray(v, np.float64) / length


def across(v: npt.NDArray[Any], axis: npt.NDArray[Any]) -> Vector:
    """The part of v (3,) at right angles to a unit axis (3,)."""
    return np.asarray(v - np.dot(v, axis) * axis, np.float64)


def turn(axis: npt.NDArray[Any], angle_deg: float) -> Matrix:
    """Rotation (3, 3) about a unit axis (3,), by Rodrigues' formula."""
    x, y, z = (float(c) for c in axis)
    skew = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    angle = np.radians(angle_deg)
    return np.asarray(np.eye(3) + np.sin(angle) * skew + (1.0 - np.cos(angle)) * skew @ skew)


def turn_x(angle_deg: float) -> Matrix:
    """Forward bend."""
    return turn(X, angle_deg)


def turn_y(angle_deg: float) -> Matrix:
    """Side bend, to the person's left."""
    return turn(Y, angle_deg)


def turn_z(angle_deg: float) -> Matrix:
    """Turn of the chest to the person's left."""
    return turn(Z, angle_deg)


def frame(direction: npt.NDArray[Any], hinge: npt.NDArray[Any]) -> Matrix:
    """Axes (3, 3) in columns: the hinge made square to the direction, the direction, and their cross product."""
    along = unit(direction)
    side = unit(across(hinge, along))
    return np.column_stack([side, along, np.cross(side, along)])


def reach_m(upper_m: float, lower_m: float, flexion_deg: float) -> float:
    """Distance between the ends of a limb bent by a flexion (0 = straight), by the law of cosines."""
    cosine = np.cos(np.radians(flexion_deg))
    return float(np.sqrt(upper_m**2 + lower_m**2 + 2.0 * upper_m * lower_m * cosine))


def middle_joint(
    start: Vector, end: Vector, upper_m: float, lower_m: float, pole: npt.NDArray[Any]
) -> Vector:
    """Where the knee or elbow is when the limb spans start to end and bends toward the pole direction (all (3,)).

    A target out of reach gives the straight limb's joint; the caller sees the rest of the distance at the far end.
    """
    line = end - start
    along = unit(line)
    span = float(np.clip(np.linalg.norm(line), abs(upper_m - lower_m) + 1e-6, upper_m + lower_m - 1e-6))
    ahead = (upper_m**2 - lower_m**2 + span**2) / (2.0 * span)
    aside = np.sqrt(max(upper_m**2 - ahead**2, 0.0))
    return np.asarray(start + ahead * along + aside * unit(across(pole, along)))


def circles_meet(
    centre_a: Vector, radius_a: float, centre_b: Vector, radius_b: float, toward: Vector
) -> Vector:
    """The meeting point of two circles of a plane (all (2,)) that lies further toward a direction.

    Circles that do not touch give the point between them that misses both by the same share.
    """
    line = centre_b - centre_a
    span = float(np.linalg.norm(line))
    along = line / span
    ahead = (radius_a**2 - radius_b**2 + span**2) / (2.0 * span)
    aside = np.sqrt(max(radius_a**2 - ahead**2, 0.0))
    normal = np.array([-along[1], along[0]])
    sign = 1.0 if np.dot(normal, toward) >= 0.0 else -1.0
    return np.asarray(centre_a + ahead * along + sign * aside * normal)


def along_bow(start: Vector, via: Vector, end: Vector, share: float) -> Vector:
    """A point (3,) of the curve from start to end that is drawn toward via (quadratic Bezier), share 0 to 1."""
    rest = 1.0 - share
    return np.asarray(rest * rest * start + 2.0 * rest * share * via + share * share * end)
