"""What can be told from few poses.

A slow computer looks at fewer frames, and what happened between two of them is unknown. So each verdict asks how far
apart the poses were that it rests on, and is given only if it is the same wherever between them the moment lay.
"""

from __future__ import annotations

from typing import Final

from posecoach.pose.way import STEP
from posecoach.words.phrase import N_

FINE_S: Final = 0.11
"""Poses at most this far apart tell as much as all frames, but for times that come close to a limit: the margins of
limits cover the rest. With ten poses a second, the sample videos have the repetitions that they have with all
frames."""

EXACT_S: Final = 0.07
"""Poses at most this far apart, 15 a second, tell a time as exactly as all frames do: limits were chosen on such
(USUAL_GAP_S in signals.py), and media times are rounded."""

CALM_FINE_S: Final = 0.13
"""The same where the body went less far from one to the next than `auto` lets it go unseen (pose/way.py): every third
frame of 24 or 25 a second. So under `auto` 3 of 511 repetitions and faults of the sample videos differed from those of
all frames (2026-11-30), and 2 of 318 of recorded people; 5 and 4 if such times were left open. A slow camera's poses
are as far apart of quick movements too, and those stay open: at 8 poses a second, 2 of 409 faults were called fine
either way, and 7 if no such time was left open."""

FEWEST_POSES: Final = 6
"""A movement that fewer poses show, further apart than FINE_S, may be another one, or a piece of one: a start, a turn
and an end of two poses each. At 150 to 300 ms a pose, none of the sample videos' repetitions is invented."""

MEASURABLE_S: Final = 0.05
"""Anything this short was over before it was seen to begin."""

TOO_FEW_POSES: Final = N_("too few frames a second were looked at to tell")


def coarse(gap_s: float) -> bool:
    """Tell whether poses this far apart [s] leave open when something happened."""
    return gap_s > FINE_S


def hangs_on_the_way(gap_s: float) -> bool:
    """Tell whether the time between two poses [s] is such that it matters how far the body went in it."""
    return FINE_S < gap_s <= CALM_FINE_S


def open_s(gap_s: float, way: float) -> float:
    """Return the time between two poses [s] as far as it leaves anything open. way: the body's [trunk lengths]."""
    return FINE_S if hangs_on_the_way(gap_s) and way < STEP else gap_s


def too_few(poses: int, gap_s: float) -> bool:
    """Tell whether a movement was seen in too few poses, so far apart on average [s], to be told apart from others."""
    return poses < FEWEST_POSES and coarse(gap_s)
