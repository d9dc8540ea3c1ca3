"""Limits of memory that somebody has set (ulimit -v): libraries that meet one end the process without a word."""

from __future__ import annotations

import sys
from typing import Final

from posecoach.errors import InputError, reason
from posecoach.words.phrase import filled

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
            filled(
                "the memory of this process is limited to {limit} MB: allow {least} MB or more (ulimit -v)",
                limit=limit >> 20,
                least=LEAST_BYTES >> 20,
            )
        )


def memory_ran_out(error: MemoryError) -> InputError:
    """Return the error to show when there is no memory left."""
    return InputError(
        filled(
            "memory ran out ({reason}): end other programs, or give a smaller recording", reason=reason(error)
        )
    )
