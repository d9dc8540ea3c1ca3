"""Torso twist: standing, elbows out, the chest turns to one side and back while the pelvis faces forward."""

from __future__ import annotations

from collections.abc import Sequence

from sample_videos.render.motions.turns import Turn
from sample_videos.render.postures import Pose
from sample_videos.render.postures.standing import ARMS_BEFORE_CHEST
from sample_videos.render.script import Script

#: How far spine, pelvis and head turn in a good twist, and in one in which the pelvis goes along.
_GOOD: Pose = {"spine_twist_deg": 42.0, "pelvis_turn_deg": 5.0, "neck_twist_deg": 6.0}
_WITH_PELVIS: Pose = {"spine_twist_deg": 26.0, "pelvis_turn_deg": 38.0, "neck_twist_deg": 6.0}

_SWAY: Pose = {"spine_twist_deg": 0.6, "spine_flexion_deg": 0.5, "aside_m": 0.004}
_FAST_S = 0.6


def torso_twist(seed: int, twists: Sequence[Turn], move_s: float = 1.8) -> Script:
    """Twists, one after the other."""
    script = Script(
        ARMS_BEFORE_CHEST, {"knee_flexion_deg": 6.0, "stance": 1.5}, seed, phase="centre", sway=_SWAY
    )
    for twist in twists:
        turned = _WITH_PELVIS if "pelvis_forward" in twist.faults else _GOOD
        sign = 1.0 if twist.side == "left" else -1.0
        fast = "slow" in twist.faults
        seconds = _FAST_S if fast else move_s
        with script.repetition(twist.faults, twist.side):
            pose = {name: sign * value for name, value in turned.items()}
            script.to(pose, seconds, "twist", exactly=fast)
            script.hold(0.5)
            script.back(seconds, "centre", exactly=fast)
        script.hold(0.5)
    script.hold(0.4)
    return script
