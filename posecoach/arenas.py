"""How many pools of memory the C library keeps for the threads of a process of our own.

Light, because it is imported before anything else.
"""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress
from typing import Final

ARENAS: Final = 2
"""glibc gives each thread a pool, and each keeps what its thread has freed: of a review 17 to 20 MB, for no time that
could be measured. With a single one, 3 to 8 MB more are spared and the threads wait for each other."""
_M_ARENA_MAX: Final = -8


def share_arenas() -> None:
    """Have all threads of this process share a few pools, where the C library has one for each (glibc).

    Before there are any threads, and not in a process of somebody else's: what threads do there is not known here.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL("libc.so.6").mallopt(_M_ARENA_MAX, ARENAS)
