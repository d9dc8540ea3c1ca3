"""Somebody on the back whose bent knees sink to one side."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from tests.poses import HIP_HALF_M, SIDE, hook_lying

HIPS_FOLLOW = 0.6
"""The share of the knees' turn that the pelvis makes."""


def rolled(t_s: float = 0.0, roll_deg: float = 0.0, *, apart_m: float = 0.0, shoulder_m: float = 0.0) -> Pose:
    """Return somebody whose knees have sunk by an angle; positive = to the person's left, toward the camera.

    apart_m: how far the upper knee lags behind. shoulder_m: how far the far shoulder has come off the floor.
    """
    pose = hook_lying(t_s)
    image, world = np.array(pose.image_px, np.float64), np.array(pose.world_m, np.float64)
    turn = math.radians(roll_deg)
    for side, left in ((0, 1.0), (1, -1.0)):
        hip, knee = L.LEFT_HIP + side, L.LEFT_KNEE + side
        rise = image[hip, 1] - image[knee, 1]
        down_m = left * HIP_HALF_M * math.sin(turn)
        lag_m = apart_m if left * roll_deg < 0.0 else 0.0
        image[hip, 1] += SIDE.scale * down_m * HIPS_FOLLOW
        image[knee, 1] += SIDE.scale * (down_m - lag_m) + rise * (1.0 - math.cos(turn))
        world[knee, 1] += rise / SIDE.scale * (1.0 - math.cos(turn))
        world[knee, 2] -= rise / SIDE.scale * math.sin(turn)  # the left side is near
    image[L.RIGHT_SHOULDER, 1] -= SIDE.scale * shoulder_m
    return replace(pose, image_px=image.astype(np.float32), world_m=world.astype(np.float32))
