"""The empty room as the camera sees it, drawn once per clip: with and without its key light, and its positions."""

from __future__ import annotations

import moderngl
import numpy as np

from sample_videos.render.camera import CameraSpec
from sample_videos.render.gpu import program, set_uniforms
from sample_videos.render.look import linear_rgb
from sample_videos.render.room import Light, Mesh, Room, Surface, room_mesh
from sample_videos.render.shadow import ShadowMap

_SHADOW_SIZE = 2048
_REACH_M = 6.0


def draw_backdrop(
    context: moderngl.Context, room: Room, light: Light, camera: CameraSpec, finer: int = 3
) -> list[moderngl.Texture]:
    """Three textures of the picture's size: linear light with the key light, without it, positions [m].

    They are drawn `finer` times finer each way, and averaged.
    """
    mesh = room_mesh(room)
    content = np.hstack([mesh.positions, mesh.normals, mesh.surfaces[:, None]])
    shadow = _furniture_shadow(context, light, mesh)
    painter = program(context, "room.vert", "common.glsl", "shadow.glsl", "room.frag")
    half, back = room.walls_m
    set_uniforms(painter, shadow.uniforms() | {
        "to_clip": camera.projection() @ camera.view(), "wall_colour": linear_rgb(room.wall),
        "floor_colour": linear_rgb(room.floor), "mat_colour": linear_rgb(room.mat),
        "furniture_colour": linear_rgb(room.furniture), "accent_colour": linear_rgb(room.accent),
        "plank_size": room.plank_size_m, "walls": (-half, half, back),
    })  # fmt: skip
    width, height = camera.size_wh
    fine = (width * finer, height * finer)
    layers = [context.texture(fine, 4, dtype="f4") for _ in range(3)]
    target = context.framebuffer(layers, context.depth_renderbuffer(fine))
    target.use()
    target.clear()
    shadow.texture.use(0)
    context.enable(moderngl.DEPTH_TEST | moderngl.CULL_FACE)
    buffer = context.buffer(content.astype(np.float32).tobytes())
    places = ["in_position", "in_normal", "in_surface"]
    context.vertex_array(painter, [(buffer, "3f 3f 1f", *places)]).render()
    shrunk = [_shrunk(context, layer, camera.size_wh, finer) for layer in layers]
    for layer in layers:
        layer.release()
    target.release()
    buffer.release()
    shadow.release()
    return shrunk


def _furniture_shadow(context: moderngl.Context, light: Light, mesh: Mesh) -> ShadowMap:
    """The shadow of all but floor, walls and mat: light comes in through walls that are not in the picture."""
    shadow = ShadowMap(context, light, _REACH_M, _SHADOW_SIZE)
    furniture = mesh.positions[mesh.surfaces > Surface.MAT]
    buffer = context.buffer(furniture.astype(np.float32).tobytes())
    shadow.draw([context.vertex_array(shadow.painter, [(buffer, "3f", "in_position")])])
    buffer.release()
    return shadow


def _shrunk(
    context: moderngl.Context, layer: moderngl.Texture, size_wh: tuple[int, int], finer: int
) -> moderngl.Texture:
    """The layer averaged down to a picture's size."""
    width, height = size_wh
    fine = np.frombuffer(layer.read(), np.float32).reshape(height, finer, width, finer, 4)
    texture = context.texture(size_wh, 4, fine.mean(axis=(1, 3), dtype=np.float32).tobytes(), dtype="f4")
    texture.filter = (moderngl.NEAREST, moderngl.NEAREST)
    return texture
