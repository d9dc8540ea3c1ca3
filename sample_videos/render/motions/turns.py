"""A repetition that goes to one side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sample_videos.render.rig import Side


class Turn(NamedTuple):
    """The side the chest turns to, and the rules that the repetition breaks."""

    side: Side
    faults: Sequence[str] = ()
