"""Dressed people and props as vertex buffers, ready to be drawn."""

from __future__ import annotations

import moderngl
import numpy as np
import numpy.typing as npt

from sample_videos.render.body import EYE, FloatArray
from sample_videos.render.dressing import Dressing
from sample_videos.render.gpu import set_uniforms
from sample_videos.render.look import LOOKS, Outfit, linear_rgb
from sample_videos.render.props import Prop


class Drawable:
    """Something that is seen and casts a shadow: `seen` and `shadow` to render, `vertices` (N, 3) m where it is now."""

    seen: moderngl.VertexArray
    shadow: moderngl.VertexArray
    vertices: FloatArray

    def __init__(self, painter: moderngl.Program, colours: dict[str, npt.ArrayLike]) -> None:
        self._painter, self._colours = painter, colours

    def draw(self) -> None:
        """Draw it as it is seen."""
        set_uniforms(self._painter, self._colours)
        self.seen.render()


class DressedPerson(Drawable):
    """A person in an outfit; `pose` moves it."""

    def __init__(
        self,
        context: moderngl.Context,
        painter: moderngl.Program,
        shadow_painter: moderngl.Program,
        dressing: Dressing,
        outfit: Outfit,
    ) -> None:
        body = dressing.body
        super().__init__(painter, _colours(body.name, outfit))
        self._dressing = dressing
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
        self.seen = context.vertex_array(painter, content, faces)
        self.shadow = context.vertex_array(shadow_painter, [(self._moving, "3f 3x4", "in_position")], faces)

    def pose(self, vertices: FloatArray) -> None:
        """Put the clothes on the posed skin (V, 3) [m]."""
        self.vertices, normals = self._dressing.drape(vertices)
        self._moving.write(np.hstack([self.vertices, normals]).tobytes())


class DrawnProp(Drawable):
    """A prop, for one frame; release it afterwards."""

    def __init__(
        self,
        context: moderngl.Context,
        painter: moderngl.Program,
        shadow_painter: moderngl.Program,
        prop: Prop,
    ) -> None:
        super().__init__(painter, {"prop_colour": linear_rgb(prop.colour)})
        mesh = prop.mesh()
        self.vertices = mesh[0]
        self._buffer = context.buffer(np.hstack(mesh).tobytes())
        places = ["in_position", "in_normal", "in_local"]
        self.seen = context.vertex_array(painter, [(self._buffer, "3f 3f 3f", *places)])
        self.shadow = context.vertex_array(shadow_painter, [(self._buffer, "3f 6x4", "in_position")])

    def release(self) -> None:
        """Free the buffers."""
        for used in (self.seen, self.shadow, self._buffer):
            used.release()


def _colours(body: str, outfit: Outfit) -> dict[str, npt.ArrayLike]:
    look = LOOKS[body]
    colours = {
        "skin": look.skin, "lips": look.lips, "hair": look.hair, "iris": look.eyes,
        "top": outfit.top, "bottom": outfit.bottom, "feet": outfit.footwear,
    }  # fmt: skip
    found: dict[str, npt.ArrayLike] = {
        f"{name}_colour": linear_rgb(colour) for name, colour in colours.items()
    }
    return found | {"looseness": outfit.looseness, "shoes": float(outfit.feet == "shoes")}
