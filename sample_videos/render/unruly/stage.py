"""Where the camera stands, where people are, and what the room is like.

World frame as in `clip.py`: metres, Z up, the camera at yaw 0 on the -Y side, the person in the middle.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from sample_videos.render.camera import CameraSpec, FloatArray, project
from sample_videos.render.clip import HEADING_DEG
from sample_videos.render.ik import turn_z
from sample_videos.render.posing import Figure
from sample_videos.render.room import LIGHTS, ROOMS, Light, Room
from sample_videos.render.unruly.description import Description
from sample_videos.render.unruly.people import rig_of_person
from sample_videos.render.unruly.play import Play
from sample_videos.render.unruly.postures import POSTURES

#: Walls far enough away for a camera that looks along the room.
_WALLS_M = (5.4, 2.6)
_SHOWN_MOMENTS = 9
_DISTANCE_M = (0.9, 6.0)
_FARTHEST_WALL_M = 5.0


@dataclass(frozen=True)
class TurnedCamera(CameraSpec):
    """A camera turned about its own axis: `roll_deg` clockwise, so that the picture turns counter-clockwise."""

    roll_deg: float = 0.0

    def view(self) -> FloatArray:
        """World to camera (4, 4)."""
        roll = np.eye(4)
        roll[:3, :3] = turn_z(self.roll_deg)
        return np.asarray(roll @ super().view())


class Stage:
    """A description with its people in the world and the camera before them."""

    def __init__(self, description: Description) -> None:
        self.description = description
        self.rig = rig_of_person(description.person)
        self.play = Play(description, self.rig)
        self._figures: dict[float, Figure] = {}

    def figure(self, t_s: float) -> Figure:
        """The posed figure at a time of the timeline, kept: truth and frames ask for the same ones."""
        if t_s not in self._figures:
            self._figures[t_s] = self.play.figure(t_s)
        return self._figures[t_s]

    def to_world(self, points: npt.ArrayLike) -> npt.NDArray[np.float32]:
        """Points (N, 3) of the person's own frame in the world."""
        return np.asarray(np.asarray(points, np.float64) @ self.turned.T + self.moved, np.float32)

    @cached_property
    def turned(self) -> npt.NDArray[np.float64]:
        """Rotation (3, 3) from the person's frame to the world."""
        return turn_z(HEADING_DEG[self.description.camera.near])

    @cached_property
    def moved(self) -> npt.NDArray[np.float64]:
        """Shift (3,) from the person's frame to the world: the middle of what is shown is over the origin."""
        middle = np.concatenate([_outline(figure) for figure in self._shown]) @ self.turned.T
        low, high = middle[:, :2].min(axis=0), middle[:, :2].max(axis=0)
        return np.append(-(low + high) / 2.0, 0.0)

    @cached_property
    def camera(self) -> TurnedCamera:
        """The camera in the world."""
        points = np.concatenate([self.to_world(_outline(figure)) for figure in self._shown])
        low, high = points.min(axis=0), points.max(axis=0)
        return _panned(self._as_near_as_wanted(points, float(low[2] + high[2]) / 2.0), self.description)

    @property
    def light(self) -> Light:
        """The light of the room, brighter or dimmer, and the sensor's noise."""
        capture = self.description.capture
        light = LIGHTS[capture.light]
        return replace(light, exposure=light.exposure * capture.brightness, noise=capture.noise)

    @property
    def room(self) -> Room:
        """The room, with space for the camera."""
        return replace(ROOMS[self.description.capture.room], walls_m=_WALLS_M)

    @cached_property
    def _shown(self) -> list[Figure]:
        start_s, end_s = self.description.shown_s
        return [self.play.figure(float(t_s)) for t_s in np.linspace(start_s, end_s - 1e-3, _SHOWN_MOMENTS)]

    def _as_near_as_wanted(self, points: FloatArray, target_m: float) -> TurnedCamera:
        """The camera at the distance at which the points (N, 3) fill the wanted share of the picture."""
        wanted = self.description.camera
        plus_x = wanted.near is None or (wanted.near == "right") is not self._head_in_front
        near_m, far_m = _DISTANCE_M
        for _ in range(24):
            distance_m = (near_m + far_m) / 2.0
            camera = TurnedCamera(
                wanted.yaw_deg if plus_x else -wanted.yaw_deg,
                wanted.height_m,
                distance_m,
                wanted.fov_deg,
                wanted.size_wh,
                (0.0, 0.0, target_m),
                wanted.roll_deg,
            )
            at = project(camera, points)
            spans = np.nanmax(at, axis=0) - np.nanmin(at, axis=0)
            behind = bool(np.isnan(at).any())
            if behind or float((spans / camera.size_wh).max()) > wanted.fill:
                near_m = distance_m
            else:
                far_m = distance_m
        return camera

    @property
    def _head_in_front(self) -> bool:
        """Whether the person is on hands and knees (or toes), or on the belly: with the head where they faced."""
        return POSTURES[self.description.neutral.posture].face_down


def _outline(figure: Figure) -> FloatArray:
    """Every twentieth vertex of the skin (N, 3)."""
    return np.asarray(figure.vertices()[::20], np.float64)


def _panned(camera: TurnedCamera, description: Description) -> TurnedCamera:
    """The camera moved so that the person is right of, and over, the middle."""
    wanted = description.camera
    depth_m = float(np.linalg.norm(camera.position - np.asarray(camera.target)))
    metre_px = camera.focal_px / depth_m
    width, height = camera.size_wh
    right = np.linalg.inv(camera.view())[:3, 0]
    shift = right * wanted.pan_right * width / metre_px
    up_m = wanted.pan_up * height / metre_px
    x, y, z = camera.target
    return replace(camera, target=(x - float(shift[0]), y - float(shift[1]), z - up_m))
