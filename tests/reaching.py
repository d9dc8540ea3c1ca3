"""Somebody on hands and knees who stretches out an arm and a leg, or folds back into child's pose."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from tests.poses import hands_and_knees, hook_lying

ARM, THIGH, SHANK = 0.95, 0.85, 0.8
"""In trunk lengths."""


def reaching(
    t_s: float = 0.0,
    *,
    arm: L | None = None,
    leg: L | None = None,
    share: float = 1.0,
    level_deg: float = 0.0,
) -> Pose:
    """Return somebody whose arm (its wrist) and leg (its ankle) are lifted by a share of the way to level.

    level_deg: of the leg, positive = the foot higher than the hip.
    """
    pose = hands_and_knees(t_s)
    image = np.array(pose.image_px, np.float64)
    shoulder, hip = image[L.LEFT_SHOULDER], image[L.LEFT_HIP]
    size, forward = float(np.hypot(*(shoulder - hip))), float(np.sign(shoulder[0] - hip[0]))

    def along(start: np.ndarray, from_deg: float, to_deg: float, length: float) -> np.ndarray:
        """0 = to the front, 90 = down, 180 = to the back."""
        angle = math.radians(from_deg + share * (to_deg - from_deg))
        return start + size * length * np.array([forward * math.cos(angle), math.sin(angle)])

    if arm is not None:
        joint = image[arm - L.LEFT_WRIST + L.LEFT_SHOULDER]
        image[arm] = along(joint, 90.0, 0.0, ARM)
        image[arm - L.LEFT_WRIST + L.LEFT_ELBOW] = along(joint, 90.0, 0.0, ARM / 2.0)
    if leg is not None:
        side = leg - L.LEFT_ANKLE
        knee = along(image[L.LEFT_HIP + side], 90.0, 180.0 + level_deg, THIGH)
        image[L.LEFT_KNEE + side], image[leg] = knee, along(knee, 180.0, 180.0 + level_deg, SHANK)
    return replace(pose, image_px=image.astype(np.float32))


def folded(t_s: float = 0.0, share: float = 1.0) -> Pose:
    """Return somebody on hands and knees who has gone back into child's pose by a share of the way."""
    pose = hands_and_knees(t_s)
    image = np.array(pose.image_px, np.float64)
    shoulder, hip = image[L.LEFT_SHOULDER], image[L.LEFT_HIP]
    size, forward = float(np.hypot(*(shoulder - hip))), float(np.sign(shoulder[0] - hip[0]))
    for side in (0, 1):
        knee = image[L.LEFT_KNEE + side]
        lean_deg = 90.0 + 60.0 * share  # of the thigh, from the front over upright to the back
        there = knee + size * THIGH * np.array(
            [forward * math.cos(math.radians(lean_deg)), -math.sin(math.radians(lean_deg))]
        )
        drop_deg = 8.0 * share
        trunk = size * np.array(
            [forward * math.cos(math.radians(drop_deg)), math.sin(math.radians(drop_deg))]
        )
        for mark in (L.LEFT_SHOULDER, L.LEFT_EAR, L.LEFT_ELBOW):
            image[mark + side] += (
                there + trunk - image[L.LEFT_SHOULDER + side] if mark != L.LEFT_SHOULDER else 0.0
            )
        image[L.LEFT_HIP + side], image[L.LEFT_SHOULDER + side] = there, there + trunk
    return replace(pose, image_px=image.astype(np.float32))


Leg = tuple[float, float]
"""How far hip and knee are bent [deg]."""

TABLE_TOP: Leg = (90.0, 90.0)
FOOT_DOWN: Leg = (45.0, 90.0)


def on_the_back(
    t_s: float = 0.0,
    *,
    left: Leg = FOOT_DOWN,
    right: Leg = FOOT_DOWN,
    arms_deg: tuple[float, float] | None = None,
    hands_on_knee: L | None = None,
) -> Pose:
    """Return somebody on the back; of each leg the bend of hip and knee.

    arms_deg: directions of the left and the right arm, 0 = overhead along the floor, 90 = up. hands_on_knee: a knee.
    """
    pose = hook_lying(t_s)
    image = np.array(pose.image_px, np.float64)
    shoulder, hip = image[L.LEFT_SHOULDER], image[L.LEFT_HIP]
    size, forward = float(np.hypot(*(shoulder - hip))), float(np.sign(shoulder[0] - hip[0]))

    def along(start: np.ndarray, direction_deg: float, length: float) -> np.ndarray:
        """0 = toward the head, 90 = up."""
        angle = math.radians(direction_deg)
        return start + size * length * np.array([forward * math.cos(angle), -math.sin(angle)])

    for side, (hip_deg, knee_deg) in enumerate((left, right)):
        knee = along(image[L.LEFT_HIP + side], 180.0 - hip_deg, THIGH)
        ankle = along(knee, 180.0 - hip_deg + knee_deg, SHANK)
        image[L.LEFT_KNEE + side], image[L.LEFT_ANKLE + side] = knee, ankle
        image[L.LEFT_HEEL + side] = along(ankle, 270.0 - hip_deg + knee_deg, 0.1)
        image[L.LEFT_FOOT_INDEX + side] = along(ankle, 90.0 - hip_deg + knee_deg, 0.25)
        if arms_deg is not None:
            joint = image[L.LEFT_SHOULDER + side]
            image[L.LEFT_WRIST + side] = along(joint, arms_deg[side], ARM)
            image[L.LEFT_ELBOW + side] = along(joint, arms_deg[side], ARM / 2.0)
    if hands_on_knee is not None:
        for side in (0, 1):
            image[L.LEFT_WRIST + side] = image[hands_on_knee]
            image[L.LEFT_ELBOW + side] = (image[hands_on_knee] + image[L.LEFT_SHOULDER + side]) / 2.0
    return replace(pose, image_px=image.astype(np.float32))
