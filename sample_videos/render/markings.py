"""Where lips, brows, irises and the hairline run on MakeHuman's base mesh, as distances in metres.

Computed once, at export, on an average adult: the same vertex is the corner of the mouth on every body. Points were
picked by hand on the base mesh. Positive is inside the marked region, so that a shader can draw a crisp edge
between vertices where the interpolated distance crosses zero.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

BODY_VERTICES = 13380
LEFT_EYE = range(14598, 14670)
RIGHT_EYE = range(14670, 14742)

_LIP_TOP, _MOUTH, _LIP_BOTTOM, _MOUTH_CORNER = 455, 520, 5337, 7139
_LEFT_EAR = 12010
_OUTSIDE = -0.03

#: Brow: offsets from the eye's centre, outward and up [m].
_BROW_ARC = np.array([[-0.017, 0.0185], [-0.006, 0.0235], [0.008, 0.0265], [0.019, 0.0250], [0.028, 0.0195]])
#: Hairline: height over the ear against the way forward of the ear [m].
_HAIRLINE_FORWARD = [-0.12, -0.05, -0.02, 0.0, 0.012, 0.03, 0.055, 0.08, 0.11]
_HAIRLINE_HEIGHT = [-0.060, -0.050, -0.015, 0.014, 0.012, 0.050, 0.070, 0.085, 0.092]


def markings(vertices: Array) -> Array:
    """Distances (V, 4) [m] inside lips, brows, irises, scalp, on the average adult's `vertices` (V, 3)."""
    eyes = [vertices[list(eye)].mean(axis=0) for eye in (LEFT_EYE, RIGHT_EYE)]
    found = np.full((len(vertices), 4), _OUTSIDE)
    skin = vertices[:BODY_VERTICES]
    found[:BODY_VERTICES, 0] = _lips(skin)
    found[:BODY_VERTICES, 1] = _brows(skin, eyes[0])
    for eye, centre in zip((LEFT_EYE, RIGHT_EYE), eyes, strict=True):
        found[list(eye), 2] = _iris(vertices[list(eye)], centre)
    found[:BODY_VERTICES, 3] = _scalp(skin)
    return found


def _lips(skin: Array) -> Array:
    top, mouth, bottom, corner = (skin[i] for i in (_LIP_TOP, _MOUTH, _LIP_BOTTOM, _MOUTH_CORNER))
    across = np.clip(np.abs(skin[:, 0]) / corner[0], 0, 1)
    line = mouth[2] + (corner[2] - mouth[2]) * across**2
    upper = line + (top[2] - mouth[2]) * (1 - across**2) * (
        1 + 0.25 * np.exp(-(((across - 0.22) / 0.12) ** 2))
    )
    lower = line - (mouth[2] - bottom[2]) * (1 - across**2)
    inside = np.minimum(
        np.minimum(upper - skin[:, 2], skin[:, 2] - lower), 0.93 * corner[0] - np.abs(skin[:, 0])
    )
    return np.where(skin[:, 1] < corner[1] + 0.015, inside, _OUTSIDE)


def _brows(skin: Array, eye: Array) -> Array:
    outward_up = np.column_stack([np.abs(skin[:, 0]) - eye[0], skin[:, 2] - eye[2]])
    distance = np.full(len(skin), np.inf)
    half_width = np.full(len(skin), 0.0)
    for i, (start, end) in enumerate(pairwise(_BROW_ARC)):
        along = np.clip((outward_up - start) @ (end - start) / np.sum((end - start) ** 2), 0, 1)
        here = np.linalg.norm(outward_up - start - along[:, None] * (end - start), axis=1)
        half_width = np.where(here < distance, 0.0052 - 0.0008 * (i + along), half_width)
        distance = np.minimum(distance, here)
    return np.where(skin[:, 1] < eye[1] + 0.02, half_width - distance, _OUTSIDE)


def _iris(eye: Array, centre: Array) -> Array:
    from_axis = np.hypot(eye[:, 0] - centre[0], eye[:, 2] - centre[2])
    return np.where(eye[:, 1] < centre[1], 0.0068 - from_axis, _OUTSIDE)


def _scalp(skin: Array) -> Array:
    ear = skin[_LEFT_EAR]
    forward, height = ear[1] - skin[:, 1], skin[:, 2] - ear[2]
    inside = height - np.interp(forward, _HAIRLINE_FORWARD, _HAIRLINE_HEIGHT)
    from_ear = np.hypot((forward + 0.014) / 0.030, height / 0.040)
    on_ear = (np.abs(skin[:, 0]) > ear[0] - 0.007) & (from_ear < 1)
    return np.asarray(np.clip(np.where(on_ear, np.minimum(inside, -0.006), inside), _OUTSIDE, -_OUTSIDE))
