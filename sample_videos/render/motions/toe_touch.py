"""Toe touch: from standing, fold down toward the toes, reach, and rise again."""

from __future__ import annotations

from collections.abc import Sequence

from sample_videos.render.postures import Pose
from sample_videos.render.postures.standing import STANDING
from sample_videos.render.script import Script

FOLDED: Pose = {
    "hips_back_deg": 9.0,
    "pelvis_pitch_deg": 58.0,
    "spine_flexion_deg": 52.0,
    "neck_flexion_deg": 18.0,
    "knee_flexion_deg": 7.0,
    "left_arm_forward_deg": -6.0,
    "right_arm_forward_deg": -6.0,
}
FAULTS: dict[str, Pose] = {"knees_straight": {"knee_flexion_deg": 42.0, "hips_back_deg": 4.0}, "slow": {}}

_SWAY: Pose = {"pelvis_pitch_deg": 0.4, "spine_flexion_deg": 0.5, "aside_m": 0.004}
_FAST_S = 0.6


def toe_touch(seed: int, touches: Sequence[Sequence[str]], move_s: float = 2.3) -> Script:
    """Toe touches, each given by the rules that it breaks."""
    script = Script(STANDING, {}, seed, phase="upright", sway=_SWAY)
    for faults in touches:
        folded = {**FOLDED, **{name: value for rule in faults for name, value in FAULTS[rule].items()}}
        fast = "slow" in faults
        seconds = _FAST_S if fast else move_s
        with script.repetition(faults):
            script.to(folded, seconds, "folding", exactly=fast)
            script.hold(0.9, phase="reach")
            script.back(seconds, "rising", exactly=fast)
        script.hold(0.6, phase="upright")
    script.hold(0.4)
    return script
