"""Seated twist: on a chair, the chest turns to one side, is held there, comes back, then turns to the other side."""

from __future__ import annotations

from collections.abc import Sequence

from sample_videos.render.motions.turns import Turn
from sample_videos.render.postures import Pose
from sample_videos.render.postures.sitting import SITTING
from sample_videos.render.script import Script

#: Turned to the left.
_TURNED: Pose = {"spine_twist_deg": 52.0, "neck_twist_deg": 14.0, "hands_aside": 1.0}
#: What is different in the turned position when a rule is broken; times and order are handled in the script.
FAULTS: dict[str, Pose] = {
    "slow": {},
    "hold_long_enough": {},
    "stay_tall": {"spine_bend_deg": 28.0, "spine_twist_deg": 46.0},
    "sides_alternate": {},
}
_BOTH_WAYS = frozenset({"spine_twist_deg", "neck_twist_deg", "hands_aside", "spine_bend_deg"})
_START: Pose = {"pelvis_pitch_deg": -4.0, "spine_flexion_deg": 4.0}
_SWAY: Pose = {"spine_twist_deg": 0.6, "spine_flexion_deg": 0.5, "spine_bend_deg": 0.4}
_FAST_S = 0.55


def seated_twist(
    seed: int, twists: Sequence[Turn], hold_s: float = 2.6, move_s: float = 1.5, crossed: bool = False
) -> Script:
    """Twists, one after the other; `crossed`: with the arms before the chest in place of on knee and seat."""
    start = {**_START, "arms_crossed": 1.0} if crossed else _START
    script = Script(SITTING, start, seed, phase="centre", sway=_SWAY)
    for twist in twists:
        sign = 1.0 if twist.side == "left" else -1.0
        turned = {**_TURNED, **{name: value for rule in twist.faults for name, value in FAULTS[rule].items()}}
        turned = {name: sign * value if name in _BOTH_WAYS else value for name, value in turned.items()}
        if crossed:
            turned["hands_aside"] = 0.0
        fast, short = "slow" in twist.faults, "hold_long_enough" in twist.faults
        seconds = _FAST_S if fast else move_s
        with script.repetition(twist.faults, twist.side):
            script.to(turned, seconds, "twist", exactly=fast)
            script.hold(0.8 if short else hold_s, phase="hold", exactly=True)
            script.back(seconds, "centre", exactly=fast)
        script.hold(0.5)
    script.hold(0.4)
    return script
