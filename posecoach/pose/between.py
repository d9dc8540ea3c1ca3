"""Poses of frames that nobody looked at, for drawing only: nothing is ever judged from one."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from posecoach.pose.pose import Pose

LONGEST_S: Final = 0.5
"""Between two poses further apart nobody knows where the person was, and nothing is drawn."""


STILL_SHARE: Final = 0.01
"""Way of a landmark between two poses [trunk lengths] that is the network's own noise and is not carried on."""
CARRIED_S: Final = 0.2
"""A movement is carried on for at most this long after the last pose: the longest wait for the next one."""


def pose_after(before: Pose, now: Pose, t_s: float) -> Pose:
    """Return where a person may be at a media time [s] after the last pose `now`, if they go on as they came to it.

    As in the last pose where the one before it is missing, or too long ago to tell a speed.
    """
    since_s = now.t_s - before.t_s
    if not (before.seen and now.seen) or not 0.0 < since_s <= LONGEST_S:
        return now
    way_px = now.image_px - before.image_px
    still = np.hypot(way_px[:, 0], way_px[:, 1]) <= STILL_SHARE * now.trunk_px
    share = np.where(still, 0.0, min(max(t_s - now.t_s, 0.0), CARRIED_S) / since_s)
    moved = now.image_px + share[:, None].astype(np.float32) * way_px
    return replace(now, t_s=t_s, image_px=moved)


def pose_between(before: Pose, after: Pose | None, t_s: float) -> Pose:
    """Return where a person may have been at a media time [s] between two poses; without a second one, as in the first.

    Nobody where one of both saw nobody, or they are too far apart.
    """
    if not before.seen or t_s - before.t_s > LONGEST_S:
        return Pose.nobody(t_s)
    if after is None:
        return replace(before, t_s=t_s)
    if not after.seen or after.t_s - before.t_s > LONGEST_S:
        return Pose.nobody(t_s)
    share = (t_s - before.t_s) / (after.t_s - before.t_s)
    return replace(before, t_s=t_s, image_px=before.image_px + share * (after.image_px - before.image_px))
