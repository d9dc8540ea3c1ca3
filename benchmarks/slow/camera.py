"""Poses as a slow computer gets them: while it looks at one frame, the camera goes on."""

from __future__ import annotations

from collections.abc import Sequence

from posecoach.pose.pose import Pose


def seen_slowly(poses: Sequence[Pose], inference_s: float) -> list[Pose]:
    """Return the poses of the frames that are looked at if each look lasts so long [s].

    As live does it: once a look is over, the newest frame that has come is next; without a new one, the next to come.
    """
    looked_at: list[Pose] = []
    free_s = float("-inf")
    for pose, after in zip(poses, [*poses[1:], None], strict=True):
        newest_when_free = after is None or after.t_s > free_s
        if newest_when_free:
            looked_at.append(pose)
            free_s = max(free_s, pose.t_s) + inference_s
    return looked_at
