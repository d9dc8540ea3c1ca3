"""Movements to the other side that were too small to count, between two repetitions to the same side."""

from __future__ import annotations

import math
from typing import Final

from posecoach.judging.repetitions import Draft
from posecoach.judging.signals import Signals

ALSO_SHARE: Final = 0.42
"""Whoever went at least so far to the other side as to this one may have meant it. Where the smaller of two movements
does not count, it is not known whether the sides took turns. Of 36 repetitions of rendered and recorded people that
were told as to the same side as the one before, the way to the other side is at most 0.37 of it in 28, who swing past
neutral, and 0.48 to 1.5 in eight."""


def also_to_the_other_side(signals: Signals, draft: Draft, since_s: float) -> bool:
    """Tell whether the signal whose sign is the side also went the other way from a media time [s] on.

    False where the side is not the sign of a phase's signal, and without a time.
    """
    sided = next((span for span in draft.spans if span.phase.sided and span.side is not None), None)
    if sided is None or sided.phase.signal is None or math.isnan(since_s):
        return False
    i = signals.index[sided.phase.signal]
    sign = 1.0 if sided.side == "left" else -1.0
    ways = [
        (t_s, sign * (values[i] - signals.neutral[i]))
        for t_s, values in signals.span(since_s, draft.end_s)
        if not math.isnan(values[i])
    ]
    here = max((way for t_s, way in ways if t_s >= draft.start_s), default=math.nan)
    there = max((-way for _, way in ways), default=math.nan)
    return there >= ALSO_SHARE * here > 0.0
