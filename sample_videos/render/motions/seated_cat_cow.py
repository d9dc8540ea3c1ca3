"""Seated cat-cow: on the front half of a chair, arch with the gaze up, round with the chin to the chest."""

from __future__ import annotations

from collections.abc import Sequence

from sample_videos.render.postures import Pose
from sample_videos.render.postures.sitting import SITTING
from sample_videos.render.script import Script

COW: Pose = {"pelvis_pitch_deg": 12.0, "spine_flexion_deg": -30.0, "neck_flexion_deg": -24.0}
CAT: Pose = {"pelvis_pitch_deg": -14.0, "spine_flexion_deg": 50.0, "neck_flexion_deg": 26.0}

#: What changes in the cow and in the cat when a rule is broken; tempo is handled in the script.
FAULTS: dict[str, tuple[Pose, Pose]] = {
    "slow": ({}, {}),
    "spine_rounded": ({}, {"pelvis_pitch_deg": -2.0, "spine_flexion_deg": 8.0, "neck_flexion_deg": 38.0}),
    "spine_arched": ({"pelvis_pitch_deg": -4.0, "spine_flexion_deg": 1.0, "neck_flexion_deg": -38.0}, {}),
    "trunk_over_seat": ({}, {"pelvis_pitch_deg": 7.0, "spine_flexion_deg": 46.0}),
    "knees_still": ({"feet_ahead_m": 0.15}, {"feet_ahead_m": 0.15}),
}

_START: Pose = {"pelvis_pitch_deg": -4.0, "spine_flexion_deg": 5.0}
_SWAY: Pose = {"spine_flexion_deg": 0.5, "neck_flexion_deg": 0.8, "pelvis_pitch_deg": 0.3}
_FAST_S = 0.55


def seated_cat_cow(seed: int, cycles: Sequence[Sequence[str]], move_s: float = 1.7) -> Script:
    """Cycles of cow and cat, each given by the rules that it breaks, none for a good one."""
    script = Script(SITTING, _START, seed, phase="neutral", sway=_SWAY)
    for number, faults in enumerate(cycles):
        fast = "slow" in faults
        with script.repetition(faults):
            for phase, pose, half in (("cow", COW, 0), ("cat", CAT, 1)):
                changed = {name: value for rule in faults for name, value in FAULTS[rule][half].items()}
                script.to(
                    {**script.start, **pose, **changed}, _FAST_S if fast else move_s, phase, exactly=fast
                )
                script.hold(0.4)
        last = number == len(cycles) - 1
        if last or "knees_still" in faults:
            script.back(0.8 * move_s, phase="neutral")
            script.hold(0.8 if last else 0.4)
    return script
