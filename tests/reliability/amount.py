"""How much is tried: as much as CI has time for, or, with FUZZ=10 in the environment, ten times of it (make soak)."""

from __future__ import annotations

import os


def times(count: int) -> int:
    """Return how many inputs to try where CI tries `count`."""
    return count * int(os.environ.get("FUZZ", "1"))
