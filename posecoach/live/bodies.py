"""Bodies as they stand, lie and kneel: limbs as tapered rods, in trunk lengths, the floor at height 0.

Lengths are those of the stick figures (posecoach/commands/stick_figure.py). From the side the face, or the head of
somebody on the floor, is at the left. They only show what is meant.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final


@dataclass(frozen=True, slots=True)
class Rod:
    """A limb from (x, y) to (x, y), with the radius at either end."""

    start: tuple[float, float]
    start_radius: float
    end: tuple[float, float]
    end_radius: float


Body = tuple[Rod, ...]


def _chain(*joints: tuple[float, float, float]) -> Body:
    """Return the rods between joints (x, y, radius)."""
    return tuple(Rod((ax, ay), ar, (bx, by), br) for (ax, ay, ar), (bx, by, br) in pairwise(joints))


def _both(body: Body) -> Body:
    """Return a half of a body and its mirror image."""
    other = tuple(
        Rod((-one.start[0], one.start[1]), one.start_radius, (-one.end[0], one.end[1]), one.end_radius)
        for one in body
    )
    return body + other


_FACING: Final = _both(
    _chain((0.24, 0.05, 0.06), (0.19, 0.10, 0.07), (0.17, 0.86, 0.09), (0.15, 1.62, 0.14))
    + _chain((0.13, 1.72, 0.14), (0.11, 2.12, 0.13), (0.17, 2.52, 0.15))
    + _chain(
        (0.24, 2.66, 0.10), (0.33, 2.62, 0.09), (0.43, 2.14, 0.07), (0.48, 1.68, 0.055), (0.49, 1.56, 0.06)
    )
) + _chain((0.0, 2.68, 0.09), (0.0, 3.02, 0.165), (0.0, 3.10, 0.17))

_SIDEWAYS: Final = (
    _chain((-0.24, 0.04, 0.045), (0.0, 0.09, 0.075), (0.03, 0.86, 0.095), (0.03, 1.66, 0.16))
    + _chain(
        (0.03, 1.72, 0.165), (0.01, 2.08, 0.145), (0.01, 2.50, 0.17), (0.02, 2.68, 0.09), (-0.04, 3.00, 0.13)
    )
    + _chain((-0.05, 3.04, 0.18), (-0.02, 3.10, 0.18))
    + _chain((-0.12, 3.05, 0.10), (-0.25, 3.03, 0.035))
    + _chain((0.04, 2.58, 0.10), (0.08, 2.12, 0.08), (-0.02, 1.68, 0.06), (-0.06, 1.56, 0.06))
)

_LYING: Final = (
    _chain((-1.44, 0.20, 0.175), (-1.36, 0.21, 0.175))
    + _chain((-1.38, 0.28, 0.10), (-1.37, 0.41, 0.035))
    + _chain((-1.36, 0.16, 0.10), (-1.02, 0.17, 0.13), (-0.60, 0.17, 0.155), (-0.02, 0.17, 0.155))
    + _chain((-0.02, 0.17, 0.15), (0.52, 0.80, 0.10), (0.86, 0.10, 0.07), (1.14, 0.045, 0.045))
    + _chain((-1.00, 0.12, 0.09), (-0.52, 0.08, 0.07), (-0.04, 0.06, 0.055), (0.08, 0.05, 0.05))
)

_ALL_FOURS: Final = (
    _chain((-1.36, 1.12, 0.18), (-1.30, 1.16, 0.18))
    + _chain((-1.36, 1.04, 0.10), (-1.38, 0.91, 0.035))
    + _chain((-1.22, 1.06, 0.11), (-0.98, 0.96, 0.15), (-0.50, 0.94, 0.16), (0.0, 0.88, 0.17))
    + _chain((0.0, 0.84, 0.15), (0.0, 0.10, 0.10), (0.78, 0.09, 0.065), (0.98, 0.05, 0.045))
    + _chain((-0.98, 0.94, 0.10), (-1.00, 0.50, 0.075), (-0.98, 0.08, 0.06), (-1.12, 0.045, 0.045))
)

BODIES: Final[dict[tuple[str, str], Body]] = {
    ("standing", "front"): _FACING,
    ("standing", "side"): _SIDEWAYS,
    ("hook_lying", "side"): _LYING,
    ("hands_and_knees", "side"): _ALL_FOURS,
}
"""By posture and the view from which it is seen."""
