"""A repetition that goes to one side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Turn(NamedTuple):
    """The side the chest turns to, and the rules that the repetition breaks."""

    side: str
    faults: Sequence[str] = ()
