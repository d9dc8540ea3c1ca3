"""A human body as plain arrays: loading, forward kinematics, linear blend skinning.

World frame: metres, Z up, floor at z = 0. In the rest pose (arms about 45 degrees down) the body stands on the
floor and faces -Y, so the person's left is +X.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp  # type: ignore[import-untyped]  # scipy comes without types

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int32]

BODIES_DIR = Path(__file__).parent / "bodies"

#: Material of a vertex before any clothes are put on: the values of `Body.material`.
SKIN, EYE, HAIR = range(3)

#: Step of the stored distances of `Body.markings`.
MARKING_STEP_M = 0.00025

_UNTURNED = np.eye(3)

_JOINT_BONES = {
    "shoulder": "upperarm01",
    "elbow": "lowerarm01",
    "wrist": "wrist",
    "hip": "upperleg01",
    "knee": "lowerleg01",
    "ankle": "foot",
}

#: True joint -> the bone whose head it is.
JOINTS: Mapping[str, str] = {
    f"{side}_{joint}": f"{bone}.{side[0].upper()}"
    for side in ("left", "right")
    for joint, bone in _JOINT_BONES.items()
}


@dataclass(frozen=True, eq=False)
class Body:
    """One person's shape and rig, in the rest pose.

    `rest_vertices` (V, 3) m; `faces` (F, 3) counter-clockwise seen from outside; `bone_heads` (B, 3) m; `parents` (B,)
    with -1 for the root and every parent before its children; `skin_index`, `skin_weight` (V, K), weights summing
    to 1; `material` (V,) one of SKIN, EYE, HAIR; `markings` (V, 4) m inside (+) or outside (-) of lips,
    brows, irises, scalp; `landmarks` name -> vertex (nose, and left_ and right_ ear, heel, toe).
    """

    name: str
    rest_vertices: FloatArray
    faces: IntArray
    bone_names: tuple[str, ...]
    bone_heads: FloatArray
    parents: IntArray
    skin_index: IntArray
    skin_weight: FloatArray
    material: npt.NDArray[np.uint8]
    markings: FloatArray
    landmarks: Mapping[str, int]

    def index(self, bone: str) -> int:
        """Index of a bone. KeyError names the bone and the body when there is none such."""
        try:
            return self._bone_index[bone]
        except KeyError:
            raise KeyError(f"body {self.name!r} has no bone {bone!r}") from None

    @cached_property
    def _bone_index(self) -> dict[str, int]:
        return {name: i for i, name in enumerate(self.bone_names)}

    @cached_property
    def weights(self) -> sp.csr_array:
        """Skin weights as a sparse (V, B) matrix."""
        count, width = self.skin_index.shape
        rows = np.repeat(np.arange(count), width)
        shape = (count, len(self.bone_names))
        matrix = sp.csr_array((self.skin_weight.ravel(), (rows, self.skin_index.ravel())), shape=shape)
        matrix.eliminate_zeros()
        return matrix

    @cached_property
    def faces_at(self) -> sp.csr_array:
        """Which faces meet at each vertex, (V, F), 1 or 0."""
        columns = np.repeat(np.arange(len(self.faces)), 3)
        ones = np.ones(self.faces.size, np.float32)
        return sp.csr_array(
            (ones, (self.faces.ravel(), columns)), shape=(len(self.rest_vertices), len(self.faces))
        )

    def bone_weight(self, *prefixes: str) -> FloatArray:
        """Summed weight (V,) of all bones whose name starts with one of the prefixes."""
        bones = [i for i, name in enumerate(self.bone_names) if name.startswith(prefixes)]
        return np.asarray(self.weights[:, bones].sum(axis=1), np.float32).ravel()


@lru_cache(maxsize=16)
def load_body(name: str) -> Body:
    """The committed body of that name. FileNotFoundError lists the bodies that there are."""
    path = BODIES_DIR / f"{name}.npz"
    if not path.exists():
        raise FileNotFoundError(f"no body {name!r} in {BODIES_DIR}; there are {', '.join(body_names())}")
    with np.load(path) as data:
        return Body(
            name=name,
            rest_vertices=data["rest_vertices"].astype(np.float32),
            faces=data["faces"].astype(np.int32),
            bone_names=tuple(str(bone) for bone in data["bone_names"]),
            bone_heads=data["bone_heads"].astype(np.float32),
            parents=data["parents"].astype(np.int32),
            skin_index=data["skin_index"].astype(np.int32),
            skin_weight=_normalised(data["skin_weight"].astype(np.float32)),
            material=data["material"].astype(np.uint8),
            markings=data["markings"].astype(np.float32) * np.float32(MARKING_STEP_M),
            landmarks={
                str(k): int(v) for k, v in zip(data["landmark_names"], data["landmark_vertices"], strict=True)
            },
        )


def body_names() -> list[str]:
    """Names of the committed bodies, sorted."""
    return sorted(path.stem for path in BODIES_DIR.glob("*.npz"))


def forward(
    body: Body, rotations: Mapping[str, npt.ArrayLike], root_translation: npt.ArrayLike = (0.0, 0.0, 0.0)
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """World transforms (B, 4, 4) and joint positions (B, 3) [m] of a posed body.

    `rotations` maps bone names to (3, 3) matrices: turns about the bone's head in the axes of the rest pose, applied
    before (inside) those of its parents. Bones not named keep their rest direction relative to the parent. The root
    is moved by `root_translation` (3,) after its rotation. KeyError on an unknown bone.
    """
    heads = body.bone_heads.astype(np.float64)
    turns = {body.index(bone): np.asarray(matrix) for bone, matrix in rotations.items()}
    transforms = np.tile(np.eye(4), (len(heads), 1, 1))
    for bone_index, parent in enumerate(body.parents.tolist()):
        if parent >= 0 and bone_index not in turns:
            transforms[bone_index] = transforms[parent]
            continue
        turn, head = turns.get(bone_index, _UNTURNED), heads[bone_index]
        local = np.eye(4)
        local[:3, :3] = turn
        local[:3, 3] = head - turn @ head
        if parent < 0:
            local[:3, 3] += np.asarray(root_translation, np.float64)
            transforms[bone_index] = local
        else:
            transforms[bone_index] = transforms[parent] @ local
    joints = np.einsum("bij,bj->bi", transforms[:, :3, :3], heads) + transforms[:, :3, 3]
    return transforms, joints


def skin(body: Body, transforms: npt.NDArray[np.float64]) -> FloatArray:
    """Vertices (V, 3) [m] of the body under `forward`'s transforms, by linear blend skinning."""
    flat = transforms[:, :3, :].reshape(len(transforms), 12).astype(np.float32)
    blended = (body.weights @ flat).reshape(-1, 3, 4)
    vertices = np.einsum("vij,vj->vi", blended[:, :, :3], body.rest_vertices) + blended[:, :, 3]
    return np.ascontiguousarray(vertices, np.float32)


def vertex_normals(body: Body, vertices: FloatArray) -> FloatArray:
    """Unit normals (V, 3) of posed vertices (V, 3), faces weighted by their area."""
    a, b, c = (vertices[body.faces[:, i]] for i in range(3))
    summed = body.faces_at @ np.cross(b - a, c - a)
    length = np.sqrt(np.einsum("ij,ij->i", summed, summed))
    return np.asarray(summed / np.maximum(length, 1e-12)[:, None], np.float32)


def _normalised(weights: FloatArray) -> FloatArray:
    return np.asarray(weights / weights.sum(axis=1, keepdims=True), np.float32)
