"""What may be asked of somebody who sees an unruly clip: which joints are needed, which movements are clearly one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from sample_videos.render.measure import Series
from sample_videos.render.rig import SIDES

HALVES: Final[Mapping[str, frozenset[str]]] = {
    "cat_cow": frozenset({"cow", "cat"}),
    "foam_roll": frozenset({"roll_up", "roll_down"}),
    "seated_cat_cow": frozenset({"cow", "cat"}),
}
"""Exercises of two halves, either of which may be counted as the first."""

_FACING: Final = ("left_shoulder", "right_shoulder", "left_hip", "right_hip", "left_knee", "right_knee")
_SIDE: Final = ("near_shoulder", "near_hip", "near_knee", "near_ankle")
_ALL_LIMBS: Final = (
    *_SIDE,
    "left_wrist",
    "right_wrist",
    "left_knee",
    "right_knee",
    "left_ankle",
    "right_ankle",
)
NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "cat_cow": ("near_shoulder", "near_hip", "near_knee"),
    "hip_lift_twist": ("near_shoulder", "near_hip", "near_knee", "near_ankle"),
    "thoracic_rotation": ("left_shoulder", "right_shoulder", "near_hip", "near_knee"),
    "foam_roll": ("near_shoulder", "near_hip", "near_knee", "near_ankle"),
    "hook_lying": ("near_shoulder", "near_hip", "near_knee", "near_ankle"),
    "toe_touch": ("near_shoulder", "near_hip", "near_knee", "near_ankle"),
    # Somebody cut off above the knees may sit as well as stand.
    "arm_circles": ("left_shoulder", "right_shoulder", "left_wrist", "right_wrist", "left_hip", "right_hip",
                    "left_knee", "right_knee"),
    "torso_twist": _FACING,
    "side_bend": _FACING,
    "standing_extension": ("near_shoulder", "near_hip", "near_knee", "near_ankle"),
    "seated_cat_cow": ("near_shoulder", "near_hip", "near_knee"),
    "seated_twist": _FACING,
    "bridge": _SIDE,
    "single_knee_to_chest": (*_SIDE, "left_knee", "right_knee"),
    "double_knee_to_chest": _SIDE,
    "hamstring_stretch": (*_SIDE, "left_ankle", "right_ankle"),
    "dead_bug": _ALL_LIMBS,
    "knee_rolls": (*_SIDE, "left_knee", "right_knee"),
    "curl_up": ("head", "near_shoulder", "near_hip"),
    "side_plank": (*_SIDE, "left_shoulder", "right_shoulder"),
    "bird_dog": _ALL_LIMBS,
    "childs_pose": _SIDE,
    "thread_the_needle": _SIDE,
    "press_up": _SIDE,
}  # fmt: skip
"""Joints without which a repetition can't be followed; near_ is the side toward the camera."""

RULE_NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    "knees_bent": ("near_knee", "near_ankle"), "knees_straight": ("near_knee", "near_ankle"),
    "feet_flat": ("near_ankle",), "head_follows": ("head",), "hips_over_knees": ("near_knee", "near_ankle"),
    "elbows_straight": ("near_elbow", "near_wrist"), "hands_behind_head": ("near_wrist", "head"),
    "hands_at_back": ("near_wrist",), "elbows_wide": ("near_elbow", "head"), "knees_still": ("near_knee", "near_ankle"),
    "head_down": ("head",), "chin_stays": ("head",), "neck_long": ("head",), "hips_on_floor": ("near_knee",),
}  # fmt: skip
"""Joints that a rule needs besides."""


ALSO: Final[Mapping[str, tuple[str, ...]]] = {
    "sit_ups": ("curl_up", "sit_up"), "crunches": ("curl_up",), "bird_dog": ("bird_dog",),
    "childs_pose": ("childs_pose",), "plank": ("plank",), "side_bends": ("side_bend",),
    "deadlifts": ("hip_hinge",), "good_mornings": ("hip_hinge",), "pelvic_tilt": ("pelvic_tilt",),
    "bridge": ("hip_lift_twist",), "knee_rolls": ("hook_lying",),
    "single_leg_bridge": ("single_leg_bridge", "plain_bridge", "bridge"),
}  # fmt: skip
"""Other exercises that a kind may rightly be taken for: those of its own, once they are coached, and those that one
coached by name alone looks like."""

HOLD_S: Final = 6.5
"""Somebody must lie in hook-lying for so long."""

#: Measures whose rules count from the person's own neutral.
_FROM_NEUTRAL: Final = ("trunk_rise_deg", "hip_over_knee", *(f"{side}_knee_flexion_deg" for side in SIDES))


def changes(series: Mapping[str, Series]) -> dict[str, Series]:
    """What some measures (1 + T,), the neutral first, change from it (T,), under names of their own."""
    return {f"{name}_change": series[name][1:] - series[name][0] for name in _FROM_NEUTRAL}


def large_enough(
    exercise: str, values: Mapping[str, Series], inside: npt.NDArray[np.bool_], seconds: float
) -> bool:
    """Whether the movement of a repetition, whose moments are given, is clearly one."""

    def of(name: str) -> Series:
        return values[name][inside] if inside.any() else np.zeros(1)

    def way(name: str) -> float:
        return float(np.ptp(of(name)))

    def most(*names: str) -> float:
        return max(float(of(f"{side}_{name}").max()) for side in SIDES for name in names)

    spine, head = of("spine_flexion_deg"), of("head_flexion_deg")
    cat, cow = float(spine.max()), -float(spine.min())
    clear_half = cat >= 14.0 or cow >= 9.0
    other_half = min(cat, cow) >= 5.0 or way("head_flexion_deg") >= 25.0
    turned_deg = float(np.abs(of("trunk_rotation_deg")).max())
    legs_deg = float(np.abs(of("left_knee_flexion_deg") - of("right_knee_flexion_deg")).max())
    return {
        "cat_cow": clear_half and other_half,
        "hip_lift_twist": way("hip_height") >= 0.15,
        "thoracic_rotation": turned_deg >= 15.0,
        "foam_roll": way("trunk_travel") >= 0.2,
        "hook_lying": seconds >= HOLD_S,
        "toe_touch": float(of("trunk_inclination_deg").max()) >= 50.0,
        "arm_circles": way("left_arm_turn_deg") >= 15.0,
        "torso_twist": turned_deg >= 18.0,
        # 10 are asked for: 16 from 36 aside with the error of 19 cases in 20. From 50 on it is a twist.
        "side_bend": float(np.abs(of("side_bend_deg")).max()) >= 16.0
        and float(np.abs(of("chest_turn_deg")).max()) <= 50.0,
        "standing_extension": way("backward_lean_deg") >= 12.0,
        "seated_cat_cow": clear_half and other_half and float(np.ptp(head)) >= 35.0,
        "seated_twist": turned_deg >= 25.0,
        "bridge": way("hip_height") >= 0.18,
        # A hip of 112 is asked for, here with twice its error.
        "single_knee_to_chest": most("hip_flexion_deg") >= 122.0,
        "double_knee_to_chest": min(float(of(f"{side}_hip_flexion_deg").max()) for side in SIDES) >= 122.0,
        "hamstring_stretch": any(_up_and_straight(of, side) for side in SIDES),
        "dead_bug": legs_deg >= 45.0,
        # Knees that sink by 0.12 are asked for.
        "knee_rolls": way("hip_over_knee") >= 0.2,
        "curl_up": 6.0 <= way("trunk_rise_deg") <= 42.0,
        "side_plank": float(of("hip_height").max()) >= -0.06 and way("hip_height") >= 0.12,
        "bird_dog": legs_deg >= 45.0,
        "childs_pose": most("knee_flexion_deg") >= 132.0,
        "thread_the_needle": way("trunk_inclination_deg") >= 26.0,
        "press_up": way("trunk_rise_deg") >= 20.0,
    }[exercise]


def tells_what_it_is(exercise: str, values: Mapping[str, Series], inside: npt.NDArray[np.bool_]) -> bool:
    """Whether a repetition shows what the exercise is: who moves a leg alone may do anything."""
    if exercise not in {"bird_dog", "dead_bug"}:
        return True
    return bool((values["opposite_reach"][inside] >= 0.5).any())


def _up_and_straight(of: Callable[[str], Series], side: str) -> bool:
    """Whether a leg is clearly up and straight at some time."""
    up = of(f"{side}_hip_flexion_deg") >= 68.0
    return bool((up & (of(f"{side}_knee_flexion_deg") <= 32.0)).any())
