"""Poses of frames that nobody looked at, for drawing only: nothing is ever judged from one."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from posecoach.pose.pose import Pose

LONGEST_S: Final = 0.5
"""Between two poses further apart nobody knows where the person was, and nothing is drawn."""


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
