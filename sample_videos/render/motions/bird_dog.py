"""Bird-dog on hands and knees: one arm ahead and the opposite leg back, hold, slowly back; then the other two."""

from __future__ import annotations

from collections.abc import Sequence

from sample_videos.render.motions.turns import Turn
from sample_videos.render.postures import Pose
from sample_videos.render.postures.all_fours import ARM_AND_LEG
from sample_videos.render.script import Script

_OPPOSITE = {"left": "right", "right": "left"}
_FAST_S, _SHORT_HOLD_S = 0.7, 0.9

#: What is different in the stretched position when a rule is broken; times, sides and the arm that stays on the floor
#: are handled in the script.
FAULTS: dict[str, Pose] = {
    "opposite_limbs": {},
    "leg_not_too_high": {"leg_level_deg": 44.0, "spine_flexion_deg": -26.0},
    "hold_long_enough": {},
    "slow": {},
    "sides_alternate": {},
}

_SWAY: Pose = {"spine_flexion_deg": 0.5, "neck_flexion_deg": 0.8, "leg_level_deg": 1.0, "arm_level_deg": 1.0}


def bird_dog(seed: int, reaches: Sequence[Turn], hold_s: float = 2.6, move_s: float = 1.4) -> Script:
    """Bird-dogs one after the other; the side is that of the arm."""
    script = Script(ARM_AND_LEG, {}, seed, phase="start", sway=_SWAY, sided=("reach", "hold"))
    for reach in reaches:
        _repetition(script, reach, hold_s, move_s)
    script.hold(0.4)
    return script


def _repetition(script: Script, reach: Turn, hold_s: float, move_s: float) -> None:
    """One arm and leg; without the arm the leg goes alone."""
    out: dict[str, float] = {f"{_OPPOSITE[reach.side]}_leg_out": 1.0, "neck_flexion_deg": -14.0}
    if "opposite_limbs" not in reach.faults:
        out[f"{reach.side}_arm_out"] = 1.0
    out |= {name: value for rule in reach.faults for name, value in FAULTS[rule].items()}
    fast, short = "slow" in reach.faults, "hold_long_enough" in reach.faults
    with script.repetition(reach.faults, reach.side):
        script.to(out, _FAST_S if fast else move_s, "reach", exactly=fast)
        script.hold(_SHORT_HOLD_S if short else hold_s, phase="hold", exactly=short)
        script.back(_FAST_S if fast else move_s, "return", exactly=fast)
    script.hold(0.8, phase="start")
