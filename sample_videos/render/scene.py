"""Draws people in a room as a camera would see them, in software, with soft shadows and sensor noise.

Per clip the room is drawn once, with and without its key light. Per frame the people and props are drawn twice as
fine as the picture (or as fine, see `Quality`), their shadow is laid over the room, and both are put together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import moderngl
import numpy as np
import numpy.typing as npt

from sample_videos.render.backdrop import draw_backdrop
from sample_videos.render.body import Body, FloatArray
from sample_videos.render.camera import CameraSpec, project
from sample_videos.render.drawables import Drawable, DrawnProp, DressedPerson
from sample_videos.render.dressing import dress
from sample_videos.render.gpu import open_context, program, set_uniforms
from sample_videos.render.look import Outfit
from sample_videos.render.props import Prop
from sample_videos.render.room import LIGHTS, ROOMS, Light, Room
from sample_videos.render.shadow import (
    OCCLUSION_AREA_M,
    OCCLUSION_CELLS,
    ShadowMap,
    floor_occlusion,
    thrown_onto_room,
)

Person = tuple[Body, FloatArray, Outfit]
Image = npt.NDArray[np.uint8]
Region = tuple[int, int, int, int]

_SHADOW_REACH_M = 2.2
_NOISE_SIZE = 512
#: Textures by their unit; 0 is the shadow map, 1 to 3 are the backdrop.
_TEXTURES = {
    "room_lit": 1, "room_shaded": 2, "room_position": 3, "people": 4, "occlusion": 5, "noise": 6, "empty_room": 7,
}  # fmt: skip
#: Soft shadows and hidden sky reach so far beyond what is seen or thrown [m].
_SOFT_EDGE_M = 0.16


@dataclass(frozen=True)
class Quality:
    """How finely a scene is drawn: people and room so many times finer than the picture each way, the shadow map."""

    people: int = 2
    backdrop: int = 3
    shadow_px: int = 1024


FULL = Quality()
#: A quarter less time; MediaPipe does as well on it.
QUICK = Quality(1, 2, 512)


class Scene:
    """A room, its light and a camera; `render` gives one frame. Close it (or use `with`) to free the context."""

    def __init__(
        self, room: Room | str, light: Light | str, camera: CameraSpec, quality: Quality = FULL
    ) -> None:
        self.room = ROOMS[room] if isinstance(room, str) else room
        self.light = LIGHTS[light] if isinstance(light, str) else light
        self.camera = camera
        self._finer = quality.people
        self._context = open_context()
        self._backdrop = draw_backdrop(self._context, self.room, self.light, camera, quality.backdrop)
        self._shadow = ShadowMap(self._context, self.light, _SHADOW_REACH_M, quality.shadow_px)
        self._make_targets()
        self._make_painters()
        self._dressed: dict[tuple[int, str, Outfit], DressedPerson] = {}
        self._empty_room = self._draw_empty_room()

    def __enter__(self) -> Self:
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
        drawn = [DrawnProp(self._context, self._prop, self._shadow.painter, prop) for prop in props]
        things = [*(self._posed(place, *person) for place, person in enumerate(people)), *drawn]
        self._draw_shadow(things)
        self._draw_people(things)
        self._occlusion.write(floor_occlusion([thing.vertices for thing in things]).tobytes())
        image = self._compose(self._changed_region([thing.vertices for thing in things]), frame)
        for prop in drawn:
            prop.release()
        return image

    def _make_targets(self) -> None:
        context, (width, height) = self._context, self.camera.size_wh
        fine = (width * self._finer, height * self._finer)
        self._people = context.texture(fine, 4)  # sampled linearly between its pixels: the mean of four
        self._people_target = context.framebuffer([self._people], context.depth_renderbuffer(fine))
        self._picture = context.framebuffer([context.renderbuffer((width, height), 4)])
        cells = (OCCLUSION_CELLS, OCCLUSION_CELLS)
        self._occlusion = context.texture(cells, 1, floor_occlusion([]).tobytes(), dtype="f4")
        self._occlusion.repeat_x = self._occlusion.repeat_y = False
        self._noise = context.texture((_NOISE_SIZE, _NOISE_SIZE), 3, _noise_tile().tobytes())
        self._noise.filter = (moderngl.NEAREST, moderngl.NEAREST)

    def _make_painters(self) -> None:
        context = self._context
        self._person = program(context, "person.vert", "common.glsl", "shadow.glsl", "person.frag")
        self._prop = program(context, "prop.vert", "common.glsl", "shadow.glsl", "prop.frag")
        self._composite = program(context, "screen.vert", "common.glsl", "shadow.glsl", "composite.frag")
        self._plain = program(context, "screen.vert", "plain.frag")
        corners = context.buffer(np.array([-1, -1, 1, -1, -1, 1, 1, 1], np.float32).tobytes())
        self._composite_screen = context.vertex_array(self._composite, [(corners, "2f", "in_corner")])
        self._plain_screen = context.vertex_array(self._plain, [(corners, "2f", "in_corner")])
        seen_from: dict[str, npt.ArrayLike] = {
            "to_clip": self.camera.projection() @ self.camera.view(),
            "eye_position": self.camera.position,
        }
        for painter in (self._person, self._prop, self._composite):
            set_uniforms(painter, self._shadow.uniforms() | seen_from)
        for painter in (self._composite, self._plain):
            set_uniforms(painter, _TEXTURES)
        set_uniforms(self._composite, {"occlusion_area": OCCLUSION_AREA_M})

    def _posed(self, place: int, body: Body, vertices: FloatArray, outfit: Outfit) -> DressedPerson:
        key = (place, body.name, outfit)
        if key not in self._dressed:
            painters = (self._person, self._shadow.painter)
            self._dressed[key] = DressedPerson(self._context, *painters, dress(body, outfit), outfit)
        self._dressed[key].pose(vertices)
        return self._dressed[key]

    def _draw_shadow(self, things: Sequence[Drawable]) -> None:
        self._shadow.draw([thing.shadow for thing in things])
        box = self._shadow.box([thing.vertices for thing in things])
        for painter in (self._person, self._prop, self._composite):
            set_uniforms(painter, {"shadow_box": box})

    def _draw_people(self, things: Sequence[Drawable]) -> None:
        self._people_target.use()  # first, or the picture's scissor would limit what is cleared
        self._people_target.clear(0, 0, 0, 0)
        self._shadow.texture.use(0)
        self._context.enable(moderngl.CULL_FACE)
        for thing in things:
            thing.draw()

    def _draw_empty_room(self) -> moderngl.Texture:
        """The picture without anybody and without noise."""
        self._draw_people([])
        self._shadow.draw([])
        self._draw_composite((0, 0, *self.camera.size_wh))
        return self._context.texture(self.camera.size_wh, 3, self._picture.read(components=3), alignment=1)

    def _draw_composite(self, region: Region) -> None:
        self._context.disable(moderngl.DEPTH_TEST)
        self._picture.use()
        self._picture.scissor = region
        textures = (self._shadow.texture, *self._backdrop, self._people, self._occlusion, self._noise)
        for unit, texture in enumerate(textures):
            texture.use(unit)
        self._composite_screen.render(moderngl.TRIANGLE_STRIP)
        self._picture.scissor = (0, 0, *self.camera.size_wh)

    def _compose(self, region: Region, frame: int) -> Image:
        """The empty room, people and their shadows in the region that they change, and noise over all."""
        offset = np.random.default_rng(frame).integers(0, _NOISE_SIZE, 2) / _NOISE_SIZE
        # The tile's standard deviation is a quarter of its range.
        noise: dict[str, npt.ArrayLike] = {
            "noise_offset": offset,
            "noise_strength": self.light.noise / 255 * 4,
        }
        for painter in (self._composite, self._plain):
            set_uniforms(painter, noise)
        self._context.disable(moderngl.DEPTH_TEST)
        self._picture.use()
        self._noise.use(_TEXTURES["noise"])
        self._empty_room.use(_TEXTURES["empty_room"])
        self._plain_screen.render(moderngl.TRIANGLE_STRIP)
        self._draw_composite(region)
        width, height = self.camera.size_wh
        pixels = np.frombuffer(self._picture.read(components=3, alignment=1), np.uint8)
        return np.ascontiguousarray(pixels.reshape(height, width, 3)[::-1])

    def _changed_region(self, things: Sequence[FloatArray]) -> Region:
        """Left, bottom, width, height [px] of the part of the picture with people, props and their shadows."""
        width, height = self.camera.size_wh
        if not things:
            return 0, 0, 0, 0
        seen = np.concatenate(things)
        thrown = thrown_onto_room(seen[::7], self.light, self.room)
        around = np.array([[x, y, 0.0] for x in (-1, 1) for y in (-1, 1)]) * _SOFT_EDGE_M
        at = project(self.camera, np.concatenate([seen, (thrown[:, None] + around).reshape(-1, 3)]))
        if np.isnan(at).any():
            return 0, 0, width, height
        left, top = np.clip(np.floor(at.min(axis=0)) - 1, 0, [width, height]).astype(int)
        right, bottom = np.clip(np.ceil(at.max(axis=0)) + 1, 0, [width, height]).astype(int)
        return int(left), int(height - bottom), int(right - left), int(bottom - top)


def _noise_tile() -> npt.NDArray[np.uint8]:
    """Gaussian noise around the middle, with a standard deviation of a quarter of the range."""
    values = np.random.default_rng(20).normal(127.5, 255 / 4, (_NOISE_SIZE, _NOISE_SIZE, 3))
    return np.clip(values, 0, 255).astype(np.uint8)
