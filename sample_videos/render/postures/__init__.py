"""Postures: from a few named numbers to a posed figure that touches the floor where a person would.

A pose maps parameter names to floats. In the person frame of `ik.py`, a person who lies or is on hands and knees is
along Y.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sample_videos.render.posing import Figure
from sample_videos.render.rig import Rig

Pose = Mapping[str, float]


class PoseError(ValueError):
    """A pose names a parameter that its posture does not have."""


@dataclass(frozen=True)
class Posture:
    """A way to be posed: parameters with their defaults, and the builder of the figure.

    face_down: somebody on the floor with the head toward -Y, on hands and knees or on the belly.
    """

    name: str
    defaults: Pose
    build: Callable[[Rig, dict[str, float]], Figure]
    face_down: bool = False

    def complete(self, pose: Pose) -> dict[str, float]:
        """The pose with the defaults of what it leaves out. PoseError names unknown parameters."""
        unknown = sorted(set(pose) - set(self.defaults))
        if unknown:
            known = ", ".join(sorted(self.defaults))
            raise PoseError(f"posture {self.name} has no parameter {', '.join(unknown)}; it has {known}")
        return {**self.defaults, **pose}

    def figure(self, rig: Rig, pose: Pose) -> Figure:
        """The posed figure."""
        return self.build(rig, self.complete(pose))
