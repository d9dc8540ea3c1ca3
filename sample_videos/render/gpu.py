"""Small helpers around moderngl: an off-screen context, programs from the shaders folder, uniforms."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import moderngl
import numpy as np
import numpy.typing as npt

_SHADERS = Path(__file__).parent / "shaders"

Uniforms = Mapping[str, npt.ArrayLike]


def open_context() -> moderngl.Context:
    """An off-screen OpenGL 3.3 context.

    On Linux by EGL, where Mesa's llvmpipe needs no graphics card; elsewhere the system's own. RuntimeError says what to
    install when there is none.
    """
    settings = {"backend": "egl"} if sys.platform == "linux" else {}
    try:
        # moderngl declares its settings as dictionaries, but this one is a string.
        return moderngl.create_context(require=330, standalone=True, **settings)  # type: ignore[arg-type]
    except Exception as error:  # moderngl raises Exception itself, OSError or ImportError alike
        raise RuntimeError(
            f"no off-screen OpenGL ({error}); install EGL and Mesa, on Debian: apt install libegl1 libgl1-mesa-dri"
        ) from error


def program(context: moderngl.Context, vertex: str, *fragment: str) -> moderngl.Program:
    """A program of a vertex shader and a fragment shader made of several files of the shaders folder."""
    return context.program(
        vertex_shader=(_SHADERS / vertex).read_text(encoding="utf-8"),
        fragment_shader="".join((_SHADERS / part).read_text(encoding="utf-8") for part in fragment),
    )


def set_uniforms(target: moderngl.Program, values: Uniforms) -> None:
    """Set uniforms; those that the compiler found unused are passed over.

    Matrices are given row by row; whole numbers are texture units, everything else is written as 32-bit floats.
    """
    for name, value in values.items():
        if name in target:
            array = np.asarray(value)
            stored = np.int32 if array.dtype.kind == "i" and array.ndim == 0 else np.float32
            target[name].write(array.astype(stored).T.tobytes())  # type: ignore[union-attr]  # always a uniform
