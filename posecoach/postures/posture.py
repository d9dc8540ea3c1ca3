"""What a posture is: all that the program knows of one. Every posture stands in a module of its own beside this one.

To add a posture, fill in a Posture in a new module of this package and put it into the table (table.py). Exercise files
may then start in it; recogniser, words, silhouette and figure are looked up there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Literal

from posecoach.features.body import Body
from posecoach.pose.landmarks import Landmark
from posecoach.postures.figure import FeatureValues, Figure

TILT_DEG: Final = 8.0
"""A camera on a laptop may be tilted by this much; on a roller the trunk leans 35 degrees over the floor already."""

ViewName = Literal["side", "front"]
"""The views in which an exercise can be seen."""


@dataclass(frozen=True, slots=True)
class Rod:
    """A limb from (x, y) to (x, y), with the radius at either end."""

    start: tuple[float, float]
    start_radius: float
    end: tuple[float, float]
    end_radius: float


Rods = tuple[Rod, ...]


def chain(*joints: tuple[float, float, float]) -> Rods:
    """Return the rods between joints (x, y, radius)."""
    return tuple(Rod((ax, ay), ar, (bx, by), br) for (ax, ay, ar), (bx, by, br) in pairwise(joints))


def both(body: Rods) -> Rods:
    """Return a half of a body and its mirror image."""
    other = tuple(
        Rod((-one.start[0], one.start[1]), one.start_radius, (-one.end[0], one.end[1]), one.end_radius)
        for one in body
    )
    return body + other


@dataclass(frozen=True, slots=True)
class Posture:
    """One posture. What depends on the view stands there by view.

    key: its name in exercise files. meaning: what it is, in their reference. place, start: the same in a word or two,
    and as a start. get_into: what to do to begin, as it is said. at_a_glance: the same in as few words as a screen has
    room for. level: whether the trunk is level, so that the shift of its far side tells from where the camera looks.
    on_back: whether the back lies on the floor. in_frame: LEFT_... landmarks without which it is not recognised; they
    must be in the frame on the near side. recognise: whether a body is in it, by the trunk's inclination [deg], the
    vertical part of where the back points (+1 = down), and the factor by which its limits are widened. silhouettes: a
    body to step into. figure: the stick figure of feature values. overlaps: whether a body in it may be in a posture
    above it in the table as well.
    """

    key: str
    meaning: str
    place: str
    start: str
    get_into: Mapping[str, str]
    level: bool
    in_frame: tuple[Landmark, ...]
    recognise: Callable[[Body, float, float, float], bool]
    figure: Callable[[FeatureValues, ViewName], Figure]
    at_a_glance: Mapping[str, str] = field(default_factory=dict)
    silhouettes: Mapping[str, Rods] = field(default_factory=dict)
    on_back: bool = False
    overlaps: bool = False
