"""The drawn skeleton between two looks of the network: it goes on as it moved. For the screen only."""

from __future__ import annotations

from dataclasses import replace

from posecoach.drawing.snapshot import Snapshot
from posecoach.pose.between import pose_after
from posecoach.pose.pose import Pose


class Follower:
    """Keeps the last two poses that it was shown, and carries the movement between them on."""

    def __init__(self) -> None:
        """Start with nobody."""
        self._before = self._now = Pose.nobody(0.0)

    def follow(self, snapshot: Snapshot, t_s: float) -> Snapshot:
        """Return the snapshot with the person where they may be at the media time [s] of the frame on the screen."""
        if snapshot.pose is not self._now:
            self._before, self._now = self._now, snapshot.pose
        return replace(snapshot, pose=pose_after(self._before, self._now, t_s))
