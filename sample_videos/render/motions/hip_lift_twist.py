"""Hip lift with twist: hips up, one shoulder toward the opposite knee, hold, slowly back; then the other side."""

from __future__ import annotations

from collections.abc import Sequence

from sample_videos.render.motions.feet import feet_at, walk_feet
from sample_videos.render.motions.turns import Turn
from sample_videos.render.postures import Pose
from sample_videos.render.postures.supine import HANDS_AT_BACK
from sample_videos.render.script import Script

_FEET_DEG = 104.0
_FEET_FAR_DEG = 52.0
_TWIST_DEG = 26.0
_LIFT: Pose = {"lift": 1.0}

#: What is different in the lifted position when a rule is broken; times and feet are handled in the script.
FAULTS: dict[str, Pose] = {
    "knees_bent": {},
    "feet_flat": {"lift": 1.1, "left_heel_up_deg": 32.0, "right_heel_up_deg": 32.0},
    "hips_lifted": {"lift": 0.36},
    "hips_not_overarched": {"lift": 1.62, "spine_flexion_deg": -28.0},
    "hold_long_enough": {},
    "slow_return": {},
}

_SWAY: Pose = {"spine_twist_deg": 0.5, "head_follows": 0.01}


def hip_lift_twist(seed: int, twists: Sequence[Turn], hold_s: float = 3.1) -> Script:
    """Hip lifts with a twist, one after the other."""
    script = Script(HANDS_AT_BACK, feet_at(_FEET_DEG), seed, phase="rest", sway=_SWAY)
    for twist in twists:
        walk_feet(script, _FEET_FAR_DEG if "knees_bent" in twist.faults else _FEET_DEG)
        _repetition(script, twist, hold_s)
    script.hold(0.7)
    return script


def _repetition(script: Script, twist: Turn, hold_s: float) -> None:
    lifted = {**_LIFT, **{name: value for rule in twist.faults for name, value in FAULTS[rule].items()}}
    turned = _TWIST_DEG if twist.side == "left" else -_TWIST_DEG
    with script.repetition(twist.faults, twist.side):
        script.to(lifted, 1.5, "lift")
        script.hold(0.3)
        script.to({"spine_twist_deg": turned}, 1.3, "twist")
        short = "hold_long_enough" in twist.faults
        script.hold(0.85 if short else hold_s, phase="hold", exactly=short)
        fast = "slow_return" in twist.faults
        down = {name: script.start[name] for name in (*lifted, "spine_twist_deg")}
        script.to(down, 0.55 if fast else 1.8, "return", exactly=fast)
    script.hold(0.6, phase="rest")
