"""What is true of a posed body: joint angles and distances in three dimensions, frame by frame.

Flexion is 0 for a straight limb. Distances that depend on the size of a person are in trunk lengths (mid-shoulder to
mid-hip in the first frame). Nothing here knows how the body was posed: all of it comes from joints and bones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sample_videos.render.body import JOINTS
from sample_videos.render.measure_upright import chest_turn_deg, hand_hip_distance, leans_deg
from sample_videos.render.posing import Figure
from sample_videos.render.rig import SIDES, SIGN

Series = npt.NDArray[np.float64]

_BONES = ("root", "spine01", "head", "foot.L", "foot.R")


@dataclass(frozen=True, eq=False)
class Track:
    """Joints (T, 3) [m] by name and world rotations (T, 3, 3) by bone, of one person over a clip."""

    joints: dict[str, Series]
    rotations: dict[str, Series]

    @classmethod
    def of(cls, figures: Sequence[Figure]) -> Track:
        """The track of posed figures, one per frame."""
        names = (*JOINTS, "head", "spine01")
        return cls(
            {name: np.array([figure.joint(name) for figure in figures]) for name in names},
            {bone: np.array([figure.world(bone) for figure in figures]) for bone in _BONES},
        )

    def middle(self, joint: str) -> Series:
        """Midpoint (T, 3) of a joint of both sides."""
        return np.asarray((self.joints[f"left_{joint}"] + self.joints[f"right_{joint}"]) / 2.0)

    @property
    def trunk_m(self) -> float:
        """Trunk length in the first frame."""
        return float(np.linalg.norm(self.middle("shoulder")[0] - self.middle("hip")[0]))


def measured(track: Track, near_side: str | None) -> dict[str, Series]:
    """Every angle and distance (T,) of a track, by the names of docs/truth_format.md."""
    values: dict[str, Series] = {}
    for side in SIDES:
        values.update({f"{side}_{name}": series for name, series in _of_side(track, side).items()})
    lines = [_shoulder_hip_knee_deg(track, side) for side in SIDES]
    near = 1 if near_side == "right" else 0
    values["shoulder_hip_knee_deg"] = lines[near]
    values["both_shoulder_hip_knee_deg"] = (lines[0] + lines[1]) / 2.0
    values.update(_of_trunk(track))
    values["trunk_rise_deg"] = 90.0 - values["trunk_inclination_deg"]
    values.update(_of_limbs(track, values))
    return values


def _of_side(track: Track, side: str) -> dict[str, Series]:
    shoulder, elbow, wrist, hip, knee, ankle = (track.joints[f"{side}_{joint}"] for joint in
                                                ("shoulder", "elbow", "wrist", "hip", "knee", "ankle"))  # fmt: skip
    return {
        "knee_flexion_deg": 180.0 - _corner_deg(hip, knee, ankle),
        "hip_flexion_deg": 180.0 - _corner_deg(shoulder, hip, knee),
        "elbow_flexion_deg": 180.0 - _corner_deg(shoulder, elbow, wrist),
        "shoulder_flexion_deg": _corner_deg(elbow, shoulder, hip),
        "arm_raised_deg": _angle_deg(wrist - shoulder, track.middle("hip") - track.middle("shoulder")),
        "arm_turn_deg": _arm_turn_deg(wrist - shoulder, track.rotations["root"], SIGN[side]),
        "hand_to_head": np.linalg.norm(wrist - track.joints["head"], axis=1) / track.trunk_m,
        "hand_hip_distance": hand_hip_distance(wrist, hip, track.trunk_m),
        "heel_up_deg": _heel_up_deg(track.rotations[f"foot.{side[0].upper()}"]),
    }


def _of_trunk(track: Track) -> dict[str, Series]:
    shoulders, hips, knees = (track.middle(joint) for joint in ("shoulder", "hip", "knee"))
    trunk = shoulders - hips
    pelvis, chest = track.rotations["root"], track.rotations["spine01"]
    spine = np.einsum("tji,tjk->tik", pelvis, chest)
    flexion = np.degrees(np.arctan2(-spine[:, 1, 2], spine[:, 2, 2]))
    head = np.einsum("tji,tjk->tik", _sagittal_frame(trunk, pelvis), track.rotations["head"])
    nod = np.degrees(np.arctan2(-head[:, 1, 2], head[:, 2, 2]))
    along = _unit((track.middle("shoulder") - track.middle("ankle"))[0])
    return {
        "head_pitch_deg": -_degrees(np.arctan2(head[:, 1, 1], -head[:, 2, 1])),
        "hip_over_knee": (hips - knees)[:, 2] / track.trunk_m,
        "trunk_inclination_deg": _angle_deg(trunk, np.array([0.0, 0.0, 1.0])),
        "trunk_rotation_deg": _rotation_deg(track, trunk),
        "pelvis_rotation_deg": _turned_deg(pelvis),
        "chest_turn_deg": chest_turn_deg(track.joints["left_shoulder"] - track.joints["right_shoulder"]),
        **leans_deg(trunk),
        "spine_flexion_deg": flexion - flexion[0],
        "head_flexion_deg": nod - nod[0],
        "hip_height": _hip_height(track),
        "elbows_apart": _apart_m(track, "elbow") / _apart_m(track, "shoulder"),
        "hips_off_knees": (hips - knees)[:, 1] / track.trunk_m,
        "knees_aside": (knees - track.middle("ankle"))[:, 0] / track.trunk_m,
        "trunk_travel": (track.joints["spine01"] - track.joints["spine01"][0]) @ along / track.trunk_m,
    }


def _of_limbs(track: Track, values: dict[str, Series]) -> dict[str, Series]:
    """One limb against its counterpart: the arm that is ahead, the leg that is stretched, the one that stays."""
    ahead = (track.middle("shoulder") - track.middle("hip"))[0] * np.array([1.0, 1.0, 0.0])
    ahead = _unit(ahead) if np.linalg.norm(ahead) > 1e-6 else ahead
    arms = [track.joints[f"{side}_wrist"] - track.joints[f"{side}_shoulder"] for side in SIDES]
    legs = [track.joints[f"{side}_ankle"] - track.joints[f"{side}_hip"] for side in SIDES]
    levels = [_degrees(np.arctan2(leg[:, 2], np.linalg.norm(leg[:, :2], axis=1))) for leg in legs]
    hips = [values[f"{side}_hip_flexion_deg"] for side in SIDES]
    arm_lead = np.asarray((arms[0] - arms[1]) @ ahead / track.trunk_m)
    leg_lead_deg = values["right_knee_flexion_deg"] - values["left_knee_flexion_deg"]
    knees = track.joints["left_knee"] - track.joints["right_knee"]
    shoulders = track.joints["left_shoulder"] - track.joints["right_shoulder"]
    return {
        "knees_apart": np.linalg.norm(knees[:, 1:], axis=1) / track.trunk_m,
        "shoulder_lift": shoulders[:, 2] / track.trunk_m,
        "leg_level_deg": np.where(leg_lead_deg > 0.0, levels[0], levels[1]),
        "opposite_reach": -arm_lead * leg_lead_deg / 90.0,
        "still_hip_deg": np.where(leg_lead_deg > 0.0, hips[1], hips[0]),
    }


def _apart_m(track: Track, joint: str) -> Series:
    """Distance of a joint of both sides."""
    return np.asarray(np.linalg.norm(track.joints[f"left_{joint}"] - track.joints[f"right_{joint}"], axis=1))


def _shoulder_hip_knee_deg(track: Track, side: str) -> Series:
    """Angle at the hip on the front of the body: 180 is straight, more is hips pushed forward."""
    shoulder, hip, knee = (track.joints[f"{side}_{joint}"] for joint in ("shoulder", "hip", "knee"))
    left = track.rotations["root"][:, :, 0]
    up, down = shoulder - hip, knee - hip
    sine = np.einsum("ti,ti->t", np.cross(up, down), left)
    plain = _corner_deg(shoulder, hip, knee)
    return np.asarray(np.where(sine >= 0.0, plain, 360.0 - plain))


def _arm_turn_deg(arm: Series, pelvis: Series, sign: float) -> Series:
    """Direction of an arm seen from the front, unwrapped: 0 down, 90 out to its own side, 180 up."""
    own = np.einsum("tji,tj->ti", pelvis, arm)
    return _degrees(np.unwrap(np.arctan2(sign * own[:, 0], -own[:, 2])))


def _heel_up_deg(foot: Series) -> Series:
    """Slope of a sole, + with the heel up, - with the toes up (for feet that stand)."""
    return _degrees(np.arcsin(np.clip(foot[:, 2, 1], -1.0, 1.0)))


def _rotation_deg(track: Track, trunk: Series) -> Series:
    """Line of the shoulders against that of the hips about the trunk, + = chest to the person's left."""
    axis = _unit(trunk)
    lines = [track.joints[f"left_{joint}"] - track.joints[f"right_{joint}"] for joint in ("hip", "shoulder")]
    hips, shoulders = (line - np.einsum("ti,ti->t", line, axis)[:, None] * axis for line in lines)
    sine = np.einsum("ti,ti->t", np.cross(hips, shoulders), axis)
    return _degrees(np.arctan2(sine, np.einsum("ti,ti->t", hips, shoulders)))


def _turned_deg(bone: Series) -> Series:
    """Turn of a bone about its own long axis (swing-twist decomposition) against the first frame, + to the left."""
    relative = np.einsum("ji,tjk->tik", bone[0], bone)
    return _degrees(np.arctan2(relative[:, 1, 0] - relative[:, 0, 1], relative[:, 0, 0] + relative[:, 1, 1]))


def _hip_height(track: Track) -> Series:
    """Height of the hips over the line from shoulders to ankles, in trunk lengths."""
    shoulders, hips, ankles = (track.middle(joint) for joint in ("shoulder", "hip", "ankle"))
    line = ankles - shoulders
    level = np.linalg.norm(line[:, :2], axis=1)
    share = np.einsum("ti,ti->t", (hips - shoulders)[:, :2], line[:, :2]) / np.maximum(level, 1e-6) ** 2
    return np.asarray((hips[:, 2] - shoulders[:, 2] - share * line[:, 2]) / track.trunk_m)


def _sagittal_frame(trunk: Series, pelvis: Series) -> Series:
    """Axes (T, 3, 3) of the trunk in columns: to the left, to the back, up along the trunk."""
    up = _unit(trunk)
    left = pelvis[:, :, 0]
    left = _unit(left - np.einsum("ti,ti->t", left, up)[:, None] * up)
    return np.stack([left, np.cross(up, left), up], axis=2)


def _corner_deg(a: Series, corner: Series, b: Series) -> Series:
    return _angle_deg(a - corner, b - corner)


def _angle_deg(a: Series, b: npt.NDArray[Any]) -> Series:
    cosine = np.einsum("ti,ti->t", _unit(a), np.broadcast_to(_unit(b), a.shape))
    return _degrees(np.arccos(np.clip(cosine, -1.0, 1.0)))


def _degrees(angle_rad: npt.NDArray[Any]) -> Series:
    return np.asarray(np.degrees(angle_rad), np.float64)


def _unit(v: npt.NDArray[Any]) -> Series:
    return np.asarray(v / np.linalg.norm(v, axis=-1, keepdims=True))
