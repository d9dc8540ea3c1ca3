"""Bridge: the hips up to a line, hold, slowly down."""

from __future__ import annotations

from collections.abc import Sequence

from sample_videos.render.motions.feet import feet_at, walk_feet
from sample_videos.render.postures import Pose
from sample_videos.render.postures.supine import HOOK_LYING
from sample_videos.render.script import Script

_FEET_DEG = 108.0
_FEET_FAR_DEG = 52.0
_SWAY: Pose = {"knees_aside_deg": 0.5, "head_follows": 0.01}

#: What is different with the hips up when a rule is broken; times and feet are handled in the script.
FAULTS: dict[str, Pose] = {
    "knees_bent": {},
    "feet_flat": {"lift": 1.1, "left_heel_up_deg": 32.0, "right_heel_up_deg": 32.0},
    "hips_lifted": {"lift": 0.42},
    "hips_not_overarched": {"lift": 1.62, "spine_flexion_deg": -28.0},
    "hold_long_enough": {},
    "slow": {},
}


def bridge(seed: int, lifts: Sequence[Sequence[str]], hold_s: float = 2.6) -> Script:
    """Lifts, one after the other, each with the rules it breaks."""
    script = Script(HOOK_LYING, feet_at(_FEET_DEG), seed, phase="rest", sway=_SWAY)
    for faults in lifts:
        walk_feet(script, _FEET_FAR_DEG if "knees_bent" in faults else _FEET_DEG)
        _repetition(script, faults, hold_s)
    script.hold(0.6)
    return script


def _repetition(script: Script, faults: Sequence[str], hold_s: float) -> None:
    lifted = {"lift": 1.0, **{name: value for rule in faults for name, value in FAULTS[rule].items()}}
    with script.repetition(faults):
        script.to(lifted, 1.5, "lift")
        short = "hold_long_enough" in faults
        script.hold(0.9 if short else hold_s, phase="hold", exactly=short)
        fast = "slow" in faults
        down = {name: script.start[name] for name in lifted}
        script.to(down, 0.55 if fast else 1.7, "lower", exactly=fast)
    script.hold(0.7, phase="rest")
