"""Rest geometry of a body, ready for posing: limbs, hinges, hands, feet, and the vertices of its parts.

Directions and positions are in the person frame of `ik.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt

from sample_videos.render.body import JOINTS, Body, load_body
from sample_videos.render.ik import Matrix, Vector, X, across, reach_m, unit

Side = Literal["left", "right"]
#: The person's own sides.
SIDES: tuple[Side, Side] = ("left", "right")
#: +1 for the person's left (which is +X), -1 for the right.
SIGN: Mapping[str, float] = {"left": 1.0, "right": -1.0}

_PARTS = {
    "pelvis": ("root", "pelvis", "spine05", "upperleg01"),
    "thorax": ("spine02", "spine01", "clavicle", "shoulder01"),
    "trunk": ("root", "pelvis", "spine", "clavicle", "shoulder01", "upperleg01"),
    "head": ("head",),
    "back": ("root", "pelvis", "spine", "clavicle", "shoulder01", "upperleg01", "neck", "head"),
}


class Rig:
    """Rest geometry of one body: limb lengths, hinge axes, hands, feet, and the vertices of its parts."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self._part_bodies: dict[str, Body] = {}
        self.rest = {joint: self.head(bone) for joint, bone in JOINTS.items()}
        self.trunk_m = float(np.linalg.norm(self._middle("shoulder") - self._middle("hip")))

    def head(self, bone: str) -> Vector:
        """Rest position (3,) of a bone's head."""
        return np.array(self.body.bone_heads[self.body.index(bone)], np.float64)

    def length_m(self, side: str, start: str, end: str) -> float:
        """Distance between two joints of one limb."""
        return float(np.linalg.norm(self.rest[f"{side}_{end}"] - self.rest[f"{side}_{start}"]))

    def leg_m(self, side: str, flexion_deg: float) -> float:
        """Distance from hip to ankle when the knee is bent."""
        return reach_m(self.length_m(side, "hip", "knee"), self.length_m(side, "knee", "ankle"), flexion_deg)

    def arm_m(self, side: str, flexion_deg: float) -> float:
        """Distance from shoulder to wrist when the elbow is bent."""
        upper_m, lower_m = self.length_m(side, "shoulder", "elbow"), self.length_m(side, "elbow", "wrist")
        return reach_m(upper_m, lower_m, flexion_deg)

    def limb(self, side: str, *joints: str) -> tuple[Vector, Vector, Vector]:
        """Rest direction of the upper and the lower segment, and the hinge between them (unit vectors)."""
        start, middle, end = (self.rest[f"{side}_{joint}"] for joint in joints)
        upper, lower = unit(middle - start), unit(end - middle)
        # Rest arms are clearly bent, so they show their hinge; rest legs are nearly straight and bend about X.
        hinge = unit(np.cross(upper, lower)) if joints[0] == "shoulder" else X
        return upper, lower, hinge

    @cached_property
    def hands(self) -> dict[str, Matrix]:
        """Rest axes (3, 3) of each hand: across, along the fingers, out of the palm."""
        return {side: self._hand(side) for side in SIDES}

    def _hand(self, side: str) -> Matrix:
        end = f".{side[0].upper()}"
        fingers = self.head("finger3-1" + end) - self.rest[f"{side}_wrist"]
        thumb_side = self.head("finger2-1" + end) - self.head("finger5-1" + end)
        return hand_axes(fingers, SIGN[side] * np.cross(fingers, thumb_side))

    @cached_property
    def parts(self) -> dict[str, npt.NDArray[np.intp]]:
        """Vertex numbers of the trunk's parts (`_PARTS`) and of each side's foot, shin, hand and elbow."""
        parts = {name: self._moved_by(*bones) for name, bones in _PARTS.items()}
        for side in SIDES:
            end = f".{side[0].upper()}"
            feet = [b for b in self.body.bone_names if b.endswith(end) and b.startswith(("foot", "toe"))]
            hands = [
                b
                for b in self.body.bone_names
                if b.endswith(end) and b.startswith(("wrist", "finger", "meta"))
            ]
            parts[f"{side}_foot"] = self._moved_by(*feet)
            parts[f"{side}_hand"] = self._moved_by(*hands)
            parts[f"{side}_shin"] = self._moved_by("lowerleg01" + end, "lowerleg02" + end)
            parts[f"{side}_elbow"] = self._moved_by("lowerarm01" + end, "upperarm02" + end)
        return parts

    def part_body(self, part: str) -> Body:
        """The body with the vertices of one part alone (and no faces), so that it is skinned faster."""
        if part not in self._part_bodies:
            rows, body = self.parts[part], self.body
            self._part_bodies[part] = replace(
                body,
                rest_vertices=body.rest_vertices[rows],
                faces=body.faces[:0],
                skin_index=body.skin_index[rows],
                skin_weight=body.skin_weight[rows],
            )
        return self._part_bodies[part]

    def _moved_by(self, *bones: str) -> npt.NDArray[np.intp]:
        return np.flatnonzero(self.body.bone_weight(*bones) > 0.6)

    def _middle(self, joint: str) -> Vector:
        return np.asarray((self.rest[f"left_{joint}"] + self.rest[f"right_{joint}"]) / 2.0)

    def lowest_of_foot_m(self, side: str, world: Matrix) -> float:
        """Height of the foot's lowest point relative to the ankle when the foot has a world rotation (3, 3)."""
        return self._lowest_m(f"{side}_foot", f"{side}_ankle", world)

    def hand_height_m(self, side: str, hand: Matrix) -> float:
        """Height of the wrist when the hand, with axes as `hand_axes` gives them, just touches the floor."""
        return -self._lowest_m(f"{side}_hand", f"{side}_wrist", hand @ self.hands[side].T)

    def _lowest_m(self, part: str, joint: str, world: Matrix) -> float:
        points = self.body.rest_vertices[self.parts[part]] - self.rest[joint]
        return float((points @ world[2]).min())


@lru_cache(maxsize=16)
def rig_of(body_name: str) -> Rig:
    """The rig of a committed body."""
    return Rig(load_body(body_name))


def hand_axes(fingers: npt.ArrayLike, palm: npt.ArrayLike) -> Matrix:
    """Axes (3, 3) of a hand with its fingers and the outward normal of its palm in these directions."""
    along = unit(np.asarray(fingers, np.float64))
    out = unit(across(np.asarray(palm, np.float64), along))
    return np.column_stack([np.cross(along, out), along, out])
