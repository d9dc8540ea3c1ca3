"""Thread the needle: on hands and knees an arm slides under the body, hold, slowly back; then the other arm."""

from __future__ import annotations

from collections.abc import Sequence

from sample_videos.render.motions.turns import Turn
from sample_videos.render.postures import Pose
from sample_videos.render.postures.all_fours import THREADED
from sample_videos.render.script import Script

#: What is different while the arm is under the body when a rule is broken; times are handled in the script.
FAULTS: dict[str, Pose] = {
    "hips_over_knees": {"hips_back": 0.46},
    "hold_long_enough": {},
    "slow": {},
}
#: The other way in which the hips may leave their place over the knees.
FORWARD: Pose = {"hips_back": -0.27}

_SWAY: Pose = {"spine_flexion_deg": 0.6, "neck_flexion_deg": 0.8}
_FAST_S, _SHORT_HOLD_S = 0.55, 1.0


def thread_the_needle(
    seed: int, arms: Sequence[Turn], hold_s: float = 2.9, move_s: float = 1.7, forward: bool = False
) -> Script:
    """One arm after the other, each with the rules that it breaks; no phase has a side.

    forward: hips that leave their place go forward, not back.
    """
    script = Script(THREADED, {"hands_ahead": 0.08}, seed, phase="start", sway=_SWAY, sided=())
    for arm in arms:
        out: dict[str, float] = {f"{arm.side}_thread": 1.0}
        for rule in arm.faults:
            out |= FORWARD if forward and rule == "hips_over_knees" else FAULTS[rule]
        fast, short = "slow" in arm.faults, "hold_long_enough" in arm.faults
        with script.repetition(arm.faults):
            script.to(out, _FAST_S if fast else move_s, "thread", exactly=fast)
            script.hold(_SHORT_HOLD_S if short else hold_s, phase="hold", exactly=short)
            script.back(_FAST_S if fast else move_s, "back", exactly=fast)
        script.hold(0.9, phase="start")
    return script
