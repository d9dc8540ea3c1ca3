"""What a proposed file is made of, and how its numbers are written."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from posecoach.features.extract import get_feature
from posecoach.learning.choosing import SIDED
from posecoach.learning.measuring import MeasuredRecording
from posecoach.learning.repeating import RepeatedMovement

OUT_SHARES: Final = (0.4, 0.5, 0.3)
REST_SHARE: Final = 0.7
"""A movement has begun at one of these shares of the smallest that was seen (the first with which the coach counts
right), and is over at that share of this one: others move less than the person in the recordings, and do not come back
to exactly where they were."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What goes into the file.

    also: other movements that were counted alike.
    out_share: see OUT_SHARES.
    """

    key: str
    name: str
    recordings: Sequence[MeasuredRecording]
    movement: RepeatedMovement
    also: Sequence[RepeatedMovement]
    out_share: float = OUT_SHARES[0]

    @property
    def sided(self) -> bool:
        """Whether the movement tells the side."""
        return self.movement.kind == "both sides" and self.movement.feature in SIDED

    @property
    def cycle(self) -> bool:
        """Whether a repetition goes from one end through rest to the other."""
        return self.movement.kind == "cycle"


def sizes(moved: RepeatedMovement) -> tuple[float, float]:
    """Return how far the smallest movement goes below rest, and above; 0 for a way that it does not go."""
    low, high = (
        min((one.size for one in moved.excursions if one.sign == sign), default=0.0) for sign in (-1, 1)
    )
    return low, high


def range_of(moved: RepeatedMovement) -> str:
    """Return from where to where a movement goes, rest included."""
    ends = [found.rest for found in moved.found]
    ends += [found.rest + one.sign * one.size for found in moved.found for one in found.excursions]
    unit = get_feature(moved.feature).unit
    least, most = (number(moved.feature, end) for end in (min(ends), max(ends)))
    return f"{least} to {most} {'degrees' if unit == 'deg' else unit}".rstrip()


def number(feature: str, value: float) -> str:
    """Return a value of a feature with as many digits as its error deserves, always with a point."""
    digits = 1 if get_feature(feature).unit == "deg" else 3
    return f"{value + 0.0:.{digits}f}"


def quoted(text: str) -> str:
    """Return a text as TOML wants it."""
    return json.dumps(text, ensure_ascii=False)
