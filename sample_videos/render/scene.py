"""Draws people in a room as a camera would see them, in software, with soft shadows and sensor noise.

Per clip the room is drawn once, three times as fine as the picture, with and without its key light. Per frame the
people and props are drawn twice as fine, their shadow is laid over the room, and both are put together.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType

import moderngl
import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter

from sample_videos.render.body import EYE, Body, FloatArray
from sample_videos.render.camera import CameraSpec, look_at
from sample_videos.render.dressing import Dressing, dress
from sample_videos.render.gpu import open_context, program, set_uniforms
from sample_videos.render.look import LOOKS, Outfit, linear_rgb
from sample_videos.render.props import Prop
from sample_videos.render.room import LIGHTS, ROOMS, Light, Room, Surface, room_mesh

Person = tuple[Body, FloatArray, Outfit]
Image = npt.NDArray[np.uint8]

_PEOPLE_SCALE = 2
_ROOM_SCALE = 3
_SHADOW_SIZE = 1024
_PEOPLE_REACH_M, _ROOM_REACH_M = 2.2, 6.0
_NOISE_SIZE = 512
_OCCLUSION_AREA = (-2.2, -2.2, 4.4, 4.4)
_OCCLUSION_CELLS = 110


class Scene:
    """A room, its light and a camera; `render` gives one frame. Close it (or use `with`) to free the context."""

    def __init__(self, room: Room | str, light: Light | str, camera: CameraSpec) -> None:
        self.room = ROOMS[room] if isinstance(room, str) else room
        self.light = LIGHTS[light] if isinstance(light, str) else light
        self.camera = camera
        self._context = open_context()
        self._make_targets()
        self._make_programs()
        self._buffers: dict[tuple[int, str, Outfit], _DressedBuffers] = {}
        self._draw_room()

    def __enter__(self) -> Scene:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Free the graphics context; the scene can't be used any more."""
        self._context.release()

    def render(self, people: Sequence[Person], props: Sequence[Prop] = (), frame: int = 0) -> Image:
        """One frame (H, W, 3) uint8 RGB. `frame` chooses the sensor noise: the same number, the same picture.

        `people`: bodies with their posed vertices (V, 3) [m] from `body.skin`, and what they wear.
        """
        dressed = [self._buffers_of(place, *person) for place, person in enumerate(people)]
        rollers = [_PropBuffers(self._context, self._prop, self._depth, prop) for prop in props]
        things = [*dressed, *rollers]
        self._draw_shadow(things)
        self._draw_people(things)
        self._occlusion.write(_floor_occlusion([thing.vertices for thing in things]).tobytes())
        image = self._compose(frame)
        for roller in rollers:
            roller.release()
        return image

    def _make_targets(self) -> None:
        width, height = self.camera.size_wh
        context = self._context
        large = (width * _PEOPLE_SCALE, height * _PEOPLE_SCALE)
        self._shadow_map = _shadow_texture(context, _SHADOW_SIZE)
        self._shadow_target = context.framebuffer(depth_attachment=self._shadow_map)
        self._people = context.texture(large, 4)
        self._people_target = context.framebuffer([self._people], context.depth_renderbuffer(large))
        self._picture = context.framebuffer([context.renderbuffer((width, height), 4)])
        self._occlusion = context.texture((_OCCLUSION_CELLS, _OCCLUSION_CELLS), 1, dtype="f4")
        self._occlusion.repeat_x = self._occlusion.repeat_y = False
        self._noise = context.texture((_NOISE_SIZE, _NOISE_SIZE), 3, _noise_tile().tobytes())
        self._noise.filter = (moderngl.NEAREST, moderngl.NEAREST)

    def _make_programs(self) -> None:
        context = self._context
        self._depth = program(context, "depth.vert", "depth.frag")
        self._person = program(context, "person.vert", "common.glsl", "shadow.glsl", "person.frag")
        self._prop = program(context, "prop.vert", "common.glsl", "shadow.glsl", "prop.frag")
        self._composite = program(context, "screen.vert", "common.glsl", "shadow.glsl", "composite.frag")
        corners = context.buffer(np.array([-1, -1, 1, -1, -1, 1, 1, 1], np.float32).tobytes())
        self._screen = context.vertex_array(self._composite, [(corners, "2f", "in_corner")])
        self._to_clip = self.camera.projection() @ self.camera.view()
        to_shadow_clip = _shadow_matrix(self.light, _PEOPLE_REACH_M)
        self._shadow_clip = to_shadow_clip
        shared = self._light_uniforms(to_shadow_clip, _PEOPLE_REACH_M)
        for each in (self._person, self._prop, self._composite):
            set_uniforms(each, shared | {"to_clip": self._to_clip, "eye_position": self.camera.position})
        textures = {
            "room_lit": 1,
            "room_shaded": 2,
            "room_position": 3,
            "people": 4,
            "occlusion": 5,
            "noise": 6,
        }
        set_uniforms(self._composite, textures | {
            "occlusion_area": _OCCLUSION_AREA, "noise_strength": self.light.noise / 255 * 2,
        })  # fmt: skip

    def _light_uniforms(
        self, to_shadow_clip: npt.NDArray[np.float64], reach_m: float
    ) -> dict[str, npt.ArrayLike]:
        light = self.light
        to_map = np.array([[0.5, 0, 0, 0.5], [0, 0.5, 0, 0.5], [0, 0, 0.5, 0.5], [0, 0, 0, 1]])
        return {
            "key_direction": _unit(light.key_direction), "key_colour": light.key_colour,
            "sky_colour": light.sky_colour, "ground_colour": light.ground_colour, "exposure": light.exposure,
            "to_shadow": to_map @ to_shadow_clip, "shadow_map": 0,
            "shadow_radius": light.shadow_radius_m / (2 * reach_m),
        }  # fmt: skip

    def _draw_room(self) -> None:
        """Draw the empty room's light with and without the key light, and its positions, into textures 1 to 3."""
        context, mesh, room = self._context, room_mesh(self.room), self.room
        width, height = self.camera.size_wh
        fine = (width * _ROOM_SCALE, height * _ROOM_SCALE)
        painter = program(context, "room.vert", "common.glsl", "shadow.glsl", "room.frag")
        shadow_clip = _shadow_matrix(self.light, _ROOM_REACH_M)
        half, back = room.walls_m
        set_uniforms(painter, self._light_uniforms(shadow_clip, _ROOM_REACH_M) | {
            "to_clip": self._to_clip, "wall_colour": linear_rgb(room.wall), "floor_colour": linear_rgb(room.floor),
            "mat_colour": linear_rgb(room.mat), "furniture_colour": linear_rgb(room.furniture),
            "accent_colour": linear_rgb(room.accent), "plank_size": room.plank_size_m,
            "walls": (-half, half, back, -6.0), "shadow_box": (0, 0, 1, 1),
        })  # fmt: skip
        content = np.hstack([mesh.positions, mesh.normals, mesh.surfaces[:, None]])
        furniture = content[mesh.surfaces > Surface.MAT]
        buffer = context.buffer(content.astype(np.float32).tobytes())
        shadow_map = _shadow_texture(context, 2 * _SHADOW_SIZE)
        shadow_target = context.framebuffer(depth_attachment=shadow_map)
        context.enable(moderngl.DEPTH_TEST)
        shadow_target.clear()
        shadow_target.use()
        set_uniforms(self._depth, {"to_clip": shadow_clip})
        casting = context.buffer(furniture.astype(np.float32).tobytes())
        context.vertex_array(self._depth, [(casting, "3f 4x4", "in_position")]).render()
        layers = [context.texture(fine, 4, dtype="f4") for _ in range(3)]
        target = context.framebuffer(layers, context.depth_renderbuffer(fine))
        target.clear()
        target.use()
        shadow_map.use(0)
        context.enable(moderngl.CULL_FACE)
        places = ["in_position", "in_normal", "in_surface"]
        context.vertex_array(painter, [(buffer, "3f 3f 1f", *places)]).render()
        self._room_layers = [_shrunk(context, layer, (width, height)) for layer in layers]
        for used in (target, *layers, shadow_target, shadow_map, buffer, casting, painter):
            used.release()

    def _buffers_of(self, place: int, body: Body, vertices: FloatArray, outfit: Outfit) -> _DressedBuffers:
        key = (place, body.name, outfit)
        if key not in self._buffers:
            self._buffers[key] = _DressedBuffers(
                self._context, self._person, self._depth, dress(body, outfit), outfit
            )
        self._buffers[key].update(vertices)
        return self._buffers[key]

    def _draw_shadow(self, things: Sequence[_DressedBuffers | _PropBuffers]) -> None:
        self._context.enable(moderngl.DEPTH_TEST)
        self._context.disable(moderngl.CULL_FACE)
        self._shadow_target.clear()
        self._shadow_target.use()
        set_uniforms(self._depth, {"to_clip": self._shadow_clip})
        low, high = np.ones(2), np.zeros(2)
        for thing in things:
            thing.shadow.render()
            in_map = 0.5 + 0.5 * (thing.vertices @ self._shadow_clip[:2, :3].T + self._shadow_clip[:2, 3])
            low, high = np.minimum(low, in_map.min(axis=0)), np.maximum(high, in_map.max(axis=0))
        margin = self.light.shadow_radius_m / _PEOPLE_REACH_M
        box = np.clip([*(low - margin), *(high + margin)], 0, 1)
        for each in (self._person, self._prop, self._composite):
            set_uniforms(each, {"shadow_box": box})

    def _draw_people(self, things: Sequence[_DressedBuffers | _PropBuffers]) -> None:
        self._people_target.clear(0, 0, 0, 0)
        self._people_target.use()
        self._shadow_map.use(0)
        for thing in things:
            thing.set_uniforms()
            thing.seen.render()

    def _compose(self, frame: int) -> Image:
        width, height = self.camera.size_wh
        self._context.disable(moderngl.DEPTH_TEST | moderngl.CULL_FACE)
        self._picture.use()
        textures = (self._shadow_map, *self._room_layers, self._people, self._occlusion, self._noise)
        for place, texture in enumerate(textures):
            texture.use(place)
        offset = np.random.default_rng(frame).integers(0, _NOISE_SIZE, 2) / _NOISE_SIZE
        set_uniforms(self._composite, {"noise_offset": offset})
        self._screen.render(moderngl.TRIANGLE_STRIP)
        pixels = np.frombuffer(self._picture.read(components=3, alignment=1), np.uint8)
        return np.ascontiguousarray(pixels.reshape(height, width, 3)[::-1])


class _DressedBuffers:
    """Vertex data of one dressed person; `update` poses it."""

    def __init__(
        self,
        context: moderngl.Context,
        seen: moderngl.Program,
        shadow: moderngl.Program,
        dressing: Dressing,
        outfit: Outfit,
    ) -> None:
        body = dressing.body
        self._dressing, self._program = dressing, seen
        self.vertices = body.rest_vertices
        self._moving = context.buffer(reserve=len(body.rest_vertices) * 24, dynamic=True)
        eyeball = (body.material == EYE).astype(np.float32)
        fixed = np.column_stack([body.rest_vertices, dressing.cover, body.markings[:, :3], eyeball])
        still = context.buffer(fixed.astype(np.float32).tobytes())
        faces = context.buffer(body.faces.astype(np.int32).tobytes())
        content = [
            (self._moving, "3f 3f", "in_position", "in_normal"),
            (still, "3f 4f 4f", "in_rest", "in_cover", "in_marking"),
        ]
        self.seen = context.vertex_array(seen, content, faces)
        self.shadow = context.vertex_array(shadow, [(self._moving, "3f 3x4", "in_position")], faces)
        look = LOOKS[body.name]
        self._colours: dict[str, npt.ArrayLike] = {
            "skin_colour": linear_rgb(look.skin), "lips_colour": linear_rgb(look.lips),
            "hair_colour": linear_rgb(look.hair), "iris_colour": linear_rgb(look.eyes),
            "top_colour": linear_rgb(outfit.top), "bottom_colour": linear_rgb(outfit.bottom),
            "feet_colour": linear_rgb(outfit.footwear), "looseness": outfit.looseness,
            "shoes": float(outfit.feet == "shoes"),
        }  # fmt: skip

    def update(self, vertices: FloatArray) -> None:
        self.vertices, normals = self._dressing.drape(vertices)
        self._moving.write(np.hstack([self.vertices, normals]).tobytes())

    def set_uniforms(self) -> None:
        set_uniforms(self._program, self._colours)


class _PropBuffers:
    """Vertex data of one prop, for one frame."""

    def __init__(
        self, context: moderngl.Context, seen: moderngl.Program, shadow: moderngl.Program, prop: Prop
    ) -> None:
        mesh = prop.mesh()
        self.vertices = mesh[0]
        self._buffer = context.buffer(np.hstack(mesh).tobytes())
        self._program, self._colour = seen, linear_rgb(prop.colour)
        places = ["in_position", "in_normal", "in_local"]
        self.seen = context.vertex_array(seen, [(self._buffer, "3f 3f 3f", *places)])
        self.shadow = context.vertex_array(shadow, [(self._buffer, "3f 6x4", "in_position")])

    def set_uniforms(self) -> None:
        set_uniforms(self._program, {"prop_colour": self._colour})

    def release(self) -> None:
        for used in (self.seen, self.shadow, self._buffer):
            used.release()


def _unit(vector: npt.ArrayLike) -> npt.NDArray[np.float64]:
    array = np.asarray(vector, np.float64)
    return array / np.linalg.norm(array)


def _shadow_matrix(light: Light, reach_m: float) -> npt.NDArray[np.float64]:
    """World to clip space of the key light, a parallel light that sees everything within `reach_m` of (0, 0, 0.5)."""
    middle = np.array([0.0, 0.0, 0.5])
    view = look_at(middle + 10 * _unit(light.key_direction), middle)
    near, far = 10 - reach_m * 1.5, 10 + reach_m * 1.5
    flat = np.diag([1 / reach_m, 1 / reach_m, -2 / (far - near), 1.0])
    flat[2, 3] = -(far + near) / (far - near)
    return flat @ view


def _shadow_texture(context: moderngl.Context, size: int) -> moderngl.Texture:
    texture = context.depth_texture((size, size))
    texture.compare_func = "<="
    texture.repeat_x = texture.repeat_y = False
    texture.filter = (moderngl.LINEAR, moderngl.LINEAR)
    return texture


def _shrunk(context: moderngl.Context, layer: moderngl.Texture, size_wh: tuple[int, int]) -> moderngl.Texture:
    """The layer averaged down to a picture's size."""
    width, height = size_wh
    fine = np.frombuffer(layer.read(), np.float32).reshape(height, _ROOM_SCALE, width, _ROOM_SCALE, 4)
    texture = context.texture(size_wh, 4, fine.mean(axis=(1, 3), dtype=np.float32).tobytes(), dtype="f4")
    texture.filter = (moderngl.NEAREST, moderngl.NEAREST)
    return texture


def _noise_tile() -> npt.NDArray[np.uint8]:
    """Gaussian noise around 127.5 with a standard deviation of a quarter of the range."""
    values = np.random.default_rng(20).normal(127.5, 64, (_NOISE_SIZE, _NOISE_SIZE, 3))
    return np.clip(values, 0, 255).astype(np.uint8)


def _floor_occlusion(people: Sequence[FloatArray]) -> FloatArray:
    """How much of the sky people hide from each cell of the floor, 0 to 1: what is near the floor hides most."""
    hidden = np.zeros((_OCCLUSION_CELLS, _OCCLUSION_CELLS), np.float32)
    x, y, wide, deep = _OCCLUSION_AREA
    for vertices in people:
        column = ((vertices[:, 0] - x) / wide * _OCCLUSION_CELLS).astype(np.int64)
        row = ((vertices[:, 1] - y) / deep * _OCCLUSION_CELLS).astype(np.int64)
        within = (column >= 0) & (column < _OCCLUSION_CELLS) & (row >= 0) & (row < _OCCLUSION_CELLS)
        nearness = np.exp(-np.maximum(vertices[within, 2], 0) / 0.16).astype(np.float32)
        np.maximum.at(hidden, (row[within], column[within]), nearness)
    return np.asarray(gaussian_filter(hidden, 1.1), np.float32)
