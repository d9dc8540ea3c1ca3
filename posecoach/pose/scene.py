"""What a frame tells about a place before an exercise begins: how light it is and how many people are there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.frame import Frame


@dataclass(frozen=True, slots=True)
class Scene:
    """What was seen at a media time: brightness 0..255 (mean grey level), people counted (2 = two or more).

    places_px: each person as (33, 2) landmarks [px], found afresh, regardless of whom was followed before. upside_down:
    whether the frame seems to be, by how the person followed lies or stands in it.
    """

    t_s: float
    brightness: float
    people: int
    places_px: tuple[NDArray[np.float32], ...] = field(default=(), compare=False)
    upside_down: bool = False


class SceneLook(Protocol):
    """Looks at a frame now and then, before an exercise."""

    def look(self, frame: Frame) -> Scene | None:
        """Return what is seen in a frame; None if the last look was a moment ago."""

    def close(self) -> None:
        """Free its model; safe to call twice."""
