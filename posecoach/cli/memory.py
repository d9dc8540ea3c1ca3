"""Limits of memory that somebody has set (ulimit -v): libraries that meet one end the process without a word."""

from __future__ import annotations

import sys
from typing import Final

from posecoach.errors import InputError

LEAST_BYTES: Final = 2**30
"""Address space below which numpy, OpenCV or MediaPipe cannot start."""


def check_memory_limit() -> None:
    """Raise InputError where the address space of this process is limited to less than the libraries need."""
    if sys.platform == "win32":
        return
    import resource

    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    if limit != resource.RLIM_INFINITY and limit < LEAST_BYTES:
        raise InputError(
            f"the memory of this process is limited to {limit >> 20} MB: allow {LEAST_BYTES >> 20} MB or more "
            "(ulimit -v)"
        )


def memory_ran_out(error: MemoryError) -> InputError:
    """Return the error to show when there is no memory left."""
    why = f" ({error})" if str(error) else ""
    return InputError(f"memory ran out{why}: end other programs, or give a smaller recording")
