"""Child's pose: from hands and knees the hips go back to the heels, the trunk sinks, hold, and up again."""

from __future__ import annotations

from collections.abc import Sequence

from sample_videos.render.postures import Pose
from sample_videos.render.postures.all_fours import FOLDED
from sample_videos.render.script import Script

POSE: Pose = {
    "hips_back": 0.7,
    "hands_ahead": 0.27,
    "spine_flexion_deg": 22.0,
    "neck_flexion_deg": 10.0,
    "elbow_flexion_deg": 10.0,
}

#: What the hold turns into when a rule is broken; times are handled in the script.
FAULTS: dict[str, Pose] = {
    "hips_stay_back": {
        "hips_back": 0.26,
        "hands_ahead": 0.62,
        "spine_flexion_deg": 8.0,
        "neck_flexion_deg": 16.0,
    },
    "hold_long_enough": {},
    "slow": {},
}

_SWAY: Pose = {"spine_flexion_deg": 0.8, "neck_flexion_deg": 0.8}
_FAST_S, _SHORT_HOLD_S = 0.65, 1.2


def childs_pose(
    seed: int, holds: Sequence[Sequence[str]], hold_s: float = 3.4, move_s: float = 1.7
) -> Script:
    """Holds one after the other, each given by the rules that it breaks; a fast one is left fast."""
    script = Script(FOLDED, {}, seed, still_s=1.0, sway=_SWAY)
    for faults in holds:
        with script.repetition(faults):
            _hold(script, faults, hold_s, move_s)
    script.hold(0.6, phase="")
    return script


def _hold(script: Script, faults: Sequence[str], hold_s: float, move_s: float) -> None:
    script.to(POSE, move_s, "back")
    short = "hold_long_enough" in faults
    script.hold(_SHORT_HOLD_S if short else hold_s, phase="hold", exactly=short)
    for rule in faults:
        if FAULTS[rule]:
            script.to(FAULTS[rule], 1.1)
            script.hold(1.8)
    fast = "slow" in faults
    script.back(_FAST_S if fast else move_s, "up", exactly=fast)
    script.hold(0.3)
