"""How light each pixel of a decoded frame is: known at no cost, long before anybody wants to see its colours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Luma:
    """A view of the luma of a frame, (H, W) of whole numbers, as it is stored: not turned, not stretched.

    black, white: the levels that stand for these.
    """

    levels: NDArray[Any]
    black: int
    white: int
