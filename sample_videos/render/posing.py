"""A body being posed: spine by angles, limbs by where they go, contacts by where the skin is.

A `Figure` is one frame of a body. Directions, hinges and world rotations are in the person frame of `ik.py`. A posture
(see `postures/`) bends the spine, settles the trunk on what carries it, then sends arms and legs to their places.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
from scipy.spatial.transform import Rotation  # type: ignore[import-untyped]

from sample_videos.render.body import JOINTS, FloatArray, forward, skin
from sample_videos.render.ik import (
    Matrix,
    Vector,
    across,
    frame,
    middle_joint,
    turn,
    turn_x,
    turn_y,
    turn_z,
    unit,
    vector,
)
from sample_videos.render.rig import SIGN, Rig

#: Share of each spine bone, lowest first, in bending and in turning; lumbar bones 05 to 03 hardly turn.
_SPINE_BEND = {"spine05": 0.19, "spine04": 0.2, "spine03": 0.2, "spine02": 0.21, "spine01": 0.2}
_SPINE_TWIST = {"spine05": 0.08, "spine04": 0.14, "spine03": 0.22, "spine02": 0.28, "spine01": 0.28}
_NECK = {"neck01": 0.25, "neck02": 0.25, "neck03": 0.25, "head": 0.25}

#: Half the thickness of an arm at the elbow.
_ELBOW_RADIUS_M = 0.058


class Figure:
    """One frame of a body: rotations by bone, where the root is, and what follows from them."""

    def __init__(self, rig: Rig) -> None:
        self.rig = rig
        self.rotations: dict[str, Matrix] = {}
        self.root_translation = np.zeros(3)
        self._posed: tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]] | None = None

    @property
    def transforms(self) -> npt.NDArray[np.float64]:
        """World transforms (B, 4, 4) of the bones."""
        return self._forward()[0]

    @property
    def joints(self) -> npt.NDArray[np.float64]:
        """World positions (B, 3) of the bones' heads."""
        return self._forward()[1]

    def _forward(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        if self._posed is None:
            self._posed = forward(self.rig.body, self.rotations, self.root_translation)
        return self._posed

    def set(self, rotations: Mapping[str, Matrix]) -> None:
        """Turn bones by local rotations, as `body.forward` takes them."""
        self.rotations.update(rotations)
        self._posed = None

    def move(self, offset: Vector) -> None:
        """Shift the whole figure (3,) [m]."""
        self.root_translation = self.root_translation + offset
        if self._posed is not None:
            self._posed[0][:, :3, 3] += offset
            self._posed[1][:] += offset

    def turn_all(self, angle_deg: float) -> None:
        """Turn the whole posed figure to its left about the vertical through its hips."""
        turned, hips = turn_z(angle_deg), self.middle("hip")
        root = self.rig.head("root")
        self.root_translation = turned @ (root + self.root_translation - hips) + hips - root
        self.set({"root": turned @ self.rotations.get("root", np.eye(3))})

    def joint(self, name: str) -> Vector:
        """Position (3,) of a joint (`left_knee`) or of a bone's head (`spine01`)."""
        bone = JOINTS.get(name, name)
        return np.array(self.joints[self.rig.body.index(bone)])

    def middle(self, joint: str) -> Vector:
        """Midpoint (3,) of a joint of both sides."""
        return np.asarray((self.joint(f"left_{joint}") + self.joint(f"right_{joint}")) / 2.0)

    def world(self, bone: str) -> Matrix:
        """World rotation (3, 3) of a bone."""
        return np.asarray(self.transforms[self.rig.body.index(bone), :3, :3])

    def vertices(self) -> FloatArray:
        """The posed skin (V, 3) [m]."""
        return skin(self.rig.body, self.transforms)

    def part(self, part: str) -> FloatArray:
        """The posed skin (N, 3) [m] of a part of `Rig.parts`."""
        return skin(self.rig.part_body(part), self.transforms)

    def lowest_m(self, part: str) -> float:
        """Height of the lowest vertex of a part of `Rig.parts`."""
        return float(self.part(part)[:, 2].min())

    def bend_spine(self, flexion_deg: float, bend_deg: float = 0.0, twist_deg: float = 0.0) -> None:
        """Bend the spine forward, to the left, and turn the chest to the left against the pelvis."""
        self.set(
            {
                bone: turn_z(_SPINE_TWIST[bone] * twist_deg)
                @ turn_y(share * bend_deg)
                @ turn_x(share * flexion_deg)
                for bone, share in _SPINE_BEND.items()
            }
        )

    def bend_neck(self, flexion_deg: float, bend_deg: float = 0.0, twist_deg: float = 0.0) -> None:
        """Bend the head forward, to the left, and turn it to the left against the chest."""
        self.set(
            {
                bone: turn_z(share * twist_deg) @ turn_y(share * bend_deg) @ turn_x(share * flexion_deg)
                for bone, share in _NECK.items()
            }
        )

    def lift_shoulder(self, side: str, up_deg: float, forward_deg: float = 0.0) -> None:
        """Raise a shoulder and draw it forward, by its collar bone."""
        sign = SIGN[side]
        self.set({_bone("clavicle", side): turn_y(-sign * up_deg) @ turn_z(-sign * forward_deg)})

    def leg_to(self, side: str, ankle: Vector, pole: Vector, foot: Matrix, toes_up_deg: float = 0.0) -> None:
        """Send the ankle to a place (3,), the knee bending toward the pole, the foot in a world rotation (3, 3).

        `toes_up_deg` bends the toes against the foot.
        """
        hip = self.joint(f"{side}_hip")
        thigh_m, shank_m = self.rig.length_m(side, "hip", "knee"), self.rig.length_m(side, "knee", "ankle")
        knee = middle_joint(hip, ankle, thigh_m, shank_m, pole)
        self.leg_through(side, knee, ankle, np.cross(pole, ankle - hip), foot)
        toes = [b for b in self.rig.body.bone_names if b.startswith("toe") and b.endswith(_bone("-1", side))]
        self.set({toe: turn_x(-toes_up_deg) for toe in toes})

    def leg_through(self, side: str, knee: Vector, ankle: Vector, hinge: Vector, foot: Matrix) -> None:
        """Thigh toward a knee, shank toward an ankle (both (3,)), turning about a hinge direction (3,)."""
        hip = self.joint(f"{side}_hip")
        upper, lower, rest_hinge = self.rig.limb(side, "hip", "knee", "ankle")
        thigh = _aligned(upper, rest_hinge, knee - hip, hinge)
        shank = _aligned(lower, rest_hinge, ankle - knee, hinge)
        parent = self.world(_bone("pelvis", side))
        self.set(
            {
                _bone("upperleg01", side): parent.T @ thigh,
                _bone("lowerleg01", side): thigh.T @ shank,
                _bone("foot", side): shank.T @ foot,
            }
        )

    def arm_to(self, side: str, wrist: Vector, pole: Vector, hand: Matrix | None = None) -> None:
        """Send the wrist to a place (3,), the elbow toward the pole; `hand` as `hand_axes` gives it."""
        shoulder = self.joint(f"{side}_shoulder")
        upper_m, lower_m = self._arm_lengths_m(side)
        elbow = middle_joint(shoulder, wrist, upper_m, lower_m, pole)
        self.arm_through(side, elbow, wrist, pole, hand)

    def arm_along(self, side: str, direction: Vector, flexion_deg: float, pole: Vector) -> None:
        """Point an arm bent by a flexion, from shoulder to wrist, along a direction (3,)."""
        wrist = self.joint(f"{side}_shoulder") + unit(direction) * self.rig.arm_m(side, flexion_deg)
        self.arm_to(side, wrist, pole)

    def arm_through(
        self, side: str, elbow: Vector, wrist: Vector, pole: Vector, hand: Matrix | None = None
    ) -> None:
        """Upper arm toward an elbow, forearm toward a wrist (both (3,)); the pole serves where the arm is straight.

        Half the turn of the upper arm and of the forearm is left to their second bones, so that the skin does not
        wring at the joint.
        """
        shoulder = self.joint(f"{side}_shoulder")
        upper, lower, rest_hinge = self.rig.limb(side, "shoulder", "elbow", "wrist")
        hinge = np.cross(pole, wrist - shoulder)
        upper_world = _aligned(upper, rest_hinge, elbow - shoulder, hinge)
        lower_world = _aligned(lower, rest_hinge, wrist - elbow, hinge)
        local = self.world(_bone("shoulder01", side)).T @ upper_world
        half = turn(upper, _twist_deg(local, upper) / 2.0)
        self.set(
            {
                _bone("upperarm01", side): local @ half.T,
                _bone("upperarm02", side): half,
                _bone("lowerarm01", side): upper_world.T @ lower_world,
            }
        )
        self._turn_hand(side, lower_world, lower, hand)

    def _turn_hand(self, side: str, forearm: Matrix, axis: Vector, hand: Matrix | None) -> None:
        if hand is None:
            return
        local = forearm.T @ hand @ self.rig.hands[side].T
        half = turn(axis, _twist_deg(local, axis) / 2.0)
        self.set({_bone("lowerarm02", side): half, _bone("wrist", side): half.T @ local})

    def pole_above_floor(self, side: str, wrist: Vector, pole: Vector) -> Vector:
        """The pole (3,) nearest to the wanted one at which the elbow lies on the floor or over it."""
        shoulder = self.joint(f"{side}_shoulder")
        elbow = middle_joint(shoulder, wrist, *self._arm_lengths_m(side), pole)
        along = unit(wrist - shoulder)
        out = across(elbow - shoulder, along)
        centre_m = float((elbow - out)[2])
        low_m = _ELBOW_RADIUS_M - centre_m
        if elbow[2] >= _ELBOW_RADIUS_M:
            return out
        other = np.cross(along, out)
        size_m, bearing = float(np.hypot(out[2], other[2])), np.arctan2(other[2], out[2])
        swing = np.arccos(np.clip(low_m / max(size_m, 1e-9), -1.0, 1.0))
        turns = [(angle + np.pi) % (2.0 * np.pi) - np.pi for angle in (bearing + swing, bearing - swing)]
        return turn(along, float(np.degrees(min(turns, key=abs)))) @ out

    def _arm_lengths_m(self, side: str) -> tuple[float, float]:
        return self.rig.length_m(side, "shoulder", "elbow"), self.rig.length_m(side, "elbow", "wrist")

    def flat_foot(
        self, side: str, place: Vector, heel_up_deg: float = 0.0, turn_out_deg: float = 8.0
    ) -> tuple[Vector, Matrix]:
        """Ankle (3,) and world rotation (3, 3) of a foot standing at a place (3,): where its ankle is when flat.

        A lifted heel (positive) turns the foot about its ball, lifted toes (negative) about the heel; what stays
        down keeps its place.
        """
        rig = self.rig
        out = turn_z(SIGN[side] * turn_out_deg)
        world = out @ turn_x(heel_up_deg)
        pivot_name = _bone("toe3-1", side)
        ankle_rest = rig.rest[f"{side}_ankle"]
        if heel_up_deg >= 0.0:
            pivot = rig.head(pivot_name) - ankle_rest
        else:
            pivot = rig.body.rest_vertices[rig.body.landmarks[f"{side}_heel"]] - ankle_rest
        pivot = vector(pivot[0], pivot[1], rig.lowest_of_foot_m(side, out))
        ankle = place + out @ pivot - world @ pivot
        return ankle, world

    def sole_m(self, side: str) -> float:
        """Height of the ankle above the floor when the foot stands flat."""
        return -self.rig.lowest_of_foot_m(side, np.eye(3))


def _bone(stem: str, side: str) -> str:
    return f"{stem}.{side[0].upper()}"


def _aligned(rest_direction: Vector, rest_hinge: Vector, direction: Vector, hinge: Vector) -> Matrix:
    """World rotation that takes a rest segment and its hinge to a direction and a hinge."""
    return np.asarray(frame(direction, hinge) @ frame(rest_direction, rest_hinge).T)


def _twist_deg(rotation: Matrix, axis: Vector) -> float:
    """How far a rotation turns about a unit axis (swing-twist decomposition), -180 to 180."""
    quaternion = Rotation.from_matrix(rotation).as_quat()
    angle = 2.0 * np.degrees(np.arctan2(float(quaternion[:3] @ axis), float(quaternion[3])))
    return float((angle + 180.0) % 360.0 - 180.0)
