"""Cat-cow on hands and knees: arch with the gaze up, round with the chin to the chest, back to neutral."""

from __future__ import annotations

from collections.abc import Sequence

from sample_videos.render.postures import Pose
from sample_videos.render.postures.all_fours import ALL_FOURS
from sample_videos.render.script import Script

COW: Pose = {"spine_flexion_deg": -38.0, "neck_flexion_deg": -40.0}
CAT: Pose = {"spine_flexion_deg": 48.0, "neck_flexion_deg": 30.0}

#: What changes in the cow and in the cat when a rule is broken.
FAULTS: dict[str, tuple[Pose, Pose]] = {
    "spine_rounded": ({}, {"spine_flexion_deg": 3.0, "neck_flexion_deg": 36.0}),
    "spine_arched": ({"spine_flexion_deg": -1.0, "neck_flexion_deg": -42.0}, {}),
    # The chest leans with the back, so the neck bends the other way to keep the head where it was.
    "head_follows": ({"neck_flexion_deg": 12.0}, {"neck_flexion_deg": -38.0}),
    "elbows_straight": ({"elbow_flexion_deg": 55.0}, {"elbow_flexion_deg": 55.0}),
    "hips_over_knees": ({"hips_back": 0.42}, {"hips_back": 0.42}),
    "slow": ({}, {}),
}

_SWAY: Pose = {"spine_flexion_deg": 0.5, "neck_flexion_deg": 0.8, "hips_back": 0.004, "trunk_sway_deg": 0.8}
_FAST_S = 0.55
#: After these the person first comes back to neutral, so that the next cycle starts without the fault.
_ARMS_OR_HIPS = frozenset({"elbows_straight", "hips_over_knees"})


def cat_cow(
    seed: int, cycles: Sequence[Sequence[str]], move_s: float = 2.1, cat_first: bool = False
) -> Script:
    """Cycles of cow and cat (or cat and cow); each is given by the rules that it breaks, none for a good one."""
    script = Script(ALL_FOURS, {}, seed, phase="neutral", sway=_SWAY)
    for number, faults in enumerate(cycles):
        with script.repetition(faults):
            order = [("cow", COW, 0), ("cat", CAT, 1)]
            for phase, pose, half in reversed(order) if cat_first else order:
                changed = {name: value for rule in faults for name, value in FAULTS[rule][half].items()}
                fast = "slow" in faults
                moved = {**script.start, **pose, **changed}
                script.to(moved, _FAST_S if fast else move_s, phase, exactly=fast)
                script.hold(0.45)
        last = number == len(cycles) - 1
        if last or _ARMS_OR_HIPS & set(faults):
            script.back(0.8 * move_s, phase="neutral")
            script.hold(0.8 if last else 0.4)
    return script
