"""Somebody who sits on a chair, facing the camera or with the side to it."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from tests.poses import SHANK_M, THIGH_M, CameraPlace, facing_camera, outline, standing

CAMERA = CameraPlace(scale=300.0)


def sitting(
    t_s: float = 0.0,
    *,
    chest_turn_deg: float = 0.0,
    pelvis_turn_deg: float = 0.0,
    lean_px: float = 0.0,
    knee_drop_m: float = 0.1,
) -> Pose:
    """Return somebody who faces the camera; turns are positive to the person's left, and so is the lean.

    knee_drop_m: how far the knees lie below the hips in the frame.
    """
    pose = facing_camera(t_s, CAMERA, chest_turn_deg=chest_turn_deg, pelvis_turn_deg=pelvis_turn_deg)
    image = np.array(pose.image_px, np.float64)
    image[: L.LEFT_HIP, 0] += lean_px
    for side, out in ((0, 1.0), (1, -1.0)):
        knee = image[L.LEFT_HIP + side] + CAMERA.scale * np.array([0.06 * out, knee_drop_m])
        foot = knee + CAMERA.scale * np.array([0.0, SHANK_M])
        image[L.LEFT_KNEE + side] = knee
        for mark in (L.LEFT_ANKLE, L.LEFT_HEEL, L.LEFT_FOOT_INDEX):
            image[mark + side] = foot
    return replace(pose, image_px=image.astype(np.float32))


def sitting_sideways(
    t_s: float = 0.0,
    camera: CameraPlace = CAMERA,
    *,
    bow: float = 0.0,
    lean_deg: float = 5.0,
    nod_deg: float = 0.0,
    knee_deg: float = 95.0,
) -> Pose:
    """Return somebody with the side to the camera.

    bow: roundness of the back in trunk lengths. nod_deg: of the face, from straight ahead toward the chest.
    knee_deg: how far the knees are bent.
    """
    pose = replace(standing(t_s, camera, trunk_inclination_deg=lean_deg), back_outline=outline(bow))
    image = np.array(pose.image_px, np.float64)
    ahead = float(np.sign(image[L.NOSE, 0] - image[L.LEFT_EAR, 0]))
    shank = math.radians(knee_deg)
    for side in (0, 1):
        knee = image[L.LEFT_HIP + side] + camera.scale * np.array([ahead * THIGH_M, 0.0])
        image[L.LEFT_KNEE + side] = knee
        foot = knee + camera.scale * SHANK_M * np.array([ahead * math.cos(shank), math.sin(shank)])
        for mark in (L.LEFT_ANKLE, L.LEFT_HEEL, L.LEFT_FOOT_INDEX):
            image[mark + side] = foot
    ear, face = image[L.LEFT_EAR], np.hypot(*(image[L.NOSE] - image[L.LEFT_EAR]))
    down = math.radians(nod_deg)
    image[L.NOSE] = ear + face * np.array([ahead * math.cos(down), math.sin(down)])
    return replace(pose, image_px=image.astype(np.float32))
