"""What can be told from few poses.

A slow computer looks at fewer frames, and what happened between two of them is unknown. So each verdict asks how far
apart the poses were that it rests on, and is given only if it is the same wherever between them the moment lay.
"""

from __future__ import annotations

from typing import Final

from posecoach.words.phrase import N_

FINE_S: Final = 0.11
"""Poses at most this far apart tell as much as all frames: the margins of the limits cover the rest. With ten poses a
second, the sample videos have the repetitions and faults that they have with all frames."""

FEWEST_POSES: Final = 6
"""A movement that fewer poses show, further apart than FINE_S, may be another one, or a piece of one: a start, a turn
and an end of two poses each. At 150 to 300 ms a pose, none of the sample videos' repetitions is invented."""

MEASURABLE_S: Final = 0.05
"""Anything this short was over before it was seen to begin."""

TOO_FEW_POSES: Final = N_("too few frames a second were looked at to tell")


def coarse(gap_s: float) -> bool:
    """Tell whether poses this far apart [s] leave open when something happened."""
    return gap_s > FINE_S


def too_few(poses: int, seconds: float) -> bool:
    """Tell whether a movement of some length [s] was seen in too few poses to be told apart from others."""
    return poses < FEWEST_POSES and coarse(seconds / max(poses, 1))
