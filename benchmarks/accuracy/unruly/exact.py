"""The poses of an unruly clip as a network without errors would find them: no picture is drawn, no network looks.

What the coach gets wrong from these is its own doing. They are no substitute for the network: it has habits that the
limits of the rules mind (hips that follow a turning chest, guessed limbs); here nothing is hidden and nobody passes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from benchmarks.accuracy.unruly.program import LANDMARKS, Landmark, Pose, Recording, outline_from_mask
from sample_videos.render.body import JOINTS
from sample_videos.render.camera import CameraSpec, project
from sample_videos.render.posing import Figure
from sample_videos.render.rig import SIDES, SIGN
from sample_videos.render.unruly.stage import Stage
from sample_videos.render.unruly.stamps import stamps_s

FloatArray = npt.NDArray[np.float64]

LEAST_APART_S: Final = 0.03
"""No more poses than 33 a second, as the program keeps them."""
MASK_PX: Final = 320
"""Longer side of the mask of the person: somewhat more than the network's."""
CLOSED_PX: Final = 7
"""Gaps between the points of the skin in the mask are closed up to this size."""
UNSEEN: Final = 0.3
"""Visibility of a landmark beyond the edge, which the network guesses."""
FEWEST_TRUNK: Final = 2
"""Of shoulders and hips, so many must be in the frame for the network to find anybody."""

_TRUNK: Final = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
_EYES: Final = ("EYE_INNER", "EYE", "EYE_OUTER")
_EYES_M: Final = (0.02, 0.032, 0.044)  # from the middle of the face to a side
_HAND: Final[Mapping[str, str]] = {"PINKY": "finger5-1", "INDEX": "finger2-1", "THUMB": "finger1-2"}
_TO_MEDIAPIPE: Final = np.array([1.0, -1.0, -1.0])  # of the camera: x right, y up, z toward the viewer


def exact_recording(stage: Stage) -> Recording:
    """The poses of a clip's frames, with the outline of the back."""
    return Recording(list(_poses(stage)), stage.camera.size_wh, "")


def _poses(stage: Stage) -> Iterator[Pose]:
    start_s, before_s = stage.description.window_s[0], -np.inf
    for t_s in map(float, stamps_s(stage.description)):
        if t_s - before_s < LEAST_APART_S - 1e-9:
            continue
        before_s = t_s
        yield pose_of(stage, stage.figure(t_s + start_s), t_s)


def pose_of(stage: Stage, figure: Figure, t_s: float) -> Pose:
    """The pose of a figure at a media time [s]; of nobody where too little of the trunk is in the frame."""
    camera = stage.camera
    width, height = size_wh = camera.size_wh
    skin = figure.vertices()
    points = stage.to_world(landmarks_m(figure, skin))
    image_px = project(camera, points)
    inside = ((image_px >= 0.0) & (image_px < (width, height))).all(axis=1)
    if np.isnan(image_px).any() or inside[_TRUNK].sum() < FEWEST_TRUNK:
        return Pose.nobody(t_s)
    world_m = seen_by(camera, points).astype(np.float32)
    scale = min(1.0, MASK_PX / max(size_wh))
    mask = mask_of(
        project(camera, stage.to_world(skin)) * scale, stage.rig.body.faces, (height * scale, width * scale)
    )
    outline = outline_from_mask(mask, image_px.astype(np.float32), world_m, size_wh)
    visibility = np.where(inside, 1.0, UNSEEN).astype(np.float32)
    return Pose(t_s, image_px.astype(np.float32), world_m, visibility, outline, size_wh)


def landmarks_m(figure: Figure, skin: npt.NDArray[np.floating]) -> FloatArray:
    """The landmarks (33, 3) of a figure in the person's own frame [m]. skin: (V, 3), its vertices."""
    body, heads = figure.rig.body, figure.joints
    points = np.zeros((LANDMARKS, 3))
    for side in SIDES:
        name, end = side.upper(), f".{side[0].upper()}"
        for joint in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle"):
            points[Landmark[f"{name}_{joint.upper()}"]] = heads[body.index(JOINTS[f"{side}_{joint}"])]
        for finger, bone in _HAND.items():
            points[Landmark[f"{name}_{finger}"]] = heads[body.index(bone + end)]
        for landmark, vertex in (("EAR", "ear"), ("HEEL", "heel"), ("FOOT_INDEX", "toe")):
            points[Landmark[f"{name}_{landmark}"]] = skin[body.landmarks[f"{side}_{vertex}"]]
    points[Landmark.NOSE] = skin[body.landmarks["nose"]]
    return _with_face(points)


def _with_face(points: FloatArray) -> FloatArray:
    """The landmarks with eyes and mouth where they are between nose and ears."""
    nose, left, right = (points[mark] for mark in (Landmark.NOSE, Landmark.LEFT_EAR, Landmark.RIGHT_EAR))
    ahead = nose - (left + right) / 2.0
    aside = (left - right) / np.linalg.norm(left - right)
    up = np.cross(ahead, left - right)
    up /= np.linalg.norm(up)
    for side in SIDES:
        for name, way_m in zip(_EYES, _EYES_M, strict=True):
            eye = nose - 0.15 * ahead + 0.03 * up + SIGN[side] * way_m * aside
            points[Landmark[f"{side.upper()}_{name}"]] = eye
        points[Landmark[f"MOUTH_{side.upper()}"]] = (
            nose - 0.1 * ahead - 0.05 * up + SIGN[side] * 0.025 * aside
        )
    return points


def seen_by(camera: CameraSpec, points: npt.ArrayLike) -> FloatArray:
    """World points (33, 3) [m] as world landmarks: x right, y down, z away from the camera, between the hips 0."""
    homogeneous = np.column_stack([np.asarray(points, np.float64), np.ones(LANDMARKS)])
    turned = (homogeneous @ camera.view().T)[:, :3] * _TO_MEDIAPIPE
    middle = (turned[Landmark.LEFT_HIP] + turned[Landmark.RIGHT_HIP]) / 2.0
    return np.asarray(turned - middle)


def mask_of(
    points_px: npt.NDArray[np.floating], faces: npt.NDArray[np.integer], size_hw: tuple[float, float]
) -> npt.NDArray[np.float32]:
    """The mask (H, W) of a skin whose vertices (V, 2) and faces (F, 3) are these, 1 where the person is."""
    height, width = int(size_hw[0]), int(size_hw[1])
    mask = np.zeros((height, width), np.uint8)
    if np.isnan(points_px).any():
        return mask.astype(np.float32)
    spots = np.rint(np.concatenate([points_px, points_px[faces].mean(axis=1)])).astype(np.int64)
    inside = ((spots >= 0) & (spots < (width, height))).all(axis=1)
    mask[spots[inside, 1], spots[inside, 0]] = 1
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((CLOSED_PX, CLOSED_PX), np.uint8))
    return np.asarray(closed, np.float32)
