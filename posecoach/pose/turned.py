"""A pose as it is in the frame turned by quarters."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from posecoach.pose.pose import Pose


def turned(pose: Pose, quarters: int) -> Pose:
    """Return a pose as it is in the picture turned clockwise; without the back's outline, whose edge is another."""
    if not pose.seen or quarters == 0:
        return pose
    (width, height), (x, y) = pose.size_wh, pose.image_px.T
    world_x, world_y, world_z = pose.world_m.T
    for _ in range(quarters):
        x, y, width, height = height - y, x, height, width
        world_x, world_y = -world_y, world_x
    return replace(
        pose,
        image_px=np.stack([x, y], axis=1).astype(np.float32),
        world_m=np.stack([world_x, world_y, world_z], axis=1).astype(np.float32),
        back_outline=None,
        size_wh=(width, height),
    )
