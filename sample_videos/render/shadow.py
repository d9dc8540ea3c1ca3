"""Light and shadow: the key light's shadow map, its uniforms, and the sky that people hide from the floor."""

from __future__ import annotations

from collections.abc import Sequence

import moderngl
import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter  # type: ignore[import-untyped]  # scipy comes without types

from sample_videos.render.body import FloatArray
from sample_videos.render.camera import look_at
from sample_videos.render.gpu import program, set_uniforms
from sample_videos.render.room import MAT_THICKNESS_M, Light, Room

Matrix = npt.NDArray[np.float64]

#: The part of the floor whose sky can be hidden: low x, low y, width, depth [m]; and its cells each way.
OCCLUSION_AREA_M = (-2.2, -2.2, 4.4, 4.4)
OCCLUSION_CELLS = 110
_OCCLUSION_HEIGHT_M = 0.16

_CLIP_TO_MAP = np.array([[0.5, 0, 0, 0.5], [0, 0.5, 0, 0.5], [0, 0, 0.5, 0.5], [0, 0, 0, 1]])
_LIGHT_DISTANCE_M = 10.0


class ShadowMap:
    """What the key light, a parallel light, sees within `reach_m` of (0, 0, 0.5)."""

    def __init__(self, context: moderngl.Context, light: Light, reach_m: float, size: int) -> None:
        self.texture = context.depth_texture((size, size))
        self.texture.compare_func = "<="
        self.texture.repeat_x = self.texture.repeat_y = False
        self.texture.filter = (moderngl.LINEAR, moderngl.LINEAR)
        self.painter = program(context, "depth.vert", "depth.frag")
        self._context = context
        self._target = context.framebuffer(depth_attachment=self.texture)
        self._light, self._reach_m = light, reach_m
        self._matrix = _light_matrix(light, reach_m)

    def uniforms(self) -> dict[str, npt.ArrayLike]:
        """What the shaders need to know of this light; the map itself is texture 0."""
        light = self._light
        return {
            "key_direction": _unit(light.key_direction), "key_colour": light.key_colour,
            "sky_colour": light.sky_colour, "ground_colour": light.ground_colour, "exposure": light.exposure,
            "to_shadow": _CLIP_TO_MAP @ self._matrix, "shadow_map": 0, "shadow_box": (0.0, 0.0, 1.0, 1.0),
            "shadow_radius": light.shadow_radius_m / (2 * self._reach_m),
        }  # fmt: skip

    def draw(self, casters: Sequence[moderngl.VertexArray]) -> None:
        """Draw what casts shadows, in place of what was there."""
        self._context.enable(moderngl.DEPTH_TEST)
        self._context.disable(moderngl.CULL_FACE)
        self._target.use()  # first, or another target's scissor would limit what is cleared
        self._target.clear()
        set_uniforms(self.painter, {"to_clip": self._matrix})
        for caster in casters:
            caster.render()

    def box(self, casters: Sequence[FloatArray]) -> npt.NDArray[np.float64]:
        """The part of the map (low x, y, high x, y) that these points (N, 3) can put into shadow."""
        low, high = np.ones(2), np.zeros(2)
        for points in casters:
            in_map = 0.5 + 0.5 * (points @ self._matrix[:2, :3].T + self._matrix[:2, 3])
            low, high = np.minimum(low, in_map.min(axis=0)), np.maximum(high, in_map.max(axis=0))
        margin = self._light.shadow_radius_m / self._reach_m
        return np.asarray(np.clip([*(low - margin), *(high + margin)], 0, 1))

    def release(self) -> None:
        """Free the map."""
        self._target.release()
        self.texture.release()


def floor_occlusion(people: Sequence[FloatArray]) -> FloatArray:
    """How much of the sky people hide from each cell of the floor, 0 to 1: what is near the floor hides most."""
    hidden = np.zeros((OCCLUSION_CELLS, OCCLUSION_CELLS), np.float32)
    x, y, wide, deep = OCCLUSION_AREA_M
    for vertices in people:
        cell = ((vertices[:, :2] - [x, y]) / [wide, deep] * OCCLUSION_CELLS).astype(np.int64)
        within = ((cell >= 0) & (cell < OCCLUSION_CELLS)).all(axis=1)
        nearness = np.exp(-np.maximum(vertices[within, 2], 0) / _OCCLUSION_HEIGHT_M).astype(np.float32)
        np.maximum.at(hidden, (cell[within, 1], cell[within, 0]), nearness)
    return np.asarray(gaussian_filter(hidden, 1.1), np.float32)


def thrown_onto_room(points: FloatArray, light: Light, room: Room) -> FloatArray:
    """Where the shadows (N, 3) [m] of points (N, 3) fall: on the floor or on the back or a side wall."""
    away = -_unit(light.key_direction)
    half, back = room.walls_m
    walls = np.array([np.copysign(half, away[0]), back, -MAT_THICKNESS_M])
    with np.errstate(divide="ignore"):
        distance = np.where(away * [1, 1, -1] * np.sign([away[0], 1, 1]) > 0, (walls - points) / away, np.inf)
    return np.asarray(points + np.maximum(distance.min(axis=1), 0)[:, None] * away, np.float32)


def _light_matrix(light: Light, reach_m: float) -> Matrix:
    """World to clip space of the key light."""
    middle = np.array([0.0, 0.0, 0.5])
    view = look_at(middle + _LIGHT_DISTANCE_M * _unit(light.key_direction), middle)
    near, far = _LIGHT_DISTANCE_M - 1.5 * reach_m, _LIGHT_DISTANCE_M + 1.5 * reach_m
    flat = np.diag([1 / reach_m, 1 / reach_m, -2 / (far - near), 1.0])
    flat[2, 3] = -(far + near) / (far - near)
    return np.asarray(flat @ view)


def _unit(vector: npt.ArrayLike) -> npt.NDArray[np.float64]:
    array = np.asarray(vector, np.float64)
    return array / np.linalg.norm(array)
