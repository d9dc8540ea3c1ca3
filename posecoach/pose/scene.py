"""What a picture tells about a place before an exercise begins: how light it is and how many people are there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scene:
    """What was seen at a media time: brightness 0..255 (mean grey level), people counted (2 = two or more)."""

    t_s: float
    brightness: float
    people: int
