"""When a wave is seen: in time where somebody waves, never where nobody does."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Final

from benchmarks.accuracy.unruly.program import Recording
from benchmarks.waves.stored import Stored
from benchmarks.waves.tries import BEGINS_S
from posecoach.coaching.waving import Waving

IN_TIME_S: Final = 1.5
"""From the first movement of the raised hand until the wave is seen."""
SEEN_SHARE: Final = 0.95


def seen_at_s(recording: Recording) -> list[float]:
    """Return the media times at which a wave is seen."""
    waving = Waving()
    return [pose.t_s for pose in recording.poses if waving.step(pose)]


def delays_s(tries: Stored) -> dict[tuple[int, str], float]:
    """Return how long each try waves until it is seen; infinite if it never is, or before anybody waves."""
    delays = {key: min(seen_at_s(recording), default=math.inf) - BEGINS_S for key, recording in tries.items()}
    return {key: delay_s if delay_s >= 0.0 else math.inf for key, delay_s in delays.items()}


def in_time(delays: Iterable[float]) -> float:
    """Return the share that is seen in time."""
    told = [delay_s <= IN_TIME_S for delay_s in delays]
    return sum(told) / len(told)


def invented(recordings: Mapping[str, Recording]) -> dict[str, list[float]]:
    """Return where a wave is seen although nobody waves: times by the name of the recording."""
    found = {name: seen_at_s(recording) for name, recording in recordings.items()}
    return {name: times_s for name, times_s in found.items() if times_s}
