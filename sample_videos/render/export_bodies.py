"""Export the bodies of the sample videos from MakeHuman's CC0 data to small .npz files.

Needs `torch` and `anny` 0.6.2, which nothing else here needs: see bodies/README.md. Run once, from the repository:

    python -m sample_videos.render.export_bodies [NAME...]
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import anny
import numpy as np
import numpy.typing as npt
import torch
from anny.models.model_data import TopologyConfig

from sample_videos.render.body import BODIES_DIR, EYE, HAIR, MARKING_STEP_M, SKIN
from sample_videos.render.hair import bob, bun
from sample_videos.render.look import LOOKS
from sample_videos.render.markings import BODY_VERTICES, LEFT_EYE, RIGHT_EYE, markings

Array = npt.NDArray[Any]

#: Shape of each body; 0 to 1 each. age 0.67 is a young adult, 1 old; gender 0 male, 1 female.
SHAPES: dict[str, dict[str, float]] = {
    "female_slim": {"gender": 1.0, "age": 0.68, "muscle": 0.5, "weight": 0.32, "height": 0.4, "proportions": 0.75,
                    "cupsize": 0.45, "firmness": 0.6, "caucasian": 0.9, "asian": 0.1, "african": 0.0},
    "male": {"gender": 0.0, "age": 0.72, "muscle": 0.62, "weight": 0.48, "height": 0.36, "proportions": 0.7,
             "cupsize": 0.5, "firmness": 0.5, "caucasian": 0.1, "asian": 0.1, "african": 0.8},
    "heavy": {"gender": 0.05, "age": 0.78, "muscle": 0.42, "weight": 0.95, "height": 0.35, "proportions": 0.4,
              "cupsize": 0.5, "firmness": 0.4, "caucasian": 0.8, "asian": 0.1, "african": 0.1},
    "older": {"gender": 1.0, "age": 0.97, "muscle": 0.4, "weight": 0.6, "height": 0.34, "proportions": 0.5,
              "cupsize": 0.55, "firmness": 0.3, "caucasian": 0.8, "asian": 0.2, "african": 0.0},
    "small": {"gender": 0.95, "age": 0.67, "muscle": 0.45, "weight": 0.42, "height": 0.35, "proportions": 0.6,
              "cupsize": 0.4, "firmness": 0.6, "caucasian": 0.05, "asian": 0.9, "african": 0.05},
    "tall": {"gender": 0.0, "age": 0.69, "muscle": 0.45, "weight": 0.35, "height": 0.5, "proportions": 0.55,
             "cupsize": 0.5, "firmness": 0.5, "caucasian": 0.7, "asian": 0.2, "african": 0.1},
    "round": {"gender": 1.0, "age": 0.76, "muscle": 0.4, "weight": 0.85, "height": 0.38, "proportions": 0.45,
              "cupsize": 0.65, "firmness": 0.4, "caucasian": 0.2, "asian": 0.1, "african": 0.7},
    "senior": {"gender": 0.1, "age": 0.98, "muscle": 0.38, "weight": 0.58, "height": 0.38, "proportions": 0.35,
               "cupsize": 0.5, "firmness": 0.3, "caucasian": 0.5, "asian": 0.5, "african": 0.0},
    "sturdy": {"gender": 0.9, "age": 0.7, "muscle": 0.75, "weight": 0.6, "height": 0.32, "proportions": 0.6,
               "cupsize": 0.5, "firmness": 0.6, "caucasian": 0.6, "asian": 0.2, "african": 0.2},
}  # fmt: skip

#: Landmarks picked by hand on MakeHuman's base mesh (vertex numbers of base.obj).
LANDMARKS = {
    "nose": 297,
    "left_ear": 12010,
    "right_ear": 5411,
    "left_heel": 12911,
    "right_heel": 6314,
    "left_toe": 11551,
    "right_toe": 4933,
}

_WEIGHTS_KEPT = 6
_STANDING_HAIR = {"bun": bun, "bob": bob}


def build_model() -> anny.Anny:
    """The base mesh with all helpers, its rig and all shape targets."""
    topology = TopologyConfig(
        "makehuman",
        nudity_edits=True,
        remove_unattached_vertices=False,
        triangulate_faces=False,
        tongue=False,
    )
    return anny.Anny(rig="anny", topology=topology, phenotypes="all", phenotype_blendshapes="original")


def export(model: anny.Anny, name: str, shape: dict[str, float]) -> Path:
    """Write one body; returns the file's path."""
    coefficients = model.get_phenotype_blendshape_coefficients(**shape)
    vertices = model.get_rest_vertices(coefficients)[0].numpy()
    heads_moved = torch.einsum("k,kbi->bi", coefficients[0], model.bone_heads_blendshapes)
    heads = (model.template_bone_heads + heads_moved).numpy()
    parts = _Parts(
        vertices=vertices,
        faces=_triangles(model.faces.numpy(), vertices),
        index=model.vertex_bone_indices.numpy(),
        weight=model.vertex_bone_weights.numpy(),
        markings=_average_markings(model),
    )
    parts = _add_hair(parts, name, model.bone_labels.index("head"))
    kept = np.unique(parts.faces)
    renumber = np.full(len(parts.vertices), -1)
    renumber[kept] = np.arange(len(kept))
    floor = np.array([0.0, 0.0, vertices[np.unique(model.faces.numpy()), 2].min()])
    skin_index, skin_weight = _strongest(parts.index[kept], parts.weight[kept])
    path = BODIES_DIR / f"{name}.npz"
    np.savez_compressed(
        path,
        rest_vertices=(parts.vertices[kept] - floor).astype(np.float32),
        faces=renumber[parts.faces].astype(np.uint16),
        bone_names=np.array(model.bone_labels),
        bone_heads=(heads - floor).astype(np.float32),
        parents=np.array(model.bone_parents, np.int16),
        skin_index=skin_index.astype(np.uint8),
        skin_weight=skin_weight.astype(np.float16),
        material=_materials(len(parts.vertices))[kept],
        markings=np.clip(parts.markings[kept] / MARKING_STEP_M, -127, 127).round().astype(np.int8),
        landmark_names=np.array(list(LANDMARKS)),
        landmark_vertices=renumber[list(LANDMARKS.values())].astype(np.uint16),
    )
    return path


@dataclass(frozen=True)
class _Parts:
    """What a body is put together from, numbered as in base.obj and, behind that, what was added."""

    vertices: Array
    faces: Array
    index: Array
    weight: Array
    markings: Array


def _add_hair(parts: _Parts, name: str, head_bone: int) -> _Parts:
    """The body with hair that stands off the head and moves with it; short hair is only painted and needs none."""
    style = LOOKS[name].hair_style
    if style not in _STANDING_HAIR:
        return parts
    ears = parts.vertices[[LANDMARKS["left_ear"], LANDMARKS["right_ear"]]].mean(axis=0)
    body = parts.vertices[:BODY_VERTICES]
    on_head = (parts.index[:BODY_VERTICES] == head_bone) & (parts.weight[:BODY_VERTICES] > 0.5)
    strands = _STANDING_HAIR[style](body[on_head.any(axis=1)], ears)
    count, width = len(strands.vertices), parts.weight.shape[1]
    faces = _triangles(strands.quads, strands.vertices) + len(parts.vertices)
    return _Parts(
        vertices=np.concatenate([parts.vertices, strands.vertices]),
        faces=np.concatenate([parts.faces, faces]),
        index=np.concatenate([parts.index, np.full((count, width), head_bone)]),
        weight=np.concatenate([parts.weight, np.tile(np.eye(1, width), (count, 1))]),
        markings=np.concatenate([parts.markings, np.full((count, 4), -0.03)]),
    )


def _average_markings(model: anny.Anny) -> Array:
    average = model.get_phenotype_blendshape_coefficients(gender=0.5, age=0.67)
    return markings(model.get_rest_vertices(average)[0].numpy())


def _triangles(quads: Array, vertices: Array) -> Array:
    """Each quad cut along its shorter diagonal."""
    a, b, c, d = (vertices[quads[:, i]] for i in range(4))
    short_ac = np.linalg.norm(a - c, axis=1) <= np.linalg.norm(b - d, axis=1)
    first = np.where(short_ac[:, None], quads[:, [0, 1, 2]], quads[:, [0, 1, 3]])
    second = np.where(short_ac[:, None], quads[:, [0, 2, 3]], quads[:, [1, 2, 3]])
    return np.concatenate([first, second])


def _strongest(index: Array, weight: Array) -> tuple[Array, Array]:
    """The few largest weights of each vertex, summing to 1."""
    order = np.argsort(-weight, axis=1)[:, :_WEIGHTS_KEPT]
    weight = np.take_along_axis(weight, order, axis=1)
    return np.take_along_axis(index, order, axis=1), weight / weight.sum(axis=1, keepdims=True)


def _materials(count: int) -> Array:
    material = np.full(count, SKIN, np.uint8)
    material[BODY_VERTICES:] = HAIR
    material[[*LEFT_EYE, *RIGHT_EYE]] = EYE
    return material


def main(names: list[str]) -> None:
    """Export the named bodies, or all of them."""
    model = build_model()
    for name in names or SHAPES:
        path = export(model, name, SHAPES[name])
        print(f"{path} {path.stat().st_size / 1000:.0f} KB")


if __name__ == "__main__":
    main(sys.argv[1:])
