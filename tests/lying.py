"""Somebody who lies on the floor with the side to the camera: on the belly, or on the back with one leg long."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from tests.poses import SHANK_M, THIGH_M, TRUNK_M, CameraPlace, hands_and_knees, hook_lying

CAMERA = CameraPlace(scale=400.0)


def prone(
    t_s: float = 0.0,
    camera: CameraPlace = CAMERA,
    *,
    trunk_rise_deg: float = 0.0,
    hip_over_knee: float = 0.06,
    head_pitch_deg: float = -90.0,
) -> Pose:
    """Return somebody on the belly, the hands under the shoulders; lengths in trunk lengths."""
    pose = hands_and_knees(
        t_s, camera, trunk_inclination_deg=90.0 - trunk_rise_deg, head_pitch_deg=head_pitch_deg
    )
    pose = replace(pose, image_px=pose.image_px + np.array([0.0, 0.4 * camera.scale], np.float32))
    lift = hip_over_knee * TRUNK_M
    knee = -math.sqrt(THIGH_M**2 - lift**2)
    shoulder = TRUNK_M * math.cos(math.radians(trunk_rise_deg))
    return _placed(
        pose,
        camera,
        {
            L.LEFT_KNEE: (knee, -lift),
            L.LEFT_ANKLE: (knee - SHANK_M, 0.01 - lift),
            L.LEFT_HEEL: (knee - SHANK_M - 0.02, 0.05 - lift),
            L.LEFT_FOOT_INDEX: (knee - SHANK_M - 0.16, -0.03 - lift),
            L.LEFT_ELBOW: (shoulder - 0.1, 0.05 - lift),
            L.LEFT_WRIST: (shoulder + 0.02, -0.05 - lift),
        },
    )


def one_leg_long(
    t_s: float = 0.0,
    camera: CameraPlace = CAMERA,
    *,
    lift_m: float = 0.0,
    trunk_rise_deg: float = 0.0,
    nod_deg: float = 0.0,
    bent_side: int = 0,
) -> Pose:
    """Return somebody on the back whose head is lifted, and whose shoulders rise by an angle about the hips.

    bent_side: whose foot stands, 0 = left, 1 = right; the other leg is long. nod_deg: of the face, toward the chest.
    """
    pose = hook_lying(t_s, camera)
    image = np.array(pose.image_px, np.float64)
    hip, long = image[L.LEFT_HIP].copy(), 1 - bent_side
    for mark, back_m, up_m in (
        (L.LEFT_KNEE, THIGH_M, 0.03),
        (L.LEFT_ANKLE, THIGH_M + SHANK_M, 0.0),
        (L.LEFT_HEEL, THIGH_M + SHANK_M + 0.04, -0.03),
        (L.LEFT_FOOT_INDEX, THIGH_M + SHANK_M + 0.08, 0.18),
    ):
        image[mark + long] = image[L.LEFT_HIP + long] + camera.scale * np.array(
            [-camera.facing * back_m, -up_m]
        )
    ear, nod = image[L.LEFT_EAR].copy(), math.radians(nod_deg) * -camera.facing
    turn = np.array([[math.cos(nod), -math.sin(nod)], [math.sin(nod), math.cos(nod)]])
    head = slice(0, L.LEFT_SHOULDER)
    image[head] = ear + (image[head] - ear) @ turn.T - [0.0, lift_m * camera.scale]
    for mark in (L.LEFT_SHOULDER, L.RIGHT_SHOULDER):
        rise = math.radians(trunk_rise_deg) * -camera.facing
        tilt = np.array([[math.cos(rise), -math.sin(rise)], [math.sin(rise), math.cos(rise)]])
        image[mark] = hip + (image[mark] - hip) @ tilt.T
    return replace(pose, image_px=image.astype(np.float32))


def _placed(pose: Pose, camera: CameraPlace, places: Mapping[L, tuple[float, float]]) -> Pose:
    """Return a pose with landmarks of both sides put headward of and above the hip of their side [m]."""
    image = np.array(pose.image_px, np.float64)
    for mark, (ahead, up) in places.items():
        for side in (0, 1):
            image[mark + side] = image[L.LEFT_HIP + side] + camera.scale * np.array(
                [camera.facing * ahead, -up]
            )
    return replace(pose, image_px=image.astype(np.float32))
