"""Putting clothes and hair on a body: where each garment is, how far it stands off the skin, how it drapes.

A garment is a signed distance on the rest mesh (metres, positive where the garment is). The shader cuts its crisp edge
where the interpolated distance crosses zero; the same distance says how far a vertex is pushed out along its normal.
Cloth and hair are also smoothed, so that they bridge the hollows of the body that they cover.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp  # type: ignore[import-untyped]  # scipy comes without types

from sample_videos.render.body import EYE, HAIR, JOINTS, Body, FloatArray, vertex_normals
from sample_videos.render.footwear import Last, lasts
from sample_videos.render.look import LOOKS, HairStyle, Legs, Outfit, Sleeve

Array = npt.NDArray[np.floating]

TOP, BOTTOM, FEET, HAIR_CAP = range(4)

#: How far each garment stands off the skin, tight and baggy [m], and how often it is smoothed, tight and baggy.
_THICKNESS_M = {TOP: (0.006, 0.020), BOTTOM: (0.005, 0.017), FEET: (0.002, 0.002)}
_SMOOTHING = {TOP: (2, 10), BOTTOM: (2, 9), FEET: (0, 0)}
_SHOE_THICKNESS_M = 0.003
_HAIR_THICKNESS_M: dict[HairStyle, float] = {"cropped": 0.006, "short": 0.013, "bun": 0.009, "bob": 0.011}
_HAIR_SMOOTHING = 3
#: Hems are smoothed along the mesh so often.
_EDGE_SMOOTHING = 5
#: A garment reaches its full thickness this far inside its edge [m].
_EDGE_M = 0.012
#: Nothing is drawn lower than this, so that cloth that is pressed to the floor lies flat on it [m].
_LOWEST_M = 0.0015

_SLEEVE_END: dict[Sleeve, float] = {"none": 0.0, "short": 0.62, "long": 1.93}
_LEG_END: dict[Legs, float] = {"short": 0.45, "knee": 0.86, "long": 1.9}
_FAR = 0.2


@dataclass(frozen=True, eq=False)
class Dressing:
    """A body with an outfit on: `cover` (V, 4) m inside top, bottom, footwear, hair; `thickness` (V,) m."""

    body: Body
    cover: FloatArray
    thickness: FloatArray
    rounds: npt.NDArray[np.int32]
    lasts: tuple[Last, ...] = ()

    def drape(self, vertices: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Vertices and unit normals (V, 3) of the posed body with its clothes on, nothing below the floor."""
        outside = self._smoothed(vertices)
        outside = outside + self.thickness[:, None] * vertex_normals(self.body, outside)
        outside[:, 2] = np.maximum(outside[:, 2], _LOWEST_M)
        return outside, vertex_normals(self.body, outside)

    def _smoothed(self, vertices: FloatArray) -> FloatArray:
        smooth = vertices.copy()
        for last in self.lasts:
            smooth[last.rows] = last.moved(vertices)
        for rows, average in self._averages:
            smooth[rows] = average @ smooth
        return smooth

    @cached_property
    def _averages(self) -> list[tuple[npt.NDArray[np.intp], sp.csr_array]]:
        """For each round, the vertices that are moved and the averages of their neighbours that they move to."""
        neighbours = _neighbours(self.body)
        rounds: list[tuple[npt.NDArray[np.intp], sp.csr_array]] = []
        for done in range(int(self.rounds.max(initial=0))):
            rows = np.flatnonzero(self.rounds > done)
            rounds.append((rows, neighbours[rows]))
        return rounds


@lru_cache(maxsize=32)
def dress(body: Body, outfit: Outfit) -> Dressing:
    """The body with the outfit on and its hair done."""
    cover = np.column_stack([_top(body, outfit), _bottom(body, outfit), _footwear(body, outfit), _hair(body)])
    cover = _smooth(_neighbours(body), cover, _EDGE_SMOOTHING)
    cover[body.material == EYE] = -_FAR
    cover[body.material == HAIR] = [-_FAR, -_FAR, -_FAR, _FAR]
    thickness = np.zeros(len(cover))
    hanging = 1 - outfit.looseness * 0.75 * np.clip(
        1.3 * vertex_normals(body, body.rest_vertices)[:, 2], 0, 1
    )
    rounds = np.zeros(len(cover), np.int32)
    for garment, (full_m, smoothing) in _standing_off(body, outfit).items():
        inside = np.clip(cover[:, garment] / _EDGE_M, 0, 1)
        off_skin_m = full_m * (hanging if garment in {TOP, BOTTOM} else 1)
        thickness = np.maximum(thickness, off_skin_m * inside * (2 - inside))
        rounds = np.maximum(rounds, np.where(cover[:, garment] > 0, smoothing, 0))
    both = (cover[:, TOP] > 0) & (cover[:, BOTTOM] > 0)
    thickness[both] += 0.003
    stands_already = body.material == HAIR
    thickness[stands_already], rounds[stands_already] = 0, 0
    shod = tuple(lasts(body)) if outfit.feet != "bare" else ()
    return Dressing(body, cover.astype(np.float32), thickness.astype(np.float32), rounds, shod)


def _smooth(average: sp.csr_array, values: Array, rounds: int) -> Array:
    for _ in range(rounds):
        values = average @ values
    return values


def _standing_off(body: Body, outfit: Outfit) -> dict[int, tuple[float, int]]:
    """Garment -> thickness [m] and rounds of smoothing."""
    loose = outfit.looseness
    found = {}
    for garment, (tight, baggy) in _THICKNESS_M.items():
        few, many = _SMOOTHING[garment]
        found[garment] = (tight + loose * (baggy - tight), round(few + loose * (many - few)))
    if outfit.feet == "shoes":
        found[FEET] = (_SHOE_THICKNESS_M, 0)
    found[HAIR_CAP] = (_HAIR_THICKNESS_M[LOOKS[body.name].hair_style], _HAIR_SMOOTHING)
    return found


def _top(body: Body, outfit: Outfit) -> Array:
    vertices = body.rest_vertices
    arms = body.bone_weight("upperarm", "lowerarm", "wrist", "finger", "metacarpal")
    hip, shoulder = _joint(body, "left_hip"), _joint(body, "left_shoulder")
    hem = hip[2] + (0.12 if outfit.cropped_top else -0.015 - 0.03 * outfit.looseness)
    inside = np.minimum(np.where(arms > 0.5, _FAR, vertices[:, 2] - hem), _below_neck(body, outfit))
    if outfit.sleeve == "none":
        strap = 0.90 * shoulder[0] - np.abs(vertices[:, 0])
        inside = np.minimum(inside, np.maximum(strap, shoulder[2] - 0.075 - vertices[:, 2]))
        return np.asarray(np.minimum(inside, 0.2 * (0.35 - arms)))
    along = _along(body, ("shoulder", "elbow", "wrist"))
    return np.asarray(
        np.minimum(inside, np.where(arms < 0.5, _FAR, _SLEEVE_END[outfit.sleeve] - along) * 0.3)
    )


def _below_neck(body: Body, outfit: Outfit) -> Array:
    """Distance below a collar that is lower in front than behind."""
    vertices = body.rest_vertices
    neck = body.bone_heads[body.index("neck01")]
    low = 0.015 if outfit.sleeve != "none" else 0.04
    collar = neck[2] - low + 0.55 * (vertices[:, 1] - neck[1]) - vertices[:, 2]
    wide = 0.085 if outfit.sleeve != "none" else 0.072
    aside = np.hypot(vertices[:, 0], vertices[:, 1] - neck[1]) - wide
    head = body.bone_weight("head", "neck02", "neck03", "eye")
    return np.where(
        head > 0.3, -_FAR, np.maximum(collar, np.where(vertices[:, 2] < neck[2] + 0.03, aside, -_FAR))
    )


def _bottom(body: Body, outfit: Outfit) -> Array:
    vertices = body.rest_vertices
    arms = body.bone_weight("upperarm", "lowerarm", "wrist", "finger", "metacarpal")
    waist = _joint(body, "left_hip")[2] + 0.11
    along = _along(body, ("hip", "knee", "ankle"))
    inside = np.minimum(waist - vertices[:, 2], (_LEG_END[outfit.legs] - along) * 0.4)
    return np.asarray(np.where(arms > 0.2, -_FAR, inside))


def _footwear(body: Body, outfit: Outfit) -> Array:
    if outfit.feet == "bare":
        return np.full(len(body.rest_vertices), -_FAR)
    above_ankle = 0.012 if outfit.feet == "shoes" else 0.07
    return np.asarray(_joint(body, "left_ankle")[2] + above_ankle - body.rest_vertices[:, 2])


def _hair(body: Body) -> Array:
    return np.where(body.material == EYE, -_FAR, body.markings[:, 3])


def _along(body: Body, joints: tuple[str, str, str]) -> Array:
    """How far down a limb each vertex is: 0 at the first joint, 1 at the second, 2 at the third; both sides alike."""
    points = np.abs(body.rest_vertices * [1, 0, 0]) + body.rest_vertices * [0, 1, 1]
    upper, middle, lower = (_joint(body, f"left_{joint}") for joint in joints)
    first = (points - upper) @ (middle - upper) / np.sum((middle - upper) ** 2)
    second = (points - middle) @ (lower - middle) / np.sum((lower - middle) ** 2)
    return np.asarray(np.where(first + second < 1, np.minimum(first, 1), 1 + np.maximum(second, 0)))


def _joint(body: Body, joint: str) -> FloatArray:
    return np.asarray(body.bone_heads[body.index(JOINTS[joint])])


def _neighbours(body: Body) -> sp.csr_array:
    """Row-normalised (V, V) matrix that takes each vertex half-way to the mean of its neighbours."""
    count = len(body.rest_vertices)
    edges = np.concatenate([body.faces[:, [0, 1]], body.faces[:, [1, 2]], body.faces[:, [2, 0]]])
    ends = np.concatenate([edges, edges[:, ::-1]])
    joined = sp.csr_array((np.ones(len(ends), np.float32), (ends[:, 0], ends[:, 1])), shape=(count, count))
    joined.data[:] = 1
    mean = sp.diags_array(1 / np.maximum(joined.sum(axis=1), 1)) @ joined
    return sp.csr_array(0.5 * mean + 0.5 * sp.eye_array(count), dtype=np.float32)
