"""A pinhole camera: where it stands, and where a point of the world appears in its picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class CameraSpec:
    """A camera on a stand, looking at `target`.

    At yaw 0 it stands on the -Y side of the target; a positive `yaw_deg` walks it counter-clockwise seen from above,
    toward +X. `distance_m` is along the floor, `height_m` above the floor, `fov_deg` across the longer side of the
    picture. Picture: pixels, x right, y down.
    """

    yaw_deg: float = 0.0
    height_m: float = 0.7
    distance_m: float = 3.2
    fov_deg: float = 60.0
    size_wh: tuple[int, int] = (640, 480)
    target: tuple[float, float, float] = (0.0, 0.0, 0.5)

    @property
    def position(self) -> FloatArray:
        """Where the camera stands (3,) [m]."""
        yaw = np.radians(self.yaw_deg)
        x, y, _ = self.target
        return np.array([x + self.distance_m * np.sin(yaw), y - self.distance_m * np.cos(yaw), self.height_m])

    @property
    def focal_px(self) -> float:
        """Focal length in pixels."""
        return max(self.size_wh) / 2 / float(np.tan(np.radians(self.fov_deg) / 2))

    def view(self) -> FloatArray:
        """World to camera (4, 4): camera x right, y up, looking along -z."""
        return look_at(self.position, np.asarray(self.target, np.float64))

    def projection(self, near_m: float = 0.2, far_m: float = 20.0) -> FloatArray:
        """Camera to clip space (4, 4), the OpenGL convention."""
        width, height = self.size_wh
        matrix = np.zeros((4, 4))
        matrix[0, 0] = 2 * self.focal_px / width
        matrix[1, 1] = 2 * self.focal_px / height
        matrix[2, 2:] = (far_m + near_m) / (near_m - far_m), 2 * far_m * near_m / (near_m - far_m)
        matrix[3, 2] = -1
        return matrix


def look_at(eye: FloatArray, target: FloatArray) -> FloatArray:
    """World to camera (4, 4) for an eye at `eye` looking at `target` with Z up (Y up when looking straight down)."""
    back = (eye - target) / np.linalg.norm(eye - target)
    up = np.array([0.0, 1.0, 0.0]) if abs(back[2]) > 0.999 else np.array([0.0, 0.0, 1.0])
    right = np.cross(up, back)
    right /= np.linalg.norm(right)
    matrix = np.eye(4)
    matrix[:3, :3] = right, np.cross(back, right), back
    matrix[:3, 3] = -matrix[:3, :3] @ eye
    return matrix


def project(camera: CameraSpec, points: npt.ArrayLike) -> FloatArray:
    """Picture coordinates (N, 2) [px, y down] of world points (N, 3) [m]; NaN behind the camera."""
    homogeneous = np.column_stack([np.asarray(points, np.float64), np.ones(len(np.asarray(points)))])
    in_camera = homogeneous @ camera.view().T
    depth = np.where(in_camera[:, 2] < 0, -in_camera[:, 2], np.nan)
    width, height = camera.size_wh
    x = width / 2 + camera.focal_px * in_camera[:, 0] / depth
    y = height / 2 - camera.focal_px * in_camera[:, 1] / depth
    return np.column_stack([x, y])
